"""Times and money inside JSON columns."""

from datetime import datetime
from decimal import Decimal

from vozvrat.domain.money import Money


def moment_text(value: datetime | None) -> str | None:
    return None if value is None else value.isoformat()


def moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def money_list(value: Money | None) -> list[str] | None:
    return None if value is None else [format(value.amount, "f"), value.currency]


def money_of(parts: list[str] | None) -> Money | None:
    return None if parts is None else Money(Decimal(parts[0]), parts[1])
