"""The order card, with mouse and keyboard."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.extension.backend_double import Double, found
from tests.extension.drawn import Drawn

Visit = Callable[..., Drawn]
NUMBER = "58544282-0057-1"
OPEN_CARD = '[data-vozvrat="card"]'


def soon(hours: float) -> str:
    return (datetime.now(UTC) + timedelta(hours=hours)).isoformat()


def finding(rule: str, severity: str) -> dict[str, Any]:
    return {
        "rule_id": rule,
        "severity": severity,
        "title": f"What {rule} says about this return",
        "detail": "Counted from the request.",
        "remedy": "Answer before the time is over.",
        "deadline_at": None,
        "warn_at": None,
        "confidence": "medium",
        "contradictions": [],
        "sources": [{"address": "docs.ozon.com/global", "seen": "undated"}],
        "template_purposes": [],
    }


@pytest.fixture
def card(paired: Double) -> Double:
    money = {"amount": "1299.00", "currency": "RUB"}
    clock = {"at": soon(18.5), "warn_at": soon(3), "rule_id": "SCH-05", "source": "rule", "line": "Answer by tomorrow"}
    paired.items[NUMBER] = found(NUMBER, severity="blocker", findings_count=4, next_deadline=clock)
    product = {"sku": "1", "offer_id": "K-1", "name": "Kettle", "quantity": 2, "price": money, "customer_price": money}
    paired.cards[NUMBER] = {
        "order": {"posting_number": NUMBER, "scheme": "rfbs", "status": "delivered", "products": [product]},
        "returns": [
            {
                "id": "r1",
                "return_number": "77001",
                "state": "OnSellerApproval",
                "state_name": "Ожидает решения",
                "reason": {"id": "1", "name": "Товар с дефектом", "kind": "defect"},
                "comment": "Не греет. <img src=x onerror=alert(1)>",
                "photos": ["a", "b"],
                "created_at": soon(-20),
                "money": {"price": money, "state_name": None},
            }
        ],
        "cancellations": [],
        "chat": None,
        "fees": [{"type_id": "1", "name": "Логистика", "accrued": {"amount": "-50.00", "currency": "RUB"}}],
        "findings": [
            finding("AMT-18", "blocker"),
            finding("SCH-05", "warning"),
            finding("WIN-01", "info"),
            finding("DSP-01", "info"),
        ],
        "deadlines": [clock],
        "timeline": [{"at": soon(-20), "kind": "created", "line": "The buyer asked for a return", "source": "ozon"}],
    }
    return paired


def test_a_click_on_the_badge_opens_the_card_and_escape_closes_it(visit: Visit, card: Double) -> None:
    drawn = visit("table")
    drawn.click_badge(NUMBER)
    words = drawn.until(lambda: (drawn.part("card") or "").find("Kettle") >= 0 and drawn.part("card"), "card")
    for said in (
        "realFBS",
        "delivered",
        "Товар с дефектом",
        "Answer by tomorrow",
        "2 more",
        "docs.ozon.com/global",
        "₽",
    ):
        assert said in words
    assert "What WIN-01 says" not in words
    drawn.page.keyboard.press("Escape")
    drawn.gone("card")


def test_what_a_buyer_wrote_stays_text(visit: Visit, card: Double) -> None:
    drawn = visit("table")
    drawn.click_badge(NUMBER)
    drawn.until(lambda: "Kettle" in (drawn.part("card") or ""), "card")
    assert "<img src=x" in drawn.shown("card")
    assert drawn.read("root => root.querySelectorAll('img').length") == 0


def test_the_card_is_reached_by_keys_alone(visit: Visit, card: Double) -> None:
    drawn = visit("table")
    drawn.badge(NUMBER)
    for _ in range(4):
        drawn.page.keyboard.press("Tab")
        if drawn.read("root => root.activeElement?.dataset.vozvrat") == "badge":
            break
    drawn.page.keyboard.press("Enter")
    drawn.until(lambda: "Kettle" in (drawn.part("card") or ""), "card")
    drawn.page.keyboard.press("Escape")
    drawn.gone("card")
    assert drawn.read("root => root.activeElement?.dataset.vozvrat") == "badge"


def test_a_click_of_the_page_itself_opens_nothing(visit: Visit, card: Double) -> None:
    drawn = visit("table")
    drawn.badge(NUMBER)
    drawn.read("""root => root.querySelector('[data-vozvrat="badge"]').click()""")
    drawn.page.wait_for_timeout(200)
    assert drawn.part("card") is None


def test_reply_opens_the_picker_for_the_field_that_was_used_last(visit: Visit, card: Double) -> None:
    drawn = visit("editors")
    drawn.page.click("#plain")
    drawn.page.keyboard.type("Добрый день. ")
    drawn.click_badge(NUMBER)
    drawn.until(lambda: "Kettle" in (drawn.part("card") or ""), "card")
    field = drawn.page.locator("#plain").bounding_box()
    box = drawn.box(OPEN_CARD)
    assert field
    assert box
    apart = box.x >= field["x"] + field["width"] or box.y >= field["y"] + field["height"]
    assert apart or box.x + box.width <= field["x"] or box.y + box.height <= field["y"]
    drawn.click('[data-act="reply"]')
    drawn.shown("picker")
    asked = drawn.until(lambda: card.called("/templates/suggestions"), "suggestions asked")
    assert asked[-1]["posting_number"] == NUMBER


def test_without_an_account_the_card_says_what_a_key_would_add(visit: Visit, paired: Double) -> None:
    missing = {"status": "unavailable", "reason": "no_account", "line": "", "severity": None}
    paired.items[NUMBER] = found(NUMBER, **missing)
    drawn = visit("table")
    assert drawn.badge(NUMBER)["severity"] == "none"
    drawn.click_badge(NUMBER)
    assert "API key" in drawn.shown("card")
    assert "Templates and the text check work without it" in drawn.shown("card")
