"""What a seller sees when something is missing or large: no backend, no account, another shop, a table of 500 rows."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.e2e.conftest import Seller, free_port
from vozvrat.cli import demo, programs


@contextmanager
def backend_without_accounts(home: Path, port: int) -> Iterator[tuple[str, str]]:
    """A backend on a fresh database with nothing but one paired device: its address and the device's token."""
    environment = {"VOZVRAT_HOME": str(home), "VOZVRAT_PORT": str(port)}
    with programs.running("serve", "--json", environment=environment) as ready:
        yield ready["url"], demo.pair(ready["url"], environment)


def test_without_any_account_templates_and_text_rules_work_and_the_card_says_what_a_key_adds(
    seller: Callable[..., Seller], tmp_path: Path
) -> None:
    with backend_without_accounts(tmp_path / "home", free_port()) as (url, token):
        person = seller("en", url=url, token=token)
        page, drawn = person.open("/app/messenger?group=customers_v2")
        drawn.until(drawn.badges, "badges that say what is missing")
        drawn.click_badge(drawn.numbers()[0])
        drawn.until(lambda: "key" in (drawn.part("card") or "").lower(), "the card naming the key")
        page.keyboard.press("Escape")
        page.get_by_text("-1", exact=False).first.click()
        box = page.locator("textarea").first
        box.click()
        box.press_sequentially("Напишите мне в telegram @ivan_shop")
        drawn.until(lambda: drawn.part("text-check"), "the text check under the box")
        box.fill("")
        page.keyboard.type("//")
        assert drawn.shown("picker")


def test_a_backend_that_went_away_is_said_once_and_found_again(seller: Callable[..., Seller], tmp_path: Path) -> None:
    port = free_port()
    with backend_without_accounts(tmp_path / "home", port) as (url, token):
        person = seller("en", url=url, token=token)
        page, drawn = person.open("/app/returns/rfbs")
        drawn.until(drawn.badges, "badges while the backend is up")
    page.reload()
    drawn.until(lambda: "not running" in (drawn.read("root => root.textContent") or ""), "one quiet sentence", 15)
    assert drawn.read("root => root.textContent").count("not running") == 1
    environment = {"VOZVRAT_HOME": str(tmp_path / "home"), "VOZVRAT_PORT": str(port)}
    with programs.running("serve", "--json", environment=environment):
        drawn.until(drawn.badges, "badges again by themselves", 75)


def test_the_pages_own_countdown_ends_the_clock(seller: Callable[..., Seller]) -> None:
    person = seller("ru")
    shop = person.stage.accounts[0]["client_id"]
    account = next(each["id"] for each in person.ask("/accounts")["items"] if each["client_id"] == shop)
    waiting = person.ask(f"/returns?scheme=rfbs&state=OnSellerApproval&account_id={account}&limit=100")["items"]
    claim = next(item for item in waiting if item["next_deadline"]["source"] == "rule")
    page, _ = person.open(f"/app/returns/rfbs/{claim['ozon_id']}")
    for _ in range(100):
        deadline = person.ask(f"/returns/{claim['id']}")["next_deadline"]
        if deadline["source"] == "page":
            break
        page.wait_for_timeout(100)
    assert deadline["source"] == "page"


def test_the_other_shop_is_asked_for_its_own_numbers(seller: Callable[..., Seller]) -> None:
    person = seller("en")
    first, second = (account["client_id"] for account in person.stage.accounts)
    number = person.ask("/returns?limit=1&scheme=rfbs")["items"][0]
    owner = {account["id"]: account["client_id"] for account in person.ask("/accounts")["items"]}[number["account_id"]]
    other = second if owner == first else first
    body = {"posting_numbers": [number["posting_number"]]}
    assert person.ask("/orders/lookups", {**body, "company_id": owner})["items"][0]["status"] == "found"
    assert person.ask("/orders/lookups", {**body, "company_id": other})["items"][0]["status"] != "found"


def test_nothing_of_a_table_of_500_rows_moves(seller: Callable[..., Seller]) -> None:
    places = """() => [...document.querySelectorAll('#app *')].slice(0, 400)
                 .map((element) => JSON.stringify(element.getBoundingClientRect()))"""
    person = seller("en")
    page, drawn = person.open("/app/postings/fbs")
    drawn.until(lambda: len(drawn.badges()) >= 8, "badges beside the rows on the screen")
    with_badges = page.evaluate(places)
    page.evaluate("() => document.querySelector('[data-vozvrat]').remove()")
    page.wait_for_timeout(100)
    assert page.evaluate(places) == with_badges


def test_the_demo_says_where_everything_is_and_ends_without_leaving_anything_behind(tmp_path: Path) -> None:
    running = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "vozvrat",
            "demo",
            "--headless",
            "--json",
            "--returns",
            "60",
            "--port",
            str(free_port()),
        ],
        env={**os.environ, "TMPDIR": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert running.stdout is not None
        line = running.stdout.readline()
        assert '"seller_center"' in line
        url = line.split('"url": "')[1].split('"')[0]
        assert programs.ask(url, "/health", headers={})["name"] == "vozvrat"
    finally:
        running.terminate()
        _, words = running.communicate(timeout=30)
    assert "Most in need of an answer" in words
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(OSError, match="refused"):
        programs.ask(url, "/health", headers={})
