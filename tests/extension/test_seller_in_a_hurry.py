"""A tired seller: held keys, chats switched under an open picker, the caret that must come back, narrow windows."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Worker

from tests.extension.backend_double import Double, found
from tests.extension.drawn import Drawn
from tests.extension.stories import TEXT, typed

Visit = Callable[..., Drawn]
NUMBER = "58544282-0057-1"
MESSENGER = "/app/messenger/"


def opened(drawn: Drawn, draft: str = "") -> None:
    drawn.until(lambda: drawn.page.evaluate("() => !!document.querySelector('[data-vozvrat]')"), "our element")
    typed(drawn, "#reply", draft)
    drawn.until(lambda: "Template ask" in (drawn.part("picker") or ""), "suggestions")


def test_a_held_enter_inserts_once_and_sends_nothing(visit: Visit, ready: Double) -> None:
    drawn = visit("chats", path=MESSENGER)
    opened(drawn)
    for _ in range(6):
        drawn.page.keyboard.down("Enter")
    drawn.gone("picker")
    drawn.page.keyboard.down("Enter")
    drawn.page.keyboard.up("Enter")
    assert drawn.page.input_value("#reply") == TEXT
    assert drawn.page.evaluate("() => window.sent") == []
    drawn.page.wait_for_timeout(700)
    drawn.page.keyboard.press("Enter")
    assert drawn.page.evaluate("() => window.sent") == [TEXT]


def test_enter_pressed_twice_on_the_last_gap_inserts_once_and_sends_nothing(visit: Visit, ready: Double) -> None:
    drawn = visit("chats", path=MESSENGER)
    opened(drawn)
    drawn.page.keyboard.press("ArrowDown")
    drawn.page.keyboard.press("Enter")
    drawn.until(lambda: "How many days it takes" in (drawn.part("picker") or ""), "the gap's question")
    drawn.page.keyboard.type("7")
    for _ in range(3):
        drawn.page.keyboard.press("Enter")
    drawn.gone("picker")
    drawn.page.wait_for_timeout(200)
    assert drawn.page.input_value("#reply") == "Вернём деньги за 7 дней."
    assert drawn.page.evaluate("() => window.sent") == []


def test_what_is_typed_right_after_the_text_went_in_is_not_held_back(visit: Visit, ready: Double) -> None:
    drawn = visit("chats", path=MESSENGER)
    opened(drawn)
    drawn.page.keyboard.press("Enter")
    drawn.gone("picker")
    drawn.page.keyboard.type("!")
    drawn.page.keyboard.press("Enter")
    assert drawn.page.evaluate("() => window.sent") == [f"{TEXT}!"]


def test_a_template_never_goes_into_another_chat(visit: Visit, ready: Double) -> None:
    drawn = visit("chats", path=MESSENGER)
    opened(drawn)
    drawn.page.evaluate("() => switchTo('second', '58544282-0058-1')")
    drawn.page.keyboard.press("Enter")
    drawn.page.wait_for_timeout(300)
    assert TEXT not in drawn.page.input_value("#reply")
    assert drawn.part("picker") is None
    assert "Another" in drawn.shown("notice")


def test_a_draft_that_the_page_exchanged_is_not_written_into(visit: Visit, ready: Double) -> None:
    drawn = visit("chats", path=MESSENGER)
    opened(drawn, "first draft ")
    drawn.page.evaluate("() => { document.getElementById('reply').value = 'quite another one' }")
    drawn.page.keyboard.press("Enter")
    drawn.page.wait_for_timeout(300)
    assert drawn.page.input_value("#reply") == "quite another one"


def test_a_messenger_that_refreshes_beneath_leaves_the_picker_alone(visit: Visit, ready: Double) -> None:
    drawn = visit("chats", path=MESSENGER)
    opened(drawn, "abc ")
    drawn.page.keyboard.type("Здрав")
    for _ in range(5):
        drawn.page.evaluate("() => refresh()")
        drawn.page.wait_for_timeout(40)
    assert drawn.read("root => root.activeElement?.value") == "Здрав"
    drawn.until(lambda: "Template wait" not in (drawn.part("picker") or "Template wait"), "filtered")
    drawn.page.keyboard.press("Enter")
    drawn.gone("picker")
    assert drawn.page.input_value("#reply") == f"abc {TEXT}"


def test_reading_a_card_in_the_middle_of_a_reply_gives_the_caret_back(visit: Visit, card: Double) -> None:
    drawn = visit("editors")
    drawn.page.click("#plain")
    drawn.page.keyboard.type("abcd")
    drawn.page.keyboard.press("ArrowLeft")
    drawn.page.keyboard.press("ArrowLeft")
    drawn.click_badge(NUMBER)
    drawn.until(lambda: "Kettle" in (drawn.part("card") or ""), "card")
    drawn.page.keyboard.press("Escape")
    drawn.gone("card")
    drawn.page.keyboard.type("-")
    assert drawn.page.input_value("#plain") == "ab-cd"


def test_a_switch_of_the_shop_takes_the_other_shops_badges_away(
    visit: Visit, paired: Double, browser_context: BrowserContext
) -> None:
    paired.items[NUMBER] = found(NUMBER)
    shop = {"name": "sc_company_id", "value": "1111111", "url": "https://seller.ozon.ru"}
    browser_context.add_cookies([shop])  # type: ignore[list-item]  # a plain dict of the documented shape
    try:
        drawn = visit("table")
        drawn.badge(NUMBER)
        paired.items.clear()
        drawn.page.evaluate(
            "() => { document.cookie = 'sc_company_id=2222222; path=/'; history.pushState({}, '', '?b') }"
        )
        drawn.until(lambda: drawn.numbers() == [], "the other shop's badges gone")
        drawn.until(
            lambda: paired.called("/orders/lookups")[-1].get("company_id") == "2222222",
            "asked for the shop that is open",
        )
    finally:
        browser_context.clear_cookies()


def test_a_token_that_was_revoked_is_said_once_with_the_mend(visit: Visit, paired: Double, worker: Worker) -> None:
    paired.items[NUMBER] = found(NUMBER)
    worker.evaluate("url => chrome.storage.local.set({connection: {url, token: 'revoked'}})", paired.url)
    drawn = visit("table")
    assert "Pair it again" in drawn.shown("notice")
    assert "settings" in drawn.shown("notice")
    drawn.click('[data-vozvrat="notice"] .close')
    drawn.page.evaluate(
        "() => document.body.append(Object.assign(document.createElement('p'), {textContent: '77777777-0001-1'}))"
    )
    drawn.page.wait_for_timeout(1_500)
    assert drawn.part("notice") is None


@pytest.mark.parametrize("width", [320, 640])
def test_in_a_narrow_window_nothing_of_ours_leaves_it(visit: Visit, card: Double, width: int) -> None:
    drawn = visit("table")
    drawn.page.set_viewport_size({"width": width, "height": 480})
    drawn.page.evaluate("() => { document.querySelector('table').style.width = '300px' }")
    drawn.page.evaluate("() => { document.body.style.margin = '0' }")
    drawn.page.evaluate("() => { document.querySelector('table').style.width = '100%' }")
    badge = drawn.badge(NUMBER)
    assert badge["box"][0] >= 0
    assert badge["box"][0] + badge["box"][2] <= width
    drawn.click_badge(NUMBER)
    drawn.until(lambda: "Kettle" in (drawn.part("card") or ""), "card")
    box = drawn.box('[data-vozvrat="card"]')
    assert box
    assert box.x >= 0
    assert box.y >= 0
    assert box.x + box.width <= width
    assert box.y + box.height <= 480
