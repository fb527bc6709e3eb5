"""Postings with their products."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache
from operator import itemgetter
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    Table,
    and_,
    delete,
    exists,
    or_,
    select,
    update,
)

from vozvrat.domain.money import Money
from vozvrat.domain.orders import Order, OrderCancellation, OrderLine, Scheme
from vozvrat.storage import clock, paging, tables
from vozvrat.storage.among import among
from vozvrat.storage.database import reading, transaction
from vozvrat.storage.paging import Page
from vozvrat.storage.rows import named
from vozvrat.storage.tables.base import table
from vozvrat.storage.upsert import upsert

_ORDERS = table(tables.Order)
_LINES = table(tables.OrderLine)
_RETURNS = table(tables.Return)


@dataclass(frozen=True, slots=True)
class StoredOrder:
    """A posting as it is stored, and when Ozon last said so."""

    account_id: str
    order: Order
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a stored posting: whose it is and how it stands, without its lines."""

    account_id: str
    posting_number: str
    order_number: str | None
    scheme: Scheme
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFilters:
    """None filters nothing. `q` is part of a posting, order or return number, SKU, offer id or product name.

    A whole order or posting number is looked up by itself, with all that begins with it.
    """

    q: str | None = None
    account_ids: tuple[str, ...] | None = None
    scheme: str | None = None
    status: str | None = None
    has_return: bool | None = None
    created_from: datetime | None = None
    created_to: datetime | None = None


_NUMBER = re.compile(r"\d{5,12}-\d{4}(-\d{0,3})?", re.ASCII)
_BEHIND_DIGITS = ":"  # the character after 9, and the hyphen stands before 0: all that begins so lies in between
_SEARCHED = ("search_text", "saved_at")
_COLUMNS = tuple(column for column in _ORDERS.c if column.name != "search_text")
_order_by_name, _line_by_name = named(_COLUMNS), named(_LINES.c)
_HEAD = tuple(_ORDERS.c[field.name] for field in fields(Head))
_ALWAYS_SAID = {"status", "substatus", "scheme", "available_actions", *_SEARCHED}
_PRICES = ("price", "price_currency", "customer_price", "customer_price_currency")
_FILLED = tuple(column.name for column in _ORDERS.c if not column.primary_key and column.name not in _ALWAYS_SAID)


def save(account_id: str, orders: Iterable[Order], *, now: datetime | None = None) -> None:
    """Stores postings as Ozon says they are; what an answer leaves unknown keeps its known value."""
    saved_at = now or clock.now()
    orders = list(orders)
    with transaction() as connection:
        counts = _line_counts(connection, account_id, [order.posting_number for order in orders])
        upsert(connection, _ORDERS, [_row(account_id, order, saved_at) for order in orders], fill=_FILLED)
        lines = [row for order in orders for row in _lines(account_id, order)]
        upsert(connection, _LINES, lines, fill=_PRICES, while_same="sku")
        for order in orders:
            if order.lines and counts.get(order.posting_number, 0) > len(order.lines):
                connection.execute(
                    delete(_LINES).where(
                        _LINES.c.account_id == account_id,
                        _LINES.c.posting_number == order.posting_number,
                        _LINES.c.position >= len(order.lines),
                    )
                )


def by_number(numbers: Sequence[str], account_ids: Sequence[str] | None = None) -> dict[str, StoredOrder]:
    """The stored ones among some posting numbers, by number; `account_ids` None asks all accounts."""
    if not numbers or account_ids == []:
        return {}
    with reading() as connection:
        found = _of_numbers(connection, numbers, account_ids)
    return {stored.order.posting_number: stored for stored in found}


def heads(numbers: Sequence[str], account_ids: Sequence[str] | None = None) -> dict[str, Head]:
    """The heads of the stored ones among some posting numbers, by number; `account_ids` None asks all accounts."""
    if not numbers or account_ids == []:
        return {}
    asked = {"numbers": list(numbers), "accounts": list(account_ids or ())}
    with reading() as connection:
        rows = connection.execute(_named(_ORDERS, _HEAD, of_accounts=account_ids is not None), asked).all()
    return {
        number: Head(account_id, number, order_number, Scheme(scheme), status)
        for account_id, number, order_number, scheme, status in rows
    }


def by_order_number(order_number: str, account_ids: Sequence[str] | None = None) -> list[StoredOrder]:
    """The postings of one order."""
    numbers = select(_ORDERS.c.posting_number).where(_ORDERS.c.order_number == order_number)
    with reading() as connection:
        found = connection.execute(numbers).scalars().all()
        return _of_numbers(connection, found, account_ids) if found else []


def schemes(account_id: str, numbers: Sequence[str]) -> dict[str, Scheme]:
    """The schemes of the stored ones among some postings of an account."""
    found = select(_ORDERS.c.posting_number, _ORDERS.c.scheme).where(
        _ORDERS.c.account_id == account_id, _ORDERS.c.posting_number.in_(list(numbers))
    )
    with reading() as connection:
        return {number: Scheme(scheme) for number, scheme in connection.execute(found).all()}


