"""Own rules in the dashboard, over a real backend: written, tried, kept, passed on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.extension.conftest import EXTENSION
from tests.extension.dashboard_stage import Open, ask, choose_shop, fill_own_rule, put, row
from vozvrat.cli import demo
from vozvrat.policy.view import COMPUTED

HOSTILE = "<img src=x onerror=\"document.title='broken'\"><b>bold</b>"
PACK = """\
rules:
  - id: OWN-FROM-OTHERS
    title: Ask for photos first
    when: f.return.photos == 0
    severity: info
"""


def test_a_mistake_in_a_condition_is_pointed_at_and_nothing_typed_is_lost(dashboard: Open) -> None:
    page = dashboard("/rules/new")
    fill_own_rule(page, "OWN-WRONG", title="Ask for photos", when="f.return.photos == 0 && f.return.nosuch > 1")
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
    tried = ask(stage, "/policy/trials", {"when": condition})
    assert tried["fires"] > 0
    page = dashboard("/rules/new")
    expect(page.locator("[name=id]")).to_have_value(re.compile(r"OWN-\d"))
    fill_own_rule(page, "OWN-PHOTOS", title="Look at the photos", when=condition)
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
    expect(row(page, "OWN-PHOTOS")).to_have_count(0)


def test_what_was_typed_into_a_rule_outlives_a_reload_and_a_walk_elsewhere(dashboard: Open) -> None:
    page = dashboard("/rules/new")
    fill_own_rule(page, "OWN-LATER", title="Ask for a video", when="f.return.photos == 0")
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
    put(stage, "/policy/rules/OWN-THERE", {"title": "First", "when": "f.return.photos == 0", "severity": "info"})
    page = dashboard("/rules/new")
    fill_own_rule(page, "OWN-THERE", title="Second", when="f.return.photos == 1")
    page.get_by_role("button", name="Save the rule").click()
    expect(page.get_by_role("alert")).to_contain_text("there already")
    assert ask(stage, "/policy/rules/OWN-THERE")["title"] == "First"


def test_an_own_rule_of_another_account_is_shown_whichever_was_chosen(dashboard: Open, stage: demo.Demo) -> None:
    page = dashboard("/rules")
    choose_shop(page)
    chosen = page.locator("[name=shop]").input_value()
    other = next(one for one in ask(stage, "/accounts")["items"] if one["id"] != chosen)
    rule = {"account_id": other["id"], "title": "Only there", "when": "f.return.photos == 0", "severity": "info"}
    put(stage, "/policy/rules/OWN-OTHER", rule)
    page.goto(page.url.split("#")[0] + "#/rules/OWN-OTHER")
    expect(page.get_by_role("heading", name="Only there")).to_be_visible()
    expect(page.locator("[data-part=own]")).to_contain_text(f"Holds for {other['name']}.")
    page.locator("[data-part=versions] summary").click()
    expect(page.locator("[data-part=versions] li")).to_have_count(1)
    page.get_by_role("link", name="Change").click()
    expect(page.locator("[name=title]")).to_have_value("Only there")


def test_a_double_click_saves_once(dashboard: Open, stage: demo.Demo) -> None:
    page = dashboard("/rules/new")
    fill_own_rule(page, "OWN-TWICE", title="Once", when="f.return.photos == 0")
    page.get_by_role("button", name="Save the rule").evaluate("button => { button.click(); button.click(); }")
    expect(page).to_have_url(re.compile("#/rules/OWN-TWICE$"))
    assert len(ask(stage, "/policy/rules/OWN-TWICE/versions")["items"]) == 1


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
    put(stage, "/policy/rules/OWN-LONG", rule)
    page = dashboard("/rules/OWN-LONG")
    page.set_viewport_size({"width": width, "height": 800})
    page.locator("[data-part=versions] summary").click()
    expect(page.locator("[data-part=versions] li").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    wide = "[...document.querySelectorAll('main p')].filter(p => p.scrollWidth > p.clientWidth + 1).length"
    assert page.evaluate(wide) == 0


def test_markup_in_a_rule_of_others_stays_text(dashboard: Open) -> None:
    page = dashboard("/rules/new")
    fill_own_rule(page, "OWN-HOSTILE", title=HOSTILE, when="f.return.photos >= 0")
    page.fill("[name=detail]", HOSTILE)
    page.get_by_role("button", name="Save the rule").click()
    expect(page.get_by_role("heading", name=HOSTILE)).to_be_visible()
    expect(page.locator("article img, article b:text('bold')")).to_have_count(0)
    page.goto(page.url.split("#")[0] + "#/rules?show=own")
    expect(row(page, "OWN-HOSTILE")).to_contain_text(HOSTILE)
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
    choose_shop(page)
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
