"""Returns of both lists become words of the trade."""

import json
import time
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from tests.unit.ozon.rows import ASKED, a_claim, a_row
from vozvrat.domain.money import Money
from vozvrat.domain.orders import Scheme
from vozvrat.domain.returns import ActionKind, ReasonKind
from vozvrat.ozon.actions import action
from vozvrat.ozon.reads import returns
from vozvrat.ozon.states import common_word
from vozvrat.ozon.wire import decoded


def read_common(**changes: object) -> Any:
    return returns.common(decoded(json.dumps(a_row(**changes)).encode()))


def read_claim(**changes: object) -> Any:
    return returns.rfbs_details(decoded(json.dumps(a_claim(**changes)).encode()), return_id="8000123456")


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
