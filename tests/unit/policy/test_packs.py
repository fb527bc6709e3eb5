"""A pack that does not hold is refused as a whole, and says where."""

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from vozvrat import policy
from vozvrat.domain.errors import BrokenPack
from vozvrat.policy.loading import PACKS

WORDS = {"zh-CN": "词", "ru": "слово", "en": "word"}


def a_rule(**changes: Any) -> dict[str, Any]:
    rule = {
        "id": "OWN-1",
        "when": "f.return.photos > 3",
        "title": WORDS,
        "detail": WORDS,
        "remedy": WORDS,
        "confidence": "high",
        "reviewed_on": "2026-11-24",
        "examples": [
            {"name": "four photos", "facts": {"return": {"photos": 4}}, "fires": True},
            {"name": "three photos", "facts": {"return": {"photos": 3}}, "fires": False},
        ],
    }
    return {name: value for name, value in (rule | changes).items() if value is not None}


def a_pack(folder: Path, *rules: dict[str, Any]) -> Path:
    file = folder / "own.yaml"
    text = yaml.safe_dump({"theme": "own", "rules": list(rules)}, allow_unicode=True)
    file.write_text(text.replace("'2026-11-24'", "2026-11-24"), "utf-8")
    return file


def test_a_sound_rule_of_somebodys_own_is_loaded_and_fires(tmp_path: Path) -> None:
    pack = policy.load_pack(a_pack(tmp_path, a_rule()))
    facts = policy.facts.parse({"now": "2026-11-24T10:00:00Z", "return": {"photos": 9}})
    assert [finding.rule_id for finding in policy.check(facts, pack=pack)] == ["OWN-1"]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"when": "f.return.photos >"}, "misses something here"),
        ({"when": "f.return.fotos > 3"}, "f.return.fotos"),
        ({"when": "photos > 3"}, "through f"),
        ({"when": None}, "a check needs"),
        ({"title": {"en": "word"}}, "missing in zh-CN"),
        ({"severity": "awful"}, "severity"),
        ({"schemes": ["dbs"]}, "schemes"),
        ({"deadline": "doomsday"}, "no clock"),
        ({"reviewed_on": "yesterday"}, "reviewed_on"),
        ({"mood": "good"}, "unknown field mood"),
        ({"examples": []}, "no example that fires"),
        ({"examples": a_rule()["examples"][:1]}, "no example that stays silent"),
    ],
)
def test_a_rule_that_does_not_hold_is_refused_with_its_reason(
    tmp_path: Path, changes: dict[str, Any], says: str
) -> None:
    with pytest.raises(BrokenPack) as refused:
        policy.load_pack(a_pack(tmp_path, a_rule(**changes)))
    assert refused.value.parameters["file"] == "own.yaml"
    assert refused.value.parameters["rule"] == "OWN-1"
    assert says in str(refused.value.parameters["why"])


def test_an_example_that_fails_is_named(tmp_path: Path) -> None:
    broken = a_rule()["examples"] + [{"name": "a dream", "facts": {"return": {"photos": 0}}, "fires": True}]
    with pytest.raises(BrokenPack) as refused:
        policy.load_pack(a_pack(tmp_path, a_rule(examples=broken)))
    assert (refused.value.parameters["rule"], refused.value.parameters["example"]) == ("OWN-1", "a dream")


def test_an_id_that_stands_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BrokenPack) as refused:
        policy.load_pack(a_pack(tmp_path, a_rule(), a_rule()))
    assert "twice" in str(refused.value.parameters["why"])


def test_our_own_pack_does_not_load_with_one_example_turned_round(tmp_path: Path) -> None:
    folder = tmp_path / "packs"
    shutil.copytree(PACKS, folder)
    file = folder / "windows.yaml"
    file.write_text(file.read_text("utf-8").replace("days, facts: {}, fires: true", "days, facts: {}, fires: false", 1))
    with pytest.raises(BrokenPack) as refused:
        policy.load_pack(folder)
    assert refused.value.parameters["file"] == "windows.yaml"
    assert refused.value.parameters["example"]


@pytest.mark.parametrize("text", ["{", "- a list", "rules: 5", "\xff"])
def test_a_file_that_is_no_pack_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "odd.yaml"
    file.write_text(text, "latin-1")
    with pytest.raises(BrokenPack):
        policy.load_pack(file)
