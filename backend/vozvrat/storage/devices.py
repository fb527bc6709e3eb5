"""Paired browsers. Tokens are hashed by whoever calls: the database never sees one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from vozvrat.domain import errors
from vozvrat.storage import tables
from vozvrat.storage.database import reading, transaction
from vozvrat.storage.tables.base import table

_DEVICES = table(tables.Device)
_OF_TOKEN = select(_DEVICES).where(_DEVICES.c.token_hash == bindparam("token_hash"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """A browser that may ask us; `origin` is the extension's, `account_id` the one account it is bound to."""

    id: str
    name: str
    origin: str | None
    account_id: str | None
    created_at: datetime
    last_used_at: datetime | None = None


def add(device: Device, *, token_hash: str) -> None:
    """Adds a device with the hash of its token."""
    with transaction() as connection:
        connection.execute(
            insert(_DEVICES).values(
                id=device.id,
                token_hash=token_hash,
                name=device.name,
                origin=device.origin,
                account_id=device.account_id,
                created_at=device.created_at,
                last_used_at=device.last_used_at,
            )
        )


def by_token_hash(token_hash: str) -> Device | None:
    """The device whose token has this hash."""
    with reading() as connection:
        row = connection.execute(_OF_TOKEN, {"token_hash": token_hash}).first()
    return None if row is None else _device(row)


def list_all() -> list[Device]:
    """Every device, in the order they were paired."""
    with reading() as connection:
        return [_device(row) for row in connection.execute(select(_DEVICES).order_by(_DEVICES.c.created_at))]


def origins() -> frozenset[str]:
    """The extension origins that may ask us from a browser."""
    with reading() as connection:
        found = connection.execute(select(_DEVICES.c.origin).distinct()).scalars()
        return frozenset(origin for origin in found if origin)


def used(device_id: str, *, at: datetime) -> None:
    """Notes when a device asked last; callers do so at most once a minute, not at each request."""
    with transaction() as connection:
        connection.execute(update(_DEVICES).where(_DEVICES.c.id == device_id).values(last_used_at=at))


def remove(device_id: str) -> None:
    """Removes a device: its token is worth nothing from now on; raises NotFound."""
    with transaction() as connection:
        if connection.execute(delete(_DEVICES).where(_DEVICES.c.id == device_id)).rowcount == 0:
            raise errors.NotFound(what="device", id=device_id)


def _device(row: Any) -> Device:  # a Row of the table
    return Device(
        id=row.id,
        name=row.name,
        origin=row.origin,
        account_id=row.account_id,
        created_at=row.created_at,
        last_used_at=row.last_used_at,
    )
