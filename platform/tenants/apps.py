"""Register the app, its checks, its outbox work, and what sign-in puts on record."""

from django.apps import AppConfig


class TenantsConfig(AppConfig):
    name = "tenants"

    def ready(self) -> None:
        from tenants import checks, tasks  # noqa: F401  (registering needs the app registry)
        from tenants.adapters import sign_in_records  # noqa: F401
