"""What Ozon says: postings, returns, cancellation requests, chats, accruals, products. `sync` owns these rows."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKeyConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from vozvrat.storage.tables.base import Base, KeyOfAccount, KeyText, OfAccount
from vozvrat.storage.types import Json


def _only_where(condition: str, *columns: str) -> Index:
    return Index(None, *columns, sqlite_where=text(condition), postgresql_where=text(condition))


class Order(Base):
    """One posting. `search_text` is everything one may look it up by, case-folded, one entry a line."""

    __tablename__ = "orders"
    __table_args__ = (
        Index(None, "posting_number"),
        Index(None, "created_at", "posting_number"),
        Index(None, "account_id", "created_at", "posting_number"),
        Index(None, "account_id", "order_number"),
        {"sqlite_with_rowid": False},  # rows stand in the order of their key: one look instead of two
    )

    account_id: Mapped[KeyOfAccount]
    posting_number: Mapped[KeyText]
    order_number: Mapped[str | None]
    order_id: Mapped[str | None]
    scheme: Mapped[str]
    status: Mapped[str]
    substatus: Mapped[str | None]
    created_at: Mapped[datetime | None]
    paid_at: Mapped[datetime | None]
    handed_over_at: Mapped[datetime | None]
    status_changed_at: Mapped[datetime | None]
    delivered_from: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]
    tracking_number: Mapped[str | None]
    can_create_chat: Mapped[bool | None]
    cancellation: Mapped[Json | None]
    available_actions: Mapped[Json | None]
    search_text: Mapped[str]
    saved_at: Mapped[datetime]


class OrderLine(Base):
    """One product of a posting, in Ozon's order."""

    __tablename__ = "order_lines"
    __table_args__ = (
        ForeignKeyConstraint(
            ["account_id", "posting_number"], ["orders.account_id", "orders.posting_number"], ondelete="CASCADE"
        ),
        Index(None, "account_id", "sku"),
        {"sqlite_with_rowid": False},
    )

    account_id: Mapped[KeyText]
    posting_number: Mapped[KeyText]
    position: Mapped[int] = mapped_column(primary_key=True)
    sku: Mapped[str]
    offer_id: Mapped[str]
    name: Mapped[str]
    quantity: Mapped[int]
    price: Mapped[Decimal | None]
    price_currency: Mapped[str | None]
    customer_price: Mapped[Decimal | None]
    customer_price_currency: Mapped[str | None]


class Return(Base):
    """A return of either list.

    `joined_to` names the rFBS request that this row of the other list is another view of: joined rows are
    neither shown nor counted. `perhaps_same_as` names a row that may be the same, where nobody can tell.
    The columns from `answer_due_at` to `received_at` are what we saw happen ourselves; `next_*` is the nearest
    clock, kept so that lists can be sorted by it. `moved_at` sorts the rest: the last time we know something of it.
    """

    __tablename__ = "returns"
    __table_args__ = (
        Index(None, "posting_number"),
        _only_where("next_deadline_at IS NOT NULL", "next_deadline_at", "id"),  # few have one
        Index(None, "moved_at", "id"),
        Index(None, "account_id", "sku"),
        Index(None, "account_id", "origin", "is_open"),
        Index(None, "state"),
        # Nearly all rows are joined to nothing, and a whole index would tempt the planner to begin there.
        _only_where("joined_to IS NOT NULL", "joined_to"),
    )

    id: Mapped[KeyText]
    account_id: Mapped[OfAccount]
    ozon_id: Mapped[str]
    origin: Mapped[str]
    posting_number: Mapped[str]
    scheme: Mapped[str]
    state: Mapped[str]
    state_name: Mapped[str]
    return_number: Mapped[str | None]
    order_number: Mapped[str | None]
    group_state: Mapped[str | None]
    type: Mapped[str | None]
    created_at: Mapped[datetime | None]
    state_changed_at: Mapped[datetime | None]
    returned_at: Mapped[datetime | None]
    reason_id: Mapped[str | None]
    reason_name: Mapped[str | None]
    reason_kind: Mapped[str | None]
    reason_is_defect: Mapped[bool | None]
    comment: Mapped[str | None]
    photos: Mapped[Json | None]
    sku: Mapped[str | None]
    offer_id: Mapped[str | None]
    product_name: Mapped[str | None]
    price: Mapped[Decimal | None]
    price_currency: Mapped[str | None]
    quantity: Mapped[int | None]
    available_actions: Mapped[Json | None]
    rejection_reasons: Mapped[Json | None]
    rejection_comment: Mapped[str | None]
    return_method: Mapped[str | None]
    tracking_number: Mapped[str | None]
    money_state_name: Mapped[str | None]
    storage: Mapped[Json | None]
    compensation_state: Mapped[str | None]
    place: Mapped[str | None]
    company_id: Mapped[str | None]
    source_id: Mapped[str | None]
    detailed: Mapped[bool]
    answer_due_at: Mapped[datetime | None]
    offers_made: Mapped[int | None]
    offer_declined_at: Mapped[datetime | None]
    rejected_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    received_at: Mapped[datetime | None]
    next_deadline_at: Mapped[datetime | None]
    next_warn_at: Mapped[datetime | None]
    next_rule_id: Mapped[str | None]
    next_source: Mapped[str | None]
    is_open: Mapped[bool]
    joined_to: Mapped[str | None]
    perhaps_same_as: Mapped[str | None]
    search_text: Mapped[str]
    moved_at: Mapped[datetime]
    first_seen_at: Mapped[datetime]
    detailed_at: Mapped[datetime | None]
    saved_at: Mapped[datetime]


