"""Facts: what rules may know about one posting, as a document that travels as JSON.

Absent means unknown, never null and never blank; a rule that needs an absent fact stays silent. The one exception
is `draft`, which is the seller's own statement and complete: a field absent from a given draft was not given.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from vozvrat.domain.cancellations import Cancellation
from vozvrat.domain.case import Case, Seen
from vozvrat.domain.chats import Chat
from vozvrat.domain.errors import InvalidFacts
from vozvrat.domain.money import Money
from vozvrat.domain.orders import Order, OrderLine
from vozvrat.domain.returns import Return
from vozvrat.domain.sellers import Seller
from vozvrat.policy import categories
from vozvrat.policy.schema import SCHEMA, FactsDocument, Reading

__all__ = ["FactsDocument", "document", "parse"]

RUB = "RUB"


def parse(raw: Mapping[str, object], *, now: datetime | None = None) -> FactsDocument:
    """A client's document, read strictly; `now` serves where the document names none.

    Raises InvalidFacts with a JSON pointer and what is wrong there, all of it at once: unknown names, words outside
    their vocabulary, times without an offset. Nulls and blank texts count as absent.
    """
    reading = Reading()
    facts = reading.block(raw, SCHEMA, "")
    if "now" not in facts and not reading.errors.get("/now"):
        if now is None:
            reading.errors["/now"] = ["is missing: rules count from it"]
        else:
            facts["now"] = _timed(now)
    if reading.errors:
        raise InvalidFacts(errors=reading.errors)
    return facts


def document(case: Case, *, now: datetime) -> FactsDocument:
    """Everything that rules may know of a case at the moment `now` (aware)."""
    return {name: _timed(value) for name, value in of_case(case, now=now).items()}


def of_case(case: Case, *, now: datetime) -> FactsDocument:
    """The same with times as times: what `glance` reads, without writing them out and reading them in again."""
    line = _line(case)
    blocks: dict[str, Mapping[str, Any]] = {
        "seller": _seller(case.seller) if case.seller else {},
        "order": _order(case.order, case.claim),
        "product": _product(case, line),
        "return": _claim(case.claim, case.seen, now=now) if case.claim else {},
        "cancellation": _cancellation(case.cancellation) if case.cancellation else {},
        "chat": _chat(case.chat) if case.chat else {},
    }
    facts: FactsDocument = {"now": now}
    for name, block in blocks.items():
        known = _known(block)
        if known:
            facts[name] = known
    if case.draft is not None:
        facts["draft"] = _known(case.draft)
    return facts


def _seller(seller: Seller) -> Mapping[str, Any]:
    return {
        "cross_border": seller.cross_border,
        "currency": seller.currency,
        "subscription": seller.subscription,
        "key_expires_at": seller.key_expires_at,
        "error_index_percent": seller.error_index_percent,
        "return_address_set": seller.return_address_set,
        "disposal_default_set": seller.disposal_default_set,
        "compensation_unit": seller.compensation_unit,
    }


def _order(order: Order | None, claim: Return | None) -> Mapping[str, Any]:
    if order is None:
        if claim is None:
            return {}
        return {"posting_number": claim.posting_number, "order_number": claim.order_number, "scheme": claim.scheme}
    return {
        "posting_number": order.posting_number,
        "order_number": order.order_number,
        "scheme": order.scheme,
        "status": order.status,
        "created_at": order.created_at,
        "paid_at": order.paid_at,
        "handed_over_at": order.handed_over_at,
        "delivered_from": order.delivered_from,
        "delivered_at": order.delivered_at,
        "tracking_number": order.tracking_number,
        "cancelled_after_ship": order.cancellation.after_ship if order.cancellation else None,
    }


def _line(case: Case) -> OrderLine | None:
    """The line of the order that the case is about: the returned product's, or the only one there is."""
    lines = case.order.lines if case.order else ()
    wanted = case.claim.product.sku if case.claim and case.claim.product else case.product.sku if case.product else None
    for line in lines:
        if line.sku == wanted:
            return line
    return lines[0] if len(lines) == 1 and wanted is None else None


