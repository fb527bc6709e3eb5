"""Every answer of the simulated Ozon has the shape that Ozon documents."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import jsonschema
import pytest

from vozvrat_sandbox.api import METHODS
from vozvrat_sandbox.api.finance import MOSCOW
from vozvrat_sandbox.serve import Sandbox
from vozvrat_sandbox.world import Scheme, when

from . import openapi_helper as openapi

pytestmark = pytest.mark.skipif(not openapi.is_there(), reason=f"{openapi.DOCUMENT} is not beside this checkout")

NOW = datetime.now(UTC)
PERIOD = {"since": (NOW - timedelta(days=360)).isoformat(), "to": (NOW + timedelta(days=1)).isoformat()}
EVERYTHING = {"analytics_data": True, "barcodes": True, "financial_data": True, "legal_info": True}
NOTIFICATION = {"url": "https://example.org/push", "types": ["TYPE_NEW_POSTING"]}


@pytest.fixture(scope="module")
def ozon() -> Iterator[Sandbox]:
    with Sandbox(seed=5, returns=600, requests_per_second=0) as sandbox:
        yield sandbox


@pytest.fixture(scope="module")
def requests(ozon: Sandbox) -> dict[str, dict[str, Any]]:
    """A request of each path that has something to answer."""
    world = ozon.world
    account = world.accounts[0]
    fbs, fbo = world.fbs_postings(account), world.fbo_postings(account)
    young = [posting for posting in fbs if posting.status == "awaiting_packaging"]
    claim, other = [row for row in world.claims(account) if row.state == "OnSellerApproval"][:2]
    waiting = [row for row in world.cancellations(account) if row.state == "ON_APPROVAL"]
    now = world.clock.seconds()
    chat = next(
        chat
        for chat in world.chats(account)
        if chat.posting
        and chat.status == "OPENED"
        and now - chat.messages[-1].created_at < 86400
        and chat.messages[-1].author != "Seller"
    )
    products = world.products(account)
    day = next(posting for posting in reversed(fbs) if posting.delivered_at)
    wide = {"filter": PERIOD, "limit": 50, "with": EVERYTHING}
    review = world.reviews(account)[0]
    return {
        "/v1/roles": {},
        "/v1/seller/info": {},
        "/v4/posting/fbs/list": wide,
        "/v4/posting/fbs/unfulfilled/list": {"filter": {}, "limit": 50, "with": EVERYTHING},
        "/v3/posting/fbs/get": {"posting_number": fbs[0].number, "with": EVERYTHING},
        "/v1/posting/fbs/cancel-reason": {"related_posting_numbers": [fbs[0].number]},
        "/v2/posting/fbs/cancel-reason/list": {},
        "/v2/posting/fbs/cancel": {"posting_number": young[0].number, "cancel_reason_id": 352},
        "/v2/posting/fbs/product/cancel": {
            "posting_number": young[1].number,
            "cancel_reason_id": 352,
            "cancel_reason_message": "нет на складе",
            "items": [{"sku": young[1].product.sku, "quantity": 1}],
        },
        "/v3/posting/fbo/list": wide,
        "/v2/posting/fbo/get": {"posting_number": fbo[0].number, "with": EVERYTHING},
        "/v1/returns/list": {"filter": {}, "limit": 500},
        "/v1/returns/company/fbs/info": {"pagination": {"limit": 10}},
        "/v2/returns/rfbs/list": {"filter": {}, "limit": 1000},
        "/v2/returns/rfbs/get": {"return_id": claim.id},
        "/v1/returns/rfbs/action/set": {"return_id": other.id, "id": 1001},
        "/v1/returns/settings/utilization/info": {},
        "/v1/return/giveout/list": {"limit": 10},
        "/v1/return/giveout/info": {"giveout_id": 5_000_001},
        "/v1/return/giveout/is-enabled": {},
        "/v2/conditional-cancellation/list": {"limit": 500, "with": {"counter": True}},
        "/v2/conditional-cancellation/approve": {"cancellation_id": waiting[0].id},
        "/v2/conditional-cancellation/reject": {"cancellation_id": waiting[1].id, "comment": "уже едет"},
        "/v3/chat/list": {"limit": 100},
        "/v3/chat/history": {"chat_id": chat.id},
        "/v1/chat/start": {"posting_number": chat.posting.number if chat.posting else ""},
        "/v1/chat/send/message": {"chat_id": chat.id, "text": "Здравствуйте!"},
        "/v1/chat/send/file": {"chat_id": chat.id, "name": "a.txt", "base64_content": "YQ=="},
        "/v2/chat/read": {"chat_id": chat.id},
        "/v1/finance/accrual/postings": {"posting_numbers": [row.number for row in fbs[:200]]},
        "/v1/finance/accrual/types": {},
        "/v1/finance/accrual/by-day": {
            "date": world_day(day.delivered_at),
            "last_id": "",
        },
        "/v3/product/info/list": {"sku": [str(row.sku) for row in products[:20]]},
        "/v4/product/info/attributes": {"filter": {}, "limit": 100},
        "/v1/product/info/description": {"product_id": products[0].product_id},
        "/v2/product/pictures/info": {"product_id": [str(products[0].product_id)]},
        "/v5/product/info/prices": {"filter": {}, "limit": 100},
        "/v1/rating/summary": {},
        "/v1/rating/index/fbs/info": {},
        "/v1/rating/index/fbs/posting/list": {
            "filter": {"date_from": PERIOD["since"], "date_to": PERIOD["to"]},
            "limit": 100,
        },
        "/v2/review/list": {"limit": 100},
        "/v1/review/comment/create": {"review_id": review.id, "text": "Спасибо!"},
        "/v1/notification/set": NOTIFICATION,
        "/v1/notification/list": {"limit": 10},
        "/v1/notification/push-type/list": {},
        "/v1/notification/update": {"id": 4001, "types": ["TYPE_NEW_MESSAGE"]},
        "/v1/notification/check": {"url": NOTIFICATION["url"]},
        "/v1/notification/enable": {"id": 4001, "enabled": False},
        "/v1/notification/delete": {"id": 4001},
    }


def world_day(moment: int | None) -> str:
    """The Moscow day on which a parcel's sale is accrued."""
    assert moment is not None
    return when(moment + 3 * 3600).astimezone(MOSCOW).date().isoformat()


