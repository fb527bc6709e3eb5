"""Rules that somebody else wrote: whatever a pack holds, it is refused or shown for what it is."""

import re
from typing import Any

import pytest
from sqlalchemy import insert

from tests.api.house import Api, problem
from tests.api.rulers import a_rule, ids, put, said_of, take_back
from tests.api.shops import NUMBER, a_device_of, a_shop, an_open_return, now
from vozvrat import storage
from vozvrat.domain.locale import LOCALES, Locale
from vozvrat.storage import tables
from vozvrat.storage.tables.base import table

RULE = "- {id: OWN-X, title: T, when: 'true'}\n"
ENGLISH = re.compile(r"\b(?:is|are|the|must|while|could|not|found|expected|number|holds|misses|this|what)\b")


def take_in(api: Api, text: str, *, locale: Locale = "en", **rest: Any) -> Any:
    return api.post("/policy/rules/imports", {"yaml": text, **rest}, headers={"Accept-Language": locale})


@pytest.mark.parametrize("locale", ["ru", "zh-CN"])
@pytest.mark.parametrize(
    "text",
    [
        "rules: [\t",
        "rules: !!python/object/apply:os.system ['id']",
        "\x07",
        "%YAML 2.0\n---\na: 1",
        "rules:\n- {id: OWN-X, title: T, ? [1] : 3}",
        "overrides:\n- 5\n",
        "rules:\n- 5\n",
    ],
)
def test_what_is_wrong_with_a_pack_is_said_in_the_readers_language_alone(api: Api, text: str, locale: Locale) -> None:
    a_shop()
    said = problem(take_in(api, text, locale=locale), 422)["detail"]
    assert not ENGLISH.search(said.replace("YAML", "")), said


@pytest.mark.parametrize("version", ["true", "1.0", "'1'", "null", "[1]", "2"])
def test_a_pack_of_another_format_than_one_is_refused(api: Api, version: str) -> None:
    assert "another format" in problem(take_in(api, f"format: {version}\nrules:\n{RULE}"), 422)["detail"]
    assert "OWN-X" not in ids(api)
    assert take_in(api, f"format: 1\nrules:\n{RULE}").status_code == 200


def test_where_a_text_stops_being_yaml_is_said_by_line_and_character(api: Api) -> None:
    said = problem(take_in(api, "rules:\n- {id: OWN-X, title: [}\n"), 422)["detail"]
    assert "line 2, character" in said


@pytest.mark.parametrize("hidden", ["\\0", "\\a", "\\u202E", "\\u2066", "\\x9B"])
@pytest.mark.parametrize("field", ["title", "detail", "remedy"])
def test_words_hold_no_character_that_turns_or_hides_others(api: Api, field: str, hidden: str) -> None:
    a_shop()
    rule = f"rules:\n- {{id: OWN-X, title: T, when: 'true', {field}: \"gnp{hidden}x\"}}\n".replace(
        "title: T, when", "when"
    )
    rule = rule if field == "title" else rule.replace("{id: OWN-X,", "{id: OWN-X, title: T,")
    problem(take_in(api, rule), 422)
    override = f'overrides:\n- {{id: AMT-03, note: why, {field}: "gnp{hidden}x"}}\n'
    problem(take_in(api, override), 422)
    assert "OWN-X" not in ids(api)


def test_a_note_holds_no_character_that_turns_or_hides_others(api: Api) -> None:
    a_shop()
    problem(take_in(api, 'overrides:\n- {id: AMT-03, severity: info, note: "why\\u202Eyhw"}\n'), 422)
    put(api, "OWN-X", a_rule(note="why\u202e"), status=422)
    put(api, "AMT-03", {"severity": "info", "note": "why\u202e"}, status=422)


def test_no_text_of_a_pack_holds_what_not_every_database_takes(api: Api) -> None:
    example = '{name: n, fires: true, facts: {return: {comment: "a\\0b"}}}'
    problem(take_in(api, f"rules:\n- {{id: OWN-X, title: T, when: 'true', examples: [{example}]}}\n"), 422)


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "https://u:p@a.ru/x"],
)
def test_a_source_is_a_page_of_the_web_or_nothing(api: Api, address: str) -> None:
    text = f"rules:\n- {{id: OWN-X, title: T, when: 'true', sources: [{{address: '{address}'}}]}}\n"
    problem(take_in(api, text), 422)
    for good in ("seller.ozon.ru/x", "https://seller.ozon.ru/x", "http://a.ru/x", "Приказ № 5"):
        assert take_in(api, text.replace(address, good), dry_run=True).status_code == 200


