"""A clock on a card says whose turn it is, how sure we are, what then happens, and the hour in Moscow and at home."""

from datetime import timedelta
from typing import Any

import pytest

from tests.api.house import Api
from tests.api.shops import NUMBER, a_cancellation_request, a_shop, an_open_return, hours_ago, now
from tests.storage.builders import an_order
from vozvrat import storage
from vozvrat.domain.orders import Scheme


def deadlines(api: Api, tag: str = "en") -> list[dict[str, Any]]:
    card = api.get(f"/orders/{NUMBER}", headers={"Accept-Language": tag})
    assert card.status_code == 200, card.get_data(as_text=True)
    found: list[dict[str, Any]] = card.get_json()["deadlines"]
    return found


@pytest.mark.parametrize(
    ("tag", "then", "moscow", "local"),
    [
        ("en", "Without an answer", " (Moscow)", " (Beijing)"),
        ("ru", "Без ответа", " (Мск)", " (Пекин)"),
        ("zh-CN", "逾期未处理", "（莫斯科时间）", "（北京时间）"),
    ],
)
def test_a_clock_is_told_whole_in_the_readers_language(api: Api, tag: str, then: str, moscow: str, local: str) -> None:
    an_open_return(a_shop(), scheme=Scheme.FBS)
    api.ask("PUT", "/settings", json={"time_zone": "Asia/Shanghai"})
    [clock] = [one for one in deadlines(api, tag) if one["rule_id"] == "SCH-01"]
    assert (clock["turn"], clock["confidence"], clock["source"]) == ("seller", "medium", "rule")
    assert clock["then"].startswith(then)
    assert clock["moscow"].endswith(moscow)
    assert clock["local"].endswith(local)
    assert clock["local"] in clock["line"]


@pytest.mark.parametrize("zone", ["Europe/Moscow", "Europe/Istanbul"])
def test_a_zone_with_moscows_hour_is_not_told_twice(api: Api, zone: str) -> None:
    an_open_return(a_shop(), scheme=Scheme.FBS)
    api.ask("PUT", "/settings", json={"time_zone": zone})
    assert all(clock["local"] is None for clock in deadlines(api))


def test_the_pages_timer_and_ozons_field_are_named_as_what_they_are(api: Api) -> None:
    shop = a_shop()
    return_id = an_open_return(shop, scheme=Scheme.FBS)
    shown = {"answer_due_at": (now() + timedelta(hours=9)).isoformat(), "seen_at": now().isoformat(), "page": "return"}
    assert api.post(f"/returns/{return_id}/observations", shown).status_code == 201
    assert {clock["source"] for clock in deadlines(api) if clock["rule_id"] == "SCH-01"} == {"page"}
    a_cancellation_request(shop, number=NUMBER)
    told = api.get("/cancellations").get_json()["items"]
    assert [one["next_deadline"]["source"] for one in told] == ["ozon"]


def test_an_order_to_hand_over_has_its_clock_on_the_card(api: Api) -> None:
    shop = a_shop(currency="CNY")
    order = an_order(
        NUMBER,
        scheme=Scheme.RFBS,
        status="awaiting_deliver",
        created_at=hours_ago(30),
        delivered_from=None,
        delivered_at=None,
    )
    storage.orders.save(shop, [order])
    [clock] = deadlines(api)
    assert (clock["rule_id"], clock["turn"]) == ("SCH-19", "seller")
    assert clock["line"].startswith("Hand the order over by")


def test_a_term_of_the_law_stands_on_the_card_and_not_on_the_badge(api: Api) -> None:
    an_open_return(a_shop(), scheme=Scheme.RFBS, state="Approved", asked=30)
    laws = {"LAW-04", "LAW-07"}
    assert laws & {clock["rule_id"] for clock in deadlines(api)}
    [badge] = api.post("/orders/lookups", {"posting_numbers": [NUMBER]}).get_json()["items"]
    assert badge["next_deadline"] is None
    [listed] = api.get("/returns").get_json()["items"]
    assert listed["next_deadline"] is None
