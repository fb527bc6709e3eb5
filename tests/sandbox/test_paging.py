"""Every list is read to its end as Ozon wants it read."""

from __future__ import annotations

from typing import Any

from vozvrat_sandbox.serve import Sandbox
from vozvrat_sandbox.world import DAY, Scheme, when

from .conftest import PERIOD, Caller


def text(moment: float) -> str:
    return when(moment).isoformat()


def all_returns(seller: Caller, limit: int, **filters: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    more = True
    while more:
        last = rows[-1]["id"] if rows else 0
        page = seller.answer("/v1/returns/list", filter=filters, limit=limit, last_id=last)
        assert "last_id" not in page
        rows += page["returns"]
        more = page["has_next"]
    return rows


def test_the_common_list_gives_every_row_once(seller: Caller, ozon: Sandbox) -> None:
    rows = all_returns(seller, 50)
    assert [row["id"] for row in rows] == [row.common_id for row in ozon.world.common_list(seller.account)]


def test_the_common_list_filters_by_one_window_of_changes(seller: Caller, ozon: Sandbox) -> None:
    now = ozon.world.clock.seconds()
    window = {"time_from": text(now - 3 * DAY), "time_to": text(now)}
    found = all_returns(seller, 500, visual_status_change_moment=window)
    meant = [row for row in ozon.world.common_list(seller.account) if now - 3 * DAY <= row.state_changed_at <= now]
    assert [row["id"] for row in found] == [row.common_id for row in meant]
    assert found


def test_the_filter_is_written_in_capitals_and_the_answer_is_not(seller: Caller) -> None:
    rows = all_returns(seller, 500, return_schema="FBO")
    assert {row["schema"] for row in rows} == {"Fbo"}
    assert {row["schema"] for row in all_returns(seller, 500)} == {"Fbo", "Fbs"}


def test_requests_in_the_common_list_have_no_barcode_and_no_place(seller: Caller, ozon: Sandbox) -> None:
    claims = {row.common_id for row in ozon.world.claims(seller.account) if row.common_id}
    rows = [row for row in all_returns(seller, 500) if row["id"] in claims]
    assert rows
    assert all(row["schema"] == "Fbs" and not row["logistic"]["barcode"] for row in rows)
    assert all(row["target_place"] is None for row in rows)


def test_requests_are_paged_by_their_last_id_until_a_short_page(seller: Caller, ozon: Sandbox) -> None:
    rows: list[dict[str, Any]] = []
    while True:
        last = rows[-1]["return_id"] if rows else 0
        page = seller.answer("/v2/returns/rfbs/list", filter={}, limit=7, last_id=last)
        assert set(page) == {"returns"}
        rows += page["returns"]
        if len(page["returns"]) < 7:
            break
    assert [row["return_id"] for row in rows] == [row.id for row in ozon.world.claims(seller.account)]


def test_groups_of_requests_are_named_in_whatever_case(seller: Caller) -> None:
    lower = seller.answer("/v2/returns/rfbs/list", filter={"group_state": ["new"]}, limit=1000)
    title = seller.answer("/v2/returns/rfbs/list", filter={"group_state": ["New"]}, limit=1000)
    assert lower == title
    assert {row["state"]["group_state"] for row in lower["returns"]} == {"New"}


def all_postings(seller: Caller, path: str, limit: int, **more: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    cursor, unfinished = "", True
    while unfinished:
        page = seller.answer(path, limit=limit, cursor=cursor, **more)
        rows += page["postings"]
        cursor, unfinished = page["cursor"], page["has_next"]
    return rows


def test_parcels_come_once_each_in_both_directions(seller: Caller, ozon: Sandbox) -> None:
    meant = [row.number for row in ozon.world.fbs_postings(seller.account)]
    for direction in ("ASC", "desc"):
        rows = all_postings(seller, "/v4/posting/fbs/list", 100, filter=PERIOD, sort_dir=direction)
        numbers = [row["posting_number"] for row in rows]
        assert numbers == (meant if direction == "ASC" else meant[::-1])


def test_a_full_last_page_is_followed_by_an_empty_one(seller: Caller, ozon: Sandbox) -> None:
    order = ozon.world.fbs_postings(seller.account)[3]
    asked = {**PERIOD, "order_numbers": [order.order_number]}
    page = seller.answer("/v4/posting/fbs/list", filter=asked, limit=1)
    assert page["has_next"] is True
    after = seller.answer("/v4/posting/fbs/list", filter=asked, limit=1, cursor=page["cursor"])
    assert (after["postings"], after["has_next"]) == ([], False)


def test_fbo_parcels_can_be_asked_for_by_number(seller: Caller, ozon: Sandbox) -> None:
    wanted = [row.number for row in ozon.world.fbo_postings(seller.account)[5:8]]
    rows = all_postings(seller, "/v3/posting/fbo/list", 100, filter={"posting_numbers": wanted})
    assert [row["posting_number"] for row in rows] == wanted


def test_a_narrow_window_of_status_changes_dates_a_delivery(seller: Caller, ozon: Sandbox) -> None:
    parcel = next(row for row in reversed(ozon.world.fbs_postings(seller.account)) if row.delivered_at)
    assert parcel.delivered_at is not None
    hour = {"from": text(parcel.delivered_at - 1800), "to": text(parcel.delivered_at + 1800)}
    other = {"from": text(parcel.delivered_at + 1800), "to": text(parcel.delivered_at + 5400)}

    def numbers(window: dict[str, str]) -> set[str]:
        asked = {**PERIOD, "statuses": ["delivered"], "last_changed_status_date": window}
        return {row["posting_number"] for row in all_postings(seller, "/v4/posting/fbs/list", 100, filter=asked)}

    assert parcel.number in numbers(hour)
    assert parcel.number not in numbers(other)


def test_no_answer_says_when_a_parcel_was_delivered(seller: Caller, ozon: Sandbox) -> None:
    everything = {"analytics_data": True, "financial_data": True}
    for path, rows in (
        ("/v3/posting/fbs/get", ozon.world.fbs_postings(seller.account)),
        ("/v2/posting/fbo/get", ozon.world.fbo_postings(seller.account)),
    ):
        parcel = next(row for row in rows if row.delivered_at)
        assert parcel.delivered_at is not None
        answer = seller.ask(path, posting_number=parcel.number, **{"with": everything}).text
        assert when(parcel.delivered_at).strftime("%Y-%m-%dT%H:%M") not in answer


def test_cancellation_requests_carry_their_last_id(seller: Caller, ozon: Sandbox) -> None:
    seen: list[int] = []
    last = 0
    while page := seller.answer("/v2/conditional-cancellation/list", limit=3, last_id=last)["result"]:
        seen += [row["cancellation_id"] for row in page]
        last = seen[-1]
    assert seen == [row.id for row in ozon.world.cancellations(seller.account)]


def test_chats_are_read_to_the_end_and_their_ids_keep_every_digit(seller: Caller, ozon: Sandbox) -> None:
    seen: list[str] = []
    cursor, more = "", True
    while more:
        page = seller.answer("/v3/chat/list", limit=5, cursor=cursor)
        seen += [row["chat"]["chat_id"] for row in page["chats"]]
        cursor, more = page["cursor"], page["has_next"]
    assert sorted(seen) == sorted(chat.id for chat in ozon.world.chats(seller.account))
    messages = seller.answer("/v3/chat/history", chat_id=seen[0])["messages"]
    assert all(isinstance(row["message_id"], str) and int(row["message_id"]) > 2**53 for row in messages)


def test_history_goes_forward_from_a_message(seller: Caller, ozon: Sandbox) -> None:
    chat = max(ozon.world.chats(seller.account), key=lambda chat: len(chat.messages))
    first, second = chat.messages[0].id, chat.messages[1].id
    page = seller.answer(
        "/v3/chat/history", chat_id=chat.id, direction="Forward", from_message_id=str(second), limit=100
    )
    numbers = [int(row["message_id"]) for row in page["messages"]]
    assert numbers == sorted(numbers)
    assert first not in numbers
    assert second in numbers


def test_reviews_come_at_least_twenty_a_page(seller: Caller, ozon: Sandbox) -> None:
    assert seller.ask("/v2/review/list", limit=19).status_code == 400
    first = seller.answer("/v2/review/list", limit=100)
    rest = seller.answer("/v2/review/list", limit=100, last_id=first["last_id"])
    assert first["has_next"] is True
    assert rest["has_next"] is False
    assert len({row["id"] for row in first["reviews"] + rest["reviews"]}) == len(ozon.world.reviews(seller.account))


def test_goods_are_found_by_the_sku_of_a_return(seller: Caller, ozon: Sandbox) -> None:
    sku = ozon.world.returns(seller.account)[0].product.sku
    items = seller.answer("/v3/product/info/list", sku=[str(sku)])["items"]
    assert [item["sku"] for item in items] == [sku]


def test_rfbs_parcels_are_those_that_ozon_does_not_deliver(seller: Caller, ozon: Sandbox) -> None:
    schemes = {row.number: row.scheme for row in ozon.world.fbs_postings(seller.account)}
    for row in all_postings(seller, "/v4/posting/fbs/list", 100, filter=PERIOD):
        meant = Scheme.FBS if row["tpl_integration_type"] == "ozon" else Scheme.RFBS
        assert schemes[row["posting_number"]] is meant
