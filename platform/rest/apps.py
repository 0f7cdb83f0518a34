"""Register the app."""

from django.apps import AppConfig


class RestConfig(AppConfig):
    name = "rest"

    def ready(self) -> None:
        from rest.outputs import schema  # noqa: F401  (registers how a key is described)
