"""Our client against what Ozon published: every request of ours fits its document, every sample is understood."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import jsonschema
import pytest
import respx

from vozvrat import ozon
from vozvrat.domain import errors
from vozvrat.domain.orders import Scheme
from vozvrat.ozon import writes
from vozvrat.ozon.errors import Answer, error_of
from vozvrat.ozon.reads import account, cancellations, chats, fees, orders, products, returns

FACTS = Path(__file__).resolve().parents[3] / "shared" / "facts" / "ozon-api"
SPECIFICATION = FACTS / "openapi.json"
SAMPLES = FACTS / "samples"

needs_facts = pytest.mark.skipif(
    not SPECIFICATION.exists(), reason=f"{SPECIFICATION.name} of the Seller API is not beside the repository"
)

SINCE, TO = datetime(2026, 10, 1, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC)
NUMBER = "58544282-0057-1"


@pytest.fixture(scope="module")
def specification() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(SPECIFICATION.read_text(encoding="utf-8"))
    return found


@pytest.fixture
def seller() -> Iterator[ozon.Seller]:
    fees.forget_dictionaries()
    with ozon.connect("3058", "key", limiter=ozon.Unlimited(), patience=ozon.Patience(attempts=1)) as found:
        yield found
    fees.forget_dictionaries()


def sample(name: str) -> Any:
    return json.loads((SAMPLES / "official" / f"{name}.response.json").read_text(encoding="utf-8"))


def ozon_answers(mock: respx.MockRouter, path: str, body: object) -> respx.Route:
    return mock.post(f"{ozon.DEFAULT_URL}{path}").mock(return_value=httpx.Response(200, json=body))


# --- what we send ------------------------------------------------------------------------

CALLS: dict[str, list[Callable[[ozon.Seller], object]]] = {
    "/v1/roles": [account.roles],
    "/v1/seller/info": [account.seller_info],
    "/v1/rating/index/fbs/info": [account.error_index],
    "/v4/posting/fbs/list": [
        lambda s: list(orders.fbs_pages(s, since=SINCE, to=TO)),
        lambda s: list(orders.fbs_pages(s, since=SINCE, to=TO, cursor="abc", changed=(SINCE, TO))),
    ],
    "/v3/posting/fbs/get": [lambda s: orders.fbs(s, NUMBER)],
    "/v3/posting/fbo/list": [lambda s: list(orders.fbo_pages(s, since=SINCE, to=TO))],
    "/v2/posting/fbo/get": [lambda s: orders.fbo(s, NUMBER)],
    "/v1/returns/list": [
        lambda s: list(returns.common_pages(s)),
        lambda s: list(returns.common_pages(s, last_id="3000000000817031943", changed=(SINCE, TO))),
        lambda s: list(returns.common_pages(s, posting_numbers=[NUMBER])),
    ],
    "/v2/returns/rfbs/list": [
        lambda s: list(returns.rfbs_pages(s)),
        lambda s: list(returns.rfbs_pages(s, group_states=["New"], posting_number=NUMBER, created=(SINCE, TO))),
    ],
    "/v2/returns/rfbs/get": [lambda s: returns.rfbs(s, "8000123456")],
    "/v2/conditional-cancellation/list": [
        lambda s: list(cancellations.pages(s)),
        lambda s: list(cancellations.pages(s, state="ON_APPROVAL", posting_numbers=[NUMBER])),
    ],
    "/v3/chat/list": [lambda s: list(chats.pages(s))],
    "/v3/chat/history": [
        lambda s: list(chats.history(s, "5e767w03")),
        lambda s: list(chats.history(s, "5e767w03", from_message_id="3000000000817031942", newer=True)),
    ],
    "/v1/finance/accrual/postings": [lambda s: fees.accruals(s, [NUMBER])],
    "/v1/finance/accrual/types": [fees.accrual_types],
    "/v3/product/info/list": [lambda s: products.info(s, ["33373353831"])],
    "/v1/returns/rfbs/action/set": [
        lambda s: writes.set_return_action(s, return_id="8", action_id="-1", comment="нет", rejection_reason_id="3"),
        lambda s: writes.set_return_action(s, return_id="8", action_id="1020", amount=Decimal("499.90")),
        lambda s: writes.set_return_action(s, return_id="8", action_id="5", postage=Decimal(350)),
    ],
    "/v2/conditional-cancellation/approve": [lambda s: writes.approve_cancellation(s, cancellation_id="5")],
    "/v2/conditional-cancellation/reject": [
        lambda s: writes.reject_cancellation(s, cancellation_id="5", comment="отправлено")
    ],
    "/v1/chat/send/message": [lambda s: writes.send_message(s, chat_id="5e767w03", text="Здравствуйте")],
}


def resolved(specification: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    """The node itself, or what it refers to."""
    while "$ref" in node:
        target: Any = specification
        for part in node["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        node = target
    return node


def request_schema(specification: dict[str, Any], path: str) -> dict[str, Any] | None:
    operation = specification["paths"][path]["post"]
    if "requestBody" not in operation:
        return None
    (content,) = resolved(specification, operation["requestBody"])["content"].values()
    schema: dict[str, Any] = content["schema"]
    return {**schema, "components": specification["components"]}


def named_fields(specification: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """The fields of an object, looked up through references and compositions."""
    schema = resolved(specification, schema)
    found = dict(schema.get("properties", {}))
    for part in schema.get("allOf", []):
        found |= named_fields(specification, part)
    return found


def unnamed(specification: dict[str, Any], schema: dict[str, Any], body: dict[str, Any], at: str = "") -> list[str]:
    """Fields that we send and Ozon's document does not know."""
    fields = named_fields(specification, schema)
    found = []
    for name, value in body.items():
        if name not in fields:
            found.append(f"{at}/{name}")
        elif isinstance(value, dict):
            found += unnamed(specification, fields[name], value, f"{at}/{name}")
    return found


