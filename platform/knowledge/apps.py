"""Register the app and the work that it does in the background."""

from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    name = "knowledge"

    def ready(self) -> None:
        from knowledge import tasks  # noqa: F401  (registers the handler)
