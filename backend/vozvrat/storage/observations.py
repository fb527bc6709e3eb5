"""What pages of the seller center showed of returns."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select

from vozvrat.storage import tables
from vozvrat.storage.database import reading, transaction
from vozvrat.storage.tables.base import table

_OBSERVATIONS = table(tables.Observation)


@dataclass(frozen=True, slots=True)
class Observation:
    """`answer_due_at` is the page's own timer; `page` names the route of our page map, not an address."""

    return_id: str
    answer_due_at: datetime | None
    seen_at: datetime
    page: str


def add(account_id: str, observation: Observation) -> None:
    """Keeps an observation."""
    with transaction() as connection:
        connection.execute(
            insert(_OBSERVATIONS).values(
                account_id=account_id,
                return_id=observation.return_id,
                answer_due_at=observation.answer_due_at,
                seen_at=observation.seen_at,
                page=observation.page,
            )
        )


def latest(return_id: str) -> Observation | None:
    """The latest observation of a return."""
    newest = (
        select(_OBSERVATIONS)
        .where(_OBSERVATIONS.c.return_id == return_id)
        .order_by(_OBSERVATIONS.c.seen_at.desc(), _OBSERVATIONS.c.id.desc())
        .limit(1)
    )
    with reading() as connection:
        row = connection.execute(newest).first()
    return None if row is None else Observation(row.return_id, row.answer_due_at, row.seen_at, row.page)
