"""A page that means harm, or is only badly made: its styles, its scripts, its sizes, its words."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from tests.extension.backend_double import Double, found
from tests.extension.conftest import EXTENSION
from tests.extension.drawn import Drawn

Visit = Callable[..., Drawn]
NUMBER = "58544282-0057-1"


def know(backend: Double, *numbers: str) -> None:
    for number in numbers:
        backend.items[number] = found(number)


def beside(drawn: Drawn, number: str, selector: str) -> float:
    """How far the badge stands from the right end of its number, and from the number's middle."""
    box = drawn.badge(number)["box"]
    place = drawn.page.evaluate("selector => rightEnd(selector)", selector)
    return max(abs(box[0] - place[0] - 4), abs(box[1] + box[3] / 2 - place[1]))


@pytest.mark.parametrize(
    "rules",
    [
        "* { all: unset !important }",
        "body > [data-vozvrat] { opacity: 0 !important; visibility: hidden !important }",
        "[data-vozvrat] { display: none !important; clip-path: inset(50%) !important }",
        "[data-vozvrat] { transform: translate(300px) !important; filter: blur(3px) !important; zoom: 3 !important }",
        "* { font-size: 40px !important; letter-spacing: 9px !important; direction: rtl !important }",
    ],
)
def test_styles_of_the_page_do_not_reach_what_we_draw(visit: Visit, paired: Double, rules: str) -> None:
    know(paired, NUMBER)
    drawn = visit("strange")
    drawn.badge(NUMBER)
    look = """root => { const badge = root.querySelector('[data-vozvrat="badge"]');
              const style = getComputedStyle(badge);
              const box = badge.getBoundingClientRect();
              return [style.fontSize, style.letterSpacing, style.direction, style.visibility, box.height,
                      getComputedStyle(root.host).opacity, getComputedStyle(root.host).filter] }"""
    before = drawn.read(look)
    drawn.page.evaluate("rules => restyle(rules)", rules)
    drawn.page.wait_for_timeout(300)
    assert drawn.read(look) == before


@pytest.mark.parametrize(
    "style", ["zoom: 1.5", "zoom: 0.7", "transform: scale(1.4); transform-origin: 0 0", "filter: blur(0px)"]
)
def test_a_body_that_is_zoomed_or_transformed_has_its_badges_beside_the_numbers(
    visit: Visit, paired: Double, style: str
) -> None:
    know(paired, NUMBER)
    drawn = visit("strange")
    drawn.badge(NUMBER)
    drawn.page.evaluate("style => { document.body.style.cssText = style }", style)
    drawn.page.wait_for_timeout(300)
    assert beside(drawn, NUMBER, "#number") < 6


def test_what_cannot_be_seen_gets_no_badge(visit: Visit, paired: Double) -> None:
    hidden = ["11111111-0001-1", "11111111-0002-1", "11111111-0003-1", "11111111-0004-1"]
    know(paired, NUMBER, *hidden)
    drawn = visit("strange")
    drawn.page.evaluate("numbers => hide(numbers)", hidden)
    drawn.badge(NUMBER)
    drawn.page.wait_for_timeout(400)
    assert drawn.numbers() == [NUMBER]


def test_what_is_typed_is_never_a_number_of_the_page(visit: Visit, paired: Double) -> None:
    drawn = visit("strange")
    drawn.page.evaluate("() => addFields()")
    for field in "abcd":
        drawn.page.click(f"#{field}")
        drawn.page.keyboard.type(f" 2222222{ord(field) % 10}-0001-1 ")
    drawn.page.wait_for_timeout(400)
    asked = {number for body in paired.called("/orders/lookups") for number in body["posting_numbers"]}
    assert asked <= {NUMBER}


def test_marks_of_direction_do_not_hide_a_number_and_a_reversed_one_is_not_believed(
    visit: Visit, paired: Double
) -> None:
    know(paired, "33333333-0001-1", "44444444-0001-1", "55555555-0001-1")
    drawn = visit("strange")
    drawn.page.evaluate("() => writeBothWays()")
    drawn.badge("33333333-0001-1")
    drawn.badge("44444444-0001-1")
    drawn.page.wait_for_timeout(300)
    assert "55555555-0001-1" not in drawn.numbers()


