"""From a template and what is known to a text: every value in its place, every gap in sight, never too long."""

import re
from collections.abc import Mapping
from functools import lru_cache

from jinja2 import Template as Sentences

from vozvrat.domain.errors import TextTooLong
from vozvrat.domain.locale import Locale
from vozvrat.reason_templates import reading, sentences, taming
from vozvrat.reason_templates.loading import dictionary
from vozvrat.reason_templates.model import LIMIT, Missing, Rendering, Template
from vozvrat.reason_templates.reading import Facts, Lengths, Value
from vozvrat.reason_templates.sentences import Gap

_GAP = re.compile(r"⟦(\w+)⟧")
_EVER_SHORTER = (Lengths(), Lengths(product=48, quoted=80), Lengths(product=24, quoted=40))


def render(template: Template, *, facts: Facts | None, values: Mapping[str, str], locale: Locale = "ru") -> Rendering:
    """The template's text in one language, filled from what the seller typed first and from the facts otherwise.

    What is not known stays as ⟦name⟧ and is listed in `missing`, in the order of the text. Long names of products
    and quotations are shortened at a word to keep the text within 1,000 code points; what the seller typed is not.
    Raises TextTooLong(over_by, limit) where that is not enough.
    """
    text = _sentences(template.texts[locale], locale)
    known: Facts = facts or {}
    for lengths in _EVER_SHORTER:
        found = _values(template, known, values, locale=locale, lengths=lengths)
        filled = sentences.fill(text, _with_gaps(template, found))
        if len(filled) <= LIMIT:
            return Rendering(text=filled, missing=_missing(template, filled, values, locale), used=_used(found))
    raise TextTooLong(over_by=len(filled) - LIMIT, limit=LIMIT)


@lru_cache(maxsize=2048)
def _sentences(text: str, locale: Locale) -> Sentences:
    return sentences.compiled(text, locale)


def _values(
    template: Template, facts: Facts, typed: Mapping[str, str], *, locale: Locale, lengths: Lengths
) -> dict[str, Value]:
    """What is known, by variable. A typed value that cannot be read does not fall back to another: it asks again."""
    found: dict[str, Value] = {}
    for variable in template.variables:
        given = typed.get(variable.name, "")
        value = (
            reading.from_seller(variable, given, facts, locale=locale, lengths=lengths)
            if given.strip()
            else reading.from_facts(variable, facts, locale=locale, lengths=lengths, words=dictionary())
        )
        if value is not None:
            found[variable.name] = value
    return found


def _with_gaps(template: Template, found: Mapping[str, Value]) -> dict[str, Value | Gap]:
    return {variable.name: found.get(variable.name, Gap(variable.name)) for variable in template.variables}


def _used(found: Mapping[str, Value]) -> dict[str, str]:
    return {name: value.text for name, value in found.items()}


def _missing(template: Template, text: str, typed: Mapping[str, str], locale: Locale) -> tuple[Missing, ...]:
    by_name = {variable.name: variable for variable in template.variables}
    gaps = dict.fromkeys(_GAP.findall(text))
    unread = {name: taming.tame(typed[name]) for name in typed if typed[name].strip()}
    return tuple(
        Missing(
            name=name,
            description=by_name[name].description,
            example=by_name[name].example[locale],
            given=unread.get(name),
        )
        for name in gaps
    )
