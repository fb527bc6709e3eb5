"""What the policy desk keeps: rules of the seller's own, packs that ran, pages read, messages sent out."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from vozvrat.storage.tables.base import Base, KeyText, OfAccount
from vozvrat.storage.types import Json


class RuleVersion(Base):
    """One version of a rule of the seller's own or of what was changed in a built-in one. Nothing here is rewritten.

    `scope` is the account that it holds for, or `all`; `body` is empty where this version takes the rule back.
    """

    __tablename__ = "rule_versions"
    __table_args__ = (UniqueConstraint("scope", "rule_id", "version"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    scope: Mapped[str]
    account_id: Mapped[str | None] = mapped_column(Text, ForeignKey("accounts.id", ondelete="CASCADE"))
    rule_id: Mapped[str]
    version: Mapped[int]
    body: Mapped[Json | None]
    note: Mapped[str]
    changed_at: Mapped[datetime]
    changed_by: Mapped[str]


class PolicyPack(Base):
    """A policy pack that ran here, as it was, so that a later one can be told apart from it."""

    __tablename__ = "policy_packs"

    digest: Mapped[KeyText]
    version: Mapped[str]
    reviewed_on: Mapped[str]
    seen_at: Mapped[datetime]
    rules: Mapped[Json | None]


class PolicyPage(Base):
    """A page that rules rest on, as it was read last; `text` is what it said, `previous` what it said before."""

    __tablename__ = "policy_pages"

    address: Mapped[KeyText]
    state: Mapped[str]
    checked_at: Mapped[datetime]
    changed_at: Mapped[datetime | None]
    read_at: Mapped[datetime | None]
    etag: Mapped[str | None]
    last_modified: Mapped[str | None]
    digest: Mapped[str | None]
    text: Mapped[str | None]
    previous: Mapped[str | None]
    problem: Mapped[str | None]


class Delivery(Base):
    """One message to the seller's own webhook. Its `fact` is told once, however often it is noticed."""

    __tablename__ = "deliveries"
    __table_args__ = (UniqueConstraint("fact"), Index(None, "next_try_at"))

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    fact: Mapped[str]
    account_id: Mapped[OfAccount]
    body: Mapped[Json | None]
    created_at: Mapped[datetime]
    next_try_at: Mapped[datetime | None]
    tries: Mapped[int]
    delivered_at: Mapped[datetime | None]
    problem: Mapped[str | None]
