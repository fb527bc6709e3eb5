"""What happened, in order: the timeline of a posting, and what clients and `watch` read on from an id."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, or_, select

from vozvrat.storage import tables
from vozvrat.storage.database import reading, transaction
from vozvrat.storage.tables.base import table

_EVENTS = table(tables.Event)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEvent:
    """Something that happened at `at`; `kind` is one of the names in `sync.happenings` or of another room.

    `details` holds codes, ids and times, never a sentence and never a buyer's text.
    """

    at: datetime
    account_id: str
    kind: str
    posting_number: str | None = None
    return_id: str | None = None
    cancellation_id: str | None = None
    chat_id: str | None = None
    details: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(NewEvent):
    """A stored event. Ids only grow, in the order of writing."""

    id: int


def add(happened: Sequence[NewEvent]) -> None:
    """Writes events; call it inside the transaction of the change that they tell of."""
    if not happened:
        return
    rows = [
        {
            "at": one.at,
            "account_id": one.account_id,
            "kind": one.kind,
            "posting_number": one.posting_number,
            "return_id": one.return_id,
            "cancellation_id": one.cancellation_id,
            "chat_id": one.chat_id,
            "details": dict(one.details) if one.details else None,
        }
        for one in happened
    ]
    with transaction() as connection:
        connection.execute(insert(_EVENTS), rows)


def after(event_id: int, *, account_ids: Sequence[str] | None = None, limit: int = 200) -> list[Event]:
    """Events later than one, oldest first."""
    wanted = [_EVENTS.c.id > event_id]
    if account_ids is not None:
        wanted.append(_EVENTS.c.account_id.in_(list(account_ids)))
    with reading() as connection:
        rows = connection.execute(select(_EVENTS).where(*wanted).order_by(_EVENTS.c.id).limit(limit))
        return [_event(row) for row in rows]


def timeline(account_id: str, posting_number: str, *, return_ids: Sequence[str] = (), limit: int = 200) -> list[Event]:
    """What happened to a posting and its returns, oldest first; of a long story the latest part."""
    about = _EVENTS.c.posting_number == posting_number
    if return_ids:
        about = or_(about, _EVENTS.c.return_id.in_(list(return_ids)))
    newest = select(_EVENTS).where(_EVENTS.c.account_id == account_id, about).order_by(_EVENTS.c.id.desc()).limit(limit)
    with reading() as connection:
        return [_event(row) for row in connection.execute(newest)][::-1]


def last_id() -> int:
    """The id of the latest event; 0 where nothing happened yet."""
    with reading() as connection:
        return connection.execute(select(func.max(_EVENTS.c.id))).scalar() or 0


def _event(row: Any) -> Event:  # a Row of the table
    return Event(
        id=row.id,
        at=row.at,
        account_id=row.account_id,
        kind=row.kind,
        posting_number=row.posting_number,
        return_id=row.return_id,
        cancellation_id=row.cancellation_id,
        chat_id=row.chat_id,
        details=row.details,
    )
