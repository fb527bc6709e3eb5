"""Devices, codes, settings, cursors, leases, misses, events, fees: each keeps its small promise."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.storage.builders import NOW, an_account
from vozvrat import storage
from vozvrat.domain.cancellations import Cancellation
from vozvrat.domain.chats import Chat
from vozvrat.domain.errors import NotFound
from vozvrat.domain.fees import Fee
from vozvrat.domain.money import Money
from vozvrat.domain.products import Product
from vozvrat.storage.devices import Device
from vozvrat.storage.events import NewEvent
from vozvrat.storage.observations import Observation

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture(autouse=True)
def account(database: str) -> None:
    storage.accounts.add(an_account())


def a_device(**fields: object) -> Device:
    shape: dict[str, object] = {"id": "d1", "name": "Chrome", "origin": "chrome-extension://abc", "account_id": None}
    return Device(created_at=NOW, **{**shape, **fields})


def test_a_device_is_known_by_its_tokens_hash_until_it_is_removed() -> None:
    storage.devices.add(a_device(), token_hash="h1")
    assert storage.devices.by_token_hash("h1") == a_device()
    assert storage.devices.origins() == {"chrome-extension://abc"}
    storage.devices.remove("d1")
    assert storage.devices.by_token_hash("h1") is None
    with pytest.raises(NotFound):
        storage.devices.remove("d1")


def test_a_device_loses_its_binding_but_not_its_pairing_when_the_account_goes() -> None:
    storage.devices.add(a_device(account_id="shop"), token_hash="h1")
    storage.accounts.remove("shop")
    device = storage.devices.by_token_hash("h1")
    assert device is not None
    assert device.account_id is None


def test_a_code_works_once() -> None:
    storage.pairing.add("c1", created_at=NOW, expires_at=NOW + timedelta(minutes=5), account_id="shop")
    used = [storage.pairing.redeem("c1", now=NOW, burnt_after=5) for _ in range(2)]
    assert used == [storage.pairing.Redeemed("shop"), None]


def test_a_code_runs_out() -> None:
    storage.pairing.add("c1", created_at=NOW, expires_at=NOW + timedelta(minutes=5))
    assert storage.pairing.redeem("c1", now=NOW + timedelta(minutes=5), burnt_after=5) is None


def test_five_wrong_tries_burn_a_code() -> None:
    storage.pairing.add("c1", created_at=NOW, expires_at=NOW + timedelta(minutes=5))
    for _ in range(5):
        assert storage.pairing.redeem("wrong", now=NOW, burnt_after=5) is None
    assert storage.pairing.redeem("c1", now=NOW, burnt_after=5) is None


def test_settings_keep_what_was_put() -> None:
    storage.settings.put("locale", "zh-CN")
    storage.settings.put("grace", {"seconds": 10})
    storage.settings.remove("locale")
    assert storage.settings.get_all() == {"grace": {"seconds": 10}}
    assert storage.settings.get("locale", "ru") == "ru"


def test_cursors_are_forgotten_by_the_beginning_of_their_name_alone() -> None:
    for name in ("full/orders", "full_x", "tick/orders"):
        storage.cursors.put("shop", name, "1")
    storage.cursors.remove("shop", "full/")
    assert sorted(storage.cursors.get_all("shop")) == ["full_x", "tick/orders"]


def test_a_lease_has_one_holder_until_it_runs_out() -> None:
    assert storage.leases.take("sync", "a", now=NOW, seconds=10)
    assert not storage.leases.take("sync", "b", now=NOW, seconds=10)
    assert storage.leases.renew("sync", "a", now=NOW + timedelta(seconds=9), seconds=10, details={"rows": 5})
    assert not storage.leases.take("sync", "b", now=NOW + timedelta(seconds=15), seconds=10)
    held = storage.leases.holder("sync", now=NOW + timedelta(seconds=15))
    assert held is not None
    assert held.details == {"rows": 5}
    assert storage.leases.take("sync", "b", now=NOW + timedelta(seconds=19), seconds=10)
    assert not storage.leases.renew("sync", "a", now=NOW + timedelta(seconds=19), seconds=10)


def test_a_clock_set_back_leaves_no_lease_and_no_miss_behind() -> None:
    ahead = NOW + timedelta(days=30)
    assert storage.leases.take("sync", "a", now=ahead, seconds=20)
    storage.misses.add("shop", "1-1", until=ahead + timedelta(minutes=10), now=ahead)
    assert storage.leases.holder("sync", now=NOW) is None
    assert storage.leases.take("sync", "b", now=NOW, seconds=20)
    assert storage.misses.among(["1-1"], ["shop"], now=NOW) == {}


def test_a_miss_is_forgotten_when_the_posting_turns_up() -> None:
    storage.misses.add("shop", "1-1", until=NOW + timedelta(minutes=10), now=NOW)
    assert storage.misses.among(["1-1"], ["shop"], now=NOW) == {"1-1": {"shop"}}
    storage.misses.forget("shop", "1-1")
    assert storage.misses.among(["1-1"], ["shop"], now=NOW) == {}


def test_events_are_read_on_from_the_last_one_seen() -> None:
    for number in range(3):
        storage.events.add([NewEvent(at=NOW, account_id="shop", kind="test", details={"number": number})])
    first, *rest = storage.events.after(0)
    assert storage.events.after(first.id) == rest
    assert storage.events.last_id() == rest[-1].id
    assert storage.events.after(0, account_ids=["other"]) == []


def test_an_events_number_is_never_given_again() -> None:
    storage.events.add([NewEvent(at=NOW, account_id="shop", kind="test")])
    before = storage.events.last_id()
    storage.accounts.remove("shop")
    storage.accounts.add(an_account())
    storage.events.add([NewEvent(at=NOW, account_id="shop", kind="test")])
    assert storage.events.last_id() > before


def test_the_accruals_of_a_posting_are_replaced_together() -> None:
    fee = Fee("1-1", "7", "Обратная логистика", Money(Decimal("-74.50"), "RUB"), date(2026, 11, 20), "5", 1)
    storage.fees.replace("shop", ["1-1"], [fee, fee])
    storage.fees.replace("shop", ["1-1"], [fee])
    assert storage.fees.by_posting(["1-1"]) == {"1-1": [fee]}


def test_a_product_comes_back_with_its_return_fees() -> None:
    product = Product(
        sku="5",
        offer_id="A",
        name="Чайник",
        category_id="17",
        type_id="9",
        price=Money(Decimal("1790.00"), "RUB"),
        image=None,
        return_fees=(("fbs", Money(Decimal("74.5"), "RUB")),),
    )
    storage.products.save("shop", [product])
    assert storage.products.by_sku(["5", "6"]) == {"5": product}


def a_chat(**fields: object) -> Chat:
    last = "3000000000817031942"
    shape: dict[str, object] = {"unread": 1, "first_unread_message_id": None, "last_message_id": last}
    return Chat("c1", "OPENED", "BUYER_SELLER", NOW, **{**shape, **fields})


def test_what_messages_told_of_a_chat_survives_the_list() -> None:
    storage.chats.save("shop", [a_chat(order_number="58544282-0057", last_buyer_message_at=NOW)], read_to="1")
    storage.chats.save("shop", [a_chat(unread=3)])
    chat = storage.chats.by_order_number(["58544282-0057"])["58544282-0057"].chat
    assert (chat.unread, chat.last_buyer_message_at, chat.last_message_id) == (3, NOW, "3000000000817031942")


def test_a_chat_that_moved_is_looked_at_again_and_then_left_alone() -> None:
    storage.chats.save("shop", [a_chat()])
    assert [one.chat.ozon_id for one in storage.chats.moved("shop", limit=5)] == ["c1"]
    storage.chats.save("shop", [a_chat()], read_to="3000000000817031942")
    assert storage.chats.moved("shop", limit=5) == []


def a_cancellation(number: str, hours: float | None) -> Cancellation:
    at = None if hours is None else NOW + timedelta(hours=hours)
    return Cancellation(number, f"{number}-0001-1", "ON_APPROVAL", None, "CLIENT", "x", None, NOW, at, None, None)


def test_cancellations_that_approve_themselves_soonest_stand_first() -> None:
    hours = [30, None, 5, 12, None]
    storage.cancellations.save("shop", [a_cancellation(str(n), hour) for n, hour in enumerate(hours)])
    found, cursor = [], None
    while True:
        page = storage.cancellations.search(cursor=cursor, limit=2)
        found += [one.request.ozon_id for one in page.items]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert found == ["2", "3", "0", "1", "4"]


def test_the_latest_observation_is_by_when_it_was_seen() -> None:
    early = Observation("r1", NOW, NOW - timedelta(hours=1), "return")
    late = Observation("r1", NOW + timedelta(hours=2), NOW, "return")
    for one in (late, early):
        storage.observations.add("shop", one)
    assert storage.observations.latest("r1") == late
