"""The one place where errors become answers: RFC 9457 problem+json, in the reader's language, without internals."""

import json
from collections.abc import Mapping, Sequence
from typing import Final

import structlog
from flask import Flask, Response, has_request_context, request
from werkzeug.exceptions import HTTPException

from vozvrat.domain import errors
from vozvrat.domain.locale import Locale, say
from vozvrat.web import language
from vozvrat.words.errors import sentence
from vozvrat.words.fields import sentence as field_said
from vozvrat.words.problems import PROBLEMS

MEDIA_TYPE: Final = "application/problem+json"
TYPE_PREFIX: Final = "urn:vozvrat:problem:"

Fields = Mapping[str, Sequence[str]]

_BY_STATUS: Final[Mapping[int, str]] = {status: name for name, (status, _, _) in PROBLEMS.items()} | {
    403: "forbidden_origin",
    408: "bad_request",
    411: "bad_request",
}

_BY_CLASS: Final[Sequence[tuple[type[errors.VozvratError], str]]] = (
    (errors.NotFound, "not_found"),
    (errors.NotFoundAtOzon, "not_found"),
    (errors.InvalidInput, "invalid"),
    (errors.MalformedPostingNumber, "invalid"),
    (errors.CurrencyMismatch, "invalid"),
    (errors.TextTooLong, "invalid"),
    (errors.InvalidSetting, "invalid"),
    (errors.BrokenPack, "invalid"),
    (errors.Conflict, "conflict"),
    (errors.PairingRefused, "pairing_refused"),
    (errors.DatabaseDamaged, "unavailable"),
    (errors.DatabaseFromTheFuture, "unavailable"),
    (errors.DatabaseUnavailable, "unavailable"),
    (errors.KeyStoreUnavailable, "unavailable"),
    *((kind, "invalid") for kind in errors.STOPS_THE_ACCOUNT),
    (errors.OzonDown, "unavailable"),
    (errors.RateLimited, "unavailable"),
    (errors.CircleOpen, "unavailable"),
    (errors.OzonError, "ozon"),
)

log = structlog.get_logger("vozvrat.web")


class Problem(Exception):
    """Raised by guards and views where no domain error says it better. `name` is a key of PROBLEMS."""

    def __init__(self, name: str, *, errors: Fields | None = None, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(name)
        self.name = name
        self.errors = errors
        self.headers = headers


def body(name: str, locale: Locale, *, code: str | None = None, detail: str | None = None) -> dict[str, object]:
    """The document of a problem, without field errors."""
    status, title, usual = PROBLEMS[name]
    return {
        "type": TYPE_PREFIX + (code or name),
        "title": say(title, locale),
        "status": status,
        "detail": detail or say(usual, locale),
        "code": code or name,
    }


def answer(document: Mapping[str, object], headers: Mapping[str, str] | None = None) -> Response:
    """A problem as a response."""
    response = Response(
        json.dumps(document, ensure_ascii=False), status=int(str(document["status"])), content_type=MEDIA_TYPE
    )
    response.headers.extend(dict(headers or {}))
    return response


def from_problem(problem: Problem) -> Response:
    document = body(problem.name, language.of_request())
    if problem.errors:
        document["errors"] = {place: list(said) for place, said in problem.errors.items()}
    return answer(document, problem.headers)


def from_domain(error: errors.VozvratError) -> Response:
    """A domain error: its own sentence, a status by its class."""
    locale = language.of_request()
    name = next((name for kind, name in _BY_CLASS if isinstance(error, kind)), "internal")
    if name == "internal":
        log.error("domain error without a status", error_code=error.code)
    document = body(name, locale, code=error.code, detail=sentence(error, locale))
    if isinstance(error, errors.InvalidInput):
        where = _facts_field if isinstance(error, errors.InvalidFacts) else _field
        document["errors"] = {
            where(place): [field_said(one, locale) for one in said] for place, said in error.errors.items()
        }
    if isinstance(error, errors.InvalidRule) and error.place is not None:
        document["place"] = error.place
    headers = {}
    if isinstance(error, errors.RateLimited):
        headers["Retry-After"] = str(max(1, round(float(str(error.parameters.get("retry_after") or 1)))))
    return answer(document, headers)


def from_http(error: HTTPException) -> Response:
    """What Flask, Werkzeug and the schema library raise."""
    locale = language.of_request()
    status = error.code or 500
    name = _BY_STATUS.get(status) or ("internal" if status >= 500 else "bad_request")
    document = body(name, locale)
    document["status"] = status
    said = getattr(error, "data", None)
    if isinstance(said, Mapping) and "messages" in said:
        document["errors"] = flat(said["messages"], locale)
    headers = {key: value for key, value in error.get_headers() if key.lower() in ("allow", "retry-after", "location")}
    return answer(document, headers)


def from_anything(error: Exception) -> Response:
    """A bug of ours: the log gets the trace, the client one sentence."""
    log.error("unhandled error", path=request.path if has_request_context() else None, exc_info=error)
    return answer(body("internal", language.of_request()))


def flat(messages: object, locale: Locale, place: str = "") -> dict[str, list[str]]:
    """Nested messages as `field.index.field` → sentences. The location (`json`, `query`) is left out at the top."""
    if isinstance(messages, Mapping):
        found: dict[str, list[str]] = {}
        for key, inner in messages.items():
            if not place and key in ("json", "query", "headers"):
                found.update(flat(inner, locale))
            else:
                found.update(flat(inner, locale, f"{place}.{key}" if place else str(key)))
        return found
    listed = messages if isinstance(messages, list | tuple) else [messages]
    return {place.removesuffix("._schema") or "_schema": [field_said(str(message), locale) for message in listed]}


def register(app: Flask) -> None:
    """Every way to fail ends here."""
    app.register_error_handler(Problem, from_problem)
    app.register_error_handler(errors.VozvratError, from_domain)
    app.register_error_handler(HTTPException, from_http)
    app.register_error_handler(Exception, from_anything)


def _field(place: str) -> str:
    """A JSON pointer as the dotted place that all `errors` use; other places as they are."""
    return place.removeprefix("/").replace("/", ".") if place.startswith("/") else place


def _facts_field(place: str) -> str:
    """Where in a check's body a facts document fails: its draft may also stand beside it and is named alone."""
    field = _field(place)
    return field if field == "draft" or field.startswith("draft.") else f"facts.{field}".removesuffix(".")
