"""The policy packs that ran here, as they were."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from vozvrat.storage import tables
from vozvrat.storage.database import reading, transaction
from vozvrat.storage.tables.base import table
from vozvrat.storage.upsert import upsert

_PACKS = table(tables.PolicyPack)

Rules = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class KeptPack:
    """A pack that ran here for the first time at `seen_at`."""

    digest: str
    version: str
    reviewed_on: date
    seen_at: datetime


def keep(*, digest: str, version: str, reviewed_on: date, rules: Rules, now: datetime) -> bool:
    """Keeps a pack; False where it is kept already."""
    if any(kept.digest == digest for kept in list_all()):
        return False
    with transaction() as connection:
        row = {
            "digest": digest,
            "version": version,
            "reviewed_on": reviewed_on.isoformat(),
            "seen_at": now,
            "rules": [dict(rule) for rule in rules],
        }
        upsert(connection, _PACKS, [row], keep=row)
        return True


def list_all() -> list[KeptPack]:
    """Every pack that ran here, the first one first; without its rules."""
    columns = (_PACKS.c.digest, _PACKS.c.version, _PACKS.c.reviewed_on, _PACKS.c.seen_at)
    with reading() as connection:
        rows = connection.execute(select(*columns).order_by(_PACKS.c.seen_at, _PACKS.c.digest))
        return [KeptPack(row.digest, row.version, date.fromisoformat(row.reviewed_on), row.seen_at) for row in rows]


def rules_of(digest: str) -> list[dict[str, Any]]:
    """The rules of one pack, as they were written down."""
    with reading() as connection:
        found = connection.execute(select(_PACKS.c.rules).where(_PACKS.c.digest == digest)).scalar()
    return list(found) if isinstance(found, list) else []
