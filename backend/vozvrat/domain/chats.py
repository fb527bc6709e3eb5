"""Chats with buyers. Message ids exceed 2^53: strings, always."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Author = Literal["buyer", "seller", "ozon", "other"]


@dataclass(frozen=True, slots=True)
class Chat:
    """`order_number` is the only join to orders, through the context of its messages; None until one was read."""

    ozon_id: str
    status: str
    type: str
    created_at: datetime | None
    unread: int
    first_unread_message_id: str | None
    last_message_id: str | None
    order_number: str | None = None
    sku: str | None = None
    last_buyer_message_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Message:
    ozon_id: str
    author: Author
    created_at: datetime | None
    text: str
    is_image: bool
    is_read: bool
    order_number: str | None
    sku: str | None
