"""Register the app, and its audit events with it."""

from django.apps import AppConfig


class ChatConfig(AppConfig):
    name = "chat"

    def ready(self) -> None:
        from chat import events, tasks  # noqa: F401
