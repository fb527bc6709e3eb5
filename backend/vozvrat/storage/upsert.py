"""Writing many rows at once, new or known: the same statement for SQLite and PostgreSQL."""

from collections.abc import Collection, Mapping, Sequence
from itertools import islice

from sqlalchemy import Connection, Table, func
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
) -> None:
    """Inserts rows, or updates those whose primary key is there.

    All rows name the same columns. Of a known row the columns in `keep` stay as they are, those in `fill` change
    only to something known, and the others take the new value.
    """
    if not rows:
        return
    keys = [column.name for column in table.primary_key.columns]
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = insert(table)
    changed = {
        name: func.coalesce(statement.excluded[name], table.c[name]) if name in fill else statement.excluded[name]
        for name in rows[0]
        if name not in keys and name not in keep
    }
    if changed:
        statement = statement.on_conflict_do_update(index_elements=keys, set_=changed)
    else:
        statement = statement.on_conflict_do_nothing(index_elements=keys)
    remaining = iter(rows)
    while chunk := list(islice(remaining, _AT_ONCE)):
        connection.execute(statement, chunk)
