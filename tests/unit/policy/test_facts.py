"""Facts: unknown stays unknown, money stays what it is, and a client's mistake is pointed at."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from vozvrat import policy
from vozvrat.domain.cancellations import Cancellation
from vozvrat.domain.case import Case, Seen
from vozvrat.domain.chats import Chat
from vozvrat.domain.errors import InvalidFacts
from vozvrat.domain.findings import Clock
from vozvrat.domain.money import Money
from vozvrat.domain.orders import Order, OrderLine, Scheme
from vozvrat.domain.products import Product
from vozvrat.domain.returns import (
    Action,
    ActionKind,
    Reason,
    ReasonKind,
    RejectionReason,
    Return,
    ReturnProduct,
    Storage,
)
from vozvrat.domain.sellers import Seller
from vozvrat.policy import deadlines, facts

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
YUAN = Money(Decimal("165.50"), "CNY")


def an_order(**changes: object) -> Order:
    line = OrderLine("11", "A-11", "Наушники", 2, price=YUAN, customer_price=Money(Decimal("1790.10"), "RUB"))
    known = {
        "posting_number": "58544282-0057-1",
        "order_number": "58544282-0057",
        "order_id": "1",
        "scheme": Scheme.RFBS,
        "status": "delivered",
        "lines": (line,),
    }
    return Order(**(known | changes))  # type: ignore[arg-type]  # a builder: the names are the class's own


def a_return(**changes: object) -> Return:
    known = {
        "ozon_id": "9007199254740993",
        "origin": "rfbs",
        "posting_number": "58544282-0057-1",
        "scheme": Scheme.RFBS,
        "state": "OnSellerApproval",
        "state_name": "Ожидает решения",
        "product": ReturnProduct("11", "A-11", "Наушники", YUAN, quantity=1),
    }
    return Return(**(known | changes))  # type: ignore[arg-type]  # a builder: the names are the class's own


def nothing_is_blank(value: object) -> bool:
    if isinstance(value, dict):
        return all(nothing_is_blank(item) for item in value.values())
    if isinstance(value, list):
        return all(nothing_is_blank(item) for item in value)
    return value not in (None, "", {})


def test_what_is_not_known_is_absent_and_never_null_or_blank() -> None:
    document = facts.document(Case(order=an_order(), claim=a_return(comment="  "), seller=Seller()), now=NOW)
    assert nothing_is_blank(document)
    assert "seller" not in document
    assert "comment" not in document["return"]
    assert "available_actions" not in document["return"]


def test_a_document_of_ours_is_one_that_a_client_could_have_sent() -> None:
    claim = a_return(
        reason=Reason("11", "Не подошёл товар", ReasonKind.UNSUITED, False),
        available_actions=(Action("-1", "Отклонить", ActionKind.REJECT, ("rejection_reason",)),),
        rejection_reasons=(RejectionReason("101", "Срок прошёл", None, True),),
        created_at=NOW,
        storage=Storage(paid_from=NOW),
        detailed=True,
    )
    case = Case(
        order=an_order(delivered_at=NOW, delivered_from=NOW - timedelta(hours=1)),
        claim=claim,
        seen=Seen(offers_made=0, answer_due_at=NOW + timedelta(hours=1)),
        cancellation=Cancellation(
            "7", "58544282-0057-1", "ON_APPROVAL", None, "CLIENT", None, None, NOW, NOW, None, None
        ),
        chat=Chat("c", "OPENED", "BUYER_SELLER", NOW, 0, None, None),
        product=Product("11", "A-11", "Наушники", "17028656", "94765"),
        seller=Seller(cross_border=True, currency="CNY", error_index_percent=Decimal("3.2")),
        draft={"kind": "reject", "action_id": "-1", "comment": "Срок прошёл."},
    )
    document = facts.document(case, now=NOW)
    assert facts.parse(document) == document
    assert document["product"]["category"] == "electronics"
    assert document["return"]["offers_made"] == 0
    assert document["return"]["id"] == "9007199254740993"


def test_a_page_timer_that_ran_out_under_a_waiting_request_ends_no_clock() -> None:
    claim = a_return(state="OnSellerApproval", scheme=Scheme.FBS, created_at=NOW - timedelta(hours=2))

    def clock(timer: datetime) -> Clock | None:
        case = Case(order=an_order(scheme=Scheme.FBS), claim=claim, seen=Seen(answer_due_at=timer))
        return deadlines.next_clock(facts.document(case, now=NOW))

    running, over = clock(NOW + timedelta(hours=1)), clock(NOW - timedelta(minutes=1))
    assert running is not None
    assert (running.source, running.deadline_at) == ("page", NOW + timedelta(hours=1))
    assert over is not None
    assert (over.source, over.deadline_at) == ("rule", NOW + timedelta(hours=22))


def test_the_rouble_price_is_what_the_buyer_paid_in_roubles() -> None:
    assert facts.document(Case(order=an_order()), now=NOW)["product"]["price_rub"] == 1790.10


@pytest.mark.parametrize(
    ("price", "paid", "roubles"),
    [
        (YUAN, None, None),
        (YUAN, Money(Decimal("23"), "USD"), None),
        (Money(Decimal("1299.00"), "RUB"), None, 1299.0),
        (Money(Decimal("1299.00"), "RUB"), Money(Decimal("1100"), "RUB"), 1100.0),
    ],
)
def test_a_rouble_price_is_never_made_of_another_currency(
    price: Money, paid: Money | None, roubles: float | None
) -> None:
    line = OrderLine("11", "A", "Плед", 1, price=price, customer_price=paid)
    document = facts.document(Case(order=an_order(lines=(line,))), now=NOW)
    assert document["product"].get("price_rub") == roubles


def test_of_an_order_with_two_products_the_returned_one_is_meant() -> None:
    lines = (
        OrderLine("10", "A-10", "Плед", 1, price=Money(Decimal("500"), "RUB")),
        OrderLine("11", "A-11", "Наушники", 2, price=Money(Decimal("900"), "RUB")),
    )
    product = facts.document(Case(order=an_order(lines=lines), claim=a_return()), now=NOW)["product"]
    assert (product["sku"], product["price_rub"], product["quantity"]) == ("11", 900.0, 1)


def test_a_kind_of_goods_that_is_not_listed_is_unknown() -> None:
    unlisted = Product("11", "A-11", "Наушники", "17028656", "1")
    assert "category" not in facts.document(Case(order=an_order(), product=unlisted), now=NOW)["product"]


def test_times_are_written_in_utc_whatever_their_zone() -> None:
    moscow = datetime(2026, 11, 24, 13, tzinfo=timezone(timedelta(hours=3)))
    document = facts.document(Case(order=an_order(created_at=moscow)), now=moscow)
    assert document["now"] == document["order"]["created_at"] == "2026-11-24T10:00:00Z"


@pytest.mark.parametrize(
    ("raw", "pointer"),
    [
        ({}, "/now"),
        ({"now": "2026-11-24"}, "/now"),
        ({"now": "2026-11-24T10:00:00"}, "/now"),
        ({"now": 1}, "/now"),
        ({"order": {"colour": "red"}}, "/order/colour"),
        ({"weather": {}}, "/weather"),
        ({"order": []}, "/order"),
        ({"order": {"scheme": "FBS"}}, "/order/scheme"),
        ({"product": {"category": "toys"}}, "/product/category"),
        ({"product": {"price": "12"}}, "/product/price"),
        ({"product": {"price": float("nan")}}, "/product/price"),
        ({"product": {"digital": "yes"}}, "/product/digital"),
        ({"return": {"reason": {"kind": "ugly"}}}, "/return/reason/kind"),
        ({"return": {"photos": -1}}, "/return/photos"),
        ({"return": {"photos": True}}, "/return/photos"),
        ({"return": {"available_actions": [{"id": 1}]}}, "/return/available_actions/0/id"),
        ({"draft": {"evidence": ["rumour"]}}, "/draft/evidence/0"),
        ({"draft": {"kind": "shout"}}, "/draft/kind"),
        ({"order": {"a/b~c": 1}}, "/order/a~1b~0c"),
    ],
)
def test_a_mistake_in_a_clients_document_is_pointed_at(raw: dict[str, object], pointer: str) -> None:
    with pytest.raises(InvalidFacts) as refused:
        facts.parse({"now": "2026-11-24T10:00:00Z", **raw} if raw else raw)
    assert list(refused.value.errors) == [pointer]


def test_all_mistakes_are_told_at_once() -> None:
    with pytest.raises(InvalidFacts) as refused:
        facts.parse({"order": {"scheme": "x", "status": 5}, "draft": {"kind": "y"}})
    assert set(refused.value.errors) == {"/order/scheme", "/order/status", "/draft/kind", "/now"}


def test_nulls_and_blanks_count_as_absent() -> None:
    read = facts.parse({"now": "2026-11-24T10:00:00Z", "order": {"status": None, "tracking_number": " "}, "chat": None})
    assert read == {"now": "2026-11-24T10:00:00Z", "order": {}}


@pytest.mark.parametrize(
    ("pointer", "document"),
    [
        ("/return/created_at", {"return": {"created_at": "0001-01-01T00:00:00Z"}}),
        ("/return/created_at", {"return": {"created_at": "9999-12-31T23:59:59Z"}}),
        ("/now", {"now": "0001-01-01T00:00:00+03:00"}),
        ("/draft/amount", {"draft": {"amount": 10**400}}),
        ("/product/price", {"product": {"price": float("nan")}}),
        ("/draft/text", {"draft": {"text": "half a character \ud800"}}),
    ],
)
def test_what_nobody_could_count_with_is_pointed_at_instead_of_ending_the_check(
    pointer: str, document: dict[str, object]
) -> None:
    with pytest.raises(InvalidFacts) as refused:
        facts.parse(document, now=NOW)
    assert list(refused.value.errors) == [pointer]


def test_a_placeholder_time_of_ozon_starts_no_clock() -> None:
    claim = a_return(state="ArrivedAtReturnPlace", storage=Storage(disposal_at=datetime(1, 1, 1, tzinfo=UTC)))
    document = facts.document(Case(order=an_order(scheme=Scheme.FBS), claim=claim), now=NOW)
    assert policy.check(document) == []


def test_the_moment_of_asking_serves_where_a_document_names_none() -> None:
    assert facts.parse({"now": None}, now=NOW)["now"] == "2026-11-24T10:00:00Z"
    with pytest.raises(InvalidFacts):
        facts.parse({})
