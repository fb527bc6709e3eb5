"""What axe-core finds wrong with what we draw, in light and in dark: names, roles, contrast."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, Worker

from tests.extension.backend_double import Double
from tests.extension.conftest import EXTENSION
from tests.extension.drawn import Drawn
from tests.extension.stories import typed

Visit = Callable[..., Drawn]
AXE = EXTENSION.parents[1] / "node_modules" / "axe-core" / "axe.min.js"
NUMBER = "58544282-0057-1"

COPIED = """root => [root.querySelector('.layer').outerHTML,
                     [...root.adoptedStyleSheets[0].cssRules].map(rule => rule.cssText).join('\\n')]"""
SHOWN = """([markup, rules]) => { document.body.innerHTML = '<main><h1>Page</h1><div id="host"></div></main>';
  const root = document.getElementById('host').attachShadow({mode: 'open'}); root.innerHTML = markup;
  const sheet = new CSSStyleSheet(); sheet.replaceSync(rules); root.adoptedStyleSheets = [sheet]; }"""
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "best-practice"]
JUDGED = """async rules => (await axe.run(document, {runOnly: rules})).violations
  .map(wrong => `${wrong.id}: ${wrong.nodes.map(node => node.html.slice(0, 120)).join(' | ')}`)"""


@pytest.fixture
def blank(browser_context: BrowserContext) -> Page:
    page = browser_context.new_page()
    page.goto("https://seller.ozon.ru/?fixture=blank")
    page.evaluate("() => { document.documentElement.lang = 'en'; document.title = 'Copy' }")
    return page


def wrong_with(page: Page, scheme: str) -> list[str]:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of the two words that it knows
    page.evaluate(AXE.read_text())
    return list(page.evaluate(JUDGED, RULES))


def copied(drawn: Drawn, blank: Page) -> Page:
    """The closed tree as it is now, in an open one of another page, where axe can look at it."""
    blank.evaluate(SHOWN, drawn.read(COPIED))
    return blank


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_card_and_the_badges(visit: Visit, card: Double, blank: Page, scheme: str) -> None:
    drawn = visit("table")
    drawn.click_badge(NUMBER)
    drawn.until(lambda: "Kettle" in (drawn.part("card") or ""), "card")
    drawn.read("root => root.querySelectorAll('details').forEach(details => { details.open = true })")
    assert wrong_with(copied(drawn, blank), scheme) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_picker_its_questions_and_the_button(visit: Visit, ready: Double, blank: Page, scheme: str) -> None:
    drawn = visit("editors")
    drawn.until(lambda: drawn.page.evaluate("() => !!document.querySelector('[data-vozvrat]')"), "our element")
    typed(drawn, "#plain", "")
    drawn.until(lambda: "Template wait" in (drawn.part("picker") or ""), "suggestions")
    assert wrong_with(copied(drawn, blank), scheme) == []
    drawn.page.bring_to_front()
    drawn.page.keyboard.press("ArrowDown")
    drawn.page.keyboard.press("Enter")
    drawn.until(lambda: "How many days it takes" in (drawn.part("picker") or ""), "questions")
    assert wrong_with(copied(drawn, blank), scheme) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["options", "sidepanel"])
def test_our_own_pages(browser_context: BrowserContext, worker: Worker, paired: Double, name: str, scheme: str) -> None:
    page = browser_context.new_page()
    page.goto(f"{worker.url.rsplit('/', 1)[0]}/{name}.html")
    page.wait_for_timeout(400)
    assert wrong_with(page, scheme) == []
    page.close()
