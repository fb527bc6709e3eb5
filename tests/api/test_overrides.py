"""A shop's changes of built-in rules, and rules passed on: told before they hold, held as a whole or not at all."""

from typing import Any

import pytest

from tests.api.house import Api, problem
from tests.api.rulers import a_rule, catalogue, ids, put, said_of, take_back
from tests.api.shops import (
    NUMBER,
    OTHER,
    a_shop,
    an_open_return,
)
from vozvrat import storage


def test_an_override_of_no_rule_is_not_found(api: Api) -> None:
    a_shop()
    problem(api.ask("PUT", "/policy/rules/XYZ-99", json={"enabled": False, "note": "off"}), 404)


def test_an_override_changes_what_the_card_of_that_account_says_and_nobody_elses(
    api: Api, shops: tuple[str, str]
) -> None:
    changed = {"title": "Answer today", "severity": "blocker", "note": "we lost one", "account_id": shops[0]}
    kept = put(api, "SCH-01", changed)
    assert kept["override"]["note"] == "we lost one"
    assert kept["override"]["severity"] == "blocker"
    assert (kept["override"]["version"], kept["override"]["changed_by"]) == (1, "test")
    assert kept["account_id"] == shops[0]
    ours, theirs = said_of(api, NUMBER)["SCH-01"], said_of(api, OTHER)["SCH-01"]
    assert (ours["title"], ours["severity"]) == ("Answer today", "blocker")
    assert theirs["title"] != "Answer today"
    assert theirs["severity"] != "blocker"
    assert api.get(f"/policy/rules/SCH-01?account_id={shops[1]}").get_json()["override"] is None
    take_back(api, "SCH-01", f"?account_id={shops[0]}")
    assert said_of(api, NUMBER)["SCH-01"]["title"] == theirs["title"]


def test_a_rule_switched_off_shows_nowhere_but_in_the_catalogue(api: Api) -> None:
    an_open_return(a_shop())

    def badge() -> dict[str, Any]:
        (found,) = api.post("/orders/lookups", {"posting_numbers": [NUMBER]}).get_json()["items"]
        return dict(found)

    before = badge()["findings_count"]
    assert "SCH-01" in said_of(api, NUMBER)
    put(api, "SCH-01", {"enabled": False, "note": "we answer at once"})
    assert "SCH-01" not in said_of(api, NUMBER)
    assert badge()["findings_count"] == before - 1
    (rule,) = [rule for rule in catalogue(api) if rule["id"] == "SCH-01"]
    assert rule["enabled"] is False
    told = api.post("/policy/checks", {"posting_number": NUMBER, "explain": True}).get_json()["explanations"]
    (why,) = [one for one in told if one["rule_id"] == "SCH-01"]
    assert why["outcome"] == "silent"
    assert api.get("/policy/rules/SCH-01").get_json()["firing"]["count"] == 0


def test_a_rule_of_texts_switched_off_no_longer_reads_texts(api: Api) -> None:
    a_shop()
    text = {"text": "ПОЧЕМУ ВЫ НЕ ОТВЕЧАЕТЕ ПОЧЕМУ ВЫ МОЛЧИТЕ"}
    assert "CHT-05" in {one["rule_id"] for one in api.post("/policy/texts", text).get_json()["findings"]}
    put(api, "CHT-05", {"enabled": False, "note": "our tone"})
    assert "CHT-05" not in {one["rule_id"] for one in api.post("/policy/texts", text).get_json()["findings"]}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"enabled": False}, "note"),
        ({"enabled": False, "note": "  "}, "note"),
        ({"note": "why"}, "enabled"),
        ({"enabled": "no", "note": "why"}, "enabled"),
        ({"severity": "loud", "note": "why"}, "severity"),
        ({"title": "t" * 201, "note": "why"}, "title"),
        ({"title": " ", "note": "why"}, "title"),
        ({"title": {"fr": "non"}, "note": "why"}, "title"),
    ],
)
def test_an_override_that_does_not_hold_is_refused_with_the_field(api: Api, body: dict[str, Any], field: str) -> None:
    a_shop()
    refusal = problem(api.ask("PUT", "/policy/rules/SCH-01", json=body), 422)
    assert list(refusal["errors"]) == [field]


def test_of_several_accounts_the_one_whose_rule_is_changed_has_to_be_named(api: Api, shops: tuple[str, str]) -> None:
    body = {"enabled": False, "note": "off"}
    assert "account_id" in problem(api.ask("PUT", "/policy/rules/SCH-01", json=body), 422)["errors"]
    assert "account_id" in problem(api.ask("DELETE", "/policy/rules/SCH-01"), 422)["errors"]
    problem(api.ask("PUT", "/policy/rules/SCH-01", json={**body, "account_id": "none"}), 404)


