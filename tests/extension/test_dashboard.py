"""The dashboard in a real Chromium: learning and settings, the ways that lead there, and how it reads."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Worker, expect

from tests.extension.backend_double import Double
from tests.extension.conftest import EXTENSION
from tests.extension.dashboard_stage import Open, ask, choose_shop, fill_own_rule, free_port
from tests.extension.drawn import Drawn
from tests.extension.test_readers import wrong_with
from vozvrat.cli import demo

SENDS = """function (given) {
  if (!Array.isArray(given)) return chrome.runtime.sendMessage(given);
  return Promise.all(given.map((message) => chrome.runtime.sendMessage(message)));
}"""

# Learn and settings


def test_each_theme_leads_to_its_facts_pages_and_places(dashboard: Open, stage: demo.Demo) -> None:
    themes = ask(stage, "/policy/themes")["items"]
    page = dashboard("/learn")
    expect(page.locator("main li")).to_have_count(len(themes))
    theme = next(one for one in themes if one["rules"] and one["pages"])
    page.get_by_role("link", name=theme["title"]).click()
    expect(page.get_by_role("link", name=theme["pages"][0]["title"])).to_be_visible()
    page.get_by_role("link", name=theme["rules"][0]["title"]).click()
    expect(page).to_have_url(re.compile(f"#/rules/{theme['rules'][0]['id']}$"))


def test_a_calendar_address_is_shown_once_renewed_and_switched_off(dashboard: Open) -> None:
    page = dashboard("/settings")
    calendar = page.locator("[data-part=calendar]")
    calendar.locator("[data-act=make]").click()
    first = calendar.locator("input").input_value()
    assert re.search(r"/deadlines/[\w-]{20,}\.ics$", first)
    page.reload()
    expect(calendar.get_by_text("An address is in use")).to_be_visible()
    expect(calendar.locator("input")).to_have_count(0)
    calendar.locator("[data-act=make]").click()
    assert calendar.locator("input").input_value() != first
    calendar.locator("[data-act=stop]").click()
    expect(calendar.get_by_text("No address has been made.")).to_be_visible()


def test_a_webhook_is_kept_without_showing_its_address_again(dashboard: Open) -> None:
    page = dashboard("/settings")
    webhook = page.locator("[data-part=webhook]")
    webhook.locator("[name=webhook_url]").fill("http://example.com/x")
    webhook.get_by_role("button", name="Save").click()
    expect(webhook.get_by_role("alert")).to_be_visible()
    expect(webhook.locator("[name=webhook_url]")).to_have_value("http://example.com/x")
    webhook.locator("[name=webhook_url]").fill(f"http://127.0.0.1:{free_port()}/secret-part")
    webhook.get_by_role("button", name="Save").click()
    expect(webhook.get_by_text("Messages go to 127.0.0.1")).to_be_visible()
    assert "secret-part" not in page.content()
    assert len(webhook.locator("[name=webhook_secret]").input_value()) >= 20
    webhook.locator("[data-act=test]").click()
    expect(webhook.locator("> [role=status]")).not_to_be_empty()
    webhook.locator("[data-act=off]").click()
    expect(webhook.get_by_text("Messages go to")).to_have_count(0)


def test_the_policy_watch_is_off_until_switched_on_and_names_its_pages(dashboard: Open) -> None:
    page = dashboard("/settings")
    watch = page.locator("[data-part=watch]")
    expect(watch.locator("[name=policy_watch]")).not_to_be_checked()
    watch.locator("summary").click()
    expect(watch.locator("[data-part=sources] li").first).to_be_visible()


def test_what_changed_between_two_versions_of_the_rules_is_said(dashboard: Open, stage: demo.Demo) -> None:
    known = ask(stage, "/policy/changes")
    page = dashboard("/settings")
    changes = page.locator("[data-part=changes]")
    expect(changes.locator("[name=to]")).to_have_value(known["to"]["version"])
    expect(changes.locator("li").first).to_have_text(known["items"][0]["sentence"])
    changes.locator("[name=from]").select_option(known["to"]["version"])
    expect(changes).to_contain_text("Nothing changed between these two editions.")


def test_what_is_due_follows_the_chosen_account_and_is_shown_to_its_end(dashboard: Open, stage: demo.Demo) -> None:
    soon = (datetime.now(UTC) + timedelta(days=7)).strftime("%Y-%m-%dT%H:%M:%SZ")
    known = ask(stage, f"/returns?limit=200&due_before={soon}")["items"]
    page = dashboard("/due")
    rows = page.locator("main li")
    expect(rows.first).to_be_visible()
    while page.locator("[data-act=more]").count():
        shown = rows.count()
        page.locator("[data-act=more]").click()
        expect(rows).not_to_have_count(shown)
    expect(rows).to_have_count(len(known))
    choose_shop(page)
    shop = page.locator("[name=shop]").input_value()
    mine = [one["posting_number"] for one in known if one["account_id"] == shop]
    assert 0 < len(mine) < len(known)
    expect(rows).to_have_count(min(len(mine), 100))


# Getting there, and when nothing answers


def test_a_finding_on_the_card_leads_to_its_rule(
    browser_context: BrowserContext, visit: Callable[..., Drawn], card: Double
) -> None:
    drawn = visit("table")
    drawn.click_badge("58544282-0057-1")
    drawn.until(lambda: "AMT-18" in (drawn.part("card") or ""), "the finding on the card")
    with browser_context.expect_page() as opened:
        drawn.click("[data-rule='AMT-18'] [data-act=about-rule]")
    assert opened.value.url.endswith("/dashboard.html#/rules/AMT-18")
    before = len(browser_context.pages)
    drawn.page.bring_to_front()
    drawn.click("[data-rule='SCH-05'] [data-act=about-rule]")
    expect(opened.value).to_have_url(re.compile("#/rules/SCH-05$"))
    assert len(browser_context.pages) == before
    opened.value.close()


def test_a_finding_says_that_its_rule_is_stale_and_that_sources_disagree(
    visit: Callable[..., Drawn], card: Double
) -> None:
    worst = card.cards["58544282-0057-1"]["findings"][0]
    worst |= {"stale": True, "reviewed_on": "2026-02-03", "contradictions": ["Another page <b>says</b> five days."]}
    drawn = visit("table")
    drawn.click_badge("58544282-0057-1")
    drawn.until(lambda: "not reviewed since 3 Feb 2026" in (drawn.part("card") or ""), "the stale mark")
    drawn.click("[data-rule='AMT-18'] summary")
    drawn.until(lambda: "Another page <b>says</b> five days." in (drawn.part("card") or ""), "what disagrees")


def test_a_deadline_tells_moscows_hour_too_where_the_sellers_is_another(
    visit: Callable[..., Drawn], card: Double
) -> None:
    clock = card.cards["58544282-0057-1"]["deadlines"][0]
    clock |= {"moscow": "25 Nov, 04:00 (Moscow)", "local": "25 Nov, 09:00 (Beijing)"}
    clock["line"] = "Answer by 25 Nov, 09:00 (Beijing)"
    drawn = visit("table")
    drawn.click_badge("58544282-0057-1")
    drawn.until(lambda: "Beijing" in (drawn.part("card") or ""), "the seller's hour")
    assert "25 Nov, 04:00 (Moscow)" in (drawn.part("card") or "")


def test_a_content_script_may_open_a_rule_and_nothing_else(own_message: Callable[[Any], Any]) -> None:
    assert own_message({"kind": "open_rule", "body": {"rule_id": "../../evil"}})["ok"] is False
    assert own_message({"kind": "rules", "body": {}})["ok"] is False
    assert own_message({"kind": "keep_rule", "body": {"rule_id": "AMT-03", "rule": {"enabled": False}}})["ok"] is False
    assert own_message({"kind": "renew_calendar", "body": {}})["ok"] is False


def test_asking_for_many_rules_at_once_opens_one_tab(
    browser_context: BrowserContext, own_message: Callable[[Any], Any]
) -> None:
    before = len(browser_context.pages)
    asked = [{"kind": "open_rule", "body": {"rule_id": f"AMT-{number:02}"}} for number in range(1, 41)]
    own_message(asked)
    browser_context.pages[0].wait_for_timeout(1_000)
    opened = browser_context.pages[before:]
    assert [page.url.split("#")[1] for page in opened] == ["/rules/AMT-40"]
    for page in opened:
        page.close()


def test_asking_for_the_settings_many_times_at_once_opens_one_tab(
    browser_context: BrowserContext, own_message: Callable[[Any], Any]
) -> None:
    before = len(browser_context.pages)
    own_message([{"kind": "open_options", "body": {}}] * 40)
    browser_context.pages[0].wait_for_timeout(1_000)
    opened = browser_context.pages[before:]
    assert len(opened) == 1
    for page in opened:
        page.close()


@pytest.fixture
def own_message(visit: Callable[..., Drawn], paired: Double) -> Callable[[Any], Any]:
    """Sends a message, or several at once, as the content script on a page of the seller center does."""
    drawn = visit("table")
    cdp = drawn.page.context.new_cdp_session(drawn.page)
    contexts: list[int] = []
    cdp.on("Runtime.executionContextCreated", lambda event: contexts.append(event["context"]["id"]))
    cdp.send("Runtime.enable")
    drawn.page.wait_for_timeout(100)

    def reachable(context: int) -> bool:
        asked = {"expression": "!!globalThis.chrome?.runtime?.id", "contextId": context, "returnByValue": True}
        return bool(cdp.send("Runtime.evaluate", asked)["result"].get("value"))

    ours = next(context for context in contexts if reachable(context))

    def send(message: Any) -> Any:
        call = {
            "functionDeclaration": SENDS,
            "executionContextId": ours,
            "arguments": [{"value": message}],
            "awaitPromise": True,
            "returnByValue": True,
        }
        return cdp.send("Runtime.callFunctionOn", call)["result"].get("value")

    return send


def test_without_a_pairing_the_dashboard_says_how_to_begin(
    browser_context: BrowserContext, worker: Worker, unpaired: None
) -> None:
    page = browser_context.new_page()
    page.goto(f"{worker.url.rsplit('/', 1)[0]}/dashboard.html#/rules")
    expect(page.get_by_role("status")).to_contain_text("not paired with this browser")
    expect(page.get_by_role("button", name="Open the settings")).to_be_visible()
    page.close()


def test_a_backend_that_comes_back_is_noticed_without_a_reload(
    browser_context: BrowserContext, worker: Worker, paired: Double
) -> None:
    paired.returns = []
    paired.accounts = [{"id": "a", "name": "One"}, {"id": "b", "name": "Two"}]
    paired.stop()
    page = browser_context.new_page()
    page.goto(f"{worker.url.rsplit('/', 1)[0]}/dashboard.html#/due")
    expect(page.get_by_role("status")).to_contain_text("not running")
    page.goto(page.url.split("#")[0] + "#/settings")
    expect(page.get_by_text("not running")).to_have_count(1)
    page.wait_for_timeout(1_000)
    expect(page.get_by_text("not running")).to_have_count(1)
    page.goto(page.url.split("#")[0] + "#/due")
    paired.start()
    expect(page.get_by_text("No return is waiting")).to_be_visible(timeout=15_000)
    expect(page.locator("[name=shop]")).to_contain_text("Two", timeout=15_000)
    page.close()


def test_what_is_due_does_not_grow_old_while_one_looks_elsewhere(
    browser_context: BrowserContext, worker: Worker, paired: Double
) -> None:
    page = browser_context.new_page()
    page.clock.install()
    page.goto(f"{worker.url.rsplit('/', 1)[0]}/dashboard.html#/due")
    expect(page.get_by_text("No return is waiting")).to_be_visible()
    paired.returns = [{"id": "r", "posting_number": "58544282-0057-1", "scheme": "rfbs", "state": "OnSellerApproval"}]
    page.clock.run_for(60_000)
    expect(page.get_by_text("No return is waiting")).to_be_visible()
    page.clock.run_for(5 * 60_000)
    expect(page.get_by_text("58544282-0057-1")).to_be_visible()
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "place", ["/rules", "/rules/SCH-05", "/rules/new", "/rules/exchange", "/learn", "/settings", "/due"]
)
def test_readers_and_contrast(dashboard: Open, place: str, scheme: str) -> None:
    page = dashboard(place)
    expect(page.locator("main [aria-busy]")).to_have_count(0)
    page.wait_for_timeout(300)
    page.evaluate("() => document.querySelectorAll('details').forEach(details => { details.open = true })")
    assert wrong_with(page, scheme) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forms_and_their_mistakes_can_be_read_too(dashboard: Open, scheme: str) -> None:
    page = dashboard("/rules/AMT-03")
    expect(page.locator("article")).to_be_visible()
    choose_shop(page)
    page.locator("[data-act=switch]").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert wrong_with(page, scheme) == []
    page.goto(page.url.split("#")[0] + "#/rules/new")
    fill_own_rule(page, "OWN-READ", title="Read me", when="f.return.photos == ==")
    page.get_by_role("button", name="Try it").click()
    expect(page.locator("[data-part=place]")).to_be_visible()
    assert wrong_with(page, scheme) == []
    page.fill("[name=when]", "")
    page.click("[name=when]")
    page.keyboard.type("f.return.")
    expect(page.get_by_role("listbox")).to_be_visible()
    assert wrong_with(page, scheme) == []
    page.locator("main").focus()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert wrong_with(page, scheme) == []


def test_the_content_script_carries_nothing_of_the_dashboard() -> None:
    script = (EXTENSION / "content-scripts" / "seller-center.js").read_bytes()
    assert len(gzip.compress(script)) < 40_000
    for row in (b"import_rules", b"renew_calendar", b"policy_sources", b"change_settings"):
        assert row not in script
