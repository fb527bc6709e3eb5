"""The dashboard in a real Chromium over a real backend with the simulated Ozon's data: rules, learning, settings."""

from __future__ import annotations

import gzip
import io
import re
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Worker, expect
from rich.console import Console

from tests.extension.backend_double import Double
from tests.extension.conftest import EXTENSION
from tests.extension.drawn import Drawn
from tests.extension.test_readers import wrong_with
from vozvrat.cli import demo, programs
from vozvrat.policy.view import COMPUTED

Open = Callable[[str], Page]
SENDS = """function (given) {
  if (!Array.isArray(given)) return chrome.runtime.sendMessage(given);
  return Promise.all(given.map((message) => chrome.runtime.sendMessage(message)));
}"""
HOSTILE = "<img src=x onerror=\"document.title='broken'\"><b>bold</b>"
PACK = """\
rules:
  - id: OWN-FROM-OTHERS
    title: Ask for photos first
    when: f.return.photos == 0
    severity: info
"""


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[demo.Demo]:
    with ExitStack() as running:
        home = tmp_path_factory.mktemp("dashboard")
        yield demo.start(
            running, home=home, port=_free_port(), seed=1, returns=200, console=Console(file=io.StringIO())
        )


def _ask(stage: demo.Demo, path: str, body: object = None) -> Any:
    return programs.ask(stage.url, path, body=body, headers={"Authorization": f"Bearer {stage.token}"})


def _put(stage: demo.Demo, path: str, body: object) -> None:
    headers = {"Authorization": f"Bearer {stage.token}"}
    httpx.put(f"{stage.url}/api/v1{path}", json=body, headers=headers).raise_for_status()


@pytest.fixture
def dashboard(browser_context: BrowserContext, worker: Worker, stage: demo.Demo) -> Iterator[Open]:
    """Opens a place of the dashboard, paired with the stage."""
    worker.evaluate("() => chrome.storage.session.clear()")
    worker.evaluate(
        "([url, token]) => chrome.storage.local.set({connection: {url, token}})",
        [stage.url, stage.token],
    )
    opened: list[Page] = []

    def go(place: str) -> Page:
        page = browser_context.new_page()
        page.set_default_timeout(15_000)
        opened.append(page)
        if len(opened) == 1:  # what an earlier test chose or began is not this one's
            page.add_init_script("sessionStorage.kept ??= (localStorage.clear(), 'since then')")
        page.goto(f"{worker.url.rsplit('/', 1)[0]}/dashboard.html#{place}")
        return page

    yield go
    for page in opened:
        page.close()


def _row(page: Page, rule: str) -> Locator:
    return page.locator(f".rules li[data-rule='{rule}']")


def _choose_shop(page: Page) -> None:
    page.locator("[name=shop]").select_option(index=1)


def _own_rule(page: Page, rule_id: str, *, title: str, when: str) -> None:
    page.fill("[name=id]", rule_id)
    page.fill("[name=title]", title)
    page.fill("[name=when]", when)


# The list


def test_a_rule_is_found_by_words_of_any_of_the_three_languages(dashboard: Open) -> None:
    page = dashboard("/rules")
    expect(_row(page, "AMT-03")).to_be_visible()
    for words in ("AMT-03", "compensation cannot", "компенсаци", "补偿"):
        page.fill("[name=q]", words)
        expect(page).to_have_url(re.compile("q="))
        expect(_row(page, "WIN-07")).to_have_count(0)
        expect(_row(page, "AMT-03")).to_be_visible()


def test_filters_combine_and_the_address_keeps_them(dashboard: Open) -> None:
    page = dashboard("/rules")
    expect(_row(page, "AMT-03")).to_be_visible()
    page.locator("[name=theme]").select_option("amounts")
    expect(_row(page, "SCH-05")).to_have_count(0)
    page.locator("[name=kind]").select_option("check")
    expect(_row(page, "AMT-03")).to_be_visible()
    page.reload()
    expect(page.locator("[name=theme]")).to_have_value("amounts")
    expect(_row(page, "AMT-03")).to_be_visible()
    expect(_row(page, "SCH-05")).to_have_count(0)
    _row(page, "AMT-03").locator("a").click()
    page.get_by_role("link", name="All rules").click()
    expect(page).to_have_url(re.compile("theme=amounts"))


