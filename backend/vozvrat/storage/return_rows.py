"""A return as a row and back: the columns that Ozon's answers fill."""

from typing import Any

from vozvrat.domain.money import Money
from vozvrat.domain.orders import Scheme
from vozvrat.domain.returns import (
    Action,
    ActionKind,
    Reason,
    ReasonKind,
    RejectionReason,
    Return,
    ReturnProduct,
    Storage,
)
from vozvrat.storage import paging, tables
from vozvrat.storage.json_parts import moment, moment_text, money_list, money_of
from vozvrat.storage.tables.base import table

COLUMNS = tuple(column for column in table(tables.Return).c if column.name not in ("search_text", "moved_at"))


def claim_row(claim: Return) -> dict[str, object]:
    """The columns that Ozon owns."""
    reason, product = claim.reason, claim.product
    return {
        "ozon_id": claim.ozon_id,
        "origin": claim.origin,
        "posting_number": claim.posting_number,
        "scheme": str(claim.scheme),
        "state": claim.state,
        "state_name": claim.state_name,
        "return_number": claim.return_number,
        "order_number": claim.order_number,
        "group_state": claim.group_state,
        "type": claim.type,
        "created_at": claim.created_at,
        "state_changed_at": claim.state_changed_at,
        "returned_at": claim.returned_at,
        "reason_id": reason and reason.id,
        "reason_name": reason and reason.name,
        "reason_kind": reason and str(reason.kind),
        "reason_is_defect": reason and reason.is_defect,
        "comment": claim.comment,
        "photos": list(claim.photos),
        "sku": product and product.sku,
        "offer_id": product and product.offer_id,
        "product_name": product and product.name,
        "price": product and product.price and product.price.amount,
        "price_currency": product and product.price and product.price.currency,
        "quantity": product and product.quantity,
        "available_actions": [[a.id, a.name, str(a.kind), list(a.needs)] for a in claim.available_actions],
        "rejection_reasons": [[r.id, r.name, r.hint, r.is_comment_required] for r in claim.rejection_reasons],
        "rejection_comment": claim.rejection_comment,
        "return_method": claim.return_method,
        "tracking_number": claim.tracking_number,
        "money_state_name": claim.money_state_name,
        "storage": _storage_parts(claim.storage),
        "compensation_state": claim.compensation_state,
        "place": claim.place,
        "company_id": claim.company_id,
        "source_id": claim.source_id,
        "detailed": claim.detailed,
        "search_text": paging.search_text(
            claim.posting_number,
            claim.ozon_id,
            claim.return_number,
            *((product.sku, product.offer_id, product.name) if product else ()),
        ),
    }


def claim_of(row: Any) -> Return:  # COLUMNS by name
    """The return in a row."""
    return Return(
        ozon_id=row.ozon_id,
        origin=row.origin,
        posting_number=row.posting_number,
        scheme=Scheme(row.scheme),
        state=row.state,
        state_name=row.state_name,
        return_number=row.return_number,
        order_number=row.order_number,
        group_state=row.group_state,
        type=row.type,
        created_at=row.created_at,
        state_changed_at=row.state_changed_at,
        returned_at=row.returned_at,
        reason=None
        if row.reason_name is None
        else Reason(row.reason_id, row.reason_name, ReasonKind(row.reason_kind), row.reason_is_defect),
        comment=row.comment,
        photos=tuple(row.photos or ()),
        product=None
        if row.sku is None
        else ReturnProduct(
            sku=row.sku,
            offer_id=row.offer_id,
            name=row.product_name,
            price=None if row.price is None else Money(row.price, row.price_currency),
            quantity=row.quantity,
        ),
        available_actions=tuple(
            Action(id, name, ActionKind(kind), tuple(needs)) for id, name, kind, needs in row.available_actions or ()
        ),
        rejection_reasons=tuple(RejectionReason(*parts) for parts in row.rejection_reasons or ()),
        rejection_comment=row.rejection_comment,
        return_method=row.return_method,
        tracking_number=row.tracking_number,
        money_state_name=row.money_state_name,
        storage=_storage(row.storage),
        compensation_state=row.compensation_state,
        place=row.place,
        company_id=row.company_id,
        source_id=row.source_id,
        detailed=row.detailed,
    )


def _storage_parts(storage: Storage | None) -> dict[str, object] | None:
    if storage is None:
        return None
    return {
        "arrived_at": moment_text(storage.arrived_at),
        "paid_from": moment_text(storage.paid_from),
        "disposal_at": moment_text(storage.disposal_at),
        "days": storage.days,
        "sum": money_list(storage.sum),
        "disposal_sum": money_list(storage.disposal_sum),
    }


def _storage(parts: dict[str, Any] | None) -> Storage | None:
    if parts is None:
        return None
    return Storage(
        arrived_at=moment(parts["arrived_at"]),
        paid_from=moment(parts["paid_from"]),
        disposal_at=moment(parts["disposal_at"]),
        days=parts["days"],
        sum=money_of(parts["sum"]),
        disposal_sum=money_of(parts["disposal_sum"]),
    )


OZONS = frozenset(
    claim_row(Return(ozon_id="", origin="rfbs", posting_number="", scheme=Scheme.RFBS, state="", state_name=""))
)
"""The names of the columns that Ozon's answers fill."""
