"""Register the app."""

from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    name = "knowledge"
