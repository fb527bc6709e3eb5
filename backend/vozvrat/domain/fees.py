"""Accruals of one posting: what Ozon charged or paid, plus to the seller, minus from the seller."""

from dataclasses import dataclass
from datetime import date

from vozvrat.domain.money import Money


@dataclass(frozen=True, slots=True)
class Fee:
    posting_number: str
    type_id: str
    name: str | None
    accrued: Money
    accrued_on: date | None
    sku: str | None
    quantity: int | None = None
