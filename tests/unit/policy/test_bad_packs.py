"""A pack that does not hold is refused as a whole, with file, rule and reason in three languages."""

import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.policy.test_own_rules import ODD
from tests.unit.policy.test_packs import WORDS, a_pack, a_rule
from vozvrat import policy
from vozvrat.domain.errors import BrokenPack
from vozvrat.domain.locale import LOCALES
from vozvrat.policy import documents
from vozvrat.words.errors import sentence


def refusal(path: Path) -> BrokenPack:
    with pytest.raises(BrokenPack) as refused:
        policy.load_pack(path)
    return refused.value


CLOCK = {"clock": "from_fact", "fact": "return.created_at", "hours": 4, "warn_hours": 2}


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"when": "f.return.photos"}, "when: needs true or false"),
        ({"when": '"x"'}, "when: needs true or false"),
        ({"when": 5}, "when: must be an expression"),
        ({"when": ["f.return.photos > 3"]}, "when: must be an expression"),
        ({"when": "f.return.fotos > 3"}, "asks for f.return.fotos, which is no fact; f.return.photos is one"),
        ({"notes": [{"when": "f.product.price * 2.0", "text": WORDS}]}, "notes: needs true or false"),
        ({"notes": [{"when": "true", "text": {"en": "x"}}]}, "notes: is missing in zh-CN"),
        ({"notes": ["f.return.photos > 3"]}, "notes: must be a list of mappings"),
        ({"notes": 5}, "notes: must be a list of mappings"),
        ({"notes": [{"when": "true", "words": WORDS}]}, "notes: unknown field words"),
        ({"cases": [{"when": "f.return.photos", "title": WORDS}]}, "cases: needs true or false"),
        ({"cases": [{"severity": "awful"}]}, "severity: must be one of"),
        ({"cases": {"when": "true"}}, "cases: must be a list of mappings"),
        ({"cases": [{"notes": []}]}, "cases: unknown field notes"),
        ({"contradictions": WORDS}, "contradictions: must be a list of mappings"),
        ({"contradictions": ["some"]}, "contradictions: must be a list of mappings"),
        ({"title": "word"}, "title: must be said in"),
        ({"detail": {**WORDS, "ru": 5}}, "detail: is missing in ru"),
        ({"detail": {**WORDS, "ru": "  "}}, "detail: is missing in ru"),
        ({"schemes": "rfbs"}, "schemes: must be a list of words"),
        ({"states": [None]}, "states: must be a list of words"),
        ({"needs": ["drafts"]}, "needs: must be one of"),
        ({"text": ["contacts"]}, "text: must be a text"),
        ({"claim": "yes"}, "claim: must be true or false"),
        ({"theme": 5}, "theme: must be a text"),
        ({"kind": "law"}, "kind: must be one of"),
        ({"confidence": ["high"]}, "confidence: must be one of"),
        ({"owner": "seller"}, "unknown field owner"),
        ({"enabled": False}, "unknown field enabled"),
        ({"effective_from": "2026-11-24", "effective_to": "2026-11-23"}, "effective_"),
        ({"deadline": 5}, "is no clock"),
        ({"deadline": {**CLOCK, "fact": ["return.created_at"]}}, "is no fact"),
        ({"deadline": {**CLOCK, "fact": "return.made_at"}}, "return.made_at is no fact"),
        ({"deadline": {**CLOCK, "hours": "four"}}, "from 0 to"),
        ({"deadline": {**CLOCK, "hours": float("inf")}}, "from 0 to"),
        ({"deadline": {**CLOCK, "hours": -1}}, "from 0 to"),
        ({"sources": [{"seen": "today"}]}, "sources: each needs an address"),
        ({"sources": "docs.ozon.ru"}, "sources: each needs an address"),
        ({"given": []}, "given: must be a mapping"),
        ({"examples": "none"}, "examples: must be a list of mappings"),
        ({"examples": [{"facts": {}}]}, "examples: each needs a name"),
        ({"examples": [{"name": "x", "facts": [], "fires": True}]}, "facts must be an object"),
        ({"examples": [{"name": "x", "fires": "yes"}]}, "must say `fires` or `silent`"),
        ({"examples": [{"name": "x", "fires": True, "mood": 1}]}, "examples: unknown field mood"),
        ({"examples": [{"name": "x", "fires": True, "facts": {"return": {"photos": "four"}}}]}, "facts/return/photos"),
    ],
)
def test_a_rule_that_does_not_hold_is_named_with_its_reason(tmp_path: Path, changes: dict[str, Any], says: str) -> None:
    refused = refusal(a_pack(tmp_path, a_rule(**changes)))
    assert (refused.parameters["file"], refused.parameters["rule"]) == ("own.yaml", "OWN-1")
    why = str(refused.parameters["why"])
    assert says in why
    assert [locale for locale in ("ru", "zh-CN") if why in sentence(refused, locale)] == []


