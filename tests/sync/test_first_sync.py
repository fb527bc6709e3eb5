"""A full sync: everything is read, nothing twice, and stopping it costs nothing."""

import json
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.sync.conftest import Shop
from vozvrat import ozon, storage, sync
from vozvrat.domain import errors
from vozvrat.domain.orders import Order
from vozvrat.ozon.reads import orders as order_reads
from vozvrat_sandbox.world.model import Trouble

COMMON = "/v1/returns/list"


def stored_returns() -> dict[str, storage.returns.StoredReturn]:
    found, cursor = {}, None
    while True:
        page = storage.returns.search(storage.returns.ReturnFilters(), cursor=cursor, limit=50)
        assert not found.keys() & {one.id for one in page.items}
        found |= {one.id: one for one in page.items}
        cursor = page.next_cursor
        if cursor is None:
            return found


def test_every_posting_of_the_last_year_is_there_afterwards(shop: Shop) -> None:
    shop.read()
    year_ago = datetime.now(UTC) - timedelta(days=363)
    numbers = [
        one.number for one in shop.sandbox.world.postings(shop.simulated) if one.created_at > year_ago.timestamp()
    ]
    assert storage.orders.by_number(numbers).keys() == set(numbers)


def test_every_request_and_every_row_of_the_common_list_is_there_afterwards(shop: Shop) -> None:
    shop.read()
    world = shop.sandbox.world
    wanted = {f"shop-rfbs-{one.id}" for one in world.claims(shop.simulated)}
    wanted |= {f"shop-common-{one.common_id}" for one in world.common_list(shop.simulated)}
    assert storage.returns.by_id(sorted(wanted)).keys() == wanted


def test_a_request_that_stands_in_both_lists_is_shown_once(open_shop: Callable[..., Shop]) -> None:
    shop = open_shop(returns=200)
    shop.read()
    shown = stored_returns()
    twice = [one for one in shop.sandbox.world.claims(shop.simulated) if one.common_id is not None]
    joined = [one for one in twice if f"shop-common-{one.common_id}" not in shown]
    assert joined
    assert all(f"shop-rfbs-{one.id}" in shown for one in twice)
    unsure = [shown[f"shop-common-{one.common_id}"] for one in twice if one not in joined]
    assert all(one.perhaps_same_as for one in unsure)


def test_open_requests_come_with_their_reason_and_their_actions(shop: Shop) -> None:
    report = shop.read()
    open_ones = [one for one in stored_returns().values() if one.id.startswith("shop-rfbs") and one.is_open]
    assert report.details >= len([one for one in open_ones if one.claim.state == "OnSellerApproval"]) > 0
    assert all(one.claim.reason for one in open_ones if one.claim.state == "OnSellerApproval")
    assert all(one.claim.available_actions for one in open_ones if one.claim.state == "OnSellerApproval")


def test_what_waits_for_the_seller_has_a_deadline_and_stands_first(shop: Shop) -> None:
    shop.read()
    waiting = [one for one in stored_returns().values() if one.next_deadline is not None]
    assert waiting
    assert waiting == sorted(waiting, key=lambda one: (one.next_deadline.at, one.id))
    assert list(stored_returns().values())[: len(waiting)] == waiting


def test_products_fees_and_chats_of_returns_are_there(shop: Shop) -> None:
    shop.read()
    posting = next(one.claim for one in stored_returns().values() if one.claim.product)
    assert posting.product is not None
    assert posting.product.sku in storage.products.by_sku([posting.product.sku])
    chats = storage.chats.search(limit=200).items
    assert chats
    assert all(one.chat.order_number for one in chats)


def test_the_account_learns_its_currency_and_what_its_key_may_do(shop: Shop) -> None:
    shop.read()
    account = storage.accounts.get("shop")
    assert (account.currency, account.key_state, account.seller.cross_border) == ("RUB", "valid", False)
    assert COMMON in account.methods
    assert account.synced_at is not None


