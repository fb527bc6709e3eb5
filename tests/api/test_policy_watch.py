"""The policy watch: pages that rules rest on are read politely, and the seller learns when what they say changes."""

import threading
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.api.house import Api, problem
from tests.api.shops import a_shop
from tests.api.sites import (
    A_DAY,
    NOW,
    TEXT,
    Rests,
    Site,
    a_page,
    a_site,
    answers,
    conditional,
    hangs,
    happened,
    listed,
    look,
    one,
)
from vozvrat import storage
from vozvrat.domain.locale import LOCALES
from vozvrat.jobs import worker
from vozvrat.watch import fetching, pages
from vozvrat.words.pages import problem as said_problem
from vozvrat.words.timeline import line

Beat = Callable[[], None]


@pytest.fixture
def beat(tmp_path: Path) -> Beat:
    """What the worker does once a minute."""

    def once() -> None:
        waiting = worker._queue(tmp_path / "ticks.sqlite")
        _, others = worker._tasks(waiting)
        [watch] = [task for task in others if task.task_class.__name__ == "watch"]  # type: ignore[attr-defined]  # huey's
        watch.call_local()  # type: ignore[attr-defined]  # huey's way to run a task at once

    return once


def test_it_is_off_by_default_and_then_no_request_leaves(api: Api, site: Site, rests_on: Rests, beat: Beat) -> None:
    rests_on(site.url())
    beat()
    assert api.get("/policy/sources").get_json()["watch"] == {"on": False, "checked_at": None}
    assert site.asked == []
    assert one(api, site)["state"] == "never"


def test_switched_on_the_worker_reads_the_pages(api: Api, site: Site, rests_on: Rests, beat: Beat) -> None:
    rests_on(site.url())
    api.ask("PUT", "/settings", json={"policy_watch": True})
    beat()
    assert [path for path, _ in site.asked] == ["/rules"]
    assert api.get("/policy/sources").get_json()["watch"]["on"] is True
    assert one(api, site)["state"] == "unchanged"


def test_it_says_who_it_is(site: Site) -> None:
    fetching.fetch(site.url())
    [(_, headers)] = site.asked
    assert headers["user-agent"].startswith("Vozvrat/")
    assert "cookie" not in headers


def test_a_page_is_asked_for_at_most_once_a_day_also_by_two_workers(
    api: Api, account: str, site: Site, rests_on: Rests
) -> None:
    rests_on(site.url())
    workers = [threading.Thread(target=look, args=(NOW,)) for _ in range(4)]
    for each in workers:
        each.start()
    for each in workers:
        each.join()
    look(NOW + timedelta(hours=23, minutes=59))
    assert len(site.asked) == 1
    look(NOW + A_DAY)
    assert len(site.asked) == 2


def test_a_page_that_did_not_change_is_asked_on_condition(api: Api, account: str, site: Site, rests_on: Rests) -> None:
    site.says["/rules"] = conditional(a_page(), etag='"v1"')
    rests_on(site.url())
    look()
    look(NOW + A_DAY)
    assert "if-none-match" not in site.asked[0][1]
    assert site.asked[1][1]["if-none-match"] == '"v1"'
    assert site.asked[1][1]["if-modified-since"] == "Mon, 23 Nov 2026 10:00:00 GMT"
    assert one(api, site)["state"] == "unchanged"
    assert one(api, site)["checked_at"] == "2026-11-25T10:00:00Z"
    look(NOW + 2 * A_DAY)
    assert site.asked[2][1]["if-none-match"] == '"v1"'
    assert happened(api) == []


