"""The engine: facts in, findings out. Conditions are compiled once; one context serves all rules of one document."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

import cel

from vozvrat.domain.errors import BrokenPack
from vozvrat.domain.findings import Clock, Finding, Severity
from vozvrat.domain.locale import LOCALES, Words
from vozvrat.policy import deadlines, texts
from vozvrat.policy.loading import read_pack
from vozvrat.policy.rules import Case, Condition, Example, Pack, PackInfo, Rule, Wanted
from vozvrat.policy.schema import BLOCKS, FactsDocument, read_time
from vozvrat.policy.view import COMPUTED, View, view_of

Outcome = Literal["fired", "silent", "unknown"]
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
_FAR: Final = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Explanation:
    """What one rule did with the facts: fired, silent and why, or could not tell because these facts are missing."""

    rule_id: str
    outcome: Outcome
    why: Why | None = None
    missing: tuple[str, ...] = ()


@cache
def default_pack() -> Pack:
    """The pack that comes with this version, loaded once."""
    return load_pack()


def load_pack(path: Path | None = None) -> Pack:
    """A pack from a directory of theme files or from one file; ours without an argument.

    Every example of every rule runs first: raises BrokenPack with file, rule and example where one fails.
    """
    pack = read_pack(path)
    for rule in pack.rules.values():
        for example in rule.examples:
            complaint = tried(rule, example)
            if complaint is not None:
                raise BrokenPack(file=rule.file, rule=rule.id, example=example.name, why=complaint)
    return pack


def check(facts: FactsDocument, *, pack: Pack | None = None) -> list[Finding]:
    """What there is to act on: blockers first, then the nearest deadline, then severity, then the rule's id.

    `facts` is a valid document. The texts of a draft are read too; their spans count in `draft.text` or, where the
    finding is about it, in `draft.comment`.
    """
    return _found(view_of(facts), facts, pack or default_pack())


def glance(facts: FactsDocument, *, pack: Pack | None = None) -> tuple[list[Finding], Clock | None]:
    """What a badge needs of a return: what `check` says and its next clock, the facts prepared once for both.

    `facts` may hold times as times (`facts.of_case`) and no draft.
    """
    view = view_of(facts)
    return _found(view, facts, pack or default_pack()), deadlines.next_of(deadlines.running(view))


def _found(view: View, facts: FactsDocument, pack: Pack) -> list[Finding]:
    found: list[Finding] = []
    given = _given(facts)
    candidates = pack.candidates(view["order"].get("scheme"), view["return"].get("state"), given)
    context = cel.Context(variables={"f": _chosen(view, candidates.wanted)})
    for rule in candidates.rules:
        finding = _judged(rule, view, context)
        if isinstance(finding, Finding):
            found.append(finding)
    if "draft" in given:
        found.extend(texts.check_draft(view, pack=pack))
    found.sort(key=order_of)
    return found


def order_of(finding: Finding) -> tuple[bool, datetime, int, str, tuple[int, int]]:
    """The order in which findings are shown."""
    return (
        finding.severity is not Severity.BLOCKER,
        finding.deadline_at or _FAR,
        finding.severity.rank,
        finding.rule_id,
        finding.span or (0, 0),
    )


def explain(facts: FactsDocument, *, pack: Pack | None = None) -> list[Explanation]:
    """For each rule of the pack what it did and why."""
    pack = pack or default_pack()
    view = view_of(facts)
    context = cel.Context(variables={"f": view})
    spoken = {finding.rule_id for finding in check(facts, pack=pack)}
    given = _given(facts)
    return [_explained(rule, view, context, spoken, given) for rule in pack.rules.values()]


def rules(pack: Pack | None = None) -> list[Rule]:
    """Every rule of the pack, in the order of its files."""
    return list((pack or default_pack()).rules.values())


def pack_info(pack: Pack | None = None) -> PackInfo:
    """Version, count and review date; the date is that of the rule reviewed longest ago."""
    return (pack or default_pack()).info


def _given(facts: FactsDocument) -> frozenset[str]:
    return frozenset(name for name in BLOCKS if facts.get(name) is not None)


def _chosen(block: Mapping[str, Any], wanted: Wanted) -> dict[str, Any]:
    """The wanted part of the facts: handing a fact to CEL costs more than judging a rule."""
    return {
        name: _chosen(value, below) if below and isinstance(value, Mapping) else value
        for name, below in wanted.items()
        if (value := block.get(name)) is not None
    }


def _explained(rule: Rule, view: View, context: cel.Context, spoken: set[str], given: frozenset[str]) -> Explanation:
    if rule.id in spoken:
        return Explanation(rule.id, "fired")
    judged = _left_out(rule, view, given) or _judged(rule, view, context)
    if isinstance(judged, _Lack):
        judged = judged.named(view) or "condition"
    if isinstance(judged, _Missing):
        return Explanation(rule.id, "unknown", None, judged.facts)
    return Explanation(rule.id, "silent", judged if isinstance(judged, str) else "condition")


def _left_out(rule: Rule, view: View, given: frozenset[str]) -> "_Missing | Why | None":
    """Why a rule is not asked at all; None where it is."""
    drafted = "draft" in given
    if not rule.enabled:
        return "switched_off"
    if rule.kind == "fact":
        return "fact"
    if rule.text is not None:
        return _unread(rule, view) if drafted else "no_draft"
    if not rule.judges_facts:
        return "low_confidence"
    if "draft" in rule.needs and not drafted:
        return "no_draft"
    unplaced = _unplaced(rule, view)
    return unplaced or (_Missing(_lacking(rule, view)) if rule.needs - given else None)


def _unread(rule: Rule, view: View) -> "_Missing | Why":
    """Why a rule of texts says nothing of a draft: nothing stands against it, or when one may write is not known."""
    clock = WINDOW_CLOCKS.get(rule.text or "")
    if clock is None or not texts.goes_to_chat(view):
        return "text"
    unplaced = _unplaced(rule, view)
    if unplaced is not None:
        return unplaced
    absent = _absent(deadlines.NEEDS[clock], view)
    return _Missing(absent) if absent and deadlines.NAMED[clock](view) is None else "text"


WINDOW_CLOCKS: Final = {"window_after_delivery": "chat_after_delivery", "window_after_message": "chat_after_message"}


def _lacking(rule: Rule, view: View) -> tuple[str, ...]:
    """The facts that a rule lacks where a whole block is absent."""
    asked = rule.when.reads if rule.when is not None else ()
    clock = deadlines.NEEDS.get(rule.deadline.clock, ()) if rule.deadline is not None else ()
    return _stated(_absent((*asked, *clock), view), view)


def _stated(paths: tuple[str, ...], view: View) -> tuple[str, ...]:
    """The facts that somebody could state: those that we work out ourselves are named by what they rest on."""
    named = (base for path in paths for base in COMPUTED.get(path, (path,)))
    return tuple(dict.fromkeys(path for path in named if not path.startswith("draft.") and not _present(path, view)))


def _unplaced(rule: Rule, view: View) -> "_Missing | Why | None":
    """Where the index leaves a rule out: another scheme or state, or none known."""
    scheme, state = view["order"].get("scheme"), view["return"].get("state")
    if rule.schemes and scheme not in rule.schemes:
        return "other_scheme" if scheme is not None else _Missing(("order.scheme",))
    if rule.states and state not in rule.states:
        return "other_state" if state is not None else _Missing(("return.state",))
    return None


@dataclass(frozen=True, slots=True)
class _Missing:
    """A rule could not tell because it needs these facts."""

    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Lack:
    """A condition that ended at an absent fact. Which ones somebody could state is worked out only when asked."""

    condition: Condition

    def named(self, view: View) -> _Missing | None:
        """The facts that somebody could state; None where only the draft lacks them, which then says no."""
        stated = _stated(_absent(self.condition.reads, view), view)
        return _Missing(stated) if stated else None


def _judged(rule: Rule, view: View, context: cel.Context) -> Finding | _Missing | _Lack | Why:
    """What a placed rule says of the facts: a finding, the facts that it lacks, or why it is silent."""
    if not _in_force(rule, view["now"].date()):
        return "not_in_force"
    if rule.when is not None:
        holds = _holds(rule.when, context)
        if holds is not True:
            return holds if isinstance(holds, _Lack) else "condition"
    clock = None
    if rule.deadline is not None:
        clock = _clock(rule, view)
        if clock is None:
            missing = _absent(deadlines.NEEDS.get(rule.deadline.clock, ()), view)
            return _Missing(missing) if missing else "no_clock"
        if not deadlines.runs(clock, view["now"]):
            return "no_clock"
    return _finding(rule, view, context, clock)


def _clock(rule: Rule, view: View) -> Clock | None:
    wanted = rule.deadline
    if wanted is None:
        return None
    if wanted.fact is not None and wanted.hours is not None and wanted.warn_hours is not None:
        return deadlines.from_fact(view, rule.id, fact=wanted.fact, hours=wanted.hours, warn_hours=wanted.warn_hours)
    return deadlines.NAMED[wanted.clock](view)


def _holds(condition: Condition, context: cel.Context) -> bool | _Lack:
    """Whether a condition holds. CEL tells an absent fact by KeyError, unless the rest decides without it."""
    try:
        return condition.program.execute(context) is True
    except KeyError:
        return _Lack(condition)
    except (TypeError, ValueError, RuntimeError):
        return False  # a seller's own rule that compares what cannot be compared says nothing


def _absent(paths: tuple[str, ...], view: View) -> tuple[str, ...]:
    return tuple(path for path in paths if not _present(path, view))


def _present(path: str, view: View) -> bool:
    value: Any = view
    for step in path.split("."):
        if not isinstance(value, Mapping) or step not in value:
            return False
        value = value[step]
    return True


def _in_force(rule: Rule, today: date) -> bool:
    if rule.effective_from is not None and today < rule.effective_from:
        return False
    return rule.effective_to is None or today <= rule.effective_to


def _finding(rule: Rule, view: View, context: cel.Context, clock: Clock | None) -> Finding:
    case = _case(rule, context)
    severity = case.severity or rule.severity
    if clock is not None and (rule.override is None or rule.override.severity is None):
        severity = _pressing(rule) if view["now"] >= clock.warn_at else Severity.INFO
    detail = case.detail or rule.detail
    for note in rule.notes:
        if _holds(note.when, context) is True:
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
        stale=rule.stale(view["now"].date()),
    )


def _pressing(rule: Rule) -> Severity:
    """How bad a clock is once it warns: a seller's own rule says so itself."""
    return rule.severity if rule.owner == "seller" else Severity.WARNING


_PLAIN: Final = Case(name="")


def _case(rule: Rule, context: cel.Context) -> Case:
    for case in rule.cases:
        if case.when is not None and _holds(case.when, context) is True:
            return case
    return _PLAIN


def _joined(detail: Words, more: Words) -> Words:
    """Two sentences as each language puts them: Chinese without a space."""
    return {locale: detail[locale] + ("" if locale == "zh-CN" else " ") + more[locale] for locale in LOCALES}


def tried(rule: Rule, example: Example) -> str | None:
    """What is wrong with an example, in one sentence; None where the rule does what it says."""
    fired = [
        finding for finding in check(example.facts, pack=Pack.of([rule], version="")) if finding.rule_id == rule.id
    ]
    if bool(fired) != example.fires:
        return "stays silent but should fire" if example.fires else "fires but should stay silent"
    for finding in fired[:1]:
        if example.severity is not None and finding.severity is not example.severity:
            return f"is {finding.severity} but should be {example.severity}"
        for name, expected in (("deadline_at", example.deadline_at), ("warn_at", example.warn_at)):
            told = getattr(finding, name)
            if expected is not None and told != read_time(expected):
                return f"{name} is {told.isoformat() if told else 'not told'} but should be {expected}"
    return None
