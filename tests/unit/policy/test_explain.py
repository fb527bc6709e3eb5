"""Where a rule stays silent because something is not known, the explanation names what somebody could state."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

import pytest

from vozvrat import policy
from vozvrat.policy.rules import Example, Rule

DECIDES_WHEN_ABSENT = {
    ("AMT-02", "return.reason.kind"),
    ("AMT-02", "return"),
    ("AMT-02", "return.return_shipping_rub"),
    ("SCH-01", "return.answer_due_at"),
    ("CHT-01", "chat"),
    ("CHT-01", "chat.status"),
    ("CHT-02", "chat.status"),
    ("DSP-06", "return"),
    ("DSP-06", "return.rejection_reasons"),
    ("WIN-02", "product.made_to_order"),
}
"""Facts without which the other facts decide: the flag of a defect without its kind, an open chat, another category."""


def _paths(facts: Mapping[str, Any], prefix: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name, value in facts.items():
        yield (*prefix, name)
        if isinstance(value, Mapping):
            yield from _paths(value, (*prefix, name))


def _without(facts: Mapping[str, Any], path: tuple[str, ...]) -> dict[str, Any]:
    poorer = deepcopy(dict(facts))
    block = poorer
    for step in path[:-1]:
        block = block[step]
    del block[path[-1]]
    return poorer


FIRING = [
    (rule, example, path)
    for rule in policy.rules()
    for example in rule.examples
    if example.fires
    for path in _paths(example.facts)
    if path[0] not in ("now", "draft") and (rule.id, ".".join(path)) not in DECIDES_WHEN_ABSENT
]


@pytest.mark.parametrize(("rule", "example", "path"), FIRING, ids=lambda part: getattr(part, "id", None))
def test_a_rule_that_falls_silent_for_want_of_a_fact_names_it(
    rule: Rule, example: Example, path: tuple[str, ...]
) -> None:
    poorer = _without(example.facts, path)
    told = next(each for each in policy.explain(poorer) if each.rule_id == rule.id)
    taken = ".".join(path)
    named = any(fact.startswith(taken) or taken.startswith(fact) for fact in told.missing)
    assert told.outcome == "fired" or (told.outcome == "unknown" and named)
