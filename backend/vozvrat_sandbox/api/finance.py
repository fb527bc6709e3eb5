"""What Ozon took and gave for a parcel. Plus is to the seller, minus from the seller."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from vozvrat_sandbox.refusals import bad_request
from vozvrat_sandbox.world import HOUR, Posting, Product, World, when

from .method import Answer, Call, Method, money
from .paging import pack, unpack
from .posting_parts import commission

TYPES = {
    1: ("Выручка", "Стоимость проданного товара"),
    2: ("Комиссия", "Вознаграждение площадки за продажу"),
    3: ("Логистика", "Перевозка до места выдачи"),
    4: ("Последняя миля", "Выдача покупателю"),
    9: ("Эквайринг", "Приём оплаты"),
    21: ("Возврат выручки", "Стоимость возвращённого товара"),
    22: ("Возврат комиссии", "Вознаграждение за возвращённый товар"),
    23: ("Обратная логистика", "Перевозка возврата"),
    24: ("Обработка возврата", "Приём и проверка возврата"),
    25: ("Частичная компенсация", "Часть цены, возвращённая покупателю"),
    31: ("Хранение возврата", "Хранение сверх бесплатных дней"),
}
MOSCOW = ZoneInfo("Europe/Moscow")
FIRST_DAY = date(2022, 1, 1)
PAGE = 500
REFUNDED = frozenset({"MoneyReturned", "MoneyReturnedBySystem", "ReceivedBySeller", "ReturnedToOzon"})


@dataclass(frozen=True, slots=True)
class Accrual:
    """One line of what was charged or paid."""

    type_id: int
    moment: float
    amount: Decimal
    product: Product
    quantity: int


def accruals_of(world: World, posting: Posting) -> list[Accrual]:
    """Everything charged for one parcel by now."""
    now = world.clock.seconds()
    lines = [*_sale(posting), *_returns(world, posting)]
    return [line for line in lines if line.moment <= now and line.amount]


def _sale(posting: Posting) -> Iterator[Accrual]:
    share = Decimal("0.05")
    for product, quantity in posting.items:
        price = product.price * quantity
        if posting.handed_over_at is not None:
            yield Accrual(3, posting.handed_over_at, -(price * share).quantize(Decimal("0.01")), product, quantity)
        if posting.delivered_at is None:
            continue
        moment = posting.delivered_at + 3 * HOUR
        yield Accrual(1, moment, price, product, quantity)
        yield Accrual(2, moment, -commission(product) * quantity, product, quantity)
        yield Accrual(9, moment, -(price * Decimal("0.015")).quantize(Decimal("0.01")), product, quantity)


def _returns(world: World, posting: Posting) -> Iterator[Accrual]:
    for item in world.returns_of(posting.number):
        moment, product = item.state_changed_at + HOUR, item.product
        if item.state == "PartialCompensationReturned" and item.offered:
            yield Accrual(25, moment, -item.offered, product, item.quantity)
        if item.state not in REFUNDED:
            continue
        if item.type == "ClientReturn":
            yield Accrual(21, moment, -item.price, product, item.quantity)
            yield Accrual(22, moment, commission(product) * item.quantity, product, item.quantity)
        back = (item.price * Decimal("0.04")).quantize(Decimal("0.01"))
        yield Accrual(23, moment, -back, product, item.quantity)
        if item.source_id % 4 == 0:
            yield Accrual(24, moment, -(back / 2).quantize(Decimal("0.01")), product, item.quantity)


def by_postings(call: Call) -> Answer:
    """Accruals of up to 200 parcels; foreign numbers come back with none."""
    numbers = call.request("GetFinanceAccrualPostingsRequest").strings("posting_numbers", least=1, most=200)
    return {"posting_accruals": [_posting(call, number) for number in dict.fromkeys(numbers)]}


def _posting(call: Call, number: str) -> dict[str, Any]:
    posting = call.world.posting(number)
    known = posting is not None and posting.account is call.account
    lines = accruals_of(call.world, posting) if posting is not None and known else []
    currency = call.account.currency
    return {
        "posting_number": number,
        "accruals": [
            {
                "accrual_date": _day(line.moment).isoformat(),
                "accrued": money(line.amount, currency),
                "quantity": line.quantity,
                "seller_price": money(line.product.price, currency),
                "sku": line.product.sku,
                "type_id": line.type_id,
            }
            for line in lines
        ],
    }


def _day(moment: float) -> date:
    return when(moment).astimezone(MOSCOW).date()


def types(call: Call) -> Answer:
    """The dictionary of accruals; asked too often it answers 429 for a minute."""
    rows = [{"id": number, "name": name, "description": text} for number, (name, text) in TYPES.items()]
    return {"accrual_types": rows}


def by_day(call: Call) -> Answer:
    """Accruals of one Moscow day; ``last_id`` belongs to its date."""
    request = call.request("GetFinanceAccrualByDayRequest")
    try:
        day = date.fromisoformat(request.text("date", required=True))
    except ValueError:
        raise request.refuse("date", "value must be a date") from None
    if day < FIRST_DAY:
        raise request.refuse("date", "value must be greater than or equal to 2022-01-01")
    offset = 0
    if token := request.text("last_id"):
        place = unpack(token)
        if not (isinstance(place, list) and len(place) == 2 and place[0] == day.isoformat()):
            raise bad_request("last_id belongs to another date")
        offset = int(place[1])
    begin = datetime.combine(day, time(), MOSCOW).timestamp()
    end = begin + timedelta(days=1).total_seconds()
    # A sale is accrued three hours after delivery.
    found = call.world.changes[call.account.client_id].between(begin - 3 * HOUR, end - 3 * HOUR - 1)
    sold = sorted((row for row in found if row.status == "delivered"), key=lambda row: row.serial)
    page = sold[offset : offset + PAGE]
    more = offset + PAGE < len(sold)
    return {
        "accruals": [_sale_row(row, day) for row in page],
        "last_id": pack([day.isoformat(), offset + PAGE]) if more else "",
    }


def _sale_row(posting: Posting, day: date) -> dict[str, Any]:
    currency = posting.account.currency
    total = sum((p.price * q - commission(p) * q for p, q in posting.items), Decimal(0))
    return {
        "accrual_id": 9_000_000_000 + posting.serial,
        "accrued_category": "POSTING",
        "date": day.isoformat(),
        "unit_number": posting.number,
        "total_amount": money(total, currency),
        "container_fees": None,
        "item_fees": None,
        "non_item_fee": None,
        "posting": {
            "delivery_schema": posting.scheme.value.upper(),
            "delivery_speed": 0,
            "products": [
                {
                    "sku": product.sku,
                    "commission": {
                        "commission_ratio": f"{product.commission_percent / 100:.2f}",
                        "sale_amount": money(product.price * quantity, currency),
                        "sale_commission": money(-commission(product) * quantity, currency),
                        "commission": money(-commission(product) * quantity, currency),
                        "sale_price": money(product.price, currency),
                        "seller_price": money(product.price, currency),
                        "bonus": None,
                        "coinvestment": None,
                    },
                    "delivery": {"services": [], "total_accrued": money(0, currency)},
                }
                for product, quantity in posting.items
            ],
        },
    }


METHODS = {
    "/v1/finance/accrual/postings": Method(by_postings, role="finance"),
    "/v1/finance/accrual/types": Method(types, role="finance", per_minute=20),
    "/v1/finance/accrual/by-day": Method(by_day, role="finance"),
}
