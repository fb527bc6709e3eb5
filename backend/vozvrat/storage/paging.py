"""Pages of stored rows, and cursors that stay right while rows come and go."""

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Generic, TypeVar

from vozvrat.domain.errors import InvalidInput

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """`next_cursor` is None on the last page."""

    items: tuple[T, ...]
    next_cursor: str | None


def cursor(moment: datetime | None, key: str) -> str:
    """The place right after a row that sorts by a time and then by a key."""
    raw = json.dumps([None if moment is None else moment.isoformat(), key], separators=(",", ":"))
    return base64.urlsafe_b64encode(raw.encode()).decode().rstrip("=")


def place(text: str) -> tuple[datetime | None, str]:
    """What `cursor` wrote; raises InvalidInput for anything else."""
    try:
        raw = json.loads(base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True))
        moment, key = raw
        at = None if moment is None else datetime.fromisoformat(moment)
        if not isinstance(key, str) or not key.isprintable() or (at is not None and at.tzinfo is None):
            raise ValueError(text)  # half a character or a NUL is more than a database takes
        return None if at is None else at.astimezone(UTC), key
    except (binascii.Error, ValueError, TypeError, OverflowError, RecursionError) as failure:
        raise InvalidInput(errors={"cursor": ["this is no cursor of ours"]}) from failure


def pattern(text: str) -> str:
    """A LIKE pattern (escape character backslash) for anything that contains the text, whatever its case."""
    plain = text.strip().casefold().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{plain}%"


def search_text(*parts: str | None) -> str:
    """What `pattern` is held against: all that a row may be found by, one entry a line."""
    return "\n".join(part.casefold() for part in parts if part)