def ask(ozon: Sandbox, path: str, body: dict[str, Any]) -> httpx.Response:
    account = ozon.accounts[0]
    headers = {"Client-Id": account.client_id, "Api-Key": account.api_key}
    return httpx.post(ozon.url + path, json=body, headers=headers)


def test_every_documented_path_is_served_and_no_other(requests: dict[str, dict[str, Any]]) -> None:
    assert set(METHODS) == set(openapi.paths())
    assert set(requests) == set(METHODS)


def test_every_answer_has_the_documented_shape(ozon: Sandbox, requests: dict[str, dict[str, Any]]) -> None:
    wrong: list[str] = []
    for path, body in requests.items():
        answer = ask(ozon, path, body)
        schema = openapi.answer_schema(path)
        if answer.status_code != 200:
            wrong.append(f"{path}: {answer.status_code} {answer.text}")
        elif schema is None:
            wrong += [f"{path}: an empty answer is documented"] if answer.content else []
        else:
            errors = jsonschema.Draft202012Validator(schema).iter_errors(answer.json())
            wrong += [f"{path}: {error.json_path} {error.message[:120]}" for error in list(errors)[:5]]
    assert not wrong, "\n".join(wrong)


def test_lists_are_not_empty(ozon: Sandbox, requests: dict[str, dict[str, Any]]) -> None:
    rows = {
        "/v4/posting/fbs/list": "postings",
        "/v4/posting/fbs/unfulfilled/list": "postings",
        "/v3/posting/fbo/list": "postings",
        "/v1/returns/list": "returns",
        "/v2/returns/rfbs/list": "returns",
        "/v2/conditional-cancellation/list": "result",
        "/v3/chat/list": "chats",
        "/v1/finance/accrual/by-day": "accruals",
        "/v3/product/info/list": "items",
        "/v2/review/list": "reviews",
    }
    empty = [path for path, field in rows.items() if not ask(ozon, path, requests[path]).json()[field]]
    assert not empty


def test_each_scheme_has_its_parcels_in_the_right_list(ozon: Sandbox) -> None:
    world = ozon.world
    for account in world.accounts:
        assert {row.scheme for row in world.fbs_postings(account)} == {Scheme.FBS, Scheme.RFBS}
        assert {row.scheme for row in world.fbo_postings(account)} == {Scheme.FBO}


def test_every_error_has_the_documented_shape(ozon: Sandbox) -> None:
    schema = openapi.tolerant({"$ref": "#/components/schemas/rpcStatus"})
    for path, body in (("/v1/returns/list", {}), ("/v2/returns/rfbs/get", {"return_id": 1}), ("/v9/none", {})):
        answer = ask(ozon, path, body)
        assert answer.status_code >= 400
        jsonschema.validate(answer.json(), schema)
