"""The Learn page answers what a seller wants to know, in the seller's language and with how sure it is."""

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.api.house import Api
from vozvrat.web import context


def themes(api: Api, language: str = "en") -> dict[str, Any]:
    answer = api.get("/policy/themes", headers={"Accept-Language": language})
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return {theme["id"]: theme for theme in answer.get_json()["items"]}


def test_every_step_of_the_work_has_a_theme_in_the_order_of_the_work(api: Api) -> None:
    assert list(themes(api)) == [
        "finding",
        "reasons",
        "deciding",
        "waiting",
        "talking",
        "times",
        "preventing",
        "tools",
        "analysing",
        "changes",
    ]


def test_the_list_is_whole(api: Api) -> None:
    assert api.get("/policy/themes").get_json()["next_cursor"] is None


def test_a_theme_has_what_the_page_draws(api: Api) -> None:
    for theme in themes(api).values():
        assert set(theme) == {"id", "title", "about", "rules", "pages", "places", "reasons"}
        assert all(set(rule) == {"id", "title", "detail", "confidence", "standing", "stale"} for rule in theme["rules"])
        assert all(set(page) == {"address", "title", "seen"} for page in theme["pages"])
        assert all(set(place) == {"title", "detail", "address", "seen"} for place in theme["places"])
        assert theme["rules"]
        assert theme["pages"]


@pytest.mark.parametrize(
    ("language", "title"), [("zh-CN", "退款时间与费用"), ("ru-RU", "Сроки и расходы"), ("en", "Times and costs")]
)
def test_a_theme_is_told_in_the_readers_language(api: Api, language: str, title: str) -> None:
    assert themes(api, language)["times"]["title"] == title


def test_a_claim_and_what_nobody_confirms_are_told_from_rules(api: Api) -> None:
    standing = {rule["id"]: rule["standing"] for theme in themes(api).values() for rule in theme["rules"]}
    assert (standing["DSP-09"], standing["PEN-07"]) == ("claim", "claim")
    assert (standing["PAY-04"], standing["CHT-09"]) == ("unconfirmed", "unconfirmed")
    assert standing["DSP-01"] == "rule"


def test_a_rule_whose_sources_nobody_looked_at_for_long_says_so(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(context, "now", lambda: datetime(2026, 12, 1, tzinfo=UTC))
    assert not any(rule["stale"] for theme in themes(api).values() for rule in theme["rules"])
    monkeypatch.setattr(context, "now", lambda: datetime(2027, 6, 1, tzinfo=UTC))
    assert all(rule["stale"] for theme in themes(api).values() for rule in theme["rules"])


def test_reasons_are_shown_as_ozon_writes_them_with_what_they_mean(api: Api) -> None:
    reasons = themes(api)["reasons"]["reasons"]
    assert {"names": {"zh-CN": "假货", "ru": "Подделка", "en": "Counterfeit"}, "kind": "counterfeit"} in reasons


def test_where_the_knowledge_base_was_not_seen_it_is_said(api: Api) -> None:
    (base,) = [place for place in themes(api)["tools"]["places"] if place["address"] == "seller-edu.ozon.ru"]
    assert base["seen"] == "not seen by us"


def test_nobody_without_a_token_learns_anything(anybody: Api) -> None:
    assert anybody.get("/policy/themes").status_code == 401
