"""For each rule of the pack: fired, silent because, or could not tell because this fact is missing."""

from dataclasses import dataclass
from typing import Final, Literal

from vozvrat.policy import deadlines, texts
from vozvrat.policy.judging import Judge, Missing, Why, absent, clock_needs, in_force, present
from vozvrat.policy.rules import Pack, Rule
from vozvrat.policy.view import COMPUTED, View

Outcome = Literal["fired", "silent", "unknown"]


@dataclass(frozen=True, slots=True)
class Explanation:
    """What one rule did with the facts: fired, silent and why, or could not tell because these facts are missing."""

    rule_id: str
    outcome: Outcome
    why: Why | None = None
    missing: tuple[str, ...] = ()


def explained(view: View, *, pack: Pack, fired: set[str], given: frozenset[str]) -> list[Explanation]:
    """Every rule in the order of the pack; `fired` are those that `check` heard, `given` the blocks of the document."""
    judge = Judge(view, pack.wanted)
    return [_explained(rule, judge, given) if rule.id not in fired else _fired(rule) for rule in pack.rules.values()]


def _fired(rule: Rule) -> Explanation:
    return Explanation(rule.id, "fired")


def _explained(rule: Rule, judge: Judge, given: frozenset[str]) -> Explanation:
    why = _left_out(rule, judge, given) or _silent(rule, judge)
    if isinstance(why, Missing):
        return Explanation(rule.id, "unknown", None, why.facts)
    return Explanation(rule.id, "silent", why)


def _left_out(rule: Rule, judge: Judge, given: frozenset[str]) -> Missing | Why | None:
    """Why a rule is not asked at all; None where it is."""
    drafted = "draft" in given
    never = _never(rule, judge)
    if never is not None:
        return never
    if rule.text is not None:
        return _unread(rule, judge.view) if drafted else "no_draft"
    if "draft" in rule.needs and not drafted:
        return "no_draft"
    unplaced = _unplaced(rule, judge.view)
    if unplaced is not None or rule.needs <= given:
        return unplaced
    return Missing(_lacking(rule, judge.view))


def _never(rule: Rule, judge: Judge) -> Why | None:
    """Why a rule fires on no facts at all, today at least."""
    if not rule.enabled:
        return "switched_off"
    if rule.kind == "fact":
        return "fact"
    if rule.text is None and not rule.judges_facts:
        return "low_confidence"
    return None if in_force(rule, judge.today) else "not_in_force"


def _silent(rule: Rule, judge: Judge) -> Missing | Why:
    """Why a rule that was asked says nothing: its condition, a fact that it lacks, or its clock."""
    if rule.when is not None:
        told = judge.told(rule.when)
        if told == "unknown":
            stated = _stated(absent(rule.when.reads, judge.view), judge.view)
            return Missing(stated) if stated else "condition"
        if told == "no":
            return "condition"
    said = judge.said(rule)
    return said if isinstance(said, Missing | str) else "condition"


def _unread(rule: Rule, view: View) -> Missing | Why:
    """Why a rule of texts says nothing of a draft: nothing stands against it, or when one may write is not known."""
    clock = WINDOW_CLOCKS.get(rule.text or "")
    if clock is None or not texts.goes_to_chat(view):
        return "text"
    unplaced = _unplaced(rule, view)
    if unplaced is not None:
        return unplaced
    lacking = absent(deadlines.NEEDS[clock], view)
    return Missing(lacking) if lacking and deadlines.NAMED[clock](view) is None else "text"


WINDOW_CLOCKS: Final = {"window_after_delivery": "chat_after_delivery", "window_after_message": "chat_after_message"}


def _lacking(rule: Rule, view: View) -> tuple[str, ...]:
    """The facts that a rule lacks where a whole block is absent."""
    asked = rule.when.reads if rule.when is not None else ()
    return _stated(absent((*asked, *clock_needs(rule)), view), view)


def _stated(paths: tuple[str, ...], view: View) -> tuple[str, ...]:
    """The facts that somebody could state: those that we work out ourselves are named by what they rest on."""
    bases = (base for path in paths for base in COMPUTED.get(path, (path,)))
    return tuple(dict.fromkeys(path for path in bases if not path.startswith("draft.") and not present(path, view)))


def _unplaced(rule: Rule, view: View) -> Missing | Why | None:
    """Where the index leaves a rule out: another scheme or state, or none known."""
    scheme, state = view["order"].get("scheme"), view["return"].get("state")
    if rule.schemes and scheme not in rule.schemes:
        return "other_scheme" if scheme is not None else Missing(("order.scheme",))
    if rule.states and state not in rule.states:
        return "other_state" if state is not None else Missing(("return.state",))
    return None
