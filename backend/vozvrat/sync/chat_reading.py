"""Chats: their list, and of those that moved the latest messages, for whom they are about and who wrote last."""

from collections.abc import Iterator
from dataclasses import replace

from vozvrat import ozon, storage
from vozvrat.domain import errors
from vozvrat.domain.chats import Chat
from vozvrat.ozon.reads import chats as chat_reads
from vozvrat.sync.observing import ChatsRead

IN_A_FULL_SYNC = 300
BUYERS = frozenset({"BUYER_SELLER", "BUYER_SELLER_SELECT"})


def listed(
    seller: ozon.Seller, *, cursor: str | None, pages: int | None = None
) -> Iterator[tuple[ChatsRead, str, int]]:
    """Pages of chats with buyers; chats with Ozon's support and its news are no business of ours."""
    for number, page in enumerate(chat_reads.pages(seller, cursor=cursor), start=1):
        chats = tuple(chat for chat in page.items if chat.type in BUYERS)
        yield ChatsRead(chats), page.cursor, len(chats)
        if pages is not None and number >= pages:
            return


def with_messages(account_id: str, seller: ozon.Seller, *, limit: int) -> Iterator[ChatsRead]:
    """Chats that have moved since we looked at their messages, looked at now; the unread ones first."""
    for stored in storage.chats.moved(account_id, limit=limit):
        try:
            yield ChatsRead([_looked_at(seller, stored.chat)], read_to=stored.chat.last_message_id or "")
        except errors.NotFoundAtOzon:
            yield ChatsRead([stored.chat], read_to=stored.chat.last_message_id or "")


def _looked_at(seller: ozon.Seller, chat: Chat) -> Chat:
    """One page of the latest messages is enough: the context stands in every message about an order."""
    messages = next(iter(chat_reads.history(seller, chat.ozon_id))).items
    written = [one.created_at for one in messages if one.author == "buyer" and one.created_at is not None]
    return replace(
        chat,
        order_number=next((one.order_number for one in messages if one.order_number), chat.order_number),
        sku=next((one.sku for one in messages if one.sku), chat.sku),
        last_buyer_message_at=max(written, default=chat.last_buyer_message_at),
    )
