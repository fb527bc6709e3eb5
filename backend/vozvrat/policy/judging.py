"""What one rule says of the facts: a finding in the words of its case, or why it is silent."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

import cel

from vozvrat.domain.findings import Clock, Finding, Severity
from vozvrat.domain.locale import LOCALES, Words
from vozvrat.policy import deadlines
from vozvrat.policy.conditions import Condition
from vozvrat.policy.rules import Case, Rule, Wanted
from vozvrat.policy.view import View

Why = Literal[
    "condition",
    "other_scheme",
    "other_state",
    "not_in_force",
    "no_draft",
    "no_clock",
    "low_confidence",
    "fact",
    "text",
    "switched_off",
]
Told = Literal["yes", "no", "unknown"]


@dataclass(frozen=True, slots=True)
class Missing:
    """A rule could not tell because it needs these facts."""

    facts: tuple[str, ...]


class Judge:
    """One document's facts before the rules. A look decides most conditions; CEL is asked about the others, in one
    context for all of them, which is made when the first one asks: handing facts to CEL costs more than judging.
    """

    __slots__ = ("_context", "_wanted", "today", "view")

    def __init__(self, view: View, wanted: Wanted) -> None:
        self.view = view
        self.today: date = view["now"].date()
        self._wanted = wanted
        self._context: cel.Context | None = None

    def holds(self, condition: Condition) -> bool:
        """Whether a condition is true; where an absent fact leaves it open, it is not."""
        screen = condition.screen
        if screen.holds is not None and not screen.holds(self.view):
            return False
        return screen.exact or self.told(condition) == "yes"

    def told(self, condition: Condition) -> Told:
        """What CEL says: a fact that is absent is a KeyError, unless the rest decides without it.

        Nothing that an expression does at run time may end a check: what cannot be worked out says no.
        """
        if self._context is None:
            self._context = cel.Context(variables={"f": chosen(self.view, self._wanted)})
        try:
            return "yes" if condition.program.execute(self._context) is True else "no"
        except KeyError:
            return "unknown"
        except Exception:  # a division by zero, a sum out of range: of a seller's own rule
            return "no"
        except BaseException as error:
            if type(error).__name__ != "PanicException":  # CEL's own way to break down, which is no Exception
                raise
            return "no"

    def said(self, rule: Rule) -> Finding | Missing | Why:
        """What a rule that is placed says once its condition holds: its finding, or how its clock stands."""
        clock = None
        if rule.deadline is not None:
            clock = clock_of(rule, self.view)
            if clock is None:
                missing = absent(clock_needs(rule), self.view)
                return Missing(missing) if missing else "no_clock"
            if not deadlines.runs(clock, self.view["now"]):
                return "no_clock"
        return self._finding(rule, clock)

    def _finding(self, rule: Rule, clock: Clock | None) -> Finding:
        case = self._case(rule)
        severity = case.severity or rule.severity
        if clock is not None and (rule.override is None or rule.override.severity is None):
            severity = _pressing(rule) if self.view["now"] >= clock.warn_at else Severity.INFO
        detail = case.detail or rule.detail
        for note in rule.notes:
            if self.holds(note.when):
                detail = _joined(detail, note.text)
        return Finding(
            rule_id=rule.id,
            severity=severity,
            title=case.title or rule.title,
            detail=detail,
            remedy=case.remedy or rule.remedy,
            confidence=rule.confidence,
            contradictions=rule.contradictions,
            sources=rule.sources,
            template_purposes=rule.template_purposes,
            deadline_at=clock.deadline_at if clock else None,
            warn_at=clock.warn_at if clock else None,
            reviewed_on=rule.reviewed_on,
            stale=rule.stale(self.today),
        )

    def _case(self, rule: Rule) -> Case:
        for case in rule.cases:
            if case.when is not None and self.holds(case.when):
                return case
        return _PLAIN


_PLAIN: Final = Case(name="")


def in_force(rule: Rule, today: date) -> bool:
    """Whether a rule is in force on a day; its first and its last day count."""
    if rule.effective_from is not None and today < rule.effective_from:
        return False
    return rule.effective_to is None or today <= rule.effective_to


def clock_of(rule: Rule, view: View) -> Clock | None:
    """The clock that a rule speaks of; None where it has none or the facts do not start it."""
    wanted = rule.deadline
    if wanted is None:
        return None
    if wanted.fact is not None and wanted.hours is not None and wanted.warn_hours is not None:
        return deadlines.from_fact(view, rule.id, fact=wanted.fact, hours=wanted.hours, warn_hours=wanted.warn_hours)
    return deadlines.NAMED[wanted.clock](view)


def clock_needs(rule: Rule) -> tuple[str, ...]:
    """The facts without which a rule's clock cannot start."""
    if rule.deadline is None:
        return ()
    if rule.deadline.fact is not None:
        return (rule.deadline.fact,)
    return deadlines.NEEDS.get(rule.deadline.clock, ())


def chosen(block: Mapping[str, Any], wanted: Wanted) -> dict[str, Any]:
    """The wanted part of the facts."""
    return {
        name: chosen(value, below) if below and isinstance(value, Mapping) else value
        for name, below in wanted.items()
        if (value := block.get(name)) is not None
    }


def absent(paths: Iterable[str], view: View) -> tuple[str, ...]:
    """Those of the paths that the facts do not hold."""
    return tuple(path for path in paths if not present(path, view))


def present(path: str, view: View) -> bool:
    """Whether the facts hold a path."""
    value: Any = view
    for step in path.split("."):
        if not isinstance(value, Mapping) or step not in value:
            return False
        value = value[step]
    return True


def _pressing(rule: Rule) -> Severity:
    """How bad a clock is once it warns: a seller's own rule says so itself."""
    return rule.severity if rule.owner == "seller" else Severity.WARNING


def _joined(detail: Words, more: Words) -> Words:
    """Two sentences as each language puts them: Chinese without a space."""
    return {locale: detail[locale] + ("" if locale == "zh-CN" else " ") + more[locale] for locale in LOCALES}
