"""Chats with buyers and their messages."""

from collections.abc import Iterator

from vozvrat.domain.chats import Author, Chat, Message
from vozvrat.ozon.paging import EMPTY_PAGES_IN_A_ROW, Page
from vozvrat.ozon.reads.transport import read
from vozvrat.ozon.seller import Seller
from vozvrat.ozon.values import Json, flag, key, latin, moment, number, obj, reference, rows, text, words

LIST = "/v3/chat/list"
HISTORY = "/v3/chat/history"
CHATS_PAGE = 100
MESSAGES_PAGE = 100

_AUTHORS: dict[str, Author] = {
    "customer": "buyer",
    "seller": "seller",
    "crm": "ozon",
    "support": "ozon",
    "notificationuser": "ozon",
}


def pages(seller: Seller, *, cursor: str | None = None) -> Iterator[Page[Chat]]:
    """Pages of all chats. Which spelling of "all" the status filter takes is not certain, so none is sent."""
    cursor = cursor or ""
    empty = 0
    while True:
        answer = read(seller, LIST, {"filter": {"unread_only": False}, "limit": CHATS_PAGE, "cursor": cursor})
        chats = tuple(found for row in rows(answer.get("chats")) if (found := chat(row)))
        following = text(answer.get("cursor")) or ""
        empty = 0 if chats else empty + 1
        goes_on = bool(flag(answer.get("has_next"))) and following not in ("", cursor) and empty < EMPTY_PAGES_IN_A_ROW
        cursor = following or cursor
        yield Page(chats, cursor, goes_on)
        if not goes_on:
            return


def history(
    seller: Seller, chat_id: str, *, from_message_id: str | None = None, newer: bool = False
) -> Iterator[Page[Message]]:
    """Pages of messages, newest first from `from_message_id` back (from the end where none is given).

    With `newer` forward instead, which needs a `from_message_id`. Whether Ozon repeats that message is not
    documented: one message never comes twice here.
    """
    if newer and from_message_id is None:
        raise ValueError("forward reading needs a message to begin at")
    cursor = from_message_id
    seen: set[str] = set()
    while True:
        body: dict[str, object] = {
            "chat_id": chat_id,
            "direction": "Forward" if newer else "Backward",
            "limit": MESSAGES_PAGE,
        }
        if cursor is not None:
            body["from_message_id"] = int(cursor)
        answer = read(seller, HISTORY, body)
        found = [message for row in rows(answer.get("messages")) if (message := _message(row))]
        fresh = tuple(message for message in found if message.ozon_id not in seen)
        seen.update(message.ozon_id for message in fresh)
        goes_on = bool(flag(answer.get("has_next"))) and bool(fresh)
        cursor = found[-1].ozon_id if found else cursor
        yield Page(fresh, cursor or "", goes_on)
        if not goes_on:
            return


def chat(row: Json) -> Chat | None:
    """A row of the list; None where it has no id. Type and status are in capitals, whatever Ozon's spelling."""
    inner = obj(row.get("chat")) or row
    chat_id = text(inner.get("chat_id"))
    if chat_id is None:
        return None
    return Chat(
        ozon_id=chat_id,
        status=(text(inner.get("chat_status")) or "UNKNOWN").upper(),
        type=(text(inner.get("chat_type")) or "UNKNOWN").upper(),
        created_at=moment(inner.get("created_at")),
        unread=number(row.get("unread_count")) or 0,
        first_unread_message_id=reference(row.get("first_unread_message_id")),
        last_message_id=reference(row.get("last_message_id")),
    )


def _message(row: Json) -> Message | None:
    message_id = key(row.get("message_id"))
    if message_id is None:
        return None
    context = obj(row.get("context"))
    return Message(
        ozon_id=message_id,
        author=_AUTHORS.get(latin(obj(row.get("user")).get("type")).replace("_", ""), "other"),
        created_at=moment(row.get("created_at")),
        text="\n".join(words(row.get("data"))),
        is_image=bool(flag(row.get("is_image"))),
        is_read=bool(flag(row.get("is_read"))),
        order_number=text(context.get("order_number")),
        sku=reference(context.get("sku")),
    )
