"""Badges beside posting numbers, in a real browser."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from playwright.sync_api import BrowserContext

from tests.extension.backend_double import Double, found
from tests.extension.drawn import Drawn

Visit = Callable[..., Drawn]
NUMBER = "58544282-0057-1"


def in_hours(hours: float) -> str:
    return (datetime.now(UTC) + timedelta(hours=hours)).isoformat()


def know(backend: Double, *numbers: str) -> None:
    for number in numbers:
        backend.items[number] = found(number)


def rows(backend: Double, count: int = 500) -> None:
    know(backend, *(f"{10000000 + at}-0001-1" for at in range(count)))


def test_a_number_in_a_table_gets_a_badge_beside_it_with_what_is_left_to_do(visit: Visit, paired: Double) -> None:
    clock = {"at": in_hours(18.5), "warn_at": in_hours(10), "rule_id": "SCH-05", "source": "rule"}
    paired.items[NUMBER] = found(NUMBER, severity="warning", findings_count=2, next_deadline=clock, line="Answer soon")
    drawn = visit("table")
    badge = drawn.badge(NUMBER)
    assert badge["severity"] == "warning"
    assert badge["words"] == "▲218 h"
    assert badge["line"] == "Answer soon"
    number = drawn.page.get_by_text(NUMBER).bounding_box()
    assert number
    assert 0 <= badge["box"][0] - (number["x"] + number["width"]) < 12
    assert abs(badge["box"][1] + 9 - (number["y"] + number["height"] / 2)) < 3


def test_a_number_cut_by_markup_gets_one_and_look_alikes_are_not_even_asked_about(visit: Visit, paired: Double) -> None:
    know(paired, NUMBER, "0129147027-0113-1")
    drawn = visit("table")
    drawn.badge("0129147027-0113-1")
    assert drawn.numbers() == ["0129147027-0113-1", NUMBER]
    asked = {number for body in paired.called("/orders/lookups") for number in body["posting_numbers"]}
    assert asked == {"0129147027-0113-1", NUMBER}


def test_a_number_that_ozon_does_not_know_gets_no_badge(visit: Visit, paired: Double) -> None:
    know(paired, "0129147027-0113-1")
    drawn = visit("table")
    drawn.badge("0129147027-0113-1")
    assert drawn.numbers() == ["0129147027-0113-1"]


def test_nothing_of_the_page_moves(visit: Visit, paired: Double) -> None:
    know(paired, NUMBER)
    measure = "() => [...document.querySelectorAll('#app *')].map(e => JSON.stringify(e.getBoundingClientRect()))"
    drawn = visit("table")
    before = drawn.page.evaluate(measure)
    drawn.badge(NUMBER)
    assert drawn.page.evaluate(measure) == before
    assert drawn.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_the_page_cannot_look_into_what_we_draw(visit: Visit, paired: Double) -> None:
    know(paired, NUMBER)
    drawn = visit("table")
    drawn.badge(NUMBER)
    host = "document.body.lastElementChild"
    assert drawn.page.evaluate(f"() => {host}.hasAttribute('data-vozvrat') && {host}.shadowRoot === null")


def test_the_company_of_the_page_goes_along(visit: Visit, paired: Double, browser_context: BrowserContext) -> None:
    know(paired, NUMBER)
    cookie = {"name": "sc_company_id", "value": "1234567", "url": "https://seller.ozon.ru"}
    browser_context.add_cookies([cookie])  # type: ignore[list-item]  # a plain dict of the documented shape
    try:
        visit("table").badge(NUMBER)
    finally:
        browser_context.clear_cookies()
    assert paired.called("/orders/lookups")[-1]["company_id"] == "1234567"


def test_recycled_rows_carry_the_badge_of_the_number_that_they_show_now(visit: Visit, paired: Double) -> None:
    rows(paired)
    drawn = visit("rows")
    drawn.badge("10000003-0001-1")
    drawn.page.evaluate("() => { document.getElementById('scroller').scrollTop = 8000 }")
    drawn.badge("10000203-0001-1")
    drawn.page.wait_for_timeout(150)
    for badge in drawn.badges():
        shown = drawn.page.evaluate(
            """([x, y]) => document.elementsFromPoint(x, y).find(e => e.className === 'row')?.firstChild.textContent""",
            [badge["box"][0] + 2, badge["box"][1] + 9],
        )
        assert shown == badge["number"]


def test_badges_follow_scrolling_and_go_under_the_sticky_head(visit: Visit, paired: Double) -> None:
    rows(paired)
    drawn = visit("rows")
    before = drawn.badge("10000004-0001-1")["box"][1]
    drawn.page.evaluate("() => { document.getElementById('scroller').scrollTop = 30 }")
    drawn.until(lambda: before - drawn.badge("10000004-0001-1")["box"][1] == 30, "badge followed")
    drawn.page.evaluate("() => { document.getElementById('scroller').scrollTop = 70 }")
    drawn.until(lambda: "10000000-0001-1" not in drawn.numbers(), "covered badge hidden")


def test_a_table_that_is_drawn_anew_keeps_its_badges(visit: Visit, paired: Double) -> None:
    rows(paired)
    drawn = visit("rows")
    drawn.badge("10000003-0001-1")
    drawn.page.wait_for_timeout(100)
    calls = len(paired.called("/orders/lookups"))
    before = drawn.numbers()
    drawn.read(
        """root => { root.flicker = 0; const badges = root.querySelectorAll('[data-vozvrat="badge"]');
             new MutationObserver(all => { for (const one of all) root.flicker += one.removedNodes.length })
               .observe(badges[0].parentNode, {childList: true}); }"""
    )
    drawn.page.evaluate("() => build()")
    drawn.page.wait_for_timeout(150)
    assert drawn.numbers() == before
    assert drawn.read("root => root.flicker") == 0
    assert len(paired.called("/orders/lookups")) == calls


def test_a_drawer_over_the_table_covers_the_badges_too(visit: Visit, paired: Double) -> None:
    rows(paired)
    drawn = visit("rows")
    drawn.badge("10000003-0001-1")
    drawn.page.evaluate("() => { document.getElementById('cover').style.cssText = 'display: block; width: 1280px' }")
    drawn.until(lambda: drawn.numbers() == [], "badges hidden")
    drawn.page.evaluate("() => { document.getElementById('cover').style.display = 'none' }")
    drawn.badge("10000003-0001-1")


def test_shadow_roots_and_frames_are_part_of_the_page(visit: Visit, paired: Double) -> None:
    know(paired, *(f"{10000000 + at}-0001-1" for at in range(1, 12)))
    drawn = visit("roots")
    drawn.until(lambda: len(drawn.numbers()) == 11, "all eleven badges")
    frame = drawn.page.locator("#frame").bounding_box()
    inside = drawn.badge("10000005-0001-1")["box"]
    assert frame
    assert frame["x"] < inside[0] < frame["x"] + frame["width"]
    assert frame["y"] < inside[1] < frame["y"] + frame["height"]


def test_on_a_page_with_a_strict_policy_and_trusted_types_nothing_is_refused(visit: Visit, paired: Double) -> None:
    know(paired, NUMBER)
    drawn = visit("strict")
    badge = drawn.badge(NUMBER)
    assert (
        drawn.read("""root => getComputedStyle(root.querySelector('[data-vozvrat="badge"]')).borderRadius""") == "9px"
    )
    assert badge["box"][3] == 18
    assert drawn.page.evaluate("() => window.broken") == []


def test_another_page_of_the_cabinet_without_a_reload(visit: Visit, paired: Double) -> None:
    know(paired, NUMBER, "20000000-0001-1")
    drawn = visit("table")
    drawn.badge(NUMBER)
    drawn.page.evaluate(
        """() => { history.pushState({}, '', '/app/returns/rfbs');
                   document.getElementById('app').innerHTML = '<p>20000000-0001-1</p>'; }"""
    )
    drawn.badge("20000000-0001-1")
    assert drawn.numbers() == ["20000000-0001-1"]


def test_where_one_logs_in_nothing_is_shown_or_asked(visit: Visit, paired: Double) -> None:
    know(paired, NUMBER)
    drawn = visit("table", path="/app/registration/signin")
    drawn.page.wait_for_timeout(400)
    assert drawn.numbers() == []
    assert paired.called("/orders/lookups") == []


def test_hover_tells_the_line(visit: Visit, paired: Double) -> None:
    paired.items[NUMBER] = found(NUMBER, line="Answer by 25 Nov, 04:00 (Moscow); silence approves")
    drawn = visit("table")
    box = drawn.badge(NUMBER)["box"]
    drawn.page.mouse.move(box[0] + 4, box[1] + 9)
    assert drawn.until(
        lambda: drawn.read("root => root.querySelector('.tip:not([hidden])')?.textContent"), "tip"
    ).startswith("Answer by 25 Nov")


def test_fifty_new_rows_have_their_badges_soon(visit: Visit, paired: Double) -> None:
    numbers = [f"3000{at:04d}-0001-1" for at in range(50)]
    know(paired, NUMBER, *numbers)
    drawn = visit("table")
    drawn.badge(NUMBER)
    drawn.page.evaluate(
        """numbers => { window.from = performance.now();
             document.querySelector('tbody').append(...numbers.map(number => { const row = document.createElement('tr');
               row.append(document.createElement('td')); row.firstChild.textContent = number;
               row.firstChild.style.cssText = 'padding: 0; font-size: 11px; line-height: 12px'; return row; })) }""",
        numbers,
    )
    drawn.until(
        lambda: drawn.read("""root => root.querySelectorAll('[data-vozvrat="badge"]').length""") >= 51,
        "fifty more badges",
    )
    took = drawn.page.evaluate(
        "() => performance.getEntriesByName('vozvrat:badges').map(e => e.startTime + e.duration).at(-1) - window.from"
    )
    assert took < 400


def test_when_the_backend_goes_away_it_is_said_once_and_comes_back_by_itself(visit: Visit, paired: Double) -> None:
    know(paired, NUMBER, "0129147027-0113-1")
    paired.stop()
    drawn = visit("table")
    assert "not running" in drawn.shown("notice")
    drawn.click('[data-vozvrat="notice"] .close')
    drawn.gone("notice")
    started = time.monotonic()
    paired.start()
    drawn.until(lambda: drawn.numbers() == ["0129147027-0113-1", NUMBER], "badges after the return", seconds=8)
    assert time.monotonic() - started < 8
    assert drawn.part("notice") is None


def test_without_a_pairing_one_sentence_says_how_to_pair(visit: Visit, unpaired: None) -> None:
    drawn = visit("table")
    assert "pairing code" in drawn.shown("notice")
    assert drawn.numbers() == []


def test_while_the_page_is_still_nothing_is_computed_or_laid_out(visit: Visit, paired: Double) -> None:
    rows(paired)
    drawn = visit("rows")
    drawn.badge("10000003-0001-1")
    drawn.page.wait_for_timeout(2_600)  # the late looks for shadow roots are over
    cdp = drawn.page.context.new_cdp_session(drawn.page)
    cdp.send("Performance.enable")

    def counted() -> dict[str, float]:
        return {metric["name"]: metric["value"] for metric in cdp.send("Performance.getMetrics")["metrics"]}

    before = counted()
    drawn.page.wait_for_timeout(1_000)
    after = counted()
    assert after["LayoutCount"] - before["LayoutCount"] <= 2
    assert after["RecalcStyleCount"] - before["RecalcStyleCount"] <= 2
    assert after["ScriptDuration"] - before["ScriptDuration"] < 0.01


def test_what_we_draw_is_not_read_as_the_page(visit: Visit, paired: Double) -> None:
    know(paired, NUMBER)
    paired.cards[NUMBER] = {
        "order": {"posting_number": NUMBER, "products": []},
        **{name: [] for name in ("returns", "cancellations", "fees", "findings", "deadlines", "timeline")},
    }
    drawn = visit("table")
    drawn.click_badge(NUMBER)
    drawn.shown("card")
    drawn.page.wait_for_timeout(600)
    assert drawn.numbers() == [NUMBER]
