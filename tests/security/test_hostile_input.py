"""Forged places in lists, doubled names, NUL bytes and doubled slashes: refused, and never an error of ours."""

import base64
import json

import pytest

from tests.api.house import Api, problem

LISTS = ["/orders", "/returns", "/cancellations"]


def forged(*parts: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(list(parts)).encode()).decode().rstrip("=")


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize(
    "cursor",
    [
        forged("0001-01-01T00:00:00+14:00", "x"),
        forged("9999-12-31T23:59:59-14:00", "x"),
        forged("2026-11-24T10:00:00+00:00", "\ud800"),
        forged("2026-11-24T10:00:00+00:00", "\0"),
        forged("2026-11-24T10:00:00", "x"),
        forged("2026-11-24T10:00:00Z", 5),
        forged(None, None),
        forged("x", "y"),
        forged(),
        base64.urlsafe_b64encode(b"[" * 250).decode().rstrip("="),
        "bnVsbA",
        "é",
        "",
    ],
)
def test_a_forged_place_in_a_list_is_refused(api: Api, address: str, cursor: str) -> None:
    assert "cursor" in problem(api.get(address, query_string={"cursor": cursor}), 422)["errors"]


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize("key", ["'; DROP TABLE orders --", "-", "-%", "<script>"])
def test_a_place_that_could_be_ours_is_only_a_place(api: Api, address: str, key: str) -> None:
    cursor = forged("2026-11-24T10:00:00+00:00", key)
    assert api.get(address, query_string={"cursor": cursor}).get_json() == {"items": [], "next_cursor": None}


@pytest.mark.parametrize("body", [b'{"text": "a", "text": "b"}', b'{"text": "x", "\\u0074ext": "y"}'])
def test_a_name_that_stands_twice_is_refused(api: Api, body: bytes) -> None:
    problem(api.ask("POST", "/policy/texts", data=body, content_type="application/json"), 400)


@pytest.mark.parametrize("address", ["/orders?q=%00", "/returns?sku=a%00b", "/returns/%00", "/templates?q=%00"])
def test_a_nul_in_an_address_is_refused(api: Api, address: str) -> None:
    problem(api.get(address), 400)


@pytest.mark.parametrize("address", ["//accounts", "/accounts//", "/orders//58544282-0057-1"])
def test_doubled_slashes_lead_nowhere(api: Api, address: str) -> None:
    problem(api.get(address), 404)
