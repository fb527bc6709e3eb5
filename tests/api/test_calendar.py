"""The calendar: what is due, where calendar programs look, behind an address that can be taken back."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from werkzeug.test import TestResponse

from tests.api.house import Api, problem
from tests.api.shops import NUMBER, a_cancellation_request, a_shop, an_open_return, hours_ago, now
from tests.storage.builders import a_return
from vozvrat import accounts, storage
from vozvrat.domain.locale import LOCALES
from vozvrat.domain.orders import Scheme
from vozvrat.domain.returns import Reason, ReasonKind


def events(answer: TestResponse) -> dict[str, Any]:
    assert answer.status_code == 200, answer.get_data(as_text=True)
    assert answer.content_type == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(answer.get_data())
    assert not calendar.errors
    return {str(event["UID"]): event for event in calendar.walk("VEVENT")}


def an_address(api: Api, **rest: Any) -> str:
    made = api.post("/deadlines/address", **rest)
    assert made.status_code == 201
    url: str = made.get_json()["url"]
    assert url.startswith("http://127.0.0.1:8741/api/v1/deadlines/")
    return url.removeprefix("http://127.0.0.1:8741/api/v1")


def test_a_return_to_answer_stands_in_the_calendar_at_its_deadline_with_an_alarm(api: Api) -> None:
    return_id = an_open_return(a_shop(), scheme=Scheme.FBS, asked=2)
    [(uid, event)] = events(api.get("/deadlines.ics")).items()
    assert uid == f"{return_id}.SCH-01@vozvrat"
    asked = storage.returns.get(return_id).claim.created_at
    assert asked is not None
    assert event["DTSTART"].dt == asked + timedelta(hours=24)
    assert event["DTSTART"].dt.utcoffset() == timedelta(0)
    assert NUMBER in event["SUMMARY"]
    [alarm] = event.walk("VALARM")
    assert event["DTSTART"].dt + alarm["TRIGGER"].dt == asked + timedelta(hours=12)


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("en", ["Until ", "(Moscow), which is ", "(Beijing)", "approved automatically", "Certainty medium", "SCH-01"]),
        ("ru", ["До ", "(Мск), это ", "(Пекин)", "одобряется автоматически", "Достоверность средняя", "SCH-01"]),
        ("zh-CN", ["截止：", "（莫斯科时间），即", "（北京时间）", "自动通过", "可信度中", "SCH-01"]),
    ],
)
def test_an_entry_tells_both_zones_what_then_happens_and_how_sure_it_is(api: Api, locale: str, said: list[str]) -> None:
    an_open_return(a_shop(), scheme=Scheme.FBS)
    assert api.ask("PUT", "/settings", json={"time_zone": "Asia/Shanghai", "locale": locale}).status_code == 200
    answer = api.get("/deadlines.ics", headers={"Accept-Language": "fr"})
    [event] = events(answer).values()
    for part in said:
        assert part in event["DESCRIPTION"]
    assert all(len(line) <= 75 for line in answer.get_data().split(b"\r\n"))


def test_cancellation_requests_stand_there_too_and_once(api: Api) -> None:
    shop = a_shop()
    an_open_return(shop, number="58544282-0059-1", scheme=Scheme.RFBS)
    request_id = a_cancellation_request(shop, number="58544282-0059-1")
    found = events(api.get("/deadlines.ics"))
    assert [uid for uid in found if "SCH-18" in uid] == [f"{request_id}.SCH-18@vozvrat"]
    assert [uid for uid in found if "SCH-05" in uid]


def test_what_ended_yesterday_is_still_there_and_what_ended_before_is_not(api: Api) -> None:
    shop = a_shop()
    late = an_open_return(shop, number="58544282-0001-1", asked=30, ozon_id="1")
    an_open_return(shop, number="58544282-0002-1", asked=50, ozon_id="2")
    assert list(events(api.get("/deadlines.ics"))) == [f"{late}.SCH-01@vozvrat"]


def test_a_return_that_is_answered_leaves_the_calendar(api: Api) -> None:
    shop = a_shop()
    an_open_return(shop)
    assert events(api.get("/deadlines.ics"))
    an_open_return(shop, state="Rejected")
    assert events(api.get("/deadlines.ics")) == {}


OWN = {
    "title": "Ответить до обеда",
    "when": 'f.return.state == "OnSellerApproval"',
    "severity": "info",
    "deadline": {"fact": "return.created_at", "hours": 5, "warn_hours": 3},
}


def test_a_clock_of_a_rule_of_ones_own_is_a_reminder_of_ones_own_and_never_the_next_deadline(api: Api) -> None:
    return_id = an_open_return(a_shop())
    assert api.ask("PUT", "/policy/rules/OWN-LUNCH", json=OWN).status_code == 200
    found = events(api.get("/deadlines.ics"))
    event = found[f"{return_id}.OWN-LUNCH@vozvrat"]
    assert event["SUMMARY"] == f"Ответить до обеда · {NUMBER}"
    assert "Set in your own rule OWN-LUNCH." in event["DESCRIPTION"]
    assert "Certainty" not in event["DESCRIPTION"]
    card = api.get(f"/orders/{NUMBER}").get_json()
    assert "OWN-LUNCH" in {one["rule_id"] for one in card["deadlines"]}
    [listed] = api.get("/returns").get_json()["items"]
    assert listed["next_deadline"]["rule_id"] == "SCH-01"


def test_a_clock_of_ones_own_reminds_of_returns_on_which_ozon_sets_none(api: Api) -> None:
    """A parcel on its way back in a scheme of Ozon's own delivery: nobody else has a term for it."""
    return_id = an_open_return(a_shop(), state="MovingToSeller", asked=20)
    assert events(api.get("/deadlines.ics")) == {}
    clock = {"fact": "return.state_changed_at", "hours": 500, "warn_hours": 10}
    rule = {"title": "Спросить о посылке", "deadline": clock, "schemes": ["fbs"], "severity": "warning"}
    assert api.ask("PUT", "/policy/rules/OWN-PARCEL", json=rule).status_code == 200
    assert list(events(api.get("/deadlines.ics"))) == [f"{return_id}.OWN-PARCEL@vozvrat"]


