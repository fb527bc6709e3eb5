"""Orders, chats, requests to cancel, fees and products become words of the trade."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from tests.unit.ozon.rows import ASKED
from vozvrat.domain.money import Money
from vozvrat.domain.orders import Scheme
from vozvrat.ozon.reads import cancellations, chats, fees, orders, products
from vozvrat.ozon.wire import decoded


def an_order(**changes: object) -> Any:
    row = {
        "posting_number": "0208245774-0029-1",
        "status": "delivering",
        "tpl_integration_type": "ozon",
        "in_process_at": ASKED,
        "products": [
            {"sku": 5, "offer_id": "o", "name": "n", "quantity": 2, "price": {"amount": "129.90", "currency": "CNY"}}
        ],
        **changes,
    }
    return orders.posting(decoded(json.dumps(row).encode()), scheme=None)


@pytest.mark.parametrize(
    ("fields", "scheme"),
    [
        ({"tpl_integration_type": "ozon"}, Scheme.FBS),
        ({"tpl_integration_type": "aggregator"}, Scheme.RFBS),
        ({"tpl_integration_type": "3pl_tracking"}, Scheme.RFBS),
        ({"tpl_integration_type": "non_integrated"}, Scheme.RFBS),
        ({"tpl_integration_type": None, "integration_type_flow": "non_integrated"}, Scheme.RFBS),
        ({"tpl_integration_type": None}, Scheme.FBS),
        ({"tpl_integration_type": "aggregator", "delivery_schema": "FBP"}, Scheme.FBP),
    ],
)
def test_who_delivers_decides_the_scheme(fields: dict[str, object], scheme: Scheme) -> None:
    assert an_order(**fields).scheme is scheme


def test_a_handover_is_never_called_a_delivery() -> None:
    found = an_order(status="delivered", delivering_date=ASKED, fact_delivery_date=ASKED)
    assert (found.delivered_from, found.delivered_at) == (None, None)
    assert found.handed_over_at is not None


def test_the_buyers_price_is_found_by_sku() -> None:
    found = an_order(
        financial_data={"products": [{"product_id": 5, "customer_price": {"amount": "1790.00", "currency": "RUB"}}]}
    )
    assert found.lines[0].customer_price == Money(Decimal("1790.00"), "RUB")
    assert found.lines[0].price == Money(Decimal("129.90"), "CNY")


def test_old_flat_prices_are_read_too() -> None:
    found = an_order(
        products=[{"sku": 5, "price": "137.00", "currency_code": "RUB"}],
        financial_data={"products": [{"product_id": 5, "customer_price": 120.5, "customer_currency_code": "RUB"}]},
    )
    assert found.lines[0].price == Money(Decimal("137.00"), "RUB")
    assert found.lines[0].customer_price == Money(Decimal("120.5"), "RUB")


def test_a_posting_that_was_not_cancelled_has_no_cancellation() -> None:
    assert (
        an_order(cancellation={"cancel_reason_id": 0, "cancel_reason": "", "cancellation_type": ""}).cancellation
        is None
    )


def test_a_cancellation_tells_who_and_why() -> None:
    found = an_order(
        cancellation={
            "cancel_reason_id": 352,
            "cancel_reason": "x",
            "cancellation_type": "seller",
            "cancelled_after_ship": True,
        }
    ).cancellation
    assert (found.reason_id, found.initiator, found.after_ship) == ("352", "seller", True)


@pytest.mark.parametrize(("sent", "number"), [("80110", "80110"), ("-", None), ("", None), (None, None)])
def test_a_dash_is_no_tracking_number(sent: str | None, number: str | None) -> None:
    assert an_order(tracking_number=sent).tracking_number == number


def test_whether_a_chat_can_be_opened_is_known_only_where_actions_are_listed() -> None:
    assert an_order(available_actions=["can_create_chat"]).can_create_chat is True
    assert an_order(available_actions=["cancel"]).can_create_chat is False
    assert an_order().can_create_chat is None


def test_a_cyrillic_letter_does_not_hide_the_buyer() -> None:
    message = chats._message({"message_id": "3000000000817031942", "user": {"type": "Сustomer"}, "data": ["да", None]})
    assert message is not None
    assert (message.author, message.ozon_id, message.text) == ("buyer", "3000000000817031942", "да")


def test_chats_are_in_capitals_whatever_ozons_spelling() -> None:
    found = chats.chat(
        {"chat": {"chat_id": "c", "chat_status": "Opened", "chat_type": "Buyer_Seller"}, "unread_count": "2"}
    )
    assert found is not None
    assert (found.status, found.type, found.unread) == ("OPENED", "BUYER_SELLER", 2)


def test_a_cancellation_request_knows_when_silence_approves() -> None:
    found = cancellations.cancellation(
        {
            "cancellation_id": 5,
            "posting_number": "1",
            "state": {"state": "ON_APPROVAL"},
            "cancelled_at": ASKED,
            "auto_approve_date": "2026-11-22T00:00:00Z",
        }
    )
    assert found is not None
    assert (found.state, found.auto_approve_at, found.created_at is not None) == (
        "ON_APPROVAL",
        datetime(2026, 11, 22, tzinfo=UTC),
        True,
    )


def test_a_fee_keeps_its_sign_and_day() -> None:
    (fee,) = fees._fees(
        {
            "posting_number": "1",
            "accruals": [
                {"type_id": 7, "accrued": {"amount": "-35.10", "currency": "RUB"}, "accrual_date": "2026-11-02"}
            ],
        },
        {"7": "Обработка возврата"},
    )
    assert (fee.accrued, fee.accrued_on, fee.name) == (
        Money(Decimal("-35.10"), "RUB"),
        date(2026, 11, 2),
        "Обработка возврата",
    )


def test_a_product_knows_its_return_fees() -> None:
    found = products.product(
        {
            "sku": 1,
            "currency_code": "CNY",
            "price": "12.50",
            "commissions": [{"sale_schema": "FBS", "return_amount": 7}, {"sale_schema": "rFBS", "return_amount": None}],
        }
    )
    assert found is not None
    assert found.return_fees == (("fbs", Money(Decimal(7), "CNY")),)
