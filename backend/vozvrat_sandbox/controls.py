"""What a test may do to the simulated Ozon: faults, time, limits, buyers, shapes."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs

from .api import METHODS, OBSOLETE
from .api.reading import without_nulls
from .http.faults import DEFAULT_SECONDS, KINDS, Fault
from .http.office import Answer, Arrival, Office, as_json, parsed
from .life import BUYER_DOES
from .refusals import Refusal

PREFIX = "/_sandbox/"
YEARS = (2000, 2100)


class Controls:
    """Answers calls below ``/_sandbox/``; they need no key and count for no limit."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._actions: dict[tuple[str, str], Callable[[dict[str, Any]], object]] = {
            ("POST", "faults"): self._faults,
            ("GET", "faults"): lambda _: {"faults": office.faults.waiting()},
            ("POST", "clock"): self._clock,
            ("GET", "clock"): lambda _: self._now(),
            ("GET", "calls"): lambda asked: {"calls": office.calls.of(asked.get("path"))},
            ("DELETE", "calls"): self._forget,
            ("POST", "limits"): self._limits,
            ("POST", "buyers"): self._buyers,
            ("POST", "shapes"): self._shapes,
        }

    def answer(self, arrival: Arrival) -> Answer:
        """Does it, or says in one sentence why not."""
        verb, path = arrival.verb, arrival.path
        action = self._actions.get((verb, path.removeprefix(PREFIX)))
        try:
            if action is None:
                raise Refusal(
                    404, 5, f"no control {verb} {path}; there are faults, clock, calls, limits, buyers, shapes"
                )
            asked: dict[str, Any] = {key: values[-1] for key, values in parse_qs(arrival.query).items()}
            asked |= without_nulls(parsed(arrival.body))
            return Answer(200, as_json(action(asked)), {"Content-Type": "application/json"})
        except Refusal as refusal:
            return _error(refusal.status, refusal.message)

    def _faults(self, asked: dict[str, Any]) -> object:
        kind, path = _word(asked, "fault"), _word(asked, "path")
        if kind not in KINDS:
            raise Refusal(400, 3, f"fault is one of {', '.join(sorted(KINDS))}")
        fault = Fault(
            path=path,
            kind=kind,
            times=_whole(asked, "times", 1),
            seconds=_number(asked, "seconds", DEFAULT_SECONDS, least=0),
            seconds_given="seconds" in asked,
        )
        if not any(fault.concerns(served) for served in (*METHODS, *OBSOLETE)):
            raise Refusal(400, 3, f"path {path} is none of the Seller API's; it may end with *")
        self._office.faults.add(fault)
        return {"faults": self._office.faults.waiting()}

    def _clock(self, asked: dict[str, Any]) -> object:
        clock = self._office.world.clock
        moment = _moment(asked, "now") if "now" in asked else clock.now()
        try:
            moment += timedelta(seconds=_number(asked, "advance_seconds", 0))
        except OverflowError:
            moment = datetime.max.replace(tzinfo=UTC)
        if not YEARS[0] <= moment.year < YEARS[1]:
            raise Refusal(400, 3, f"now and advance_seconds lead to a year between {YEARS[0]} and {YEARS[1]}")
        clock.move_to(moment)
        self._office.life.settle()
        return self._now()

    def _now(self) -> object:
        return {"now": self._office.world.clock.now().isoformat().replace("+00:00", "Z")}

    def _forget(self, asked: dict[str, Any]) -> object:
        self._office.calls.clear()
        return {"calls": []}

    def _limits(self, asked: dict[str, Any]) -> object:
        limits = self._office.limits
        per_second = _whole(asked, "requests_per_second", limits.per_second)
        limits.per_address = _whole(asked, "per_address", limits.per_address)
        limits.per_second = per_second
        return {"requests_per_second": limits.per_second, "per_address": limits.per_address}

    def _buyers(self, asked: dict[str, Any]) -> object:
        if "new_requests_per_hour" in asked:
            per_hour = _number(asked, "new_requests_per_hour", 0, least=0)
            self._office.life.expect_requests(per_hour)
            return {"new_requests_per_hour": per_hour}
        does = _word(asked, "does")
        if does == "ask_return":
            claim = self._office.life.ask_return(_word(asked, "posting_number"))
            return {"return_id": str(claim.id), "state": claim.state}
        if does not in BUYER_DOES:
            raise Refusal(400, 3, f"does is one of {', '.join(BUYER_DOES)}, ask_return")
        number = _whole(asked, "return_id")
        self._office.life.buyer(number, does)
        claim_now = self._office.world.return_(number)
        return {"return_id": str(number), "state": claim_now.state if claim_now else None}

    def _shapes(self, asked: dict[str, Any]) -> object:
        shape = _word(asked, "available_actions")
        if shape not in {"flat", "nested"}:
            raise Refusal(400, 3, "available_actions is flat or nested")
        self._office.nested_actions = shape == "nested"
        return {"available_actions": shape}


def _given(asked: dict[str, Any], name: str, otherwise: object) -> Any:
    found = asked.get(name, otherwise)
    if found is None:
        raise Refusal(400, 3, f"{name} is missing")
    return found


def _word(asked: dict[str, Any], name: str) -> str:
    return str(_given(asked, name, None))


def _whole(asked: dict[str, Any], name: str, otherwise: int | None = None) -> int:
    found = _given(asked, name, otherwise)
    try:
        return int(found)
    except (TypeError, ValueError) as error:
        raise Refusal(400, 3, f"{name} is a whole number") from error


def _number(asked: dict[str, Any], name: str, otherwise: float, *, least: float = -math.inf) -> float:
    try:
        found = float(_given(asked, name, otherwise))
    except (TypeError, ValueError, OverflowError) as error:
        raise Refusal(400, 3, f"{name} is a number") from error
    if not math.isfinite(found) or found < least:
        raise Refusal(400, 3, f"{name} is out of bounds")
    return found


def _moment(asked: dict[str, Any], name: str) -> datetime:
    try:
        moment = datetime.fromisoformat(_word(asked, name))
    except ValueError as error:
        raise Refusal(400, 3, f"{name} is a time, for example 2026-11-24T10:00:00Z") from error
    if moment.tzinfo is None:
        raise Refusal(400, 3, f"{name} needs a time zone, for example 2026-11-24T10:00:00Z")
    return moment


def _error(status: int, message: str) -> Answer:
    return Answer(status, as_json({"error": message}), {"Content-Type": "application/json"})