def _product(case: Case, line: OrderLine | None) -> Mapping[str, Any]:
    """The product asked about; prices are per piece, the returned quantity goes before the ordered one."""
    returned = case.claim.product if case.claim else None
    product = case.product
    named = returned or line or product
    price = _first(
        line.price if line else None, returned.price if returned else None, product.price if product else None
    )
    kind = categories.category_of(product.category_id, product.type_id) if product else None
    return {
        "sku": named.sku if named else None,
        "offer_id": named.offer_id if named else None,
        "name": named.name if named else None,
        "category": kind.category if kind else None,
        "technically_complex": kind.technically_complex if kind else None,
        "made_to_order": kind.made_to_order if kind else None,
        "digital": kind.digital if kind else None,
        "price": price.amount if price else None,
        "price_currency": price.currency if price else None,
        "price_rub": _roubles(line, price),
        "quantity": returned.quantity if returned else line.quantity if line else None,
    }


def _roubles(line: OrderLine | None, price: Money | None) -> Decimal | None:
    """What the buyer paid per piece in roubles; the item price only where that is in roubles itself."""
    paid = line.customer_price if line else None
    for amount in (paid, price):
        if amount is not None and amount.currency == RUB:
            return amount.amount
    return None


def _still_running(page_timer: datetime | None, now: datetime) -> datetime | None:
    """The page's timer while it runs. If the request still waits after it, it was wrong, and the rule's clock holds."""
    return page_timer if page_timer and page_timer > now else None


def _claim(claim: Return, seen: Seen, *, now: datetime) -> Mapping[str, Any]:
    reason = claim.reason
    storage = claim.storage
    detail: Mapping[str, Any] = {}
    if claim.detailed:
        detail = {
            "photos": len(claim.photos),
            "available_actions": [{"id": action.id, "name": action.name} for action in claim.available_actions],
            "rejection_reasons": [
                {"id": ground.id, "name": ground.name, "is_comment_required": ground.is_comment_required}
                for ground in claim.rejection_reasons
            ],
        }
    return {
        "id": claim.ozon_id,
        "return_number": claim.return_number,
        "state": claim.state,
        "group_state": claim.group_state,
        "type": claim.type,
        "created_at": claim.created_at,
        "state_changed_at": claim.state_changed_at,
        "answer_due_at": _still_running(seen.answer_due_at, now),
        "reason": _known({"id": reason.id, "name": reason.name, "kind": reason.kind, "is_defect": reason.is_defect})
        if reason
        else None,
        "comment": claim.comment,
        **detail,
        "offers_made": seen.offers_made,
        "offer_declined_at": seen.offer_declined_at,
        "rejected_at": seen.rejected_at,
        "sent_at": seen.sent_at,
        "received_at": seen.received_at,
        "arrived_at_pickup": storage.arrived_at if storage else None,
        "storage_paid_from": storage.paid_from if storage else None,
        "disposal_at": storage.disposal_at if storage else None,
    }


def _cancellation(request: Cancellation) -> Mapping[str, Any]:
    return {
        "id": request.ozon_id,
        "state": request.state,
        "initiator": request.initiator,
        "auto_approve_at": request.auto_approve_at,
        "reason": request.reason,
        "created_at": request.created_at,
    }


def _chat(chat: Chat) -> Mapping[str, Any]:
    return {
        "id": chat.ozon_id,
        "status": chat.status,
        "last_buyer_message_at": chat.last_buyer_message_at,
        "unread": chat.unread,
    }


def _first(*amounts: Money | None) -> Money | None:
    return next((amount for amount in amounts if amount is not None), None)


def _known(block: Mapping[str, Any]) -> FactsDocument:
    """The facts that are there, written as JSON writes them, times apart."""
    known: FactsDocument = {}
    for name, value in block.items():
        if value is None:
            continue
        written = _written(value)
        if not isinstance(written, str) or written.strip():
            known[name] = written
    return known


def _written(value: Any) -> Any:
    """A value as JSON has it: exact amounts as doubles, words as plain texts; a time stays one."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, Mapping):
        return _known(value)
    if isinstance(value, list | tuple):
        return [_written(item) for item in value]
    return value


def _timed(value: Any) -> Any:
    """A value with its times as RFC 3339 in UTC."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, dict):
        return {name: _timed(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_timed(part) for part in value]
    return value