def set_delivery(account_id: str, number: str, earliest: datetime, latest: datetime) -> None:
    """Writes between which two moments a posting was delivered."""
    own = (_ORDERS.c.account_id == account_id) & (_ORDERS.c.posting_number == number)
    with transaction() as connection:
        connection.execute(update(_ORDERS).where(own).values(delivered_from=earliest, delivered_at=latest))


def undated(account_id: str, *, wider_than: timedelta, limit: int) -> list[StoredOrder]:
    """Delivered postings with an open return, of which it is not known well enough when they were delivered."""
    waiting = select(_RETURNS.c.posting_number).where(
        _RETURNS.c.account_id == account_id, _RETURNS.c.is_open.is_(True), _RETURNS.c.scheme.in_(("fbs", "rfbs"))
    )
    wanted = (
        select(_ORDERS.c.posting_number, _ORDERS.c.delivered_from, _ORDERS.c.delivered_at)
        .where(_ORDERS.c.account_id == account_id, _ORDERS.c.status == "delivered")
        .where(_ORDERS.c.scheme.in_(("fbs", "rfbs")), _ORDERS.c.posting_number.in_(waiting))
        .order_by(_ORDERS.c.created_at.desc())
    )
    with reading() as connection:
        rows = connection.execute(wanted).all()
        vague = [
            number
            for number, earliest, latest in rows
            if latest is None or (earliest is not None and latest - earliest > wider_than)
        ][:limit]
        return _of_numbers(connection, vague, [account_id]) if vague else []


def search(filters: OrderFilters, *, cursor: str | None = None, limit: int = 50) -> Page[StoredOrder]:
    """Postings, the newest first."""
    wanted = _conditions(filters)
    if cursor is not None:
        wanted.append(_after(cursor))
    keys = (
        select(_ORDERS.c.account_id, _ORDERS.c.posting_number)
        .where(*wanted)
        .order_by(_ORDERS.c.created_at.desc().nulls_last(), _ORDERS.c.posting_number.desc())
        .limit(limit + 1)
    )
    with reading() as connection:
        found = connection.execute(keys).all()
        stored = {(s.account_id, s.order.posting_number): s for s in _of_keys(connection, found[:limit])}
    items = tuple(stored[(row.account_id, row.posting_number)] for row in found[:limit])
    last = items[-1].order if items and len(found) > limit else None
    return Page(items, None if last is None else paging.cursor(last.created_at, last.posting_number))


def count(account_id: str) -> int:
    """How many postings of an account are stored."""
    with reading() as connection:
        numbers = select(_ORDERS.c.posting_number).where(_ORDERS.c.account_id == account_id)
        return len(connection.execute(numbers).all())


def _conditions(filters: OrderFilters) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    returned = exists().where(
        _RETURNS.c.posting_number == _ORDERS.c.posting_number, _RETURNS.c.account_id == _ORDERS.c.account_id
    )
    if filters.q and _NUMBER.fullmatch(filters.q.strip()):
        number = filters.q.strip()
        wanted += [_ORDERS.c.posting_number >= number, _ORDERS.c.posting_number < number + _BEHIND_DIGITS]
    elif filters.q and filters.q.strip():
        like = paging.pattern(filters.q)
        of_returns = select(_RETURNS.c.posting_number).where(_RETURNS.c.search_text.like(like, escape="\\"))
        wanted.append(
            or_(_ORDERS.c.search_text.like(like, escape="\\"), _ORDERS.c.posting_number.in_(of_returns)),
        )
    if filters.account_ids is not None:
        wanted.append(_ORDERS.c.account_id.in_(filters.account_ids))
    if filters.scheme is not None:
        wanted.append(_ORDERS.c.scheme == filters.scheme)
    if filters.status is not None:
        wanted.append(_ORDERS.c.status == filters.status)
    if filters.has_return is not None:
        wanted.append(returned if filters.has_return else ~returned)
    if filters.created_from is not None:
        wanted.append(_ORDERS.c.created_at >= filters.created_from)
    if filters.created_to is not None:
        wanted.append(_ORDERS.c.created_at < filters.created_to)
    return wanted


def _after(cursor: str) -> ColumnElement[bool]:
    moment, number = paging.place(cursor)
    created, posting = _ORDERS.c.created_at, _ORDERS.c.posting_number
    if moment is None:
        return and_(created.is_(None), posting < number)
    return or_(created < moment, and_(created == moment, posting < number), created.is_(None))


def _of_keys(connection: Connection, keys: Sequence[Row[*tuple[Any, ...]]]) -> list[StoredOrder]:
    if not keys:
        return []
    return _of_numbers(connection, [row.posting_number for row in keys], sorted({row.account_id for row in keys}))


