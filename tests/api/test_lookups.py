"""Look-ups: a badge for every number on a page, and nothing of another shop."""

import time
from datetime import timedelta
from decimal import Decimal

import pytest

from tests.api.house import Api, problem
from tests.api.shops import (
    NUMBER,
    QUIET,
    a_cancellation_request,
    a_device_of,
    a_quiet_order,
    a_shop,
    an_open_return,
    now,
)
from tests.storage.builders import a_return, an_order
from vozvrat import ozon, storage
from vozvrat.domain.orders import Scheme
from vozvrat.sync import wanted
from vozvrat.sync.wanted import Wanted

SHAPE = {
    "posting_number",
    "status",
    "scheme",
    "order_status",
    "severity",
    "findings_count",
    "next_deadline",
    "return_state",
    "return_id",
    "line",
}


def look_up(api: Api, *numbers: str, **rest: object) -> list[dict[str, object]]:
    answer = api.post("/orders/lookups", {"posting_numbers": list(numbers), **rest})
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_json()["items"]


def test_a_return_that_waits_says_until_when_and_what_silence_means(api: Api) -> None:
    return_id = an_open_return(a_shop())
    answer = api.post("/orders/lookups", {"posting_numbers": [NUMBER]}, headers={"Accept-Language": "en"})
    (item,) = answer.get_json()["items"]
    assert set(item) == SHAPE
    assert item["status"] == "found"
    assert item["scheme"] == "fbs"
    assert item["return_state"] == "OnSellerApproval"
    assert item["return_id"] == return_id
    assert item["next_deadline"]["rule_id"] == "SCH-01"
    assert set(item["next_deadline"]) == {"at", "warn_at", "rule_id", "source"}
    assert item["findings_count"] >= 1
    assert item["line"].startswith("Answer by ")
    assert item["line"].endswith("(Moscow) — silence approves")


def test_a_badge_counts_what_the_card_of_a_quiet_order_says_of_its_seller(api: Api) -> None:
    shop = a_shop(currency="CNY")
    storage.accounts.update(shop, error_index_percent=Decimal("5.5"))
    storage.orders.save(shop, [an_order(QUIET, scheme=Scheme.RFBS)])
    (item,) = look_up(api, QUIET)
    findings = api.get(f"/orders/{QUIET}").get_json()["findings"]
    assert [finding["rule_id"] for finding in findings] == ["PEN-01"]
    assert (item["severity"], item["findings_count"]) == ("warning", 1)


def test_an_order_with_nothing_to_do_has_no_colour(api: Api) -> None:
    a_quiet_order(a_shop())
    (item,) = look_up(api, QUIET)
    assert (item["severity"], item["findings_count"], item["next_deadline"]) == (None, 0, None)
    assert item["order_status"] == "delivered"


def test_a_cancellation_request_that_approves_itself_is_seen_on_the_badge(api: Api) -> None:
    a_cancellation_request(a_shop(), number="58544282-0059-1")
    (item,) = look_up(api, "58544282-0059-1")
    assert item["next_deadline"]["rule_id"] == "SCH-18"
    assert item["next_deadline"]["source"] == "ozon"


def test_answers_come_in_the_order_asked_doubles_too(api: Api) -> None:
    shop = a_shop()
    an_open_return(shop)
    a_quiet_order(shop)
    items = look_up(api, QUIET, NUMBER, QUIET)
    assert [item["posting_number"] for item in items] == [QUIET, NUMBER, QUIET]


def test_without_an_account_it_says_what_a_key_would_add(api: Api) -> None:
    (item,) = look_up(api, NUMBER)
    assert (item["status"], item["reason"]) == ("unavailable", "no_account")
    assert "key" in str(item["line"])


def test_only_the_company_of_the_page_is_asked(api: Api) -> None:
    an_open_return(a_shop("one", "1001"))
    a_shop("two", "2002")
    storage.accounts.remember_companies("one", ["555"])
    assert look_up(api, NUMBER, company_id="1001")[0]["status"] == "found"
    assert look_up(api, NUMBER, company_id="555")[0]["status"] == "found"
    assert look_up(api, NUMBER, company_id="2002")[0]["status"] != "found"
    assert look_up(api, NUMBER, company_id="9999")[0]["reason"] == "no_account"


def test_a_page_of_another_shop_is_not_told_that_there_is_no_account_at_all(api: Api) -> None:
    an_open_return(a_shop("one", "1001"))
    refusal = problem(api.get(f"/orders/{NUMBER}?company_id=9999"), 404)
    assert (refusal["code"], "of this shop" in refusal["detail"]) == ("no_account", True)


