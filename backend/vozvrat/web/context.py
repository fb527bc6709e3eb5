"""What a request brings along: who asks, whose accounts it may see, in which language and zone, and the time."""

import time
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from flask import g

from vozvrat import accounts, desk
from vozvrat.desk.model import Scope
from vozvrat.domain import errors
from vozvrat.domain.locale import Locale
from vozvrat.web import language


def now() -> datetime:
    return datetime.now(UTC)


def locale() -> Locale:
    return language.of_request()


def bound_account() -> str | None:
    """The only account that the asking device may see; None where it may see all."""
    device = g.get("device")
    return device.account_id if device is not None else None


def scope(company_id: str | None = None) -> Scope:
    """The accounts that this question is about."""
    return desk.scope(company_id=company_id, bound_to=bound_account())


def scope_of_account(account_id: str | None) -> Scope:
    """The accounts that a list is about: one where it is named, else all that the device may see."""
    return desk.scope(account_id=account_id, bound_to=bound_account())


def scope_of_known_account(account_id: str | None) -> Scope:
    """The same where an account that is named must be there for the asker; raises NotFound."""
    found = scope_of_account(account_id)
    if account_id is not None and not found.accounts:
        raise errors.NotFound(what="account", id=account_id)
    return found


def may_see(account_id: str) -> str:
    """The id, if the asking device may see that account; else it does not exist for it."""
    bound = bound_account()
    if bound is not None and bound != account_id:
        raise errors.NotFound(what="account", id=account_id)
    return account_id


class _Zone:
    """The seller's time zone, asked of the database at most every five seconds: badges need it all the time."""

    def __init__(self) -> None:
        self._zone: ZoneInfo | None = None
        self._read_at = float("-inf")

    def get(self) -> ZoneInfo:
        if self._zone is None or time.monotonic() - self._read_at > 5:
            self._zone = accounts.preferences().zone
            self._read_at = time.monotonic()
        return self._zone

    def forget(self) -> None:
        self._zone = None


_zone = _Zone()
zone = _zone.get
forget_zone = _zone.forget
