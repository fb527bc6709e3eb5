"""The OpenAPI document is what the application does: made-up requests never break it, answers keep to it."""

import json
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.api.house import OWN, PORT, Api
from tests.api.shops import NUMBER, a_cancellation_request, a_chat, a_quiet_order, a_shop, an_open_return
from vozvrat.web import create_app
from vozvrat.web.app import document_of

schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", create_app(port=PORT), base_url=OWN)


def not_broken(ctx: object, response: object, case: object) -> None:
    assert response.status_code < 500 or response.json()["code"] == "key_store_unavailable", response.text  # type: ignore[attr-defined]
    if response.status_code >= 400:  # type: ignore[attr-defined]
        assert response.headers["content-type"] == ["application/problem+json"]  # type: ignore[attr-defined]


@pytest.fixture
def stocked(api: Api) -> Api:
    shop = a_shop()
    an_open_return(shop)
    a_quiet_order(shop)
    a_chat(shop, order_number=NUMBER.rsplit("-", 1)[0])
    a_cancellation_request(shop, number="58544282-0059-1")
    return api


# What would ask Ozon, and what would take the token away under our feet, is promised elsewhere.
@schema.exclude(path_regex=r"/accounts|/devices/|/pairing").parametrize()
@settings(
    max_examples=12,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
    derandomize=True,
    database=None,
)
def test_made_up_requests_get_an_answer_that_keeps_to_the_document(stocked: Api, case: schemathesis.Case) -> None:
    case.headers = {**(case.headers or {}), "Authorization": f"Bearer {stocked.token}"}
    response = case.call(base_url=OWN)
    case.validate_response(
        response,
        checks=[not_broken, content_type_conformance, status_code_conformance, response_schema_conformance],
    )


def test_every_call_says_in_the_document_what_it_does_and_how_it_refuses(anybody: Api) -> None:
    document = document_of(anybody.client.application)
    assert document["openapi"] == "3.1.0"
    for path, item in document["paths"].items():
        for method, call in item.items():
            if method in ("get", "post", "put", "patch", "delete"):
                assert call["summary"], (path, method)
                assert "application/problem+json" in call["responses"]["422"]["content"], (path, method)


def test_the_document_and_the_page_need_no_token_and_nothing_from_elsewhere(anybody: Api) -> None:
    assert anybody.get("/openapi.json").get_json()["info"]["title"] == "Vozvrat"
    page = anybody.get("/docs")
    text = page.get_data(as_text=True)
    assert page.content_type.startswith("text/html")
    assert "<script" not in text
    assert "http://" not in text
    assert "https://" not in text
    for path in ("/orders/lookups", "/policy/checks", "/templates/suggestions"):
        assert path in text
    assert text.index("/orders/lookups") < text.index("/accounts")
    assert anybody.get("/docs.css").content_type.startswith("text/css")


def test_the_document_in_the_extension_is_this_one(anybody: Api) -> None:
    kept = Path(__file__).parents[2] / "extension" / "backend" / "openapi.json"
    written = json.loads(kept.read_text(encoding="utf-8"))
    assert written == json.loads(json.dumps(document_of(anybody.client.application)))
