"""The picker, insertion and the text check in real editors, with real keys."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Worker

from tests.extension.backend_double import Double
from tests.extension.drawn import Drawn
from tests.extension.stories import TEXT, typed

Visit = Callable[..., Drawn]


def test_two_strokes_open_the_picker_and_enter_inserts_with_the_draft_kept(visit: Visit, ready: Double) -> None:
    drawn = visit("editors")
    typed(drawn, "#plain", "Добрый день. ")
    drawn.until(lambda: "Template ask" in (drawn.part("picker") or ""), "suggestions")
    drawn.page.keyboard.press("Enter")
    drawn.gone("picker")
    assert drawn.page.input_value("#plain") == f"Добрый день. {TEXT}"
    assert drawn.page.evaluate("() => document.activeElement.id") == "plain"
    assert drawn.page.evaluate("() => window.submitted") == 0


def test_undo_gives_the_draft_back_and_redo_the_text(visit: Visit, ready: Double) -> None:
    drawn = visit("editors")
    drawn.page.click("#plain")
    drawn.page.keyboard.type("abc ")
    drawn.page.keyboard.press("Alt+Shift+T")
    drawn.shown("picker")
    drawn.until(lambda: "Template ask" in (drawn.part("picker") or ""), "suggestions")
    drawn.page.keyboard.press("Enter")
    drawn.gone("picker")
    assert drawn.page.input_value("#plain") == f"abc {TEXT}"
    drawn.page.keyboard.press("Control+z")
    assert drawn.page.input_value("#plain") == "abc "
    drawn.page.keyboard.press("Control+Shift+z")
    assert drawn.page.input_value("#plain") == f"abc {TEXT}"


def test_typing_filters_and_the_posting_of_the_page_goes_along(visit: Visit, ready: Double) -> None:
    drawn = visit("editors")
    typed(drawn, "#plain", "")
    drawn.shown("picker")
    drawn.page.keyboard.type("Вернём")
    drawn.until(lambda: "Template ask" not in (drawn.part("picker") or "Template ask"), "filtered")
    assert "Template wait" in drawn.shown("picker")
    asked = ready.called("/templates/suggestions")
    assert asked[-1]["posting_number"] == "58544282-0057-1"
    assert asked[-1]["query"] == "Вернём"


def test_what_is_missing_is_asked_for_before_the_text_goes_in(visit: Visit, ready: Double) -> None:
    drawn = visit("editors")
    typed(drawn, "#plain", "")
    drawn.until(lambda: "Template wait" in (drawn.part("picker") or ""), "suggestions")
    drawn.page.keyboard.press("ArrowDown")
    drawn.page.keyboard.press("Enter")
    drawn.until(lambda: "How many days it takes" in (drawn.part("picker") or ""), "the gap's question")
    drawn.page.keyboard.press("Enter")
    assert drawn.page.input_value("#plain") == "//"
    drawn.page.keyboard.type("7")
    drawn.page.keyboard.press("Enter")
    drawn.gone("picker")
    assert drawn.page.input_value("#plain") == "Вернём деньги за 7 дней."


def test_escape_goes_one_step_back_and_leaves_the_draft_alone(visit: Visit, ready: Double) -> None:
    drawn = visit("editors")
    typed(drawn, "#plain", "abc ")
    drawn.until(lambda: "Template wait" in (drawn.part("picker") or ""), "suggestions")
    drawn.page.keyboard.press("ArrowDown")
    drawn.page.keyboard.press("Enter")
    drawn.until(lambda: "How many days" in (drawn.part("picker") or ""), "gaps")
    drawn.page.keyboard.press("Escape")
    drawn.until(lambda: "Template ask" in (drawn.part("picker") or ""), "the list again")
    drawn.page.keyboard.press("Escape")
    drawn.gone("picker")
    drawn.page.keyboard.type("!")
    assert drawn.page.input_value("#plain") == "abc //!"


def test_a_text_that_is_too_long_is_refused_with_by_how_much(visit: Visit, ready: Double) -> None:
    drawn = visit("editors")
    typed(drawn, "#short", "")
    drawn.until(lambda: "Template ask" in (drawn.part("picker") or ""), "suggestions")
    drawn.page.keyboard.press("Enter")
    over = len(TEXT.encode("utf-16-le")) // 2 - 40
    drawn.until(lambda: f"by {over} characters" in (drawn.part("picker") or ""), "said by how much")
    assert drawn.page.input_value("#short") == "//"


def test_the_limit_of_the_messenger_is_known(visit: Visit, ready: Double) -> None:
    drawn = visit("editors", path="/app/messenger/")
    typed(drawn, "#plain", "x" * 20 + " ")
    drawn.shown("picker")
    drawn.page.keyboard.type("ддд")
    drawn.until(lambda: "Template ask" not in (drawn.part("picker") or "Template ask"), "filtered")
    drawn.page.keyboard.press("Enter")
    drawn.until(lambda: "by 11 characters" in (drawn.part("picker") or ""), "said by how much")


@pytest.mark.parametrize("key", ["line", "vue", "rich"])
def test_other_editors_take_the_text_and_give_it_back(visit: Visit, ready: Double, key: str) -> None:
    drawn = visit("editors")
    read = "(key) => { const e = document.getElementById(key); return 'value' in e ? e.value : e.innerText }"
    typed(drawn, f"#{key}", "abc ", call="")
    drawn.page.keyboard.press("Alt+Shift+T")
    drawn.until(lambda: "Template ask" in (drawn.part("picker") or ""), "suggestions")
    drawn.page.keyboard.press("Enter")
    drawn.gone("picker")
    expected = f"abc {TEXT}".replace("\n", " ") if key == "line" else f"abc {TEXT}"
    assert " ".join(drawn.page.evaluate(read, key).split()) == " ".join(expected.split())
    if key == "vue":
        assert drawn.page.inner_text("#state").split() == expected.split()
    drawn.page.keyboard.press("Control+z")
    assert drawn.page.evaluate(read, key).replace("\xa0", " ").rstrip() == "abc"


def test_an_editor_in_a_closed_shadow_root(visit: Visit, ready: Double) -> None:
    drawn = visit("editors")
    box = drawn.page.evaluate("() => { const b = window.closedField.getBoundingClientRect(); return [b.x, b.y] }")
    drawn.page.mouse.click(box[0] + 20, box[1] + 20)
    drawn.page.wait_for_timeout(150)
    drawn.page.keyboard.type("abc //")
    drawn.until(lambda: "Template ask" in (drawn.part("picker") or ""), "suggestions")
    drawn.page.keyboard.press("Enter")
    drawn.gone("picker")
    assert drawn.page.evaluate("() => window.closedField.value") == f"abc {TEXT}"
    drawn.page.keyboard.press("Control+z")
    assert drawn.page.evaluate("() => window.closedField.value").startswith("abc ")


def test_an_editor_in_a_frame_of_the_same_origin(visit: Visit, ready: Double) -> None:
    drawn = visit("editors")
    inner = drawn.page.frame_locator("#frame").locator("#inner")
    inner.click()
    drawn.page.keyboard.type("abc //")
    drawn.until(lambda: "Template ask" in (drawn.part("picker") or ""), "suggestions")
    drawn.page.keyboard.press("Enter")
    drawn.gone("picker")
    assert inner.input_value() == f"abc {TEXT}"


def test_a_drawer_that_keeps_the_focus_does_not_take_it_from_the_picker(visit: Visit, ready: Double) -> None:
    drawn = visit("editors")
    drawn.page.evaluate("() => { window.trap = true }")
    typed(drawn, "#plain", "")
    drawn.shown("picker")
    drawn.page.keyboard.type("Вернём")
    drawn.until(lambda: "Template wait" in (drawn.part("picker") or ""), "filtered")
    assert drawn.page.input_value("#plain") == "//"


def test_an_address_being_typed_opens_nothing(visit: Visit, ready: Double) -> None:
    drawn = visit("editors")
    drawn.page.click("#plain")
    drawn.page.keyboard.type("https://ozon.ru и 24//11")
    drawn.page.wait_for_timeout(200)
    assert drawn.part("picker") is None


def test_the_small_button_opens_the_picker_and_the_page_cannot_press_it(visit: Visit, ready: Double) -> None:
    drawn = visit("editors")
    drawn.page.click("#plain")
    drawn.until(lambda: drawn.box('[data-vozvrat="launcher"]'), "launcher")
    drawn.read("""root => root.querySelector('[data-vozvrat="launcher"]').click()""")
    drawn.page.wait_for_timeout(100)
    assert drawn.part("picker") is None
    drawn.click('[data-vozvrat="launcher"]')
    drawn.shown("picker")


def test_locked_fields_and_the_assistant_are_left_alone(visit: Visit, ready: Double) -> None:
    drawn = visit("editors")
    for selector in ("#locked", "#assistant"):
        typed(drawn, selector, "")
        drawn.page.wait_for_timeout(150)
        assert drawn.part("picker") is None
        assert drawn.part("launcher") is None


def test_the_text_check_marks_the_place_and_says_what_to_write_instead(visit: Visit, ready: Double) -> None:
    ready.text_findings = [
        {
            "_word": "WhatsApp",
            "rule_id": "CHT-04",
            "severity": "blocker",
            "title": "Other channels are not allowed in the chat",
            "detail": "",
            "remedy": "Ask here in the chat.",
            "confidence": "high",
            "sources": [{"address": "seller-edu.ozon.ru", "seen": "2026-11-01"}],
            "span": [13, 21],
        }
    ]
    drawn = visit("editors", path="/app/messenger/")
    drawn.page.click("#plain")
    drawn.page.keyboard.type("🙂 Напишите в WhatsApp, пожалуйста", delay=5)
    said = drawn.shown("text-check")
    assert "Ask here in the chat." in said
    assert drawn.read("""root => root.querySelector('[data-vozvrat="text-check"] mark').textContent""") == "WhatsApp"
    field = drawn.page.locator("#plain").bounding_box()
    check = drawn.box('[data-vozvrat="text-check"]')
    assert field
    assert check
    assert check.y >= field["y"] + field["height"]
    assert ready.called("/policy/texts")[-1]["purpose"] == "message"
    for _ in range(22):
        drawn.page.keyboard.press("Backspace")
    drawn.gone("text-check")


def test_a_page_that_takes_no_text_gets_it_on_the_clipboard_and_says_so(visit: Visit, ready: Double) -> None:
    drawn = visit("editors")
    typed(drawn, "#stubborn", "abc ")
    drawn.until(lambda: "Template ask" in (drawn.part("picker") or ""), "suggestions")
    drawn.page.keyboard.press("Enter")
    drawn.until(lambda: "Ctrl+V" in (drawn.part("picker") or ""), "the way out")
    assert drawn.page.input_value("#stubborn") == "abc //"


def test_the_shortcut_of_the_browser_opens_the_picker_for_the_field_used_last(
    visit: Visit, ready: Double, worker: Worker
) -> None:
    drawn = visit("editors")
    drawn.page.bring_to_front()
    drawn.page.click("#plain")
    drawn.page.keyboard.type("abc ")
    worker.evaluate("() => chrome.commands.onCommand.dispatch('open-picker')")
    drawn.until(lambda: "Template ask" in (drawn.part("picker") or ""), "suggestions")
    drawn.page.keyboard.press("Enter")
    drawn.gone("picker")
    assert drawn.page.input_value("#plain") == f"abc {TEXT}"


def test_a_page_that_mends_its_body_gets_our_element_back(visit: Visit, ready: Double) -> None:
    drawn = visit("editors")
    drawn.until(lambda: drawn.page.evaluate("() => !!document.querySelector('[data-vozvrat]')"), "host there")
    drawn.page.evaluate("() => document.querySelector('[data-vozvrat]').remove()")
    drawn.page.evaluate("() => document.body.append(document.createElement('p'))")
    drawn.until(lambda: drawn.page.evaluate("() => !!document.querySelector('[data-vozvrat]')"), "host back")
