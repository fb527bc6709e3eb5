"""Cancellation requests (rFBS): somebody wants a posting cancelled and the seller may say no until a date."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Cancellation:
    """`state` is ON_APPROVAL, APPROVED, REJECTED or what Ozon says; `auto_approve_at` is when silence approves."""

    ozon_id: str
    posting_number: str
    state: str
    state_name: str | None
    initiator: str | None
    reason: str | None
    reason_message: str | None
    created_at: datetime | None
    auto_approve_at: datetime | None
    approved_at: datetime | None
    approve_comment: str | None
    source_id: str | None = None
