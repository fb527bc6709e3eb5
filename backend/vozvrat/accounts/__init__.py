"""Ozon accounts and their keys, paired devices, settings of the seller."""

from vozvrat.accounts.calendar import CalendarAddress, calendar_address, calendar_behind, close_calendar, renew_calendar
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
    "CalendarAddress",
    "PairingCode",
    "Preferences",
    "add",
    "authenticate",
    "calendar_address",
    "calendar_behind",
    "change_preferences",
    "close_calendar",
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
    "renew_calendar",
    "revoke",
    "verify",
]
