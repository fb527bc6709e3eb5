"""Who is doing something that only one may do at a time. A lease that is not renewed runs out by itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select, update

from vozvrat.storage import tables
from vozvrat.storage.database import reading, transaction
from vozvrat.storage.tables.base import table

_LEASES = table(tables.Lease)

LONGEST = timedelta(hours=1)
"""What runs for longer was taken before the clock was set back, and holds nobody up."""


@dataclass(frozen=True, slots=True)
class Lease:
    """`details` is what the holder tells those who wait for it."""

    owner: str
    expires_at: datetime
    details: Mapping[str, object] | None


def take(name: str, owner: str, *, now: datetime, seconds: float) -> bool:
    """Takes a lease that is free, has run out or is the caller's own; False while somebody else holds it."""
    with transaction() as connection:
        held = connection.execute(select(_LEASES).where(_LEASES.c.name == name).with_for_update()).first()
        if held is not None and held.owner != owner and now < held.expires_at <= now + LONGEST:
            return False
        connection.execute(delete(_LEASES).where(_LEASES.c.name == name))
        connection.execute(insert(_LEASES).values(name=name, owner=owner, expires_at=now + timedelta(seconds=seconds)))
        return True


def renew(name: str, owner: str, *, now: datetime, seconds: float, details: Mapping[str, object] | None = None) -> bool:
    """Goes on holding a lease and tells how far the work is; False where it was lost."""
    values: dict[str, object] = {"expires_at": now + timedelta(seconds=seconds)}
    if details is not None:
        values["details"] = dict(details)
    own = (_LEASES.c.name == name) & (_LEASES.c.owner == owner)
    with transaction() as connection:
        return connection.execute(update(_LEASES).where(own).values(**values)).rowcount > 0


def give_back(name: str, owner: str) -> None:
    """Lets go of a lease."""
    with transaction() as connection:
        connection.execute(delete(_LEASES).where(_LEASES.c.name == name, _LEASES.c.owner == owner))


def holder(name: str, *, now: datetime) -> Lease | None:
    """Who holds a lease now."""
    with reading() as connection:
        runs = (_LEASES.c.expires_at > now) & (_LEASES.c.expires_at <= now + LONGEST)
        row = connection.execute(select(_LEASES).where(_LEASES.c.name == name, runs)).first()
    return None if row is None else Lease(row.owner, row.expires_at, row.details)
