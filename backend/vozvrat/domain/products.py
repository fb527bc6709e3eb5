"""Products, as far as returns need them."""

from dataclasses import dataclass

from vozvrat.domain.money import Money


@dataclass(frozen=True, slots=True)
class Product:
    """`category_id` and `type_id` are Ozon's description category and type; `return_fees` by scheme where known."""

    sku: str
    offer_id: str
    name: str
    category_id: str | None = None
    type_id: str | None = None
    price: Money | None = None
    image: str | None = None
    return_fees: tuple[tuple[str, Money], ...] = ()