def of_ours(*ids: str, off: bool = False) -> dict[str, list[str]]:
    """What an import tells of built-in rules apart."""
    return {"built_in": [*ids], "switched_off": [*ids] if off else []}


def test_what_was_exported_is_read_back_to_the_same(api: Api) -> None:
    shop = a_shop()
    put(api, "OWN-ALL", a_rule(title={"ru": "Раз", "en": "Once", "zh-CN": "一次"}))
    put(api, "OWN-ONE", a_rule(account_id=shop, schemes=["rfbs"]))
    put(api, "SCH-01", {"severity": "blocker", "title": "Сегодня: ответить", "note": "спешим"})
    text = api.post("/policy/rules/exports", {}).get_json()["yaml"]
    assert "format: 1" in text
    same = {"added": [], "changed": [], "unchanged": ["OWN-ALL", "OWN-ONE", "SCH-01"]} | of_ours()
    assert api.post("/policy/rules/imports", {"yaml": text}).get_json() == same
    for rule_id in ("OWN-ALL", "OWN-ONE", "SCH-01"):
        take_back(api, rule_id)
    fresh = {"added": ["OWN-ALL", "OWN-ONE", "SCH-01"], "changed": [], "unchanged": []} | of_ours("SCH-01")
    assert api.post("/policy/rules/imports", {"yaml": f"# passed on\n{text}"}).get_json() == fresh
    again = api.post("/policy/rules/exports", {}).get_json()["yaml"]
    assert again == text
    only = api.post("/policy/rules/exports", {"ids": ["SCH-01"]}).get_json()["yaml"]
    assert "OWN-" not in only.split("\n", 1)[1]
    problem(api.post("/policy/rules/exports", {"ids": ["SCH-02"]}), 404)


def test_a_dry_run_shows_what_would_change_and_changes_nothing(api: Api) -> None:
    a_shop()
    put(api, "OWN-1", a_rule(title="mine"))
    text = "format: 1\nrules:\n- {id: OWN-1, title: theirs, when: 'f.chat.unread > 3'}\n"
    text += "- {id: OWN-2, title: new, when: 'f.chat.unread > 5'}\n"
    text += "overrides:\n- {id: SCH-01, enabled: false, note: theirs}\n"
    asked = {"yaml": text, "dry_run": True}
    told = {"added": ["OWN-2", "SCH-01"], "changed": ["OWN-1"], "unchanged": []} | of_ours("SCH-01", off=True)
    assert api.post("/policy/rules/imports", asked).get_json() == told
    assert api.get("/policy/rules/OWN-1").get_json()["title"] == "mine"
    assert api.get("/policy/rules/SCH-01").get_json()["enabled"]
    assert "OWN-2" not in ids(api)


@pytest.mark.parametrize(
    "text",
    [
        "rules: [",
        "[]",
        "rules: []",
        "format: 2\nrules:\n- {id: OWN-2, title: t, when: 'true == f.seller.cross_border'}",
        "rules:\n- {id: OWN-2, title: t, when: 'f.chat.unread > 3'}\n- {id: OWN-3, title: t, when: 'f.nothing > 3'}",
        "rules:\n- {id: OWN-2, title: t, when: 'f.chat.unread > 3'}\noverrides:\n- {id: SCH-01, enabled: false}",
        "rules:\n- {id: OWN-2, title: t, when: 'f.chat.unread > 3'}\noverrides:\n- {id: NO-1, enabled: false, note: n}",
        "rules:\n- {id: OWN-2, title: t, when: 'f.chat.unread > 3'}\nothers: 1",
        "rules:\n- {id: SCH-01, title: t, when: 'f.chat.unread > 3'}",
    ],
)
def test_an_import_is_all_or_nothing(api: Api, text: str) -> None:
    a_shop()
    refusal = problem(api.post("/policy/rules/imports", {"yaml": text}), 422)
    assert refusal["detail"]
    assert storage.rules.current() == []


def test_passed_on_changes_of_built_in_rules_need_a_certain_account(api: Api, shops: tuple[str, str]) -> None:
    text = "overrides:\n- {id: SCH-01, enabled: false, note: theirs}\n"
    assert "account_id" in problem(api.post("/policy/rules/imports", {"yaml": text}), 422)["errors"]
    done = api.post("/policy/rules/imports", {"yaml": text, "account_id": shops[1]}).get_json()
    assert done["added"] == ["SCH-01"]
    assert "SCH-01" in said_of(api, NUMBER)
    assert "SCH-01" not in said_of(api, OTHER)
