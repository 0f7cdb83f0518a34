"""Register the app, the work that it does in the background, and what it does when a person is erased."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "desk"

    def ready(self) -> None:
        from desk import (
            events,  # noqa: F401
            tasks,  # noqa: F401
        )
        from desk.services import erasing, following  # noqa: F401
