"""Which error an answer of Ozon's is: status, code and message together, because each alone misleads.

HTTP 404 with code 5 may be a wrong key; a paused method is known by its text alone, whatever its status.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any, NamedTuple

from vozvrat.domain import errors
from vozvrat.ozon.values import number, obj, text

CIRCLE_PAUSE = timedelta(minutes=5)
"""How long a method rests after Ozon says that its circle is open ("several minutes", no figure is published)."""

RETRY_AFTER_DEFAULT = 1.0
MESSAGE_LIMIT = 200
UNAUTHENTICATED = 16
RESOURCE_EXHAUSTED = 8


class Answer(NamedTuple):
    """An HTTP answer, read to its end. `headers` have lower-case names; `json` is None where the body is no JSON."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    json: Any

    @property
    def is_success(self) -> bool:
        return HTTPStatus.OK <= self.status < HTTPStatus.MULTIPLE_CHOICES


_BY_MESSAGE: tuple[tuple[str, type[errors.OzonError]], ...] = (
    ("invalid api-key", errors.InvalidKey),
    ("client-id header value", errors.InvalidKey),
    ("headers are required", errors.InvalidKey),
    ("deactivated", errors.KeyDeactivated),
    ("restricted to specific ip", errors.KeyRestrictedToAddresses),
    ("missing a required role", errors.RoleMissing),
    ("company is blocked", errors.CompanyBlocked),
    ("offer not signed", errors.OfferNotSigned),
    ("existing subscription", errors.SubscriptionMissing),
    ("obsolete method", errors.ObsoleteMethod),
    ("method is not allowed", errors.AccessDenied),
    ("token must be issued for seller", errors.AccessDenied),
)


def error_of(answer: Answer, *, method: str, mask: Callable[[str], str] = str) -> errors.OzonError:
    """The error that an unsuccessful answer is. `mask` takes the key out of Ozon's message, should it echo it."""
    body = obj(answer.json)
    message = mask(text(body.get("message")) or "")[:MESSAGE_LIMIT]
    code = number(body.get("code"))
    told: dict[str, object] = {"method": method, "status": answer.status}
    if code is not None:
        told["ozon_code"] = code
    if message:
        told["message"] = message
    if trace := answer.headers.get("x-o3-trace-id"):
        told["trace_id"] = trace
    lowered = message.lower()
    if "circle is open" in lowered:
        return errors.CircleOpen(**told, until=datetime.now(UTC) + CIRCLE_PAUSE)
    if answer.status == HTTPStatus.TOO_MANY_REQUESTS or code == RESOURCE_EXHAUSTED:
        return errors.RateLimited(**told, retry_after=retry_after(answer.headers))
    for fragment, kind in _BY_MESSAGE:
        if fragment in lowered:
            return kind(**told)
    return _by_status(answer.status, code, speaks=code is not None or bool(message))(**told)


def _by_status(status: int, code: int | None, *, speaks: bool) -> type[errors.OzonError]:
    """`speaks`: the body has Ozon's shape. A bare 404 or 403 is some gateway's word and proves nothing of the thing."""
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return errors.OzonDown
    if status == HTTPStatus.UNAUTHORIZED or code == UNAUTHENTICATED:
        return errors.InvalidKey
    if not speaks or status < HTTPStatus.BAD_REQUEST:
        return errors.Unreadable
    if status == HTTPStatus.FORBIDDEN:
        return errors.AccessDenied
    if status == HTTPStatus.NOT_FOUND:
        return errors.NotFoundAtOzon
    return errors.BadRequest


def retry_after(headers: Mapping[str, str]) -> float:
    """Seconds that Ozon asks us to wait; one where it does not say."""
    try:
        return max(0.0, float(headers.get("retry-after", "")))
    except ValueError:
        return RETRY_AFTER_DEFAULT


def remaining(headers: Mapping[str, str]) -> int | None:
    """Requests that Ozon still takes in this second, where it says so."""
    return number(headers.get("ratelimit-remaining"))
