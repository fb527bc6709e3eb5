"""Asking for rules and changing them, with what does not matter hidden."""

from typing import Any

import pytest

from tests.api.house import Api
from tests.api.shops import OTHER, a_shop, an_open_return

WAITS = 'f.return.state == "OnSellerApproval"'


@pytest.fixture
def shops(api: Api) -> tuple[str, str]:
    """Two shops with a return each that waits."""
    one, two = a_shop(), a_shop("two", "2002")
    an_open_return(one)
    an_open_return(two, number=OTHER, ozon_id="8000123457")
    return one, two


def a_rule(**fields: Any) -> dict[str, Any]:
    """An own rule that fires on every return waiting for the seller."""
    shape = {"title": "Look twice", "detail": "It waits.", "remedy": "Look.", "when": WAITS, "severity": "warning"}
    return {name: value for name, value in {**shape, **fields}.items() if value is not None}


def put(api: Api, rule_id: str, body: dict[str, Any], status: int = 200) -> dict[str, Any]:
    answer = api.ask("PUT", f"/policy/rules/{rule_id}", json=body)
    assert answer.status_code == status, answer.get_data(as_text=True)
    kept: dict[str, Any] = answer.get_json()
    return kept


def take_back(api: Api, rule_id: str, query: str = "", status: int = 204) -> None:
    answer = api.ask("DELETE", f"/policy/rules/{rule_id}{query}")
    assert answer.status_code == status, answer.get_data(as_text=True)


def catalogue(api: Api, query: str = "", **headers: str) -> list[dict[str, Any]]:
    """The whole catalogue, or what a query leaves of it."""
    answer = api.get(f"/policy/rules?limit=200{query}", headers=headers)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    found: list[dict[str, Any]] = answer.get_json()["items"]
    return found


def ids(api: Api, query: str = "") -> list[str]:
    return [rule["id"] for rule in catalogue(api, query)]


def said_of(api: Api, number: str) -> dict[str, dict[str, Any]]:
    """The findings of a posting's card, by rule."""
    answer = api.get(f"/orders/{number}")
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return {finding["rule_id"]: finding for finding in answer.get_json()["findings"]}
