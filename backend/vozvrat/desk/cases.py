"""Cases out of what is stored: one per return and cancellation request of a posting, few queries for many postings."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from vozvrat import storage
from vozvrat.desk.model import Scope
from vozvrat.domain.cancellations import Cancellation
from vozvrat.domain.case import Case
from vozvrat.domain.products import Product
from vozvrat.domain.returns import Return
from vozvrat.domain.sellers import Seller
from vozvrat.storage.cancellations import StoredCancellation
from vozvrat.storage.chats import StoredChat
from vozvrat.storage.orders import Head, StoredOrder
from vozvrat.storage.returns import StoredReturn

OPEN_CANCELLATION = "ON_APPROVAL"


@dataclass(frozen=True, slots=True)
class File:
    """All that is stored of one posting, as it lies in the drawer."""

    posting_number: str
    account_id: str
    order: StoredOrder | None
    returns: Sequence[StoredReturn]
    cancellations: Sequence[StoredCancellation]
    chat: StoredChat | None
    products: Mapping[str, Product]
    seller: Seller | None

    def case(self, *, about: StoredReturn | None = None, draft: Mapping[str, object] | None = None) -> Case:
        """The case of one return, or of the posting itself; an open cancellation request belongs to both."""
        claim = about.claim if about is not None else None
        return Case(
            order=self.order.order if self.order is not None else None,
            claim=claim,
            **({"seen": about.seen} if about is not None else {}),
            cancellation=_waiting(self.cancellations),
            chat=self.chat.chat if self.chat is not None else None,
            product=self._product(claim),
            seller=self.seller,
            draft=draft,
        )

    def cases(self) -> list[tuple[StoredReturn | None, Case]]:
        """A case per return; one of the posting itself where there is none."""
        if not self.returns:
            return [(None, self.case())]
        return [(stored, self.case(about=stored)) for stored in self.returns]

    def about_cancellation(self, request: Cancellation) -> Case:
        """The case in which one cancellation request is what matters."""
        return replace(self.case(), cancellation=request)

    def _product(self, claim: Return | None) -> Product | None:
        if claim is not None and claim.product is not None:
            return self.products.get(claim.product.sku)
        lines = self.order.order.lines if self.order is not None else ()
        return self.products.get(lines[0].sku) if len(lines) == 1 else None


def files(numbers: Sequence[str], scope: Scope) -> dict[str, File]:
    """The files of those postings that are known, by number; each kind of thing is asked for once."""
    with storage.reading():
        drawer = _drawer(numbers, scope)
        return _files(drawer, drawer.known, scope)


def busy_and_quiet(
    numbers: Sequence[str], scope: Scope, *, restless: Callable[[Head], bool]
) -> tuple[dict[str, File], dict[str, Head]]:
    """Known postings by number, in two heaps: those that rules for a badge could speak of, whole, and the others.

    `restless` tells by its head whether rules could speak of an order itself. Most postings of a page are of the
    other kind, and of them a badge needs nothing but the head.
    """
    with storage.reading():
        drawer = _drawer(numbers, scope)
        heads = drawer.heads
        busy = [
            number
            for number in drawer.known
            if drawer.stirs(number) or ((head := heads.get(number)) is not None and restless(head))
        ]
        found = _files(drawer, busy, scope)
    return found, {number: head for number, head in drawer.heads.items() if number not in found}


@dataclass(frozen=True, slots=True)
class _Drawer:
    """What lies in the drawer under some posting numbers: heads of orders, and all that may be about them."""

    known: Sequence[str]
    heads: Mapping[str, Head]
    returns: Mapping[str, Sequence[StoredReturn]]
    cancellations: Mapping[str, Sequence[StoredCancellation]]
    chats: Mapping[str, StoredChat]

    def stirs(self, number: str) -> bool:
        """Whether there is anything that rules for a badge could speak of."""
        chat = self.chats.get(number)
        return number in self.returns or number in self.cancellations or (chat is not None and chat.chat.unread > 0)


def _drawer(numbers: Sequence[str], scope: Scope) -> _Drawer:
    account_ids = scope.account_ids
    heads = storage.orders.heads(numbers, account_ids)
    returns = storage.returns.by_posting(numbers, account_ids)
    cancellations = storage.cancellations.by_posting(numbers, account_ids)
    known = [number for number in numbers if number in heads or number in returns or number in cancellations]
    named = {number: name for number in known if (name := _order_number(heads.get(number), returns.get(number)))}
    chats = storage.chats.by_order_number(sorted(set(named.values())), account_ids)
    return _Drawer(
        known,
        heads,
        returns,
        cancellations,
        {number: chats[name] for number, name in named.items() if name in chats},
    )


def _files(drawer: _Drawer, numbers: Sequence[str], scope: Scope) -> dict[str, File]:
    orders = storage.orders.by_number(numbers, scope.account_ids)
    touched = [number for number in numbers if number in drawer.returns or number in drawer.cancellations]
    products = storage.products.by_sku(_skus(orders, drawer.returns, touched), scope.account_ids)
    sellers = {account.id: account.seller for account in scope.accounts}
    found = {}
    for number in numbers:
        order, returns, cancellations = (
            orders.get(number),
            drawer.returns.get(number, ()),
            drawer.cancellations.get(number, ()),
        )
        if not (order or returns or cancellations):
            continue  # the account was removed since its head was read
        owner = _owner(order, returns, cancellations)
        found[number] = File(
            posting_number=number,
            account_id=owner,
            order=order,
            returns=[one for one in returns if one.account_id == owner],
            cancellations=[one for one in cancellations if one.account_id == owner],
            chat=drawer.chats.get(number),
            products=products,
            seller=sellers.get(owner),
        )
    return found


def _waiting(requests: Sequence[StoredCancellation]) -> Cancellation | None:
    """The request that waits for an answer, else the newest."""
    waiting = next((one.request for one in requests if one.request.state == OPEN_CANCELLATION), None)
    return waiting or (requests[0].request if requests else None)


def _order_number(head: Head | None, returns: Sequence[StoredReturn] | None) -> str | None:
    if head is not None and head.order_number:
        return head.order_number
    return next((one.claim.order_number for one in returns or () if one.claim.order_number), None)


def _skus(
    orders: Mapping[str, StoredOrder], returns: Mapping[str, Sequence[StoredReturn]], numbers: Sequence[str]
) -> list[str]:
    wanted: set[str] = set()
    for number in numbers:
        wanted.update(one.claim.product.sku for one in returns.get(number, ()) if one.claim.product)
        if number in orders:
            wanted.update(line.sku for line in orders[number].order.lines)
    return sorted(wanted)


def _owner(
    order: StoredOrder | None, returns: Sequence[StoredReturn], cancellations: Sequence[StoredCancellation]
) -> str:
    if order is not None:
        return order.account_id
    return returns[0].account_id if returns else cancellations[0].account_id
