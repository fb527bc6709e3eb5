"""The account itself: what its key may do and until when, who the seller is, how it stands with Ozon."""

from datetime import datetime
from decimal import Decimal

from vozvrat.domain.sellers import KeyInfo, SellerInfo
from vozvrat.ozon.reads.transport import read
from vozvrat.ozon.seller import Seller
from vozvrat.ozon.values import Json, moment, obj, rows, text, words

ROLES = "/v1/roles"
SELLER_INFO = "/v1/seller/info"
ERROR_INDEX = "/v1/rating/index/fbs/info"


def roles(seller: Seller) -> KeyInfo:
    """Roles, callable methods and the end of the key. The cheapest way to see whether a key is good."""
    answer = read(seller, ROLES, {})
    found = rows(answer.get("roles"))
    methods = frozenset(method for role in found for method in words(role.get("methods")))
    names = tuple(name for role in found if (name := text(role.get("name"))))
    return KeyInfo(roles=names, methods=methods, expires_at=_end(answer))


def seller_info(seller: Seller) -> SellerInfo:
    """Name, currency, country and subscription (PREMIUM_PLUS and the like; Ozon's own word where it is another)."""
    answer = read(seller, SELLER_INFO, {})
    company = obj(answer.get("company"))
    subscription = text(obj(answer.get("subscription")).get("type"))
    currency = text(company.get("currency"))
    return SellerInfo(
        name=text(company.get("name")) or text(company.get("legal_name")),
        currency=currency.upper() if currency else None,
        country=text(company.get("country")),
        subscription=None if subscription in ("UNKNOWN", "UNSPECIFIED") else subscription,
    )


def error_index(seller: Seller) -> Decimal | None:
    """Ozon's index of errors for FBS and rFBS, in percent; None where Ozon gives no figure."""
    index = read(seller, ERROR_INDEX, {}).get("index")
    if isinstance(index, bool) or not isinstance(index, int | Decimal | str):
        return None
    try:
        found = Decimal(index)
    except ArithmeticError:
        return None
    return found if found.is_finite() else None


def _end(answer: Json) -> datetime | None:
    return moment(answer.get("expires_at"))
