"""Chats with buyers: reading is free, writing needs a subscription and an open window."""

from __future__ import annotations

import base64
from typing import Any

from vozvrat_sandbox.refusals import Refusal, impossible, not_found
from vozvrat_sandbox.world import Chat, Message, Scheme
from vozvrat_sandbox.world.talk import ANSWER_TIME, CLOSES_AFTER

from .method import Answer, Call, Method, iso
from .posting_parts import may_begin_chat

MOST_CHATS = 100
MOST_MESSAGES = 1000
LONGEST_TEXT = 1000


def list_chats(call: Call) -> Answer:
    """Pages by cursor, the chat with the newest message first."""
    request = call.request("ChatListRequest")
    limit = request.limit(MOST_CHATS)
    asked = request.part("filter")
    status = asked.one_of("chat_status", ("ALL", "OPENED", "CLOSED"), "ALL")
    unread_only = asked.flag("unread_only")
    now = call.world.clock.seconds()
    rows = [
        chat
        for chat in call.world.chats(call.account)
        if status in {"ALL", status_of(chat, now)} and (not unread_only or chat.unread) and chat.messages
    ]
    rows.sort(key=lambda chat: chat.messages[-1].id, reverse=True)
    total_unread = sum(chat.unread for chat in rows)
    if cursor := request.place("cursor"):
        rows = [chat for chat in rows if chat.messages[-1].id < cursor]
    page = rows[:limit]
    return {
        "chats": [_row(chat, now) for chat in page],
        "total_unread_count": total_unread,
        "cursor": str(page[-1].messages[-1].id) if page else "",
        "has_next": len(rows) > limit,
    }


def status_of(chat: Chat, now: float) -> str:
    """A buyer's chat closes when nobody has written for long."""
    silent = chat.posting is not None and bool(chat.messages) and now - chat.messages[-1].created_at > CLOSES_AFTER
    return "CLOSED" if silent else chat.status


def _row(chat: Chat, now: float) -> dict[str, Any]:
    first_unread = next((message.id for message in chat.messages if not message.is_read), 0)
    return {
        "chat": {
            "chat_id": chat.id,
            "chat_status": status_of(chat, now),
            "chat_type": chat.kind,
            "created_at": iso(chat.created_at),
        },
        # Strings, as Ozon writes them: they exceed what a double holds.
        "first_unread_message_id": str(first_unread),
        "last_message_id": str(chat.messages[-1].id),
        "unread_count": chat.unread,
    }


def _own(call: Call, chat_id: str) -> Chat:
    chat = call.world.chat(chat_id)
    if chat is None or chat.account is not call.account:
        raise not_found("chat")
    return chat


def history(call: Call) -> Answer:
    """Messages from one on: backward from the newest, or forward from the one named."""
    request = call.request("ChatHistoryRequest")
    chat = _own(call, request.text("chat_id", required=True))
    limit = request.limit(MOST_MESSAGES, default=50)
    direction = request.one_of("direction", ("Backward", "Forward"), "Backward")
    start = request.integer("from_message_id", 0)
    if direction == "Forward" and not start:
        raise request.refuse("from_message_id", "value is required")
    only = set(request.part("filter").strings("message_ids"))
    if direction == "Forward":
        found = [message for message in chat.messages if message.id >= start]
    else:
        found = [message for message in reversed(chat.messages) if not start or message.id <= start]
    if only:
        found = [message for message in found if str(message.id) in only]
    return {"has_next": len(found) > limit, "messages": [_message(chat, message) for message in found[:limit]]}


def _message(chat: Chat, message: Message) -> dict[str, Any]:
    posting = chat.posting
    return {
        "context": {"order_number": posting.order_number, "sku": str(posting.product.sku)} if posting else None,
        "created_at": iso(message.created_at),
        "data": [message.text],
        "is_image": message.is_image,
        "is_read": message.is_read,
        "message_id": str(message.id),
        "moderate_image_status": "SUCCESS" if message.is_image else None,
        "user": {"id": message.author_id, "type": message.author},
    }


def may_write(chat: Chat, now: float) -> bool:
    """After delivery's three days, and for FBO always: within two days of the buyer's last message."""
    if status_of(chat, now) != "OPENED" or chat.posting is None:
        return False
    from_buyer = [message.created_at for message in chat.messages if message.author != "Seller"]
    answering = bool(from_buyer) and now <= from_buyer[-1] + ANSWER_TIME
    return answering or may_begin_chat(chat.posting, now)


def start(call: Call) -> Answer:
    """Begins a chat about a parcel, or finds the one that there is."""
    request = call.request("ChatStartRequest")
    posting = call.world.posting(request.text("posting_number", required=True))
    if posting is None or posting.account is not call.account:
        raise not_found("posting")
    for chat in call.world.chats(call.account):
        if chat.posting is posting:
            return {"result": {"chat_id": chat.id}}
    now = call.world.clock.seconds()
    if posting.scheme is Scheme.FBO or not may_begin_chat(posting, now):
        raise impossible("chat cannot be started for this posting")
    chat = Chat(call.world.numbers.text_id(), posting.account, posting, "BUYER_SELLER", "OPENED", int(now))
    call.world.add_chat(chat)
    call.effect = True
    return {"result": {"chat_id": chat.id}}


def send_message(call: Call) -> Answer:
    """Writes to the buyer: plain text of at most a thousand characters."""
    request = call.request("ChatSendMessageRequest")
    text = request.text("text")
    if not 1 <= len(text) <= LONGEST_TEXT:
        raise request.refuse("text", f"value length must be between 1 and {LONGEST_TEXT} runes, inclusive")
    return _write(call, request.text("chat_id", required=True), text, is_image=False)


def send_file(call: Call) -> Answer:
    """Sends the buyer a file."""
    request = call.request("ChatSendFileRequest")
    name, content = request.text("name", required=True), request.text("base64_content", required=True)
    if "." not in name:
        raise request.refuse("name", "value must have an extension")
    try:
        base64.b64decode(content, validate=True)
    except ValueError:
        raise request.refuse("base64_content", "value must be valid base64") from None
    return _write(call, request.text("chat_id", required=True), f"![]({name})", is_image=True)


def _write(call: Call, chat_id: str, text: str, *, is_image: bool) -> Answer:
    chat = _own(call, chat_id)
    now = call.world.clock.seconds()
    if not may_write(chat, now):
        raise Refusal(403, 7, "chat is closed for writing")
    call.life.seller_writes(chat, text, is_image=is_image)
    call.effect = True
    return {"result": "success"}


def read(call: Call) -> Answer:
    """Marks messages up to one as read; all of them where none is named."""
    request = call.request("ChatReadRequest")
    chat = _own(call, request.text("chat_id", required=True))
    last = request.integer("from_message_id", 0)
    for message in chat.messages:
        if not message.is_read and (not last or message.id <= last):
            message.is_read = call.effect = True
    return {"unread_count": chat.unread}


METHODS = {
    "/v3/chat/list": Method(list_chats, role="chats"),
    "/v3/chat/history": Method(history, role="chats"),
    "/v1/chat/start": Method(start, role="chats", paid=True),
    "/v1/chat/send/message": Method(send_message, role="chats", paid=True),
    "/v1/chat/send/file": Method(send_file, role="chats", paid=True),
    "/v2/chat/read": Method(read, role="chats", paid=True),
}
