"""The application factory: reads like the list of what the front door has."""

import threading
from collections.abc import Callable
from typing import Any

from flask import Flask, Response, request
from flask_cors import CORS
from flask_cors.core import get_cors_options, set_cors_headers
from flask_smorest import Api

from vozvrat import __version__
from vozvrat.web import (
    accounts,
    cancellations,
    changes,
    core,
    deadlines,
    docs,
    events,
    guards,
    health,
    learn,
    pairing,
    preferences,
    problems,
    returns,
    rules,
    sources,
)
from vozvrat.web.guards import PREFIX, Guards, HostGuard
from vozvrat.web.pace import GENEROUS, Pace
from vozvrat.web.parser import Calls
from vozvrat.web.schemas import ProblemSchema


def create_app(*, port: int | Callable[[], int] = 8741, pace: Pace = GENEROUS) -> Flask:
    """The application; `port` is the one it is served on (or a way to ask, where a free one is taken).

    The database is opened by whoever serves it (`storage.open`).
    """
    own_port = port if callable(port) else lambda: port
    app = Flask("vozvrat.web", static_folder=None)
    app.url_map.merge_slashes = False  # an address with doubled slashes is another address, not one to be sent on from
    app.config.update(
        MAX_CONTENT_LENGTH=guards.MAX_BODY,
        API_TITLE="Vozvrat",
        API_VERSION=__version__,
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX=PREFIX,
        OPENAPI_JSON_PATH="openapi.json",
        TRAP_BAD_REQUEST_ERRORS=False,
        PROPAGATE_EXCEPTIONS=False,
    )
    app.json.sort_keys = False  # type: ignore[attr-defined]  # the default provider has it, the interface does not say
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # as above
    checks = Guards(app, port=own_port, pace=pace)
    app.extensions["vozvrat.guards"] = checks
    _open_to_paired(app, checks)
    api = ProblemApi(app, spec_kwargs=_about())
    app.extensions["vozvrat.api"] = api
    _register(app, api)
    problems.register(app)
    app.wsgi_app = HostGuard(app.wsgi_app, own_port)  # type: ignore[method-assign]  # how Flask mounts middleware
    return app


class ProblemApi(Api):  # type: ignore[misc]  # flask-smorest has no types
    """Errors are documented as what they are here, and the document is written when it is first asked for.

    Writing it takes a fifth of a second, which a start need not spend.
    """

    ERROR_SCHEMA = ProblemSchema

    def __init__(self, app: Flask, **kwargs: object) -> None:
        self._unwritten: list[Calls] = []
        self._writing = threading.RLock()
        super().__init__(app, **kwargs)

    def register_blueprint(self, blueprint: Calls, **options: object) -> None:
        """Mounts a blueprint now; its part of the document waits."""
        self._app.extensions["flask-smorest"]["blp_name_to_api"][blueprint.name] = self
        self._app.register_blueprint(blueprint, **options)
        self._unwritten.append(blueprint)

    @property
    def spec(self) -> Any:
        """The document, whole."""
        with self._writing:
            waiting, self._unwritten = self._unwritten, []
            for one in waiting:
                one.register_views_in_doc(self, self._app, self._spec, name=one.name, parameters=None)
                self._spec.tag({"name": one.name, "description": one.description})
            if waiting:
                refusal = self._spec.components.responses["DEFAULT_ERROR"]["content"]
                refusal[problems.MEDIA_TYPE] = refusal.pop("application/json")
            return self._spec

    @spec.setter
    def spec(self, made: Any) -> None:
        self._spec = made


def document_of(app: Flask) -> dict[str, Any]:
    """The OpenAPI document."""
    document: dict[str, Any] = app.extensions["vozvrat.api"].spec.to_dict()
    return document


def _open_to_paired(app: Flask, checks: Guards) -> None:
    """Cross-origin answers for paired extension origins, nobody else: the list begins empty and pairing fills it."""
    CORS(app, origins=[], resources={}, allow_private_network=False)

    @app.after_request
    def allow(response: Response) -> Response:
        origin = request.headers.get("Origin")
        if origin is not None and origin in checks.origins.paired():
            options = get_cors_options(
                app,
                {
                    "origins": [origin],
                    "methods": ["GET", "POST", "PATCH", "PUT", "DELETE"],
                    "allow_headers": ["Authorization", "Content-Type", "Accept-Language", "Idempotency-Key"],
                    "max_age": 600,
                    "vary_header": False,
                },
            )
            set_cors_headers(response, options)
            response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response


def _register(app: Flask, api: Api) -> None:
    for module in (
        core,
        health,
        pairing,
        accounts,
        returns,
        cancellations,
        deadlines,
        rules,
        learn,
        sources,
        changes,
        events,
        preferences,
    ):
        api.register_blueprint(module.blueprint, url_prefix=PREFIX)
    docs.mount(app, api)


def _about() -> dict[str, object]:
    return {
        "info": {
            "description": "Look up orders, check policy, give reason templates: the refund companion's API on this "
            "machine. Everything but /health, /pairing and this document wants a paired device's bearer token.",
            "license": {"name": "MIT"},
        },
        "components": {"securitySchemes": {"device": {"type": "http", "scheme": "bearer"}}},
        "security": [{"device": []}],
    }