def test_a_page_whose_text_changes_is_told_with_its_rules(api: Api, account: str, site: Site, rests_on: Rests) -> None:
    rests_on(site.url())
    look()
    site.says["/rules"] = answers(a_page(TEXT.replace("seven", "five")))
    look(NOW + A_DAY)
    shown = one(api, site)
    assert (shown["state"], shown["changed_at"]) == ("changed", "2026-11-25T10:00:00Z")
    [event] = happened(api)
    assert event["kind"] == "policy_page_changed"
    assert event["account_id"] == account
    assert event["details"] == {"address": site.url(), "rules": ["OWN-PAGE"]}
    kept = storage.pages.text_of(site.url())
    assert "five days" in str(kept.text)
    assert "seven days" in str(kept.previous)


def test_a_change_is_shown_until_the_rules_are_reviewed_not_until_the_next_look(
    api: Api, account: str, site: Site, rests_on: Rests
) -> None:
    rests_on(site.url())
    look()
    site.says["/rules"] = answers(a_page(TEXT.replace("seven", "five")))
    look(NOW + A_DAY)
    look(NOW + 2 * A_DAY)
    assert one(api, site)["state"] == "changed"
    assert len(happened(api)) == 1


@pytest.mark.parametrize(
    "noise",
    [
        "<p>Today is 25 November 2026, 14:05</p>",
        "<p>Сегодня 25 ноября 2026</p>",
        "<p>现在：2026年11月25日 14:05</p>",
        "<div class='date'>25.11.2026</div>",
        "<time datetime='2026-11-25'>25.11.2026</time><br>",
        "<p>Просмотров: 12 345</p>",
        "<p>1 234 views</p>",
        "<p>阅读 1234</p>",
        "<div>14:05:33</div>",
        "<span class='view-count'>99</span>",
        "<div id='cookie-banner'>We use cookies 7</div>",
        "<nav>New item</nav>",
        "<p>3 minutes ago</p>",
        "<style>p { color: red }</style><!-- build 77 --><noscript>7</noscript>",
        "<p hidden>7</p>",
        "<div>\u200b\u00a0 \u00ad</div>",
    ],
)
def test_counters_dates_of_the_moment_and_furniture_change_nothing(
    api: Api, account: str, site: Site, rests_on: Rests, noise: str
) -> None:
    rests_on(site.url())
    look()
    softened = TEXT.replace("delivery", "deli\u00advery").replace("seven days", "seven\u00a0  days\u200b")
    site.says["/rules"] = answers(a_page(softened, noise=noise, nonce="977"))
    look(NOW + A_DAY)
    assert one(api, site)["state"] == "unchanged"
    assert happened(api) == []


@pytest.mark.parametrize(
    "more",
    [
        "In force from 1 December 2026.",
        "<table><tr><td>Tariff</td><td>01.12.2026</td></tr></table>",
        "<ul><li>01.12.2026</li></ul>",
        "The seller has 72 hours.",
        "<p>18:00</p>",
    ],
)
def test_a_date_or_an_hour_that_may_be_part_of_a_rule_is_a_change(
    api: Api, account: str, site: Site, rests_on: Rests, more: str
) -> None:
    rests_on(site.url())
    look()
    site.says["/rules"] = answers(a_page(f"{TEXT}</p>{more}<p>"))
    look(NOW + A_DAY)
    assert one(api, site)["state"] == "changed"


def test_each_account_is_told_of_its_own_rules_alone(api: Api, account: str, site: Site, rests_on: Rests) -> None:
    other = a_shop("other", "1002")
    rests_on(site.url())
    rests_on(site.url(), rule_id="OWN-OTHER", account_id=other)
    look()
    site.says["/rules"] = answers("Oops", status=500)
    look(NOW + A_DAY)
    told = {event["account_id"]: event["details"]["rules"] for event in happened(api)}
    assert told == {account: ["OWN-PAGE"], other: ["OWN-PAGE", "OWN-OTHER"]}
    [shown] = listed(api, f"&account_id={account}")
    assert shown["rules"] == ["OWN-PAGE"]


