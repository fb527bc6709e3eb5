"""Returns of both lists, with what we saw of them ourselves and the clock that runs out next."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Literal

from sqlalchemy import ColumnElement, Row, Select, and_, or_, select, update

from vozvrat.domain import errors
from vozvrat.domain.case import Seen
from vozvrat.domain.findings import ClockSource
from vozvrat.domain.returns import FINAL, Origin, Return
from vozvrat.storage import clock, paging, tables
from vozvrat.storage.among import among
from vozvrat.storage.database import reading, transaction
from vozvrat.storage.paging import Page
from vozvrat.storage.return_rows import COLUMNS, OZONS, claim_of, claim_row
from vozvrat.storage.rows import named
from vozvrat.storage.tables.base import table
from vozvrat.storage.upsert import upsert

_RETURNS = table(tables.Return)
_PRODUCTS = table(tables.Product)
_by_name = named(COLUMNS)

NOTHING_SEEN = Seen()


@dataclass(frozen=True, slots=True)
class NextDeadline:
    """The nearest clock of a return, as `policy.deadlines` computed it when the row was last written."""

    at: datetime
    warn_at: datetime
    rule_id: str
    source: ClockSource


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredReturn:
    """A return as it is stored.

    `id` is ours: `{account id}-{origin}-{Ozon's id}`, the same for ever, however often an account is read anew.
    `joined_to` is the id of the rFBS request that this row of the other list is a second view of: such rows are
    in no list and in no count. `perhaps_same_as` is the id of a row that may be the same, where nobody can tell;
    then only the rFBS row can be decided. `detailed_at` is when the details were last read by themselves.
    """

    id: str
    account_id: str
    claim: Return
    seen: Seen = NOTHING_SEEN
    next_deadline: NextDeadline | None = None
    joined_to: str | None = None
    perhaps_same_as: str | None = None
    first_seen_at: datetime
    detailed_at: datetime | None = None
    saved_at: datetime

    @property
    def is_open(self) -> bool:
        """Whether something is still expected of somebody."""
        return self.claim.state not in FINAL


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnFilters:
    """None filters nothing; `due_before` leaves only returns with a deadline before that time."""

    states: tuple[str, ...] | None = None
    scheme: str | None = None
    due_before: datetime | None = None
    account_ids: tuple[str, ...] | None = None
    sku: str | None = None
    reason_kind: str | None = None
    is_open: bool | None = None
    q: str | None = None


def own_id(account_id: str, origin: Origin, ozon_id: str) -> str:
    """Our id of one of Ozon's returns."""
    return f"{account_id}-{origin}-{ozon_id}"


def save(account_id: str, claims: Iterable[Return], *, now: datetime | None = None) -> None:
    """Stores returns as Ozon says they are; what we saw, the deadline and the links of known rows stay."""
    at = now or clock.now()
    rows = [
        _row(
            StoredReturn(
                id=own_id(account_id, claim.origin, claim.ozon_id),
                account_id=account_id,
                claim=claim,
                first_seen_at=at,
                saved_at=at,
            )
        )
        for claim in claims
    ]
    ours = [name for name in (rows[0] if rows else {}) if name not in OZONS and name not in _ALWAYS]
    with transaction() as connection:
        upsert(connection, _RETURNS, rows, keep=ours)


def put(stored: Sequence[StoredReturn]) -> None:
    """Stores returns whole, with what we saw, the deadline and the links."""
    with transaction() as connection:
        upsert(connection, _RETURNS, [_row(one) for one in stored], keep=("first_seen_at",))


def get(return_id: str) -> StoredReturn:
    """One return by our id; raises NotFound."""
    found = by_id([return_id])
    if not found:
        raise errors.NotFound(what="return", id=return_id)
    return found[return_id]


def by_id(ids: Sequence[str]) -> dict[str, StoredReturn]:
    """The stored ones among some of our ids."""
    return {one.id: one for one in _read(_RETURNS.c.id.in_(list(ids)))} if ids else {}


def by_posting(
    numbers: Sequence[str],
    account_ids: Sequence[str] | None = None,
    *,
    joined: Literal["hidden", "shown"] = "hidden",
) -> dict[str, list[StoredReturn]]:
    """The returns of some postings, the nearest deadline first; second views of rFBS requests only when asked for."""
    if not numbers or account_ids == []:
        return {}
    statement = _of_postings(joined=joined)
    with reading() as connection:
        rows = connection.execute(statement, {"numbers": list(numbers)}).all()
    # Accounts are sorted out here: offered a second condition, SQLite may begin at all rows of an account.
    own = [_stored(row) for row in rows if account_ids is None or row.account_id in account_ids]
    found: dict[str, list[StoredReturn]] = defaultdict(list)
    for one in sorted(own, key=_urgency):
        found[one.claim.posting_number].append(one)
    return dict(found)


