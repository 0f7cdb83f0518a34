"""The backend class, under the name and place that Django looks for."""

from typing import Any

from django.db.backends.postgresql import base, features

from config.startup import ensure_database


class DatabaseFeatures(features.DatabaseFeatures):
    # The database's key is (tenant_id, id): grouping by Django's `id` alone does not cover the other columns.
    allows_group_by_selected_pks = False


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL; where the database is the embedded one it is started, made and migrated first."""

    features_class = DatabaseFeatures

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        ensure_database(str(self.settings_dict["NAME"]))
        return super().get_new_connection(conn_params)
