"""Sending something that changes things at Ozon: once, on a connection of its own.

There is nothing here to switch off: no loop, no retry. The connection is new, because on a kept one that Ozon has
closed meanwhile a call fails in a way that does not tell whether it arrived.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from http import HTTPStatus

import structlog

from vozvrat.domain.errors import CircleOpen, Unreadable, VozvratError
from vozvrat.ozon import wire
from vozvrat.ozon.errors import CIRCLE_PAUSE, Answer, error_of
from vozvrat.ozon.outcomes import NotSent, Refused, Unsure
from vozvrat.ozon.seller import Seller
from vozvrat.ozon.values import number, obj, text

log = structlog.get_logger(__name__)

SECONDS = 45.0
WAIT_FOR_A_SLOT = 10.0
TOLD_TOO_LATE = frozenset({HTTPStatus.REQUEST_TIMEOUT, 499})
"""Statuses below 500 by which a gateway says that it stopped waiting, not that Ozon refused."""


def send(seller: Seller, method: str, body: Mapping[str, object]) -> None:
    """Sends a body once. Returns when Ozon took it (an empty 200 is its usual yes); raises Refused or Unsure."""
    try:
        seller.limiter.acquire(seller.client_id, method, within=WAIT_FOR_A_SLOT)
    except VozvratError as obstacle:  # a database that is away stands in the way as well as a pause
        raise NotSent(obstacle) from None
    with wire.client(seller.base_url, seller.credentials, keep_alive=0) as http:
        answer = wire.exchange(http, method, body, seconds=SECONDS)
    if isinstance(answer, wire.Failure):
        raise NotSent(answer.error) if answer.reached == "not_sent" else Unsure(answer.error)
    if answer.is_success:
        if _says_yes(answer):
            return
        raise Unsure(Unreadable(method=method, status=answer.status))
    error = error_of(answer, method=method, mask=seller.credentials.masked)
    if isinstance(error, CircleOpen):
        _let_rest(seller, method)
        raise Refused(error)
    if (
        HTTPStatus.BAD_REQUEST <= answer.status < HTTPStatus.INTERNAL_SERVER_ERROR
        and answer.status not in TOLD_TOO_LATE
    ):
        raise Refused(error)
    raise Unsure(error)


def _says_yes(answer: Answer) -> bool:
    """No body at all, or an object that is not an error in disguise."""
    if not answer.body.strip():
        return True
    if not isinstance(answer.json, dict):
        return False
    body = obj(answer.json)
    return not (number(body.get("code")) and text(body.get("message")))


def _let_rest(seller: Seller, method: str) -> None:
    """Notes the pause for everybody. Whatever goes wrong with the note must not hide what became of the call."""
    try:
        seller.limiter.paused(seller.client_id, method, datetime.now(UTC) + CIRCLE_PAUSE)
    except Exception:
        log.warning("ozon_pause_not_noted", method=method, exc_info=True)
