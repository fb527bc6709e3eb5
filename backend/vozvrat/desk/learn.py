"""The Learn page: themes with their rules as they stand today."""

from dataclasses import dataclass
from datetime import date

from vozvrat.policy import Rule, learn, loading


@dataclass(frozen=True, slots=True)
class Lesson:
    """A theme and its rules, the most useful first; `stale` are the ids whose sources were not looked at for long."""

    theme: learn.Theme
    rules: tuple[Rule, ...]
    stale: frozenset[str]


def lessons(*, today: date) -> list[Lesson]:
    """Every theme in the order of the work, over the rules that come with this version."""
    known = loading.shipped().rules
    found = []
    for theme in learn.themes():
        rules = tuple(known[rule_id] for rule_id in theme.rules)
        found.append(Lesson(theme, rules, frozenset(rule.id for rule in rules if rule.stale(today))))
    return found
