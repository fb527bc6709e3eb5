"""How many returns the pack judges in a second, on one core. Run it: python -m tests.benchmarks.policy_bulk

100,000 returns of all schemes, of twelve states, old and young, cheap and dear, domestic and cross-border, go the
way that a badge goes: from what is stored to facts, findings and the next clock.
"""

import time
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from tests.benchmarks.figures import Figure, end_tidily, show
from vozvrat import policy
from vozvrat.domain.case import Case, Seen
from vozvrat.domain.chats import Chat
from vozvrat.domain.money import Money
from vozvrat.domain.orders import Order, OrderLine, Scheme
from vozvrat.domain.returns import Reason, ReasonKind, Return, ReturnProduct
from vozvrat.domain.sellers import Seller

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
RETURNS, CHUNK, LIMIT = 100_000, 5_000, 6_000
SCHEMES = (Scheme.FBS, Scheme.RFBS, Scheme.FBO, Scheme.FBS, Scheme.RFBS)
STATES = (
    *("OnSellerApproval", "MovingToSeller", "ArrivedAtReturnPlace", "ReceivedBySeller", "Rejected", "MoneyReturned"),
    *("OnSellerClarificationAfterPartialCompensation", "DisputeOpened", "WaitingShipment", "Utilizing", "Cancelled"),
    "MovingToOzon",
)
KINDS = tuple(ReasonKind)
SELLERS = (
    Seller(cross_border=False, currency="RUB", error_index_percent=Decimal("3.1")),
    Seller(cross_border=True, currency="CNY", error_index_percent=Decimal("5.2"), compensation_unit="RUB"),
    Seller(cross_border=True, currency="CNY", return_address_set=False, disposal_default_set=True),
)


def measure() -> list[Figure]:
    """Returns judged in a second, and how many findings they had, so that the figure is one of work done."""
    pack = policy.engine.default_pack()
    seconds, findings = 0.0, 0
    for start in range(0, RETURNS, CHUNK):
        cases = [a_case(place) for place in range(start, start + CHUNK)]
        began = time.process_time()
        for case in cases:
            found, _ = policy.glance(policy.facts.of_case(case, now=NOW), pack=pack)
            findings += len(found)
        seconds += time.process_time() - began
    return [
        Figure("returns judged in a second, on one core", RETURNS / seconds, "a second", LIMIT, at_most=False),
        Figure("findings of one return, on average", findings / RETURNS, "findings"),
        Figure("rules in the pack", pack.info.rules, "rules"),
    ]


def a_case(place: int) -> Case:
    """One return; what varies has periods without a common divisor, so that no two neighbours are alike."""
    seller = SELLERS[place % 3]
    scheme, state, kind = SCHEMES[place % 5], STATES[place % 12], KINDS[place % 10]
    delivered = NOW - timedelta(hours=30 + 7 * (place % 131))
    asked = delivered + timedelta(hours=5 * (place % 97))
    price = Money(Decimal(300 + 37 * (place % 211)), seller.currency or "RUB")
    paid = Money(Decimal(300 + 137 * (place % 89)), "RUB")
    number = f"{58_000_000 + place}-{place % 10_000:04}-1"
    line = OrderLine(str(1_400_000_000 + place % 500), f"OFFER-{place % 500}", "Чайник", 1 + place % 2, price, paid)
    order = Order(
        number,
        number.rsplit("-", 1)[0],
        str(place),
        scheme,
        "delivered",
        created_at=delivered - timedelta(days=9),
        paid_at=delivered - timedelta(days=9),
        delivered_from=delivered - timedelta(hours=place % 3),
        delivered_at=delivered,
        lines=(line,),
    )
    claim = Return(
        ozon_id=str(8_000_000_000 + place),
        origin="rfbs" if scheme is Scheme.RFBS else "common",
        posting_number=number,
        scheme=scheme,
        state=state,
        state_name=state,
        type="ClientReturn" if place % 7 else "FullReturn",
        created_at=asked,
        state_changed_at=asked,
        reason=Reason("12", "Причина", kind, kind is ReasonKind.DEFECT),
        comment="Не подошло" if place % 4 else None,
        product=ReturnProduct(line.sku, line.offer_id, line.name, price, line.quantity),
        detailed=place % 2 == 0,
    )
    chat = (
        Chat(str(place), "OPENED", "BUYER_SELLER", asked, 1, None, None, last_buyer_message_at=asked)
        if place % 3 == 0
        else None
    )
    return Case(order=order, claim=claim, seen=Seen(offers_made=place % 3), chat=chat, seller=seller)


if __name__ == "__main__":
    end_tidily()
    show("The policy pack on 100,000 returns", measure())
