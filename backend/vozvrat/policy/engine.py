"""The engine: facts in, findings out. Conditions are read once; only rules that can apply are asked."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Final

from vozvrat.domain.errors import BrokenPack
from vozvrat.domain.findings import Clock, Finding, Severity
from vozvrat.policy import deadlines, texts
from vozvrat.policy.explaining import Explanation, explained
from vozvrat.policy.judging import Judge, in_force
from vozvrat.policy.loading import read_pack
from vozvrat.policy.rules import Example, Pack, PackInfo, Rule
from vozvrat.policy.schema import BLOCKS, FactsDocument, read_time
from vozvrat.policy.view import View, view_of

_FAR: Final = datetime.max.replace(tzinfo=UTC)


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
    judge = Judge(view, candidates.wanted)
    for look, rule in candidates.rules:
        if look is not None and not look(view):
            continue
        if not in_force(rule, judge.today) or (rule.when is not None and not judge.holds(rule.when)):
            continue
        finding = judge.said(rule)
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
    view, given = view_of(facts), _given(facts)
    fired = {finding.rule_id for finding in _found(view, facts, pack)}
    return explained(view, pack=pack, fired=fired, given=given)


def rules(pack: Pack | None = None) -> list[Rule]:
    """Every rule of the pack, in the order of its files."""
    return list((pack or default_pack()).rules.values())


def pack_info(pack: Pack | None = None) -> PackInfo:
    """Version, count and review date; the date is that of the rule reviewed longest ago."""
    return (pack or default_pack()).info


def _given(facts: FactsDocument) -> frozenset[str]:
    return frozenset(name for name in BLOCKS if facts.get(name) is not None)


def tried(rule: Rule, example: Example) -> str | None:
    """What is wrong with an example, in one sentence; None where the rule does what it says."""
    alone = Pack.of([rule], version="")
    fired = [finding for finding in check(example.facts, pack=alone) if finding.rule_id == rule.id]
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
