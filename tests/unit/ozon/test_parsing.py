"""Whatever Ozon sends becomes words of the trade, or is left unknown; it never stops a sync."""

import json
import time
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vozvrat.domain.money import Money
from vozvrat.domain.orders import Scheme
from vozvrat.domain.returns import ActionKind, ReasonKind
from vozvrat.ozon import values
from vozvrat.ozon.actions import action
from vozvrat.ozon.reads import cancellations, chats, fees, orders, products, returns
from vozvrat.ozon.states import common_word
from vozvrat.ozon.wire import decoded

ASKED = "2026-11-20T08:30:00.5Z"


def a_row(**changes: object) -> dict[str, Any]:
    """A row of the common list, with what Ozon sends for a buyer's request of an FBS order."""
    return {
        "id": 1000015552,
        "company_id": 3058,
        "return_reason_name": "Товар не работает / брак",
        "type": "ClientReturn",
        "schema": "Fbs",
        "order_id": 24540784250,
        "posting_number": "58544282-0057-1",
        "product": {
            "sku": 1100526203,
            "offer_id": "81451",
            "name": "Кукла",
            "price": {"currency_code": "RUB", "price": 3318.5},
        },
        "visual": {
            "status": {"id": 1, "display_name": "На согласовании", "sys_name": "OnSellerApproval"},
            "change_moment": ASKED,
        },
        **changes,
    }


def a_claim(**changes: object) -> dict[str, Any]:
    """The details of an rFBS request."""
    return {
        "available_actions": [{"id": -1, "name": "Отклонить"}],
        "posting_number": "58544282-0057-1",
        "created_at": ASKED,
        "product": {"sku": 1, "offer_id": "a", "name": "b", "price": 2999, "currency_code": "RUB"},
        "return_reason": {"id": 5, "name": "Товар не работает / брак", "is_defect": True},
        "state": {"state": "ON_APPROVAL", "state_name": "На проверке", "group_state": "New"},
        **changes,
    }


def read_common(**changes: object) -> Any:
    return returns.common(decoded(json.dumps(a_row(**changes)).encode()))


def read_claim(**changes: object) -> Any:
    return returns.rfbs_details(decoded(json.dumps(a_claim(**changes)).encode()), return_id="8000123456")


# --- returns -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "scheme"),
    [("Fbs", Scheme.FBS), ("FBO", Scheme.FBO), ("fbo", Scheme.FBO), ("rFBS", Scheme.RFBS), (None, Scheme.FBS)],
)
def test_schemes_are_read_in_any_case(word: str | None, scheme: Scheme) -> None:
    assert read_common(schema=word).scheme is scheme


@pytest.mark.parametrize("sent", [1000015552, "1000015552", 1000015552.0])
def test_ids_are_texts_whatever_ozon_sends(sent: object) -> None:
    assert read_common(id=sent).ozon_id == "1000015552"


def test_ids_beyond_a_doubles_digits_stay_exact() -> None:
    assert read_common(id=3000000000817031943).ozon_id == "3000000000817031943"


def test_the_asking_is_dated_only_while_the_seller_must_answer() -> None:
    waiting = read_common()
    moved = read_common(visual={"status": {"sys_name": "MoneyReturned", "display_name": "x"}, "change_moment": ASKED})
    assert waiting.created_at == datetime(2026, 11, 20, 8, 30, 0, 500000, UTC)
    assert (moved.created_at, moved.state_changed_at) == (None, waiting.created_at)


def test_the_day_goods_were_handed_back_is_not_the_asking() -> None:
    found = read_common(
        logistic={"return_date": ASKED}, visual={"status": {"sys_name": "MovingToSeller"}, "change_moment": None}
    )
    assert found.created_at is None
    assert found.returned_at is not None


def test_an_unknown_state_is_kept_and_shown_in_ozons_words() -> None:
    found = read_common(
        visual={"status": {"sys_name": "LookingForIt", "display_name": "Ищем товар"}, "change_moment": ASKED}
    )
    assert (found.state, found.state_name) == ("LookingForIt", "Ищем товар")


