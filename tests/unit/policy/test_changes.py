"""What changed between two packs, and how it is said."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from vozvrat import policy
from vozvrat.domain.findings import Severity, Source
from vozvrat.domain.locale import LOCALES
from vozvrat.policy import changes
from vozvrat.policy.changes import Change, Written, written_down
from vozvrat.policy.conditions import compiled
from vozvrat.policy.rules import Deadline, Pack, Rule
from vozvrat.words.changes import sentence

BASE = policy.engine.default_pack()
LAW = BASE.rules["LAW-04"]
WORDS = {"en": "Other words", "ru": "Другие слова", "zh-CN": "另一种说法"}


def a_pack(*rules: Rule) -> list[Written]:
    return list(written_down(Pack.of(rules, version="1")).rules)


def told(old: Rule, new: Rule, locale: Any = "en") -> str:
    [change] = changes.compare(a_pack(old), a_pack(new))
    assert change.kind == "changed"
    return sentence(change, locale)


def test_the_same_pack_has_no_changes() -> None:
    rules = written_down(BASE).rules
    assert changes.compare(rules, rules) == []


def test_new_and_gone_rules_are_told_with_their_titles() -> None:
    sch, dsp = BASE.rules["SCH-01"], BASE.rules["DSP-02"]
    added, removed = changes.compare(a_pack(sch), a_pack(dsp))
    assert (added.kind, removed.kind) == ("added", "removed")
    assert sentence(added, "en") == f"DSP-02 is new: {dsp.title['en'].rstrip('.')}."
    assert sentence(removed, "en") == f"SCH-01 is gone: {sch.title['en'].rstrip('.')}."


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ({"severity": Severity.BLOCKER}, "severity from note to blocker"),
        ({"confidence": "low"}, "certainty from {old.confidence} to low"),
        ({"schemes": frozenset({"fbs", "fbo"})}, "concerns FBO, FBS instead of realFBS"),
        ({"title": WORDS}, "only its words changed"),
        ({"remedy": WORDS}, "only its words changed"),
        ({"states": frozenset({"Approved"})}, "another condition for when it speaks"),
        ({"when": compiled("f.chat.unread > 3")}, "another condition for when it speaks"),
        ({"deadline": None}, "has no deadline any more"),
        ({"sources": (*LAW.sources, Source("docs.ozon.ru/new", "undated"))}, "sources: 1 new"),
        ({"sources": ()}, "sources: {count} dropped"),
        ({"effective_from": date(2026, 12, 1)}, "in force from 1 Dec 2026"),
        ({"reviewed_on": date(2027, 1, 5)}, "sources looked at again on 5 Jan 2027"),
        ({"claim": True}, "now marked as a claim that no official page bears out"),
        ({"contradictions": (*LAW.contradictions, WORDS)}, "contradictions between sources: {doubts} before"),
        ({"template_purposes": ("supplier",)}, "other templates go with it"),
    ],
)
def test_each_thing_that_can_change_is_named(new: dict[str, Any], said: str) -> None:
    found = told(LAW, replace(LAW, **new))
    assert said.format(old=LAW, count=len(LAW.sources), doubts=len(LAW.contradictions)) in found
    assert found.startswith("LAW-04: ")


@pytest.mark.parametrize(("locale", "day"), [("en", "5 Jan 2027"), ("ru", "5 января 2027"), ("zh-CN", "2027年1月5日")])
def test_a_day_is_written_as_its_reader_writes_it(locale: Any, day: str) -> None:
    assert day in told(LAW, replace(LAW, reviewed_on=date(2027, 1, 5)), locale)


@pytest.mark.parametrize("locale", LOCALES)
def test_a_title_that_asks_ends_with_its_question_mark(locale: Any) -> None:
    [added] = changes.compare([], a_pack(BASE.rules["ANN-01"]))
    assert sentence(added, locale).endswith(BASE.rules["ANN-01"].title[locale][-4:])


def test_a_clock_that_warns_or_ends_at_another_time_is_told_in_hours() -> None:
    def rule(hours: float, warn_hours: float) -> Rule:
        sch = BASE.rules["SCH-01"]
        return replace(sch, when=None, deadline=Deadline("from_fact", "return.created_at", hours, warn_hours))

    assert "warns 6 h earlier" in told(rule(24, 12), rule(24, 6))
    assert "the deadline is 48 h later" in told(rule(24, 12), rule(72, 12))
    assert "warns" not in told(rule(24, 12), rule(72, 12))


def test_terms_that_live_in_code_are_told_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing in the rule's text changes; what its examples give does."""
    rule = BASE.rules["SCH-01"]
    old = a_pack(rule)
    longer = replace(policy.deadlines.FBS_ANSWER, term=timedelta(hours=48))
    monkeypatch.setattr(policy.deadlines, "NAMED", {**policy.deadlines.NAMED, "fbs_answer": longer.clock})
    [change] = changes.compare(old, a_pack(rule))
    assert sentence(change, "en") == "SCH-01: the deadline is 24 h later."


def test_several_differences_make_one_sentence() -> None:
    new = replace(LAW, severity=Severity.BLOCKER, title=WORDS)
    assert told(LAW, new) == "LAW-04: severity from note to blocker; other words."
    assert told(LAW, new, "zh-CN").endswith("；文字有修改。")


@pytest.mark.parametrize("locale", LOCALES)
def test_everything_between_the_first_pack_and_this_one_is_said_in_each_language(locale: Any) -> None:
    found = changes.compare(changes.shipped()[0].rules, written_down(BASE).rules)
    assert len([one for one in found if one.kind == "added"]) > 60
    for change in found:
        said = sentence(change, locale)
        assert change.rule_id in said
        assert "{" not in said
        assert "None" not in said


def test_the_first_pack_is_kept_as_it_was() -> None:
    first = changes.shipped()[0]
    assert (first.version, first.reviewed_on, len(first.rules)) == ("2026.11.24", date(2026, 11, 24), 31)


def test_a_version_that_came_before_is_never_used_for_other_rules() -> None:
    running = written_down(BASE)
    assert changes.age(running.version) > changes.age(changes.shipped()[-1].version)


def test_examples_and_the_order_of_rules_are_no_change() -> None:
    rules = [replace(rule, examples=()) if rule.deadline is None else rule for rule in BASE.rules.values()]
    found: list[Change] = changes.compare(written_down(BASE).rules, a_pack(*reversed(rules)))
    assert found == []
