"""One-time pairing codes, hashed by whoever calls."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select, update

from vozvrat.storage import tables
from vozvrat.storage.database import transaction
from vozvrat.storage.tables.base import table

_CODES = table(tables.PairingCode)


@dataclass(frozen=True, slots=True)
class Redeemed:
    """A code that was right; `account_id` is the account that the new device is to be bound to."""

    account_id: str | None


def add(code_hash: str, *, created_at: datetime, expires_at: datetime, account_id: str | None = None) -> None:
    """Keeps a code; expired ones are swept out at the same time."""
    with transaction() as connection:
        connection.execute(delete(_CODES).where(_CODES.c.expires_at <= created_at))
        connection.execute(
            insert(_CODES).values(
                code_hash=code_hash, created_at=created_at, expires_at=expires_at, tries=0, account_id=account_id
            )
        )


def redeem(code_hash: str, *, now: datetime, burnt_after: int) -> Redeemed | None:
    """Uses a code up; None where there is no such code.

    A wrong try counts against every code that is waiting, since nobody knows which one was meant; a code with
    `burnt_after` wrong tries is gone.
    """
    with transaction() as connection:
        connection.execute(delete(_CODES).where(_CODES.c.expires_at <= now))
        row = connection.execute(select(_CODES).where(_CODES.c.code_hash == code_hash).with_for_update()).first()
        if row is not None and connection.execute(delete(_CODES).where(_CODES.c.code_hash == code_hash)).rowcount:
            return Redeemed(row.account_id)
        connection.execute(update(_CODES).values(tries=_CODES.c.tries + 1))
        connection.execute(delete(_CODES).where(_CODES.c.tries >= burnt_after))
        return None
