"""GET /policy/changes and the packs that ran here."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.api.house import Api, problem
from vozvrat import policy, storage
from vozvrat.domain.findings import Severity
from vozvrat.domain.locale import LOCALES, Locale
from vozvrat.policy.rules import Pack
from vozvrat.watch import versions

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
RUNNING = policy.engine.default_pack()


def run_another(monkeypatch: pytest.MonkeyPatch, *, version: str) -> None:
    """What a newer Vozvrat brings: AMT-01 is a blocker there."""
    rules = [
        replace(rule, severity=Severity.BLOCKER) if rule.id == "AMT-01" else rule for rule in RUNNING.rules.values()
    ]
    newer = Pack.of(rules, version=version)
    monkeypatch.setattr(policy.engine, "default_pack", lambda: newer)


def test_a_fresh_vozvrat_tells_what_changed_since_the_first_rules(api: Api) -> None:
    answer = api.get("/policy/changes").get_json()
    assert answer["from"] == {"version": "2026.11.24", "reviewed_on": "2026-11-24"}
    assert answer["to"]["version"] == RUNNING.version
    assert [one["version"] for one in answer["versions"]] == ["2026.11.24", RUNNING.version]
    kinds = {item["rule_id"]: item["kind"] for item in answer["items"]}
    assert kinds["DSP-02"] == "added"
    assert "removed" not in kinds.values()
    assert all(item["rule_id"] in item["sentence"] and item["title"] for item in answer["items"])


def test_a_pack_that_ran_is_kept_once_and_compared_with_the_next(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    assert versions.keep_running(now=NOW) is True
    assert versions.keep_running(now=NOW) is False
    run_another(monkeypatch, version="2026.12.1")
    versions.keep_running(now=NOW.replace(month=12))
    answer = api.get("/policy/changes").get_json()
    assert (answer["from"]["version"], answer["to"]["version"]) == (RUNNING.version, "2026.12.1")
    [item] = answer["items"]
    assert item["sentence"] == "AMT-01: severity from warning to blocker."
    assert [one["seen_at"] for one in answer["versions"]] == [None, "2026-11-24T10:00:00Z", "2026-12-24T10:00:00Z"]
    whole = api.get("/policy/changes?from=2026.11.24&to=2026.12.1").get_json()
    assert len(whole["items"]) > 60
    back = api.get(f"/policy/changes?from=2026.12.1&to={RUNNING.version}").get_json()
    assert back["items"][0]["sentence"] == "AMT-01: severity from blocker to warning."


def test_two_packs_of_one_version_are_told_apart(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    versions.keep_running(now=NOW)
    run_another(monkeypatch, version=RUNNING.version)
    answer = api.get("/policy/changes").get_json()
    assert answer["to"]["version"] == RUNNING.version
    assert answer["from"]["version"].startswith(f"{RUNNING.version}+")
    assert [item["rule_id"] for item in answer["items"]] == ["AMT-01"]
    name = answer["from"]["version"].replace("+", "%2B")
    assert api.get(f"/policy/changes?from={name}").get_json() == answer


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("query", ["from=1999.1.1", "to=nonsense"])
def test_a_version_that_nobody_knows_is_refused_in_one_sentence(api: Api, query: str, locale: Locale) -> None:
    refusal = problem(api.get(f"/policy/changes?{query}", headers={"Accept-Language": locale}), 404)
    assert query.partition("=")[2] in refusal["detail"]
    assert refusal["code"] == "not_found"


def test_what_is_kept_comes_back_as_it_was_written(api: Api) -> None:
    del api
    versions.keep_running(now=NOW)
    [kept] = storage.packs.list_all()
    assert storage.packs.rules_of(kept.digest) == list(versions.running().rules)
