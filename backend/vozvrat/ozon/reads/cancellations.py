"""Requests to cancel rFBS postings."""

from collections.abc import Iterator, Sequence

from vozvrat.domain.cancellations import Cancellation
from vozvrat.ozon.paging import Page
from vozvrat.ozon.reads.transport import read
from vozvrat.ozon.seller import Seller
from vozvrat.ozon.values import Json, key, moment, obj, reference, rows, text

LIST = "/v2/conditional-cancellation/list"
PAGE = 500


def pages(
    seller: Seller, *, last_id: str = "0", state: str = "ALL", posting_numbers: Sequence[str] | None = None
) -> Iterator[Page[Cancellation]]:
    """Pages of requests from behind `last_id`; `state` is ALL, ON_APPROVAL, APPROVED or REJECTED."""
    filters: dict[str, object] = {"state": state}
    if posting_numbers is not None:
        filters["posting_number"] = list(posting_numbers)
    while True:
        answer = read(
            seller,
            LIST,
            {"filters": filters, "limit": PAGE, "last_id": int(last_id), "with": {"counter": False}},
        )
        raw = rows(answer.get("result"))
        behind = reference(answer.get("last_id")) or _last(raw)
        goes_on = len(raw) >= PAGE and behind not in (None, last_id)
        last_id = behind or last_id
        yield Page(tuple(found for row in raw if (found := cancellation(row))), last_id, goes_on)
        if not goes_on:
            return


def cancellation(row: Json) -> Cancellation | None:
    """One request; None where it has no id. `cancelled_at` is when it was asked for, whatever its name says."""
    ozon_id = key(row.get("cancellation_id"))
    if ozon_id is None:
        return None
    state = obj(row.get("state"))
    return Cancellation(
        ozon_id=ozon_id,
        posting_number=text(row.get("posting_number")) or "",
        state=(text(state.get("state")) or "UNKNOWN").upper(),
        state_name=text(state.get("name")),
        initiator=text(row.get("cancellation_initiator")),
        reason=text(obj(row.get("cancellation_reason")).get("name")),
        reason_message=text(row.get("cancellation_reason_message")),
        created_at=moment(row.get("cancelled_at")),
        auto_approve_at=moment(row.get("auto_approve_date")),
        approved_at=moment(row.get("approve_date")),
        approve_comment=text(row.get("approve_comment")),
        source_id=reference(row.get("source_id")),
    )


def _last(raw: Sequence[Json]) -> str | None:
    return key(raw[-1].get("cancellation_id")) if raw else None
