"""The dashboard as each of the three languages reads it: the catalogue, a rule that fires now, and what to learn."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Seller
from vozvrat.cli import browser, demo
from vozvrat.domain.locale import LOCALES, Locale

FIRES = "SCH-05"


@pytest.mark.parametrize("language", LOCALES)
def test_the_dashboard_shows_the_catalogue_a_rule_and_what_to_learn_in_the_sellers_language(
    seller: Callable[..., Seller], language: Locale
) -> None:
    person = seller(language)
    page = person.context.new_page()
    page.set_viewport_size({"width": 1280, "height": 800})
    dashboard = f"chrome-extension://{browser.extension_id(demo.EXTENSION)}/dashboard.html"

    page.goto(f"{dashboard}#/rules")
    for known in person.ask("/policy/rules?limit=5")["items"]:
        expect(page.locator(f".rules li[data-rule='{known['id']}']")).to_contain_text(known["title"])
    person.picture(page, "dashboard-rules")

    page.goto(f"{dashboard}#/rules/{FIRES}")
    known = person.ask(f"/policy/rules/{FIRES}")
    article = page.locator("article")
    expect(article.get_by_role("heading", name=known["title"])).to_be_visible()
    expect(article).to_contain_text(known["detail"])
    assert known["firing"]["count"] > 0
    expect(article.locator("[data-part=firing] li").first).to_contain_text(known["firing"]["items"][0]["line"])
    person.picture(page, "dashboard-rule")

    page.goto(f"{dashboard}#/learn")
    themes = person.ask("/policy/themes")["items"]
    expect(page.locator("main li")).to_have_count(len(themes))
    for theme in themes:
        expect(page.get_by_role("link", name=theme["title"], exact=True)).to_be_visible()
    person.picture(page, "dashboard-learn")
