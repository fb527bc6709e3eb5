"""The database: the only room that writes SQL.

One database a process, opened with `storage.open`. Modules are named for what they keep; rows come out as domain
dataclasses. `storage.transaction()` makes several calls one.
"""

from vozvrat.storage import (
    accounts,
    cancellations,
    chats,
    coming,
    cursors,
    deliveries,
    devices,
    events,
    fees,
    leases,
    misses,
    observations,
    orders,
    packs,
    pages,
    pairing,
    products,
    rate_limits,
    returns,
    rules,
    settings,
)
from vozvrat.storage.database import close, in_transaction, open, reading, transaction
from vozvrat.storage.paging import Page

__all__ = [
    "Page",
    "accounts",
    "cancellations",
    "chats",
    "close",
    "coming",
    "cursors",
    "deliveries",
    "devices",
    "events",
    "fees",
    "in_transaction",
    "leases",
    "misses",
    "observations",
    "open",
    "orders",
    "packs",
    "pages",
    "pairing",
    "products",
    "rate_limits",
    "reading",
    "returns",
    "rules",
    "settings",
    "transaction",
]
