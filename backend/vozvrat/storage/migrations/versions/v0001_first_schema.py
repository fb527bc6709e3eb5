"""The first schema: accounts, what Ozon says of their trade, and what the work has to remember."""

import sqlalchemy as sa
from alembic import op

from vozvrat.storage import types

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("client_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("added_at", types.Moment(timezone=True), nullable=False),
        sa.Column("company_name", sa.Text(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("subscription", sa.Text(), nullable=True),
        sa.Column("error_index_percent", types.Exact(), nullable=True),
        sa.Column("key_state", sa.Text(), nullable=False),
        sa.Column("key_expires_at", types.Moment(timezone=True), nullable=True),
        sa.Column("roles", types.Document(), nullable=True),
        sa.Column("methods", types.Document(), nullable=True),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.Column("problem_at", types.Moment(timezone=True), nullable=True),
        sa.Column("skipped_methods", types.Document(), nullable=True),
        sa.Column("verified_at", types.Moment(timezone=True), nullable=True),
        sa.Column("synced_at", types.Moment(timezone=True), nullable=True),
        sa.Column("return_address_set", sa.Boolean(), nullable=True),
        sa.Column("disposal_default_set", sa.Boolean(), nullable=True),
        sa.Column("compensation_unit", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("client_id", name=op.f("uq_accounts_client_id")),
    )
    op.create_table(
        "leases",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("expires_at", types.Moment(timezone=True), nullable=False),
        sa.Column("details", types.Document(), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_leases")),
    )
    op.create_table(
        "rate_limits",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("entries", types.Document(), nullable=True),
        sa.Column("expires_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_rate_limits")),
    )
    op.create_table(
        "settings",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("changed_at", types.Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_settings")),
    )
    op.create_table(
        "account_companies",
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("company_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_account_companies_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", "company_id", name=op.f("pk_account_companies")),
    )
    op.create_index(op.f("ix_account_companies_company_id"), "account_companies", ["company_id"], unique=False)
    op.create_table(
        "cancellations",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("ozon_id", sa.Text(), nullable=False),
        sa.Column("posting_number", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("state_name", sa.Text(), nullable=True),
        sa.Column("initiator", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("reason_message", sa.Text(), nullable=True),
        sa.Column("created_at", types.Moment(timezone=True), nullable=True),
        sa.Column("auto_approve_at", types.Moment(timezone=True), nullable=True),
        sa.Column("approved_at", types.Moment(timezone=True), nullable=True),
        sa.Column("approve_comment", sa.Text(), nullable=True),
        sa.Column("source_id", sa.Text(), nullable=True),
        sa.Column("saved_at", types.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_cancellations_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cancellations")),
    )
    op.create_index(op.f("ix_cancellations_posting_number"), "cancellations", ["posting_number"], unique=False)
    op.create_index(
        op.f("ix_cancellations_state_auto_approve_at"), "cancellations", ["state", "auto_approve_at"], unique=False
    )
    op.create_table(
        "chats",
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("ozon_id", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("created_at", types.Moment(timezone=True), nullable=True),
        sa.Column("unread", sa.Integer(), nullable=False),
        sa.Column("first_unread_message_id", sa.Text(), nullable=True),
        sa.Column("last_message_id", sa.Text(), nullable=True),
        sa.Column("order_number", sa.Text(), nullable=True),
        sa.Column("sku", sa.Text(), nullable=True),
        sa.Column("last_buyer_message_at", types.Moment(timezone=True), nullable=True),
        sa.Column("read_to_message_id", sa.Text(), nullable=True),
        sa.Column("saved_at", types.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_chats_account_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("account_id", "ozon_id", name=op.f("pk_chats")),
    )
    op.create_index(op.f("ix_chats_order_number"), "chats", ["order_number"], unique=False)
    op.create_table(
        "cursors",
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("saved_at", types.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_cursors_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", "name", name=op.f("pk_cursors")),
    )
    op.create_table(
        "devices",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=True),
        sa.Column("account_id", sa.Text(), nullable=True),
        sa.Column("created_at", types.Moment(timezone=True), nullable=False),
        sa.Column("last_used_at", types.Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_devices_account_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_devices")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_devices_token_hash")),
    )
    op.create_table(
        "events",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", types.Moment(timezone=True), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("posting_number", sa.Text(), nullable=True),
        sa.Column("return_id", sa.Text(), nullable=True),
        sa.Column("cancellation_id", sa.Text(), nullable=True),
        sa.Column("chat_id", sa.Text(), nullable=True),
        sa.Column("details", types.Document(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_events_account_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_events_account_id_posting_number"), "events", ["account_id", "posting_number"], unique=False
    )
    op.create_index(op.f("ix_events_return_id"), "events", ["return_id"], unique=False)
    op.create_table(
        "fees",
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("posting_number", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("type_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("amount", types.Exact(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("accrued_on", sa.Date(), nullable=True),
        sa.Column("sku", sa.Text(), nullable=True),
        sa.Column("quantity", sa.Integer(), nullable=True),
        sa.Column("saved_at", types.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_fees_account_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("account_id", "posting_number", "position", name=op.f("pk_fees")),
    )
    op.create_table(
        "misses",
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("posting_number", sa.Text(), nullable=False),
        sa.Column("until", types.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_misses_account_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("account_id", "posting_number", name=op.f("pk_misses")),
    )
    op.create_table(
        "observations",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("return_id", sa.Text(), nullable=False),
        sa.Column("answer_due_at", types.Moment(timezone=True), nullable=True),
        sa.Column("seen_at", types.Moment(timezone=True), nullable=False),
        sa.Column("page", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_observations_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observations")),
    )
    op.create_index(op.f("ix_observations_return_id_seen_at"), "observations", ["return_id", "seen_at"], unique=False)
    op.create_table(
        "orders",
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("posting_number", sa.Text(), nullable=False),
        sa.Column("order_number", sa.Text(), nullable=True),
        sa.Column("order_id", sa.Text(), nullable=True),
        sa.Column("scheme", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("substatus", sa.Text(), nullable=True),
        sa.Column("created_at", types.Moment(timezone=True), nullable=True),
        sa.Column("paid_at", types.Moment(timezone=True), nullable=True),
        sa.Column("handed_over_at", types.Moment(timezone=True), nullable=True),
        sa.Column("status_changed_at", types.Moment(timezone=True), nullable=True),
        sa.Column("delivered_from", types.Moment(timezone=True), nullable=True),
        sa.Column("delivered_at", types.Moment(timezone=True), nullable=True),
        sa.Column("tracking_number", sa.Text(), nullable=True),
        sa.Column("can_create_chat", sa.Boolean(), nullable=True),
        sa.Column("cancellation", types.Document(), nullable=True),
        sa.Column("available_actions", types.Document(), nullable=True),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("saved_at", types.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_orders_account_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("account_id", "posting_number", name=op.f("pk_orders")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_orders_account_id_created_at_posting_number"),
        "orders",
        ["account_id", "created_at", "posting_number"],
        unique=False,
    )
    op.create_index(op.f("ix_orders_account_id_order_number"), "orders", ["account_id", "order_number"], unique=False)
    op.create_index(
        op.f("ix_orders_created_at_posting_number"), "orders", ["created_at", "posting_number"], unique=False
    )
    op.create_index(op.f("ix_orders_posting_number"), "orders", ["posting_number"], unique=False)
    op.create_table(
        "pairing_codes",
        sa.Column("code_hash", sa.Text(), nullable=False),
        sa.Column("created_at", types.Moment(timezone=True), nullable=False),
        sa.Column("expires_at", types.Moment(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_pairing_codes_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_pairing_codes")),
    )
    op.create_table(
        "products",
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("sku", sa.Text(), nullable=False),
        sa.Column("offer_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("category_id", sa.Text(), nullable=True),
        sa.Column("type_id", sa.Text(), nullable=True),
        sa.Column("price", types.Exact(), nullable=True),
        sa.Column("price_currency", sa.Text(), nullable=True),
        sa.Column("image", sa.Text(), nullable=True),
        sa.Column("return_fees", types.Document(), nullable=True),
        sa.Column("saved_at", types.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_products_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", "sku", name=op.f("pk_products")),
    )
    op.create_table(
        "returns",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("ozon_id", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("posting_number", sa.Text(), nullable=False),
        sa.Column("scheme", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("state_name", sa.Text(), nullable=False),
        sa.Column("return_number", sa.Text(), nullable=True),
        sa.Column("order_number", sa.Text(), nullable=True),
        sa.Column("group_state", sa.Text(), nullable=True),
        sa.Column("type", sa.Text(), nullable=True),
        sa.Column("created_at", types.Moment(timezone=True), nullable=True),
        sa.Column("state_changed_at", types.Moment(timezone=True), nullable=True),
        sa.Column("returned_at", types.Moment(timezone=True), nullable=True),
        sa.Column("reason_id", sa.Text(), nullable=True),
        sa.Column("reason_name", sa.Text(), nullable=True),
        sa.Column("reason_kind", sa.Text(), nullable=True),
        sa.Column("reason_is_defect", sa.Boolean(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("photos", types.Document(), nullable=True),
        sa.Column("sku", sa.Text(), nullable=True),
        sa.Column("offer_id", sa.Text(), nullable=True),
        sa.Column("product_name", sa.Text(), nullable=True),
        sa.Column("price", types.Exact(), nullable=True),
        sa.Column("price_currency", sa.Text(), nullable=True),
        sa.Column("quantity", sa.Integer(), nullable=True),
        sa.Column("available_actions", types.Document(), nullable=True),
        sa.Column("rejection_reasons", types.Document(), nullable=True),
        sa.Column("rejection_comment", sa.Text(), nullable=True),
        sa.Column("return_method", sa.Text(), nullable=True),
        sa.Column("tracking_number", sa.Text(), nullable=True),
        sa.Column("money_state_name", sa.Text(), nullable=True),
        sa.Column("storage", types.Document(), nullable=True),
        sa.Column("compensation_state", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("company_id", sa.Text(), nullable=True),
        sa.Column("source_id", sa.Text(), nullable=True),
        sa.Column("detailed", sa.Boolean(), nullable=False),
        sa.Column("answer_due_at", types.Moment(timezone=True), nullable=True),
        sa.Column("offers_made", sa.Integer(), nullable=True),
        sa.Column("offer_declined_at", types.Moment(timezone=True), nullable=True),
        sa.Column("rejected_at", types.Moment(timezone=True), nullable=True),
        sa.Column("sent_at", types.Moment(timezone=True), nullable=True),
        sa.Column("received_at", types.Moment(timezone=True), nullable=True),
        sa.Column("next_deadline_at", types.Moment(timezone=True), nullable=True),
        sa.Column("next_warn_at", types.Moment(timezone=True), nullable=True),
        sa.Column("next_rule_id", sa.Text(), nullable=True),
        sa.Column("next_source", sa.Text(), nullable=True),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("joined_to", sa.Text(), nullable=True),
        sa.Column("perhaps_same_as", sa.Text(), nullable=True),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("moved_at", types.Moment(timezone=True), nullable=False),
        sa.Column("first_seen_at", types.Moment(timezone=True), nullable=False),
        sa.Column("detailed_at", types.Moment(timezone=True), nullable=True),
        sa.Column("saved_at", types.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_returns_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_returns")),
    )
    op.create_index(
        op.f("ix_returns_account_id_origin_is_open"), "returns", ["account_id", "origin", "is_open"], unique=False
    )
    op.create_index(op.f("ix_returns_account_id_sku"), "returns", ["account_id", "sku"], unique=False)
    op.create_index(
        op.f("ix_returns_joined_to"),
        "returns",
        ["joined_to"],
        unique=False,
        sqlite_where=sa.text("joined_to IS NOT NULL"),
        postgresql_where=sa.text("joined_to IS NOT NULL"),
    )
    op.create_index(op.f("ix_returns_moved_at_id"), "returns", ["moved_at", "id"], unique=False)
    op.create_index(
        op.f("ix_returns_next_deadline_at_id"),
        "returns",
        ["next_deadline_at", "id"],
        unique=False,
        sqlite_where=sa.text("next_deadline_at IS NOT NULL"),
        postgresql_where=sa.text("next_deadline_at IS NOT NULL"),
    )
    op.create_index(op.f("ix_returns_posting_number"), "returns", ["posting_number"], unique=False)
    op.create_index(op.f("ix_returns_state"), "returns", ["state"], unique=False)
    op.create_table(
        "order_lines",
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("posting_number", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("sku", sa.Text(), nullable=False),
        sa.Column("offer_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("price", types.Exact(), nullable=True),
        sa.Column("price_currency", sa.Text(), nullable=True),
        sa.Column("customer_price", types.Exact(), nullable=True),
        sa.Column("customer_price_currency", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id", "posting_number"],
            ["orders.account_id", "orders.posting_number"],
            name=op.f("fk_order_lines_account_id_posting_number"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("account_id", "posting_number", "position", name=op.f("pk_order_lines")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_order_lines_account_id_sku"), "order_lines", ["account_id", "sku"], unique=False)
