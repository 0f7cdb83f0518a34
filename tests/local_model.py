"""Fetch the small language model for the journeys, once; without a network they go on without it."""

import sys
from pathlib import Path

from gateway.adapters.local_fetch import NAME, fetch_engine, fetch_model
from gateway.errors import DiskFull, ModelFileBroken, ModelNotFetched
from gateway.types import LocalModelState
from tests.settings import ROOT, data_dir

LOCK = ROOT / "requirements" / "local-model.txt"


def folder() -> Path:
    """Where the model and its server lie for test runs, apart from what a demo has fetched."""
    return data_dir().with_name(data_dir().name + "-model") / "model"


def at_hand() -> bool:
    return (folder() / f"{NAME}.gguf").exists() and (folder() / "engine.lock").exists()


def tell(state: LocalModelState) -> None:
    if sys.stdout.isatty():
        sys.stdout.write(f"\rlanguage model for the journeys: {state.state}, {state.percent:.0f} % of 1.1 GB ")
        sys.stdout.flush()


def main() -> None:
    if at_hand():
        return
    sys.stdout.write("language model for the journeys: fetching 1.1 GB, once\n")
    try:
        fetch_engine(folder(), LOCK)
        fetch_model(folder(), LOCK, tell)
    except (ModelNotFetched, DiskFull, ModelFileBroken) as error:
        sys.stdout.write(f"language model for the journeys: left out ({error.code}); its tests are skipped\n")


if __name__ == "__main__":
    main()