def test_a_search_that_finds_nothing_says_so_and_offers_the_way_back(dashboard: Open) -> None:
    page = dashboard("/rules?q=zzzqqqxxx")
    expect(page.get_by_text("No rule fits this search.")).to_be_visible()
    page.get_by_role("link", name="Show all rules").click()
    expect(_row(page, "AMT-03")).to_be_visible()
    expect(page.locator("[name=q]")).to_have_value("")


def test_back_from_a_rule_one_is_where_one_was(dashboard: Open) -> None:
    page = dashboard("/rules")
    row = _row(page, "WIN-07")
    row.locator("a").click()
    expect(page.locator("article")).to_be_visible()
    expect(page).to_have_title("WIN-07 · Vozvrat")
    page.go_back()
    expect(row.locator("a")).to_be_focused()
    expect(row).to_be_in_viewport()


def test_unconfirmed_rules_and_claims_say_so(dashboard: Open) -> None:
    page = dashboard("/rules?sure=claim")
    expect(page.locator(".rules li").first).to_contain_text("claim")
    page.goto(page.url.split("#")[0] + "#/rules?sure=unconfirmed")
    expect(page.locator(".rules li").first).to_contain_text("unconfirmed")


def test_the_list_is_walked_with_the_keyboard_alone(dashboard: Open) -> None:
    page = dashboard("/rules")
    expect(_row(page, "AMT-03")).to_be_visible()
    page.locator("main").focus()
    page.keyboard.press("/")
    page.keyboard.type("AMT-0")
    expect(_row(page, "SCH-05")).to_have_count(0)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#/rules/AMT-02$"))
    expect(page.get_by_role("heading", level=2)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile(r"#/rules\?q=AMT-0$"))
    page.locator("main").focus()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("one step back")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_the_chosen_account_is_remembered(dashboard: Open) -> None:
    page = dashboard("/rules")
    _choose_shop(page)
    shop = page.locator("[name=shop]").input_value()
    assert shop
    page.reload()
    expect(page.locator("[name=shop]")).to_have_value(shop)
    page.locator("[name=shop]").select_option("")
    page.reload()
    expect(page.locator("[name=shop]")).to_have_value("")


def test_an_account_that_is_gone_is_forgotten(dashboard: Open) -> None:
    page = dashboard("/rules")
    expect(_row(page, "AMT-03")).to_be_visible()
    page.evaluate("() => localStorage.setItem('shop', 'no-such-account')")
    page.reload()
    expect(page.locator("[name=shop]")).to_have_value("")
    expect(_row(page, "AMT-03")).to_be_visible()


# A rule's page


def test_a_rules_page_shows_its_proof_and_where_it_fires_now(dashboard: Open, stage: demo.Demo) -> None:
    known = _ask(stage, "/policy/rules/SCH-05")
    page = dashboard("/rules/SCH-05")
    article = page.locator("article")
    expect(article).to_contain_text(known["detail"])
    expect(article).to_contain_text(known["remedy"])
    expect(article).to_contain_text(known["contradictions"][0])
    assert known["firing"]["count"] > 0
    first = known["firing"]["items"][0]
    expect(article.locator("[data-part=firing] li").first).to_contain_text(first["posting_number"])
    expect(article.get_by_text(f"it fires now: {known['firing']['count']}")).to_be_visible()
    official = article.get_by_role("link", name="docs.ozon.com").first
    expect(official).to_have_attribute("rel", "noopener noreferrer")
    expect(official).to_have_attribute("target", "_blank")
    assert (official.get_attribute("href") or "").startswith("https://docs.ozon.com/")
    expect(article.get_by_role("link", name="kjyun123.com")).to_have_count(0)
    expect(article.get_by_text("kjyun123.com")).to_be_visible()


def test_a_rules_page_shows_examples_that_fire_and_that_stay_silent(dashboard: Open) -> None:
    page = dashboard("/rules/AMT-03")
    page.locator("[data-part=examples] summary").click()
    examples = page.locator("[data-part=examples]")
    expect(examples.get_by_text("Fires:").first).to_be_visible()
    expect(examples.get_by_text("Stays silent:").first).to_be_visible()
    expect(examples.locator("pre").first).to_contain_text("f.draft.amount")
    expect(examples).not_to_contain_text("{")


