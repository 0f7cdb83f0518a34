"""Register the app, and grant the application its rights on the few global tables after each migration."""

from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.db import connections
from django.db.models.signals import post_migrate

from kit.roles import DATABASE_ROLES


def grant_global_tables(using: str, **kwargs: Any) -> None:
    """Global tables have no row policy, so each is named in the settings with exactly what the application may do."""
    if using != "owner":
        return
    with connections[using].cursor() as cursor:
        present = set(connections[using].introspection.table_names(cursor))
        for table, rights in settings.GLOBAL_TABLES.items():
            if table in present and rights:
                cursor.execute(f'GRANT {rights} ON "{table}" TO {DATABASE_ROLES["app"]}, {DATABASE_ROLES["clerk"]}')
        cursor.execute(
            f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {DATABASE_ROLES['app']}, {DATABASE_ROLES['clerk']}"
        )


class KitConfig(AppConfig):
    name = "kit"

    def ready(self) -> None:
        post_migrate.connect(grant_global_tables, dispatch_uid="kit.grant_global_tables")
