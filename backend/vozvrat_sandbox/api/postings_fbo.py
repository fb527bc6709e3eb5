"""Parcels from Ozon's warehouses. Nothing here says when one reached its buyer."""

from __future__ import annotations

from typing import Any

from vozvrat_sandbox.refusals import not_found
from vozvrat_sandbox.world import Posting, Scheme
from vozvrat_sandbox.world.catalogue import CITIES

from .method import Answer, Call, Method, iso, money
from .paging import posting_page
from .posting_parts import analytics, cancellation, finance_new, finance_old, no_legal_person
from .postings_fbs import Test, period
from .reading import Request

MOST_ROWS = 100
STATUSES = frozenset({"awaiting_packaging", "awaiting_deliver", "delivering", "delivered", "cancelled"})
ANALYTICS = (
    "city",
    "delivery_type",
    "is_premium",
    "payment_type_group_name",
    "is_legal",
    "client_delivery_date_begin",
    "client_delivery_date_end",
)


def list_postings(call: Call) -> Answer:
    """Pages by cursor; here one may ask for posting numbers."""
    request = call.request("PostingFboListRequest")
    limit = request.limit(MOST_ROWS, default=MOST_ROWS)
    asked = request.part("filter", required=True)
    newest_first = request.one_of("sort_dir", ("ASC", "DESC"), "ASC") == "DESC"
    page, cursor, has_next = posting_page(
        call.world.fbo_postings(call.account),
        _tests(asked),
        limit=limit,
        cursor=request.text("cursor"),
        newest_first=newest_first,
    )
    wanted = request.part("with")
    return {"postings": [_row(row, wanted) for row in page], "cursor": cursor, "has_next": has_next}


def _tests(asked: Request) -> list[Test]:
    tests: list[Test] = []
    if window := period(asked, required=False):
        first, last = window
        tests.append(lambda row: first <= row.created_at <= last)
    statuses = set(asked.strings("statuses"))
    if not statuses <= STATUSES:
        raise asked.refuse("statuses", "value must be one of the defined enum values")
    if statuses:
        tests.append(lambda row: row.status in statuses)
    if orders := set(asked.strings("order_numbers", most=100)):
        tests.append(lambda row: row.order_number in orders)
    if numbers := set(asked.strings("posting_numbers", most=100)):
        tests.append(lambda row: row.number in numbers)
    return tests


def _common(posting: Posting) -> dict[str, Any]:
    return {
        "posting_number": posting.number,
        "order_id": posting.order_id,
        "order_number": posting.order_number,
        "status": posting.status,
        "substatus": posting.substatus,
        "cancel_reason_id": posting.cancel_reason_id,
        "created_at": iso(posting.created_at),
        "in_process_at": iso(posting.created_at + 15),
        "external_order": {"is_external": False, "platform_name": ""},
        "additional_data": [],
    }


def _analytics(posting: Posting) -> dict[str, Any]:
    known = analytics(posting)
    place = CITIES[posting.serial % len(CITIES)][0].upper()
    return {
        **{key: known[key] for key in ANALYTICS},
        "warehouse_id": 15_431_806_189_000 + posting.serial % 7,
        "warehouse_name": f"{place}_РФЦ",
    }


def _row(posting: Posting, wanted: Request) -> dict[str, Any]:
    kept = ("cancel_reason", "cancellation_initiator", "cancellation_type")
    why = cancellation(posting)
    finance = finance_new(posting)
    for product in finance["products"]:
        product.pop("customer_price")
        product.pop("quantity")
    return {
        **_common(posting),
        "cancellation": {key: why[key] for key in kept} if posting.status == "cancelled" else None,
        "analytics_data": _analytics(posting) if wanted.flag("analytics_data") else None,
        "financial_data": finance if wanted.flag("financial_data") else None,
        "legal_info": no_legal_person() if wanted.flag("legal_info") else None,
        "products": [
            {
                "name": product.name,
                "offer_id": product.offer_id,
                "sku": product.sku,
                "quantity": quantity,
                "price": money(product.price, product.currency),
                "digital_codes": [],
                "is_marketplace_buyout": False,
            }
            for product, quantity in posting.items
        ],
    }


def get_posting(call: Call) -> Answer:
    """One parcel, with the older, flat prices."""
    request = call.request("GetFboPostingRequest")
    posting = call.world.posting(request.text("posting_number", required=True))
    if posting is None or posting.account is not call.account or posting.scheme is not Scheme.FBO:
        raise not_found("posting")
    wanted = request.part("with")
    result = {
        **_common(posting),
        "fact_delivery_date": iso(posting.handed_over_at),
        "analytics_data": _analytics(posting) if wanted.flag("analytics_data") else None,
        "financial_data": finance_old(posting) if wanted.flag("financial_data") else None,
        "legal_info": no_legal_person() if wanted.flag("legal_info") else None,
        "products": [
            {
                "name": product.name,
                "offer_id": product.offer_id,
                "sku": product.sku,
                "quantity": quantity,
                "price": f"{product.price:.2f}",
                "currency_code": product.currency,
                "digital_codes": [],
                "is_marketplace_buyout": False,
            }
            for product, quantity in posting.items
        ],
    }
    return {"result": result}


METHODS = {
    "/v3/posting/fbo/list": Method(list_postings, role="postings"),
    "/v2/posting/fbo/get": Method(get_posting, role="postings"),
}
