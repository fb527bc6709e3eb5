"""Products by SKU: category, price, picture, expected return fees."""

from collections.abc import Iterator, Sequence

from vozvrat.domain.money import Money, money
from vozvrat.domain.products import Product
from vozvrat.ozon.reads.transport import read
from vozvrat.ozon.seller import Seller
from vozvrat.ozon.values import Json, latin, reference, rows, text, words

INFO = "/v3/product/info/list"
SKUS_IN_A_CALL = 1000


def info(seller: Seller, skus: Sequence[str]) -> list[Product]:
    """What Ozon knows of some SKUs of this seller; those it does not know are left out."""
    found: list[Product] = []
    for start in range(0, len(skus), SKUS_IN_A_CALL):
        answer = read(seller, INFO, {"sku": list(skus[start : start + SKUS_IN_A_CALL])})
        items = rows(answer.get("items")) or rows(answer.get("result"))
        found.extend(known for row in items if (known := product(row)))
    return found


def product(row: Json) -> Product | None:
    """One product; None where it has no SKU. `primary_image` is a list that holds one address."""
    sku = reference(row.get("sku")) or next(
        (found for source in rows(row.get("sources")) if (found := reference(source.get("sku")))), None
    )
    if sku is None:
        return None
    currency = row.get("currency_code")
    pictures = words(row.get("primary_image")) or words(row.get("images"))
    return Product(
        sku=sku,
        offer_id=text(row.get("offer_id")) or "",
        name=text(row.get("name")) or "",
        category_id=reference(row.get("description_category_id")),
        type_id=reference(row.get("type_id")),
        price=money(text(row.get("price")), currency),
        image=pictures[0] if pictures else text(row.get("primary_image")),
        return_fees=tuple(_return_fees(row, currency)),
    )


def _return_fees(row: Json, currency: object) -> Iterator[tuple[str, Money]]:
    for commission in rows(row.get("commissions")):
        scheme = latin(commission.get("sale_schema"))
        fee = money(commission.get("return_amount"), currency)
        if scheme and fee is not None:
            yield scheme, fee
