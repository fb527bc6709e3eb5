"""Messages to the seller's own webhook: each fact once, kept until it has arrived or was given up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, delete, func, insert, or_, select, update

from vozvrat.storage import tables
from vozvrat.storage.database import reading, transaction
from vozvrat.storage.tables.base import table

_DELIVERIES = table(tables.Delivery)
_AT_ONCE = 500
_LIKE_AT_ONCE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDelivery:
    """A message to send: `fact` names what it tells, and the same fact is never written twice."""

    fact: str
    account_id: str
    body: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery(NewDelivery):
    """A stored message. `next_try_at` is empty once it has arrived, was given up or has become pointless."""

    id: int
    created_at: datetime
    next_try_at: datetime | None
    tries: int
    delivered_at: datetime | None
    problem: str | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """How sending goes: when a message last arrived, and why the last one that was tried did not (a code)."""

    last_delivered_at: datetime | None
    problem: str | None


def about(clocks: Sequence[str]) -> list[str]:
    """The facts written down of some clocks, whatever their ends and stages: those that begin with `clock|`."""
    found: list[str] = []
    with reading() as connection:
        for start in range(0, len(clocks), _LIKE_AT_ONCE):
            some = clocks[start : start + _LIKE_AT_ONCE]
            wanted = or_(*(_DELIVERIES.c.fact.startswith(f"{clock}|", autoescape=True) for clock in some))
            found.extend(connection.execute(select(_DELIVERIES.c.fact).where(wanted)).scalars())
    return found


def known(facts: Sequence[str]) -> set[str]:
    """Those facts of which a message was written already."""
    found: set[str] = set()
    with reading() as connection:
        for start in range(0, len(facts), _AT_ONCE):
            some = list(facts[start : start + _AT_ONCE])
            found.update(connection.execute(select(_DELIVERIES.c.fact).where(_DELIVERIES.c.fact.in_(some))).scalars())
    return found


def add(messages: Sequence[NewDelivery], *, now: datetime) -> int:
    """Writes messages whose facts are new, to be sent at once; how many those were."""
    with transaction() as connection:
        told = known([one.fact for one in messages])
        fresh = {one.fact: one for one in messages if one.fact not in told}
        if fresh:
            rows = [
                {
                    "fact": one.fact,
                    "account_id": one.account_id,
                    "body": dict(one.body),
                    "created_at": now,
                    "next_try_at": now,
                    "tries": 0,
                }
                for one in fresh.values()
            ]
            connection.execute(insert(_DELIVERIES), rows)
    return len(fresh)


def due(*, now: datetime, limit: int) -> list[Delivery]:
    """Messages whose time to be sent has come, the oldest first."""
    wanted = select(_DELIVERIES).where(_DELIVERIES.c.next_try_at <= now).order_by(_DELIVERIES.c.id).limit(limit)
    with reading() as connection:
        return [_delivery(row) for row in connection.execute(wanted)]


def claim(one: Delivery, *, next_try_at: datetime) -> bool:
    """Takes a message before it is sent; False where another worker has it. Unsent, it is due again at that time."""
    own = and_(_DELIVERIES.c.id == one.id, _DELIVERIES.c.tries == one.tries, _DELIVERIES.c.next_try_at.is_not(None))
    with transaction() as connection:
        taken = connection.execute(update(_DELIVERIES).where(own).values(tries=one.tries + 1, next_try_at=next_try_at))
        return taken.rowcount == 1


def arrived(delivery_id: int, *, now: datetime) -> None:
    """The message has arrived and is never sent again."""
    _change(delivery_id, delivered_at=now, next_try_at=None, problem=None)


def failed(delivery_id: int, problem: str) -> None:
    """The message did not arrive; it is due again when its claim says."""
    _change(delivery_id, problem=problem)


def reword(delivery_id: int, body: Mapping[str, object]) -> None:
    """What the message tells has shifted before it was sent."""
    _change(delivery_id, body=dict(body))


def close(delivery_id: int, problem: str) -> None:
    """The message is not sent any more: given up, or pointless by now."""
    _change(delivery_id, problem=problem, next_try_at=None)


def drop_unsent() -> None:
    """Forgets what has not arrived; facts that were told stay known."""
    with transaction() as connection:
        connection.execute(delete(_DELIVERIES).where(_DELIVERIES.c.delivered_at.is_(None)))


def forget(*, before: datetime) -> None:
    """Forgets what was settled long ago."""
    settled = and_(_DELIVERIES.c.next_try_at.is_(None), _DELIVERIES.c.created_at < before)
    with transaction() as connection:
        connection.execute(delete(_DELIVERIES).where(settled))


def outcome(*, since: datetime, pointless: Sequence[str]) -> Outcome:
    """How sending has gone since a time; problems that are none of the receiver's are left out."""
    last = select(func.max(_DELIVERIES.c.delivered_at)).where(_DELIVERIES.c.delivered_at >= since)
    tried = (
        select(_DELIVERIES.c.delivered_at, _DELIVERIES.c.problem)
        .where(_DELIVERIES.c.tries > 0, _DELIVERIES.c.created_at >= since)
        .where(_DELIVERIES.c.problem.is_(None) | _DELIVERIES.c.problem.not_in(list(pointless)))
        .order_by(_DELIVERIES.c.id.desc())
        .limit(1)
    )
    with reading() as connection:
        latest = connection.execute(tried).first()
        return Outcome(connection.execute(last).scalar(), latest.problem if latest is not None else None)


def _change(delivery_id: int, **values: object) -> None:
    with transaction() as connection:
        connection.execute(update(_DELIVERIES).where(_DELIVERIES.c.id == delivery_id).values(**values))


def _delivery(row: Any) -> Delivery:  # a Row of the table
    return Delivery(
        id=row.id,
        fact=row.fact,
        account_id=row.account_id,
        body=row.body or {},
        created_at=row.created_at,
        next_try_at=row.next_try_at,
        tries=row.tries,
        delivered_at=row.delivered_at,
        problem=row.problem,
    )