class Cancellation(Base):
    """A request to cancel an rFBS posting."""

    __tablename__ = "cancellations"
    __table_args__ = (Index(None, "posting_number"), Index(None, "state", "auto_approve_at"))

    id: Mapped[KeyText]
    account_id: Mapped[OfAccount]
    ozon_id: Mapped[str]
    posting_number: Mapped[str]
    state: Mapped[str]
    state_name: Mapped[str | None]
    initiator: Mapped[str | None]
    reason: Mapped[str | None]
    reason_message: Mapped[str | None]
    created_at: Mapped[datetime | None]
    auto_approve_at: Mapped[datetime | None]
    approved_at: Mapped[datetime | None]
    approve_comment: Mapped[str | None]
    source_id: Mapped[str | None]
    saved_at: Mapped[datetime]


class Chat(Base):
    """A chat; joined to postings through the order number in the context of its messages."""

    __tablename__ = "chats"
    __table_args__ = (Index(None, "order_number"),)

    account_id: Mapped[KeyOfAccount]
    ozon_id: Mapped[KeyText]
    status: Mapped[str]
    type: Mapped[str]
    created_at: Mapped[datetime | None]
    unread: Mapped[int]
    first_unread_message_id: Mapped[str | None]
    last_message_id: Mapped[str | None]
    order_number: Mapped[str | None]
    sku: Mapped[str | None]
    last_buyer_message_at: Mapped[datetime | None]
    read_to_message_id: Mapped[str | None]
    saved_at: Mapped[datetime]


class Fee(Base):
    """One accrual of one posting. All accruals of a posting are replaced together."""

    __tablename__ = "fees"

    account_id: Mapped[KeyOfAccount]
    posting_number: Mapped[KeyText]
    position: Mapped[int] = mapped_column(primary_key=True)
    type_id: Mapped[str]
    name: Mapped[str | None]
    amount: Mapped[Decimal]
    currency: Mapped[str]
    accrued_on: Mapped[date | None]
    sku: Mapped[str | None]
    quantity: Mapped[int | None]
    saved_at: Mapped[datetime]


class Product(Base):
    """A product that some return or order is about."""

    __tablename__ = "products"

    account_id: Mapped[KeyOfAccount]
    sku: Mapped[KeyText]
    offer_id: Mapped[str]
    name: Mapped[str]
    category_id: Mapped[str | None]
    type_id: Mapped[str | None]
    price: Mapped[Decimal | None]
    price_currency: Mapped[str | None]
    image: Mapped[str | None]
    return_fees: Mapped[Json | None]
    saved_at: Mapped[datetime]
