"""Ozon accounts and their keys, paired devices, settings of the seller."""

from vozvrat.accounts.devices import (
    PairingCode,
    authenticate,
    list_devices,
    pair,
    paired_origins,
    redeem,
    revoke,
)
from vozvrat.accounts.ozon_accounts import (
    add,
    get,
    list_all,
    missing_method,
    patch,
    remove,
    verify,
)
from vozvrat.accounts.preferences import Preferences, change_preferences, preferences

__all__ = [
    "PairingCode",
    "Preferences",
    "add",
    "authenticate",
    "change_preferences",
    "get",
    "list_all",
    "list_devices",
    "missing_method",
    "pair",
    "paired_origins",
    "patch",
    "preferences",
    "redeem",
    "remove",
    "revoke",
    "verify",
]