def test_a_rule_that_does_not_exist_says_so(dashboard: Open) -> None:
    page = dashboard("/rules/AMT-99")
    expect(page.get_by_role("status")).to_contain_text(re.compile("AMT-99|not"))


@pytest.mark.parametrize(
    "mangled",
    ["NOPE", "%E0%A4%A", "javascript:alert(1)", "..%2F..%2Faccounts", "A" * 5_000, "NOPE/edit", "<img src=x>"],
)
def test_an_address_that_names_no_rule_says_so_and_offers_the_way_back(dashboard: Open, mangled: str) -> None:
    page = dashboard(f"/rules/{mangled}")
    expect(page.get_by_role("status")).to_have_text("There is no such rule.")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.get_by_role("link", name="All rules").click()
    expect(_row(page, "AMT-03")).to_be_visible()


def test_every_state_that_a_rule_names_has_words(stage: demo.Demo) -> None:
    rules = _ask(stage, "/policy/rules?limit=200")["items"]
    named = {state for rule in rules for state in rule["states"]}
    for language in ("en", "ru", "zh_CN"):
        words = (EXTENSION.parents[1] / "locales" / f"{language}.yml").read_text(encoding="utf-8")
        assert [state for state in named if f"\nreturn_state_{state}: " not in words] == []


def test_a_rule_is_switched_off_for_a_shop_with_a_note_and_taken_back(dashboard: Open) -> None:
    page = dashboard("/rules/WIN-01")
    expect(page.get_by_text("belongs to one account")).to_be_visible()
    page.locator("[data-act=choose-shop]").first.click()
    expect(page.locator("[name=shop]")).not_to_have_value("")
    page.locator("[data-act=switch]").click()
    expect(page.get_by_role("alert")).to_contain_text("Write a note first")
    page.fill("[name=note]", "We answer these by phone")
    page.locator("[data-act=switch]").click()
    expect(page.get_by_role("button", name="Switch on")).to_be_visible()
    expect(page.locator("[data-part=override]")).to_contain_text("We answer these by phone")
    page.locator("[data-part=versions] summary").click()
    expect(page.locator("[data-part=versions]")).to_contain_text("Version 1")
    expect(page.locator("[data-part=versions] li").first).to_contain_text("switched off")
    page.get_by_role("link", name="All rules").click()
    page.locator("[name=show]").select_option("off")
    expect(_row(page, "WIN-01")).to_contain_text("switched off")
    _row(page, "WIN-01").locator("a").click()
    page.locator("[data-act=take-back]").click()
    expect(page.get_by_role("button", name="Switch off")).to_be_visible()
    expect(page.locator("[data-act=take-back]")).to_have_count(0)


def test_a_rules_severity_is_changed_for_a_shop(dashboard: Open) -> None:
    page = dashboard("/rules/WIN-02")
    _choose_shop(page)
    page.locator("[name=severity]").select_option("blocker")
    page.fill("[name=note]", "Never again")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("article")).to_have_attribute("data-severity", "blocker")
    expect(page.locator("article header")).to_contain_text("changed for this account")
    page.locator("[data-act=take-back]").click()
    expect(page.locator("article")).not_to_have_attribute("data-severity", "blocker")


def test_a_change_made_here_keeps_the_words_that_a_shop_gave_a_rule(dashboard: Open, stage: demo.Demo) -> None:
    shop = _ask(stage, "/accounts")["items"][0]["id"]
    words = {"account_id": shop, "title": "Look at the parcel first", "note": "House rule"}
    _put(stage, "/policy/rules/WIN-04", words)
    page = dashboard("/rules/WIN-04")
    _choose_shop(page)
    expect(page.get_by_role("heading", name="Look at the parcel first")).to_be_visible()
    page.locator("[name=severity]").select_option("info")
    page.fill("[name=note]", "Only a hint")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("article")).to_have_attribute("data-severity", "info")
    expect(page.get_by_role("heading", name="Look at the parcel first")).to_be_visible()
    page.locator("[data-act=take-back]").click()
    expect(page.get_by_role("heading", name="Look at the parcel first")).to_have_count(0)


# Own rules


