"""Pulling from Ozon, and bringing what it says together with what is stored."""

from vozvrat.sync.full import full
from vozvrat.sync.incremental import tick, unfinished
from vozvrat.sync.observing import (
    CancellationsRead,
    ChatsRead,
    DeliverySeen,
    OrdersRead,
    PageSeen,
    ReturnsRead,
    apply_observation,
)
from vozvrat.sync.progress import Progress, SyncReport
from vozvrat.sync.running import resume, stop
from vozvrat.sync.single import fetch
from vozvrat.sync.wanted import hindered, want

__all__ = [
    "CancellationsRead",
    "ChatsRead",
    "DeliverySeen",
    "OrdersRead",
    "PageSeen",
    "Progress",
    "ReturnsRead",
    "SyncReport",
    "apply_observation",
    "fetch",
    "full",
    "hindered",
    "resume",
    "stop",
    "tick",
    "unfinished",
    "want",
]
