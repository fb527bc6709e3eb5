"""The order card, with mouse and keyboard."""

from __future__ import annotations

from collections.abc import Callable

from tests.extension.backend_double import Double, found
from tests.extension.drawn import Drawn

Visit = Callable[..., Drawn]
NUMBER = "58544282-0057-1"
OPEN_CARD = '[data-vozvrat="card"]'


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
