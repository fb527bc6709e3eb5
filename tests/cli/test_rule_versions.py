"""What changed, what rules rest on, and which are stale, in the terminal."""

import json
from datetime import UTC, datetime

import pytest
import time_machine

from tests.cli.conftest import Run
from tests.cli.test_commands import one_sentence
from vozvrat import policy
from vozvrat.words import age

LATE = datetime(2027, 2, 23, 10, tzinfo=UTC)
"""91 days after the rules were reviewed."""


@pytest.mark.parametrize(
    ("language", "said"),
    [("en_US.UTF-8", "DSP-02 is new"), ("ru_RU.UTF-8", "DSP-02: новое правило"), ("zh_CN.UTF-8", "DSP-02 为新增规则")],
)
def test_what_changed_since_the_version_before_is_told(vozvrat: Run, language: str, said: str) -> None:
    result = vozvrat("rules", "changes", language=language)
    assert result.exit_code == 0, result.stderr
    assert said in result.stdout
    assert result.stdout.startswith(f"2026.11.24 → {policy.pack_info().version}\n")


def test_programs_get_the_same_as_over_http(vozvrat: Run) -> None:
    told = json.loads(vozvrat("rules", "changes", "--from", "2026.11.24", "--to", "2026.11.24", "--json").stdout)
    assert told["from"] == told["to"] == {"version": "2026.11.24", "reviewed_on": "2026-11-24"}
    assert told["items"] == []
    assert told["versions"][0]["seen_at"] is None


def test_a_version_that_is_not_known_is_one_sentence(vozvrat: Run) -> None:
    one_sentence(vozvrat("rules", "changes", "--from", "1.2.3"), 1)


def test_the_pages_that_rules_rest_on_are_listed(vozvrat: Run) -> None:
    told = json.loads(vozvrat("rules", "sources", "--json").stdout)
    assert {"address", "rules", "seen", "state", "checked_at", "changed_at", "problem"} == told[0].keys()
    shown = vozvrat("rules", "sources").stdout
    assert "docs.ozon.ru/global/en/fulfillment/rfbs/refunds/money" in shown


def test_stale_rules_are_marked_in_the_list_and_on_their_page(vozvrat: Run) -> None:
    mark = age.stale("2026-11-24", "en")
    assert "stale" not in vozvrat("rules", "list").stdout
    assert mark not in vozvrat("rules", "show", "SCH-01").stdout
    with time_machine.travel(LATE, tick=False):
        assert "high stale" in vozvrat("rules", "list").stdout
        assert mark in vozvrat("rules", "show", "SCH-01").stdout
