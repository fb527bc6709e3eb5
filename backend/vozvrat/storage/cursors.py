"""How far the readings of Ozon's lists have come."""

from sqlalchemy import delete, select

from vozvrat.storage import clock, tables
from vozvrat.storage.database import reading, transaction
from vozvrat.storage.tables.base import table
from vozvrat.storage.upsert import upsert

_CURSORS = table(tables.Cursor)


def get(account_id: str, name: str) -> str | None:
    """Where a reading stands; None before its first page."""
    return get_all(account_id).get(name)


def get_all(account_id: str) -> dict[str, str]:
    """Where every reading of an account stands."""
    with reading() as connection:
        rows = connection.execute(select(_CURSORS.c.name, _CURSORS.c.value).where(_CURSORS.c.account_id == account_id))
        return {row.name: row.value for row in rows}


def put(account_id: str, name: str, value: str) -> None:
    """Notes where a reading stands; call it in the transaction that stores the page."""
    row = {"account_id": account_id, "name": name, "value": value, "saved_at": clock.now()}
    with transaction() as connection:
        upsert(connection, _CURSORS, [row])


def remove(account_id: str, prefix: str) -> None:
    """Forgets the readings whose names begin with a prefix."""
    begins = _CURSORS.c.name.startswith(prefix, autoescape=True)
    with transaction() as connection:
        connection.execute(delete(_CURSORS).where(_CURSORS.c.account_id == account_id, begins))