def search(filters: ReturnFilters, *, cursor: str | None = None, limit: int = 50) -> Page[StoredReturn]:
    """Returns, the nearest deadline first; then those without one, the latest moved first."""
    wanted = [_RETURNS.c.joined_to.is_(None), *_conditions(filters)]
    moment, key = paging.place(cursor) if cursor is not None else (None, "")
    in_tail = key.startswith(_TAIL)
    found: list[StoredReturn] = []
    if not in_tail:
        found += _read(
            *wanted,
            _RETURNS.c.next_deadline_at.is_not(None),
            *([] if moment is None else [_later(moment, key)]),
            order=(_RETURNS.c.next_deadline_at, _RETURNS.c.id),
            limit=limit + 1,
        )
    if len(found) <= limit and filters.due_before is None:
        found += _read(
            *wanted,
            _RETURNS.c.next_deadline_at.is_(None),
            *([_earlier(moment, key[len(_TAIL) :])] if in_tail and moment is not None else []),
            order=(_RETURNS.c.moved_at.desc(), _RETURNS.c.id.desc()),
            limit=limit + 1 - len(found),
        )
    items = tuple(found[:limit])
    return Page(items, _cursor_after(items[-1]) if len(found) > limit else None)


def newest(account_ids: Sequence[str], *, behind: StoredReturn | None = None, limit: int) -> list[StoredReturn]:
    """Returns of some accounts, the latest moved first; with `behind` those that follow it."""
    return _read(
        _RETURNS.c.joined_to.is_(None),
        _RETURNS.c.account_id.in_(list(account_ids)),
        *([] if behind is None else [_earlier(_moved_at(behind), behind.id)]),
        order=(_RETURNS.c.moved_at.desc(), _RETURNS.c.id.desc()),
        limit=limit,
    )


def open_ones(account_id: str, origin: Origin) -> Iterator[StoredReturn]:
    """Every return of an account and list that is not at its end, read in pages."""
    last = ""
    while True:
        page = _read(
            _RETURNS.c.account_id == account_id,
            _RETURNS.c.origin == origin,
            _RETURNS.c.is_open.is_(True),
            _RETURNS.c.id > last,
            order=(_RETURNS.c.id,),
            limit=500,
        )
        yield from page
        if len(page) < 500:
            return
        last = page[-1].id


def waiting(account_id: str, origin: Origin, *, states: Sequence[str], limit: int) -> list[StoredReturn]:
    """Returns in some states, the nearest deadline first."""
    return _read(
        _RETURNS.c.account_id == account_id,
        _RETURNS.c.origin == origin,
        _RETURNS.c.is_open.is_(True),
        _RETURNS.c.state.in_(list(states)),
        order=(_RETURNS.c.next_deadline_at.asc().nulls_last(), _RETURNS.c.id),
        limit=limit,
    )


def undetailed(account_id: str, *, limit: int) -> list[StoredReturn]:
    """Open rFBS requests whose details are not known as of their state, the youngest first."""
    return _read(
        _RETURNS.c.account_id == account_id,
        _RETURNS.c.origin == "rfbs",
        _RETURNS.c.is_open.is_(True),
        _RETURNS.c.detailed.is_(False),
        order=(_RETURNS.c.moved_at.desc(), _RETURNS.c.id),
        limit=limit,
    )


def skus_without_product(account_id: str) -> list[str]:
    """SKUs that returns are about and of which no product is stored."""
    stored = select(_PRODUCTS.c.sku).where(_PRODUCTS.c.account_id == account_id)
    wanted = select(_RETURNS.c.sku).where(_RETURNS.c.account_id == account_id, _RETURNS.c.sku.not_in(stored)).distinct()
    with reading() as connection:
        return sorted(sku for sku in connection.execute(wanted).scalars() if sku)


def postings(account_id: str, *, after: str, moved_since: datetime, limit: int) -> list[str]:
    """Numbers of postings with a return that moved lately, in order, behind a number."""
    wanted = (
        select(_RETURNS.c.posting_number)
        .where(_RETURNS.c.account_id == account_id, _RETURNS.c.posting_number > after)
        .where(_RETURNS.c.moved_at >= moved_since)
        .distinct()
        .order_by(_RETURNS.c.posting_number)
        .limit(limit)
    )
    with reading() as connection:
        return list(connection.execute(wanted).scalars())


def set_next(found: Mapping[str, NextDeadline | None]) -> None:
    """Writes the nearest clock of some returns, by our id."""
    with transaction() as connection:
        for return_id, nearest in found.items():
            connection.execute(update(_RETURNS).where(_RETURNS.c.id == return_id).values(_deadline_row(nearest)))


def overdue(*, now: datetime, limit: int = 500) -> list[StoredReturn]:
    """Returns whose nearest clock, as it was written, has run out."""
    return _read(_RETURNS.c.next_deadline_at <= now, order=(_RETURNS.c.next_deadline_at,), limit=limit)


_ALWAYS = ("search_text", "moved_at", "is_open", "saved_at")
_TAIL = "-"  # marks a cursor among the returns without a deadline; ids never begin with it


