"""Findings: what a rule has to say about one order, return, draft or text."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from vozvrat.domain.locale import Words


class Severity(StrEnum):
    """How bad a finding is.

    Blocker: Ozon will refuse the call, or the text breaks a hard chat rule. Warning: costs money, a right or a
    deadline. Info: the rest.
    """

    BLOCKER = "blocker"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return _RANKS[self]


_RANKS = {Severity.BLOCKER: 0, Severity.WARNING: 1, Severity.INFO: 2}

Confidence = Literal["high", "medium", "low"]
ClockSource = Literal["ozon", "page", "rule"]
"""Where the end of a clock comes from: a field of Ozon's API, the page's own timer, or a rule and a date."""


@dataclass(frozen=True, slots=True)
class Source:
    """An address and when it was seen ("undated" where the page bears no date)."""

    address: str
    seen: str


@dataclass(frozen=True, slots=True)
class Clock:
    """One limit on somebody's turn: when it warns, when it is lost, why we believe so and how surely."""

    rule_id: str
    warn_at: datetime
    deadline_at: datetime
    source: ClockSource
    turn: Literal["seller", "buyer", "ozon"] = "seller"
    then: Words | None = None
    confidence: Confidence = "high"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule says, in all three languages; front doors pick one. `span` counts code points of the checked text.

    `stale`: nobody has looked at the rule's sources for more than 90 days.
    """

    rule_id: str
    severity: Severity
    title: Words
    detail: Words
    remedy: Words
    confidence: Confidence
    contradictions: tuple[Words, ...] = ()
    sources: tuple[Source, ...] = ()
    template_purposes: tuple[str, ...] = ()
    deadline_at: datetime | None = None
    warn_at: datetime | None = None
    span: tuple[int, int] | None = None
    reviewed_on: date | None = None
    stale: bool = False
