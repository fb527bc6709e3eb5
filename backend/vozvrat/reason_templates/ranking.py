"""Which templates fit a situation, best first, each with its reasons in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from vozvrat.domain.locale import LOCALES, Locale, Words
from vozvrat.domain.orders import Scheme
from vozvrat.domain.returns import ReasonKind
from vozvrat.reason_templates import reading, situations
from vozvrat.reason_templates.loading import catalogue, dictionary
from vozvrat.reason_templates.model import Suggestion, Template
from vozvrat.reason_templates.reading import Facts, Lengths
from vozvrat.reason_templates.situations import Point

LEAST = 60.0
"""Below this likeness (0 to 100) a template does not answer a query."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What the ranking asks of the facts and the caller; None is unknown and counts neither for nor against."""

    purpose: str | None
    query: str
    scheme: str | None
    reason: str | None
    state: str | None
    turn: Mapping[str, float]
    may: frozenset[str] | None
    facts: Facts


def suggest(
    *,
    facts: Facts | None = None,
    purpose: str | None = None,
    query: str | None = None,
    limit: int = 5,
    locale: Locale = "ru",
) -> list[Suggestion]:
    """The templates that fit best, at most `limit`, each saying why in all three languages.

    With a query only what answers it comes; with a purpose only that purpose, unless a query asks for more.
    Templates for another scheme, or for an action that Ozon does not offer, are left out while nobody asks for
    them by query. `locale` breaks ties between templates that a query finds equally, by name.
    """
    situation = _situation(facts or {}, purpose, (query or "").strip())
    judged = (
        (template, list(_points(template, situation)))
        for template in catalogue().values()
        if _is_candidate(template, situation)
    )
    suggestions = [_suggestion(template, points) for template, points in judged]
    suggestions = [one for one in suggestions if situation.query == "" or one.score > 0]
    suggestions.sort(key=lambda one: (-one.score, one.template.name[locale]))
    return suggestions[: max(limit, 0)]


def _situation(facts: Facts, purpose: str | None, query: str) -> Situation:
    return Situation(
        purpose=purpose or _text(facts, "draft.purpose") or situations.purpose_of_draft(_text(facts, "draft.kind")),
        query=query,
        scheme=_text(facts, "order.scheme"),
        reason=_text(facts, "return.reason.kind"),
        state=_text(facts, "return.state"),
        turn=situations.likely_purposes(facts),
        may=situations.allowed_kinds(reading.at(facts, "return.available_actions")),
        facts=facts,
    )


def _text(facts: Facts, path: str) -> str | None:
    found = reading.at(facts, path)
    return found if isinstance(found, str) and found else None


def _answers(query: str, template: Template) -> float:
    from vozvrat.reason_templates import searching  # noqa: PLC0415 - stemmers and likeness wait for the first search

    return searching.likeness(query, template)


def _is_candidate(template: Template, situation: Situation) -> bool:
    if situation.query:
        return _answers(situation.query, template) >= LEAST
    if situation.purpose is not None and template.purpose != situation.purpose:
        return False
    return _for_scheme(template, situation) and not _forbidden(template, situation)


def _for_scheme(template: Template, situation: Situation) -> bool:
    if situation.scheme is None or not template.schemes:
        return True
    return situation.scheme in {str(scheme) for scheme in template.schemes}


def _forbidden(template: Template, situation: Situation) -> bool:
    """Whether it speaks of an action that this very request does not allow (DSP-07)."""
    needed = situations.action_of_purpose(template.purpose)
    return needed is not None and situation.may is not None and needed not in situation.may


def _points(template: Template, situation: Situation) -> Iterator[Point]:
    if situation.query:
        yield Point(_answers(situation.query, template), situations.FOUND_BY_QUERY)
    if situation.purpose == template.purpose:
        yield Point(30, situations.for_purpose(template.purpose))
    yield from _reason(template, situation)
    yield from _state(template, situation)
    yield from _limits(template, situation)
    yield Point(5 * _share_known(template, situation.facts))
    yield from situations.hints(template, situation.facts)


def _reason(template: Template, situation: Situation) -> Iterator[Point]:
    if situation.reason is None or situation.reason == ReasonKind.OTHER:
        return
    if not template.reason_kinds:
        yield Point(14)
    elif situation.reason in {str(kind) for kind in template.reason_kinds}:
        words = dictionary().reason_kinds[situation.reason]
        yield Point(22 + 6 / len(template.reason_kinds), situations.for_reason(words))
    else:
        yield Point(-30)


def _state(template: Template, situation: Situation) -> Iterator[Point]:
    likely = situation.turn.get(template.purpose, 0.0)
    if likely > 0:
        yield Point(likely, situations.FITS_STATE)
    elif situation.turn:
        yield Point(-14)
    if situation.state is None or not template.states:
        return
    yield Point(12) if situation.state in template.states else Point(-14)


def _limits(template: Template, situation: Situation) -> Iterator[Point]:
    if not _for_scheme(template, situation):
        yield Point(-20)
    elif situation.scheme is not None and template.schemes:
        yield Point(4, situations.for_scheme(Scheme(situation.scheme)))
    needed = situations.action_of_purpose(template.purpose)
    if _forbidden(template, situation):
        yield Point(-25)
    elif needed is not None and situation.may is not None:
        yield Point(4, situations.ALLOWED)


def _share_known(template: Template, facts: Facts) -> float:
    """How much of what a template must say is known already."""
    needed = [variable for variable in template.variables if variable.required]
    if not needed:
        return 1.0
    lengths, words = Lengths(), dictionary()
    known = sum(
        reading.from_facts(variable, facts, locale="ru", lengths=lengths, words=words) is not None
        for variable in needed
    )
    return known / len(needed)


def _suggestion(template: Template, points: list[Point]) -> Suggestion:
    told = sorted((point for point in points if point.words is not None and point.weight > 0), key=lambda p: -p.weight)
    why = tuple(point.words for point in told if point.words is not None)
    return Suggestion(
        template=template, score=round(sum(point.weight for point in points), 2), why=why or (_nothing_known(template),)
    )


def _nothing_known(template: Template) -> Words:
    return {locale: template.use_when[locale] for locale in LOCALES}