def test_a_mistake_in_a_condition_is_pointed_at_and_nothing_typed_is_lost(dashboard: Open) -> None:
    page = dashboard("/rules/new")
    _own_rule(page, "OWN-WRONG", title="Ask for photos", when="f.return.photos == 0 && f.return.nosuch > 1")
    page.get_by_role("button", name="Save the rule").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.locator("[name=when]")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("[name=title]")).to_have_value("Ask for photos")
    expect(page.locator("[name=when]")).to_have_value("f.return.photos == 0 && f.return.nosuch > 1")
    page.fill("[name=when]", "f.return.photos == == 0")
    page.get_by_role("button", name="Try it").click()
    expect(page.locator("[data-part=place]")).to_contain_text("^")
    pointed = page.locator("[data-part=place]").inner_text().splitlines()[-1].index("^")
    assert pointed == page.evaluate("document.querySelector('[name=when]').selectionStart")
    assert 16 <= pointed <= 20


def test_a_condition_is_tried_over_what_is_stored_then_kept_changed_and_deleted(
    dashboard: Open, stage: demo.Demo
) -> None:
    condition = 'f.return.state == "OnSellerApproval" && f.return.photos >= 0'
    tried = _ask(stage, "/policy/trials", {"when": condition})
    assert tried["fires"] > 0
    page = dashboard("/rules/new")
    expect(page.locator("[name=id]")).to_have_value(re.compile(r"OWN-\d"))
    _own_rule(page, "OWN-PHOTOS", title="Look at the photos", when=condition)
    page.get_by_role("button", name="Try it").click()
    trial = page.locator("[data-part=trial]")
    expect(trial).to_contain_text(f"Fires on {tried['fires']} of your last {tried['tried']} returns")
    expect(trial.locator("li").first).to_contain_text(tried["items"][0]["posting_number"])
    expect(trial.locator("li:visible")).to_have_count(min(5, tried["fires"]))
    page.get_by_role("button", name="Save the rule").click()
    expect(page).to_have_url(re.compile("#/rules/OWN-PHOTOS$"))
    expect(page.locator("article header .tags")).to_have_text(re.compile(r"^OWN-PHOTOS▲Warning.*own$"))
    page.get_by_role("link", name="Change").click()
    expect(page.locator("[name=when]")).to_have_value(condition)
    page.fill("[name=title]", "Look at the photos first")
    page.get_by_role("button", name="Save the rule").click()
    expect(page.get_by_role("heading", name="Look at the photos first")).to_be_visible()
    page.locator("[data-part=versions] summary").click()
    versions = page.locator("[data-part=versions]")
    expect(versions).to_contain_text("Version 2")
    expect(versions.locator("li").last.get_by_text("Look at the photos", exact=True)).to_be_visible()
    expect(versions.locator("li").last.locator("pre")).to_have_text(condition)
    expect(versions).not_to_contain_text("{")
    page.get_by_role("button", name="Delete").click()
    page.get_by_role("button", name="Delete this rule").click()
    expect(page.get_by_role("heading", name="Rules")).to_be_visible()
    expect(_row(page, "OWN-PHOTOS")).to_have_count(0)


def test_what_was_typed_into_a_rule_outlives_a_reload_and_a_walk_elsewhere(dashboard: Open) -> None:
    page = dashboard("/rules/new")
    _own_rule(page, "OWN-LATER", title="Ask for a video", when="f.return.photos == 0")
    page.locator("[name=schemes][value=rfbs]").check()
    page.reload()
    expect(page.locator("[name=title]")).to_have_value("Ask for a video")
    expect(page.locator("[name=schemes][value=rfbs]")).to_be_checked()
    page.get_by_role("link", name="Learn").click()
    page.go_back()
    expect(page.locator("[name=when]")).to_have_value("f.return.photos == 0")
    expect(page.get_by_text("Not saved yet")).to_be_visible()
    page.locator("[data-act=afresh]").click()
    expect(page.locator("[name=title]")).to_have_value("")
    page.fill("[name=title]", "Given up")
    page.get_by_role("link", name="Cancel").click()
    page.get_by_role("link", name="New rule").click()
    expect(page.locator("[name=title]")).to_have_value("")
    expect(page.get_by_text("Not saved yet")).to_have_count(0)


