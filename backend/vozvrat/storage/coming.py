"""Returns of which some clock may run: what calendars and reminders look through instead of the whole list."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, and_, or_, select

from vozvrat.storage import returns, tables
from vozvrat.storage.database import reading
from vozvrat.storage.returns import StoredReturn
from vozvrat.storage.tables.base import table

_RETURNS = table(tables.Return)
_AWAIT_THE_SELLER: Final = ("OnSellerApproval", "OnSellerClarificationAfterPartialCompensation")
_AT_ONCE: Final = 500
_LONGEST_ANSWER: Final = timedelta(days=5)
"""Longer than the seller is given to answer anything; what began before that has ended before as well."""
_LAW: Final = timedelta(days=10)
_LAW_PRESSES: Final = timedelta(days=8)
"""Terms of the law are not written into rows: they are found by the day of the demand."""


def until(
    moment: datetime, *, account_ids: Sequence[str], limit: int, all_of: Sequence[str] = ()
) -> list[StoredReturn]:
    """Open returns whose next clock ends before a time, nearest first, then those that may have another one.

    All open ones of the accounts in `all_of`: their sellers set clocks that no row tells of.
    """
    at = _RETURNS.c.next_deadline_at
    others = or_(_RETURNS.c.scheme == "rfbs", _RETURNS.c.state.in_(_AWAIT_THE_SELLER))
    return _found(or_(at < moment, and_(at.is_(None), others), _of(all_of)), account_ids, limit)


def pressing(
    *,
    since: datetime,
    now: datetime,
    ends_before: datetime,
    account_ids: Sequence[str],
    limit: int,
    all_of: Sequence[str] = (),
) -> list[StoredReturn]:
    """Open returns of which something may have begun to press, or have ended, after `since`.

    An end before `ends_before` presses by itself. A row that was read anew may tell of what pressed before. All open
    ones of the accounts in `all_of`: their sellers set clocks that no row tells of.
    """
    at, warns, saved = _RETURNS.c.next_deadline_at, _RETURNS.c.next_warn_at, _RETURNS.c.saved_at
    warned = and_(warns <= now, or_(warns > since, at <= ends_before, saved > since))
    unwritten = and_(
        at.is_(None), _RETURNS.c.state.in_(_AWAIT_THE_SELLER), _RETURNS.c.moved_at > since - _LONGEST_ANSWER
    )
    by_law = and_(
        _RETURNS.c.scheme == "rfbs",
        _RETURNS.c.created_at > since - _LAW,
        _RETURNS.c.created_at < now - _LAW_PRESSES,
    )
    return _found(or_(warned, unwritten, by_law, _of(all_of)), account_ids, limit)


def _of(account_ids: Sequence[str]) -> ColumnElement[bool]:
    return _RETURNS.c.account_id.in_(list(account_ids))


def _found(wanted: ColumnElement[bool], account_ids: Sequence[str], limit: int) -> list[StoredReturn]:
    at = _RETURNS.c.next_deadline_at
    chosen = (
        select(_RETURNS.c.id)
        .where(_RETURNS.c.account_id.in_(list(account_ids)), _RETURNS.c.is_open.is_(True))
        .where(_RETURNS.c.joined_to.is_(None), wanted)
        .order_by(at.asc().nulls_last(), _RETURNS.c.moved_at.desc(), _RETURNS.c.id)
        .limit(limit)
    )
    with reading() as connection:
        ids = list(connection.execute(chosen).scalars())
        found = [
            one
            for start in range(0, len(ids), _AT_ONCE)
            for one in returns.by_id(ids[start : start + _AT_ONCE]).values()
        ]
    order = {one: place for place, one in enumerate(ids)}
    return sorted(found, key=lambda one: order[one.id])
