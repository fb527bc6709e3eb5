"""One call from its arrival to its answer: gate, limits, fault, method, record."""

from __future__ import annotations

import json
import secrets
import time
import traceback
from dataclasses import dataclass, field
from email.message import Message
from typing import Any

from vozvrat_sandbox.api import METHODS, OBSOLETE, Call, Method
from vozvrat_sandbox.api.reading import without_nulls
from vozvrat_sandbox.life import Life
from vozvrat_sandbox.refusals import Refusal
from vozvrat_sandbox.world import Credential, Trouble, World

from .faults import AFTER, BEFORE, CallRecord, Calls, Fault, Faults
from .gate import FBO_ONLY, NO_ROLE, NO_SUBSCRIPTION, Limits, TooMany, admit

GARBAGE = b"<html><head><title>502 Bad Gateway</title></head><body><center>nginx</center></body></html>"


@dataclass(frozen=True, slots=True)
class Arrival:
    """A call as it came over the wire."""

    verb: str
    path: str
    query: str
    headers: Message
    body: bytes
    address: str


@dataclass(slots=True)
class Answer:
    """What goes over the wire. ``cut``: nothing does; ``shown``: only so much of the body does."""

    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    cut: bool = False
    shown: int | None = None


def as_json(value: object) -> bytes:
    """JSON in UTF-8, as short as Ozon's."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


class Office:
    """Answers calls of the Seller API on a world."""

    def __init__(self, world: World, life: Life) -> None:
        self.world = world
        self.life = life
        self.limits = Limits()
        self.faults = Faults()
        self.calls = Calls()
        self.nested_actions = False

    def answer(self, arrival: Arrival) -> Answer:
        """Everything that happens to one call."""
        client_id = arrival.headers.get("Client-Id") or ""
        record = CallRecord(path=arrival.path, client_id=client_id, body=_readable(arrival.body))
        self.calls.add(record)
        self.life.settle()
        sent: dict[str, str] = {"x-o3-trace-id": secrets.token_hex(16)}
        try:
            credential = admit(self.world, arrival.headers)
            left = self.limits.count(credential.client_id, arrival.address)
            if left is not None:
                sent["Ratelimit-Remaining"] = str(left)
            answer = self._serve(arrival, credential, record)
        except TooMany as refusal:
            sent |= {"Ratelimit-Remaining": "0", "Retry-After": str(refusal.retry_after)}
            answer = Answer(refusal.status, as_json(refusal.body()))
        except Refusal as refusal:
            answer = Answer(refusal.status, as_json(refusal.body()))
        except Exception as error:  # whoever calls must see Ozon's 500, and whoever watches must see why
            traceback.print_exception(error)
            answer = _broken()
        answer.headers = {"Content-Type": "application/json", **sent, **answer.headers}
        record.status = 0 if answer.cut else answer.status
        return answer

    def _serve(self, arrival: Arrival, credential: Credential, record: CallRecord) -> Answer:
        path = arrival.path
        fault = self.faults.take(path)
        if fault is not None:
            record.fault = fault.kind
            if fault.kind in BEFORE:
                return _before(fault)
        if path in OBSOLETE:
            raise Refusal(400, 9, "obsolete method cannot be used")
        method = METHODS.get(path)
        if method is None or arrival.verb != "POST":
            raise Refusal(404 if method is None else 405, 12, "method is not allowed")
        _check_rights(credential, method)
        if method.per_minute:
            self.limits.count_method(credential.client_id, path, method.per_minute)
        answer = self._perform(method, credential, arrival.body, record)
        if fault is not None and fault.kind in AFTER:
            return _after(fault, answer)
        return answer

    def _perform(self, method: Method, credential: Credential, body: bytes, record: CallRecord) -> Answer:
        call = Call(
            world=self.world,
            life=self.life,
            credential=credential,
            body=without_nulls(parsed(body)),
            nested_actions=self.nested_actions,
        )
        try:
            with self.world.lock:
                result = method.perform(call)
        finally:
            record.effect = call.effect
        return Answer(200, b"" if result is None else as_json(result))


def _check_rights(credential: Credential, method: Method) -> None:
    if credential.trouble is Trouble.NO_RETURNS_ROLE and method.role == "returns":
        raise NO_ROLE
    if credential.trouble is Trouble.NO_SUBSCRIPTION and method.paid:
        raise NO_SUBSCRIPTION
    if credential.trouble is Trouble.FBO_ONLY and method.own_warehouse:
        raise FBO_ONLY


def _before(fault: Fault) -> Answer:
    if fault.kind == "cut_before":
        return Answer(0, cut=True)
    if fault.kind == "status_500_before":
        return _broken()
    wait = max(1, round(fault.seconds)) if fault.seconds_given else 1
    if fault.kind == "circle_open":
        raise TooMany("Circle is open", retry_after=wait)
    raise TooMany(retry_after=wait)


def _after(fault: Fault, answer: Answer) -> Answer:
    match fault.kind:
        case "cut_after":
            return Answer(0, cut=True)
        case "status_500_after":
            return _broken()
        case "empty_200":
            return Answer(200)
        case "garbage":
            return Answer(200, GARBAGE, {"Content-Type": "text/html"})
        case "truncated":
            body = answer.body or b'{"result":"ok","trace":"0123456789"}'
            return Answer(answer.status, body, shown=len(body) // 2)
        case _:
            time.sleep(fault.seconds)
            return answer


def _broken() -> Answer:
    return Answer(500, as_json({"code": 13, "message": "Internal error"}))


def _readable(body: bytes) -> Any:
    try:
        return json.loads(body) if body else {}
    except (ValueError, RecursionError):
        return body.decode("utf-8", "replace")


def _no_number(name: str) -> None:
    """Python reads NaN and Infinity as JSON; nobody else does."""
    raise ValueError(name)


def parsed(body: bytes) -> dict[str, Any]:
    """The object that a body is; a Refusal in Ozon's words where it is none. An empty body is an empty object."""
    if not body.strip():
        return {}
    try:
        value = json.loads(body, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise Refusal(400, 3, "proto: syntax error (line 1:1): unexpected token") from error
    if not isinstance(value, dict):
        raise Refusal(400, 3, "proto: syntax error (line 1:1): unexpected token, an object is expected")
    return value
