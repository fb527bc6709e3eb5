"""Whatever the facts say, as long as they are facts, rules answer and do not stumble."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from vozvrat import policy
from vozvrat.domain.findings import Severity
from vozvrat.policy.schema import SCHEMA, Field, Many, Word

TIMES = st.integers(-60 * 24 * 60, 60 * 24 * 60).map(
    lambda minutes: (datetime(2026, 11, 24, tzinfo=UTC) + timedelta(minutes=minutes)).isoformat()
)
NAMES = st.sampled_from(
    [
        "OnSellerApproval",
        "Rejected",
        "OnSellerClarificationAfterPartialCompensation",
        "ArrivedAtReturnPlace",
        "ON_APPROVAL",
        *("ClientReturn", "CLOSED", "OPENED", "RUB", "CNY", "-1", "101", "delivered", "Какое-то слово"),
    ]
)
PLAIN = {
    "text": NAMES | st.text(max_size=40),
    "time": TIMES,
    "number": st.floats(-1e9, 1e9) | st.integers(-10, 10_000),
    "count": st.integers(0, 400),
    "flag": st.booleans(),
}


def of(field: Field) -> st.SearchStrategy[Any]:
    if isinstance(field, Mapping):
        return st.fixed_dictionaries({}, optional={name: of(below) | st.none() for name, below in field.items()})
    if isinstance(field, Many):
        return st.lists(of(field.of), max_size=3)
    if isinstance(field, Word):
        return st.sampled_from(field.among)
    return PLAIN[field]


DOCUMENTS = st.fixed_dictionaries(
    {"now": TIMES}, optional={name: of(field) for name, field in SCHEMA.items() if name != "now"}
)


@settings(max_examples=150, deadline=None)
@given(DOCUMENTS)
def test_valid_facts_never_make_a_rule_stumble_and_findings_have_one_order(raw: dict[str, Any]) -> None:
    facts = policy.facts.parse(raw)
    found = policy.check(facts)
    places = [policy.engine.order_of(finding) for finding in found]
    assert places == sorted(places)
    blockers = [finding.severity is Severity.BLOCKER for finding in found]
    assert blockers == sorted(blockers, reverse=True)
    fired = {item.rule_id for item in policy.explain(facts) if item.outcome == "fired"}
    assert fired == {finding.rule_id for finding in found}


@settings(max_examples=100, deadline=None)
@given(DOCUMENTS)
def test_a_clock_that_is_told_has_not_ended_and_warns_before_its_end(raw: dict[str, Any]) -> None:
    facts = policy.facts.parse(raw)
    now = datetime.fromisoformat(raw["now"])
    for clock in policy.deadlines.clocks(facts):
        assert clock.warn_at <= clock.deadline_at
        assert now < clock.deadline_at


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=1200) | st.text("абвгд8916 +-().,!@собакаточкаruтг加微信отменитеотзыв", max_size=200))
def test_any_text_can_be_read_and_spans_lie_inside_it(text: str) -> None:
    for finding in policy.texts.check(text):
        assert finding.span is not None
        start, end = finding.span
        assert 0 <= start < end <= len(text)
