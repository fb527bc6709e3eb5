"""Returns of FBO and FBS as everybody reads them, and what waits at pick-up points."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from operator import attrgetter
from typing import Any

from vozvrat_sandbox.refusals import not_found
from vozvrat_sandbox.world import DAY, STATES, Return, Scheme
from vozvrat_sandbox.world.states import UNDOCUMENTED

from .method import Answer, Call, Method, iso
from .reading import Request

MOST_ROWS = 500
MOST_POSTINGS = 50
FILTERED = frozenset(STATES) - UNDOCUMENTED
WINDOWS = ("logistic_return_date", "storage_tariffication_start_date", "visual_status_change_moment")
FREE_STORAGE = 7 * DAY
DISPOSAL = 30 * DAY
NO_MONEY = {"currency_code": "", "price": 0}
COMPENSATION = {
    "WaitingCompensation": (1, "Компенсация отправлена", "Sent"),
    "CompensationOffered": (1, "Компенсация отправлена", "Sent"),
    "WriteOff": (2, "Компенсация получена", "Received"),
    "CompensationRejected": (3, "Компенсация отменена", "Canceled"),
}
POINTS = (
    (23_869_688_194_000, "СЦ_Заречный_Возвраты", "Россия, Тверская область, г. Тверь, ул. Заречная, д. 4"),
    (23_869_688_207_000, "ПВЗ_Лесной_12", "Россия, г. Казань, Лесной проезд, д. 12, корп. 1"),
    (23_869_688_311_000, "СЦ_Северный", "Россия, г. Пермь, Северное шоссе, д. 31"),
)
Test = Callable[[Return], bool]


def list_returns(call: Call) -> Answer:
    """Pages by ``last_id``, the id of the last row that the caller has; the answer does not repeat it."""
    request = call.request("GetReturnsListRequest")
    limit = request.limit(MOST_ROWS)
    tests = _tests(request.part("filter", required=True))
    rows = call.world.common_list(call.account)
    start = bisect_right(rows, request.integer("last_id", 0), key=attrgetter("common_id"))
    page: list[Return] = []
    for row in rows[start:] if start else rows:
        if all(test(row) for test in tests):
            page.append(row)
            if len(page) > limit:
                break
    now = call.world.clock.seconds()
    return {"returns": [common_row(row, now) for row in page[:limit]], "has_next": len(page) > limit}


def _tests(asked: Request) -> list[Test]:
    windows = {
        name: window for name in WINDOWS if (window := asked.part(name).period("time_from", "time_to")) is not None
    }
    if len(windows) > 1:
        raise asked.refuse(next(reversed(windows)), "only one date filter can be used")
    tests = [_window_test(name, window) for name, window in windows.items()]
    numbers = set(asked.strings("posting_numbers", most=MOST_POSTINGS))
    if numbers:
        tests.append(lambda row: row.posting.number in numbers)
    tests += _product_tests(asked)
    if status := asked.one_of("visual_status_name", FILTERED):
        tests.append(lambda row: row.state == status)
    if schema := asked.text("return_schema"):
        if schema not in {"FBS", "FBO"}:
            raise asked.refuse("return_schema", "value must be in list [FBS, FBO]")
        tests.append(lambda row: (row.scheme is Scheme.FBO) == (schema == "FBO"))
    if compensation := asked.integer("compensation_status_id", 0):
        tests.append(lambda row: COMPENSATION.get(row.state, (0,))[0] == compensation)
    return tests


def _product_tests(asked: Request) -> list[Test]:
    tests: list[Test] = []
    if order := asked.integer("order_id", 0):
        tests.append(lambda row: row.posting.order_id == order)
    if name := asked.text("product_name").casefold():
        tests.append(lambda row: name in row.product.name.casefold())
    if offer := asked.text("offer_id"):
        tests.append(lambda row: row.product.offer_id == offer)
    if barcode := asked.text("barcode"):
        tests.append(lambda row: _barcode(row) == barcode)
    if warehouse := asked.integer("warehouse_id", 0):
        tests.append(lambda row: not row.is_claim and _point(row)["id"] == warehouse)
    return tests


def _window_test(name: str, window: tuple[float, float]) -> Test:
    first, last = window
    moments: dict[str, Callable[[Return], float | None]] = {
        "logistic_return_date": _handed_back,
        "storage_tariffication_start_date": _storage_paid_from,
        "visual_status_change_moment": lambda row: row.state_changed_at,
    }
    moment = moments[name]

    def test(row: Return) -> bool:
        value = moment(row)
        return value is not None and first <= value <= last

    return test


def _handed_back(row: Return) -> float | None:
    return row.state_changed_at if row.state == "ReceivedBySeller" and not row.is_claim else None


def _storage_paid_from(row: Return) -> float | None:
    if row.arrived_at is None or row.is_claim or row.scheme is Scheme.FBO:
        return None
    return row.arrived_at + FREE_STORAGE


def _barcode(row: Return) -> str:
    return "" if row.is_claim else f"ii{row.source_id * 17 % 10**10:010d}"


def _point(row: Return) -> dict[str, Any]:
    number, name, address = POINTS[row.source_id % len(POINTS)]
    return {"id": number, "name": name, "address": address}


def common_row(row: Return, now: float) -> dict[str, Any]:
    """One row of the common list; an rFBS request here has no barcode and no place."""
    product, posting = row.product, row.posting
    currency = product.currency
    price = float(product.price)
    commission = round(price * product.commission_percent / 100, 2)
    status = STATES[row.state]
    place = None if row.is_claim else _point(row)
    old = now - row.created_at > 200 * DAY and row.source_id % 5 == 0
    never_paid = row.type == "Cancellation" and row.source_id % 3 == 0
    return {
        "exemplars": [
            {"id": row.source_id * 1_000_003 + i, "exemplar_id": row.source_id + i} for i in range(row.quantity)
        ],
        "id": row.common_id,
        "company_id": int(row.account.client_id),
        "return_reason_name": row.reason.name,
        "type": row.type,
        "schema": "Fbo" if row.scheme is Scheme.FBO else "Fbs",
        "order_id": 0 if old else posting.order_id,
        "order_number": posting.order_number,
        "place": place,
        "target_place": None if row.state in {"OnSellerApproval", "Rejected"} else place,
        "storage": _storage(row, now),
        "product": {
            "sku": product.sku,
            "offer_id": product.offer_id,
            "name": product.name,
            "price": {"currency_code": currency, "price": price},
            "price_without_commission": {"currency_code": currency, "price": round(price - commission, 2)},
            "commission_percent": product.commission_percent,
            "commission": dict(NO_MONEY) if never_paid else {"currency_code": currency, "price": commission},
            "quantity": row.quantity,
        },
        "logistic": {
            "technical_return_moment": None if row.is_claim else iso(row.created_at + 1800),
            "final_moment": iso(_handed_back(row)),
            "cancelled_with_compensation_moment": iso(row.state_changed_at) if row.state == "WriteOff" else None,
            "return_date": iso(_handed_back(row)),
            "barcode": _barcode(row),
        },
        "visual": {
            "status": {"id": status.id, "display_name": status.name, "sys_name": row.state},
            "change_moment": iso(row.state_changed_at),
        },
        "additional_info": {"is_opened": row.type == "ClientReturn", "is_super_econom": row.source_id % 11 == 0},
        "source_id": row.source_id,
        "posting_number": posting.number,
        "clearing_id": None if row.is_claim else row.source_id * 234 + 1,
        "return_clearing_id": None,
        "compensation_status": _compensation(row),
    }


def _storage(row: Return, now: float) -> dict[str, Any]:
    paid_from = _storage_paid_from(row)
    if paid_from is None or row.arrived_at is None:
        return {
            "sum": dict(NO_MONEY),
            "tariffication_first_date": None,
            "tariffication_start_date": None,
            "arrived_moment": None,
            "days": 0,
            "utilization_sum": dict(NO_MONEY),
            "utilization_forecast_date": None,
        }
    until = now if row.state == "ArrivedAtReturnPlace" else row.state_changed_at
    days = max(0, int((until - paid_from) // DAY) + 1) if until > paid_from else 0
    # Storage and disposal are charged in roubles, whatever the account's currency.
    return {
        "sum": {"currency_code": "RUB", "price": days * 15} if days else dict(NO_MONEY),
        "tariffication_first_date": iso(paid_from),
        "tariffication_start_date": iso(paid_from),
        "arrived_moment": iso(row.arrived_at),
        "days": days,
        "utilization_sum": {"currency_code": "RUB", "price": 60 + row.source_id % 90},
        "utilization_forecast_date": iso(row.arrived_at + DISPOSAL),
    }


def _compensation(row: Return) -> dict[str, Any] | None:
    known = COMPENSATION.get(row.state)
    if known is None:
        return None
    number, name, code = known
    return {
        "status": {"id": number, "display_name": name, "sys_name": code},
        "change_moment": iso(row.state_changed_at),
    }


def drop_off_points(call: Call) -> Answer:
    """Pick-up points where returns wait, by ``pagination.last_id``."""
    request = call.request("ReturnsCompanyFbsInfoRequest")
    paging = request.part("pagination", required=True)
    limit, last = paging.limit(MOST_ROWS), paging.integer("last_id", 0)
    waiting: dict[int, int] = {}
    for row in call.world.common_list(call.account):
        if row.state == "ArrivedAtReturnPlace" and not row.is_claim:
            number = _point(row)["id"]
            waiting[number] = waiting.get(number, 0) + row.quantity
    only = request.part("filter").integer("place_id", 0)
    points = [point for point in sorted(POINTS) if point[0] > last and only in {0, point[0]}]
    return {
        "drop_off_points": [
            {
                "id": number,
                "place_id": number,
                "name": name,
                "address": address,
                "box_count": waiting.get(number, 0) // 4 + 1,
                "returns_count": waiting.get(number, 0),
                "pass_info": {"count": 0, "is_required": False},
                "utc_offset": "UTC+3",
                "warehouses_ids": [str(number)],
            }
            for number, name, address in points[:limit]
        ],
        "has_next": len(points) > limit,
    }


def disposal_settings(call: Call) -> Answer:
    """From which price goods are disposed of by default; the price for defects is null as seen live."""
    price = {"amount": "300", "currency": call.account.currency}
    return {
        "min_price": {"amount": "0", "currency": call.account.currency},
        "utilization_settings": {"utilization_price": price, "utilization_price_defects": None},
    }


def giveouts(call: Call) -> Answer:
    """Hand-outs of returns at a pick-up point."""
    request = call.request("GiveoutListRequest")
    limit, last = request.limit(MOST_ROWS), request.integer("last_id", 0)
    now = call.world.clock.seconds()
    rows = [_giveout(number, now) for number in range(5_000_001, 5_000_007) if number > last]
    return {"giveouts": rows[:limit]}


def _giveout(number: int, now: float) -> dict[str, Any]:
    place, name, address = POINTS[number % len(POINTS)]
    done = number % 6 != 0
    return {
        "giveout_id": number,
        "giveout_status": "GIVEOUT_STATUS_COMPLETED" if done else "GIVEOUT_STATUS_CREATED",
        "created_at": iso(now - (5_000_008 - number) * 3 * DAY),
        "approved_articles_count": 3 if done else 0,
        "total_articles_count": 3,
        "warehouse_id": place,
        "warehouse_name": name,
        "warehouse_address": address,
    }


def giveout(call: Call) -> Answer:
    """One hand-out and what was in it."""
    number = call.request("GiveoutInfoRequest").integer("giveout_id")
    if not 5_000_001 <= number <= 5_000_006:
        raise not_found("giveout")
    row = _giveout(number, call.world.clock.seconds())
    goods = call.world.products(call.account)[:3]
    articles = [
        {"approved": row["approved_articles_count"] > 0, "delivery_schema": "FBS", "name": item.name, "seller_id": 0}
        for item in goods
    ]
    kept = ("giveout_id", "giveout_status", "warehouse_name", "warehouse_address")
    return {"articles": articles, **{key: row[key] for key in kept}}


def giveout_enabled(call: Call) -> Answer:
    """Whether returns may be fetched by barcode."""
    return {"enabled": not call.account.cross_border}


METHODS = {
    "/v1/returns/list": Method(list_returns, role="returns"),
    "/v1/returns/company/fbs/info": Method(drop_off_points, role="returns"),
    "/v1/returns/settings/utilization/info": Method(disposal_settings, role="returns"),
    "/v1/return/giveout/list": Method(giveouts, role="returns"),
    "/v1/return/giveout/info": Method(giveout, role="returns"),
    "/v1/return/giveout/is-enabled": Method(giveout_enabled, role="returns"),
}
