"""The card, and the lists around it."""

from typing import Any

import pytest

from tests.api.house import Api, problem
from tests.api.ozons import ozon
from tests.api.shops import (
    NUMBER,
    QUIET,
    a_cancellation_request,
    a_chat,
    a_quiet_order,
    a_shop,
    an_open_return,
    now,
    timedelta,
)
from vozvrat import accounts
from vozvrat.domain.orders import Scheme
from vozvrat.words import states

__all__ = ["ozon"]

RETURN_FIELDS = {
    "id", "ozon_id", "return_number", "posting_number", "account_id", "scheme", "state", "state_name", "group_state",
    "type", "reason", "comment", "photos", "product", "quantity", "created_at", "state_changed_at", "money", "storage",
    "available_actions", "rejection_reasons", "next_deadline", "findings",
}  # fmt: skip


def test_the_card_tells_everything_about_a_posting(api: Api) -> None:
    shop = a_shop()
    an_open_return(shop)
    a_chat(shop, order_number="58544282-0057")
    card = api.get(f"/orders/{NUMBER}").get_json()
    assert set(card) >= {
        "order", "returns", "cancellations", "chat", "fees", "findings", "deadlines", "timeline",
    }  # fmt: skip
    assert card["order"]["products"][0]["price"] == {"amount": "165.10", "currency": "CNY"}
    assert card["order"]["products"][0]["customer_price"] == {"amount": "1790.00", "currency": "RUB"}
    (claim,) = card["returns"]
    assert set(claim) >= RETURN_FIELDS
    assert claim["reason"] == {"id": "12", "name": "Товар с браком", "kind": "defect", "is_defect": True}
    assert claim["available_actions"][0]["needs"] == ["rejection_reason", "comment"]
    assert card["chat"] == {
        "id": "c-1", "status": "OPENED", "unread": 1, "last_buyer_message_at": card["chat"]["last_buyer_message_at"],
    }  # fmt: skip
    assert card["findings"][0]["rule_id"] == "SCH-01"
    assert {
        "rule_id",
        "severity",
        "title",
        "detail",
        "remedy",
        "deadline_at",
        "warn_at",
        "confidence",
        "contradictions",
        "sources",
        "template_purposes",
    } <= set(card["findings"][0])
    assert card["deadlines"][0]["line"].startswith("Answer by")
    kinds = [entry["kind"] for entry in card["timeline"]]
    assert kinds.index("order_created") < kinds.index("return_asked")
    assert all(entry["at"].endswith("Z") for entry in card["timeline"])


def test_without_an_account_the_card_says_what_a_key_would_add(api: Api) -> None:
    refusal = problem(api.get(f"/orders/{NUMBER}"), 404)
    assert refusal["code"] == "no_account"
    assert "key" in refusal["detail"]


