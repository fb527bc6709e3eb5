"""The text check: what may not stand in a message to a buyer, in Russian, Chinese and English, and where it stands."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from vozvrat.domain.findings import Finding, Severity
from vozvrat.policy.loading import shipped
from vozvrat.policy.rules import Case, Pack, Rule
from vozvrat.policy.schema import FactsDocument
from vozvrat.policy.texts import manner
from vozvrat.policy.texts.hits import Hit, Text, apart
from vozvrat.policy.view import View

Detector = Callable[[Text], list[Hit]]
DETECTORS: Final[Mapping[str, Detector]] = {
    "length": manner.too_long,
    "manner": manner.loud,
}
"""What a rule of texts may name as its `text`."""


def check(
    text: str, *, purpose: str | None = None, facts: FactsDocument | None = None, pack: Pack | None = None
) -> list[Finding]:
    """What stands against sending this text, blockers first, then in the order of the text.

    `purpose` is what the text is for (`message` where not said); `facts` tell whether the chat is open. Spans count
    code points of `text`.
    """
    return sorted(_findings(text, pack or shipped()), key=_in_order)


def check_draft(view: View, *, pack: Pack) -> list[Finding]:
    """What stands against the texts of a draft: its message and its comment, each with spans of its own."""
    draft = view["draft"]
    found: list[Finding] = []
    for name in ("text", "comment"):
        if draft.get(name):
            found += _findings(draft[name], pack)
    return found


def _findings(original: str, pack: Pack) -> list[Finding]:
    text = Text(original)
    found: list[Finding] = []
    for name, detect in DETECTORS.items():
        rule = pack.texts.get(name)
        if rule is not None:
            found += [said(rule, hit.case, span=(hit.start, hit.end)) for hit in apart(detect(text))]
    return found


def said(rule: Rule, case_name: str, *, span: tuple[int, int] | None) -> Finding:
    """A finding of a text rule in the words of its case."""
    case = next((case for case in rule.cases if case.name == case_name), _NO_CASE)
    return Finding(
        rule_id=rule.id,
        severity=case.severity or rule.severity,
        title=case.title or rule.title,
        detail=case.detail or rule.detail,
        remedy=case.remedy or rule.remedy,
        confidence=rule.confidence,
        contradictions=rule.contradictions,
        sources=rule.sources,
        template_purposes=rule.template_purposes,
        span=span,
    )


_NO_CASE: Final = Case(name="")


def _in_order(finding: Finding) -> tuple[Any, ...]:
    return finding.severity is not Severity.BLOCKER, finding.severity.rank, finding.span or (0, 0), finding.rule_id
