"""The tables. Their history is in `migrations`; a test holds both to the same shape."""

from vozvrat.storage.tables.accounts import Account, AccountCompany, Device, PairingCode, Setting
from vozvrat.storage.tables.base import Base
from vozvrat.storage.tables.desk import Delivery, PolicyPack, PolicyPage, RuleVersion
from vozvrat.storage.tables.trade import (
    Cancellation,
    Chat,
    Fee,
    Order,
    OrderLine,
    Product,
    Return,
)
from vozvrat.storage.tables.work import Cursor, Event, Lease, Miss, Observation, RateLimit

__all__ = [
    "Account",
    "AccountCompany",
    "Base",
    "Cancellation",
    "Chat",
    "Cursor",
    "Delivery",
    "Device",
    "Event",
    "Fee",
    "Lease",
    "Miss",
    "Observation",
    "Order",
    "OrderLine",
    "PairingCode",
    "PolicyPack",
    "PolicyPage",
    "Product",
    "RateLimit",
    "Return",
    "RuleVersion",
    "Setting",
]