@cache
def _named(source: Table, columns: tuple[ColumnElement[Any], ...], *, of_accounts: bool) -> Select[*tuple[Any, ...]]:
    """Rows of some postings. Built once: putting a statement together costs as much as running it."""
    found = select(*columns).where(among(source.c.posting_number, "numbers"))
    if of_accounts:
        found = found.where(among(source.c.account_id, "accounts"))
    return found.order_by(source.c.account_id, source.c.posting_number)


def _of_numbers(connection: Connection, numbers: Sequence[str], accounts: Sequence[str] | None) -> list[StoredOrder]:
    asked = {"numbers": list(numbers), "accounts": list(accounts or ())}
    found = connection.execute(_named(_ORDERS, _COLUMNS, of_accounts=accounts is not None), asked).all()
    if not found:
        return []
    lines: defaultdict[tuple[str, str], list[tuple[int, OrderLine]]] = defaultdict(list)
    for row in connection.execute(_named(_LINES, tuple(_LINES.c), of_accounts=accounts is not None), asked).all():
        line = _line_by_name(row)
        lines[(line.account_id, line.posting_number)].append((line.position, _line(line)))
    return [
        StoredOrder(row.account_id, _order(row, _in_order(lines, row.account_id, row.posting_number)), row.saved_at)
        for row in map(_order_by_name, found)
    ]


def _in_order(
    lines: Mapping[tuple[str, str], list[tuple[int, OrderLine]]], account_id: str, number: str
) -> tuple[OrderLine, ...]:
    own = lines.get((account_id, number), [])
    return tuple(line for _, line in (sorted(own, key=itemgetter(0)) if len(own) > 1 else own))


def _line_counts(connection: Connection, account_id: str, numbers: Sequence[str]) -> dict[str, int]:
    found = select(_LINES.c.posting_number).where(
        _LINES.c.account_id == account_id, _LINES.c.posting_number.in_(numbers), _LINES.c.position > 0
    )
    counts: dict[str, int] = {}
    for number in connection.execute(found).scalars():
        counts[number] = counts.get(number, 1) + 1
    return counts


def _row(account_id: str, order: Order, saved_at: datetime) -> dict[str, object]:
    cancelled = order.cancellation
    return {
        "account_id": account_id,
        "posting_number": order.posting_number,
        "order_number": order.order_number,
        "order_id": order.order_id,
        "scheme": str(order.scheme),
        "status": order.status,
        "substatus": order.substatus,
        "created_at": order.created_at,
        "paid_at": order.paid_at,
        "handed_over_at": order.handed_over_at,
        "status_changed_at": order.status_changed_at,
        "delivered_from": order.delivered_from,
        "delivered_at": order.delivered_at,
        "tracking_number": order.tracking_number,
        "can_create_chat": order.can_create_chat,
        "cancellation": cancelled
        and {
            "reason_id": cancelled.reason_id,
            "reason": cancelled.reason,
            "initiator": cancelled.initiator,
            "after_ship": cancelled.after_ship,
        },
        "available_actions": list(order.available_actions),
        "search_text": paging.search_text(
            order.posting_number,
            order.order_number,
            *(part for line in order.lines for part in (line.sku, line.offer_id, line.name)),
        ),
        "saved_at": saved_at,
    }


def _lines(account_id: str, order: Order) -> Iterable[dict[str, object]]:
    for position, line in enumerate(order.lines):
        yield {
            "account_id": account_id,
            "posting_number": order.posting_number,
            "position": position,
            "sku": line.sku,
            "offer_id": line.offer_id,
            "name": line.name,
            "quantity": line.quantity,
            "price": line.price and line.price.amount,
            "price_currency": line.price and line.price.currency,
            "customer_price": line.customer_price and line.customer_price.amount,
            "customer_price_currency": line.customer_price and line.customer_price.currency,
        }


def _sum(amount: Decimal | None, currency: str | None) -> Money | None:
    return None if amount is None or currency is None else Money(amount, currency)


def _line(row: Any) -> OrderLine:  # the columns of a line by name
    return OrderLine(
        sku=row.sku,
        offer_id=row.offer_id,
        name=row.name,
        quantity=row.quantity,
        price=_sum(row.price, row.price_currency),
        customer_price=_sum(row.customer_price, row.customer_price_currency),
    )


def _order(row: Any, lines: tuple[OrderLine, ...]) -> Order:  # _COLUMNS by name
    return Order(
        posting_number=row.posting_number,
        order_number=row.order_number,
        order_id=row.order_id,
        scheme=Scheme(row.scheme),
        status=row.status,
        substatus=row.substatus,
        created_at=row.created_at,
        paid_at=row.paid_at,
        handed_over_at=row.handed_over_at,
        status_changed_at=row.status_changed_at,
        delivered_from=row.delivered_from,
        delivered_at=row.delivered_at,
        tracking_number=row.tracking_number,
        can_create_chat=row.can_create_chat,
        lines=lines,
        cancellation=None if row.cancellation is None else OrderCancellation(**row.cancellation),
        available_actions=tuple(row.available_actions or ()),
    )
