"""Versions of the seller's own rules and of what was changed in built-in ones: only ever added to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeAlias

from sqlalchemy import Connection, bindparam, func, insert, select
from sqlalchemy.engine import URL

from vozvrat.storage import tables
from vozvrat.storage.database import engine, is_open, reading, transaction
from vozvrat.storage.paging import Page, place
from vozvrat.storage.paging import cursor as cursor_at
from vozvrat.storage.tables.base import table

_VERSIONS = table(tables.RuleVersion)

ALL: Final = "all"
"""The scope of a rule that holds for every account."""

Revision: TypeAlias = tuple[URL, int, int] | None
"""Which database, its newest version and how many there are; None where no database is open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewVersion:
    """What is to be written: the rule's body, or None to take it back. `account_id` None is for every account."""

    rule_id: str
    account_id: str | None
    body: Mapping[str, object] | None
    note: str
    changed_at: datetime
    changed_by: str

    @property
    def scope(self) -> str:
        return ALL if self.account_id is None else self.account_id


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleVersion(NewVersion):
    """A stored version; the first of a rule in its scope is 1."""

    version: int


# The latest of each rule in its scope. Built once: every change of a rule asks it anew in each process.
_NEWEST = (
    select(_VERSIONS.c.scope, _VERSIONS.c.rule_id, func.max(_VERSIONS.c.version).label("version"))
    .group_by(_VERSIONS.c.scope, _VERSIONS.c.rule_id)
    .subquery()
)
_CURRENT = (
    select(_VERSIONS)
    .join(
        _NEWEST,
        (_VERSIONS.c.scope == _NEWEST.c.scope)
        & (_VERSIONS.c.rule_id == _NEWEST.c.rule_id)
        & (_VERSIONS.c.version == _NEWEST.c.version),
    )
    .where(_VERSIONS.c.body.is_not(None))
    .order_by(_VERSIONS.c.rule_id, _VERSIONS.c.scope)
)
_REVISION = select(func.max(_VERSIONS.c.id), func.count())
_LAST = select(func.max(_VERSIONS.c.version)).where(
    _VERSIONS.c.scope == bindparam("scope"), _VERSIONS.c.rule_id == bindparam("rule")
)


def revision() -> Revision:
    """A value that changes with every write to the rules, by whichever process, and when an account takes its rules
    away. Cheap: one read of an index."""
    if not is_open():
        return None
    with reading() as connection:
        newest, count = connection.execute(_REVISION).one()
    return engine().url, newest or 0, count


def add(changes: Iterable[NewVersion]) -> list[RuleVersion]:
    """Writes versions, each one above the last of its rule and scope; all of them or none."""
    with transaction() as connection:
        if connection.dialect.name == "postgresql":  # SQLite's transaction holds the only write lock already
            connection.exec_driver_sql("LOCK TABLE rule_versions IN SHARE ROW EXCLUSIVE MODE")
        return [_added(connection, one) for one in changes]


def current() -> list[RuleVersion]:
    """The latest version of every rule that stands, by rule and scope; rules taken back are left out."""
    with reading() as connection:
        return [_version(row) for row in connection.execute(_CURRENT)]


def versions(rule_id: str, scopes: Sequence[str], *, cursor: str | None = None, limit: int = 50) -> Page[RuleVersion]:
    """Every version of a rule in some scopes, the newest first."""
    wanted = [_VERSIONS.c.rule_id == rule_id, _VERSIONS.c.scope.in_(list(scopes))]
    if cursor is not None:
        key = place(cursor)[1]
        wanted.append(_VERSIONS.c.id < (int(key) if key.isdecimal() and len(key) < _DIGITS else 0))
    statement = select(_VERSIONS).where(*wanted).order_by(_VERSIONS.c.id.desc()).limit(limit + 1)
    with reading() as connection:
        rows = connection.execute(statement).all()
    more = len(rows) > limit
    return Page(
        tuple(_version(row) for row in rows[:limit]), cursor_at(None, str(rows[limit - 1].id)) if more else None
    )


_DIGITS: Final = 18
"""Ids are shorter than that; a cursor that names a longer one was not ours."""


def _added(connection: Connection, one: NewVersion) -> RuleVersion:
    last: int = connection.execute(_LAST, {"scope": one.scope, "rule": one.rule_id}).scalar() or 0
    body = None if one.body is None else dict(one.body)
    values = {
        "scope": one.scope,
        "account_id": one.account_id,
        "rule_id": one.rule_id,
        "version": last + 1,
        "body": body,
        "note": one.note,
        "changed_at": one.changed_at,
        "changed_by": one.changed_by,
    }
    connection.execute(insert(_VERSIONS).values(values))
    return RuleVersion(
        rule_id=one.rule_id,
        account_id=one.account_id,
        body=body,
        note=one.note,
        changed_at=one.changed_at,
        changed_by=one.changed_by,
        version=last + 1,
    )


def _version(row: Any) -> RuleVersion:  # a Row of the table
    return RuleVersion(
        rule_id=row.rule_id,
        account_id=row.account_id,
        body=row.body if row.body is None or isinstance(row.body, dict) else {},  # another program wrote it
        note=row.note,
        changed_at=row.changed_at,
        changed_by=row.changed_by,
        version=row.version,
    )