@needs_facts
@pytest.mark.parametrize("path", CALLS)
def test_every_request_of_ours_fits_ozons_document(
    path: str, specification: dict[str, Any], seller: ozon.Seller
) -> None:
    schema = request_schema(specification, path)
    with respx.mock(assert_all_called=False) as mock:
        mock.post(url__regex=re.escape(ozon.DEFAULT_URL)).mock(return_value=httpx.Response(200, json={}))
        for call in CALLS[path]:
            try:
                call(seller)
            except errors.NotFoundAtOzon:
                continue  # an empty answer is no posting; what counts here is what was asked
        sent = [json.loads(call.request.content) for call in mock.calls if call.request.url.path == path]
    assert len(sent) == len(CALLS[path])
    for body in sent:
        if schema is None:
            assert body == {}
            continue
        jsonschema.Draft4Validator(schema).validate(body)
        assert unnamed(specification, schema, body) == []


def test_a_field_that_ozon_does_not_know_would_be_noticed() -> None:
    specification = {"components": {"schemas": {"X": {"properties": {"filter": {"properties": {"a": {}}}}}}}}
    assert unnamed(specification, {"$ref": "#/components/schemas/X"}, {"filter": {"b": 1}, "c": 2}) == [
        "/filter/b",
        "/c",
    ]


def test_no_method_of_ours_is_left_out_of_this_test() -> None:
    """Every path in the room of ozon is called above."""
    room = Path(ozon.__file__).parent
    named = {
        path
        for file in room.rglob("*.py")
        for path in re.findall(r'^[A-Z_]+ = "(/v\d[^"]+)"', file.read_text(), re.MULTILINE)
    }
    assert named == set(CALLS)


# --- what we understand ------------------------------------------------------------------


@needs_facts
def test_the_returns_list_is_understood(seller: ozon.Seller) -> None:
    with respx.mock as mock:
        ozon_answers(mock, "/v1/returns/list", sample("v1_returns_list"))
        (page,) = returns.common_pages(seller)
    (found,) = page.items
    assert (found.ozon_id, found.posting_number, found.scheme, found.type) == (
        "1000015552",
        NUMBER,
        Scheme.FBS,
        "FullReturn",
    )
    assert (found.state, found.compensation_state, found.company_id, found.source_id) == (
        "ArrivedAtReturnPlace",
        "Received",
        "3058",
        "90426223",
    )
    assert found.product is not None
    assert found.product.price is not None
    assert found.product.price.amount == 3318
    assert found.storage is not None
    assert found.storage.paid_from is not None
    assert (page.cursor, page.has_next) == ("1000015552", False)


@needs_facts
def test_the_rfbs_list_and_details_are_understood(seller: ozon.Seller) -> None:
    with respx.mock as mock:
        listing = ozon_answers(mock, "/v2/returns/rfbs/list", sample("v2_returns_rfbs_list"))
        ozon_answers(mock, "/v2/returns/rfbs/get", sample("v2_returns_rfbs_get"))
        (row,) = next(returns.rfbs_pages(seller)).items
        detail = returns.rfbs(seller, row.ozon_id)
    assert (row.ozon_id, row.return_number, row.state, row.group_state) == (
        "8000123456",
        "RET-2026-00123",
        "OnSellerApproval",
        "New",
    )
    assert (row.detailed, detail.detailed) == (False, True)
    assert [action.id for action in detail.available_actions] == ["0"]
    assert [reason.id for reason in detail.rejection_reasons] == ["0"]
    assert listing.call_count == 1


