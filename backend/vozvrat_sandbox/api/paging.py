"""Opaque cursors: what a client must send back as it came."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from vozvrat_sandbox.refusals import bad_request
from vozvrat_sandbox.world import Posting


def pack(value: Any) -> str:
    """A cursor that says where a page ended."""
    return base64.b64encode(json.dumps(value, separators=(",", ":")).encode()).decode()


def unpack(cursor: str) -> Any:
    """What ``pack`` was given; a Refusal where the cursor is none of ours."""
    try:
        return json.loads(base64.b64decode(cursor, validate=True))
    except ValueError:
        raise bad_request("invalid cursor") from None


def posting_page(
    rows: Sequence[Posting], tests: Sequence[Callable[[Posting], bool]], *, limit: int, cursor: str, newest_first: bool
) -> tuple[list[Posting], str, bool]:
    """A page of postings that are sorted by age, the cursor after it, and Ozon's has_next.

    A full page says that there is more even where it was the last one: an empty page may follow.
    """
    page: list[Posting] = []
    for row in _from(rows, cursor, newest_first=newest_first):
        if all(test(row) for test in tests):
            page.append(row)
            if len(page) == limit:
                break
    full = len(page) == limit
    return page, pack([page[-1].created_at, page[-1].serial]) if full else "", full


def _from(rows: Sequence[Posting], cursor: str, *, newest_first: bool) -> Iterator[Posting]:
    if cursor:
        place = unpack(cursor)
        if not (isinstance(place, list) and len(place) == 2 and all(isinstance(part, int) for part in place)):
            raise bad_request("invalid cursor")
        after = (place[0], place[1])
    low, high = 0, len(rows)
    if cursor:
        while low < high:
            middle = (low + high) // 2
            here = (rows[middle].created_at, rows[middle].serial)
            if here < after or (here == after and not newest_first):
                low = middle + 1
            else:
                high = middle
        start = low
    else:
        start = len(rows) if newest_first else 0
    return (rows[i] for i in (range(start - 1, -1, -1) if newest_first else range(start, len(rows))))
