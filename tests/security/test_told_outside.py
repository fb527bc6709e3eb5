"""What leaves this machine or opens it to a calendar keeps its secrets: not in logs, not in answers, not in events."""

import io
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
import structlog

from tests.api import receivers
from tests.api.house import Api, problem
from tests.api.receivers import Receiver, a_receiver
from tests.api.shops import a_shop, an_open_return, now
from vozvrat import logs
from vozvrat.domain.orders import Scheme
from vozvrat.watch import webhook
from vozvrat.web import deadlines

MOSCOW = ZoneInfo("Europe/Moscow")


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """All that this process writes into its log, as loudly as it can."""
    pages = io.StringIO()
    root = logging.getLogger()
    before = (list(root.handlers), root.level)
    monkeypatch.setattr(sys, "stderr", pages)
    logs.configure("DEBUG")
    root.setLevel(logging.DEBUG)
    yield pages
    structlog.reset_defaults()
    root.handlers[:] = before[0]
    root.setLevel(before[1])


@contextmanager
def a_webhook(api: Api) -> Iterator[tuple[Receiver, str]]:
    with a_receiver() as receiver:
        answer = api.ask("PUT", "/settings", json={"webhook_url": receiver.url})
        yield receiver, answer.get_json()["webhook"]["secret"]


def test_an_address_that_fails_leaves_neither_its_token_nor_its_secret_in_the_log(
    api: Api, written: io.StringIO
) -> None:
    an_open_return(a_shop(), scheme=Scheme.FBS, asked=2)
    with a_webhook(api) as (receiver, secret):
        for behaviour in (receivers.answers(500), receivers.babbles, receivers.answers(302, {"Location": "/x"})):
            receiver.behave = behaviour
            api.post("/settings/webhook/trials")
        webhook.notice(now=now() + timedelta(hours=11), zone=MOSCOW)
        webhook.send(now=now() + timedelta(hours=11), zone=MOSCOW)
        assert len(receiver.requests) == 4
    webhook.send(now=now() + timedelta(hours=12), zone=MOSCOW)
    told = written.getvalue()
    assert "webhook_not_delivered" in told
    assert "TOKEN" not in told
    assert secret not in told


def test_neither_stands_in_any_answer_or_event_later(api: Api) -> None:
    an_open_return(a_shop(), scheme=Scheme.FBS, asked=2)
    with a_webhook(api) as (receiver, secret):
        receiver.behave = receivers.answers(500)
        for hours in range(11, 40):
            webhook.notice(now=now() + timedelta(hours=hours), zone=MOSCOW)
            webhook.send(now=now() + timedelta(hours=hours), zone=MOSCOW)
        told = "".join(api.get(path).get_data(as_text=True) for path in ("/settings", "/events", "/returns"))
        told += "".join(body.decode() for _, _, body in receiver.requests)
    assert "TOKEN" not in told
    assert secret not in told


def test_a_refused_address_is_not_quoted_back(api: Api, written: io.StringIO) -> None:
    refusal = api.ask("PUT", "/settings", json={"webhook_url": "http://example.com/TOKEN-IN-THE-PATH"})
    problem(refusal, 422)
    assert "TOKEN" not in refusal.get_data(as_text=True) + written.getvalue()


def test_the_calendars_secret_is_in_no_log_even_when_the_calendar_breaks(
    api: Api, written: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = api.post("/deadlines/address").get_json()["url"]
    path = url.removeprefix("http://127.0.0.1:8741/api/v1")
    secret = path.removeprefix("/deadlines/").removesuffix(".ics")

    def breaks(**_: object) -> None:
        raise RuntimeError(f"asked at {path}")

    monkeypatch.setattr(deadlines, "coming", breaks)
    problem(api.as_anybody().get(path), 500)
    api.as_anybody().get(path.replace(".ics", "x.ics"))
    told = written.getvalue()
    assert "unhandled error" in told
    assert "/deadlines/" in told
    assert secret not in told
    assert secret.removeprefix("vzv_")[:20] not in told
