"""Reading request bodies: JSON that other programs agree on, nothing looser; and blueprints that read so."""

import json
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from http import HTTPStatus
from typing import Any, NoReturn, TypeVar, cast

from flask import Request, request
from flask_smorest import Blueprint
from marshmallow import EXCLUDE, RAISE, Schema
from webargs.flaskparser import FlaskParser

from vozvrat.web.problems import Problem
from vozvrat.web.schemas import ProblemSchema

REFUSALS = (400, 401, 403, 404, 409, 413, 415, 422, 429, 500, 502, 503)

View = TypeVar("View", bound=Callable[..., Any])


class StrictParser(FlaskParser):
    """Refuses NaN, names given twice, lone surrogates, NUL and nesting without end.

    Unknown fields of bodies and queries are errors.
    """

    DEFAULT_UNKNOWN_BY_LOCATION = {  # noqa: RUF012 - webargs' own convention
        **FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION,
        "json": RAISE,
        "query": RAISE,
        "headers": EXCLUDE,
    }

    def _raw_load_json(self, req: Request) -> Any:
        raw = req.get_data(cache=True)
        if not raw:
            return {}
        try:
            text = raw.decode("utf-8")
            value = json.loads(text, parse_constant=_refuse, object_pairs_hook=_object)
            if "\\u" in text:
                json.dumps(value, ensure_ascii=False).encode("utf-8")
        except (ValueError, RecursionError):
            raise Problem("bad_request") from None
        if "\\u0000" in text:
            raise Problem("bad_request")
        return value


class Calls(Blueprint):  # type: ignore[misc]  # flask-smorest has no types; the four methods below give it some
    """A blueprint whose arguments are read strictly and whose refusals are documented."""

    ARGUMENTS_PARSER = StrictParser()

    def route(self, rule: str, *, methods: Sequence[str]) -> Callable[[View], View]:
        """A call at an address; one that takes no query refuses any, like an unknown name in one."""
        add = super().route(rule, methods=list(methods))

        def decorate(view: View) -> View:
            return cast("View", add(view if _reads_query(view) or _open_to_all(view) else _without_query(view)))

        return decorate

    def arguments(self, schema: type[Schema], *, location: str = "json") -> Callable[[View], View]:
        """What it takes."""
        return cast("Callable[[View], View]", super().arguments(schema, location=location))

    def response(self, status: int, schema: type[Schema] | None = None) -> Callable[[View], View]:
        """What it gives; refusals are problems, the same everywhere."""
        gives = super().response(status, schema)
        refused = {
            str(refusal): {
                "description": HTTPStatus(refusal).phrase,
                "content": {"application/problem+json": {"schema": ProblemSchema}},
            }
            for refusal in REFUSALS
        }
        documents = super().doc(responses=refused)

        def decorate(view: View) -> View:
            return cast("View", gives(documents(view)))

        return decorate

    def doc(self, **kwargs: object) -> Callable[[View], View]:
        """Anything else that the document says of it."""
        return cast("Callable[[View], View]", super().doc(**kwargs))


class _NoQuery(Schema):
    """What a call without arguments takes of a query: nothing."""


def _without_query(view: View) -> View:
    @wraps(view)
    def strict(*args: Any, **kwargs: Any) -> Any:
        if request.args:
            Calls.ARGUMENTS_PARSER.parse(_NoQuery, request, location="query")
        return view(*args, **kwargs)

    return cast("View", strict)


def _documented(view: Callable[..., Any]) -> Mapping[str, Any]:
    """What flask-smorest keeps of the decorators below a route."""
    return cast("Mapping[str, Any]", getattr(view, "_apidoc", {}))


def _reads_query(view: Callable[..., Any]) -> bool:
    taken = _documented(view).get("arguments", {}).get("parameters", [])
    return any(one["in"] == "query" for one in taken)


def _open_to_all(view: Callable[..., Any]) -> bool:
    """Whether it needs no token: calendars and monitors read those, and add to an address what they like."""
    return bool(_documented(view).get("manual_doc", {}).get("security") == [])


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose names are all different: programs do not agree on which of two equal names counts."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name stands twice")
    return found


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)