@pytest.mark.parametrize("visual", [None, {}, {"status": None}, {"status": {"sys_name": None}}, "x"])
def test_a_missing_state_is_unknown(visual: object) -> None:
    assert read_common(visual=visual).state == "Unknown"


def test_empty_money_is_no_money_and_fractions_are_exact() -> None:
    assert read_common(product={"sku": 1, "price": {"currency_code": "", "price": 0}}).product.price is None
    assert read_common().product.price == Money(Decimal("3318.5"), "RUB")


def test_a_return_without_a_storage_place_has_none() -> None:
    assert (
        read_common(storage={"sum": {"currency_code": "", "price": 0}, "days": 0, "arrived_moment": None}).storage
        is None
    )


def test_storage_tells_when_it_costs_and_when_goods_are_gone() -> None:
    storage = read_common(
        storage={"tariffication_start_date": ASKED, "utilization_forecast_date": "2026-12-20T00:00:00Z", "days": "3"}
    ).storage
    assert (storage.days, storage.paid_from is not None, storage.disposal_at) == (
        3,
        True,
        datetime(2026, 12, 20, tzinfo=UTC),
    )


def test_an_order_id_of_zero_is_none_and_source_ids_are_kept() -> None:
    assert read_common(source_id=0).source_id is None
    assert read_common(source_id="90426223").source_id == "90426223"


def test_a_reason_is_understood() -> None:
    assert read_common().reason.kind is ReasonKind.DEFECT
    assert read_common(return_reason_name=None).reason is None


def test_a_row_without_an_id_is_left_out() -> None:
    assert read_common(id=None) is None
    assert returns.rfbs_row({"return_id": None}) is None


@pytest.mark.parametrize(
    "shape",
    [{"id": -1, "name": "Отклонить"}, {"action": {"id": -1, "name": "Отклонить"}}, {"id": "-1", "name": "Отклонить"}],
)
def test_actions_come_in_both_shapes(shape: dict[str, object]) -> None:
    (found,) = read_claim(available_actions=[shape]).available_actions
    assert (found.id, found.name, found.kind) == ("-1", "Отклонить", ActionKind.REJECT)


def test_a_claim_is_read_in_full() -> None:
    found = read_claim(
        client_photo=["https://x/1.jpg", None],
        comment="сломано",
        rejection_reason=[{"id": 3, "name": "n", "hint": None, "is_comment_required": True}],
        ru_post_tracking_number="80110",
        client_return_method_type={"id": 1, "name": "Почта"},
    )
    assert (found.origin, found.scheme, found.detailed, found.ozon_id) == ("rfbs", Scheme.RFBS, True, "8000123456")
    assert (found.state, found.state_name, found.group_state) == ("OnSellerApproval", "На проверке", "New")
    assert (found.photos, found.comment, found.tracking_number, found.return_method) == (
        ("https://x/1.jpg",),
        "сломано",
        "80110",
        "Почта",
    )
    assert found.rejection_reasons[0].is_comment_required is True
    assert found.product.price == Money(Decimal(2999), "RUB")
    assert found.reason.is_defect is True


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ("ON_APPROVAL", "OnSellerApproval"),
        ("on_seller_approval", "OnSellerApproval"),
        ("OnSellerApproval", "OnSellerApproval"),
        ("MONEY_RETURNED", "MoneyReturned"),
        ("Arbitrazh", "Arbitrazh"),
        (None, "Unknown"),
    ],
)
def test_both_lists_speak_one_vocabulary(said: str | None, word: str) -> None:
    assert common_word(said) == word


