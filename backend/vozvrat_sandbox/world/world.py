"""The whole simulated world, drawn from a seed."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Sequence
from datetime import datetime
from operator import attrgetter
from random import Random
from threading import RLock

from .accounts import ACCOUNTS, CREDENTIALS
from .clock import Clock
from .index import ByMoment
from .model import (
    DAY,
    Account,
    Cancellation,
    Chat,
    Credential,
    Notification,
    Posting,
    Product,
    Return,
    Review,
    Scheme,
    when,
)
from .postings import PostingMaker
from .products import make_products
from .returns import ACCOUNT_SHARES, FIRST_CLAIM, FIRST_COMMON, SCHEME_SHARES, ReturnMaker, apportion, number_returns
from .states import actions
from .talk import Numbers, make_cancellations, make_chats, make_news_chat, make_reviews

DEFAULT_RETURNS = 400
DEFAULT_ORDERS_PER_RETURN = 3.0


class World:
    """Two sellers, their goods, orders, returns and buyers at one moment that moves on.

    ``lock`` guards everything that changes; hold it while reading several things that must fit together.
    """

    def __init__(
        self,
        *,
        seed: int = 1,
        returns: int = DEFAULT_RETURNS,
        now: datetime | None = None,
        orders_per_return: float = DEFAULT_ORDERS_PER_RETURN,
    ) -> None:
        self.clock = Clock(now)
        self.lock = RLock()
        self.seed = seed
        self.accounts: tuple[Account, ...] = ACCOUNTS
        self.credentials: tuple[Credential, ...] = CREDENTIALS
        self.rng = Random(seed)
        self.numbers = Numbers(Random(seed + 1))
        start = self.started_at = int(self.clock.seconds())
        collecting = gc.isenabled()
        gc.disable()  # nothing drawn here is garbage, and looking for some costs half the time
        try:
            self._draw(start, returns, orders_per_return)
        finally:
            if collecting:
                gc.enable()

    def _draw(self, start: int, count: int, orders_per_return: float) -> None:
        rng = self.rng
        self._products = {account.client_id: make_products(rng, account) for account in self.accounts}
        maker = PostingMaker(rng, start, self._products)
        everything = list(ReturnMaker(rng, start, maker).cells(self.accounts, count))
        number_returns(rng, everything)
        orders = list({item.posting.serial: item.posting for item in everything}.values())
        orders.extend(self._kept(maker, start, int(count * max(0.0, orders_per_return - 1))))
        orders.sort(key=attrgetter("created_at", "serial"))
        self._postings = {a.client_id: [p for p in orders if p.account is a] for a in self.accounts}
        self._fbo = {key: [p for p in rows if p.scheme is Scheme.FBO] for key, rows in self._postings.items()}
        self._fbs = {key: [p for p in rows if p.scheme is not Scheme.FBO] for key, rows in self._postings.items()}
        self._notifications: dict[str, list[Notification]] = {account.client_id: [] for account in self.accounts}
        self._by_number = {posting.number: posting for posting in orders}
        self._returns = {a.client_id: [r for r in everything if r.account is a] for a in self.accounts}
        self._by_id = {item.id: item for item in everything}
        self._newest_common = max((item.common_id or 0 for item in everything), default=FIRST_COMMON)
        self._newest_claim = max((item.id for item in everything if item.is_claim), default=FIRST_CLAIM)
        self._by_posting: dict[str, list[Return]] = {}
        for item in everything:
            self._by_posting.setdefault(item.posting.number, []).append(item)
        self._common = {key: [r for r in rows if r.common_id] for key, rows in self._returns.items()}
        self._claims = {key: [r for r in rows if r.is_claim] for key, rows in self._returns.items()}
        self.changes = {key: ByMoment(rows) for key, rows in self._postings.items()}
        self._cancellations = {k: make_cancellations(rng, rows, start) for k, rows in self._postings.items()}
        self._number_cancellations()
        self._chats: dict[str, list[Chat]] = {}
        self._reviews: dict[str, list[Review]] = {}
        for account in self.accounts:
            chats = make_chats(rng, self.numbers, self._returns[account.client_id], start)
            chats.append(make_news_chat(self.numbers, account, start))
            self._chats[account.client_id] = chats
            products = self._products[account.client_id]
            self._reviews[account.client_id] = make_reviews(rng, self.numbers, products, start, 130)
        self._chat_by_id = {chat.id: chat for chats in self._chats.values() for chat in chats}

    def _number_cancellations(self) -> None:
        self._cancellation_by_id: dict[int, Cancellation] = {}
        for offset, rows in enumerate(self._cancellations.values()):
            for row in rows:
                row.id += offset
                self._cancellation_by_id[row.id] = row

    def _kept(self, maker: PostingMaker, start: int, count: int) -> Iterable[Posting]:
        shares = [(a, s, x * y) for a, x in zip(self.accounts, ACCOUNT_SHARES, strict=True) for s, y in SCHEME_SHARES]
        for (account, scheme, _), part in zip(shares, apportion(count, [c for _, _, c in shares]), strict=True):
            for _ in range(part):
                chance = self.rng.random()
                if chance < 0.8:
                    yield maker.delivered(account, scheme, start - int((0.01 + 299 * self.rng.random()) * DAY))
                elif chance < 0.92:
                    yield maker.on_its_way(account, scheme)
                else:
                    moment = start - int(299 * self.rng.random() * DAY)
                    yield maker.cancelled(account, scheme, moment, reason_id=352, shipped=False)

    def products(self, account: Account) -> Sequence[Product]:
        """The goods of a shop."""
        return self._products[account.client_id]

    def postings(self, account: Account, *schemes: Scheme) -> list[Posting]:
        """Parcels of a shop, oldest first; of all schemes where none is named."""
        rows = self._postings[account.client_id]
        return [row for row in rows if row.scheme in schemes] if schemes else rows

    def fbs_postings(self, account: Account) -> list[Posting]:
        """FBS and rFBS parcels of a shop, oldest first."""
        return self._fbs[account.client_id]

    def fbo_postings(self, account: Account) -> list[Posting]:
        """FBO parcels of a shop, oldest first."""
        return self._fbo[account.client_id]

    def notifications(self, account: Account) -> list[Notification]:
        """Addresses that a shop has connected for pushes."""
        return self._notifications[account.client_id]

    def posting(self, number: str) -> Posting | None:
        """The parcel with this number, of whatever shop."""
        return self._by_number.get(number)

    def returns(self, account: Account) -> list[Return]:
        """Everything given back to a shop or asked to be, oldest first."""
        return self._returns[account.client_id]

    def common_list(self, account: Account) -> list[Return]:
        """Rows of the common list of returns, by growing ``common_id``."""
        return self._common[account.client_id]

    def claims(self, account: Account) -> list[Return]:
        """rFBS requests of a shop, by growing ``id``."""
        return self._claims[account.client_id]

    def return_(self, number: int) -> Return | None:
        """The return with this ``id``."""
        return self._by_id.get(number)

    def returns_of(self, posting_number: str) -> list[Return]:
        """What was given back of one parcel."""
        return self._by_posting.get(posting_number, [])

    def add_return(self, posting: Posting, moment: int) -> Return:
        """A buyer's new request for a delivered parcel; it waits for the seller."""
        maker = ReturnMaker(self.rng, moment, PostingMaker(self.rng, moment, self._products))
        item = maker.ask(posting, moment)
        key = posting.account.client_id
        self._newest_common += 7
        item.id = item.common_id = self._newest_common
        if item.is_claim:
            self._newest_claim += 7
            item.id = self._newest_claim
        item.number = f"RT-{len(self._by_id) + 1:07d}"
        self._returns[key].append(item)
        self._common[key].append(item)
        if item.is_claim:
            self._claims[key].append(item)
        self._by_id[item.id] = item
        self._by_posting.setdefault(posting.number, []).append(item)
        return item

    def actions(self, claim: Return) -> list[int]:
        """What the seller may do now (ids; names in ``world.states.NAMES``)."""
        return actions(claim)

    def answer_due_at(self, claim: Return) -> datetime | None:
        """When silence decides; the page counts down to it, no answer of the Seller API has it."""
        return None if claim.answer_due_at is None else when(claim.answer_due_at)

    def cancellations(self, account: Account) -> list[Cancellation]:
        """Requests to cancel, by growing id."""
        return self._cancellations[account.client_id]

    def cancellation(self, number: int) -> Cancellation | None:
        """The request to cancel with this number."""
        return self._cancellation_by_id.get(number)

    def chats(self, account: Account) -> list[Chat]:
        """Conversations of a shop."""
        return self._chats[account.client_id]

    def chat(self, chat_id: str) -> Chat | None:
        """The conversation with this id."""
        return self._chat_by_id.get(chat_id)

    def add_chat(self, chat: Chat) -> None:
        """Adds a conversation that somebody has just begun."""
        self._chats[chat.account.client_id].append(chat)
        self._chat_by_id[chat.id] = chat

    def reviews(self, account: Account) -> list[Review]:
        """Reviews of a shop's goods, newest first."""
        return self._reviews[account.client_id]