def test_a_new_rule_never_takes_the_place_of_another(dashboard: Open, stage: demo.Demo) -> None:
    _put(stage, "/policy/rules/OWN-THERE", {"title": "First", "when": "f.return.photos == 0", "severity": "info"})
    page = dashboard("/rules/new")
    _own_rule(page, "OWN-THERE", title="Second", when="f.return.photos == 1")
    page.get_by_role("button", name="Save the rule").click()
    expect(page.get_by_role("alert")).to_contain_text("there already")
    assert _ask(stage, "/policy/rules/OWN-THERE")["title"] == "First"


def test_an_own_rule_of_another_account_is_shown_whichever_was_chosen(dashboard: Open, stage: demo.Demo) -> None:
    page = dashboard("/rules")
    _choose_shop(page)
    chosen = page.locator("[name=shop]").input_value()
    other = next(one for one in _ask(stage, "/accounts")["items"] if one["id"] != chosen)
    rule = {"account_id": other["id"], "title": "Only there", "when": "f.return.photos == 0", "severity": "info"}
    _put(stage, "/policy/rules/OWN-OTHER", rule)
    page.goto(page.url.split("#")[0] + "#/rules/OWN-OTHER")
    expect(page.get_by_role("heading", name="Only there")).to_be_visible()
    expect(page.locator("[data-part=own]")).to_contain_text(f"Holds for {other['name']}.")
    page.locator("[data-part=versions] summary").click()
    expect(page.locator("[data-part=versions] li")).to_have_count(1)
    page.get_by_role("link", name="Change").click()
    expect(page.locator("[name=title]")).to_have_value("Only there")


def test_a_double_click_saves_once(dashboard: Open, stage: demo.Demo) -> None:
    page = dashboard("/rules/new")
    _own_rule(page, "OWN-TWICE", title="Once", when="f.return.photos == 0")
    page.get_by_role("button", name="Save the rule").evaluate("button => { button.click(); button.click(); }")
    expect(page).to_have_url(re.compile("#/rules/OWN-TWICE$"))
    assert len(_ask(stage, "/policy/rules/OWN-TWICE/versions")["items"]) == 1


