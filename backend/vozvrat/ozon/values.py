"""Reading what Ozon sends without believing its schema: nulls anywhere, numbers as strings, objects as lists."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

Json = Mapping[str, Any]
"""A decoded object of Ozon's; its values may be anything."""

NOTHING: Json = {}
_LOOKALIKES = str.maketrans("АВЕКМНОРСТХаеорсух", "ABEKMHOPCTXaeopcyx")
_YEAR_ONE = 1


def obj(value: object) -> Json:
    """The object, or an empty one for null and anything else."""
    return value if isinstance(value, dict) else NOTHING


def rows(value: object) -> list[Json]:
    """The objects of a list; a single object (the schema and the answers disagree) counts as a list of one."""
    if isinstance(value, list):
        return [row for row in value if isinstance(row, dict)]
    return [value] if isinstance(value, dict) and value else []


def words(value: object) -> tuple[str, ...]:
    """The non-empty texts of a list."""
    if not isinstance(value, list):
        return ()
    return tuple(found for entry in value if (found := text(entry)))


def text(value: object) -> str | None:
    """The text without surrounding blanks; None for null, emptiness and what is no text or number."""
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return str(value)
    return None


def key(value: object) -> str | None:
    """An id as text, whether Ozon sent a number or a text; zero is an id."""
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, Decimal) and value.is_finite() and value == value.to_integral_value():
        return str(int(value))
    return None


def reference(value: object) -> str | None:
    """An id of something else; zero means that there is none (old returns carry `order_id: 0`)."""
    found = key(value)
    return None if found == "0" else found


def number(value: object) -> int | None:
    """A whole number, also from its text."""
    found = key(value)
    if found is None:
        return None
    try:
        return int(found)
    except ValueError:
        return None


def flag(value: object) -> bool | None:
    """True and false, also as texts; None for anything else."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        return {"true": True, "false": False}.get(value.strip().lower())
    return None


def moment(value: object) -> datetime | None:
    """An aware UTC time; None for null, unreadable texts and the year 1, which some servers send for "never"."""
    if not isinstance(value, str) or not value:
        return None
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return None
    if found.year == _YEAR_ONE:
        return None
    if found.tzinfo is None:
        return found.replace(tzinfo=UTC)
    return found if found.tzinfo is UTC else found.astimezone(UTC)


def day(value: object) -> date | None:
    """A date, also the date of a moment."""
    if not isinstance(value, str) or not (match := re.match(r"\d{4}-\d{2}-\d{2}", value)):
        return None
    try:
        return date.fromisoformat(match.group())
    except ValueError:
        return None


def latin(value: object) -> str:
    """A code word in lower case with Cyrillic look-alikes made Latin: Ozon writes `Сustomer` with U+0421."""
    return value.strip().translate(_LOOKALIKES).lower() if isinstance(value, str) else ""


def stamp(value: datetime) -> str:
    """A time as Ozon's requests take it: UTC, with a Z."""
    return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