def test_a_posting_that_nobody_knows_is_not_found(
    api: Api, ozon: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VOZVRAT_OZON_URL", ozon["url"])
    one = ozon["accounts"][0]
    accounts.add(client_id=one["client_id"], key=one["api_key"])
    refusal = problem(api.get(f"/orders/{NUMBER}"), 404)
    assert NUMBER in refusal["detail"]
    assert api.post("/orders/lookups", {"posting_numbers": [NUMBER]}).get_json()["items"][0]["status"] == "not_found"


def test_ozon_down_leaves_what_is_stored_and_says_so_for_the_rest(api: Api, ozon: dict[str, Any]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VOZVRAT_OZON_URL", ozon["url"])
        one = ozon["accounts"][0]
        shop = accounts.add(client_id=one["client_id"], key=one["api_key"]).id
    an_open_return(shop)
    assert api.get(f"/orders/{NUMBER}").status_code == 200
    assert problem(api.get("/orders/58544282-9999-1"), 503)["code"] == "ozon_down"


@pytest.mark.parametrize("number", ["12", "58544282-0057-1x", "a%2Fb"])
def test_a_malformed_number_says_what_one_looks_like(api: Api, number: str) -> None:
    answer = api.get(f"/orders/{number}")
    assert answer.status_code in (404, 422)
    refusal = problem(answer, answer.status_code)
    if answer.status_code == 422:
        assert "58544282-0057-1" in refusal["detail"]


def test_orders_are_found_by_what_people_remember(api: Api) -> None:
    shop = a_shop()
    an_open_return(shop)
    a_quiet_order(shop)
    for question in (NUMBER, "58544282-0057", "TEAPOT", "1478901234", "чайник", "0057-1-R1"):
        found = [item["posting_number"] for item in api.get(f"/orders?q={question}").get_json()["items"]]
        assert NUMBER in found, question
    assert [one["posting_number"] for one in api.get("/orders?has_return=false").get_json()["items"]] == [QUIET]
    assert [one["posting_number"] for one in api.get("/orders?has_return=true").get_json()["items"]] == [NUMBER]


def test_a_list_is_read_to_its_end_by_cursors(api: Api) -> None:
    shop = a_shop()
    for place in range(7):
        a_quiet_order(shop, number=f"58544282-010{place}-1")
    seen: list[str] = []
    cursor = ""
    while True:
        page = api.get(f"/orders?limit=3{cursor}").get_json()
        seen += [item["posting_number"] for item in page["items"]]
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert len(seen) == len(set(seen)) == 7


@pytest.mark.parametrize("path", ["/orders", "/returns", "/cancellations", "/templates", "/policy/rules", "/events"])
@pytest.mark.parametrize("query", ["limit=0", "limit=201", "limit=x", "unknown=1"])
def test_lists_refuse_what_they_do_not_know(api: Api, path: str, query: str) -> None:
    refusal = problem(api.get(f"{path}?{query}"), 422)
    assert query.split("=", maxsplit=1)[0] in refusal["errors"]


@pytest.mark.parametrize("path", ["/orders", "/returns", "/cancellations", "/templates", "/policy/rules"])
@pytest.mark.parametrize("cursor", ["x", "%F0%9F%98%80", "bm9uc2Vuc2U", "W10", "WzEsMl0"])
def test_a_made_up_cursor_is_refused_not_obeyed(api: Api, path: str, cursor: str) -> None:
    problem(api.get(f"{path}?cursor={cursor}"), 422)


def test_returns_come_nearest_deadline_first(api: Api) -> None:
    shop = a_shop()
    for place, asked in enumerate((2, 20, 10)):
        number = f"58544282-020{place}-1"
        an_open_return(shop, number=number, asked=asked, ozon_id=f"80{place}")
        due = {
            "answer_due_at": (now() + timedelta(hours=24 - asked)).isoformat(),
            "seen_at": now().isoformat(),
            "page": "returns",
        }
        assert api.post(f"/returns/shop-rfbs-80{place}/observations", due).status_code == 201
    items = api.get("/returns").get_json()["items"]
    ends = [item["next_deadline"]["at"] for item in items]
    assert ends == sorted(ends)
    soon = (now() + timedelta(hours=5)).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert [item["id"] for item in api.get(f"/returns?due_before={soon}").get_json()["items"]] == ["shop-rfbs-801"]


def test_a_page_timer_ends_the_clock_and_never_moves_a_warning_later(api: Api) -> None:
    return_id = an_open_return(a_shop(), asked=2)
    before = api.get(f"/returns/{return_id}").get_json()["next_deadline"]
    later = now() + timedelta(hours=40)
    body = {"answer_due_at": later.isoformat(), "seen_at": now().isoformat(), "page": "/app/returns"}
    after = api.post(f"/returns/{return_id}/observations", body).get_json()
    assert after["next_deadline"]["source"] == "page"
    assert after["next_deadline"]["at"] == later.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert after["next_deadline"]["warn_at"] == before["warn_at"]


@pytest.mark.parametrize(
    "change",
    [
        {"answer_due_at": "tomorrow"},
        {"answer_due_at": "2026-11-24T10:00:00"},
        {"seen_at": None},
        {"page": 5},
        {"amount": 3},
    ],
)
def test_an_observation_is_read_strictly(api: Api, change: dict[str, object]) -> None:
    return_id = an_open_return(a_shop())
    body = {"answer_due_at": now().isoformat(), "seen_at": now().isoformat(), "page": "x", **change}
    refusal = problem(api.post(f"/returns/{return_id}/observations", body), 422)
    assert set(refusal["errors"]) == set(change)


@pytest.mark.parametrize(
    ("due_in", "seen_ago", "field"),
    [
        (-1, 0, "answer_due_at"),
        (0, 0, "answer_due_at"),
        (24 * 61, 0, "answer_due_at"),
        (-24 * 400, 0, "answer_due_at"),
        (5, -1, "seen_at"),
        (5, 24 * 61, "seen_at"),
    ],
)
def test_a_page_misread_does_not_take_the_warning_away(api: Api, due_in: float, seen_ago: float, field: str) -> None:
    return_id = an_open_return(a_shop(), asked=20)
    before = api.get(f"/returns/{return_id}").get_json()
    body = {
        "answer_due_at": (now() + timedelta(hours=due_in)).isoformat(),
        "seen_at": (now() - timedelta(hours=seen_ago)).isoformat(),
        "page": "returns",
    }
    assert field in problem(api.post(f"/returns/{return_id}/observations", body), 422)["errors"]
    after = api.get(f"/returns/{return_id}").get_json()
    assert after["findings"] == before["findings"]
    assert after["next_deadline"] == before["next_deadline"]


def test_an_observation_of_an_unknown_return_is_not_found(api: Api) -> None:
    body = {"answer_due_at": now().isoformat(), "seen_at": now().isoformat(), "page": "x"}
    problem(api.post("/returns/nothing/observations", body), 404)


def test_a_cancellation_request_is_listed_with_its_clock(api: Api) -> None:
    own = a_cancellation_request(a_shop(), number=NUMBER)
    (item,) = api.get("/cancellations?state=ON_APPROVAL").get_json()["items"]
    assert item["id"] == own
    assert item["next_deadline"]["rule_id"] == "SCH-18"
    assert api.get(f"/cancellations/{own}").get_json()["posting_number"] == NUMBER
    problem(api.get("/cancellations/none"), 404)


def test_an_rfbs_request_has_the_long_clock(api: Api) -> None:
    return_id = an_open_return(a_shop(currency="CNY"), scheme=Scheme.RFBS)
    assert api.get(f"/returns/{return_id}").get_json()["next_deadline"]["rule_id"] == "SCH-05"


def test_known_states_are_said_in_the_readers_language_and_unknown_ones_keep_ozons_name() -> None:
    assert all(set(words) == {"zh-CN", "ru", "en"} and all(words.values()) for words in states.STATES.values())
    assert states.of_state("OnSellerApproval") == {
        "zh-CN": "等待您决定",
        "ru": "Ждёт вашего решения",
        "en": "Waits for your decision",
    }
    assert states.of_state("WriteOff") is None