def test_facts_complete_themselves_with_the_keyboard(dashboard: Open) -> None:
    page = dashboard("/rules/new")
    page.click("[name=when]")
    page.keyboard.type("f.return.pho")
    expect(page.get_by_role("option", name="f.return.photos")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    page.keyboard.type(" == 0")
    expect(page.locator("[name=when]")).to_have_value("f.return.photos == 0")
    page.keyboard.type(" && f.")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(page).to_have_url(re.compile("#/rules/new$"))


def test_every_fact_that_the_engine_works_out_can_be_picked() -> None:
    offered = (EXTENSION.parents[1] / "panels" / "dashboard" / "facts.ts").read_text()
    missing = [path for path in COMPUTED if not re.search(rf"\b{path.rpartition('.')[2]}: '", offered)]
    assert missing == []


@pytest.mark.parametrize("width", [1280, 400])
def test_long_words_stay_inside_their_column(dashboard: Open, stage: demo.Demo, width: int) -> None:
    word = "Безпробелов" * 17
    rule = {"title": word, "detail": word, "remedy": word, "when": "f.return.photos >= 0", "severity": "info"}
    _put(stage, "/policy/rules/OWN-LONG", rule)
    page = dashboard("/rules/OWN-LONG")
    page.set_viewport_size({"width": width, "height": 800})
    page.locator("[data-part=versions] summary").click()
    expect(page.locator("[data-part=versions] li").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    wide = "[...document.querySelectorAll('main p')].filter(p => p.scrollWidth > p.clientWidth + 1).length"
    assert page.evaluate(wide) == 0


def test_markup_in_a_rule_of_others_stays_text(dashboard: Open) -> None:
    page = dashboard("/rules/new")
    _own_rule(page, "OWN-HOSTILE", title=HOSTILE, when="f.return.photos >= 0")
    page.fill("[name=detail]", HOSTILE)
    page.get_by_role("button", name="Save the rule").click()
    expect(page.get_by_role("heading", name=HOSTILE)).to_be_visible()
    expect(page.locator("article img, article b:text('bold')")).to_have_count(0)
    page.goto(page.url.split("#")[0] + "#/rules?show=own")
    expect(_row(page, "OWN-HOSTILE")).to_contain_text(HOSTILE)
    assert "broken" not in page.title()


def test_rules_of_others_are_looked_at_before_they_are_imported(dashboard: Open, tmp_path: Path) -> None:
    page = dashboard("/rules/exchange")
    file = tmp_path / "rules.yaml"
    file.write_text(PACK, encoding="utf-8")
    page.set_input_files("[name=file]", str(file))
    expect(page.locator("[name=yaml]")).to_have_value(re.compile("OWN-FROM-OTHERS"))
    page.get_by_role("button", name="See what would change").click()
    expect(page.locator("[data-part=import]")).to_contain_text("This would change:")
    expect(page.locator("[data-part=import] dd").first).to_have_text("OWN-FROM-OTHERS")
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.locator("[data-part=import]")).to_contain_text("Imported.")
    with page.expect_download() as download:
        page.locator("[data-act=export]").click()
    assert "OWN-FROM-OTHERS" in Path(download.value.path()).read_text(encoding="utf-8")


def test_an_import_that_would_switch_rules_off_says_which(dashboard: Open) -> None:
    page = dashboard("/rules/exchange")
    _choose_shop(page)
    page.fill("[name=yaml]", "rules: []\noverrides: [{id: WIN-05, enabled: false, note: not for us}]")
    page.get_by_role("button", name="See what would change").click()
    expect(page.locator("[data-part=import] dd.wrong")).to_have_text("WIN-05")
    expect(page.locator("[data-part=import] dd.wrong a")).to_have_attribute("href", "#/rules/WIN-05")
    shop = page.locator("[name=shop] option:checked").inner_text()
    expect(page.locator("[data-part=import]")).to_contain_text(f"Holds for {shop}.")


def test_a_text_too_large_for_a_set_of_rules_is_refused_as_such(dashboard: Open) -> None:
    page = dashboard("/rules/exchange")
    page.locator("[name=yaml]").evaluate(
        "field => { field.value = 'x'.repeat(600_000); field.dispatchEvent(new Event('input', {bubbles: true})); }"
    )
    page.get_by_role("button", name="See what would change").click()
    expect(page.get_by_text("too large for a set of rules")).to_be_visible()


def test_a_file_that_is_no_set_of_rules_is_refused_with_the_reason(dashboard: Open) -> None:
    page = dashboard("/rules/exchange")
    page.fill("[name=yaml]", f"rules: [{{id: AMT-03, title: '{HOSTILE}'}}]")
    page.get_by_role("button", name="See what would change").click()
    expect(page.locator("[data-part=import] [role=status]").first).to_be_visible()
    expect(page.locator("[data-part=import] img")).to_have_count(0)
    expect(page.locator("[name=yaml]")).to_have_value(re.compile("AMT-03"))


# Learn and settings


def test_each_theme_leads_to_its_facts_pages_and_places(dashboard: Open, stage: demo.Demo) -> None:
    themes = _ask(stage, "/policy/themes")["items"]
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
    webhook.locator("[name=webhook_url]").fill(f"http://127.0.0.1:{_free_port()}/secret-part")
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
    known = _ask(stage, "/policy/changes")
    page = dashboard("/settings")
    changes = page.locator("[data-part=changes]")
    expect(changes.locator("[name=to]")).to_have_value(known["to"]["version"])
    expect(changes.locator("li").first).to_have_text(known["items"][0]["sentence"])
    changes.locator("[name=from]").select_option(known["to"]["version"])
    expect(changes).to_contain_text("Nothing changed between these two editions.")


def test_what_is_due_follows_the_chosen_account_and_is_shown_to_its_end(dashboard: Open, stage: demo.Demo) -> None:
    soon = (datetime.now(UTC) + timedelta(days=7)).strftime("%Y-%m-%dT%H:%M:%SZ")
    known = _ask(stage, f"/returns?limit=200&due_before={soon}")["items"]
    page = dashboard("/due")
    rows = page.locator("main li")
    expect(rows.first).to_be_visible()
    while page.locator("[data-act=more]").count():
        shown = rows.count()
        page.locator("[data-act=more]").click()
        expect(rows).not_to_have_count(shown)
    expect(rows).to_have_count(len(known))
    _choose_shop(page)
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
    _choose_shop(page)
    page.locator("[data-act=switch]").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert wrong_with(page, scheme) == []
    page.goto(page.url.split("#")[0] + "#/rules/new")
    _own_rule(page, "OWN-READ", title="Read me", when="f.return.photos == ==")
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
