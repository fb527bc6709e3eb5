"""What the desk shows: badges, cards, and what waits. Domain words only; front doors choose language and shape."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from vozvrat.domain.cancellations import Cancellation
from vozvrat.domain.case import Seen
from vozvrat.domain.chats import Chat
from vozvrat.domain.errors import NotFound
from vozvrat.domain.fees import Fee
from vozvrat.domain.findings import Clock, Finding, Severity
from vozvrat.domain.locale import Words
from vozvrat.domain.orders import Order
from vozvrat.domain.products import Product
from vozvrat.domain.returns import Return
from vozvrat.policy.deadlines import next_of
from vozvrat.storage.accounts import Account

Status = Literal["found", "not_found", "pending", "unavailable"]


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose things may be looked at: the accounts that a question and its asker are about; none means no account."""

    accounts: tuple[Account, ...] = ()

    @property
    def account_ids(self) -> list[str]:
        return [account.id for account in self.accounts]


class NoAccount(NotFound):
    """Nobody can be asked: no Ozon account was added, or none belongs to the company of the page."""

    code = "no_account"


@dataclass(frozen=True, slots=True)
class Badge:
    """What a badge needs to know of one posting; `reason` tells why there is nothing to show."""

    posting_number: str
    status: Status
    reason: str | None = None
    scheme: str | None = None
    order_status: str | None = None
    severity: Severity | None = None
    findings_count: int = 0
    clock: Clock | None = None
    return_state: str | None = None
    return_id: str | None = None
    title: Words | None = None


@dataclass(frozen=True, slots=True)
class ReturnView:
    """A return with our id for it, what rules say of it and its nearest clock."""

    id: str
    account_id: str
    claim: Return
    seen: Seen = field(default_factory=Seen)
    findings: Sequence[Finding] = ()
    clocks: Sequence[Clock] = ()
    perhaps_same_as: str | None = None

    @property
    def next_clock(self) -> Clock | None:
        return next_of(self.clocks)


@dataclass(frozen=True, slots=True)
class CancellationView:
    id: str
    account_id: str
    request: Cancellation
    findings: Sequence[Finding] = ()
    clocks: Sequence[Clock] = ()

    @property
    def next_clock(self) -> Clock | None:
        return next_of(self.clocks)


@dataclass(frozen=True, slots=True)
class Moment:
    """One entry of a timeline. `kind` is a stable word; `what` are words for it where we have them."""

    at: datetime
    kind: str
    source: Literal["ozon", "page", "seller", "vozvrat"]
    details: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OrderView:
    """One posting in a list. `account_id` is ours."""

    account_id: str
    order: Order
    has_return: bool


@dataclass(frozen=True, slots=True)
class Card:
    """Everything about one posting."""

    account_id: str
    order: Order
    products: Mapping[str, Product]
    returns: Sequence[ReturnView]
    cancellations: Sequence[CancellationView]
    chat: Chat | None
    fees: Sequence[Fee]
    findings: Sequence[Finding]
    clocks: Sequence[Clock]
    timeline: Sequence[Moment]
    stale_since: datetime | None
