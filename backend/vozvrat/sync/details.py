"""Single readings of rFBS requests: reason, photos, actions, which no list gives."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from vozvrat import ozon, storage
from vozvrat.domain import errors
from vozvrat.domain.returns import OPEN_FOR_SELLER, Return
from vozvrat.ozon.reads import returns as return_reads
from vozvrat.storage.returns import StoredReturn
from vozvrat.sync import connecting

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


@dataclass(frozen=True, slots=True)
class Found:
    """What single readings gave, and the first failure among them: one broken request hides no other."""

    claims: list[Return]
    failure: errors.OzonError | None


def unread(account_id: str, seller: ozon.Seller, *, before: datetime) -> Iterator[list[Return]]:
    """Open requests that were not read singly since `before`, read now, some at a time.

    What did not come is raised once the others are read, or at once where nothing comes.
    """
    failure: errors.OzonError | None = None
    waiting = (
        one.claim.ozon_id
        for one in storage.returns.open_ones(account_id, "rfbs")
        if worth_reading(one, now=before) and (one.detailed_at is None or one.detailed_at < before)
    )
    while some := list(islice(waiting, AT_ONCE)):
        found = read(seller, some)
        failure = failure or found.failure
        yield found.claims
        if failure is not None and not found.claims:
            break
    if failure is not None:
        raise failure


def read(seller: ozon.Seller, ozon_ids: Sequence[str]) -> Found:
    """Some requests in full detail; one that Ozon does not know any more is left out."""
    with ThreadPoolExecutor(SIDE_BY_SIDE, thread_name_prefix="vozvrat-details") as threads:
        came = list(threads.map(lambda ozon_id: _one(seller, ozon_id), ozon_ids))
    failures = [one for one in came if isinstance(one, errors.OzonError)]
    return Found([one for one in came if isinstance(one, Return)], next(iter(failures), None))


def _one(seller: ozon.Seller, ozon_id: str) -> Return | errors.OzonError | None:
    try:
        return return_reads.rfbs(seller, ozon_id)
    except errors.NotFoundAtOzon:
        return None
    except connecting.NOT_NOW as failure:
        return failure
