"""A rule whose sources nobody has looked at for 90 days is marked wherever it shows."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from click.testing import CliRunner

from tests.api.house import Api
from tests.api.shops import NUMBER, a_shop, an_open_return, now
from vozvrat import accounts, policy
from vozvrat.cli import main
from vozvrat.domain.locale import LOCALES
from vozvrat.words import age

REVIEWED = max(rule.reviewed_on for rule in policy.rules() if rule.reviewed_on is not None)
FRESH = datetime.combine(REVIEWED, time(10), UTC) + timedelta(days=90)
LATE = FRESH + timedelta(days=1)
WAITS = {"order": {"scheme": "fbs"}, "return": {"state": "OnSellerApproval"}}
PHONE = "Позвоните мне: +7 912 345-67-89"


@pytest.fixture(params=[False, True], ids=["after 90 days", "after 91 days"])
def late(request: pytest.FixtureRequest, api: Api) -> Iterator[bool]:
    """The day before a rule gets stale, and the day it does."""
    del api
    with time_machine.travel(LATE if request.param else FRESH, tick=False):
        yield bool(request.param)


@pytest.fixture
def paired(late: bool, anybody: Api) -> Api:
    """Paired on that day: a browser that was not seen for long is forgotten."""
    del late
    token, _ = accounts.redeem(accounts.pair().code, name="test", origin=None)
    return anybody.of(token)


def marks(items: Any) -> set[bool]:
    assert items
    return {item["stale"] for item in items}


def facts(**blocks: Any) -> dict[str, Any]:
    """A return that was asked for an hour ago."""
    asked = (now() - timedelta(hours=1)).isoformat().replace("+00:00", "Z")
    return {**WAITS, "return": {**WAITS["return"], "created_at": asked}, **blocks}


def test_in_the_catalogue_and_on_the_rules_own_page(paired: Api, late: bool) -> None:
    assert marks(paired.get("/policy/rules?limit=200").get_json()["items"]) == {late}
    assert paired.get("/policy/rules/SCH-01").get_json()["stale"] is late
    found = paired.get(f"/policy/rules?limit=200&stale={str(late).lower()}").get_json()["items"]
    assert len(found) == len(policy.rules())
    assert paired.get(f"/policy/rules?stale={str(not late).lower()}").get_json()["items"] == []


def test_in_the_findings_of_a_check(paired: Api, late: bool) -> None:
    draft = {"kind": "message", "text": PHONE}
    found = paired.post("/policy/checks", {"facts": facts(draft=draft)}).get_json()["findings"]
    assert {"SCH-01", "CHT-04"} <= {finding["rule_id"] for finding in found}
    assert marks(found) == {late}


def test_in_the_findings_of_a_text(paired: Api, late: bool) -> None:
    assert marks(paired.post("/policy/texts", {"text": PHONE}).get_json()["findings"]) == {late}


def test_on_a_card(paired: Api, late: bool) -> None:
    an_open_return(a_shop())
    assert marks(paired.get(f"/orders/{NUMBER}").get_json()["findings"]) == {late}


def test_among_what_one_can_learn(paired: Api, late: bool) -> None:
    themes = paired.get("/policy/themes").get_json()["items"]
    assert marks([rule for theme in themes for rule in theme["rules"]]) == {late}


def test_in_the_terminal(late: bool, tmp_path: Path) -> None:
    def said(*arguments: str) -> str:
        result = CliRunner(env={"LC_ALL": "en_US.UTF-8"}).invoke(main, list(arguments))
        assert result.exit_code == 0, result.output
        return result.output

    place = tmp_path / "facts.json"
    place.write_text(json.dumps(facts()), encoding="utf-8")
    mark = age.stale(REVIEWED, "en")
    assert (mark in said("check", "--facts", str(place))) is late


@pytest.mark.parametrize("locale", LOCALES)
def test_the_mark_names_the_day_in_each_language(locale: Any) -> None:
    assert "2026-11-24" in age.stale("2026-11-24", locale)
