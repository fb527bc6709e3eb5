"""Ozon accounts, the browsers that may ask us, and settings."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from vozvrat.storage.tables.base import Base, KeyOfAccount, KeyText
from vozvrat.storage.types import Json


class Account(Base):
    """One Ozon account. Its key is not here: keys are the business of `keys`."""

    __tablename__ = "accounts"
    __table_args__ = (UniqueConstraint("client_id"),)

    id: Mapped[KeyText]
    client_id: Mapped[str]
    name: Mapped[str]
    added_at: Mapped[datetime]
    company_name: Mapped[str | None]
    currency: Mapped[str | None]
    country: Mapped[str | None]
    subscription: Mapped[str | None]
    error_index_percent: Mapped[Decimal | None]
    key_state: Mapped[str]
    key_expires_at: Mapped[datetime | None]
    roles: Mapped[Json | None]
    methods: Mapped[Json | None]
    problem: Mapped[str | None]
    problem_at: Mapped[datetime | None]
    skipped_methods: Mapped[Json | None]
    verified_at: Mapped[datetime | None]
    synced_at: Mapped[datetime | None]
    return_address_set: Mapped[bool | None]
    disposal_default_set: Mapped[bool | None]
    compensation_unit: Mapped[str | None]


class AccountCompany(Base):
    """A company id that rows of an account carried: the seller center may name the company by it."""

    __tablename__ = "account_companies"
    __table_args__ = (Index(None, "company_id"),)

    account_id: Mapped[KeyOfAccount]
    company_id: Mapped[KeyText]


class Device(Base):
    """A paired browser. Only the hash of its token is kept."""

    __tablename__ = "devices"
    __table_args__ = (UniqueConstraint("token_hash"),)

    id: Mapped[KeyText]
    token_hash: Mapped[str]
    name: Mapped[str]
    origin: Mapped[str | None]
    account_id: Mapped[str | None] = mapped_column(Text, ForeignKey("accounts.id", ondelete="SET NULL"))
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]


class PairingCode(Base):
    """A one-time code, hashed; gone when used, expired or burnt by wrong tries."""

    __tablename__ = "pairing_codes"

    code_hash: Mapped[KeyText]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    tries: Mapped[int]
    account_id: Mapped[str | None] = mapped_column(Text, ForeignKey("accounts.id", ondelete="CASCADE"))


class Setting(Base):
    """One setting of the seller, by name."""

    __tablename__ = "settings"

    name: Mapped[KeyText]
    value: Mapped[str]
    changed_at: Mapped[datetime]
