"""Pairing: a code shown here, typed there, once, within five minutes."""

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine

from tests.api.house import CHROME, Api, problem
from tests.api.shops import a_device_of, a_shop, now
from vozvrat import accounts


def redeem(anybody: Api, code: str, name: str = "Chrome") -> int:
    return anybody.post("/pairing", {"code": code, "device_name": name}).status_code


def test_a_code_becomes_a_token_for_the_extension_that_typed_it(anybody: Api) -> None:
    code = accounts.pair().code
    answer = anybody.post("/pairing", {"code": code, "device_name": "Chrome"}, headers={"Origin": CHROME})
    assert answer.status_code == 201
    paired = answer.get_json()
    assert paired["device"]["name"] == "Chrome"
    assert paired["device"]["origin"] == CHROME
    assert anybody.of(paired["token"]).get("/devices").get_json()["items"][0]["id"] == paired["device"]["id"]


@pytest.mark.parametrize("typed", [str.lower, lambda code: code.replace("-", " "), lambda code: code.replace("-", "")])
def test_a_code_may_be_typed_as_people_type(anybody: Api, typed: object) -> None:
    assert redeem(anybody, typed(accounts.pair().code)) == 201  # type: ignore[operator]


def test_a_code_works_once(anybody: Api) -> None:
    code = accounts.pair().code
    assert redeem(anybody, code) == 201
    assert redeem(anybody, code) == 403


def test_a_code_lives_five_minutes(anybody: Api) -> None:
    made = accounts.pair()
    late = accounts.pair()
    assert timedelta(minutes=4, seconds=58) < made.expires_at - now() <= timedelta(minutes=5, seconds=1)
    with time_machine.travel(now() + timedelta(minutes=4, seconds=50), tick=False):
        assert redeem(anybody, made.code) == 201
    with time_machine.travel(now() + timedelta(minutes=5, seconds=2), tick=False):
        assert redeem(anybody, late.code) == 403


def test_five_wrong_tries_burn_a_code(anybody: Api) -> None:
    kept, burnt = accounts.pair().code, accounts.pair().code
    for _ in range(4):
        assert redeem(anybody, "2222-2222") == 403
    assert redeem(anybody, kept) == 201
    assert redeem(anybody, "2222-2222") == 403
    assert redeem(anybody, burnt) == 403


def test_a_refusal_does_not_tell_what_was_wrong(anybody: Api) -> None:
    code = accounts.pair().code
    anybody.post("/pairing", {"code": code, "device_name": "x"})
    used = problem(anybody.post("/pairing", {"code": code, "device_name": "x"}), 403)
    wrong = problem(anybody.post("/pairing", {"code": "2222-2222", "device_name": "x"}), 403)
    assert used == wrong


@pytest.mark.parametrize(
    "body",
    [{}, {"code": "2222-2222"}, {"code": "", "device_name": "x"}, {"code": 5, "device_name": "x"}, [], "x", None],
)
def test_pairing_is_read_strictly(anybody: Api, body: object) -> None:
    assert anybody.ask("POST", "/pairing", json=body).status_code in (400, 415, 422)


def test_a_token_is_long_and_only_its_hash_is_kept(anybody: Api, home: Path) -> None:
    token = anybody.post("/pairing", {"code": accounts.pair().code, "device_name": "x"}).get_json()["token"]
    assert len(token) >= 43
    stored = b"".join(file.read_bytes() for file in home.rglob("*") if file.is_file())
    assert token.encode() not in stored
    assert hashlib.sha256(token.encode()).hexdigest().encode() in stored


def test_a_code_is_not_kept_in_clear(anybody: Api, home: Path) -> None:
    code = accounts.pair().code
    stored = b"".join(file.read_bytes() for file in home.rglob("*") if file.is_file())
    assert code.encode() not in stored
    assert code.replace("-", "").encode() not in stored


def test_a_revoked_token_is_worthless_at_once(api: Api) -> None:
    (device,) = api.get("/devices").get_json()["items"]
    assert api.ask("DELETE", f"/devices/{device['id']}").status_code == 204
    problem(api.get("/devices"), 401)


def test_when_a_device_last_asked_is_noted(api: Api) -> None:
    api.get("/devices")
    (device,) = api.get("/devices").get_json()["items"]
    assert device["last_used_at"].endswith("Z")
    problem(api.ask("DELETE", "/devices/none"), 404)


def test_a_browser_of_one_shop_cannot_end_the_pairing_of_another(api: Api) -> None:
    bound = api.of(a_device_of(a_shop()))
    (own,) = bound.get("/devices").get_json()["items"]
    other = next(one["id"] for one in api.get("/devices").get_json()["items"] if one["id"] != own["id"])
    problem(bound.ask("DELETE", f"/devices/{other}"), 404)
    assert api.get("/devices").status_code == 200
    assert bound.ask("DELETE", f"/devices/{own['id']}").status_code == 204
    problem(bound.get("/devices"), 401)