@pytest.mark.parametrize(
    ("action_id", "name", "kind", "needs"),
    [
        ("-1", "", ActionKind.REJECT, ("rejection_reason", "comment")),
        ("-10", "", ActionKind.REJECT, ("rejection_reason", "comment")),
        ("1020", "", ActionKind.COMPENSATE, ("amount",)),
        ("7", "Вернуть часть денег", ActionKind.COMPENSATE, ("amount",)),
        ("8", "Вернуть деньги сразу", ActionKind.REFUND, ("postage",)),
        ("9", "Подтвердить получение товара", ActionKind.CONFIRM_RECEIPT, ()),
        ("10", "Одобрить и принять товар на проверку", ActionKind.APPROVE, ()),
        ("11", "全额退款", ActionKind.REFUND, ("postage",)),
        ("12", "Что-то новое", ActionKind.OTHER, ()),
    ],
)
def test_an_action_says_what_it_does_and_needs(
    action_id: str, name: str, kind: ActionKind, needs: tuple[str, ...]
) -> None:
    found = action(action_id, name, defect=True)
    assert (found.kind, found.needs) == (kind, needs)


def test_postage_is_owed_for_defects_only() -> None:
    assert action("8", "Вернуть деньги", defect=False).needs == ()


def test_a_full_page_costs_less_than_40_milliseconds() -> None:
    """A first sync must manage 3,000 rows a second, storing them included."""
    page = json.dumps({"returns": [a_row(id=n, storage={"arrived_moment": ASKED}) for n in range(500)]}).encode()
    taken = []
    for _ in range(5):
        began = time.process_time()
        rows = [returns.common(row) for row in decoded(page)["returns"]]
        taken.append(time.process_time() - began)
        assert len(rows) == 500
    assert min(taken) < 0.040


# --- orders ------------------------------------------------------------------------------


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


# --- the rest ----------------------------------------------------------------------------


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


# --- anything at all ---------------------------------------------------------------------

whatever = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
"""The machine may be busy; how long an example takes to draw says nothing of us."""

anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.decimals(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


def with_anything(sample: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """The sample with some of its fields replaced by anything."""
    return st.fixed_dictionaries({}, optional=dict.fromkeys(sample, anything)).map(
        lambda changes: {**sample, **changes}
    )


@whatever
@given(with_anything(a_row(storage={}, logistic={}, place={}, target_place={}, compensation_status={}, source_id=1)))
def test_no_row_of_the_common_list_stops_us(row: dict[str, Any]) -> None:
    assert (found := returns.common(row)) is None or found.origin == "common"


@whatever
@given(with_anything(a_claim(rejection_reason=[], client_photo=[], comment="", client_return_method_type={})))
def test_no_claim_stops_us(row: dict[str, Any]) -> None:
    assert returns.rfbs_details(row, return_id="1").detailed


@whatever
@given(
    with_anything(
        {
            "posting_number": "1",
            "products": [],
            "financial_data": {},
            "cancellation": {},
            "in_process_at": "",
            "available_actions": [],
            "delivery_schema": "",
            "tpl_integration_type": "",
        }
    )
)
def test_no_posting_stops_us(row: dict[str, Any]) -> None:
    assert (found := orders.posting(row, scheme=None)) is None or found.posting_number


@whatever
@given(anything)
def test_no_value_breaks_a_reader(value: Any) -> None:
    for reader in (
        values.text,
        values.key,
        values.reference,
        values.number,
        values.flag,
        values.moment,
        values.day,
        values.latin,
        values.words,
        values.rows,
        values.obj,
    ):
        reader(value)
    assert values.reference(0) is None


def test_times_are_utc_and_never_is_none() -> None:
    assert values.moment("2026-11-20T11:30:00+03:00") == datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
    assert values.moment("2026-11-20T08:30:00") == datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
    assert values.moment("0001-01-01T00:00:00Z") is None
    assert values.moment("9999-12-31T23:59:59.999999900Z") is not None
    assert values.moment("вчера") is None


def test_requests_carry_utc() -> None:
    assert (
        values.stamp(datetime(2026, 11, 20, 11, 30, tzinfo=timezone(timedelta(hours=3)))) == "2026-11-20T08:30:00.000Z"
    )


@pytest.mark.parametrize("body", [b"", b"NaN", b'{"a": Infinity}', b"\xff\xfe", b"[" * 100_000, b'{"a": 1'])
def test_what_is_no_json_is_none(body: bytes) -> None:
    assert decoded(body) is None
