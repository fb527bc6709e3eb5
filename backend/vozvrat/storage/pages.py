"""The pages that rules rest on, as they were read last."""

from dataclasses import dataclass, fields
from datetime import datetime, timedelta

from sqlalchemy import delete, func, insert, select, update

from vozvrat.storage import tables
from vozvrat.storage.database import reading, transaction
from vozvrat.storage.tables.base import table

_PAGES = table(tables.PolicyPage)

UNREAD = "never"
"""The state of a page that was taken up and whose reading has not ended yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageState:
    """What the last look at a page gave. `problem` is a code; `digest` that of the text read last, at `read_at`."""

    address: str
    state: str
    checked_at: datetime
    changed_at: datetime | None
    read_at: datetime | None
    etag: str | None
    last_modified: str | None
    digest: str | None
    problem: str | None


@dataclass(frozen=True, slots=True)
class PageText:
    """What a page said when it was read last, and what it said before it last changed."""

    text: str | None
    previous: str | None


_SHOWN = [_PAGES.c[field.name] for field in fields(PageState)]


def states() -> dict[str, PageState]:
    """Every page that was looked at, by its address; without its text."""
    with reading() as connection:
        rows = connection.execute(select(*_SHOWN)).mappings()
        return {row["address"]: PageState(**row) for row in rows}


def last_checked() -> datetime | None:
    """When any page was last looked at."""
    with reading() as connection:
        return connection.execute(select(func.max(_PAGES.c.checked_at))).scalar()


def text_of(address: str) -> PageText:
    """The text of one page."""
    with reading() as connection:
        row = connection.execute(select(_PAGES.c.text, _PAGES.c.previous).where(_PAGES.c.address == address)).first()
    return PageText(None, None) if row is None else PageText(row.text, row.previous)


def claim(address: str, *, now: datetime, rest: timedelta) -> bool:
    """Takes a page up, before it is asked for: whatever happens next, nobody asks for it again before `rest` is over.

    False where somebody took it up less than `rest` ago. A look in the future (the clock was set back) counts as none
    once it lies further away than that.
    """
    with transaction() as connection:
        found = select(_PAGES.c.checked_at).where(_PAGES.c.address == address).with_for_update()
        checked_at = connection.execute(found).scalar()
        if checked_at is None:
            connection.execute(insert(_PAGES).values(address=address, state=UNREAD, checked_at=now))
            return True
        if not due(checked_at, now=now, rest=rest):
            return False
        connection.execute(update(_PAGES).where(_PAGES.c.address == address).values(checked_at=now))
        return True


def due(checked_at: datetime, *, now: datetime, rest: timedelta) -> bool:
    """Whether a page may be looked at again."""
    return abs(now - checked_at) >= rest


def same(address: str, *, etag: str | None, last_modified: str | None, now: datetime) -> None:
    """The page says what it said."""
    kept = {"state": "unchanged", "problem": None, "read_at": now, "etag": etag, "last_modified": last_modified}
    _put(address, **kept)


def said(address: str, text: str, *, digest: str, etag: str | None, last_modified: str | None, now: datetime) -> None:
    """The page says something new; what it said before stays beside it. The first reading is no change."""
    with transaction() as connection:
        before = connection.execute(select(_PAGES.c.text).where(_PAGES.c.address == address)).scalar()
        kept = {"digest": digest, "text": text, "problem": None, "read_at": now}
        change = {"state": "unchanged"} if before is None else {"state": "changed", "changed_at": now}
        _put(address, previous=before, etag=etag, last_modified=last_modified, **kept, **change)


def unreadable(address: str, problem: str) -> None:
    """The page could not be read; what it said before stays."""
    _put(address, state="unreadable", problem=problem)


def give_back(address: str, before: PageState | None) -> None:
    """Lets a page that was taken up and not reached be taken up again soon: it is as it was `before`."""
    with transaction() as connection:
        if before is None:
            connection.execute(delete(_PAGES).where(_PAGES.c.address == address))
        else:
            _put(address, checked_at=before.checked_at)


def _put(address: str, **values: object) -> None:
    with transaction() as connection:
        connection.execute(update(_PAGES).where(_PAGES.c.address == address).values(**values))
