"""Products that orders and returns are about."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from vozvrat.domain.money import Money
from vozvrat.domain.products import Product
from vozvrat.storage import clock, tables
from vozvrat.storage.among import among
from vozvrat.storage.database import reading, transaction
from vozvrat.storage.json_parts import money_list, money_of
from vozvrat.storage.tables.base import table
from vozvrat.storage.upsert import upsert

_PRODUCTS = table(tables.Product)
_OF_SKUS = select(_PRODUCTS).where(among(_PRODUCTS.c.sku, "skus"))
_OF_SKUS_AND_ACCOUNTS = _OF_SKUS.where(among(_PRODUCTS.c.account_id, "accounts"))


def save(account_id: str, products: Iterable[Product], *, now: datetime | None = None) -> None:
    """Stores products as Ozon says they are; what an answer leaves unknown keeps its known value."""
    at = now or clock.now()
    rows = [
        {
            "account_id": account_id,
            "sku": one.sku,
            "offer_id": one.offer_id,
            "name": one.name,
            "category_id": one.category_id,
            "type_id": one.type_id,
            "price": one.price and one.price.amount,
            "price_currency": one.price and one.price.currency,
            "image": one.image,
            "return_fees": [[scheme, money_list(fee)] for scheme, fee in one.return_fees],
            "saved_at": at,
        }
        for one in products
    ]
    with transaction() as connection:
        upsert(connection, _PRODUCTS, rows, fill=("category_id", "type_id", "price", "price_currency", "image"))


def by_sku(skus: Sequence[str], account_ids: Sequence[str] | None = None) -> dict[str, Product]:
    """The stored ones among some SKUs, by SKU."""
    if not skus or account_ids == []:
        return {}
    statement = _OF_SKUS if account_ids is None else _OF_SKUS_AND_ACCOUNTS
    with reading() as connection:
        rows = connection.execute(statement, {"skus": list(skus), "accounts": list(account_ids or ())}).all()
    return {row.sku: _product(row) for row in rows}


def _product(row: Any) -> Product:  # a Row of the table
    fees = ((scheme, money_of(parts)) for scheme, parts in row.return_fees or ())
    return Product(
        sku=row.sku,
        offer_id=row.offer_id,
        name=row.name,
        category_id=row.category_id,
        type_id=row.type_id,
        price=None if row.price is None else Money(row.price, row.price_currency),
        image=row.image,
        return_fees=tuple((scheme, fee) for scheme, fee in fees if fee is not None),
    )
