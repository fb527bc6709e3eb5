"""Single readings of rFBS requests: reason, photos, actions, which no list gives."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from itertools import islice

from vozvrat import ozon, storage
from vozvrat.domain import errors
from vozvrat.domain.returns import OPEN_FOR_SELLER, Return
from vozvrat.ozon.reads import returns as return_reads
from vozvrat.storage.returns import StoredReturn

AT_ONCE = 20
SIDE_BY_SIDE = 4
YOUNG = timedelta(days=60)
"""Open requests older than this are read singly only while it is the seller's turn."""


def worth_reading(one: StoredReturn, *, now: datetime) -> bool:
    """Whether somebody may still need to know all of a request."""
    if one.claim.state in OPEN_FOR_SELLER:
        return True
    asked = one.claim.created_at
    return one.is_open and (asked is None or now - asked <= YOUNG)


def unread(account_id: str, seller: ozon.Seller, *, before: datetime) -> Iterator[list[Return]]:
    """Open requests that were not read singly since `before`, read now, some at a time."""
    waiting = (
        one.claim.ozon_id
        for one in storage.returns.open_ones(account_id, "rfbs")
        if worth_reading(one, now=before) and (one.detailed_at is None or one.detailed_at < before)
    )
    while some := list(islice(waiting, AT_ONCE)):
        yield read(seller, some)


def read(seller: ozon.Seller, ozon_ids: Sequence[str]) -> list[Return]:
    """Some requests in full detail; one that Ozon does not know any more is left out."""
    with ThreadPoolExecutor(SIDE_BY_SIDE, thread_name_prefix="vozvrat-details") as threads:
        return [found for found in threads.map(lambda ozon_id: _one(seller, ozon_id), ozon_ids) if found is not None]


def _one(seller: ozon.Seller, ozon_id: str) -> Return | None:
    try:
        return return_reads.rfbs(seller, ozon_id)
    except errors.NotFoundAtOzon:
        return None