@pytest.mark.parametrize(
    ("day", "says"),
    [
        ("2026-02-31", "is a date that does not exist"),
        ("2026-13-01", "is a date that does not exist"),
        ("0000-00-00", "is a date that does not exist"),
        ("yesterday", "must be a date such as"),
        ("2026-11-24T10:00:00Z", "must be a date such as"),
        ("2026-11-24T99:00:00Z", "must be a date such as"),
        ("null", "must be a date such as"),
    ],
)
def test_a_date_that_is_none_or_does_not_exist_is_refused(tmp_path: Path, day: str, says: str) -> None:
    file = a_pack(tmp_path, a_rule())
    file.write_text(file.read_text("utf-8").replace("reviewed_on: 2026-11-24", f"reviewed_on: {day}"), "utf-8")
    refused = refusal(file)
    assert (refused.parameters["file"], refused.parameters["rule"]) == ("own.yaml", "OWN-1")
    assert str(refused.parameters["why"]).startswith(f"reviewed_on: {says}")


def test_an_end_before_the_beginning_is_refused(tmp_path: Path) -> None:
    file = a_pack(tmp_path, a_rule(effective_from="F", effective_to="T"))
    text = file.read_text("utf-8").replace("effective_from: F", "effective_from: 2026-11-24")
    file.write_text(text.replace("effective_to: T", "effective_to: 2026-11-23"), "utf-8")
    assert "before effective_from" in str(refusal(file).parameters["why"])


BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join(f'*{old}' for _ in range(9))}]\n"
    for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (BOMB, "more than 100000 values"),
        ("a: &a [*a]", "*a stands for something around it"),
        ("rules: [*gone]", "*gone stands for nothing"),
        ("rules: " + "[" * 100 + "]" * 100, "inside one another"),
        ("rules: " + "{a: " * 100 + "}" * 100, "inside one another"),
        ("rules: " + "- " * 20_000, "is no YAML"),
        ("x" * (documents.SIZE + 1), "is longer than"),
        ("rules:\n" + "- 1\n" * 110_000, "more than 100000 values"),
        ("rules: 1\nrules: 2", "says rules twice, the second time in line 2"),
        ("rules: !!python/object/apply:os.system [echo]", "is no YAML"),
        ("rules: " + "9" * 5000, "is no YAML"),
        ("rules: [", "is no YAML"),
        ("? [a]\n: b", "is no YAML"),
        ("--- 1\n--- 2", "is no YAML"),
        ("", "must hold"),
        ("\x00", "is no YAML"),
        ("rules: []", "must hold"),
        ("rules: [5]", "must be a mapping"),
        ("rules: [{id: 5}]", "must be a mapping"),
        ("rules: {}", "must hold"),
    ],
)
def test_a_text_that_is_no_pack_or_would_fill_the_memory_is_refused_at_once(text: str, says: str) -> None:
    began = time.monotonic()
    with pytest.raises(BrokenPack) as refused:
        policy.read_pack_text(text, name="own.yaml")
    assert says in str(refused.value.parameters["why"])
    assert len({sentence(refused.value, locale) for locale in LOCALES}) == 3
    assert [locale for locale in ("ru", "zh-CN") if says in sentence(refused.value, locale)] == []
    assert time.monotonic() - began < 5


def test_a_file_that_is_no_text_or_is_not_there_is_refused(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_bytes(b"\xff\xfe\x00rules")
    assert refusal(tmp_path / "own.yaml").parameters["file"] == "own.yaml"
    assert refusal(tmp_path / "gone.yaml").parameters["file"] == "gone.yaml"


def test_a_pack_that_is_refused_leaves_the_running_one_as_it_is(tmp_path: Path) -> None:
    before = policy.pack_info()
    refusal(a_pack(tmp_path, a_rule(when="f.return.photos")))
    assert policy.pack_info() == before
    assert policy.engine.default_pack() is policy.engine.default_pack()


@pytest.mark.parametrize(
    "changes",
    [
        {"when": "f.return.photos"},
        {"title": {"en": "word"}},
        {"schemes": ["dbs"]},
        {"mood": "good"},
        {"examples": a_rule()["examples"][:1]},
        {"examples": [*a_rule()["examples"], {"name": "a dream", "facts": {}, "fires": True}]},
        {"deadline": "doomsday"},
    ],
)
def test_the_reason_is_said_in_three_languages(tmp_path: Path, changes: dict[str, Any]) -> None:
    refused = refusal(a_pack(tmp_path, a_rule(**changes)))
    said = {locale: sentence(refused, locale) for locale in LOCALES}
    assert str(refused.parameters["why"]) in said["en"]
    for locale in ("ru", "zh-CN"):
        assert str(refused.parameters["why"]) not in said[locale]


PLACES = [*a_rule(), "severity", "schemes", "states", "needs", "deadline", "text", "notes", "cases", "sources", "given"]
PLACES += ["template_purposes", "contradictions", "effective_from", "effective_to", "claim", "kind", "theme", "owner"]


@settings(max_examples=250, deadline=None)
@given(st.dictionaries(st.sampled_from(PLACES), ODD, min_size=1, max_size=3))
def test_a_pack_spoilt_anywhere_is_refused_and_nothing_else_is_raised(
    tmp_path_factory: pytest.TempPathFactory, changes: dict[str, Any]
) -> None:
    file = tmp_path_factory.getbasetemp() / "spoilt.yaml"
    text = yaml.safe_dump({"theme": "own", "rules": [{**a_rule(), **changes}]})
    file.write_text(text.replace("'2026-11-24'", "2026-11-24"), "utf-8")
    try:
        pack = policy.load_pack(file)
    except BrokenPack as refused:
        sentences = {sentence(refused, locale) for locale in LOCALES}
    else:
        sentences = {rule.title["en"] for rule in pack.rules.values()}
    assert all(sentences)
