"""Commands: results on stdout, one plain sentence on stderr where it did not work, exit codes to trust."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from tests.api.ozons import refused
from tests.cli.conftest import Run
from vozvrat.cli import COMMANDS

FACTS = {
    "now": "2026-11-24T10:00:00Z",
    "order": {"scheme": "fbs"},
    "return": {"state": "OnSellerApproval", "created_at": "2026-11-24T04:00:00Z"},
}
OURS = [name for name in COMMANDS if name not in ("demo", "sandbox")]


def one_sentence(result: Result, code: int) -> str:
    """What a command says when it could not: one line, no traceback, nothing on stdout."""
    assert result.exit_code == code, result.output
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert "Traceback" not in line
    return line


@pytest.fixture
def key_file(tmp_path: Path) -> Any:
    def write(one: dict[str, str]) -> list[str]:
        place = tmp_path / "key"
        place.write_text(one["api_key"] + "\n")
        return ["--client-id", one["client_id"], "--key-file", str(place), "--name", one.get("name", "shop")]

    return write


@pytest.fixture
def reachable(ozon: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    monkeypatch.setenv("VOZVRAT_OZON_URL", ozon["url"])
    monkeypatch.setenv("VOZVRAT_REQUESTS_PER_SECOND", "0")
    return ozon


@pytest.mark.parametrize("command", OURS)
def test_every_command_explains_itself(vozvrat: Run, command: str) -> None:
    result = vozvrat(command, "--help")
    assert result.exit_code == 0
    assert f"vozvrat {command}" in result.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["check"],
        ["check", "12", "--facts", "x"],
        ["due", "--within", "soon"],
        ["pair", "--nope"],
        ["devices", "revoke"],
    ],
)
def test_wrong_usage_is_exit_two_in_one_sentence(vozvrat: Run, arguments: list[str]) -> None:
    assert "--help" in one_sentence(vozvrat(*arguments), 2)


@pytest.mark.parametrize("group", [[], ["accounts"], ["devices"], ["rules"], ["templates"]])
def test_a_command_left_out_is_named_beside_the_help(vozvrat: Run, group: list[str]) -> None:
    result = vozvrat(*group)
    assert result.exit_code == 2
    assert result.stderr == f"Missing command; see {' '.join(['vozvrat', *group])} --help.\n"
    assert "\nCommands:\n" in result.stdout


def test_a_sync_from_tomorrow_on_is_wrong_usage(vozvrat: Run) -> None:
    assert "2999-01-01" in one_sentence(vozvrat("sync", "--since", "2999-01-01"), 2)


def test_a_document_that_cannot_be_written_is_said_with_its_place(vozvrat: Run, tmp_path: Path) -> None:
    place = tmp_path / "nowhere" / "openapi.json"
    assert str(place) in one_sentence(vozvrat("openapi", "--output", str(place)), 1)


@pytest.mark.parametrize("given", ["", "\n", "   \n"])
def test_without_a_key_nothing_is_added(vozvrat: Run, given: str) -> None:
    assert "key" in one_sentence(vozvrat("accounts", "add", "--client-id", "5", given=given), 1)


def test_facts_are_checked_without_a_database(vozvrat: Run, tmp_path: Path, home: Path) -> None:
    facts = tmp_path / "facts.json"
    facts.write_text(json.dumps(FACTS))
    answer = json.loads(vozvrat("check", "--facts", str(facts), "--json").stdout)
    assert set(answer) == {"findings", "pack"}
    assert answer["findings"][0]["rule_id"] == "SCH-01"
    explained = json.loads(vozvrat("check", "--facts", str(facts), "--explain", "--json").stdout)
    assert len(explained["explanations"]) == answer["pack"]["rules"]
    assert not home.exists()


def test_facts_may_come_through_a_pipe(vozvrat: Run) -> None:
    answer = json.loads(vozvrat("check", "--facts", "-", "--json", given=json.dumps(FACTS)).stdout)
    assert answer["findings"][0]["severity"] == "info"


@pytest.mark.parametrize(("language", "word"), [("ru_RU.UTF-8", "Заяв"), ("zh_CN.UTF-8", "退货"), ("C", "request")])
def test_findings_are_in_the_language_of_the_terminal(vozvrat: Run, tmp_path: Path, language: str, word: str) -> None:
    facts = tmp_path / "facts.json"
    facts.write_text(json.dumps(FACTS))
    assert word in vozvrat("check", "--facts", str(facts), language=language).stdout


@pytest.mark.parametrize("text", ["", "{", "[]", '{"order": {"scheme": "x"}}', '{"nonsense": 1}'])
def test_a_document_that_is_none_is_said_plainly(vozvrat: Run, tmp_path: Path, text: str) -> None:
    facts = tmp_path / "facts.json"
    facts.write_text(text)
    one_sentence(vozvrat("check", "--facts", str(facts)), 1)
    one_sentence(vozvrat("check", "--facts", str(tmp_path / "none.json")), 1)


@pytest.mark.parametrize("command", ["lookup", "check"])
@pytest.mark.parametrize("number", ["12", "58544282-57-1", "2026-11-24"])
def test_a_malformed_number_says_what_one_looks_like(vozvrat: Run, command: str, number: str) -> None:
    assert "58544282-0057-1" in one_sentence(vozvrat(command, number), 2)


def test_without_an_account_a_look_up_says_what_a_key_would_add(vozvrat: Run) -> None:
    assert "key" in one_sentence(vozvrat("lookup", "58544282-0057-1"), 1)


def test_rules_are_listed_shown_and_proved(vozvrat: Run) -> None:
    listed = json.loads(vozvrat("rules", "list", "--json").stdout)
    assert len(listed) >= 22
    assert json.loads(vozvrat("rules", "show", "AMT-03", "--json").stdout)["severity"] == "blocker"
    assert "AMT-03" in vozvrat("rules", "list").stdout
    assert "AMT-03" in vozvrat("rules", "show", "AMT-03").stdout
    assert json.loads(vozvrat("rules", "lint", "--json").stdout)["examples"] > 50
    one_sentence(vozvrat("rules", "show", "NOPE"), 1)


def test_a_pack_whose_example_fails_is_named_with_rule_and_example(vozvrat: Run, tmp_path: Path) -> None:
    words = "{en: x, ru: x, zh-CN: x}"
    pack = tmp_path / "own.yaml"
    pack.write_text(
        "theme: amounts\nrules:\n"
        "- {id: OWN-1, when: 'f.order.status == \"delivered\"', severity: info,"
        f" title: {words}, detail: {words}, remedy: {words}, confidence: high, reviewed_on: 2026-11-24,"
        " sources: [{address: a.example, seen: undated}],"
        " examples: [{name: never, facts: {order: {status: awaiting}}, fires: true},"
        " {name: always, facts: {order: {status: delivered}}, fires: true},"
        " {name: not at all, facts: {order: {status: cancelled}}, fires: false}]}\n"
    )
    said = one_sentence(vozvrat("rules", "lint", str(pack)), 1)
    assert "own.yaml" in said
    assert "OWN-1" in said
    assert "“never”" in said


def test_templates_are_listed_shown_and_rendered(vozvrat: Run) -> None:
    listed = json.loads(vozvrat("templates", "list", "--json").stdout)
    assert len(listed) >= 20
    template_id = listed[0]["id"]
    assert set(json.loads(vozvrat("templates", "show", template_id, "--json").stdout)["texts"]) == {"ru", "zh-CN", "en"}
    assert template_id in vozvrat("templates", "show", template_id).stdout
    rendered = json.loads(vozvrat("templates", "render", template_id, "--json").stdout)
    assert all(f"⟦{gap['name']}⟧" in rendered["text"] for gap in rendered["missing"])
    plain = vozvrat("templates", "render", template_id, "--value", "product=Лампа")
    assert "Лампа" in plain.stdout
    one_sentence(vozvrat("templates", "show", "NOPE"), 1)
    one_sentence(vozvrat("templates", "render", template_id, "--value", "product"), 2)


def test_a_code_is_printed_for_people_and_for_programs(vozvrat: Run) -> None:
    assert re.fullmatch(r"[2-9A-Z]{4}-[2-9A-Z]{4}\n", vozvrat("pair").stdout)
    made = json.loads(vozvrat("pair", "--json").stdout)
    assert set(made) == {"code", "expires_at"}
    assert made["expires_at"].endswith("Z")
    one_sentence(vozvrat("pair", "--account", "none"), 1)


def test_devices_are_listed_and_revoked(vozvrat: Run) -> None:
    assert json.loads(vozvrat("devices", "list", "--json").stdout) == []
    one_sentence(vozvrat("devices", "revoke", "none"), 1)


def test_an_account_is_added_read_in_and_worked_with(vozvrat: Run, reachable: dict[str, Any], key_file: Any) -> None:
    added = vozvrat("accounts", "add", *key_file(reachable["accounts"][0]), "--json")
    assert added.exit_code == 0
    account = json.loads(added.stdout)
    assert reachable["accounts"][0]["api_key"] not in added.output
    assert account["id"] in vozvrat("accounts", "list").stdout
    assert json.loads(vozvrat("accounts", "verify", account["id"], "--json").stdout)["key_state"] == "valid"
    report = json.loads(vozvrat("sync", "--account", account["id"], "--json").stdout)
    assert report["rows"]["returns_common"] > 0
    assert report["skipped"] == []
    waiting = json.loads(vozvrat("due", "--within", "14d", "--json").stdout)
    ends = [one["next_deadline"]["at"] for one in waiting]
    assert ends
    assert ends == sorted(ends)
    number = waiting[0]["posting_number"]
    assert number in vozvrat("due", "--within", "14d").stdout
    assert json.loads(vozvrat("lookup", number, "--json").stdout)["order"]["posting_number"] == number
    assert number in vozvrat("lookup", number).stdout
    assert json.loads(vozvrat("check", number, "--json").stdout)["findings"]
    assert vozvrat("accounts", "remove", account["id"]).exit_code == 0
    assert json.loads(vozvrat("accounts", "list", "--json").stdout) == []


def test_the_key_may_be_typed_and_is_not_shown(vozvrat: Run, reachable: dict[str, Any]) -> None:
    one = reachable["accounts"][1]
    added = vozvrat("accounts", "add", "--client-id", one["client_id"], given=one["api_key"] + "\n")
    assert added.exit_code == 0
    assert one["api_key"] not in added.output


@pytest.mark.parametrize("trouble", ["deactivated", "other_address", "blocked", "offer_not_signed"])
@pytest.mark.parametrize("language", ["en_US.UTF-8", "ru_RU.UTF-8", "zh_CN.UTF-8"])
def test_a_refused_key_is_one_sentence_and_exit_one(
    vozvrat: Run, reachable: dict[str, Any], key_file: Any, trouble: str, language: str
) -> None:
    said = one_sentence(vozvrat("accounts", "add", *key_file(refused(reachable, trouble)), language=language), 1)
    assert said.endswith((".", "。"))
    assert ("а" in said, "的" in said or "。" in said) == (language[:2] == "ru", language[:2] == "zh")


def test_a_wrong_key_says_where_to_copy_the_right_one(vozvrat: Run, reachable: dict[str, Any], key_file: Any) -> None:
    wrong = {**reachable["accounts"][0], "api_key": "ffffffff-ffff-4fff-8fff-ffffffffffff"}
    assert "seller center" in one_sentence(vozvrat("accounts", "add", *key_file(wrong)), 1)
    empty = {**wrong, "api_key": ""}
    one_sentence(vozvrat("accounts", "add", *key_file(empty)), 1)


def test_a_key_without_a_role_is_added_and_the_missing_method_named(
    vozvrat: Run, reachable: dict[str, Any], key_file: Any
) -> None:
    added = vozvrat("accounts", "add", *key_file(refused(reachable, "no_returns_role")), "--json")
    assert added.exit_code == 0
    assert "/v1/returns/list" in added.stderr
    account_id = json.loads(added.stdout)["id"]
    assert vozvrat("accounts", "verify", account_id).exit_code == 1
    synced = vozvrat("sync", "--json")
    assert synced.exit_code == 0
    assert "/v1/returns/list" in synced.stderr
    assert "/v1/returns/list" in {one["method"] for one in json.loads(synced.stdout)[0]["skipped"]}


def test_ozon_down_is_one_sentence(vozvrat: Run, key_file: Any) -> None:
    said = one_sentence(vozvrat("accounts", "add", *key_file({"client_id": "5", "api_key": "k"})), 1)
    assert "Ozon does not answer" in said


def test_a_sync_without_an_account_says_how_to_add_one(vozvrat: Run) -> None:
    assert "vozvrat accounts add" in one_sentence(vozvrat("sync"), 1)
    one_sentence(vozvrat("sync", "--account", "none"), 1)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("VOZVRAT_OZON_URL", "http://api-seller.ozon.ru"),
        ("VOZVRAT_HOST", "0.0.0.0"),  # noqa: S104 - refused is what is promised
        ("VOZVRAT_PORT", "many"),
        ("VOZVRAT_PORT", "70000"),
        ("VOZVRAT_LOG_LEVEL", "LOUD"),
        ("VOZVRAT_KEYS", "nowhere"),
        ("VOZVRAT_REQUESTS_PER_SECOND", "500"),
        ("VOZVRAT_REQUESTS_PER_SECOND", "0"),
        ("VOZVRAT_DATABASE_URL", "nonsense"),
        ("VOZVRAT_DATABASE_URL", "mysql://root:secret@127.0.0.1/x"),
        ("VOZVRAT_HOME", "/proc/none"),
    ],
)
def test_a_setting_that_cannot_be_is_named(
    vozvrat: Run, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv("VOZVRAT_OZON_URL", "https://api-seller.ozon.ru")
    monkeypatch.setenv(name, value)
    said = one_sentence(vozvrat("pair"), 1)
    assert name in said
    assert "secret" not in said


def test_ozons_address_is_taken_by_its_short_name_too(vozvrat: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VOZVRAT_OZON_URL")
    monkeypatch.setenv("OZON_URL", "http://api-seller.ozon.ru")
    assert "OZON_URL" in one_sentence(vozvrat("pair"), 1)
    monkeypatch.setenv("OZON_URL", "http://127.0.0.1:9")
    assert vozvrat("pair").exit_code == 0


def test_a_damaged_database_is_said_and_left_as_it_is(vozvrat: Run, home: Path) -> None:
    home.mkdir(parents=True)
    place = home / "vozvrat.sqlite"
    place.write_bytes(b"SQLite format 3\x00" + b"\xff" * 8192)
    before = place.read_bytes()
    assert str(place) in one_sentence(vozvrat("pair"), 1)
    assert place.read_bytes() == before


def test_the_document_is_written_for_clients(vozvrat: Run, tmp_path: Path) -> None:
    assert json.loads(vozvrat("openapi").stdout)["openapi"] == "3.1.0"
    assert vozvrat("openapi", "--output", str(tmp_path / "o.json")).exit_code == 0
    assert json.loads((tmp_path / "o.json").read_text())["paths"]
