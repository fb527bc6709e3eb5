"""What an Ozon account tells of its seller, and what the seller told us."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class KeyInfo:
    """What a key may do and until when (keys live three months)."""

    roles: tuple[str, ...]
    methods: frozenset[str]
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class SellerInfo:
    name: str | None
    currency: str | None
    country: str | None
    subscription: str | None


@dataclass(frozen=True, slots=True)
class Seller:
    """Facts about the seller that rules may ask for; None is unknown.

    `cross_border` is true where the account's currency is not the rouble. `return_address_set`,
    `disposal_default_set` and `compensation_unit` are asked of the seller once.
    """

    cross_border: bool | None = None
    currency: str | None = None
    subscription: str | None = None
    key_expires_at: datetime | None = None
    error_index_percent: Decimal | None = None
    return_address_set: bool | None = None
    disposal_default_set: bool | None = None
    compensation_unit: str | None = None