def test_a_page_that_keeps_throwing_our_element_out_is_let_be(visit: Visit, paired: Double) -> None:
    know(paired, NUMBER)
    drawn = visit("strange")
    drawn.badge(NUMBER)
    drawn.page.evaluate("() => throwOut()")
    drawn.page.wait_for_timeout(2_500)
    first = drawn.page.evaluate("() => window.thrown")
    assert first < 30
    drawn.page.wait_for_timeout(1_000)
    assert drawn.page.evaluate("() => window.thrown") - first <= 1


def test_an_element_that_the_page_moved_or_copied_comes_back_alone(visit: Visit, paired: Double) -> None:
    know(paired, NUMBER)
    drawn = visit("strange")
    drawn.badge(NUMBER)
    drawn.page.evaluate("() => moveAndCopy()")
    drawn.until(
        lambda: drawn.read("root => root.host.parentNode === root.host.ownerDocument.body"),
        "our element in the body again",
    )
    drawn.badge(NUMBER)


def test_natives_that_the_page_replaced_are_not_ours(visit: Visit, paired: Double) -> None:
    know(paired, NUMBER, "66666666-0001-1")
    drawn = visit("strange")
    drawn.page.evaluate("() => spoilNatives(600)")
    drawn.page.wait_for_timeout(700)
    assert drawn.numbers() == [NUMBER, "66666666-0001-1"]
    assert {"posting_numbers": ["66666666-0001-1"]} in paired.called("/orders/lookups")


def test_forged_events_and_messages_move_nothing(visit: Visit, card: Double) -> None:
    drawn = visit("editors")
    drawn.badge(NUMBER)
    drawn.page.click("#plain")
    calls = len(card.calls)
    drawn.page.add_script_tag(url="/vendor/hostile.js")
    drawn.page.evaluate("() => forge(document.getElementById('plain'))")
    drawn.page.wait_for_timeout(400)
    assert drawn.part("card") is None
    assert drawn.part("picker") is None
    assert len(card.calls) == calls
    assert drawn.page.evaluate("() => typeof globalThis.chrome?.runtime?.sendMessage") == "undefined"


def test_pages_cannot_speak_to_the_extension() -> None:
    manifest = json.loads((EXTENSION / "manifest.json").read_text())
    assert "externally_connectable" not in manifest
    assert "web_accessible_resources" not in manifest


def test_the_page_learns_nothing_of_our_times(visit: Visit, paired: Double) -> None:
    know(paired, NUMBER)
    drawn = visit("strange")
    drawn.badge(NUMBER)
    assert drawn.page.evaluate("() => performance.getEntriesByType('measure').length") == 0


@pytest.mark.parametrize("monster", ["rows", "text", "hyphens", "nearly", "deep"])
def test_a_page_of_monstrous_size_stays_usable(visit: Visit, paired: Double, monster: str) -> None:
    know(paired, NUMBER)
    drawn = visit("strange")
    drawn.badge(NUMBER)
    cdp = drawn.page.context.new_cdp_session(drawn.page)
    cdp.send("Profiler.enable")
    cdp.send("Profiler.setSamplingInterval", {"interval": 2000})
    cdp.send("Profiler.start")
    drawn.page.evaluate("name => meet(name)", monster)
    profile = cdp.send("Profiler.stop")["profile"]
    nodes = {node["id"]: node for node in profile["nodes"]}
    ours = sum(
        delta
        for sample, delta in zip(profile["samples"], profile["timeDeltas"], strict=False)
        if nodes[sample]["callFrame"]["url"].startswith("chrome-extension:")
    )
    assert ours / 1000 < 600


def test_churn_without_end_costs_little_and_floods_nobody(visit: Visit, paired: Double) -> None:
    know(paired, NUMBER)
    drawn = visit("strange")
    drawn.badge(NUMBER)
    drawn.page.evaluate("() => churn()")
    drawn.page.wait_for_timeout(3_000)
    drawn.page.evaluate("() => clearInterval(window.churning)")
    asked = [number for body in paired.called("/orders/lookups") for number in body["posting_numbers"]]
    assert len(asked) <= 2_100