def test_a_stopped_sync_goes_on_behind_the_last_page_that_it_stored(open_shop: Callable[..., Shop]) -> None:
    shop = open_shop(returns=1300)

    def pull_the_plug(told: sync.Progress) -> None:
        if told.rows.get("returns_common"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        shop.read(report=pull_the_plug)
    before = len(shop.calls("/v4/posting/fbs/list"))
    shop.sandbox.office.calls.clear()
    report = shop.read()
    assert before > 1
    assert shop.calls(COMMON)[0]["body"]["last_id"] != 0
    assert report.rows["returns_common"] == len(shop.sandbox.world.common_list(shop.simulated))
    assert not [call for call in shop.calls("/v4/posting/fbs/list") if "last_changed_status_date" not in str(call)]


def test_more_than_a_year_is_read_year_by_year(shop: Shop) -> None:
    report = shop.read(since=datetime.now(UTC) - timedelta(days=800))
    assert report.skipped == ()
    periods = [call["body"]["filter"] for call in shop.calls("/v3/posting/fbo/list")]
    lengths = [datetime.fromisoformat(one["to"]) - datetime.fromisoformat(one["since"]) for one in periods]
    assert len(lengths) >= 3
    assert max(lengths) <= timedelta(days=365)


def test_a_process_that_is_to_end_leaves_the_rest_for_the_next_one(shop: Shop) -> None:
    def asked_to_stop(told: sync.Progress) -> None:
        if told.rows.get("returns_common"):
            sync.stop()

    try:
        cut_short = shop.read(report=asked_to_stop)
    finally:
        sync.resume()
    assert "return_details" in cut_short.postponed
    assert sync.unfinished() == ["shop"]
    assert shop.read().postponed == ()


def test_a_list_that_ozon_has_paused_is_named_and_comes_with_the_next_sync(shop: Shop) -> None:
    shop.fault("/v3/chat/list", "circle_open")
    report = shop.read()
    assert report.postponed == ("chats",)
    assert report.rows["fees"] > 0
    shop.sandbox.office.calls.clear()
    assert shop.read().postponed == ()
    assert shop.calls("/v3/chat/list")
    assert not shop.calls("/v1/returns/list")


def test_ozon_going_down_in_the_middle_loses_nothing(open_shop: Callable[..., Shop]) -> None:
    shop = open_shop(returns=100)
    shop.fault("/v2/returns/rfbs/list", "status_500_before")
    with pytest.raises(errors.OzonDown):
        shop.read()
    assert storage.accounts.get("shop").synced_at is None
    assert storage.orders.count("shop") > 0
    assert sync.unfinished() == ["shop"]
    shop.read()
    assert sync.unfinished() == []


def test_a_method_that_the_key_may_not_call_is_named_and_the_rest_is_read(shop: Shop) -> None:
    shop.in_trouble(Trouble.NO_RETURNS_ROLE)
    report = shop.read()
    assert (COMMON, "ozon_role_missing") in report.skipped
    assert storage.orders.count("shop") > 0
    assert (COMMON, "ozon_role_missing") in storage.accounts.get("shop").skipped_methods


def test_a_seller_of_fbo_alone_gets_the_fbo_orders(shop: Shop) -> None:
    shop.in_trouble(Trouble.FBO_ONLY)
    report = shop.read()
    assert "/v4/posting/fbs/list" in dict(report.skipped)
    assert report.rows["orders_fbo"] > 0


@pytest.mark.parametrize(
    ("trouble", "code"),
    [(Trouble.DEACTIVATED, "ozon_key_deactivated"), (Trouble.BLOCKED, "ozon_company_blocked")],
)
def test_a_key_that_ozon_refuses_stops_the_account_and_says_why(shop: Shop, trouble: Trouble, code: str) -> None:
    shop.in_trouble(trouble)
    with pytest.raises(errors.OzonError):
        shop.read()
    account = storage.accounts.get("shop")
    assert (account.problem, account.key_state) == (code, "refused")


def test_a_sync_that_is_running_is_joined(open_shop: Callable[..., Shop]) -> None:
    shop = open_shop(returns=60)
    begun, go_on = threading.Event(), threading.Event()

    def hold(told: sync.Progress) -> None:
        begun.set()
        go_on.wait(10)

    first: list[sync.SyncReport] = []
    running = threading.Thread(target=lambda: first.append(shop.read(report=hold)))
    running.start()
    assert begun.wait(10)
    threading.Timer(0.3, go_on.set).start()
    second = shop.read()
    running.join()
    assert second.joined
    assert second.rows == first[0].rows


def test_a_first_reading_is_no_news(shop: Shop) -> None:
    shop.read()
    kinds = {event.kind for event in storage.events.after(0, limit=1000)}
    assert kinds <= {"sync_done", "return_joined"}


def test_a_second_full_sync_finds_everything_as_it_was(shop: Shop) -> None:
    shop.read()
    before = {key: one.claim for key, one in stored_returns().items()}
    shop.read()
    assert {key: one.claim for key, one in stored_returns().items()} == before


def test_deliveries_of_postings_with_an_open_return_are_dated_by_the_window_they_stand_in(
    open_shop: Callable[..., Shop],
) -> None:
    shop = open_shop(returns=200)
    shop.read()
    world = {one.number: one for one in shop.sandbox.world.postings(shop.simulated)}
    dated = [one.order for one in storage.orders.by_number(sorted(world)).values() if one.order.delivered_at]
    assert dated
    for order in dated:
        delivered = datetime.fromtimestamp(world[order.posting_number].delivered_at, UTC)
        assert order.delivered_from is not None
        assert order.delivered_from <= delivered <= order.delivered_at


def test_a_cursor_that_has_grown_too_old_begins_its_list_anew(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    as_ozon_gives_them = order_reads.fbs_pages
    asked: list[str | None] = []

    def with_old_cursors(seller: ozon.Seller, *, cursor: str | None = None, **more: Any) -> Iterator[ozon.Page[Order]]:
        asked.append(cursor)
        if cursor == "an old cursor":  # the simulated Ozon forgets none
            raise errors.BadRequest(method="/v4/posting/fbs/list", status=400)
        yield from as_ozon_gives_them(seller, cursor=cursor, **more)

    def pull_the_plug(told: sync.Progress) -> None:
        if told.rows.get("orders_fbs"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        shop.read(report=pull_the_plug)
    place = json.loads(storage.cursors.get("shop", "full/orders_fbs") or "{}")
    began = datetime.now(UTC) - timedelta(days=360)
    old = {**place, "cursor": f"{began.isoformat()}|an old cursor", "done": False}
    storage.cursors.put("shop", "full/orders_fbs", json.dumps(old))
    monkeypatch.setattr(order_reads, "fbs_pages", with_old_cursors)
    report = shop.read()
    assert asked[:2] == ["an old cursor", None]
    assert report.skipped == ()
    assert storage.orders.count("shop") == len(shop.sandbox.world.postings(shop.simulated))