@needs_facts
def test_fbs_orders_are_understood(seller: ozon.Seller) -> None:
    with respx.mock as mock:
        ozon_answers(mock, "/v4/posting/fbs/list", sample("v4_posting_fbs_list"))
        ozon_answers(mock, "/v3/posting/fbs/get", sample("v3_posting_fbs_get"))
        (page,) = orders.fbs_pages(seller, since=SINCE, to=TO)
        one = orders.fbs(seller, NUMBER)
    (found,) = page.items
    assert (found.posting_number, found.scheme, found.status, found.cancellation) == (
        "0208245774-0029-1",
        Scheme.FBS,
        "awaiting_packaging",
        None,
    )
    assert found.lines[0].customer_price is not None
    assert found.lines[0].customer_price.amount == Decimal("2500.00")
    assert (found.delivered_at, found.lines[1].customer_price) == (None, None)
    assert (one.posting_number, one.scheme, one.order_id) == ("0132112277-0101-1", Scheme.FBS, "35566798085")
    assert one.lines[0].price is not None
    assert one.lines[0].price.amount == 1530


@needs_facts
def test_fbo_orders_are_understood(seller: ozon.Seller) -> None:
    with respx.mock as mock:
        ozon_answers(mock, "/v3/posting/fbo/list", sample("v3_posting_fbo_list"))
        ozon_answers(mock, "/v2/posting/fbo/get", sample("v2_posting_fbo_get"))
        (page,) = orders.fbo_pages(seller, since=SINCE, to=TO)
        one = orders.fbo(seller, NUMBER)
    (found,) = page.items
    assert (found.scheme, found.status, found.delivered_at) == (Scheme.FBO, "delivered", None)
    assert (one.scheme, one.handed_over_at, one.delivered_at) == (Scheme.FBO, None, None)
    assert one.lines[0].price is not None
    assert (one.lines[0].sku, one.lines[0].price.currency) == ("254665483", "RUB")


@needs_facts
def test_chats_are_understood(seller: ozon.Seller) -> None:
    with respx.mock as mock:
        ozon_answers(mock, "/v3/chat/list", sample("v3_chat_list"))
        ozon_answers(mock, "/v3/chat/history", sample("v3_chat_history"))
        page = next(chats.pages(seller))
        messages = next(chats.history(seller, "c"))
    (chat,) = page.items
    assert page.has_next is True
    assert (chat.status, chat.type, chat.unread, chat.last_message_id) == (
        "OPENED",
        "SELLER_SUPPORT",
        1,
        "30000000001280042740",
    )
    (message,) = messages.items
    assert (message.ozon_id, message.author, message.order_number, message.sku) == (
        "3000000000817031942",
        "buyer",
        "123456789",
        "987654321",
    )


@needs_facts
def test_the_account_is_understood(seller: ozon.Seller) -> None:
    with respx.mock as mock:
        ozon_answers(mock, "/v1/roles", sample("v1_roles"))
        ozon_answers(mock, "/v1/seller/info", sample("v1_seller_info"))
        key, info = account.roles(seller), account.seller_info(seller)
    assert (key.roles, key.methods) == (("Admin", "Posting FBS"), {"/v1/actions", "/v1/posting"})
    assert key.expires_at == datetime(2026, 2, 18, 9, 54, 23, 296000, UTC)
    assert info.currency == "RUB"


@needs_facts
def test_cancellation_requests_and_products_are_understood(seller: ozon.Seller) -> None:
    with respx.mock as mock:
        ozon_answers(mock, "/v2/conditional-cancellation/list", sample("v2_conditional-cancellation_list"))
        ozon_answers(mock, "/v3/product/info/list", sample("v3_product_info_list"))
        (page,) = cancellations.pages(seller)
        (product,) = products.info(seller, ["123456789"])
    (found,) = page.items
    assert (found.initiator, page.cursor) == ("OZON", "283784254")
    assert found.auto_approve_at is not None
    assert (product.sku, product.category_id, product.type_id, product.image) == (
        "123456789",
        "42",
        "1",
        "https://example.com/primary_image.jpg",
    )
    assert product.price is not None
    assert (product.price.amount, product.return_fees[0][1].amount) == (Decimal("1299.99"), 50)


WHAT_THE_ERRORS_MEAN = {
    "400_code3_client_id_not_integer": errors.InvalidKey,
    "400_code3_filter_required": errors.BadRequest,
    "400_code9_obsolete_method": errors.ObsoleteMethod,
    "401_code16_headers_missing": errors.InvalidKey,
    "403_code7_company_blocked": errors.CompanyBlocked,
    "403_code7_no_subscription": errors.SubscriptionMissing,
    "403_offer_not_signed": errors.OfferNotSigned,
    "404_code5_invalid_api_key": errors.InvalidKey,
    "429_code8_rate_limit": errors.RateLimited,
    "500_code13_internal": errors.OzonDown,
    "circle_is_open": errors.CircleOpen,
}


@needs_facts
def test_every_sample_of_an_error_has_its_class() -> None:
    found = {}
    for file in sorted((SAMPLES / "errors").glob("*.json")):
        told = json.loads(file.read_text(encoding="utf-8"))
        headers = {name.lower(): value for name, value in told["headers"].items()}
        found[file.stem] = type(error_of(Answer(told["http_status"], headers, b"", told["body"]), method="/v1/x"))
    assert found == WHAT_THE_ERRORS_MEAN
