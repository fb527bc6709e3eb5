"""Parcels from the seller's own warehouse: FBS and rFBS."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any

from vozvrat_sandbox.refusals import bad_request, impossible, not_found
from vozvrat_sandbox.world import Posting, Scheme

from .method import Answer, Call, Method, iso, money
from .paging import posting_page
from .posting_parts import (
    SELLER_REASONS,
    analytics,
    available_actions,
    finance_new,
    finance_old,
    flow,
    no_legal_person,
    provider,
    warehouse_id,
)
from .reading import LONGEST_PERIOD, Request

MOST_ROWS = 100
STATUSES = frozenset(
    {
        "awaiting_registration",
        "acceptance_in_progress",
        "awaiting_approve",
        "awaiting_packaging",
        "awaiting_deliver",
        "awaiting_verification",
        "arbitration",
        "client_arbitration",
        "delivering",
        "driver_pickup",
        "delivered",
        "cancelled",
        "cancelled_from_split_pending",
        "not_accepted",
        "sent_by_seller",
    }
)
UNFULFILLED = frozenset({"awaiting_packaging", "awaiting_deliver", "awaiting_approve", "awaiting_registration"})
DICTIONARY = {352: "seller", 400: "seller", 401: "seller", 402: "seller", 665: "buyer", 666: "seller", 667: "buyer"}
TITLES = {**SELLER_REASONS, 665: "Покупатель не забрал заказ", 667: "Утерян службой доставки"}
Test = Callable[[Posting], bool]


def period(asked: Request, *, required: bool) -> tuple[float, float] | None:
    """``since`` and ``to``, at most a year apart."""
    window = asked.period("since", "to", required=required)
    if window and window[1] - window[0] > LONGEST_PERIOD.total_seconds():
        raise bad_request("PERIOD_IS_TOO_LONG")
    return window


def list_postings(call: Call) -> Answer:
    """Pages by cursor; there is no filter by posting number."""
    request = call.request("PostingFbsListRequest")
    limit = request.limit(MOST_ROWS)
    asked = request.part("filter", required=True)
    window = period(asked, required=True)
    return _page(call, request, _tests(asked, window), _rows(call, asked), limit=limit)


def list_unfulfilled(call: Call) -> Answer:
    """Parcels that the seller has yet to hand over."""
    request = call.request("PostingFbsUnfulfilledListRequest")
    limit = request.limit(MOST_ROWS, default=MOST_ROWS)
    asked = request.part("filter", required=True)
    cutoff = asked.period("cutoff_from", "cutoff_to")
    delivering = asked.period("delivering_date_from", "delivering_date_to")
    if cutoff and delivering:
        raise asked.refuse("cutoff_from", "cannot be used together with delivering_date_from")
    tests = _tests(asked, None)
    tests.append(lambda row: row.status in UNFULFILLED)
    if cutoff:
        first, last = cutoff
        tests.append(lambda row: first <= row.created_at + 2 * 86400 <= last)
    if delivering:
        tests.append(lambda row: row.handed_over_at is not None)
    rows = _rows(call, asked)
    answer = _page(call, request, tests, rows, limit=limit)
    return {**answer, "count": sum(1 for row in rows if all(test(row) for test in tests))}


def _rows(call: Call, asked: Request) -> Sequence[Posting]:
    changed = asked.part("last_changed_status_date").period("from", "to")
    if changed is None:
        return call.world.fbs_postings(call.account)
    found = call.world.changes[call.account.client_id].between(*changed)
    return sorted((row for row in found if row.scheme is not Scheme.FBO), key=attrgetter("created_at", "serial"))


def _tests(asked: Request, window: tuple[float, float] | None) -> list[Test]:
    tests: list[Test] = []
    if window:
        first, last = window
        tests.append(lambda row: first <= row.created_at <= last)
    statuses = set(asked.strings("statuses"))
    if not statuses <= STATUSES:
        raise asked.refuse("statuses", "value must be one of the defined enum values")
    if statuses:
        tests.append(lambda row: row.status in statuses)
    if orders := set(asked.strings("order_numbers", most=100)):
        tests.append(lambda row: row.order_number in orders)
    if order := asked.integer("order_id", 0):
        tests.append(lambda row: row.order_id == order)
    if warehouses := set(asked.strings("warehouse_ids")):
        tests.append(lambda row: str(warehouse_id(row)) in warehouses)
    if providers := set(asked.strings("provider_ids")):
        tests.append(lambda row: str(provider(row)[0]) in providers)
    if methods := set(asked.strings("delivery_method_ids")):
        tests.append(lambda row: str(warehouse_id(row) + 7) in methods)
    if flows := set(asked.strings("integration_type_flow")):
        tests.append(lambda row: row.integration in flows)
    return tests


def _page(
    call: Call, request: Request, tests: Sequence[Test], rows: Sequence[Posting], *, limit: int
) -> dict[str, Any]:
    newest_first = request.one_of("sort_dir", ("ASC", "DESC"), "ASC") == "DESC"
    page, cursor, has_next = posting_page(
        rows, tests, limit=limit, cursor=request.text("cursor"), newest_first=newest_first
    )
    wanted = request.part("with")
    now = call.world.clock.seconds()
    return {
        "postings": [_row(row, wanted, now) for row in page],
        "cursor": cursor,
        "has_next": has_next,
    }


def _barcodes(posting: Posting) -> dict[str, str]:
    return {"lower_barcode": f"{posting.serial:015d}", "upper_barcode": f"%301%{posting.serial:010d}"}


def _row(posting: Posting, wanted: Request, now: float) -> dict[str, Any]:
    return {
        **flow(posting),
        "delivery_schema": "Crossborder" if posting.account.cross_border else "FBS",
        "available_actions": available_actions(posting, now),
        "analytics_data": analytics(posting) if wanted.flag("analytics_data") else None,
        "barcodes": _barcodes(posting) if wanted.flag("barcodes") else None,
        "financial_data": finance_new(posting) if wanted.flag("financial_data") else None,
        "legal_info": no_legal_person() if wanted.flag("legal_info") else None,
        "products": [
            {
                "name": product.name,
                "offer_id": product.offer_id,
                "sku": product.sku,
                "quantity": quantity,
                "price": money(product.price, product.currency),
                "product_color": product.color,
                "weight": product.weight_grams / 1000,
                "imei": [],
                "is_blr_traceable": False,
                "is_marketplace_buyout": False,
            }
            for product, quantity in posting.items
        ],
        "destination_place_id": 0,
        "destination_place_name": "",
        "prr_option": "",
        "quantum_id": 0,
        "tariffication": None,
        "volume_weight": round(posting.product.weight_grams / 5000, 2),
    }


def own(call: Call, number: str) -> Posting:
    """The seller's FBS or rFBS parcel with this number; a foreign one is as if it did not exist."""
    posting = call.world.posting(number)
    if posting is None or posting.account is not call.account or posting.scheme is Scheme.FBO:
        raise not_found("posting")
    return posting


