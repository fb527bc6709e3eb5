"""The extension's own pages: pairing in the settings, due and search in the side panel."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, Worker, expect

from tests.extension.backend_double import TOKEN, Double
from tests.extension.drawn import Drawn


@pytest.fixture
def own(browser_context: BrowserContext, worker: Worker) -> Iterator[Callable[[str], Page]]:
    """Opens one of the extension's own pages in a tab."""
    opened: list[Page] = []

    def go(name: str) -> Page:
        page = browser_context.new_page()
        opened.append(page)
        page.goto(f"{worker.url.rsplit('/', 1)[0]}/{name}.html")
        return page

    yield go
    for page in opened:
        page.close()


def test_a_code_pairs_the_browser_and_badges_come_without_a_reload(
    own: Callable[[str], Page], unpaired: None, backend: Double, visit: Callable[..., Drawn], worker: Worker
) -> None:
    number = "58544282-0057-1"
    backend.items[number] = {"posting_number": number, "status": "found", "severity": "info", "findings_count": 1}
    drawn = visit("table")
    drawn.shown("notice")
    settings = own("options")
    settings.fill("[name=address]", backend.url.replace("127.0.0.1", "localhost"))
    settings.fill("[name=code]", "WRONG")
    settings.click("[type=submit]")
    expect(settings.get_by_role("status")).to_contain_text("This code is not valid.")
    settings.fill("[name=code]", backend.code)
    settings.click("[type=submit]")
    expect(settings.get_by_text(f"Paired with {backend.url}")).to_be_visible()
    assert worker.evaluate("() => chrome.storage.local.get('connection')") == {
        "connection": {"url": backend.url, "token": TOKEN}
    }
    drawn.page.bring_to_front()
    assert drawn.badge(number)["severity"] == "info"
    drawn.gone("notice")


def test_an_address_elsewhere_is_refused(own: Callable[[str], Page], unpaired: None) -> None:
    settings = own("options")
    settings.fill("[name=address]", "http://example.com:8741")
    settings.fill("[name=code]", "ABCD-1234")
    settings.click("[type=submit]")
    expect(settings.get_by_role("status")).to_contain_text("not an address on this computer")


def test_a_pairing_can_be_forgotten(own: Callable[[str], Page], paired: Double, worker: Worker) -> None:
    settings = own("options")
    settings.get_by_role("button", name="Forget").click()
    expect(settings.get_by_text("Not paired yet")).to_be_visible()
    assert worker.evaluate("() => chrome.storage.local.get('connection')") == {}


def test_the_side_panel_shows_what_is_due_and_finds_orders(own: Callable[[str], Page], paired: Double) -> None:
    due = (datetime.now(UTC) + timedelta(hours=18.5)).isoformat()
    paired.returns = [
        {
            "id": "1",
            "posting_number": "1",
            "state_name": "New",
            "scheme": "rfbs",
            "next_deadline": {"at": due},
            "line": "Answer",
        }
    ]
    paired.found_orders = [
        {"posting_number": "58544282-0057-1", "scheme": "fbs", "status": "delivered", "products": []}
    ]
    panel = own("sidepanel")
    expect(panel.get_by_text("18 h")).to_be_visible()
    panel.fill("[name=q]", "58544282")
    panel.press("[name=q]", "Enter")
    expect(panel.get_by_text("58544282-0057-1")).to_be_visible()
    expect(panel.get_by_text("FBS · delivered")).to_be_visible()


def test_content_scripts_cannot_reach_the_token(visit: Callable[..., Drawn], paired: Double, worker: Worker) -> None:
    """storage.local is closed to content scripts: only trusted contexts read it."""
    drawn = visit("table")
    cdp = drawn.page.context.new_cdp_session(drawn.page)
    contexts: list[int] = []
    cdp.on("Runtime.executionContextCreated", lambda event: contexts.append(event["context"]["id"]))
    cdp.send("Runtime.enable")
    drawn.page.wait_for_timeout(100)
    expression = (
        "globalThis.chrome?.storage ? chrome.storage.local.get(null).then(JSON.stringify, String) : 'no storage'"
    )
    answers = [
        cdp.send(
            "Runtime.evaluate",
            {"expression": expression, "contextId": context, "awaitPromise": True, "returnByValue": True},
        )["result"].get("value", "")
        for context in contexts
    ]
    assert any("not allowed" in answer for answer in answers)
    assert not any(TOKEN in answer for answer in answers)
