"""Chats with buyers: their state and whom they are about, not what was said."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from vozvrat.domain.chats import Chat
from vozvrat.storage import clock, paging, tables
from vozvrat.storage.among import among
from vozvrat.storage.database import reading, transaction
from vozvrat.storage.paging import Page
from vozvrat.storage.tables.base import table
from vozvrat.storage.upsert import upsert

_CHATS = table(tables.Chat)
_OF_ORDERS = (
    select(_CHATS)
    .where(among(_CHATS.c.order_number, "numbers"))
    .order_by(_CHATS.c.last_buyer_message_at.asc().nulls_first(), _CHATS.c.ozon_id)
)


@dataclass(frozen=True, slots=True)
class StoredChat:
    """A chat as it is stored; `read_to` is the last message that we have looked at for its context."""

    account_id: str
    chat: Chat
    read_to: str | None
    saved_at: datetime


def save(account_id: str, chats: Iterable[Chat], *, read_to: str | None = None, now: datetime | None = None) -> None:
    """Stores chats; what only messages tell (order number, SKU, the buyer's last message) stays where unknown."""
    at = now or clock.now()
    rows = [
        {
            "account_id": account_id,
            "ozon_id": one.ozon_id,
            "status": one.status,
            "type": one.type,
            "created_at": one.created_at,
            "unread": one.unread,
            "first_unread_message_id": one.first_unread_message_id,
            "last_message_id": one.last_message_id,
            "order_number": one.order_number,
            "sku": one.sku,
            "last_buyer_message_at": one.last_buyer_message_at,
            "read_to_message_id": read_to,
            "saved_at": at,
        }
        for one in chats
    ]
    from_messages = ("order_number", "sku", "last_buyer_message_at", "read_to_message_id", "created_at")
    with transaction() as connection:
        upsert(connection, _CHATS, rows, fill=from_messages)


def by_id(account_id: str, ids: Sequence[str]) -> dict[str, StoredChat]:
    """The stored ones among some chats of an account."""
    if not ids:
        return {}
    found = _read(_CHATS.c.account_id == account_id, _CHATS.c.ozon_id.in_(list(ids)))
    return {one.chat.ozon_id: one for one in found}


def by_order_number(order_numbers: Sequence[str], account_ids: Sequence[str] | None = None) -> dict[str, StoredChat]:
    """The chat about each of some orders: the one in which the buyer wrote last."""
    if not order_numbers or account_ids == []:
        return {}
    with reading() as connection:
        rows = connection.execute(_OF_ORDERS, {"numbers": list(order_numbers)}).all()
    return {row.order_number: _stored(row) for row in rows if account_ids is None or row.account_id in account_ids}


def moved(account_id: str, *, limit: int) -> list[StoredChat]:
    """Chats with messages that we have not looked at, those with unread ones first."""
    behind = or_(
        _CHATS.c.read_to_message_id.is_(None),
        _CHATS.c.read_to_message_id != func.coalesce(_CHATS.c.last_message_id, ""),
    )
    order = (_CHATS.c.unread.desc(), _CHATS.c.created_at.desc().nulls_last(), _CHATS.c.ozon_id)
    return _read(_CHATS.c.account_id == account_id, behind, order=order, limit=limit)


def search(*, account_ids: Sequence[str] | None = None, cursor: str | None = None, limit: int = 50) -> Page[StoredChat]:
    """Chats, those in which the buyer wrote last on top."""
    at, own = _CHATS.c.last_buyer_message_at, _CHATS.c.ozon_id
    wanted: list[ColumnElement[bool]] = []
    if account_ids is not None:
        wanted.append(_CHATS.c.account_id.in_(list(account_ids)))
    if cursor is not None:
        moment, key = paging.place(cursor)
        if moment is None:
            wanted.append(and_(at.is_(None), own > key))
        else:
            wanted.append(or_(at < moment, and_(at == moment, own > key), at.is_(None)))
    found = _read(*wanted, order=(at.desc().nulls_last(), own), limit=limit + 1)
    items = tuple(found[:limit])
    more = len(found) > limit
    return Page(items, paging.cursor(items[-1].chat.last_buyer_message_at, items[-1].chat.ozon_id) if more else None)


def _read(
    *wanted: ColumnElement[bool], order: Sequence[ColumnElement[Any]] = (), limit: int | None = None
) -> list[StoredChat]:
    statement = select(_CHATS).where(*wanted).order_by(*order).limit(limit)
    with reading() as connection:
        return [_stored(row) for row in connection.execute(statement).all()]


def _stored(row: Any) -> StoredChat:  # a Row of the table
    chat = Chat(
        ozon_id=row.ozon_id,
        status=row.status,
        type=row.type,
        created_at=row.created_at,
        unread=row.unread,
        first_unread_message_id=row.first_unread_message_id,
        last_message_id=row.last_message_id,
        order_number=row.order_number,
        sku=row.sku,
        last_buyer_message_at=row.last_buyer_message_at,
    )
    return StoredChat(row.account_id, chat, row.read_to_message_id, row.saved_at)
