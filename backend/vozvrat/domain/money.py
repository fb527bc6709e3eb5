"""Money: an exact amount with its currency, never compared or added across currencies."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from vozvrat.domain.errors import CurrencyMismatch


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in units of its currency (roubles, not kopecks); `currency` is an ISO 4217 code."""

    amount: Decimal
    currency: str

    def __add__(self, other: "Money") -> "Money":
        return Money(self.amount + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.amount - self._same(other), self.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.amount < self._same(other)

    def __le__(self, other: "Money") -> bool:
        return self.amount <= self._same(other)

    def _same(self, other: "Money") -> Decimal:
        if other.currency != self.currency:
            raise CurrencyMismatch(left=self.currency, right=other.currency)
        return other.amount


def money(amount: object, currency: object) -> Money | None:
    """Money out of what Ozon sends: strings, numbers, nulls; None where there is no amount or no currency.

    Ozon writes empty money as `{"currency_code": "", "price": 0}`: no currency means no money.
    """
    if amount is None or isinstance(amount, bool) or not isinstance(currency, str) or not currency:
        return None
    try:
        exact = Decimal(str(amount))
    except InvalidOperation:
        return None
    return Money(exact, currency) if exact.is_finite() else None
