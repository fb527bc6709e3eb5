"""What a test may do to the simulated Ozon: faults, time, limits, buyers, shapes."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs

from .http.faults import DEFAULT_SECONDS, KINDS, Fault
from .http.office import Answer, Arrival, Office, as_json
from .life import BUYER_DOES
from .refusals import Refusal

PREFIX = "/_sandbox/"


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
            if arrival.body.strip():
                asked |= json.loads(arrival.body)
            return Answer(200, as_json(action(asked)), {"Content-Type": "application/json"})
        except Refusal as refusal:
            return _error(refusal.status, refusal.message)
        except (ValueError, TypeError, KeyError) as error:
            return _error(400, f"{type(error).__name__}: {error}")

    def _faults(self, asked: dict[str, Any]) -> object:
        kind = asked["fault"]
        if kind not in KINDS:
            raise Refusal(400, 3, f"fault is one of {', '.join(sorted(KINDS))}")
        fault = Fault(
            path=str(asked["path"]),
            kind=kind,
            times=int(asked.get("times", 1)),
            seconds=float(asked.get("seconds", DEFAULT_SECONDS)),
            seconds_given="seconds" in asked,
        )
        self._office.faults.add(fault)
        return {"faults": self._office.faults.waiting()}

    def _clock(self, asked: dict[str, Any]) -> object:
        clock = self._office.world.clock
        if "now" in asked:
            moment = datetime.fromisoformat(asked["now"])
            if moment.tzinfo is None:
                raise Refusal(400, 3, "now needs a time zone, for example 2026-11-24T10:00:00Z")
            clock.move_to(moment)
        clock.advance(float(asked.get("advance_seconds", 0)))
        self._office.life.settle()
        return self._now()

    def _now(self) -> object:
        return {"now": self._office.world.clock.now().isoformat().replace("+00:00", "Z")}

    def _forget(self, asked: dict[str, Any]) -> object:
        self._office.calls.clear()
        return {"calls": []}

    def _limits(self, asked: dict[str, Any]) -> object:
        limits = self._office.limits
        limits.per_second = int(asked.get("requests_per_second", limits.per_second))
        limits.per_address = int(asked.get("per_address", limits.per_address))
        return {"requests_per_second": limits.per_second, "per_address": limits.per_address}

    def _buyers(self, asked: dict[str, Any]) -> object:
        if "new_requests_per_hour" in asked:
            self._office.life.expect_requests(float(asked["new_requests_per_hour"]))
            return {"new_requests_per_hour": asked["new_requests_per_hour"]}
        does = asked["does"]
        if does == "ask_return":
            claim = self._office.life.ask_return(str(asked["posting_number"]))
            return {"return_id": str(claim.id), "state": claim.state}
        if does not in BUYER_DOES:
            raise Refusal(400, 3, f"does is one of {', '.join(BUYER_DOES)}, ask_return")
        number = int(asked["return_id"])
        self._office.life.buyer(number, does)
        claim_now = self._office.world.return_(number)
        return {"return_id": str(number), "state": claim_now.state if claim_now else None}

    def _shapes(self, asked: dict[str, Any]) -> object:
        shape = asked["available_actions"]
        if shape not in {"flat", "nested"}:
            raise Refusal(400, 3, "available_actions is flat or nested")
        self._office.nested_actions = shape == "nested"
        return {"available_actions": shape}


def _error(status: int, message: str) -> Answer:
    return Answer(status, as_json({"error": message}), {"Content-Type": "application/json"})
