"""What changed between two policy packs, rule by rule.

A pack is written down as plain JSON (`written_down`), so that one which ran long ago can still be compared. The terms
of clocks that live in code are written down by what they gave: the ends and warnings of a rule's own examples.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

from vozvrat.domain.locale import Words
from vozvrat.policy import engine
from vozvrat.policy.rules import Case, Example, Pack, Rule

Written = Mapping[str, Any]
"""A rule as JSON has it."""

HISTORY: Final = Path(__file__).parent / "history"
"""The packs of earlier versions of Vozvrat, as they were written down then."""

_EXAMPLES: Final = 6
"""Examples of a clock that are written down at most."""

Kind = Literal["added", "removed", "changed"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that changed about a rule; `before` and `after` are what `words.changes` needs to say it."""

    what: str
    before: Any = None
    after: Any = None


@dataclass(frozen=True, slots=True)
class Change:
    """A rule that is new, gone or no longer the same. `title` is the newest that there is."""

    rule_id: str
    kind: Kind
    title: Words
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class WrittenPack:
    """A pack as it was written down."""

    version: str
    reviewed_on: date
    rules: tuple[Written, ...]

    @property
    def digest(self) -> str:
        """The same for packs that say the same."""
        text = json.dumps([self.version, self.rules], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def written_down(pack: Pack) -> WrittenPack:
    """A pack as plain JSON."""
    return WrittenPack(pack.version, pack.info.reviewed_on, tuple(_rule(rule) for rule in pack.rules.values()))


@cache
def shipped() -> tuple[WrittenPack, ...]:
    """The packs of earlier versions, oldest first."""
    found = [json.loads(file.read_text(encoding="utf-8")) for file in HISTORY.glob("*.json")]
    packs = (WrittenPack(one["version"], date.fromisoformat(one["reviewed_on"]), tuple(one["rules"])) for one in found)
    return tuple(sorted(packs, key=lambda pack: age(pack.version)))


def age(version: str) -> tuple[int, ...]:
    """What versions such as 2026.11.24.2 sort by."""
    return tuple(int(part) for part in version.split(".") if part.isdecimal())


def compare(old: Iterable[Written], new: Iterable[Written]) -> list[Change]:
    """What is new, what changed and what is gone, each in the order of its pack."""
    before = {rule["id"]: rule for rule in old}
    after = {rule["id"]: rule for rule in new}
    added = [Change(id, "added", rule["title"]) for id, rule in after.items() if id not in before]
    removed = [Change(id, "removed", rule["title"]) for id, rule in before.items() if id not in after]
    both = [(id, _differences(before[id], rule)) for id, rule in after.items() if id in before]
    changed = [Change(id, "changed", after[id]["title"], tuple(found)) for id, found in both if found]
    return [*added, *changed, *removed]


def _rule(rule: Rule) -> dict[str, Any]:
    """A rule as plain JSON; what it leaves unsaid is absent."""
    said: dict[str, Any] = {
        "id": rule.id,
        "kind": rule.kind,
        "theme": rule.theme,
        "severity": rule.severity.value,
        "confidence": rule.confidence,
        "claim": rule.claim or None,
        "schemes": sorted(rule.schemes),
        "states": sorted(rule.states),
        "needs": sorted(rule.needs),
        "when": rule.when.source if rule.when is not None else None,
        "text": rule.text,
        "clock": _clock(rule),
        "ends": list(_ends(rule)),
        "title": dict(rule.title),
        "detail": dict(rule.detail),
        "remedy": dict(rule.remedy),
        "notes": [{"when": note.when.source, "text": dict(note.text)} for note in rule.notes],
        "cases": [_case(case) for case in rule.cases],
        "contradictions": [dict(words) for words in rule.contradictions],
        "template_purposes": list(rule.template_purposes),
        "sources": [{"address": source.address, "seen": source.seen} for source in rule.sources],
        "effective_from": rule.effective_from.isoformat() if rule.effective_from else None,
        "effective_to": rule.effective_to.isoformat() if rule.effective_to else None,
        "reviewed_on": rule.reviewed_on.isoformat() if rule.reviewed_on else None,
    }
    return {name: value for name, value in said.items() if value not in (None, [])}


def _case(case: Case) -> dict[str, Any]:
    said = {
        "name": case.name,
        "when": case.when.source if case.when is not None else None,
        "severity": case.severity.value if case.severity is not None else None,
        **{part: dict(words) for part in ("title", "detail", "remedy") if (words := getattr(case, part)) is not None},
    }
    return {name: value for name, value in said.items() if value is not None}


def _clock(rule: Rule) -> dict[str, Any] | None:
    clock = rule.deadline
    if clock is None:
        return None
    if clock.fact is None:
        return {"name": clock.clock}
    return {"name": clock.clock, "fact": clock.fact, "hours": clock.hours, "warn_hours": clock.warn_hours}


def _ends(rule: Rule) -> Iterable[dict[str, Any]]:
    """When the clock of a rule warns and ends in its own examples; `facts` tells whether two examples are the same."""
    if rule.deadline is None:
        return
    alone = Pack.of([rule], version="")
    for example in [one for one in rule.examples if one.fires][:_EXAMPLES]:
        for finding in engine.check(example.facts, pack=alone)[:1]:
            if finding.deadline_at is not None and finding.warn_at is not None:
                yield {
                    "facts": _digest(example),
                    "warn_at": finding.warn_at.isoformat(),
                    "deadline_at": finding.deadline_at.isoformat(),
                }


def _digest(example: Example) -> str:
    text = json.dumps(example.facts, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


_PLAIN: Final = ("kind", "severity", "confidence", "schemes", "effective_from", "effective_to", "reviewed_on")
"""What is said with its value before and after."""
_CONDITION: Final = ("when", "needs", "states", "text")
_WORDS: Final = ("title", "detail", "remedy")


def _differences(old: Written, new: Written) -> list[Difference]:
    return [
        *(Difference(what, old.get(what), new.get(what)) for what in _PLAIN if old.get(what) != new.get(what)),
        *_of_claim(old, new),
        *_of_clock(old, new),
        *_of_parts(old, new),
        *_of_sources(old, new),
    ]


def _of_claim(old: Written, new: Written) -> Iterable[Difference]:
    if bool(old.get("claim")) != bool(new.get("claim")):
        yield Difference("claim", bool(old.get("claim")), bool(new.get("claim")))


def _of_clock(old: Written, new: Written) -> Iterable[Difference]:
    """The clock: another one, or the same with other terms, in hours later (earlier: less than 0)."""
    mine, theirs = old.get("clock"), new.get("clock")
    if (mine is None) != (theirs is None):
        yield Difference("clock_new" if mine is None else "clock_gone")
        return
    shifts = {"warn_at": _shift(old, new, "warn_at"), "deadline_at": _shift(old, new, "deadline_at")}
    for what, hours in shifts.items():
        if hours:
            yield Difference(what, after=hours)
    if mine != theirs and not any(shifts.values()):
        yield Difference("clock")


def _shift(old: Written, new: Written, what: str) -> float:
    """By how many hours a clock's warning or end moved in the first example that both packs have and that moved."""
    before = {end["facts"]: datetime.fromisoformat(end[what]) for end in old.get("ends", ())}
    for end in new.get("ends", ()):
        if end["facts"] in before:
            moved = datetime.fromisoformat(end[what]) - before[end["facts"]]
            if moved:
                return moved.total_seconds() / 3600
    return 0.0


def _of_parts(old: Written, new: Written) -> Iterable[Difference]:
    """Conditions, severities of cases and words; the rule, its notes and its cases each taken together."""
    if _conditions(old) != _conditions(new):
        yield Difference("condition")
    if _severities(old) != _severities(new):
        yield Difference("case_severity")
    if _words(old) != _words(new):
        yield Difference("words")
    if old.get("contradictions", []) != new.get("contradictions", []):
        yield Difference("contradictions", len(old.get("contradictions", [])), len(new.get("contradictions", [])))
    if old.get("template_purposes", []) != new.get("template_purposes", []):
        yield Difference("templates")


def _conditions(rule: Written) -> list[Any]:
    parts = [*rule.get("notes", ()), *rule.get("cases", ())]
    return [[rule.get(name) for name in _CONDITION], [part.get("when") for part in parts]]


def _severities(rule: Written) -> list[Any]:
    return [case["severity"] for case in rule.get("cases", ()) if "severity" in case]


def _words(rule: Written) -> list[Any]:
    parts = [[case.get(name) for name in _WORDS] for case in rule.get("cases", ())]
    return [[rule.get(name) for name in _WORDS], [note["text"] for note in rule.get("notes", ())], parts]


def _of_sources(old: Written, new: Written) -> Iterable[Difference]:
    before, after = _addresses(old.get("sources", ())), _addresses(new.get("sources", ()))
    if before.keys() != after.keys():
        yield Difference("sources", len(before.keys() - after.keys()), len(after.keys() - before.keys()))
    elif before != after:
        yield Difference("sources_seen")


def _addresses(sources: Sequence[Mapping[str, str]]) -> dict[str, str]:
    return {source["address"]: source["seen"] for source in sources}
