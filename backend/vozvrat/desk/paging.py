"""Pages of lists that are whole in memory: cursors name the last thing shown."""

import base64
import binascii
from collections.abc import Callable, Sequence
from typing import TypeVar

from vozvrat.domain.errors import InvalidInput
from vozvrat.storage import Page

T = TypeVar("T")


def page(listed: Sequence[T], *, key: Callable[[T], str], cursor: str | None, limit: int) -> Page[T]:
    """The things after the one that a cursor names; raises InvalidInput for a cursor that names none."""
    start = 0 if cursor is None else _after(cursor, [key(one) for one in listed])
    shown = tuple(listed[start : start + limit])
    more = start + limit < len(listed)
    return Page(shown, _cursor(key(shown[-1])) if more and shown else None)


def _cursor(name: str) -> str:
    return base64.urlsafe_b64encode(name.encode()).decode().rstrip("=")


def _after(cursor: str, names: Sequence[str]) -> int:
    try:
        name = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode()
        return names.index(name) + 1
    except (binascii.Error, ValueError):
        raise InvalidInput(errors={"cursor": ["this is no cursor of ours"]}) from None
