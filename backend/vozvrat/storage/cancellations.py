"""Requests to cancel rFBS postings."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from vozvrat.domain import errors
from vozvrat.domain.cancellations import Cancellation
from vozvrat.storage import clock, paging, tables
from vozvrat.storage.among import among
from vozvrat.storage.database import reading, transaction
from vozvrat.storage.paging import Page
from vozvrat.storage.tables.base import table
from vozvrat.storage.upsert import upsert

_CANCELLATIONS = table(tables.Cancellation)
_OF_POSTINGS = (
    select(_CANCELLATIONS)
    .where(among(_CANCELLATIONS.c.posting_number, "numbers"))
    .order_by(_CANCELLATIONS.c.created_at.desc().nulls_last(), _CANCELLATIONS.c.id.desc())
)


@dataclass(frozen=True, slots=True)
class StoredCancellation:
    """A cancellation request as it is stored; `id` is ours: `{account id}-cancel-{Ozon's id}`."""

    id: str
    account_id: str
    request: Cancellation
    saved_at: datetime


def own_id(account_id: str, ozon_id: str) -> str:
    """Our id of one of Ozon's cancellation requests."""
    return f"{account_id}-cancel-{ozon_id}"


def save(account_id: str, requests: Iterable[Cancellation], *, now: datetime | None = None) -> None:
    """Stores requests as Ozon says they are."""
    at = now or clock.now()
    rows = [
        {
            "id": own_id(account_id, one.ozon_id),
            "account_id": account_id,
            "ozon_id": one.ozon_id,
            "posting_number": one.posting_number,
            "state": one.state,
            "state_name": one.state_name,
            "initiator": one.initiator,
            "reason": one.reason,
            "reason_message": one.reason_message,
            "created_at": one.created_at,
            "auto_approve_at": one.auto_approve_at,
            "approved_at": one.approved_at,
            "approve_comment": one.approve_comment,
            "source_id": one.source_id,
            "saved_at": at,
        }
        for one in requests
    ]
    with transaction() as connection:
        upsert(connection, _CANCELLATIONS, rows, fill=("created_at", "auto_approve_at", "source_id"))


def get(cancellation_id: str) -> StoredCancellation:
    """One request by our id; raises NotFound."""
    found = by_id([cancellation_id])
    if not found:
        raise errors.NotFound(what="cancellation", id=cancellation_id)
    return found[cancellation_id]


def by_id(ids: Sequence[str]) -> dict[str, StoredCancellation]:
    """The stored ones among some of our ids."""
    return {one.id: one for one in _read(_CANCELLATIONS.c.id.in_(list(ids)))} if ids else {}


def by_posting(numbers: Sequence[str], account_ids: Sequence[str] | None = None) -> dict[str, list[StoredCancellation]]:
    """The requests about some postings, the newest first."""
    if not numbers or account_ids == []:
        return {}
    with reading() as connection:
        rows = connection.execute(_OF_POSTINGS, {"numbers": list(numbers)}).all()
    found: dict[str, list[StoredCancellation]] = defaultdict(list)
    for row in rows:
        if account_ids is None or row.account_id in account_ids:
            found[row.posting_number].append(_stored(row))
    return dict(found)


def postings_in_state(account_id: str, state: str, *, saved_before: datetime | None = None) -> list[str]:
    """Numbers of postings with a request in a state; with `saved_before`, those not read since."""
    wanted = [_CANCELLATIONS.c.account_id == account_id, _CANCELLATIONS.c.state == state]
    if saved_before is not None:
        wanted.append(_CANCELLATIONS.c.saved_at < saved_before)
    with reading() as connection:
        return sorted(set(connection.execute(select(_CANCELLATIONS.c.posting_number).where(*wanted)).scalars()))


def search(
    *,
    state: str | None = None,
    account_ids: Sequence[str] | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> Page[StoredCancellation]:
    """Requests, the one that approves itself first on top; those without such a date at the end."""
    at, own = _CANCELLATIONS.c.auto_approve_at, _CANCELLATIONS.c.id
    wanted: list[ColumnElement[bool]] = []
    if state is not None:
        wanted.append(_CANCELLATIONS.c.state == state)
    if account_ids is not None:
        wanted.append(_CANCELLATIONS.c.account_id.in_(list(account_ids)))
    if cursor is not None:
        moment, key = paging.place(cursor)
        if moment is None:
            wanted.append(and_(at.is_(None), own > key))
        else:
            wanted.append(or_(at > moment, and_(at == moment, own > key), at.is_(None)))
    found = _read(*wanted, order=(at.asc().nulls_last(), own), limit=limit + 1)
    items = tuple(found[:limit])
    more = len(found) > limit
    return Page(items, paging.cursor(items[-1].request.auto_approve_at, items[-1].id) if more else None)


def _read(
    *wanted: ColumnElement[bool], order: Sequence[ColumnElement[Any]] = (), limit: int | None = None
) -> list[StoredCancellation]:
    statement = select(_CANCELLATIONS).where(*wanted).order_by(*order).limit(limit)
    with reading() as connection:
        return [_stored(row) for row in connection.execute(statement).all()]


def _stored(row: Any) -> StoredCancellation:  # a Row of the table
    request = Cancellation(
        ozon_id=row.ozon_id,
        posting_number=row.posting_number,
        state=row.state,
        state_name=row.state_name,
        initiator=row.initiator,
        reason=row.reason,
        reason_message=row.reason_message,
        created_at=row.created_at,
        auto_approve_at=row.auto_approve_at,
        approved_at=row.approved_at,
        approve_comment=row.approve_comment,
        source_id=row.source_id,
    )
    return StoredCancellation(row.id, row.account_id, request, row.saved_at)
