"""Rows of the trade that hide what does not matter to a test."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from vozvrat import storage
from vozvrat.domain.money import Money
from vozvrat.domain.orders import Order, OrderCancellation, OrderLine, Scheme
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

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)


def days_ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def an_account(id: str = "shop", client_id: str = "1001", **fields: object) -> storage.accounts.Account:
    return storage.accounts.Account(id=id, client_id=client_id, name="Shop", added_at=NOW, **fields)


def an_order(number: str = "58544282-0057-1", **fields: object) -> Order:
    shape: dict[str, object] = {
        "posting_number": number,
        "order_number": number.rsplit("-", 1)[0],
        "order_id": "9007199254740993",
        "scheme": Scheme.RFBS,
        "status": "delivered",
        "substatus": "posting_received",
        "created_at": days_ago(20),
        "delivered_from": days_ago(11),
        "delivered_at": days_ago(10),
        "lines": (a_line(),),
        "available_actions": ("can_create_chat",),
    }
    return Order(**{**shape, **fields})


def a_line(sku: str = "1478901234", **fields: object) -> OrderLine:
    shape: dict[str, object] = {
        "sku": sku,
        "offer_id": "TEAPOT-7",
        "name": "Чайник Заря",
        "quantity": 2,
        "price": Money(Decimal("165.10"), "CNY"),
        "customer_price": Money(Decimal("1790"), "RUB"),
    }
    return OrderLine(**{**shape, **fields})


def a_cancelled_order(number: str) -> Order:
    return an_order(number, status="cancelled", cancellation=OrderCancellation("400", "нет товара", "Продавец", False))


def a_return(ozon_id: str = "8000123456", **fields: object) -> Return:
    shape: dict[str, object] = {
        "ozon_id": ozon_id,
        "origin": "rfbs",
        "posting_number": "58544282-0057-1",
        "scheme": Scheme.RFBS,
        "state": "OnSellerApproval",
        "state_name": "На согласовании",
        "return_number": "58544282-0057-1-R1",
        "group_state": "New",
        "type": "ClientReturn",
        "created_at": days_ago(1),
        "product": ReturnProduct("1478901234", "TEAPOT-7", "Чайник Заря", Money(Decimal("1790"), "RUB"), 1),
    }
    return Return(**{**shape, **fields})


def a_detailed_return(ozon_id: str = "8000123456", **fields: object) -> Return:
    shape: dict[str, object] = {
        "reason": Reason("12", "Товар с браком", ReasonKind.DEFECT, True),
        "comment": "Не включается",
        "photos": ("https://example.test/1.jpg", "https://example.test/2.jpg"),
        "available_actions": (Action("-1", "Отклонить", ActionKind.REJECT, ("rejection_reason", "comment")),),
        "rejection_reasons": (RejectionReason("5", "Следы использования", None, True),),
        "storage": Storage(arrived_at=days_ago(3), paid_from=None, days=3, sum=Money(Decimal("12.30"), "RUB")),
        "detailed": True,
    }
    return a_return(ozon_id, **{**shape, **fields})
