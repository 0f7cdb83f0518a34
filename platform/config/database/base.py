"""The backend class, under the name and place that Django looks for."""

from typing import Any

from django.db.backends.postgresql import base

from config.startup import ensure_database


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL; where the database is the embedded one it is started, made and migrated first."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        ensure_database(str(self.settings_dict["NAME"]))
        return super().get_new_connection(conn_params)
