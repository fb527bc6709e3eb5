"""What a full sync tells while it goes on, and at its end."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Progress:
    """`step` is the reading that goes on; `rows` counts rows read so far by step, `details` single readings."""

    account_id: str
    step: str
    steps_done: int
    steps: int
    rows: Mapping[str, int]
    details: int


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What one full sync did.

    `rows` counts by step; `details` counts single readings of open rFBS requests, apart. `skipped` are the methods
    that the key may not call, with the error's code; `postponed` are steps that Ozon has paused or that the end of
    this process cut short, to go on with the next sync. `joined` tells that another sync was running and this one
    waited for it.
    """

    account_id: str
    rows: Mapping[str, int] = field(default_factory=dict)
    details: int = 0
    skipped: tuple[tuple[str, str], ...] = ()
    postponed: tuple[str, ...] = ()
    joined: bool = False


Report = Callable[[Progress], None]


def silent(_: Progress) -> None:
    """Tells nobody."""


def as_json(report: SyncReport) -> dict[str, Any]:
    """For the one who waits in another process."""
    return {
        "rows": dict(report.rows),
        "details": report.details,
        "skipped": [list(pair) for pair in report.skipped],
        "postponed": list(report.postponed),
    }


def of_json(account_id: str, raw: Mapping[str, Any]) -> SyncReport:
    """The report of the other sync that was waited for."""
    return SyncReport(
        account_id=account_id,
        rows=raw["rows"],
        details=raw["details"],
        skipped=tuple((method, code) for method, code in raw["skipped"]),
        postponed=tuple(raw["postponed"]),
        joined=True,
    )