def get_posting(call: Call) -> Answer:
    """One parcel; ``fact_delivery_date`` is the handover to delivery, not the buyer's day."""
    request = call.request("GetFbsPostingRequest")
    posting = own(call, request.text("posting_number", required=True))
    wanted = request.part("with")
    result = {
        **flow(posting),
        "available_actions": available_actions(posting, call.world.clock.seconds()),
        "additional_data": [],
        "analytics_data": analytics(posting) if wanted.flag("analytics_data") else None,
        "barcodes": _barcodes(posting) if wanted.flag("barcodes") else None,
        "financial_data": finance_old(posting) if wanted.flag("financial_data") else None,
        "legal_info": no_legal_person() if wanted.flag("legal_info") else None,
        "courier": None,
        "delivery_price": "",
        "fact_delivery_date": iso(posting.handed_over_at),
        "previous_substatus": "",
        "product_exemplars": None,
        "products": [_single(product, quantity) for product, quantity in posting.items],
        "provider_status": "",
        "prr_option": {"code": "", "price": "", "currency_code": posting.account.currency, "floor": ""},
        "related_postings": {"related_posting_numbers": []} if wanted.flag("related_postings") else None,
        "related_weight_postings": [],
        "tariffication": None,
    }
    return {"result": result}


def _single(product: Any, quantity: int) -> dict[str, Any]:
    return {
        "name": product.name,
        "offer_id": product.offer_id,
        "sku": product.sku,
        "quantity": quantity,
        "price": f"{product.price:.4f}",
        "currency_code": product.currency,
        "dimensions": {"height": "100.00", "length": "200.00", "weight": str(product.weight_grams), "width": "150.00"},
        "mandatory_mark": [],
        "jw_uin": [],
        "is_blr_traceable": False,
        "is_marketplace_buyout": False,
        "is_weight_needed": False,
        "weight_max": product.weight_grams / 1000,
        "weight_min": 0,
        "has_imei": False,
    }


