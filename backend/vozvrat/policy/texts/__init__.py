"""The text check: what may not stand in a message to a buyer, in Russian, Chinese and English, and where it stands."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from vozvrat.domain.findings import Finding, Severity
from vozvrat.policy import deadlines
from vozvrat.policy.loading import shipped
from vozvrat.policy.rules import Case, Pack, Rule
from vozvrat.policy.schema import FactsDocument
from vozvrat.policy.texts import asks, cancelling, channels, insults, links, manner, phones, reviews
from vozvrat.policy.texts.hits import Hit, Text, apart
from vozvrat.policy.view import View, view_of

Detector = Callable[[Text], list[Hit]]
DETECTORS: Final[Mapping[str, tuple[Detector, ...]]] = {
    "contacts": (
        phones.numbers,
        links.mails,
        links.links,
        links.handles,
        channels.channels,
        channels.calls,
        asks.payments,
        asks.personal_data,
        insults.insults,
        insults.slander,
    ),
    "cancelling": (cancelling.cancelling,),
    "length": (manner.too_long,),
    "manner": (manner.loud,),
    "reviews": (reviews.reviews,),
    "decree": (reviews.decree,),
}
"""What a rule of texts may name as its `text`, beside the two windows of the chat."""

WINDOWS: Final = ("window_after_delivery", "window_after_message")
READ: Final = 10_000
"""Code points that are read: ten messages' worth. What is longer is refused for its length as it is."""

NOT_FOR_BUYERS: Final = frozenset({"supplier"})
"""Purposes whose texts never reach a buyer: nothing is checked."""

NOT_IN_CHAT: Final = frozenset({"reject", "reject_cancellation", "dispute"})
"""Purposes whose texts go into a form of Ozon's and not into the chat: its window does not matter."""


def check(
    text: str,
    *,
    purpose: str | None = None,
    facts: FactsDocument | None = None,
    pack: Pack | None = None,
    today: date | None = None,
) -> list[Finding]:
    """What stands against sending this text, blockers first, then in the order of the text.

    `purpose` is what the text is for (`message` where not said); `facts` tell whether the chat is open. Spans count
    code points of `text`. `today` tells which rules were reviewed too long ago; without it the facts' `now` does.
    """
    pack = pack or shipped()
    if purpose in NOT_FOR_BUYERS:
        return []
    view = view_of(facts) if facts is not None else None
    if today is None and view is not None:
        today = view["now"].date()
    found = _findings(text, pack, today)
    if view is not None and purpose not in NOT_IN_CHAT:
        found += _closed(view, pack, today)
    return sorted(found, key=_in_order)


def check_draft(view: View, *, pack: Pack) -> list[Finding]:
    """What stands against the texts of a draft: its message and its comment, each with spans of its own.

    The window of the chat concerns the message alone: a comment goes with the decision.
    """
    draft, today = view["draft"], view["now"].date()
    message, comment, purpose = draft.get("text"), draft.get("comment"), draft.get("purpose")
    found: list[Finding] = []
    if purpose not in NOT_FOR_BUYERS:
        if message:
            found += _findings(message, pack, today)
        if goes_to_chat(view):
            found += _closed(view, pack, today)
    if comment:
        found += _findings(comment, pack, today)
    return found


def goes_to_chat(view: View) -> bool:
    """Whether the draft writes into the chat, whose window then matters."""
    draft = view["draft"]
    purpose = draft.get("purpose")
    if purpose in NOT_FOR_BUYERS:
        return False
    return draft.get("kind") == "message" or ("text" in draft and purpose not in NOT_IN_CHAT)


def _findings(original: str, pack: Pack, today: date | None) -> list[Finding]:
    text = Text(original[:READ], length=len(original))
    found: list[Finding] = []
    for name, detectors in DETECTORS.items():
        rule = pack.texts.get(name)
        if rule is not None:
            hits = [hit for detect in detectors for hit in detect(text)]
            found += [said(rule, hit.case, span=(hit.start, hit.end), today=today) for hit in apart(hits)]
    return found


def _closed(view: View, pack: Pack, today: date | None) -> list[Finding]:
    """CHT-01 and CHT-02: that one may no longer write, where the facts say so."""
    scheme = view["order"].get("scheme")
    closed = deadlines.chat_closed(view)
    if closed is None:
        return []
    return [
        said(rule, closed, span=None, today=today)
        for name in WINDOWS
        if (rule := pack.texts.get(name)) is not None and scheme in rule.schemes
    ]


def said(rule: Rule, case_name: str, *, span: tuple[int, int] | None, today: date | None = None) -> Finding:
    """A finding of a text rule in the words of its case; without a day no rule is called stale."""
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
        reviewed_on=rule.reviewed_on,
        stale=today is not None and rule.stale(today),
    )


_NO_CASE: Final = Case(name="")


def _in_order(finding: Finding) -> tuple[Any, ...]:
    return finding.severity is not Severity.BLOCKER, finding.severity.rank, finding.span or (0, 0), finding.rule_id
