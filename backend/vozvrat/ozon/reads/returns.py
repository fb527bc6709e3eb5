"""Both lists of returns, in one shape: the common one (FBO, FBS) and the rFBS requests with their details."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache

from vozvrat.domain.money import Money, money
from vozvrat.domain.orders import Scheme
from vozvrat.domain.reasons import kind_of
from vozvrat.domain.returns import (
    Action,
    Reason,
    ReasonKind,
    RejectionReason,
    Return,
    ReturnProduct,
    Storage,
)
from vozvrat.ozon import actions
from vozvrat.ozon.paging import Page
from vozvrat.ozon.reads.transport import read
from vozvrat.ozon.seller import Seller
from vozvrat.ozon.states import common_word
from vozvrat.ozon.values import (
    NOTHING,
    Json,
    flag,
    key,
    latin,
    moment,
    number,
    obj,
    reference,
    rows,
    stamp,
    text,
    words,
)

COMMON_LIST = "/v1/returns/list"
RFBS_LIST = "/v2/returns/rfbs/list"
RFBS_GET = "/v2/returns/rfbs/get"
PAGE = 500
NUMBERS_IN_A_FILTER = 50

Period = tuple[datetime, datetime]
"""From and to, both aware."""

CLAIM = "ClientReturn"
"""Whatever stands in the rFBS list was asked for by a buyer who has the goods; Ozon gives no `type` there."""


def common_pages(
    seller: Seller,
    *,
    last_id: str = "0",
    changed: Period | None = None,
    posting_numbers: Sequence[str] | None = None,
) -> Iterator[Page[Return]]:
    """Pages of /v1/returns/list from behind `last_id`, oldest id first.

    `changed` limits to returns whose status changed in the period (the only one of Ozon's three date filters that
    we use: they exclude each other). At most 50 `posting_numbers`.
    """
    filter_: dict[str, object] = {}
    if changed is not None:
        filter_["visual_status_change_moment"] = {"time_from": stamp(changed[0]), "time_to": stamp(changed[1])}
    if posting_numbers is not None:
        filter_["posting_numbers"] = list(posting_numbers[:NUMBERS_IN_A_FILTER])
    while True:
        answer = read(seller, COMMON_LIST, {"filter": filter_, "limit": PAGE, "last_id": int(last_id)})
        raw = rows(answer.get("returns"))
        behind = _last(raw, "id")
        goes_on = bool(flag(answer.get("has_next"))) and behind not in (None, last_id)
        last_id = behind or last_id
        yield Page(tuple(found for row in raw if (found := common(row))), last_id, goes_on)
        if not goes_on:
            return


def rfbs_pages(
    seller: Seller,
    *,
    last_id: str = "0",
    group_states: Sequence[str] | None = None,
    posting_number: str | None = None,
    created: Period | None = None,
) -> Iterator[Page[Return]]:
    """Pages of rFBS requests from behind `last_id`; without reason, actions and photos, which only `rfbs` gives.

    The answer does not say whether more follows and no largest page is documented, so a shorter page than asked for
    is no end: only an empty one is, or one that brings nothing new.
    """
    filter_: dict[str, object] = {"group_state": list(group_states or ["All"])}
    if posting_number is not None:
        filter_["posting_number"] = posting_number
    if created is not None:
        filter_["created_at"] = {"from": stamp(created[0]), "to": stamp(created[1])}
    while True:
        answer = read(seller, RFBS_LIST, {"filter": filter_, "limit": PAGE, "last_id": int(last_id)})
        raw = rows(answer.get("returns"))
        behind = _last(raw, "return_id")
        goes_on = behind not in (None, last_id)
        last_id = behind or last_id
        yield Page(tuple(found for row in raw if (found := rfbs_row(row))), last_id, goes_on)
        if not goes_on:
            return


def rfbs(seller: Seller, return_id: str) -> Return:
    """One rFBS request in full detail; raises NotFoundAtOzon."""
    answer = read(seller, RFBS_GET, {"return_id": int(return_id)})
    details = rows(answer.get("returns"))
    return rfbs_details(details[0] if details else NOTHING, return_id=return_id)


def common(row: Json) -> Return | None:
    """A row of the common list; None where it has no id.

    `created_at` is known only while the request waits for the seller: then the last change was the asking.
    """
    ozon_id = key(row.get("id"))
    if ozon_id is None:
        return None
    visual = obj(row.get("visual"))
    status = obj(visual.get("status"))
    changed_at = moment(visual.get("change_moment"))
    state = common_word(text(status.get("sys_name")))
    name = text(row.get("return_reason_name"))
    return Return(
        ozon_id=ozon_id,
        origin="common",
        posting_number=text(row.get("posting_number")) or "",
        scheme=scheme_of(row.get("schema")),
        state=state,
        state_name=text(status.get("display_name")) or state,
        order_number=text(row.get("order_number")),
        type=text(row.get("type")),
        created_at=changed_at if state == "OnSellerApproval" else None,
        state_changed_at=changed_at,
        returned_at=moment(obj(row.get("logistic")).get("return_date")),
        reason=Reason(id=None, name=name, kind=_kind(name, None), is_defect=None) if name else None,
        product=_common_product(obj(row.get("product"))),
        storage=_storage(obj(row.get("storage"))),
        compensation_state=text(obj(obj(row.get("compensation_status")).get("status")).get("sys_name")),
        place=_place(row),
        company_id=reference(row.get("company_id")),
        source_id=reference(row.get("source_id")),
    )


def rfbs_row(row: Json) -> Return | None:
    """A row of the rFBS list; None where it has no id."""
    return_id = key(row.get("return_id"))
    return None if return_id is None else _rfbs(row, return_id)


def rfbs_details(row: Json, *, return_id: str) -> Return:
    """An rFBS request with everything Ozon says about it; `group_state` stands in the list alone."""
    reason = _reason(obj(row.get("return_reason")))
    defect = reason is not None and (reason.is_defect or reason.kind is ReasonKind.DEFECT)
    return replace(
        _rfbs(row, return_id),
        reason=reason,
        comment=text(row.get("comment")),
        photos=words(row.get("client_photo")),
        available_actions=tuple(_actions(row.get("available_actions"), defect=bool(defect))),
        rejection_reasons=tuple(_rejections(row.get("rejection_reason"))),
        rejection_comment=text(row.get("rejection_comment")),
        return_method=text(obj(row.get("client_return_method_type")).get("name")),
        tracking_number=text(row.get("ru_post_tracking_number")),
        detailed=True,
    )


def scheme_of(word: object) -> Scheme:
    """FBO and FBS in any case; what this list does not name is taken for FBS, whose returns go to the seller."""
    return _SCHEMES.get(latin(word), Scheme.FBS)


_SCHEMES = {"fbo": Scheme.FBO, "fbs": Scheme.FBS, "rfbs": Scheme.RFBS, "fbp": Scheme.FBP}


def _rfbs(row: Json, return_id: str) -> Return:
    """What list and details have in common."""
    state = obj(row.get("state"))
    word = common_word(text(state.get("state")))
    product = obj(row.get("product"))
    return Return(
        ozon_id=return_id,
        origin="rfbs",
        posting_number=text(row.get("posting_number")) or "",
        scheme=Scheme.RFBS,
        state=word,
        state_name=text(state.get("state_name")) or word,
        return_number=text(row.get("return_number")),
        order_number=text(row.get("order_number")),
        group_state=text(state.get("group_state")),
        type=CLAIM,
        created_at=moment(row.get("created_at")),
        product=_product(product, money(product.get("price"), product.get("currency_code"))),
        money_state_name=text(state.get("money_return_state_name")),
    )


def _common_product(product: Json) -> ReturnProduct | None:
    return _product(product, _money(product.get("price")))


def _product(product: Json, price: Money | None) -> ReturnProduct | None:
    if not product:
        return None
    return ReturnProduct(
        sku=key(product.get("sku")) or "",
        offer_id=text(product.get("offer_id")) or "",
        name=text(product.get("name")) or "",
        price=price,
        quantity=number(product.get("quantity")) or 1,
    )


def _money(value: object) -> Money | None:
    pair = obj(value)
    return money(pair.get("price"), pair.get("currency_code"))


def _storage(storage: Json) -> Storage | None:
    """None where nothing is known: most returns never wait at a pick-up point."""
    found = Storage(
        arrived_at=moment(storage.get("arrived_moment")),
        paid_from=moment(storage.get("tariffication_start_date")),
        disposal_at=moment(storage.get("utilization_forecast_date")),
        days=number(storage.get("days")),
        sum=_money(storage.get("sum")),
        disposal_sum=_money(storage.get("utilization_sum")),
    )
    return found if found.arrived_at or found.paid_from or found.disposal_at or found.sum or found.days else None


def _place(row: Json) -> str | None:
    """Where the goods go, else where they are; an rFBS request in this list has neither."""
    for name in ("target_place", "place"):
        place = obj(row.get(name))
        if described := ", ".join(part for part in (text(place.get("name")), text(place.get("address"))) if part):
            return described
    return None


def _reason(reason: Json) -> Reason | None:
    name = text(reason.get("name"))
    if name is None:
        return None
    is_defect = flag(reason.get("is_defect"))
    return Reason(id=key(reason.get("id")), name=name, kind=_kind(name, is_defect), is_defect=is_defect)


def _actions(value: object, *, defect: bool) -> Iterator[Action]:
    """Both shapes: `{id, name}` of the schema and `{action: {id, name}}` of the official example."""
    for entry in rows(value):
        inner = obj(entry.get("action")) or entry
        action_id = key(inner.get("id"))
        if action_id is not None:
            yield actions.action(action_id, text(inner.get("name")) or "", defect=defect)


def _rejections(value: object) -> Iterator[RejectionReason]:
    for entry in rows(value):
        reason_id = key(entry.get("id"))
        if reason_id is not None:
            yield RejectionReason(
                id=reason_id,
                name=text(entry.get("name")) or "",
                hint=text(entry.get("hint")),
                is_comment_required=bool(flag(entry.get("is_comment_required"))),
            )


def _last(raw: Sequence[Json], name: str) -> str | None:
    """The id behind which the next page begins: of the last row that has one."""
    return next((found for row in reversed(raw) if (found := reference(row.get(name)))), None)


@lru_cache(maxsize=1024)
def _kind(name: str, is_defect: bool | None) -> ReasonKind:
    """There are some dozens of reasons and thousands of rows."""
    return kind_of(name, is_defect)
