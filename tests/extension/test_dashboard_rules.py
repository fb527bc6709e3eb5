"""The catalogue in the dashboard, over a real backend: finding a rule, its page, and a shop's own view of it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.extension.conftest import EXTENSION
from tests.extension.dashboard_stage import Open, ask, choose_shop, put, row
from vozvrat.cli import demo

# The list


def test_a_rule_is_found_by_words_of_any_of_the_three_languages(dashboard: Open) -> None:
    page = dashboard("/rules")
    expect(row(page, "AMT-03")).to_be_visible()
    for words in ("AMT-03", "compensation cannot", "компенсаци", "补偿"):
        page.fill("[name=q]", words)
        expect(page).to_have_url(re.compile("q="))
        expect(row(page, "WIN-07")).to_have_count(0)
        expect(row(page, "AMT-03")).to_be_visible()


def test_filters_combine_and_the_address_keeps_them(dashboard: Open) -> None:
    page = dashboard("/rules")
    expect(row(page, "AMT-03")).to_be_visible()
    page.locator("[name=theme]").select_option("amounts")
    expect(row(page, "SCH-05")).to_have_count(0)
    page.locator("[name=kind]").select_option("check")
    expect(row(page, "AMT-03")).to_be_visible()
    page.reload()
    expect(page.locator("[name=theme]")).to_have_value("amounts")
    expect(row(page, "AMT-03")).to_be_visible()
    expect(row(page, "SCH-05")).to_have_count(0)
    row(page, "AMT-03").locator("a").click()
    page.get_by_role("link", name="All rules").click()
    expect(page).to_have_url(re.compile("theme=amounts"))


def test_a_search_that_finds_nothing_says_so_and_offers_the_way_back(dashboard: Open) -> None:
    page = dashboard("/rules?q=zzzqqqxxx")
    expect(page.get_by_text("No rule fits this search.")).to_be_visible()
    page.get_by_role("link", name="Show all rules").click()
    expect(row(page, "AMT-03")).to_be_visible()
    expect(page.locator("[name=q]")).to_have_value("")


def test_back_from_a_rule_one_is_where_one_was(dashboard: Open) -> None:
    page = dashboard("/rules")
    known = row(page, "WIN-07")
    known.locator("a").click()
    expect(page.locator("article")).to_be_visible()
    expect(page).to_have_title("WIN-07 · Vozvrat")
    page.go_back()
    expect(known.locator("a")).to_be_focused()
    expect(known).to_be_in_viewport()


def test_unconfirmed_rules_and_claims_say_so(dashboard: Open) -> None:
    page = dashboard("/rules?sure=claim")
    expect(page.locator(".rules li").first).to_contain_text("claim")
    page.goto(page.url.split("#")[0] + "#/rules?sure=unconfirmed")
    expect(page.locator(".rules li").first).to_contain_text("unconfirmed")


def test_the_list_is_walked_with_the_keyboard_alone(dashboard: Open) -> None:
    page = dashboard("/rules")
    expect(row(page, "AMT-03")).to_be_visible()
    page.locator("main").focus()
    page.keyboard.press("/")
    page.keyboard.type("AMT-0")
    expect(row(page, "SCH-05")).to_have_count(0)
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
    choose_shop(page)
    shop = page.locator("[name=shop]").input_value()
    assert shop
    page.reload()
    expect(page.locator("[name=shop]")).to_have_value(shop)
    page.locator("[name=shop]").select_option("")
    page.reload()
    expect(page.locator("[name=shop]")).to_have_value("")


def test_an_account_that_is_gone_is_forgotten(dashboard: Open) -> None:
    page = dashboard("/rules")
    expect(row(page, "AMT-03")).to_be_visible()
    page.evaluate("() => localStorage.setItem('shop', 'no-such-account')")
    page.reload()
    expect(page.locator("[name=shop]")).to_have_value("")
    expect(row(page, "AMT-03")).to_be_visible()


# A rule's page


def test_a_rules_page_shows_its_proof_and_where_it_fires_now(dashboard: Open, stage: demo.Demo) -> None:
    known = ask(stage, "/policy/rules/SCH-05")
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
    expect(row(page, "AMT-03")).to_be_visible()


def test_every_state_that_a_rule_names_has_words(stage: demo.Demo) -> None:
    rules = ask(stage, "/policy/rules?limit=200")["items"]
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
    expect(row(page, "WIN-01")).to_contain_text("switched off")
    row(page, "WIN-01").locator("a").click()
    page.locator("[data-act=take-back]").click()
    expect(page.get_by_role("button", name="Switch off")).to_be_visible()
    expect(page.locator("[data-act=take-back]")).to_have_count(0)


def test_a_rules_severity_is_changed_for_a_shop(dashboard: Open) -> None:
    page = dashboard("/rules/WIN-02")
    choose_shop(page)
    page.locator("[name=severity]").select_option("blocker")
    page.fill("[name=note]", "Never again")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("article")).to_have_attribute("data-severity", "blocker")
    expect(page.locator("article header")).to_contain_text("changed for this account")
    page.locator("[data-act=take-back]").click()
    expect(page.locator("article")).not_to_have_attribute("data-severity", "blocker")


def test_a_change_made_here_keeps_the_words_that_a_shop_gave_a_rule(dashboard: Open, stage: demo.Demo) -> None:
    shop = ask(stage, "/accounts")["items"][0]["id"]
    words = {"account_id": shop, "title": "Look at the parcel first", "note": "House rule"}
    put(stage, "/policy/rules/WIN-04", words)
    page = dashboard("/rules/WIN-04")
    choose_shop(page)
    expect(page.get_by_role("heading", name="Look at the parcel first")).to_be_visible()
    page.locator("[name=severity]").select_option("info")
    page.fill("[name=note]", "Only a hint")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("article")).to_have_attribute("data-severity", "info")
    expect(page.get_by_role("heading", name="Look at the parcel first")).to_be_visible()
    page.locator("[data-act=take-back]").click()
    expect(page.get_by_role("heading", name="Look at the parcel first")).to_have_count(0)
