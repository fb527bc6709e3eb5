"""Paired devices: a code shown here and typed there becomes a token, of which only the hash stays."""

import contextlib
import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from vozvrat import storage
from vozvrat.domain import errors
from vozvrat.storage.devices import Device

ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""What people tell apart when they read and type it: no 0 and O, no 1, I and L."""

CODE_LENGTH: Final = 8
LIVES: Final = timedelta(minutes=5)
TRIES: Final = 5
TOKEN_PREFIX: Final = "vzv_"  # noqa: S105 - marks our tokens, for log masking and secret scanners; no secret
TOUCHED_EVERY: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class PairingCode:
    """A one-time code as a person types it, such as K7QF-3M9T."""

    code: str
    expires_at: datetime


def pair(*, account_id: str | None = None, now: datetime | None = None) -> PairingCode:
    """A new code: five minutes, one use, burnt after five wrong tries. With an account, the device sees only that."""
    at = now or datetime.now(UTC)
    if account_id is not None:
        storage.accounts.get(account_id)
    code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    expires_at = at + LIVES
    storage.pairing.add(_hash(code), created_at=at, expires_at=expires_at, account_id=account_id)
    return PairingCode(f"{code[:4]}-{code[4:]}", expires_at)


def redeem(code: str, *, name: str, origin: str | None, now: datetime | None = None) -> tuple[str, Device]:
    """A code for a token; raises PairingRefused, which never tells what was wrong with the code."""
    at = now or datetime.now(UTC)
    typed = "".join(letter for letter in code.upper() if letter in ALPHABET)
    redeemed = storage.pairing.redeem(_hash(typed), now=at, burnt_after=TRIES)
    if redeemed is None:
        raise errors.PairingRefused
    token = TOKEN_PREFIX + secrets.token_urlsafe(32)
    device = Device(
        id=f"d{secrets.token_hex(5)}",
        name=name.strip() or "?",
        origin=origin,
        account_id=redeemed.account_id,
        created_at=at,
    )
    storage.devices.add(device, token_hash=_hash(token))
    return token, device


def authenticate(token: str, *, now: datetime | None = None) -> Device | None:
    """The device whose token this is, or None. Its last use is noted at most once a minute.

    The index is asked for the hash, never for the token: how long that takes tells nothing about a token, because
    nobody can steer which bytes its hash begins with.
    """
    if not token.startswith(TOKEN_PREFIX):
        return None
    found = storage.devices.by_token_hash(_hash(token))
    if found is None:
        return None
    at = now or datetime.now(UTC)
    if found.last_used_at is None or at - found.last_used_at > TOUCHED_EVERY:
        with contextlib.suppress(errors.DatabaseUnavailable):  # a note that may be missed, not a reason to refuse
            storage.devices.used(found.id, at=at)
    return found


def list_devices() -> list[Device]:
    """Every paired browser, in the order they were paired."""
    return storage.devices.list_all()


def revoke(device_id: str) -> None:
    """Ends a pairing at once; raises NotFound."""
    storage.devices.remove(device_id)


def paired_origins() -> frozenset[str]:
    """The origins of the extensions that may ask us."""
    return storage.devices.origins()


def _hash(secret: str) -> str:
    """Tokens are 256 random bits: one round of SHA-256 is all that is needed to keep them from being read back."""
    return hashlib.sha256(secret.encode()).hexdigest()