def _cursor_after(one: StoredReturn) -> str:
    if one.next_deadline is not None:
        return paging.cursor(one.next_deadline.at, one.id)
    return paging.cursor(_moved_at(one), _TAIL + one.id)


def _later(moment: datetime, key: str) -> ColumnElement[bool]:
    at = _RETURNS.c.next_deadline_at
    return or_(at > moment, and_(at == moment, _RETURNS.c.id > key))


def _earlier(moment: datetime, key: str) -> ColumnElement[bool]:
    at = _RETURNS.c.moved_at
    return or_(at < moment, and_(at == moment, _RETURNS.c.id < key))


@cache
def _of_postings(*, joined: Literal["hidden", "shown"]) -> Select[*tuple[Any, ...]]:
    """Built once: putting a statement together costs as much as running it."""
    found = select(*COLUMNS).where(among(_RETURNS.c.posting_number, "numbers"))
    return found if joined == "shown" else found.where(_RETURNS.c.joined_to.is_(None))


def _conditions(filters: ReturnFilters) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if filters.states is not None:
        wanted.append(_RETURNS.c.state.in_(filters.states))
    if filters.scheme is not None:
        wanted.append(_RETURNS.c.scheme == filters.scheme)
    if filters.due_before is not None:
        wanted.append(_RETURNS.c.next_deadline_at < filters.due_before)
    if filters.account_ids is not None:
        wanted.append(_RETURNS.c.account_id.in_(filters.account_ids))
    if filters.sku is not None:
        wanted.append(_RETURNS.c.sku == filters.sku)
    if filters.reason_kind is not None:
        wanted.append(_RETURNS.c.reason_kind == filters.reason_kind)
    if filters.is_open is not None:
        wanted.append(_RETURNS.c.is_open.is_(filters.is_open))
    if filters.q and filters.q.strip():
        wanted.append(_RETURNS.c.search_text.like(paging.pattern(filters.q), escape="\\"))
    return wanted


def _read(
    *wanted: ColumnElement[bool], order: Sequence[ColumnElement[Any]] = (), limit: int | None = None
) -> list[StoredReturn]:
    statement = select(*COLUMNS).where(*wanted)
    if order:
        statement = statement.order_by(*order)
    if limit is not None:
        statement = statement.limit(limit)
    with reading() as connection:
        return [_stored(row) for row in connection.execute(statement).all()]


def _urgency(one: StoredReturn) -> tuple[bool, float, str]:
    if one.next_deadline is None:
        return (True, -_moved_at(one).timestamp(), one.id)
    return (False, one.next_deadline.at.timestamp(), one.id)


def _moved_at(one: StoredReturn) -> datetime:
    claim = one.claim
    return claim.state_changed_at or claim.created_at or claim.returned_at or one.first_seen_at


def _row(one: StoredReturn) -> dict[str, object]:
    row = claim_row(one.claim)
    row.update(_seen_row(one.seen))
    row.update(_deadline_row(one.next_deadline))
    row.update(
        id=one.id,
        account_id=one.account_id,
        is_open=one.is_open,
        joined_to=one.joined_to,
        perhaps_same_as=one.perhaps_same_as,
        moved_at=_moved_at(one),
        first_seen_at=one.first_seen_at,
        detailed_at=one.detailed_at,
        saved_at=one.saved_at,
    )
    return row


def _seen_row(seen: Seen) -> dict[str, object]:
    return {
        "answer_due_at": seen.answer_due_at,
        "offers_made": seen.offers_made,
        "offer_declined_at": seen.offer_declined_at,
        "rejected_at": seen.rejected_at,
        "sent_at": seen.sent_at,
        "received_at": seen.received_at,
    }


def _deadline_row(found: NextDeadline | None) -> dict[str, object]:
    return {
        "next_deadline_at": found and found.at,
        "next_warn_at": found and found.warn_at,
        "next_rule_id": found and found.rule_id,
        "next_source": found and found.source,
    }


def _stored(found: Row[Any]) -> StoredReturn:
    row = _by_name(found)
    nearest = None
    if row.next_deadline_at is not None:
        nearest = NextDeadline(
            at=row.next_deadline_at, warn_at=row.next_warn_at, rule_id=row.next_rule_id, source=row.next_source
        )
    return StoredReturn(
        id=row.id,
        account_id=row.account_id,
        claim=claim_of(row),
        seen=Seen(
            answer_due_at=row.answer_due_at,
            offers_made=row.offers_made,
            offer_declined_at=row.offer_declined_at,
            rejected_at=row.rejected_at,
            sent_at=row.sent_at,
            received_at=row.received_at,
        ),
        next_deadline=nearest,
        joined_to=row.joined_to,
        perhaps_same_as=row.perhaps_same_as,
        first_seen_at=row.first_seen_at,
        detailed_at=row.detailed_at,
        saved_at=row.saved_at,
    )
