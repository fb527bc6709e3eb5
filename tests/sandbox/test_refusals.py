"""The simulated Ozon says no where the real one does, in its words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from vozvrat_sandbox.api import METHODS, OBSOLETE
from vozvrat_sandbox.serve import Sandbox
from vozvrat_sandbox.world import Trouble

from .conftest import PERIOD, Caller

ERRORS = Path(__file__).resolve().parents[3] / "shared" / "facts" / "ozon-api" / "samples" / "errors"
ROLES, RETURNS = "/v1/roles", "/v1/returns/list"


def ask(ozon: Sandbox, client_id: str | None, key: str | None, path: str = ROLES, **body: Any) -> httpx.Response:
    given = {"Client-Id": client_id, "Api-Key": key}
    headers = {name: value for name, value in given.items() if value is not None}
    return httpx.post(ozon.url + path, json=body, headers=headers, trust_env=False)


def with_trouble(ozon: Sandbox, trouble: Trouble, path: str, **body: Any) -> httpx.Response:
    credential = next(row for row in ozon.world.credentials if row.trouble is trouble)
    return ask(ozon, credential.client_id, credential.api_key, path, **body)


def refused(answer: httpx.Response, status: int, code: int, message: str) -> bool:
    body = answer.json()
    return (answer.status_code, body["code"], body["message"]) == (status, code, message)


def test_a_call_without_keys_is_401(ozon: Sandbox) -> None:
    for keys in ((None, None), ("1204871", None), (None, "x")):
        assert refused(ask(ozon, *keys), 401, 16, "Client-Id and Api-Key headers are required")


def test_a_client_id_that_is_no_number_is_400(ozon: Sandbox) -> None:
    for number in ("abc", "-5", "0", "1.5"):
        answer = ask(ozon, number, "key")
        assert refused(answer, 400, 3, "Client-Id header value should be positive integer")


def test_a_wrong_key_is_404_as_at_ozon(ozon: Sandbox) -> None:
    answer = ask(ozon, ozon.accounts[0].client_id, "00000000-0000-0000-0000-000000000000")
    assert refused(answer, 404, 5, "Invalid Api-Key, please check the key and try again")
    assert refused(ask(ozon, "777", ozon.accounts[0].api_key), 404, 5, answer.json()["message"])


@pytest.mark.parametrize(
    ("trouble", "message"),
    [
        (Trouble.BLOCKED, "Company is blocked, please contact support"),
        (Trouble.DEACTIVATED, "Api-key is deactivated, use another one or generate a new one"),
        (Trouble.OFFER_NOT_SIGNED, "Offer not signed"),
        (Trouble.OTHER_ADDRESS, "Api-Key is restricted to specific IP addresses"),
    ],
)
def test_a_company_or_key_in_trouble_may_call_nothing(ozon: Sandbox, trouble: Trouble, message: str) -> None:
    assert refused(with_trouble(ozon, trouble, ROLES), 403, 7, message)


def test_a_key_without_the_returns_role_may_still_call_the_rest(ozon: Sandbox) -> None:
    answer = with_trouble(ozon, Trouble.NO_RETURNS_ROLE, RETURNS, filter={}, limit=1)
    assert refused(answer, 403, 7, "Api-Key is missing a required role for a method")
    roles = with_trouble(ozon, Trouble.NO_RETURNS_ROLE, ROLES).json()["roles"]
    assert RETURNS not in roles[0]["methods"]
    assert "/v4/posting/fbs/list" in roles[0]["methods"]


def test_writing_to_buyers_needs_a_subscription_and_reading_does_not(ozon: Sandbox) -> None:
    chat = ozon.world.chats(ozon.accounts[0])[0]
    answer = with_trouble(ozon, Trouble.NO_SUBSCRIPTION, "/v1/chat/send/message", chat_id=chat.id, text="Да")
    assert refused(answer, 403, 7, "not available with existing subscription")
    assert with_trouble(ozon, Trouble.NO_SUBSCRIPTION, "/v3/chat/list", limit=1).status_code == 200


def test_reviews_are_refused_to_a_seller_without_that_service(foreign: Caller) -> None:
    assert refused(foreign.ask("/v2/review/list", limit=20), 403, 7, "not available with existing subscription")


def test_a_seller_without_a_warehouse_cannot_list_fbs_parcels(ozon: Sandbox) -> None:
    answer = with_trouble(ozon, Trouble.FBO_ONLY, "/v4/posting/fbs/list", filter=PERIOD, limit=1)
    assert answer.status_code == 400
    assert with_trouble(ozon, Trouble.FBO_ONLY, "/v3/posting/fbo/list", filter=PERIOD, limit=1).status_code == 200


@pytest.mark.parametrize("path", sorted(OBSOLETE))
def test_removed_methods_say_that_they_are_obsolete(seller: Caller, path: str) -> None:
    assert refused(seller.ask(path), 400, 9, "obsolete method cannot be used")


def test_an_unknown_path_and_another_verb_are_not_allowed(seller: Caller) -> None:
    assert seller.ask("/v1/returns/nothing").json()["message"] == "method is not allowed"
    assert seller.client.get(RETURNS).json()["message"] == "method is not allowed"


@pytest.mark.parametrize(
    ("path", "body"),
    [
        (RETURNS, {"limit": 10}),
        (RETURNS, {"limit": 10, "filter": None}),
        ("/v2/returns/rfbs/list", {"limit": 10}),
        ("/v4/posting/fbs/list", {"limit": 10}),
        ("/v3/posting/fbo/list", {"limit": 10}),
    ],
)
def test_a_list_wants_its_filter_even_if_it_is_empty(seller: Caller, path: str, body: dict[str, Any]) -> None:
    answer = seller.ask(path, **body)
    assert answer.status_code == 400
    assert answer.json()["message"].startswith("Request validation error: invalid ")
    assert answer.json()["message"].endswith("Filter: value is required")


@pytest.mark.parametrize(
    ("path", "body"),
    [
        (RETURNS, {"filter": {}, "limit": 501}),
        (RETURNS, {"filter": {}, "limit": 0}),
        (RETURNS, {"filter": {}}),
        (RETURNS, {"filter": {"posting_numbers": [str(number) for number in range(51)]}, "limit": 1}),
        (RETURNS, {"filter": {"return_schema": "Fbs"}, "limit": 1}),
        (RETURNS, {"filter": {"visual_status_name": "ReturnCompensated"}, "limit": 1}),
        ("/v4/posting/fbs/list", {"filter": PERIOD, "limit": 101}),
        ("/v4/posting/fbs/list", {"filter": {"since": PERIOD["since"]}, "limit": 1}),
        ("/v4/posting/fbs/list", {"filter": {**PERIOD, "since": "yesterday"}, "limit": 1}),
        ("/v4/posting/fbs/list", {"filter": PERIOD, "limit": 1, "cursor": "???"}),
        ("/v2/conditional-cancellation/list", {"limit": 501}),
        ("/v3/chat/list", {"limit": 101}),
        ("/v3/chat/history", {}),
        ("/v1/finance/accrual/postings", {"posting_numbers": []}),
        ("/v1/finance/accrual/postings", {"posting_numbers": [str(number) for number in range(201)]}),
        ("/v1/finance/accrual/by-day", {"date": "2021-12-31", "last_id": ""}),
        ("/v3/product/info/list", {}),
        ("/v3/product/info/list", {"sku": ["1"], "offer_id": ["a"]}),
        ("/v4/product/info/attributes", {"filter": {}, "limit": 1001}),
    ],
)
def test_a_request_out_of_its_bounds_is_400(seller: Caller, path: str, body: dict[str, Any]) -> None:
    answer = seller.ask(path, **body)
    assert (answer.status_code, answer.json()["code"]) == (400, 3)


def test_only_one_date_filter_is_taken(seller: Caller) -> None:
    day = {"time_from": "2026-11-01T00:00:00Z", "time_to": "2026-11-02T00:00:00Z"}
    answer = seller.ask(RETURNS, filter={"logistic_return_date": day, "visual_status_change_moment": day}, limit=1)
    assert answer.status_code == 400
    empty = {"logistic_return_date": {"time_from": None}, "visual_status_change_moment": day}
    assert seller.ask(RETURNS, filter=empty, limit=1).status_code == 200


@pytest.mark.parametrize("path", ["/v4/posting/fbs/list", "/v3/posting/fbo/list"])
def test_more_than_a_year_is_too_long(seller: Caller, path: str) -> None:
    period = {"since": "2025-01-01T00:00:00Z", "to": "2026-11-24T00:00:00Z"}
    assert seller.ask(path, filter=period, limit=1).json()["message"] == "PERIOD_IS_TOO_LONG"


def test_unknown_fields_and_nulls_are_overlooked_and_numbers_may_be_strings(seller: Caller) -> None:
    answer = seller.ask(RETURNS, filter={"offer_id": None, "moon": "full"}, limit="2", last_id="0", colour="red")
    assert len(answer.json()["returns"]) == 2


def test_what_belongs_to_another_seller_is_not_found(seller: Caller, foreign: Caller, ozon: Sandbox) -> None:
    parcel = ozon.world.fbs_postings(foreign.account)[0]
    claim = ozon.world.claims(foreign.account)[0]
    assert seller.ask("/v3/posting/fbs/get", posting_number=parcel.number).status_code == 404
    assert seller.ask("/v2/returns/rfbs/get", return_id=claim.id).status_code == 404
    assert seller.act(claim.id, 1001).status_code == 404
    assert foreign.ask("/v3/posting/fbs/get", posting_number=parcel.number).status_code == 200


@pytest.mark.parametrize("body", [b"{", b"[]", b"\xff\xfe", b'"text"'])
def test_a_body_that_is_no_object_is_400(seller: Caller, body: bytes) -> None:
    answer = seller.client.post(RETURNS, content=body, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (400, 3)


@pytest.mark.skipif(not ERRORS.is_dir(), reason=f"{ERRORS} is not beside this checkout")
def test_error_bodies_are_those_that_were_recorded(ozon: Sandbox, seller: Caller) -> None:
    seller.control("faults", path=ROLES, fault="status_500_before")
    answers = {
        "400_code3_client_id_not_integer": ask(ozon, "abc", "key"),
        "400_code9_obsolete_method": seller.ask("/v2/returns/rfbs/verify"),
        "401_code16_headers_missing": ask(ozon, None, None),
        "403_code7_company_blocked": with_trouble(ozon, Trouble.BLOCKED, ROLES),
        "403_code7_no_subscription": with_trouble(ozon, Trouble.NO_SUBSCRIPTION, "/v1/chat/start"),
        "403_offer_not_signed": with_trouble(ozon, Trouble.OFFER_NOT_SIGNED, ROLES),
        "404_code5_invalid_api_key": ask(ozon, "1204871", "wrong"),
        "500_code13_internal": seller.ask(ROLES),
    }
    for name, answer in answers.items():
        sample = json.loads((ERRORS / f"{name}.json").read_text(encoding="utf-8"))
        assert (answer.status_code, answer.json()) == (sample["http_status"], sample["body"]), name


FIELDS = [
    "limit",
    "last_id",
    "cursor",
    "filter",
    "filters",
    "with",
    "posting_number",
    "posting_numbers",
    "return_id",
    "id",
    "comment",
    "chat_id",
    "text",
    "from_message_id",
    "direction",
    "cancellation_id",
    "date",
    "product_id",
    "sku",
    "offer_id",
    "items",
    "pagination",
    "types",
    "url",
    "enabled",
    "compensation_amount",
    "return_for_back_way",
    "rejection_reason_id",
    "cancel_reason_id",
    "related_posting_numbers",
    "sort_dir",
]
JUNK = (True, -1, 2**70, 1.5, "", "abc", "9999-12-31T23:59:59.999999999Z", [1], [{}], {}, {"limit": {}}, "\ud800")


@pytest.mark.parametrize("path", sorted(METHODS))
def test_no_request_however_odd_breaks_it(seller: Caller, path: str) -> None:
    for junk in JUNK:
        body = json.dumps({"limit": 20, **dict.fromkeys(FIELDS, junk)} if junk != -1 else dict.fromkeys(FIELDS, 1))
        answer = seller.client.post(path, content=body.encode())
        assert answer.status_code in {200, 400, 403, 404, 409}, (junk, answer.text)
