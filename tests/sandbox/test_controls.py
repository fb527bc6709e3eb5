"""The controls do what they were asked, or say in one sentence why not; a mistake never breaks the world."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from tests.sandbox.conftest import Caller

LIST = "/v2/returns/rfbs/list"


@pytest.mark.parametrize(
    ("name", "body", "said"),
    [
        ("faults", {"path": "/v2/returns/rfbs/lst", "fault": "delay"}, "/v2/returns/rfbs/lst"),
        ("faults", {"path": "/v9/*", "fault": "delay"}, "/v9/*"),
        ("faults", {"path": LIST, "fault": "earthquake"}, "cut_after"),
        ("faults", {"path": LIST}, "fault is missing"),
        ("faults", {"fault": "delay"}, "path is missing"),
        ("faults", {"path": LIST, "fault": "delay", "seconds": -1}, "seconds"),
        ("faults", {"path": LIST, "fault": "delay", "times": "often"}, "times"),
        ("clock", {"now": "tomorrow"}, "now"),
        ("clock", {"now": "2026-11-24T10:00:00"}, "time zone"),
        ("clock", {"now": "0001-01-01T00:00:00+14:00"}, "a year between"),
        ("clock", {"advance_seconds": 1e20}, "advance_seconds"),
        ("limits", {"requests_per_second": "many"}, "requests_per_second"),
        ("buyers", {"return_id": "1"}, "does is missing"),
        ("buyers", {"return_id": "first", "does": "cancel"}, "return_id"),
        ("buyers", {"return_id": "1", "does": "sing"}, "open_dispute"),
    ],
)
def test_a_mistake_is_400_and_says_which(seller: Caller, name: str, body: dict[str, Any], said: str) -> None:
    before = seller.client.get("/_sandbox/clock").json()["now"]
    answer = seller.client.post(f"/_sandbox/{name}", json=body)
    assert answer.status_code == 400
    assert said in answer.json()["error"]
    assert seller.client.get("/_sandbox/faults").json() == {"faults": []}
    passed = datetime.fromisoformat(seller.client.get("/_sandbox/clock").json()["now"]) - datetime.fromisoformat(before)
    assert 0 <= passed.total_seconds() < 5


@pytest.mark.parametrize("body", [b"[1]", b"{", b'"x"', b'{"advance_seconds": NaN}', b'{"advance_seconds": Infinity}'])
def test_a_body_that_is_no_object_of_json_is_400(seller: Caller, body: bytes) -> None:
    assert seller.client.post("/_sandbox/clock", content=body).status_code == 400
    assert seller.client.get("/_sandbox/clock").status_code == 200


def test_null_means_absent_and_defaults_are_once_and_five_seconds(seller: Caller) -> None:
    told = seller.control("faults", path=LIST, fault="delay", times=None, seconds=None)["faults"]
    assert [(one["times"], one["seconds"]) for one in told] == [(1, 5.0)]
    seller.control("faults", path=LIST, fault="delay", times=0)
    assert seller.control("clock", now=None, advance_seconds=0)["now"].endswith("Z")


def test_calls_have_the_promised_fields_and_only_those_of_the_path(seller: Caller) -> None:
    seller.client.delete("/_sandbox/calls")
    seller.answer(LIST, filter={}, limit=1)
    seller.answer("/v1/roles")
    (call,) = seller.calls(LIST)
    assert {"at", "path", "client_id", "body", "status", "effect"} <= call.keys()
    assert (call["status"], call["effect"], call["body"]) == (200, False, {"filter": {}, "limit": 1})
    assert datetime.fromisoformat(call["at"]).tzinfo is not None
    assert len(seller.client.get("/_sandbox/calls").json()["calls"]) == 2
