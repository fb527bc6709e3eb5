"""Which error an answer is, decided by status, code and words together."""

from datetime import UTC, datetime

import pytest

from vozvrat.domain import errors
from vozvrat.ozon.errors import Answer, error_of, remaining, retry_after


def said(
    status: int, message: str | None = None, *, code: int | None = None, headers: dict[str, str] | None = None
) -> errors.OzonError:
    body = {name: value for name, value in (("code", code), ("message", message)) if value is not None}
    return error_of(Answer(status, headers or {}, b"", body or None), method="/v1/x")


@pytest.mark.parametrize(
    ("status", "code", "message", "kind"),
    [
        (404, 5, "Invalid Api-Key, please check the key and try again", errors.InvalidKey),
        (404, 5, "posting not found", errors.NotFoundAtOzon),
        (404, 5, None, errors.NotFoundAtOzon),
        (400, 3, "Client-Id header value should be positive integer", errors.InvalidKey),
        (401, 16, "Client-Id and Api-Key headers are required", errors.InvalidKey),
        (403, None, "Api-key is deactivated, use another one or generate a new one", errors.KeyDeactivated),
        (400, None, "Api-key is deactivated, use another one or generate a new one", errors.KeyDeactivated),
        (403, None, "Api-Key is restricted to specific IP addresses", errors.KeyRestrictedToAddresses),
        (403, None, "Api-Key is missing a required role for a method", errors.RoleMissing),
        (403, 7, "Company is blocked, please contact support", errors.CompanyBlocked),
        (403, 7, "Offer not signed", errors.OfferNotSigned),
        (403, 7, "not available with existing subscription", errors.SubscriptionMissing),
        (403, 7, "access denied", errors.AccessDenied),
        (400, 9, "obsolete method cannot be used", errors.ObsoleteMethod),
        (404, 12, "method is not allowed", errors.AccessDenied),
        (403, 7, "token must be issued for seller, not oauth-client", errors.AccessDenied),
        (400, 9, "the return is in another state", errors.BadRequest),
        (400, 3, "Request validation error: invalid X.Filter: value is required", errors.BadRequest),
        (409, 6, "already exists", errors.BadRequest),
        (429, 8, "You have reached request rate limit per second", errors.RateLimited),
        (429, None, None, errors.RateLimited),
        (500, 13, "Internal error", errors.OzonDown),
        (503, None, None, errors.OzonDown),
    ],
)
def test_the_class_says_what_happened(
    status: int, code: int | None, message: str | None, kind: type[errors.OzonError]
) -> None:
    assert type(said(status, message, code=code)) is kind


@pytest.mark.parametrize("status", [400, 403, 429, 500, 503])
def test_an_open_circle_is_known_by_its_words_whatever_the_status(status: int) -> None:
    error = said(status, "Circle is open", code=8)
    assert type(error) is errors.CircleOpen
    until = error.parameters["until"]
    assert isinstance(until, datetime)
    assert until > datetime.now(UTC)


@pytest.mark.parametrize("status", [403, 404])
def test_a_gateways_page_does_not_pass_for_ozons_word(status: int) -> None:
    """Else a wrong address would call every order unknown, and a robot check would call every role missing."""
    assert type(said(status)) is errors.Unreadable


def test_what_ozon_said_is_kept() -> None:
    error = said(403, "access denied", code=7, headers={"x-o3-trace-id": "f00"})
    assert error.parameters == {
        "method": "/v1/x",
        "status": 403,
        "ozon_code": 7,
        "message": "access denied",
        "trace_id": "f00",
    }


@pytest.mark.parametrize(
    ("header", "seconds"), [("3", 3.0), ("0.5", 0.5), ("-1", 0.0), ("Wed, 21 Oct", 1.0), (None, 1.0)]
)
def test_retry_after_is_read_or_one_second(header: str | None, seconds: float) -> None:
    assert retry_after({} if header is None else {"retry-after": header}) == seconds


@pytest.mark.parametrize(("header", "left"), [("0", 0), ("49", 49), ("many", None), ("", None)])
def test_the_rest_of_the_budget_is_read_where_it_is_a_number(header: str, left: int | None) -> None:
    assert remaining({"ratelimit-remaining": header}) == left


@pytest.mark.parametrize(
    "strange", [[], "text", 5, {"code": {"a": 1}, "message": ["x"]}, {"code": None, "message": None}]
)
def test_strange_bodies_are_still_an_error_of_ours(strange: object) -> None:
    assert isinstance(error_of(Answer(400, {}, b"", strange), method="/v1/x"), errors.OzonError)
