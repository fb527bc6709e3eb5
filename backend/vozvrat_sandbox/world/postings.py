"""Parcels: those that a return needs, and the many that nobody gave back."""

from __future__ import annotations

from random import Random

from .model import DAY, HOUR, Account, Posting, Product, Scheme

INTEGRATIONS = {
    Scheme.FBS: ("ozon",),
    Scheme.RFBS: ("non_integrated", "3pl_tracking", "aggregator"),
    Scheme.FBO: ("",),
}
# A permutation of the numbers below 10**9: numbers look drawn by chance and never repeat.
_MODULUS = 1_000_000_007
_FACTOR = 387_420_489


def posting_number(serial: int) -> str:
    """Ozon's shape: customer, order, parcel."""
    mixed = serial * _FACTOR % _MODULUS
    customer = mixed % 99_999_989 if serial % 7 else 9_000_000_000 + mixed
    return f"{customer:08d}-{mixed % 9973:04d}-{1 + mixed % 3}"


class PostingMaker:
    """Draws parcels one after the other; every number is new."""

    def __init__(self, rng: Random, now: int, goods: dict[str, list[Product]]) -> None:
        self._rng = rng
        self._now = now
        self._serial = 1_000
        self._taken: set[str] = set()
        self._single = {product.sku: ((product, 1),) for products in goods.values() for product in products}
        self._goods = goods

    def _items(self, account: Account) -> tuple[tuple[Product, int], ...]:
        goods = self._goods[account.client_id]
        chance = self._rng.random()
        product = goods[int(self._rng.random() * len(goods))]
        if chance < 0.88:
            return self._single[product.sku]
        if chance < 0.94:
            return ((product, 2),)
        other = goods[int(self._rng.random() * len(goods))]
        return self._single[product.sku] if other is product else ((product, 1), (other, 1))

    def _new(
        self,
        account: Account,
        scheme: Scheme,
        *,
        status: str,
        substatus: str,
        created_at: int,
        changed_at: int,
        handed_over_at: int | None,
        delivered_at: int | None,
    ) -> Posting:
        number = ""
        while not number or number in self._taken:
            self._serial += 1
            number = posting_number(self._serial)
        self._taken.add(number)
        kinds = INTEGRATIONS[scheme]
        return Posting(
            serial=self._serial,
            number=number,
            order_id=20_000_000_000 + self._serial * 13,
            account=account,
            scheme=scheme,
            integration=kinds[0] if len(kinds) == 1 else kinds[int(self._rng.random() * len(kinds))],
            items=self._items(account),
            status=status,
            substatus=substatus,
            created_at=created_at,
            handed_over_at=handed_over_at,
            delivered_at=delivered_at,
            changed_at=changed_at,
        )

    def delivered(self, account: Account, scheme: Scheme, delivered_at: int) -> Posting:
        """One that reached its buyer at this moment."""
        handed = delivered_at - int((1 + 9 * self._rng.random()) * DAY * (2 if account.cross_border else 1))
        created = handed - int((2 + 40 * self._rng.random()) * HOUR)
        return self._new(
            account,
            scheme,
            status="delivered",
            substatus="posting_received",
            created_at=created,
            changed_at=delivered_at,
            handed_over_at=handed,
            delivered_at=delivered_at,
        )

    def cancelled(
        self, account: Account, scheme: Scheme, cancelled_at: int, *, reason_id: int, shipped: bool
    ) -> Posting:
        """One that was cancelled or refused at this moment."""
        created = cancelled_at - int((1 + 12 * self._rng.random()) * DAY)
        posting = self._new(
            account,
            scheme,
            status="cancelled",
            substatus="posting_canceled",
            created_at=created,
            changed_at=cancelled_at,
            handed_over_at=created + 20 * HOUR if shipped else None,
            delivered_at=None,
        )
        posting.cancel_reason_id = reason_id
        posting.cancelled_after_ship = shipped
        return posting

    def on_its_way(self, account: Account, scheme: Scheme) -> Posting:
        """A young one: packed, waiting or travelling."""
        age = int((0.05 + 6 * self._rng.random()) * DAY)
        created = self._now - age
        if age < 20 * HOUR:
            status, substatus, handed = "awaiting_packaging", "posting_created", None
        elif age < 40 * HOUR:
            status, substatus, handed = "awaiting_deliver", "posting_in_carriage", None
        else:
            status, substatus, handed = "delivering", "posting_on_way_to_city", created + 30 * HOUR
        return self._new(
            account,
            scheme,
            status=status,
            substatus=substatus,
            created_at=created,
            changed_at=handed or created,
            handed_over_at=handed,
            delivered_at=None,
        )