def test_a_rule_that_is_switched_off_reminds_of_nothing(api: Api) -> None:
    shop = a_shop()
    an_open_return(shop)
    assert events(api.get("/deadlines.ics"))
    off = {"account_id": shop, "enabled": False, "note": "we answer by phone"}
    assert api.ask("PUT", "/policy/rules/SCH-01", json=off).status_code == 200
    assert events(api.get("/deadlines.ics")) == {}


def test_a_calendar_with_nothing_due_is_a_calendar_still(api: Api) -> None:
    answer = api.get("/deadlines.ics")
    assert events(answer) == {}
    assert Calendar.from_ical(answer.get_data()).subcomponents


def test_nothing_of_the_buyer_stands_in_the_calendar(api: Api) -> None:
    shop = a_shop()
    storage.returns.save(shop, [a_return(created_at=hours_ago(2), comment="Я Анна, позвоните 89991234567")])
    text = Calendar.from_ical(api.get("/deadlines.ics").get_data()).to_ical().decode().replace("\r\n ", "")
    assert "SCH-05" in text
    for personal in ("Анна", "8999", "Чайник"):
        assert personal not in text


def test_a_calendar_asks_to_be_read_again_and_says_when_nothing_changed(api: Api) -> None:
    shop = a_shop()
    an_open_return(shop)
    first = api.get("/deadlines.ics")
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT30M" in first.get_data()
    again = api.get("/deadlines.ics", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.get_data()) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    an_open_return(shop, state="Rejected")
    assert api.get("/deadlines.ics", headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_the_calendar_wants_a_token(anybody: Api) -> None:
    problem(anybody.get("/deadlines.ics"), 401)
    for method in ("GET", "POST", "DELETE"):
        problem(anybody.ask(method, "/deadlines/address"), 401)


def test_there_is_no_secret_address_until_it_is_asked_for(api: Api) -> None:
    assert api.get("/deadlines/address").get_json() == {"on": False, "made_at": None}
    address = an_address(api)
    assert len(address.removeprefix("/deadlines/vzv_").removesuffix(".ics")) >= 43
    told = api.get("/deadlines/address").get_json()
    assert told["on"]
    assert datetime.fromisoformat(told["made_at"]) <= datetime.now(UTC)


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_the_secret_address_needs_no_token_and_no_origin(api: Api, method: str) -> None:
    return_id = an_open_return(a_shop())
    address = an_address(api)
    answer = api.as_anybody().ask(method, address)
    assert answer.status_code == 200
    if method == "GET":
        assert list(events(answer)) == [f"{return_id}.SCH-01@vozvrat"]


def test_a_browser_may_open_the_secret_address_itself(api: Api) -> None:
    address = an_address(api)
    opened = {"Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate"}
    assert api.as_anybody().get(address, headers=opened).status_code == 200


def test_a_renewed_address_ends_the_one_before_at_once(api: Api) -> None:
    first = an_address(api)
    second = an_address(api)
    assert first != second
    problem(api.as_anybody().get(first), 401)
    assert api.as_anybody().get(second).status_code == 200
    assert api.ask("DELETE", "/deadlines/address").status_code == 204
    problem(api.as_anybody().get(second), 401)
    assert api.get("/deadlines/address").get_json()["on"] is False


def test_a_wrong_secret_is_answered_like_any_address_that_does_not_exist(api: Api) -> None:
    address = an_address(api)
    wrong = address[:-5] + ("A" if address[-5] != "A" else "B") + ".ics"
    refused = api.as_anybody().get(wrong)
    unknown = api.as_anybody().get("/nothing/here")
    assert problem(refused, 401) == problem(unknown, 401)
    assert dict(refused.headers) == dict(unknown.headers)
    problem(api.get(wrong), 404)


@pytest.mark.parametrize("path", ["/settings", "/orders", "/deadlines.ics", "/deadlines/address"])
def test_the_secret_opens_the_calendar_and_nothing_else(api: Api, path: str) -> None:
    secret = an_address(api).removeprefix("/deadlines/").removesuffix(".ics")
    problem(api.of(secret).get(path), 401)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_the_secret_address_is_for_reading(api: Api, method: str) -> None:
    problem(api.as_anybody().ask(method, an_address(api)), 401)


def test_other_names_for_this_machine_and_other_pages_are_refused_at_the_secret_address_too(api: Api) -> None:
    address = an_address(api)
    assert api.as_anybody().get(address, base_url="http://evil.example:8741").status_code == 421
    problem(api.as_anybody().get(address, headers={"Origin": "https://evil.example"}), 403)
    problem(api.as_anybody().get(address, headers={"Sec-Fetch-Site": "cross-site"}), 403)


def test_only_a_hash_of_the_secret_is_kept(api: Api, home: Path) -> None:
    secret = an_address(api).removeprefix("/deadlines/").removesuffix(".ics")
    storage.close()
    kept = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
    assert b"calendar_addresses" in kept
    assert secret.encode() not in kept
    assert secret.removeprefix("vzv_").encode() not in kept


def test_a_browser_of_one_shop_makes_an_address_of_that_shop_alone(api: Api) -> None:
    mine = an_open_return(a_shop("one", "1001"), number="58544282-0001-1")
    an_open_return(a_shop("two", "1002"), number="58544282-0002-1")
    everything = an_address(api)
    token, _ = accounts.redeem(accounts.pair(account_id="one").code, name="bound", origin=None)
    bound = api.of(token)
    address = an_address(bound)
    assert list(events(bound.get("/deadlines.ics"))) == [f"{mine}.SCH-01@vozvrat"]
    assert list(events(api.as_anybody().get(address))) == [f"{mine}.SCH-01@vozvrat"]
    assert len(events(api.as_anybody().get(everything))) == 2


def test_a_calendar_program_without_a_language_gets_the_one_in_which_the_address_was_made(api: Api) -> None:
    an_open_return(a_shop())
    address = an_address(api, headers={"Accept-Language": "zh-CN"})
    [event] = events(api.as_anybody().get(address)).values()
    assert "答复退货申请" in event["SUMMARY"]
    [english] = events(api.as_anybody().get(address, headers={"Accept-Language": "en"})).values()
    assert "Answer" in english["SUMMARY"]


@pytest.mark.parametrize("locale", LOCALES)
def test_long_lines_are_folded_without_breaking_a_letter(api: Api, locale: str) -> None:
    shop = a_shop(currency="RUB")
    for place, defective in enumerate((True, False)):
        claim = a_return(
            f"80001234{place}",
            posting_number=f"58544282-000{place}-1",
            state="Approved",
            created_at=now() - timedelta(days=1),
            reason=Reason("1", "не подошёл", ReasonKind.OTHER, defective),
        )
        storage.returns.save(shop, [claim])
    answer = api.get("/deadlines.ics", headers={"Accept-Language": locale})
    assert {uid.split(".")[1] for uid in events(answer)} == {"LAW-04@vozvrat", "LAW-07@vozvrat"}
    lines = answer.get_data().split(b"\r\n")
    assert max(len(line) for line in lines) > 60
    assert all(len(line) <= 75 for line in lines)
    for line in lines:
        line.decode("utf-8")
    assert not re.search(rb"(?<!\r)\n", answer.get_data())
