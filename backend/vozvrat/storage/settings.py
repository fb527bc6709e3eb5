"""Settings of the seller, by name. Values are JSON."""

import json

from sqlalchemy import delete, select

from vozvrat.storage import clock, tables
from vozvrat.storage.database import reading, transaction
from vozvrat.storage.tables.base import table
from vozvrat.storage.upsert import upsert

_SETTINGS = table(tables.Setting)


def get(name: str, default: object = None) -> object:
    """One setting, or the default where it was never set."""
    with reading() as connection:
        value = connection.execute(select(_SETTINGS.c.value).where(_SETTINGS.c.name == name)).scalar()
    return default if value is None else json.loads(value)


def get_all() -> dict[str, object]:
    """Every setting that was set."""
    with reading() as connection:
        rows = connection.execute(select(_SETTINGS.c.name, _SETTINGS.c.value))
        return {row.name: json.loads(row.value) for row in rows}


def put(name: str, value: object) -> None:
    """Sets one setting."""
    row = {"name": name, "value": json.dumps(value, ensure_ascii=False), "changed_at": clock.now()}
    with transaction() as connection:
        upsert(connection, _SETTINGS, [row])


def remove(name: str) -> None:
    """Lets a setting have its default again."""
    with transaction() as connection:
        connection.execute(delete(_SETTINGS).where(_SETTINGS.c.name == name))
