"""What the seller-center pages show, and whom they ask for it.

The pages know nothing of how the simulated Ozon keeps its data: they ask a `Source`. Times are aware
UTC, money is a decimal string with a currency beside it, ids are strings.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Literal, Protocol, TypeVar

Row = TypeVar("Row")

ReturnList = Literal["common", "rfbs"]
ReturnFilter = Literal["common", "supply", "rfbs"]
Scheme = Literal["fbs", "fbo", "rfbs"]
DecisionKind = Literal["approve", "reject", "compensate"]


class PageError(Exception):
    """A request that a page cannot be given what it asks for; `code` names the words the page shows."""

    status = 400

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class NotThere(PageError):
    """The shop that is signed in has no such order, return, chat or review."""

    status = 404


class NotNow(PageError):
    """The thing is there, and what was asked of it does not fit its state."""

    status = 409


@dataclass(frozen=True, slots=True)
class Slice(Generic[Row]):
    """Part of a list, and how long the whole is."""

    items: tuple[Row, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Window:
    """Which part of a list is asked for, and what its rows must carry in their numbers (empty: anything)."""

    offset: int
    limit: int
    number: str = ""


@dataclass(frozen=True, slots=True)
class Shop:
    """One seller account: `client_id` is what the cookie sc_company_id carries."""

    client_id: str
    name: str
    currency: str
    cross_border: bool


@dataclass(frozen=True, slots=True)
class Goods:
    """A product line as a row shows it; `price` is per piece."""

    name: str
    sku: str
    offer_id: str
    price: str
    currency: str
    quantity: int = 1


@dataclass(frozen=True, slots=True)
class Posting:
    """One order: `status` is Ozon's word for it, `ship_by` is None where nothing is left to ship."""

    number: str
    scheme: Scheme
    status: str
    created_at: datetime
    ship_by: datetime | None
    warehouse: str
    tracking_number: str
    goods: tuple[Goods, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a list that the seller picks from."""

    id: str
    name: str
    needs_comment: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """One return or request for one, as both return pages show it.

    `answer_due_at` is the end of the seller's time to answer, None when it is not the seller's turn;
    `decisions` are the buttons that work now.
    """

    id: str
    return_number: str
    posting_number: str
    scheme: Scheme
    held_in: ReturnList
    state: str
    state_name: str
    group: str
    reason: str
    reason_kind: str
    comment: str
    photos: int
    goods: Goods
    created_at: datetime
    state_changed_at: datetime
    answer_due_at: datetime | None
    decisions: tuple[DecisionKind, ...]
    rejection_reasons: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """What the seller chose in the drawer; `amount` is in the shop's currency, a decimal string."""

    kind: DecisionKind
    reason_id: str = ""
    comment: str = ""
    amount: str = ""


@dataclass(frozen=True, slots=True)
class Cancellation:
    """A buyer's request to cancel a realFBS order; Ozon agrees by itself at `auto_approve_at`."""

    id: str
    posting_number: str
    state: str
    reason: str
    reason_id: str
    comment: str
    created_at: datetime
    auto_approve_at: datetime | None
    goods: Goods | None


@dataclass(frozen=True, slots=True)
class Message:
    """One line of a conversation."""

    id: str
    text: str
    sent_at: datetime
    mine: bool
    is_picture: bool = False


@dataclass(frozen=True, slots=True)
class Chat:
    """One conversation as the list shows it; `group` is the messenger's tab."""

    id: str
    group: str
    title: str
    posting_number: str
    last_text: str
    last_is_picture: bool
    last_at: datetime
    unread: int
    open: bool


@dataclass(frozen=True, slots=True)
class Review:
    """A buyer's review; `answer` is empty until the shop answers."""

    uuid: str
    buyer: str
    rating: int
    text: str
    published_at: datetime
    goods: Goods
    posting_number: str
    answer: str = ""


class Source(Protocol):
    """Everything that the pages read and do, always for one shop.

    Raises `NotThere` for what the shop does not have, `NotNow` for what does not fit the state.
    """

    def now(self) -> datetime:
        """The simulated time."""

    def shops(self) -> Sequence[Shop]:
        """Every account, in a fixed order; the first is signed in by default."""

    def postings(
        self, client_id: str, window: Window, *, scheme: Literal["fbs", "fbo"], status: str = ""
    ) -> Slice[Posting]:
        """Orders, newest first; `fbs` holds the seller's own delivery (rfbs) too, as Ozon's page does."""

    def posting(self, client_id: str, number: str) -> Posting:
        """One order."""

    def claims(self, client_id: str, window: Window, *, listed: ReturnFilter, group: str = "") -> Slice[Claim]:
        """Returns, the latest change first. `listed` names the page (`supply`: the common list's FBO rows);
        `group` is a group of rFBS requests, or `waiting` for those that await the seller, nearest first."""

    def claim(self, client_id: str, claim_id: str) -> Claim:
        """One return of either list."""

    def decide(self, client_id: str, claim_id: str, decision: Decision) -> None:
        """The seller answers a return request by hand."""

    def cancellations(self, client_id: str) -> Sequence[Cancellation]:
        """Requests to cancel, newest first."""

    def answer_cancellation(self, client_id: str, cancellation_id: str, *, agree: bool, comment: str) -> None:
        """The seller agrees to a cancellation or refuses it."""

    def chats(self, client_id: str) -> Sequence[Chat]:
        """Conversations, the latest word first."""

    def messages(self, client_id: str, chat_id: str) -> Sequence[Message]:
        """One conversation, oldest word first."""

    def say(self, client_id: str, chat_id: str, text: str) -> None:
        """The seller writes to the buyer."""

    def reviews(self, client_id: str) -> Sequence[Review]:
        """Reviews, newest first."""

    def answer_review(self, client_id: str, uuid: str, text: str) -> None:
        """The shop answers a review in public."""
