"""The packs hold the whole of the sourced catalogue: nothing left out, nothing surer, nothing that hides a doubt."""

import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from vozvrat import policy
from vozvrat.policy.loading import MANIFEST, PACKS

CATALOGUE: dict[str, dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "catalogue.yaml").read_text("utf-8"))
ONLY_IN_TEXTS = "CHT-10"
"""The one rule without an official page that may speak: it warns of a wording, and says that no clause was found."""


def rules() -> dict[str, policy.Rule]:
    return {rule.id: rule for rule in policy.rules()}


@cache
def written() -> Counter[str]:
    """How often each id stands in the files, twins among them."""
    files = [file for file in PACKS.glob("*.yaml") if file.name != MANIFEST]
    return Counter(raw["id"] for file in files for raw in yaml.safe_load(file.read_text("utf-8"))["rules"])


@pytest.mark.parametrize("rule_id", CATALOGUE)
def test_each_entry_of_the_catalogue_is_in_the_packs_once_and_as_sure(rule_id: str) -> None:
    assert written()[rule_id] == 1
    assert rules()[rule_id].confidence == CATALOGUE[rule_id]["confidence"]


def test_the_packs_hold_nothing_that_the_catalogue_does_not() -> None:
    assert len(CATALOGUE) == 102
    assert written().keys() == CATALOGUE.keys()


@pytest.mark.parametrize("rule_id", CATALOGUE)
def test_a_doubt_that_the_catalogue_names_is_shown_and_none_is_made_up(rule_id: str) -> None:
    assert bool(rules()[rule_id].contradictions) == CATALOGUE[rule_id]["doubted"]


@pytest.mark.parametrize("rule_id", CATALOGUE)
def test_each_source_is_an_address_that_the_catalogue_gives_for_this_entry(rule_id: str) -> None:
    rule = rules()[rule_id]
    for source in rule.sources:
        assert source.address in CATALOGUE[rule_id]["addresses"]
        assert source.seen.strip()
    assert rule.sources or rule.id == ONLY_IN_TEXTS


def test_most_of_the_rules_are_checked_and_not_only_told() -> None:
    checks = [rule for rule in rules().values() if rule.kind == "check"]
    assert len(checks) >= 60
    readme = (Path(__file__).parents[3] / "README.md").read_text("utf-8")
    assert f"{len(rules())} rules" in readme
    assert f"{len(checks)} of them check" in readme


def test_what_no_official_page_confirms_never_fires() -> None:
    unconfirmed = [rule for rule in rules().values() if rule.confidence == "low"]
    assert len(unconfirmed) == 11
    for rule in unconfirmed:
        assert not rule.judges_facts, rule.id
        assert rule.text is None or rule.id == ONLY_IN_TEXTS, rule.id
        assert rule.deadline is None, rule.id


def test_a_claim_that_contradicts_or_lacks_any_official_page_is_called_one_and_says_do_not_use() -> None:
    claims = {rule.id: rule for rule in rules().values() if rule.claim}
    assert claims.keys() == {"DSP-09", "PEN-07"}
    for rule in claims.values():
        assert rule.standing == "claim"
        assert "do not use" in rule.detail["en"]
        assert "不要采用" in rule.detail["zh-CN"]
        assert "не пользуйтесь" in rule.detail["ru"]


def test_what_is_unconfirmed_says_that_we_found_no_official_page() -> None:
    for rule in rules().values():
        if rule.kind == "fact" and rule.standing == "unconfirmed":
            assert "found no official page" in rule.detail["en"], rule.id
            assert "没有找到" in rule.detail["zh-CN"], rule.id
            assert re.search(r"[Оо]фициальной страницы", rule.detail["ru"]), rule.id
            assert rule.detail["ru"].count("не нашли"), rule.id


@pytest.mark.parametrize("rule", policy.rules(), ids=lambda rule: rule.id)
def test_no_rule_raises_its_voice(rule: policy.Rule) -> None:
    for words in (rule.title, rule.detail, rule.remedy, *rule.contradictions):
        assert not any(mark in text for text in words.values() for mark in "!！"), rule.id
