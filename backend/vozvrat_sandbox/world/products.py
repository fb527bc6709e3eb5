"""The goods of each shop."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from .catalogue import COLORS, CROSS_BORDER_NAMES, KINDS, Kind
from .model import Account, Product


def make_products(rng: Random, account: Account) -> list[Product]:
    """Some sixty products, dear and cheap, in every category that has rules of its own."""
    offers: list[tuple[str, Kind]] = [(name, kind) for kind in KINDS for name in kind.names]
    if account.cross_border:
        by_category = {kind.category: kind for kind in reversed(KINDS)}
        offers = [(name, by_category[category]) for name, category in CROSS_BORDER_NAMES] + offers[:22]
    return [
        _product(rng, account, name=name, kind=kind, serial=serial)
        for serial, (name, kind) in enumerate(offers + offers[: len(offers) // 2])
    ]


def _product(rng: Random, account: Account, *, name: str, kind: Kind, serial: int) -> Product:
    brand = rng.choice(kind.brands)
    roubles = Decimal(round(rng.uniform(kind.cheapest, kind.dearest) / 10) * 10 - 1)
    price = roubles if account.currency == "RUB" else (roubles / account.roubles_per_unit).quantize(Decimal("0.01"))
    base = int(account.client_id)
    return Product(
        product_id=base * 100 + serial,
        sku=1_100_000_000 + base * 137 + serial * 7919,
        offer_id=f"{'YF' if account.cross_border else 'LDV'}-{kind.category[:3].upper()}-{serial:03d}",
        name=f"{name}, {brand}" if serial % 3 else f"{brand} {name[0].lower()}{name[1:]}",
        brand=brand,
        category=kind.category,
        description_category_id=kind.description_category_id,
        type_id=kind.type_id,
        price=price,
        # What the buyer pays differs from the seller's price: Ozon's own discounts.
        customer_price_rub=(roubles * Decimal(rng.randint(88, 100)) / 100).quantize(Decimal("0.01")),
        currency=account.currency,
        commission_percent=kind.commission_percent,
        warranty=rng.choice(kind.warranties) if kind.warranties and rng.random() < 0.8 else None,
        made_to_order=kind.category == "made_to_order",
        color=rng.choice(COLORS),
        weight_grams=rng.randint(80, 3500),
    )
