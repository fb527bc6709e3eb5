"""Fixtures of the front door."""

from tests.api.house import anybody, api, database, home, migrated

__all__ = ["anybody", "api", "database", "home", "migrated"]
