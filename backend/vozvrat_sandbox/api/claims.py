"""rFBS requests: the list, one of them, and the one call that decides."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from decimal import Decimal
from operator import attrgetter
from typing import Any

from vozvrat_sandbox.refusals import not_found
from vozvrat_sandbox.world import NAMES, STATES, Return, actions, rejection_reasons

from .method import Answer, Call, Method, iso, photo
from .reading import Request

MOST_ROWS = 1000
GROUPS = ("All", "New", "Delivering", "Checkout", "Arbitration", "Approved", "Rejected", "Utilization")
MONEY_STATES = {
    "ReturnMoneyApproved": "Деньги отправлены на карту",
    "MoneyReturned": "Деньги на карте",
    "MoneyReturnedBySystem": "Деньги на балансе",
    "PartialCompensationInProcess": "Деньги отправлены на карту",
    "PartialCompensationReturned": "Деньги на карте",
}
Test = Callable[[Return], bool]


def list_claims(call: Call) -> Answer:
    """Pages by ``last_id``; the answer says neither where it ended nor whether there is more."""
    request = call.request("ReturnsRfbsListRequest")
    limit = request.limit(MOST_ROWS)
    tests = _tests(request.part("filter", required=True))
    rows = call.world.claims(call.account)
    start = bisect_right(rows, request.integer("last_id", 0), key=attrgetter("id"))
    page: list[Return] = []
    for row in rows[start:]:
        if all(test(row) for test in tests):
            page.append(row)
            if len(page) == limit:
                break
    return {"returns": [_row(row) for row in page]}


def _tests(asked: Request) -> list[Test]:
    tests: list[Test] = []
    if offer := asked.text("offer_id"):
        tests.append(lambda row: row.product.offer_id == offer)
    if number := asked.text("posting_number"):
        tests.append(lambda row: row.posting.number == number)
    known = {name.casefold() for name in GROUPS}
    groups = {name.casefold() for name in asked.strings("group_state")}
    if not groups <= known:
        raise asked.refuse("group_state", "value must be one of the defined enum values")
    if groups and "all" not in groups:
        tests.append(lambda row: STATES[row.state].group.casefold() in groups)
    if window := asked.part("created_at").period("from", "to"):
        first, last = window
        tests.append(lambda row: first <= row.created_at <= last)
    return tests


def _row(claim: Return) -> dict[str, Any]:
    state = STATES[claim.state]
    return {
        "client_name": "",
        "created_at": iso(claim.created_at),
        "order_number": claim.posting.order_number,
        "posting_number": claim.posting.number,
        "product": _product(claim),
        "return_id": claim.id,
        "return_number": claim.number,
        "state": {
            "group_state": state.group,
            "money_return_state_name": MONEY_STATES.get(claim.state, ""),
            "state": claim.state,
            "state_name": state.name,
        },
    }


def _product(claim: Return) -> dict[str, Any]:
    """The price is a whole number here, whatever it really is."""
    product = claim.product
    return {
        "name": product.name,
        "offer_id": product.offer_id,
        "currency_code": product.currency,
        "price": int(product.price),
        "sku": product.sku,
    }


def get_claim(call: Call) -> Answer:
    """Everything about one request, the actions it allows included, its countdown left out."""
    number = call.request("ReturnsRfbsGetRequest").integer("return_id")
    claim = call.world.return_(number)
    if claim is None or claim.account is not call.account or not claim.is_claim:
        raise not_found("return")
    possible = [{"id": action, "name": NAMES[action]} for action in actions(claim)]
    answer = {
        "available_actions": [{"action": item} for item in possible] if call.nested_actions else possible,
        "client_name": "",
        "client_photo": [photo("claims", claim.id, index) for index in range(claim.photos)] or None,
        "client_return_method_type": _method(claim),
        "comment": claim.comment or None,
        "created_at": iso(claim.created_at),
        "order_number": claim.posting.order_number,
        "posting_number": claim.posting.number,
        "product": _product(claim),
        "rejection_comment": claim.rejection_comment,
        "rejection_reason": rejection_reasons(claim) or None,
        "return_method_description": "",
        "return_number": claim.number,
        "return_reason": {
            "id": claim.reason.id,
            "is_defect": claim.reason.is_defect,
            "name": claim.reason.name,
        },
        "ru_post_tracking_number": claim.tracking_number,
        "state": {"state": claim.state, "state_name": STATES[claim.state].name},
        "warehouse_id": 1_020_005_000_000_000 + int(claim.account.client_id),
    }
    return {"returns": answer}


def _method(claim: Return) -> dict[str, Any] | None:
    if STATES[claim.state].group == "New":
        return None
    return {"id": 2, "name": "Почтой"} if claim.id % 3 else {"id": 1, "name": "Курьером продавца"}


def set_action(call: Call) -> Answer:
    """Passes a decision on; the answer is empty, the effect shows a moment later."""
    request = call.request("ReturnsRfbsActionSetRequest")
    amount, postage = request.number("compensation_amount"), request.number("return_for_back_way")
    reason = request.integer("rejection_reason_id", 0)
    call.effect = call.life.act(
        call.account,
        request.integer("return_id"),
        action=request.integer("id"),
        comment=request.text("comment"),
        rejection_reason_id=reason or None,
        amount=None if amount is None else Decimal(str(amount)),
        postage=None if postage is None else Decimal(str(postage)),
    )
    return None


METHODS = {
    "/v2/returns/rfbs/list": Method(list_claims, role="returns"),
    "/v2/returns/rfbs/get": Method(get_claim, role="returns"),
    "/v1/returns/rfbs/action/set": Method(set_action, role="returns"),
}
