"""What the work itself has to remember: events, observations, cursors, leases, misses, limits."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from vozvrat.storage.tables.base import Base, KeyOfAccount, KeyText, OfAccount
from vozvrat.storage.types import Json


class Event(Base):
    """Something that happened, written in the transaction of the change. Ids only grow."""

    __tablename__ = "events"
    __table_args__ = (
        Index(None, "account_id", "posting_number"),
        Index(None, "return_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    at: Mapped[datetime]
    account_id: Mapped[OfAccount]
    kind: Mapped[str]
    posting_number: Mapped[str | None]
    return_id: Mapped[str | None]
    cancellation_id: Mapped[str | None]
    chat_id: Mapped[str | None]
    details: Mapped[Json | None]


class Observation(Base):
    """What a page of the seller center showed of a return. Feeds deadlines, never amounts."""

    __tablename__ = "observations"
    __table_args__ = (Index(None, "return_id", "seen_at"),)

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    account_id: Mapped[OfAccount]
    return_id: Mapped[str]
    answer_due_at: Mapped[datetime | None]
    seen_at: Mapped[datetime]
    page: Mapped[str]


class Cursor(Base):
    """How far a reading of one of Ozon's lists has come."""

    __tablename__ = "cursors"

    account_id: Mapped[KeyOfAccount]
    name: Mapped[KeyText]
    value: Mapped[str]
    saved_at: Mapped[datetime]


class Lease(Base):
    """Who is doing something that only one may do at a time; worthless once it has expired."""

    __tablename__ = "leases"

    name: Mapped[KeyText]
    owner: Mapped[str]
    expires_at: Mapped[datetime]
    details: Mapped[Json | None]


class Miss(Base):
    """A posting number that Ozon did not know, not asked again before `until`."""

    __tablename__ = "misses"

    account_id: Mapped[KeyOfAccount]
    posting_number: Mapped[KeyText]
    until: Mapped[datetime]


class RateLimit(Base):
    """One limit shared by all processes: a counter, or the moments (seconds of the epoch) of its last calls."""

    __tablename__ = "rate_limits"

    key: Mapped[KeyText]
    count: Mapped[int]
    entries: Mapped[Json | None]
    expires_at: Mapped[float]
