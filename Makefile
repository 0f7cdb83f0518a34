# One target per thing a developer wants; `make help` lists them. Needs Python 3.11+, venv and make.
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
RUN := $(BIN)/python manage.py
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help

help: ## This list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  %-18s %s\n", $$1, $$2}'

.venv/.base: requirements/base.txt
	@echo "[1/6] Python environment: installing (about a minute, once)"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/pip install -qq --no-deps --require-hashes -r requirements/base.txt
	@touch $@

.venv/.dev: requirements/base.txt requirements/dev.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/pip install -qq --no-deps --require-hashes -r requirements/base.txt -r requirements/dev.txt
	@touch .venv/.base $@

demo: .venv/.base ## Run everything on this machine with a demo tenant, until Ctrl-C (PORT, MODEL)
	@exec $(RUN) demo

test: .venv/.dev browser model ## The whole suite, environment and browser included
	@$(BIN)/python -m pytest -q -n 2 --dist loadfile $(PYTEST)

check: .venv/.dev ## Format, lint, types, import contracts, architecture: under a minute
	@$(BIN)/ruff format --check -q . && $(BIN)/ruff check -q .
	@$(BIN)/mypy & types=$$!; \
	PYTHONPATH=platform $(BIN)/lint-imports --no-cache >/tmp/heyan-contracts.$$$$ || { cat /tmp/heyan-contracts.$$$$; exit 1; }; \
	rm -f /tmp/heyan-contracts.$$$$; \
	$(BIN)/python -m pytest -q -p no:cacheprovider -m "not slow" tests/architecture || exit 1; wait $$types

browser: .venv/.dev ## A browser for the journeys: the system's chromium, or the one that playwright fetches
	@bash tests/browser.sh

model: .venv/.dev ## The small language model for the journeys (1.1 GB, fetched once; they go on without it)
	@PYTHONPATH=platform DJANGO_SETTINGS_MODULE=tests.settings $(BIN)/python -m tests.local_model

bench: .venv/.dev ## Every figure that the documentation names
	@$(BIN)/python -m bench

bench-knowledge: .venv/.dev ## How good search and reading are, beside their arms and the packages (BENCH_SETS)
	@$(BIN)/python -m bench knowledge

journeys: .venv/.dev browser model ## The journeys, with more questions to the real model
	@HEYAN_PROCESS=journeys $(BIN)/python -m pytest -q tests/journeys $(PYTEST)

screens: .venv/.dev browser ## Photograph every page of the running demo into tests/screenshots
	@$(BIN)/python -m tests.screens

.venv-glm/.ready: requirements/private-glm.txt
	@echo "private GLM: installing torch and transformers into .venv-glm (some minutes, 1.2 GB, once)"
	@test -x .venv-glm/bin/python || $(PYTHON) -m venv .venv-glm
	@.venv-glm/bin/pip install -qq -r requirements/private-glm.txt
	@touch $@

private-glm-test: .venv/.dev .venv-glm/.ready ## Build a tiny GLM-4 checkpoint, serve it, and stream a turn through everything
	@$(BIN)/python -m pytest -q tests/private_glm $(PYTEST)

format: .venv/.dev ## Put the code into the house's format
	@$(BIN)/ruff format -q . && $(BIN)/ruff check -q --fix .

lock: .venv/.dev ## Resolve requirements/*.in into hashed lock files
	@for set in base dev local-model; do $(BIN)/uv pip compile -q --generate-hashes --universal --python-version 3.11 \
	  --no-emit-index-url --no-annotate --override requirements/overrides.txt --custom-compile-command "make lock" requirements/$$set.in -o requirements/$$set.txt; done

clean: ## Remove the environment and caches; the data stays
	@rm -rf .venv .venv-glm .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

.PHONY: help demo test check browser model bench bench-knowledge journeys screens private-glm-test format lock clean
