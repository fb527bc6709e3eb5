"""From a posting number on the page to a warning and an inserted reply, in each of the three languages."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.e2e.conftest import Seller
from tests.extension.drawn import Drawn
from vozvrat.domain.locale import LOCALES, Locale

REQUESTS = "/app/returns/rfbs"


def one_to_answer(seller: Seller, drawn: Drawn) -> str:
    """A posting on the screen whose request waits for the seller's answer."""
    drawn.until(lambda: len(drawn.badges()) >= 5, "badges beside the numbers on the screen")
    waiting = seller.ask("/returns?scheme=rfbs&state=OnSellerApproval&limit=100")["items"]
    on_screen = set(drawn.numbers())
    return next(str(item["posting_number"]) for item in waiting if item["posting_number"] in on_screen)


def errors_of(page: Page) -> list[str]:
    """What the page complains of from now on: errors and refusals of its content policy."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


@pytest.mark.parametrize("language", LOCALES)
def test_a_number_on_the_page_becomes_a_warning_and_an_inserted_reply(
    seller: Callable[..., Seller], language: Locale
) -> None:
    person = seller(language)
    page, drawn = person.open(REQUESTS)
    complaints = errors_of(page)
    number = one_to_answer(person, drawn)
    assert drawn.badge(number)["severity"] in {"warning", "info"}
    person.picture(page, "badges")

    drawn.click_badge(number)
    first = person.ask(f"/orders/{number}")["findings"][0]
    drawn.until(lambda: first["title"] in (drawn.part("card") or ""), "the finding on the card")
    assert number in drawn.shown("card")
    person.picture(page, "card")
    page.keyboard.press("Escape")
    drawn.gone("card")

    box = reply_box(page, number)
    box.click()
    box.press_sequentially("Здравствуйте! ")
    page.keyboard.type("//")
    drawn.shown("picker")
    suggested = person.ask("/templates/suggestions", {"posting_number": number, "locale": language})["items"]
    assert suggested
    drawn.until(lambda: drawn.read("root => root.querySelector('[role=option]') !== null"), "suggestions in the picker")
    person.picture(page, "picker")

    insert_first(page, drawn)
    drawn.until(lambda: len(box.input_value()) > 60, "the template in the box")
    text = box.input_value()
    assert text.startswith("Здравствуйте! ")
    assert "//" not in text
    assert "⟦" not in text
    person.picture(page, "inserted")
    for _ in range(20):
        if box.input_value() == "Здравствуйте! //" or box.input_value() == "Здравствуйте! ":
            break
        page.keyboard.press("Control+z")
    assert box.input_value() in {"Здравствуйте! //", "Здравствуйте! "}
    assert complaints == []


def reply_box(page: Page, number: str):  # type: ignore[no-untyped-def]  # a Locator, which tests need not import
    """The messenger's own box in the chat about a posting."""
    page.goto(page.url.split("/app/")[0] + "/app/messenger?group=customers_v2")
    page.get_by_text(number).first.click()
    return page.locator("textarea").first


def insert_first(page: Page, drawn: Drawn) -> None:
    """Chooses the first template with Enter and fills what it asks for."""
    page.keyboard.press("Enter")
    for _ in range(8):
        page.wait_for_timeout(300)
        if drawn.part("picker") is None:
            return
        page.keyboard.type("5")
        page.keyboard.press("Enter")
