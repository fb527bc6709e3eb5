"""The real application over a real SQLite file, and one way to ask it."""

import shutil
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from vozvrat import accounts, storage
from vozvrat.web import context, create_app

PORT = 8741
OWN = f"http://127.0.0.1:{PORT}"
CHROME = "chrome-extension://" + "abcdefghijklmnop" * 2
FIREFOX = "moz-extension://0f8fad5b-d9cb-469f-a165-70867728950e"


class Api:
    """Asks the application as a paired browser does, or as anybody with `token=None`."""

    def __init__(self, client: FlaskClient, token: str | None) -> None:
        self.client = client
        self.token = token

    def ask(
        self,
        method: str,
        path: str,
        *,
        json: object = None,
        headers: Mapping[str, str] | None = None,
        base_url: str = OWN,
        **rest: Any,
    ) -> TestResponse:
        sent = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        sent.update(headers or {})
        if json is not None:
            rest["json"] = json
        return self.client.open(f"/api/v1{path}", method=method, base_url=base_url, headers=sent, **rest)

    def get(self, path: str, **rest: Any) -> TestResponse:
        return self.ask("GET", path, **rest)

    def post(self, path: str, json: object = None, **rest: Any) -> TestResponse:
        return self.ask("POST", path, json=json, **rest)

    def as_anybody(self) -> "Api":
        return Api(self.client, None)

    def of(self, token: str) -> "Api":
        return Api(self.client, token)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of this test alone."""
    monkeypatch.setenv("VOZVRAT_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("VOZVRAT_OZON_URL", "http://127.0.0.1:9")  # nobody is there: no test asks the real Ozon
    return tmp_path / "data"


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database of the newest schema, to be copied: each test has its own file."""
    place = tmp_path_factory.mktemp("migrated") / "vozvrat.sqlite"
    storage.open(f"sqlite:///{place}")
    storage.close()
    return place


@pytest.fixture
def database(home: Path, migrated: Path) -> Iterator[str]:
    home.mkdir(parents=True)
    shutil.copy(migrated, home / "vozvrat.sqlite")
    url = f"sqlite:///{home / 'vozvrat.sqlite'}"
    storage.open(url)
    yield url
    storage.close()


@cache
def the_app() -> Flask:
    return create_app(port=PORT)


@pytest.fixture
def anybody(database: str) -> Api:
    """The application, asked without a token."""
    app = the_app()
    app.extensions["vozvrat.guards"].origins.forget()
    context.forget_zone()
    return Api(app.test_client(), None)


@pytest.fixture
def api(anybody: Api) -> Api:
    """The application, asked by a paired device."""
    token, _ = accounts.redeem(accounts.pair().code, name="test", origin=None)
    return anybody.of(token)


def problem(answer: TestResponse, status: int) -> dict[str, Any]:
    """The problem in a refusal, held to RFC 9457 and to never telling internals."""
    assert answer.status_code == status, answer.get_data(as_text=True)
    assert answer.content_type == "application/problem+json"
    document: dict[str, Any] = answer.get_json()
    assert {"type", "title", "status", "detail"} <= set(document)
    assert document["status"] == status
    assert "Traceback" not in answer.get_data(as_text=True)
    return document
