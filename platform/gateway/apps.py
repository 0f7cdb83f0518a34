"""Register the app."""

from django.apps import AppConfig


class GatewayConfig(AppConfig):
    name = "gateway"
