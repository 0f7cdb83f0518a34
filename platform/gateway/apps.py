"""Register the app, and with it its audit events and its outbox work."""

from django.apps import AppConfig


class GatewayConfig(AppConfig):
    name = "gateway"

    def ready(self) -> None:
        from gateway import events, tasks  # noqa: F401
