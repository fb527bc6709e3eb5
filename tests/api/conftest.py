"""Fixtures of the front door."""

from tests.api.house import anybody, api, database, home, migrated
from tests.api.receivers import hooked, receiver
from tests.api.rulers import shops
from tests.api.sites import account, only_this_machine, rests_on, site

__all__ = [
    "account",
    "anybody",
    "api",
    "database",
    "home",
    "hooked",
    "migrated",
    "only_this_machine",
    "receiver",
    "rests_on",
    "shops",
    "site",
]
