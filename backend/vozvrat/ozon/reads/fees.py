"""What Ozon charged and paid for postings, with the names of the charges."""

import threading
import time
from collections.abc import Iterator, Mapping, Sequence

from vozvrat.domain.errors import SKIPS_THE_METHOD, CircleOpen, OzonDown, OzonError, RateLimited, Unreadable
from vozvrat.domain.fees import Fee
from vozvrat.domain.money import money
from vozvrat.ozon.reads.transport import read
from vozvrat.ozon.seller import Seller
from vozvrat.ozon.values import Json, day, key, number, obj, reference, rows, text

POSTINGS = "/v1/finance/accrual/postings"
TYPES = "/v1/finance/accrual/types"
NUMBERS_IN_A_CALL = 200
DICTIONARY_LIVES = 12 * 3600.0
"""Seconds. Repeated calls of this very method got stuck at Ozon's limits, so it is asked for twice a day."""

NAMELESS: tuple[type[OzonError], ...] = (*SKIPS_THE_METHOD, RateLimited, CircleOpen, OzonDown, Unreadable)
"""What may keep the names from us without keeping the amounts."""

_lock = threading.Lock()
_dictionaries: dict[str, tuple[float, Mapping[str, str]]] = {}


def accruals(seller: Seller, posting_numbers: Sequence[str]) -> list[Fee]:
    """All accruals of some postings; nameless where the dictionary cannot be had."""
    try:
        names = accrual_types(seller)
    except NAMELESS:
        names = {}
    found: list[Fee] = []
    for start in range(0, len(posting_numbers), NUMBERS_IN_A_CALL):
        numbers = list(posting_numbers[start : start + NUMBERS_IN_A_CALL])
        answer = read(seller, POSTINGS, {"posting_numbers": numbers})
        for row in rows(answer.get("posting_accruals")):
            found.extend(_fees(row, names))
    return found


def accrual_types(seller: Seller) -> Mapping[str, str]:
    """Names of accruals by their id. Ozon's dictionary, the same for every seller; kept for half a day.

    A dictionary that could not be renewed goes on serving; only the first one raises.
    """
    with _lock:  # one asks, the others wait for its answer
        kept = _dictionaries.get(seller.base_url)
        if kept is not None and time.monotonic() - kept[0] < DICTIONARY_LIVES:
            return kept[1]
        try:
            answer = read(seller, TYPES, {})
        except NAMELESS:
            if kept is None:
                raise
            names = kept[1]
        else:
            names = dict(_names(answer))
        _dictionaries[seller.base_url] = (time.monotonic(), names)
        return names


def forget_dictionaries() -> None:
    """The next call asks Ozon again."""
    with _lock:
        _dictionaries.clear()


def _names(answer: Json) -> Iterator[tuple[str, str]]:
    for row in rows(answer.get("accrual_types")):
        type_id, name = key(row.get("id")), text(row.get("name")) or text(row.get("description"))
        if type_id is not None and name is not None:
            yield type_id, name


def _fees(row: Json, names: Mapping[str, str]) -> Iterator[Fee]:
    posting_number = text(row.get("posting_number"))
    if posting_number is None:
        return
    for accrual in rows(row.get("accruals")):
        pair = obj(accrual.get("accrued"))
        accrued = money(pair.get("amount"), pair.get("currency"))
        if accrued is None:
            continue
        type_id = key(accrual.get("type_id")) or ""
        yield Fee(
            posting_number=posting_number,
            type_id=type_id,
            name=names.get(type_id),
            accrued=accrued,
            accrued_on=day(accrual.get("accrual_date")),
            sku=reference(accrual.get("sku")),
            quantity=number(accrual.get("quantity")),
        )