def test_a_browser_bound_to_one_shop_sees_only_that_one(api: Api) -> None:
    an_open_return(a_shop("one", "1001"))
    a_shop("two", "2002")
    bound = api.of(a_device_of("two"))
    assert look_up(bound, NUMBER)[0]["status"] != "found"
    assert look_up(bound, NUMBER, company_id="1001")[0]["reason"] == "no_account"
    problem(bound.get("/accounts/one"), 404)
    assert [item["id"] for item in bound.get("/accounts").get_json()["items"]] == ["two"]
    assert bound.get("/returns").get_json()["items"] == []
    assert bound.get("/orders").get_json()["items"] == []


def test_a_miss_is_remembered(api: Api) -> None:
    shop = a_shop()
    storage.misses.add(shop, NUMBER, until=now() + timedelta(minutes=10), now=now())
    assert look_up(api, NUMBER)[0]["status"] == "not_found"


def test_a_stopped_account_says_why_instead_of_pending_for_ever(api: Api) -> None:
    shop = a_shop()
    storage.accounts.update(shop, problem="ozon_key_deactivated")
    (item,) = look_up(api, NUMBER)
    assert (item["status"], item["reason"]) == ("unavailable", "ozon_key_deactivated")


@pytest.mark.parametrize(("tag", "part"), [("ru", "отозван"), ("zh-CN", "密钥"), ("en", "revoked")])
def test_a_stopped_account_is_one_sentence_that_says_what_to_do(api: Api, tag: str, part: str) -> None:
    storage.accounts.update(a_shop(), problem="ozon_key_deactivated")
    asked = {"posting_numbers": [NUMBER]}
    (item,) = api.post("/orders/lookups", asked, headers={"Accept-Language": tag}).get_json()["items"]
    assert part in item["line"]


def test_ozon_down_is_said_instead_of_pending_for_ever(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(account_id: str) -> ozon.Seller:
        return ozon.connect("1001", "key", base_url="http://127.0.0.1:9", patience=ozon.Patience(attempts=1, seconds=1))

    waiting = Wanted(connect=nobody)
    monkeypatch.setattr(wanted, "_wanted", waiting)
    a_shop()
    assert look_up(api, NUMBER)[0]["status"] == "pending"
    ends = time.monotonic() + 10
    while not waiting.idle():
        assert time.monotonic() < ends
        time.sleep(0.02)
    for number in (NUMBER, QUIET):
        (item,) = look_up(api, number)
        assert (item["status"], item["reason"]) == ("unavailable", "ozon_down")
        assert "Ozon" in str(item["line"])


def test_a_return_whose_order_is_not_stored_is_found_all_the_same(api: Api) -> None:
    shop = a_shop()
    storage.returns.save(shop, [a_return(posting_number=NUMBER, scheme=Scheme.FBS)])
    (item,) = look_up(api, NUMBER)
    assert (item["status"], item["scheme"], item["order_status"]) == ("found", "fbs", None)


@pytest.mark.parametrize(
    "number",
    [
        "",
        "58544282-0057",
        "58544282-57-1",
        "2026-11-24-1",
        "+7 912 345-67-89",
        "58544282-0057-1; DROP",
        "５８５４４２８２-0057-1",
        7,
        None,
        {},
    ],
)
def test_a_malformed_number_is_named_by_its_place(api: Api, number: object) -> None:
    refusal = problem(api.post("/orders/lookups", {"posting_numbers": [NUMBER, number]}), 422)
    assert list(refusal["errors"]) == ["posting_numbers.1"]


@pytest.mark.parametrize("numbers", [[], [NUMBER] * 201, "58544282-0057-1", None])
def test_between_one_and_two_hundred_numbers_at_once(api: Api, numbers: object) -> None:
    refusal = problem(api.post("/orders/lookups", {"posting_numbers": numbers}), 422)
    assert "posting_numbers" in refusal["errors"]


def test_two_hundred_numbers_are_taken(api: Api) -> None:
    numbers = [f"58544282-{number:04}-1" for number in range(200)]
    assert len(look_up(api, *numbers)) == 200


def test_an_unknown_field_is_refused(api: Api) -> None:
    refusal = problem(api.post("/orders/lookups", {"posting_numbers": [NUMBER], "company": "1"}), 422)
    assert "company" in refusal["errors"]


@pytest.mark.parametrize(
    ("tag", "part"), [("zh-CN", "前答复"), ("ru", "Ответить до"), ("en", "Answer by"), ("de", "Answer by")]
)
def test_lines_are_in_the_readers_language(api: Api, tag: str, part: str) -> None:
    an_open_return(a_shop())
    answer = api.post("/orders/lookups", {"posting_numbers": [NUMBER]}, headers={"Accept-Language": tag})
    assert part in answer.get_json()["items"][0]["line"]
