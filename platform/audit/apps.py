"""Register the app, and the events of every other."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AuditConfig(AppConfig):
    name = "audit"

    def ready(self) -> None:
        # An event that is only known once its service is imported could not be named on the auditor's page.
        autodiscover_modules("events")
