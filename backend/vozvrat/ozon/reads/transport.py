"""Asking Ozon, patiently: a read is repeated where repeating may help, never without a limit."""

import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog

from vozvrat.domain.errors import CircleOpen, OzonDown, OzonError, RateLimited, Unreadable
from vozvrat.ozon import wire
from vozvrat.ozon.errors import CIRCLE_PAUSE, Answer, error_of, remaining
from vozvrat.ozon.seller import Seller
from vozvrat.ozon.values import Json

log = structlog.get_logger(__name__)

WORTH_REPEATING = (RateLimited, OzonDown, Unreadable)
STUCK_AFTER = 3
"""Refusals for too many requests in a row, each asking for a second only, after which the method itself is stuck."""
STUCK_RETRY_AFTER = 1.0
LAST_CHANCE = 0.05


def read(seller: Seller, method: str, body: Mapping[str, object]) -> Json:
    """The decoded answer of a reading method.

    Raises the OzonError that the last answer was. Repeats after 429 (as long as Ozon asks for), 5xx, timeouts, cut
    connections and unreadable answers, within the seller's `patience`.
    """
    patience = seller.patience
    ends = time.monotonic() + patience.seconds
    refusals = 0
    attempt = 0
    while True:
        attempt += 1
        seller.limiter.acquire(seller.client_id, method, within=max(0.0, ends - time.monotonic()))
        found = _once(seller, method, body, seconds=max(LAST_CHANCE, ends - time.monotonic()))
        if not isinstance(found, OzonError):
            return found
        refusals = refusals + 1 if _asks_for_a_moment(found) else 0
        if refusals >= STUCK_AFTER:
            seller.limiter.paused(seller.client_id, method, datetime.now(UTC) + CIRCLE_PAUSE)
            raise found
        wait = _wait(found, patience.pause(attempt))
        if not isinstance(found, WORTH_REPEATING) or attempt >= patience.attempts or time.monotonic() + wait >= ends:
            _let_rest(seller, method, found)
            raise found
        log.info("ozon_read_again", method=method, attempt=attempt, why=found.code, wait=round(wait, 3))
        patience.sleep(wait)


def _once(seller: Seller, method: str, body: Mapping[str, object], *, seconds: float) -> Json | OzonError:
    """One exchange, and what it taught about Ozon's limits."""
    answer = wire.exchange(seller.reading, method, body, seconds=seconds)
    if isinstance(answer, wire.Failure):
        return answer.error
    error = None if answer.is_success else error_of(answer, method=method, mask=seller.credentials.masked)
    left = 0 if isinstance(error, RateLimited) else remaining(answer.headers)
    if left is not None:
        seller.limiter.learned(seller.client_id, left)
    if isinstance(error, CircleOpen):
        seller.limiter.paused(seller.client_id, method, _until(error))
    return error or _content(answer, method)


def _content(answer: Answer, method: str) -> Json | Unreadable:
    """A read must answer with an object; an empty 200 tells nothing."""
    content: Any = answer.json
    if isinstance(content, dict):
        return content
    return Unreadable(method=method, status=answer.status)


def _wait(error: OzonError, pause: float) -> float:
    """At least as long as Ozon asks for."""
    asked = error.parameters.get("retry_after")
    return max(pause, asked) if isinstance(asked, float) else pause


def _let_rest(seller: Seller, method: str, error: OzonError) -> None:
    """A wait that is longer than our patience holds for whoever asks next, too."""
    if isinstance(error, RateLimited) and not _asks_for_a_moment(error):
        seller.limiter.paused(seller.client_id, method, datetime.now(UTC) + timedelta(seconds=_wait(error, 0)))


def _asks_for_a_moment(error: OzonError) -> bool:
    asked = error.parameters.get("retry_after")
    return isinstance(error, RateLimited) and isinstance(asked, float) and asked <= STUCK_RETRY_AFTER


def _until(error: CircleOpen) -> datetime:
    until = error.parameters["until"]
    return until if isinstance(until, datetime) else datetime.now(UTC) + CIRCLE_PAUSE
