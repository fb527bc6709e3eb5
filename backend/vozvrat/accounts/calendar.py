"""The calendar's secret address: who knows it may read what is due, and nothing else."""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from vozvrat import storage
from vozvrat.accounts.devices import TOKEN_PREFIX
from vozvrat.domain.locale import LOCALES, Locale

_SETTING: Final = "calendar_addresses"
_ALL: Final = "all"


@dataclass(frozen=True, slots=True)
class CalendarAddress:
    """An address in force. It shows one account, or all (None); `locale` is the language in which it was asked for."""

    made_at: datetime
    account_id: str | None
    locale: Locale


def renew_calendar(*, account_id: str | None, locale: Locale) -> tuple[str, CalendarAddress]:
    """A new secret, told this once; the address before it is dead from then on. Only a hash of it is kept.

    With an account, the address shows that account alone and stands beside the one of all accounts.
    """
    secret = TOKEN_PREFIX + secrets.token_urlsafe(32)
    made = CalendarAddress(datetime.now(UTC), account_id, locale)
    kept = {"hash": _hash(secret), "made_at": made.made_at.isoformat(), "locale": locale}
    with storage.transaction():
        storage.settings.put(_SETTING, {**_kept(), account_id or _ALL: kept})
    return secret, made


def calendar_address(account_id: str | None) -> CalendarAddress | None:
    """The address in force for an account, or for all; None where there is none."""
    kept = _kept().get(account_id or _ALL)
    return _read(account_id or _ALL, kept) if kept is not None else None


def close_calendar(account_id: str | None) -> None:
    """Ends the address at once, if there is one."""
    with storage.transaction():
        storage.settings.put(_SETTING, {scope: one for scope, one in _kept().items() if scope != (account_id or _ALL)})


def calendar_behind(secret: str) -> CalendarAddress | None:
    """The address that a secret opens, or None. Every kept hash is compared, in a time that tells nothing."""
    asked, found = _hash(secret), None
    for scope, kept in _kept().items():
        if hmac.compare_digest(asked, str(kept["hash"])):
            found = _read(scope, kept)
    return found


def _kept() -> dict[str, Mapping[str, Any]]:
    kept = storage.settings.get(_SETTING, {})
    return dict(kept) if isinstance(kept, dict) else {}


def _read(scope: str, kept: Mapping[str, Any]) -> CalendarAddress:
    locale = next((one for one in LOCALES if one == kept["locale"]), LOCALES[0])
    return CalendarAddress(datetime.fromisoformat(kept["made_at"]), None if scope == _ALL else scope, locale)


def _hash(secret: str) -> str:
    """A secret of 256 random bits needs no more than one round."""
    return hashlib.sha256(secret.encode()).hexdigest()
