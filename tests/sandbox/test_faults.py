"""Bad days can be ordered: before the effect, after it, once or many times."""

from __future__ import annotations

import time

import httpx
import pytest

from vozvrat_sandbox.serve import Sandbox
from vozvrat_sandbox.world import Return

from .conftest import Caller, open_claims

SET, LIST = "/v1/returns/rfbs/action/set", "/v1/returns/list"


@pytest.fixture
def claim(ozon: Sandbox, seller: Caller) -> Return:
    """A request that still waits; every test takes another one."""
    return open_claims(ozon, seller.account)[0]


def approve(seller: Caller, claim: Return) -> httpx.Response | None:
    """The answer, or None where the connection broke."""
    try:
        return seller.act(claim.id, 1001)
    except httpx.TransportError:
        return None


@pytest.mark.parametrize("fault", ["status_500_before", "status_429", "circle_open", "cut_before"])
def test_a_fault_before_the_effect_leaves_the_return_as_it_was(seller: Caller, claim: Return, fault: str) -> None:
    seller.control("faults", path=SET, fault=fault)
    answer = approve(seller, claim)
    assert answer is None or answer.status_code in {429, 500}
    assert seller.calls(SET)[-1]["effect"] is False
    time.sleep(0.5)
    assert seller.state(claim.id) == "OnSellerApproval"


@pytest.mark.parametrize("fault", ["status_500_after", "cut_after", "empty_200", "truncated", "garbage"])
def test_a_fault_after_the_effect_has_it(seller: Caller, claim: Return, fault: str) -> None:
    seller.control("faults", path=SET, fault=fault)
    approve(seller, claim)
    assert seller.calls(SET)[-1]["effect"] is True
    assert seller.waits_for(claim.id, "Approved")


def test_a_delay_comes_after_the_effect_and_takes_its_time(seller: Caller, claim: Return) -> None:
    seller.control("faults", path=SET, fault="delay", seconds=1.2)
    started = time.monotonic()
    answer = approve(seller, claim)
    assert time.monotonic() - started >= 1.2
    assert answer is not None
    assert answer.status_code == 200
    assert seller.state(claim.id) == "Approved"


def test_a_caller_that_gives_up_waiting_has_still_had_the_effect(seller: Caller, claim: Return) -> None:
    seller.control("faults", path=SET, fault="delay", seconds=1)
    with pytest.raises(httpx.ReadTimeout):
        seller.client.post(SET, json={"return_id": claim.id, "id": 1001}, timeout=0.3)
    assert seller.waits_for(claim.id, "Approved")


def test_a_fault_happens_as_often_as_it_was_ordered(seller: Caller) -> None:
    seller.control("faults", path=LIST, fault="status_500_before", times=2)
    codes = [seller.ask(LIST, filter={}, limit=1).status_code for _ in range(3)]
    assert codes == [500, 500, 200]


def test_a_fault_concerns_its_path_alone(seller: Caller) -> None:
    seller.control("faults", path=LIST, fault="status_500_before")
    assert seller.ask("/v1/roles").status_code == 200
    assert seller.ask(LIST, filter={}, limit=1).status_code == 500


def test_reads_can_be_cut_short_garbled_and_emptied(seller: Caller) -> None:
    seller.control("faults", path=LIST, fault="truncated")
    with pytest.raises(httpx.RemoteProtocolError):
        seller.ask(LIST, filter={}, limit=50)
    seller.control("faults", path=LIST, fault="cut_before")
    with pytest.raises(httpx.TransportError):
        seller.ask(LIST, filter={}, limit=50)
    seller.control("faults", path=LIST, fault="garbage")
    answer = seller.ask(LIST, filter={}, limit=50)
    assert answer.status_code == 200
    with pytest.raises(ValueError, match="Expecting value"):
        answer.json()
    seller.control("faults", path=LIST, fault="empty_200")
    answer = seller.ask(LIST, filter={}, limit=50)
    assert (answer.status_code, answer.content) == (200, b"")
    assert seller.ask(LIST, filter={}, limit=50).json()["returns"]


def test_an_open_circle_says_so_and_429_says_when_to_come_back(seller: Caller) -> None:
    seller.control("faults", path=LIST, fault="circle_open")
    assert seller.ask(LIST, filter={}, limit=1).json() == {"code": 8, "message": "Circle is open"}
    seller.control("faults", path=LIST, fault="status_429", seconds=7)
    answer = seller.ask(LIST, filter={}, limit=1)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "7")


def test_calls_are_told_with_body_status_and_effect_and_without_keys(seller: Caller, claim: Return) -> None:
    approve(seller, claim)
    record = seller.calls(SET)[-1]
    assert record["body"] == {"return_id": claim.id, "id": 1001}
    assert (record["path"], record["client_id"], record["status"]) == (SET, seller.account.client_id, 200)
    assert record["effect"] is True
    everything = seller.client.get("/_sandbox/calls").text
    assert seller.account.api_key not in everything


def test_a_mistaken_control_says_what_there_is(seller: Caller) -> None:
    answer = seller.client.post("/_sandbox/faults", json={"path": LIST, "fault": "earthquake"})
    assert answer.status_code == 400
    assert "cut_after" in answer.json()["error"]
    assert seller.client.post("/_sandbox/moon", json={}).status_code == 404
