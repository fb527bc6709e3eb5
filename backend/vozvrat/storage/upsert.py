"""Writing many rows at once, new or known: the same statement for SQLite and PostgreSQL."""

from collections.abc import Collection, Mapping, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, case, func
from sqlalchemy.dialects import postgresql, sqlite

Row = Mapping[str, object]
_AT_ONCE = 500


def upsert(
    connection: Connection,
    table: Table,
    rows: Sequence[Row],
    *,
    keep: Collection[str] = (),
    fill: Collection[str] = (),
    while_same: str | None = None,
) -> None:
    """Inserts rows, or updates those whose primary key is there.

    All rows name the same columns. Of a known row the columns in `keep` stay as they are, those in `fill` change
    only to something known (with `while_same`, as long as that column stays the same), and the others take the new
    value.
    """
    if not rows:
        return
    keys = [column.name for column in table.primary_key.columns]
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = insert(table)
    said = statement.excluded
    same = None if while_same is None else said[while_same] == table.c[while_same]

    def filled(name: str) -> ColumnElement[Any]:
        known = func.coalesce(said[name], table.c[name])
        return known if same is None else case((same, known), else_=said[name])

    changed = {
        name: filled(name) if name in fill else said[name] for name in rows[0] if name not in keys and name not in keep
    }
    if changed:
        statement = statement.on_conflict_do_update(index_elements=keys, set_=changed)
    else:
        statement = statement.on_conflict_do_nothing(index_elements=keys)
    remaining = iter(rows)
    while chunk := list(islice(remaining, _AT_ONCE)):
        connection.execute(statement, chunk)
