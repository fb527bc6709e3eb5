"""Ozon accounts: a key goes in, is tried at once, and never comes out."""

import stat
import time
from pathlib import Path
from typing import Any

import pytest

from tests.api.house import Api, problem
from tests.api.ozons import ozon, refused
from vozvrat import storage
from vozvrat.ozon import accounts as ozon_accounts
from vozvrat.ozon.reads import returns as reads
from vozvrat.web import syncs

__all__ = ["ozon"]


@pytest.fixture
def with_ozon(api: Api, ozon: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> Api:
    monkeypatch.setenv("VOZVRAT_OZON_URL", ozon["url"])
    monkeypatch.setenv("VOZVRAT_REQUESTS_PER_SECOND", "0")
    return api


def add(api: Api, one: dict[str, str], **rest: Any) -> Any:
    body = {"client_id": one["client_id"], "api_key": one["api_key"], "name": one.get("name", "shop")}
    return api.post("/accounts", body, **rest)


def everything_kept(home: Path) -> bytes:
    return b"".join(file.read_bytes() for file in home.rglob("*") if file.is_file())


def test_a_good_key_is_tried_and_tells_who_the_seller_is(with_ozon: Api, ozon: dict[str, Any]) -> None:
    answer = add(with_ozon, ozon["accounts"][1])
    assert answer.status_code == 201
    account = answer.get_json()
    assert account["currency"] == "CNY"
    assert account["key_state"] == "valid"
    assert account["key_expires_at"]
    assert account["problem"] is None
    assert with_ozon.get(f"/accounts/{account['id']}").get_json() == account


def test_a_key_never_comes_out_and_lies_nowhere_in_clear(with_ozon: Api, ozon: dict[str, Any], home: Path) -> None:
    one = ozon["accounts"][0]
    said = [add(with_ozon, one)]
    account_id = said[0].get_json()["id"]
    said += [with_ozon.get("/accounts"), with_ozon.get(f"/accounts/{account_id}")]
    said += [with_ozon.post(f"/accounts/{account_id}/verification"), add(with_ozon, one)]
    assert all(one["api_key"] not in answer.get_data(as_text=True) for answer in said)
    kept = everything_kept(home)
    assert one["api_key"].encode() not in kept
    (key_file,) = (home / "keys").iterdir()
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    (secret,) = home.with_name("data.config").iterdir()
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    assert ozon_accounts.seller(account_id).client_id == one["client_id"]
    assert one["api_key"] not in repr(ozon_accounts.seller(account_id))


@pytest.mark.parametrize(
    ("trouble", "code"),
    [
        ("deactivated", "ozon_key_deactivated"),
        ("other_address", "ozon_key_restricted_to_addresses"),
        ("blocked", "ozon_company_blocked"),
        ("offer_not_signed", "ozon_offer_not_signed"),
    ],
)
def test_a_key_that_ozon_refuses_says_what_to_do_and_the_account_waits(
    with_ozon: Api, ozon: dict[str, Any], trouble: str, code: str
) -> None:
    refusal = problem(add(with_ozon, refused(ozon, trouble), headers={"Accept-Language": "ru"}), 422)
    assert refusal["code"] == code
    assert refusal["detail"].endswith((".", "。"))
    (account,) = with_ozon.get("/accounts").get_json()["items"]
    assert account["problem"]["code"] == code
    assert account["key_state"] == "refused"
    again = problem(with_ozon.post(f"/accounts/{account['id']}/verification"), 422)
    assert again["code"] == code


def test_a_wrong_key_leaves_nothing_behind(with_ozon: Api, ozon: dict[str, Any], home: Path) -> None:
    one = {**ozon["accounts"][0], "api_key": "ffffffff-ffff-4fff-8fff-ffffffffffff"}
    assert problem(add(with_ozon, one), 422)["code"] == "ozon_invalid_key"
    assert with_ozon.get("/accounts").get_json()["items"] == []
    assert one["api_key"].encode() not in everything_kept(home)


def test_a_key_without_a_role_works_as_far_as_it_goes_and_says_what_is_missing(
    with_ozon: Api, ozon: dict[str, Any]
) -> None:
    answer = add(with_ozon, refused(ozon, "no_returns_role"))
    assert answer.status_code == 201
    account = answer.get_json()
    assert account["key_state"] == "valid"
    assert {"/v1/returns/list"} & {one["method"] for one in account["skipped_methods"]}


def test_a_new_key_replaces_the_old_one_only_if_it_works(with_ozon: Api, ozon: dict[str, Any]) -> None:
    first = add(with_ozon, refused(ozon, "no_returns_role")).get_json()
    problem(add(with_ozon, refused(ozon, "no_returns_role")), 409)
    problem(add(with_ozon, refused(ozon, "deactivated")), 422)
    assert with_ozon.get(f"/accounts/{first['id']}").get_json()["key_state"] == "valid"
    second = add(with_ozon, ozon["accounts"][0]).get_json()
    assert second["id"] == first["id"]
    assert second["skipped_methods"] == []


def test_ozon_down_keeps_nothing_and_says_to_try_again(api: Api) -> None:
    refusal = problem(add(api, {"client_id": "5", "api_key": "k"}), 503)
    assert refusal["code"] == "ozon_down"
    assert api.get("/accounts").get_json()["items"] == []


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({"api_key": "k"}, "client_id"),
        ({"client_id": "1"}, "api_key"),
        ({"client_id": "abc", "api_key": "k"}, "client_id"),
        ({"client_id": "1", "api_key": ""}, "api_key"),
        ({"client_id": "1", "api_key": "k", "key": "k"}, "key"),
        ({"client_id": 1, "api_key": "k"}, "client_id"),
    ],
)
def test_adding_is_read_strictly(api: Api, body: dict[str, object], place: str) -> None:
    assert place in problem(api.post("/accounts", body), 422)["errors"]


