"""The reader's language, from Accept-Language."""

import contextlib
from collections.abc import Iterator
from contextvars import ContextVar

from flask import g, has_request_context, request
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from vozvrat.domain.locale import LOCALES, Locale, locale_of

_SPOKEN = {locale.split("-")[0] for locale in LOCALES}


def of_header(value: str | None) -> Locale:
    """The first of the reader's languages that we speak; English where we speak none of them."""
    for tag, quality in parse_accept_header(value, LanguageAccept):
        if quality > 0 and tag.lower().replace("_", "-").split("-")[0] in _SPOKEN:
            return locale_of(tag)
    return "en"


def of_request() -> Locale:
    """The language of the answer under way; outside a request the one that `speaking` chose."""
    if not has_request_context():
        return _chosen.get()
    locale: Locale | None = g.get("locale")
    if locale is None:
        locale = g.locale = of_header(request.headers.get("Accept-Language"))
    return locale


@contextlib.contextmanager
def speaking(locale: Locale) -> Iterator[None]:
    """Words in one language for whoever writes the API's shapes without a request (the command line)."""
    token = _chosen.set(locale)
    try:
        yield
    finally:
        _chosen.reset(token)


_chosen: ContextVar[Locale] = ContextVar("vozvrat_language", default="en")
