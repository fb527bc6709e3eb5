"""Reason templates for a situation: the best ones, filled as far as the facts go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from vozvrat import reason_templates
from vozvrat.desk.checks import facts_of, known_facts, read_text
from vozvrat.desk.model import Scope
from vozvrat.desk.paging import page
from vozvrat.domain.errors import InvalidInput, TextTooLong
from vozvrat.domain.findings import Finding
from vozvrat.domain.locale import Locale, Words
from vozvrat.reason_templates import Missing, Rendering, Template
from vozvrat.storage import Page


@dataclass(frozen=True, slots=True)
class Offer:
    """A template worth offering: why, and how it reads in Russian and in the seller's language."""

    template: Template
    score: float
    why: Sequence[Words]
    text: str
    preview: str
    missing: Sequence[Missing]


def suggest(
    *,
    purpose: str | None,
    query: str | None,
    number: str | None,
    return_id: str | None,
    limit: int,
    locale: Locale,
    scope: Scope,
    now: datetime,
) -> list[Offer]:
    """The templates that fit best, each with why; without an account or a known posting, ranked by the rest."""
    known = known_facts(scope=scope, now=now, number=number, return_id=return_id)
    facts = known.facts if known is not None else None
    found = reason_templates.suggest(facts=facts, purpose=purpose, query=query, limit=limit, locale=locale)
    offers = []
    for one in found:
        try:
            russian = reason_templates.render(one.template, facts=facts, values={}, locale="ru")
            own = reason_templates.render(one.template, facts=facts, values={}, locale=locale)
        except TextTooLong:
            continue  # facts too long for this text: the next one serves better
        offers.append(Offer(one.template, one.score, one.why, russian.text, own.text, own.missing))
    return offers


def render(
    template_id: str,
    *,
    values: Mapping[str, str],
    number: str | None,
    return_id: str | None,
    locale: Locale,
    scope: Scope,
    now: datetime,
) -> tuple[Rendering, list[Finding]]:
    """A template as text, and what the text rules say of it. Raises UnknownTemplate, NotFound or TextTooLong."""
    template = reason_templates.get(template_id)
    unknown = set(values) - {variable.name for variable in template.variables}
    if unknown:
        raise InvalidInput(errors={f"values.{name}": ["This template has no such gap."] for name in sorted(unknown)})
    known = facts_of(scope=scope, now=now, number=None, return_id=return_id) if return_id else None
    if known is None and number is not None:
        known = known_facts(scope=scope, now=now, number=number)
    facts = known.facts if known is not None else None
    rendered = reason_templates.render(template, facts=facts, values=values, locale=locale)
    return rendered, read_text(rendered.text, purpose=template.purpose, known=known, scope=scope, now=now)


def template(template_id: str) -> Template:
    """One template; raises UnknownTemplate."""
    return reason_templates.get(template_id)


def templates(
    *, purpose: str | None, query: str | None, cursor: str | None, limit: int, locale: Locale
) -> Page[Template]:
    """The catalogue by id; with a query what answers it, best first."""
    if query:
        found = reason_templates.suggest(facts=None, purpose=purpose, query=query, limit=1000, locale=locale)
        listed = [one.template for one in found]
    else:
        listed = [one for one in reason_templates.catalogue().values() if purpose in (None, one.purpose)]
    return page(listed, key=lambda one: one.id, cursor=cursor, limit=limit)