def test_what_only_the_seller_knows_is_told_once(with_ozon: Api, ozon: dict[str, Any]) -> None:
    account_id = add(with_ozon, ozon["accounts"][1]).get_json()["id"]
    told = {"return_address_set": True, "disposal_default_set": False, "compensation_unit": "CNY", "name": "Юньфань"}
    changed = with_ozon.ask("PATCH", f"/accounts/{account_id}", json=told).get_json()
    assert {name: changed[name] for name in told} == told
    for wrong in ({"compensation_unit": "рубль"}, {"name": ""}, {"client_id": "7"}, {"currency": "RUB"}):
        problem(with_ozon.ask("PATCH", f"/accounts/{account_id}", json=wrong), 422)


def test_a_removed_account_takes_its_key_along(with_ozon: Api, ozon: dict[str, Any], home: Path) -> None:
    account_id = add(with_ozon, ozon["accounts"][0]).get_json()["id"]
    assert with_ozon.ask("DELETE", f"/accounts/{account_id}").status_code == 204
    assert list((home / "keys").iterdir()) == []
    problem(with_ozon.get(f"/accounts/{account_id}"), 404)
    problem(with_ozon.ask("DELETE", f"/accounts/{account_id}"), 404)


def test_a_sync_starts_in_the_background_and_a_second_one_joins_it(with_ozon: Api, ozon: dict[str, Any]) -> None:
    account_id = add(with_ozon, ozon["accounts"][0]).get_json()["id"]
    first = with_ozon.post(f"/accounts/{account_id}/syncs", {})
    assert first.status_code == 202
    assert first.get_json()["state"] == "started"
    assert with_ozon.post(f"/accounts/{account_id}/syncs").get_json()["state"] in ("joined", "started")
    patience = time.monotonic() + 60
    while with_ozon.get(f"/accounts/{account_id}").get_json()["syncing"] and time.monotonic() < patience:
        time.sleep(0.2)
    account = with_ozon.get(f"/accounts/{account_id}").get_json()
    assert account["synced_at"]
    waiting = with_ozon.get("/returns?state=OnSellerApproval").get_json()["items"]
    assert waiting
    assert waiting[0]["next_deadline"]
    looked_up = with_ozon.post("/orders/lookups", {"posting_numbers": [waiting[0]["posting_number"]]}).get_json()
    assert looked_up["items"][0]["return_id"] == waiting[0]["id"]
    assert with_ozon.get("/events").get_json()["items"][-1]["kind"] == "sync_done"


def test_an_account_removed_while_it_is_read_leaves_nothing_behind_and_no_alarm(
    with_ozon: Api, ozon: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    account_id = add(with_ozon, ozon["accounts"][1]).get_json()["id"]
    with_ozon.post(f"/accounts/{account_id}/syncs", {})
    time.sleep(0.3)
    assert with_ozon.ask("DELETE", f"/accounts/{account_id}").status_code == 204
    ends = time.monotonic() + 20
    while syncs.runs(account_id):
        assert time.monotonic() < ends
        time.sleep(0.05)
    told = capsys.readouterr()
    assert "Traceback" not in told.out + told.err
    assert storage.orders.search(storage.orders.OrderFilters()).items == ()


def test_a_posting_that_is_not_stored_is_pending_and_then_there(with_ozon: Api, ozon: dict[str, Any]) -> None:
    account_id = add(with_ozon, ozon["accounts"][0]).get_json()["id"]
    with ozon_accounts.seller(account_id) as seller:
        number = next(iter(reads.common_pages(seller))).items[0].posting_number
    body = {"posting_numbers": [number]}
    assert with_ozon.post("/orders/lookups", body).get_json()["items"][0]["status"] == "pending"
    patience = time.monotonic() + 30
    while True:
        item = with_ozon.post("/orders/lookups", body).get_json()["items"][0]
        if item["status"] != "pending" or time.monotonic() > patience:
            break
        time.sleep(0.1)
    assert item["status"] == "found"
    assert with_ozon.get(f"/orders/{number}").get_json()["order"]["posting_number"] == number
