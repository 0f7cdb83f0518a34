"""The backend class, under the name and place that Django looks for."""

from typing import Any

from django.db import OperationalError
from django.db.backends.postgresql import base, features

from config.startup import ensure_database


class DatabaseFeatures(features.DatabaseFeatures):
    # The database's key is (tenant_id, id): grouping by Django's `id` alone does not cover the other columns.
    allows_group_by_selected_pks = False


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL; where the database is the embedded one it is started, made and migrated first."""

    features_class = DatabaseFeatures
    _away: set[str] = set()
    """Aliases that could not be reached last time, of all threads."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """A pool waits for a server that is away until its timeout; whoever comes after the first is told at once."""
        ensure_database(str(self.settings_dict["NAME"]))
        try:
            if self.pool and self.alias in self._away:
                self._knock(conn_params)
            connection = super().get_new_connection(conn_params)
        except (self.Database.OperationalError, OperationalError):
            self._away.add(self.alias)
            raise
        self._away.discard(self.alias)
        return connection

    def _knock(self, conn_params: dict[str, Any]) -> None:
        """Connect beside the pool. Raises OperationalError."""
        named = {
            name: conn_params[name] for name in ("dbname", "user", "password", "host", "port") if name in conn_params
        }
        self.Database.connect(**named, connect_timeout=2).close()
