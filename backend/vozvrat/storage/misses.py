"""Posting numbers that Ozon did not know a moment ago."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from vozvrat.storage import tables
from vozvrat.storage.database import reading, transaction
from vozvrat.storage.tables.base import table
from vozvrat.storage.upsert import upsert

_MISSES = table(tables.Miss)

LONGEST = timedelta(hours=1)
"""What is remembered for longer was missed before the clock was set back."""


def add(account_id: str, posting_number: str, *, until: datetime, now: datetime) -> None:
    """Remembers a miss; those that have run out are swept out at the same time."""
    with transaction() as connection:
        connection.execute(delete(_MISSES).where(_MISSES.c.until <= now))
        row = {"account_id": account_id, "posting_number": posting_number, "until": until}
        upsert(connection, _MISSES, [row])


def among(numbers: Sequence[str], account_ids: Sequence[str], *, now: datetime) -> dict[str, set[str]]:
    """Which of these numbers were missed lately, and in which of these accounts."""
    if not numbers or not account_ids:
        return {}
    wanted = select(_MISSES.c.posting_number, _MISSES.c.account_id).where(
        _MISSES.c.posting_number.in_(list(numbers)),
        _MISSES.c.account_id.in_(list(account_ids)),
        _MISSES.c.until > now,
        _MISSES.c.until <= now + LONGEST,
    )
    found: dict[str, set[str]] = {}
    with reading() as connection:
        for row in connection.execute(wanted):
            found.setdefault(row.posting_number, set()).add(row.account_id)
    return found


def forget(account_id: str, posting_number: str) -> None:
    """Forgets a miss: the posting has turned up."""
    with transaction() as connection:
        connection.execute(
            delete(_MISSES).where(_MISSES.c.account_id == account_id, _MISSES.c.posting_number == posting_number)
        )