def test_a_computer_that_is_cut_off_blames_no_page_and_asks_again_later(
    api: Api, account: str, rests_on: Rests, only_this_machine: list[str]
) -> None:
    rests_on("one.example/a", "two.example/b")
    look()
    assert {item["state"] for item in listed(api)} <= {"never"}
    asked = len(only_this_machine)
    assert asked == 2
    look(NOW + timedelta(minutes=1))
    assert len(only_this_machine) == 4
    assert happened(api) == []


def test_a_page_that_was_read_before_keeps_its_day_while_the_computer_is_cut_off(
    api: Api, account: str, rests_on: Rests, monkeypatch: pytest.MonkeyPatch
) -> None:
    rests_on("one.example/a", "two.example/b")
    read = fetching.Fetched(a_page().encode(), "text/html", "utf-8", None, None)
    with monkeypatch.context() as online:
        online.setattr(fetching, "fetch", lambda *_, **__: read)
        look()
    look(NOW + A_DAY)
    assert {(item["state"], item["checked_at"]) for item in listed(api)} == {("unchanged", "2026-11-24T10:00:00Z")}


def test_one_unknown_host_among_others_is_told(api: Api, account: str, site: Site, rests_on: Rests) -> None:
    rests_on(site.url(), "gone.example/a")
    look()
    assert [item["state"] for item in listed(api)] == ["unreadable", "unchanged"]


def test_a_run_is_small_and_asks_each_host_once(api: Api, account: str, site: Site, rests_on: Rests) -> None:
    for path in "abcde":
        site.says[f"/{path}"] = answers(a_page())
    rests_on(*(site.url(f"/{path}") for path in "abcde"))
    assert look() == 1
    assert look(NOW + timedelta(minutes=1)) == 1
    assert len(site.asked) == 2


def test_a_run_ends_within_its_budget(
    api: Api, account: str, site: Site, rests_on: Rests, monkeypatch: pytest.MonkeyPatch
) -> None:
    with a_site() as other:
        for each in (site, other):
            each.says["/rules"] = hangs
        monkeypatch.setattr(fetching, "TIMEOUT", 1.0)
        rests_on(site.url(), other.url())
        began = time.monotonic()
        pages.look(now=NOW, budget=1.5, pause=0)
        assert time.monotonic() - began < 1.5
        assert len(site.asked) + len(other.asked) == 1


def test_the_pages_of_the_catalogue_are_listed_once_each_with_their_rules(api: Api) -> None:
    items = listed(api)
    addresses = [item["address"] for item in items]
    assert len(addresses) == len(set(addresses)) > 50
    assert all(item["rules"] for item in items)
    assert {item["state"] for item in items} == {"never", "not_watched"}
    about = listed(api, "&rule_id=AMT-15")
    assert about
    assert all("AMT-15" in item["rules"] for item in about)
    assert [item["state"] for item in listed(api, "&state=not_watched")] == ["not_watched"] * len(
        [item for item in items if item["state"] == "not_watched"]
    )


def test_the_list_comes_in_parts_without_gaps(api: Api) -> None:
    whole = [item["address"] for item in listed(api)]
    found: list[str] = []
    query = ""
    while True:
        part = api.get(f"/policy/sources?limit=20{query}").get_json()
        found.extend(item["address"] for item in part["items"])
        if part["next_cursor"] is None:
            break
        query = f"&cursor={part['next_cursor']}"
    assert found == whole
    problem(api.get("/policy/sources?cursor=nonsense"), 422)
    problem(api.get("/policy/sources?state=odd"), 422)


@pytest.mark.parametrize("locale", LOCALES)
def test_what_happened_to_a_page_is_said_in_each_language(locale: Any) -> None:
    details = {"address": "docs.ozon.ru/x", "rules": ["WIN-04", "DSP-02"], "problem": "timeout"}
    for kind in ("policy_page_changed", "policy_page_unreadable"):
        said = line(kind, details, locale=locale)
        assert "docs.ozon.ru/x" in said
        assert "WIN-04, DSP-02" in said
    for code in ("not_found", "robot", "status:500"):
        assert said_problem(code, locale) != said_problem("unreachable", locale)
