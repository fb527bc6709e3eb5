"""Chats with buyers, their reviews, and requests to cancel."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from random import Random

from .catalogue import CANCELLATIONS, CHAT_TALKS, HOSTILE, REVIEWS
from .model import DAY, HOUR, Account, Cancellation, Chat, Message, Posting, Product, Return, Review, Scheme

FIRST_MESSAGE_ID = 3_000_000_000_817_031_942
"""Beyond 2**53: a client that keeps ids as floats loses its last digits."""
CUSTOMER = "Customer"
CUSTOMER_WITH_CYRILLIC_LETTER = "\u0421ustomer"
"""Ozon's examples write the first letter in Cyrillic."""
ANSWER_TIME = 48 * HOUR
CLOSES_AFTER = 20 * DAY


class Numbers:
    """Message and chat numbers, never the same twice."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._next = FIRST_MESSAGE_ID

    def message(self) -> int:
        self._next += 1 + int(self._rng.random() * 90_000)
        return self._next

    def text_id(self) -> str:
        """A version 4 uuid that the seed decides."""
        return str(uuid.UUID(int=self._rng.getrandbits(128), version=4))


def make_chat(rng: Random, numbers: Numbers, posting: Posting, started: int, now: int) -> Chat:
    """A buyer's chat about one parcel: a question, perhaps an answer, perhaps a photo and one more line."""
    closed = now - started > CLOSES_AFTER
    chat = Chat(
        id=numbers.text_id(),
        account=posting.account,
        posting=posting,
        kind="BUYER_SELLER",
        status="CLOSED" if closed else "OPENED",
        created_at=started,
    )
    moment = started
    buyer = CUSTOMER_WITH_CYRILLIC_LETTER if rng.random() < 0.3 else CUSTOMER
    question, reply = rng.choice(CHAT_TALKS)
    text = HOSTILE[int(rng.random() * len(HOSTILE))] if rng.random() < 0.05 else question
    lines: list[tuple[str, str, bool]] = [(buyer, text, False)]
    if rng.random() < 0.6:
        lines.append(("Seller", reply, False))
        if rng.random() < 0.5:
            picture = f"![](https://api-seller.ozon.ru/v2/chat/file/{numbers.text_id()}.jpg)"
            lines.append((buyer, picture, True))
    for author, line, is_image in lines:
        unread = author != "Seller" and not closed and line is lines[-1][1]
        chat.messages.append(
            Message(
                id=numbers.message(),
                author=author,
                author_id=str(100_000 + posting.serial) if author != "Seller" else posting.account.client_id,
                created_at=moment,
                text=line,
                is_image=is_image,
                is_read=not unread,
            )
        )
        moment = min(now, moment + int(rng.random() * 5 * HOUR) + 60)
    return chat


def make_chats(rng: Random, numbers: Numbers, returns: Sequence[Return], now: int) -> list[Chat]:
    """A chat for most requests that wait, and for some old ones; one a posting."""
    chats: list[Chat] = []
    seen: set[str] = set()
    old = 0
    for item in returns:
        number = item.posting.number
        if item.type != "ClientReturn" or number in seen:
            continue
        waits = item.answer_due_at is not None
        if (waits and rng.random() < 0.6) or (not waits and old < 600 and rng.random() < 0.1):
            seen.add(number)
            old += 0 if waits else 1
            chats.append(make_chat(rng, numbers, item.posting, item.created_at, now))
    return chats


def make_news_chat(numbers: Numbers, account: Account, now: int) -> Chat:
    """What Ozon itself writes to a seller."""
    chat = Chat(numbers.text_id(), account, None, "SELLER_API_UPDATES", "OPENED", now - 30 * DAY)
    text = "Список методов обновился, проверьте, что вы используете."
    chat.messages.append(Message(numbers.message(), "NotificationUser", "1", now - 30 * DAY, text))
    return chat


def make_cancellations(rng: Random, postings: Sequence[Posting], now: int) -> list[Cancellation]:
    """Requests to cancel rFBS orders: those that wait approve themselves within two days."""
    travelling = [p for p in postings if p.scheme is Scheme.RFBS and p.status in {"awaiting_deliver", "delivering"}]
    cancelled = [p for p in postings if p.scheme is Scheme.RFBS and p.status == "cancelled"]
    waiting = travelling[: max(2, len(travelling) // 8)][:400]
    done = cancelled[: max(2, len(cancelled) // 10)][:2000]
    made: list[Cancellation] = []
    for index, posting in enumerate(waiting):
        asked = now - int(46 * HOUR * (1 - (index + 0.5) / max(1, len(waiting))))
        asked = max(asked, posting.created_at)
        made.append(_cancellation(rng, posting, index, asked, "ON_APPROVAL"))
    for index, posting in enumerate(done, start=len(waiting)):
        item = _cancellation(rng, posting, index, posting.changed_at - 20 * HOUR, "APPROVED")
        item.decided_at = posting.changed_at
        made.append(item)
    made.sort(key=lambda item: item.created_at)
    for index, item in enumerate(made):
        item.id = 280_000_000 + index * 17
    return made


def _cancellation(rng: Random, posting: Posting, serial: int, asked: int, state: str) -> Cancellation:
    reason = CANCELLATIONS[int(rng.random() * 3)]
    message = "" if rng.random() < 0.5 else "Нашёл дешевле, отмените, пожалуйста"
    if serial % 17 == 5:
        message = HOSTILE[serial % len(HOSTILE)]
    return Cancellation(
        id=0,
        posting=posting,
        initiator="CLIENT" if serial % 9 else "DELIVERY",
        reason_id=reason.id,
        reason_name=reason.name,
        message=message,
        created_at=asked,
        auto_approve_at=asked + 2 * DAY,
        state=state,
        source_id=70_000_000 + serial,
    )


def make_reviews(rng: Random, numbers: Numbers, products: Sequence[Product], now: int, count: int) -> list[Review]:
    """What buyers wrote below the goods, newest first."""
    reviews = []
    for index in range(count):
        rating, text = rng.choice(REVIEWS)
        reviews.append(
            Review(
                id=numbers.text_id(),
                product=rng.choice(products),
                rating=rating,
                text=HOSTILE[index % len(HOSTILE)] if index % 40 == 7 else text,
                published_at=now - int((index + rng.random()) * 9 * HOUR),
                status=("NEW", "VIEWED", "PROCESSED")[index % 3],
                comments=index % 3 // 2,
                photos=int(rng.random() * 3),
                order_status="CANCELLED" if index % 12 == 5 else "DELIVERED",
            )
        )
    return reviews