def test_what_a_pack_switches_off_is_told_before_it_is_taken_in(api: Api) -> None:
    a_shop()
    text = (
        f"rules:\n{RULE}overrides:\n- {{id: CHT-04, enabled: false, note: trust me}}\n"
        "- {id: AMT-03, severity: info, note: trust me}\n- {id: PEN-04, title: {en: All is well}, note: trust me}\n"
    )
    for dry_run in (True, False):
        answer = take_in(api, text, dry_run=dry_run).get_json()
        assert answer["added"] == ["OWN-X", "CHT-04", "AMT-03", "PEN-04"]
        assert answer["built_in"] == ["CHT-04", "AMT-03", "PEN-04"]
        assert answer["switched_off"] == ["CHT-04"]
    again = take_in(api, text, dry_run=True).get_json()
    assert (again["built_in"], again["switched_off"]) == ([], [])


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(
    "body",
    [
        {"title": ""},
        {"title": {"fr": "x"}},
        {"when": "f.return.fotos > 1"},
        {"when": "f.return.photos >"},
        {"severity": "grave"},
        {"deadline": {"fact": "return.created_at", "hours": 1, "warn_hours": 2}},
        {"deadline": {"fact": "x", "hours": 1, "warn_hours": 2}},
        {"states": ["x" * 200]},
        {"schemes": ["fbx"]},
        {"examples": [{"name": "x"}]},
        {"examples": [{"name": "x", "facts": {"return": {"photos": "no"}}, "fires": True}]},
        {"examples": [{"name": "x", "facts": {}, "fires": True}]},
        {"enabled": "perhaps"},
        {"note": "x" * 501},
    ],
)
def test_each_complaint_about_a_rule_is_a_sentence(api: Api, body: dict[str, Any], locale: Locale) -> None:
    answer = api.ask("PUT", "/policy/rules/OWN-X", json={**a_rule(), **body}, headers={"Accept-Language": locale})
    for said in problem(answer, 422)["errors"].values():
        for one in said:
            assert one.endswith(("。", "？") if locale == "zh-CN" else "."), one
            assert locale != "en" or one[0].isupper() or one[0] == "“" or "_" in one.split()[0], one
            assert locale == "en" or not ENGLISH.search(one.replace("not in", "")), one


def test_taking_back_what_was_never_changed_says_just_that(api: Api) -> None:
    a_shop()
    answer = problem(api.ask("DELETE", "/policy/rules/AMT-03"), 404)
    assert answer["detail"] == "Nothing was changed in rule AMT-03; there is nothing to take back."


def test_a_browser_of_one_shop_is_told_why_it_cannot_take_back_a_rule_of_all(api: Api) -> None:
    shop = a_shop()
    put(api, "OWN-X", a_rule())
    answer = problem(api.of(a_device_of(shop)).ask("DELETE", "/policy/rules/OWN-X"), 404)
    assert "holds for all accounts" in answer["detail"]
    take_back(api, "OWN-X")


def wrote_itself(rule_id: str, body: object, *, scope: str = "all") -> None:
    """A row that no call of ours would write: a newer version's, or somebody's with a database tool."""
    row = {
        "scope": scope,
        "account_id": None if scope == "all" else scope,
        "rule_id": rule_id,
        "version": 1,
        "body": body,
        "note": "",
        "changed_at": now(),
        "changed_by": "somebody",
    }
    with storage.transaction() as connection:
        connection.execute(insert(table(tables.RuleVersion)), [row])


@pytest.mark.parametrize("body", [[1], "x", 5, {"zz": 1}, {"title": 5}, {"when": 5, "severity": "grave"}])
def test_a_stored_rule_that_nobody_can_read_breaks_no_page(api: Api, body: object) -> None:
    an_open_return(a_shop())
    wrote_itself("OWN-X", body)
    assert "SCH-01" in said_of(api, NUMBER)
    assert api.get("/policy/rules/OWN-X").get_json()["problem"]
    assert api.get("/policy/rules/OWN-X/versions").status_code == 200
    assert "OWN-X" in ids(api)
    assert api.post("/policy/rules/exports", {}).status_code == 200
    take_back(api, "OWN-X")


@pytest.mark.parametrize(
    "body",
    [[1], "x", 5, {"zz": 1}, {"title": "x"}, {"title": {"ru": 5}}, {"detail": {"fr": "x"}}, {"severity": "grave"}],
)
def test_a_stored_change_that_nobody_can_read_breaks_no_page(api: Api, body: object) -> None:
    shop = a_shop()
    an_open_return(shop)
    before = said_of(api, NUMBER)["SCH-01"]
    wrote_itself("SCH-01", body, scope=shop)
    assert said_of(api, NUMBER)["SCH-01"] == before
    assert api.get("/policy/rules/SCH-01").status_code == 200
    assert api.get("/policy/rules/SCH-01/versions").status_code == 200
    assert api.post("/policy/rules/exports", {}).status_code == 200
    take_back(api, "SCH-01")
