"""Writing own rules as JSON and YAML have them."""

from datetime import date
from typing import Any

from vozvrat.domain.locale import LOCALES, Words
from vozvrat.policy.own.reading import THEME
from vozvrat.policy.rules import Deadline, Example, Rule


def written(rule: Rule) -> dict[str, Any]:
    """An own rule as JSON and YAML have it: `read_own_rule(written(rule)) == rule`. What it leaves unsaid is absent."""
    said: dict[str, Any] = {
        "id": rule.id,
        "title": _spoken(rule.title),
        "detail": _spoken(rule.detail),
        "remedy": _spoken(rule.remedy),
        "when": rule.when.source if rule.when is not None else None,
        "severity": rule.severity.value,
        "deadline": _clock(rule.deadline),
        "schemes": sorted(rule.schemes),
        "states": sorted(rule.states),
        "template_purposes": list(rule.template_purposes),
        "theme": None if rule.theme == THEME else rule.theme,
        "confidence": None if rule.confidence == "high" else rule.confidence,
        "reviewed_on": _day(rule.reviewed_on),
        "sources": [{"address": source.address, "seen": source.seen} for source in rule.sources],
        "effective_from": _day(rule.effective_from),
        "effective_to": _day(rule.effective_to),
        "examples": [_example(example) for example in rule.examples],
        "enabled": None if rule.enabled else False,
    }
    return {name: value for name, value in said.items() if value not in (None, "", [])}


def _spoken(words: Words) -> str | dict[str, str]:
    """One text where all languages say the same."""
    if len({words[locale] for locale in LOCALES}) == 1:
        return words[LOCALES[0]]
    return {str(locale): words[locale] for locale in LOCALES}


def _clock(deadline: Deadline | None) -> dict[str, Any] | None:
    if deadline is None:
        return None
    return {"fact": deadline.fact, "hours": deadline.hours, "warn_hours": deadline.warn_hours}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _example(example: Example) -> dict[str, Any]:
    told = {
        "name": example.name,
        "facts": example.facts,
        "fires": example.fires,
        "severity": example.severity.value if example.severity is not None else None,
        "deadline_at": example.deadline_at,
        "warn_at": example.warn_at,
    }
    return {name: value for name, value in told.items() if value is not None}
