"""Register the project's own commands, its start-up checks, and the carrier of promised work in every process."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "config"

    def ready(self) -> None:
        from config import celery, checks  # noqa: F401  (both register themselves, which needs the app registry)
