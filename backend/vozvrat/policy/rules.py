"""A rule of the pack: data with its proof beside it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final, Literal, TypeAlias

from vozvrat.domain.findings import Confidence, Severity, Source
from vozvrat.domain.locale import Words
from vozvrat.policy.conditions import Condition
from vozvrat.policy.conditions.screens import Look
from vozvrat.policy.schema import FactsDocument

OWN: Final = "OWN-"
"""How the ids of the seller's own rules begin, and no others."""
STALE_AFTER: Final = timedelta(days=90)
"""How long a rule counts as looked after once its sources were reviewed."""

Standing = Literal["rule", "unconfirmed", "claim", "own"]
"""What a rule is worth: a sourced rule; one that no official page confirms; a claim of others that no official page
bears out; or the seller's own."""


def is_own(rule_id: str) -> bool:
    """Whether an id is one of the seller's own rules."""
    return rule_id.startswith(OWN)


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence added to the detail where its condition holds (an unknown warranty, a domestic seller)."""

    when: Condition
    text: Words


@dataclass(frozen=True, slots=True)
class Case:
    """Other words, and perhaps another severity, for a case of the same rule.

    A rule of facts tells its cases by `when`; a rule of texts by the name that its detector gives.
    """

    name: str
    when: Condition | None = None
    severity: Severity | None = None
    title: Words | None = None
    detail: Words | None = None
    remedy: Words | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """The clock that a rule speaks of: one of ours by name, or `from_fact` with its own parameters."""

    clock: str
    fact: str | None = None
    hours: float | None = None
    warn_hours: float | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """Facts and what the rule must do with them; it proves the rule each time that the pack is loaded."""

    name: str
    facts: FactsDocument
    fires: bool
    severity: Severity | None = None
    deadline_at: str | None = None
    warn_at: str | None = None


@dataclass(frozen=True, slots=True)
class Override:
    """What an account changed about one of our rules: switched off, or another severity or other words; and why."""

    rule_id: str
    enabled: bool = True
    severity: Severity | None = None
    title: Words | None = None
    detail: Words | None = None
    remedy: Words | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `schemes`, `states` and `needs` (blocks that must be given: a draft, a return) are its index; empty is
    any. `text` names its detector where it reads texts. `claim`: what others say and no official page bears out.
    `reviewed_on` may be absent from a seller's own rule. `override`: what an account changed about it, already
    applied; a rule that is not `enabled` never fires.
    """

    id: str
    kind: Literal["check", "fact"]
    theme: str
    title: Words
    detail: Words
    remedy: Words
    confidence: Confidence
    reviewed_on: date | None
    sources: tuple[Source, ...]
    file: str
    severity: Severity = Severity.INFO
    schemes: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    when: Condition | None = None
    deadline: Deadline | None = None
    text: str | None = None
    notes: tuple[Note, ...] = ()
    cases: tuple[Case, ...] = ()
    template_purposes: tuple[str, ...] = ()
    contradictions: tuple[Words, ...] = ()
    effective_from: date | None = None
    effective_to: date | None = None
    examples: tuple[Example, ...] = ()
    needs: frozenset[str] = frozenset()
    claim: bool = False
    owner: Literal["vozvrat", "seller"] = "vozvrat"
    enabled: bool = True
    override: Override | None = None

    @property
    def standing(self) -> Standing:
        """How far the rule may be believed."""
        if self.owner == "seller":
            return "own"
        if self.claim:
            return "claim"
        return "unconfirmed" if self.confidence == "low" else "rule"

    def stale(self, today: date) -> bool:
        """Whether the rule's sources were last looked at more than 90 days ago; a rule that names no day is not."""
        return self.reviewed_on is not None and today - self.reviewed_on > STALE_AFTER

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """Every condition of the rule: when it fires, its notes and its cases."""
        others = [note.when for note in self.notes] + [case.when for case in self.cases]
        return tuple(condition for condition in (self.when, *others) if condition is not None)

    def can_apply(self, scheme: str | None, state: str | None, given: frozenset[str]) -> bool:
        """Whether the rule has to be asked at all."""
        return (
            self.judges_facts
            and (not self.schemes or scheme in self.schemes)
            and (not self.states or state in self.states)
            and self.needs <= given
        )

    @property
    def judges_facts(self) -> bool:
        """Whether the rule can fire on facts alone; one of low confidence or switched off never does."""
        return self.enabled and self.kind == "check" and self.text is None and self.confidence != "low"


@dataclass(frozen=True, slots=True)
class PackInfo:
    """Which pack spoke: its version, how many rules it holds, and when it was last reviewed as a whole."""

    version: str
    rules: int
    reviewed_on: date


Wanted: TypeAlias = dict[str, "Wanted"]
"""The facts that some rules read, block by block; an empty one is a fact."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """The rules that can apply, each with the look that tells whether it may fire, and the facts for CEL."""

    rules: tuple[tuple[Look | None, Rule], ...]
    wanted: Wanted

    @classmethod
    def of(cls, rules: Iterable[Rule]) -> "Candidates":
        chosen = tuple((rule.when.screen.holds if rule.when is not None else None, rule) for rule in rules)
        unsure = (condition for _, rule in chosen for condition in rule.conditions if not condition.screen.exact)
        return cls(chosen, _wanted(unsure))


def _wanted(conditions: Iterable[Condition]) -> Wanted:
    """The facts that conditions read: no others are handed to CEL."""
    wanted: Wanted = {}
    for condition in conditions:
        for path in condition.reads:
            block = wanted
            for step in path.split("."):
                block = block.setdefault(step, {})
    return wanted


@dataclass(frozen=True, slots=True)
class Pack:
    """All rules by id, in the order of their files; `texts` by detector; `index` fills itself as facts are judged."""

    version: str
    rules: Mapping[str, Rule]
    states: frozenset[str]
    texts: Mapping[str, Rule]
    index: dict[tuple[str | None, str | None, frozenset[str]], Candidates] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, rules: Iterable[Rule], *, version: str) -> "Pack":
        """A pack of rules whose ids differ."""
        by_id = {rule.id: rule for rule in rules}
        states = frozenset().union(*(rule.states for rule in by_id.values()))
        texts = {rule.text: rule for rule in by_id.values() if rule.text is not None and rule.enabled}
        return cls(version, by_id, states, texts)

    @property
    def wanted(self) -> Wanted:
        """The facts that any condition of the pack reads."""
        return _wanted(condition for rule in self.rules.values() for condition in rule.conditions)

    @property
    def info(self) -> PackInfo:
        reviewed = (rule.reviewed_on for rule in self.rules.values())
        oldest = min((day for day in reviewed if day is not None), default=date.min)
        return PackInfo(self.version, len(self.rules), oldest)

    def candidates(self, scheme: str | None, state: str | None, given: frozenset[str]) -> Candidates:
        """The rules that can apply to a scheme, a return state and the blocks that are given.

        States that no rule names share one entry, so that the index stays small whatever Ozon says.
        """
        key = (scheme, state if state in self.states else None, given)
        found = self.index.get(key)
        if found is None:
            found = self.index[key] = Candidates.of(
                rule for rule in self.rules.values() if rule.can_apply(scheme, key[1], given)
            )
        return found