def cancel_reasons(call: Call) -> Answer:
    """Reasons that each of these parcels may be cancelled for."""
    numbers = call.request("CancelReasonRequest").strings("related_posting_numbers", least=1)
    rows = [own(call, number) for number in numbers]
    reasons = [{"id": number, "title": TITLES[number], "type_id": DICTIONARY[number]} for number in (352, 400, 402)]
    return {"result": [{"posting_number": row.number, "reasons": reasons} for row in rows]}


def cancel_reason_list(call: Call) -> Answer:
    """All reasons there are."""
    return {
        "result": [
            {
                "id": number,
                "title": TITLES[number],
                "type_id": kind,
                "is_available_for_cancellation": number in {352, 400, 402},
            }
            for number, kind in DICTIONARY.items()
        ]
    }


def cancel(call: Call) -> Answer:
    """Cancels a parcel that has not been handed over."""
    request = call.request("CancelFbsPostingRequest")
    posting = own(call, request.text("posting_number", required=True))
    reason = request.integer("cancel_reason_id")
    if reason not in {352, 400, 402}:
        raise bad_request("HAS_INCORRECT_CANCEL_REASON")
    if reason == 402 and not request.text("cancel_reason_message"):
        raise request.refuse("cancel_reason_message", "value is required")
    _cancel(call, posting, reason)
    return {"result": True}


def cancel_products(call: Call) -> Answer:
    """Takes goods out of a parcel; taking out all of them cancels it."""
    request = call.request("PostingProductCancelRequest")
    posting = own(call, request.text("posting_number", required=True))
    request.text("cancel_reason_message", required=True)
    reason = request.integer("cancel_reason_id")
    items = request.body.get("items")
    if not isinstance(items, list) or not items or not all(isinstance(item, dict) for item in items):
        raise request.refuse("items", "value must contain at least 1 item(s)")
    left = {product.sku: (product, quantity) for product, quantity in posting.items}
    for item in items:
        part = Request("PostingProductCancelRequest.Items", item)
        sku, quantity = part.integer("sku"), part.integer("quantity")
        if sku not in left or not 0 < quantity <= left[sku][1]:
            raise bad_request("item is not in the posting")
        left[sku] = (left[sku][0], left[sku][1] - quantity)
    kept = tuple((product, quantity) for product, quantity in left.values() if quantity)
    if kept:
        _check_cancellable(posting)
        posting.items = kept
        call.effect = True
    else:
        _cancel(call, posting, reason)
    return {"result": ""}


def _check_cancellable(posting: Posting) -> None:
    if posting.status not in UNFULFILLED:
        raise impossible("posting cannot be cancelled in its status")


def _cancel(call: Call, posting: Posting, reason: int) -> None:
    _check_cancellable(posting)
    call.life.cancel_posting(posting, reason)
    call.effect = True


METHODS = {
    "/v4/posting/fbs/list": Method(list_postings, role="postings", own_warehouse=True),
    "/v4/posting/fbs/unfulfilled/list": Method(list_unfulfilled, role="postings", own_warehouse=True),
    "/v3/posting/fbs/get": Method(get_posting, role="postings", own_warehouse=True),
    "/v1/posting/fbs/cancel-reason": Method(cancel_reasons, role="postings", own_warehouse=True),
    "/v2/posting/fbs/cancel-reason/list": Method(cancel_reason_list, role="postings"),
    "/v2/posting/fbs/cancel": Method(cancel, role="postings", own_warehouse=True),
    "/v2/posting/fbs/product/cancel": Method(cancel_products, role="postings", own_warehouse=True),
}
