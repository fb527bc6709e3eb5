"""Connections to Ozon, and what a failure of Ozon's means for an account."""

from collections.abc import Callable
from datetime import datetime, timedelta

from vozvrat import ozon, storage
from vozvrat.domain import errors
from vozvrat.storage.events import NewEvent
from vozvrat.sync import happenings

Connect = Callable[[str], ozon.Seller]
"""From our account id to a connection, such as `ozon.accounts.seller`."""

SKIPPED: tuple[type[errors.OzonError], ...] = (*errors.SKIPS_THE_METHOD, errors.BadRequest, errors.NotFoundAtOzon)
"""What concerns one method only. A seller of FBO alone gets "bad request" from the list of FBS postings."""

NOT_NOW: tuple[type[errors.OzonError], ...] = (
    errors.OzonDown,
    errors.RateLimited,
    errors.CircleOpen,
    errors.Unreadable,
)
"""What passes by itself."""

SKIPPED_FOR = timedelta(hours=6)
"""How long a reading rests that Ozon refuses: many refused calls may get the whole account blocked."""


def stop(account_id: str, failure: errors.OzonError, *, now: datetime) -> None:
    """Notes that an account cannot be read until its seller does something; the note is the error's code."""
    with storage.transaction():
        before = storage.accounts.get(account_id)
        storage.accounts.update(account_id, problem=failure.code, problem_at=now, key_state="refused")
        if before.problem != failure.code:
            details = {"code": failure.code}
            storage.events.add(
                [NewEvent(at=now, account_id=account_id, kind=happenings.ACCOUNT_STOPPED, details=details)]
            )


def skip(account_id: str, method: str, failure: errors.OzonError) -> None:
    """Notes a method that this account's key may not call."""
    account = storage.accounts.get(account_id)
    known = dict(account.skipped_methods)
    if known.get(method) != failure.code:
        known[method] = failure.code
        storage.accounts.update(account_id, skipped_methods=tuple(sorted(known.items())))


def method_of(failure: errors.OzonError, otherwise: str) -> str:
    """The path that failed."""
    return str(failure.parameters.get("method") or otherwise)
