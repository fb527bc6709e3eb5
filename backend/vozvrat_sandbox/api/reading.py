"""Reading a request as Ozon does: null means absent, numbers may come as strings, unknown fields pass."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from vozvrat_sandbox.refusals import Refusal, invalid

Body = dict[str, Any]
LARGEST = 1e12
"""No sum of money is larger."""
LONGEST_PERIOD = timedelta(days=366)


def without_nulls(value: Any) -> Any:
    """The same request with every null left out, at any depth."""
    if isinstance(value, dict):
        return {key: without_nulls(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [without_nulls(item) for item in value if item is not None]
    return value


class Request:
    """Fields of one object of a request, with Ozon's name for it in messages."""

    def __init__(self, name: str, body: Body) -> None:
        self.name = name
        self.body = body

    def _label(self, field: str) -> str:
        return f"{self.name}.{''.join(part.capitalize() for part in field.split('_'))}"

    def refuse(self, field: str, why: str) -> Refusal:
        """A Refusal that names the field."""
        return invalid(self._label(field), why)

    def integer(self, field: str, default: int | None = None) -> int:
        """A whole number; required where there is no default."""
        value = self.body.get(field)
        if value is None:
            if default is None:
                raise self.refuse(field, "value is required")
            return default
        if isinstance(value, bool) or not isinstance(value, int | str):
            if isinstance(value, float) and value.is_integer():
                return int(value)
            raise Refusal(400, 3, f"proto: invalid value for int field {field}: {value!r}")
        try:
            return int(value)
        except ValueError:
            raise Refusal(400, 3, f'proto: invalid value for int field {field}: "{value}"') from None

    def limit(self, most: int, *, least: int = 1, default: int | None = None) -> int:
        """``limit`` within its range."""
        value = self.integer("limit", default)
        if not least <= value <= most:
            raise self.refuse("limit", f"value must be inside range [{least}, {most}]")
        return value

    def place(self, field: str) -> int:
        """A cursor that is a number; 0 where absent."""
        value = self.text(field)
        if value and not (value.isascii() and value.isdigit()):
            raise self.refuse(field, "value is not a cursor")
        return int(value or 0)

    def text(self, field: str, *, required: bool = False) -> str:
        """A string; empty where absent."""
        value = self.body.get(field, "")
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if not isinstance(value, str):
            raise Refusal(400, 3, f"proto: invalid value for string field {field}: {value!r}")
        if required and not value:
            raise self.refuse(field, "value is required")
        return value

    def flag(self, field: str) -> bool:
        """A boolean; false where absent."""
        value = self.body.get(field, False)
        if not isinstance(value, bool):
            raise Refusal(400, 3, f"proto: invalid value for bool field {field}: {value!r}")
        return value

    def number(self, field: str) -> float | None:
        """A number or None."""
        value = self.body.get(field)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float | str):
            raise Refusal(400, 3, f"proto: invalid value for double field {field}: {value!r}")
        try:
            number = float(value)
        except (ValueError, OverflowError):
            number = math.nan
        if not math.isfinite(number) or abs(number) > LARGEST:
            raise Refusal(400, 3, f'proto: invalid value for double field {field}: "{value}"')
        return number

    def strings(self, field: str, *, most: int = 1000, least: int = 0) -> list[str]:
        """A list of strings (numbers are taken as such), within its length."""
        value = self.body.get(field, [])
        if not isinstance(value, list) or any(isinstance(item, dict | list | bool) for item in value):
            raise Refusal(400, 3, f"proto: syntax error: unexpected token in repeated field {field}")
        if not least <= len(value) <= most:
            raise self.refuse(field, f"value must contain between {least} and {most} items, inclusive")
        return [str(item) for item in value]

    def one_of(self, field: str, allowed: Iterable[str], default: str = "") -> str:
        """An enum value, in whatever case; the default where absent."""
        value = self.text(field) or default
        for name in allowed:
            if name.casefold() == value.casefold():
                return name
        if not value:
            return default
        raise self.refuse(field, "value must be one of the defined enum values")

    def part(self, field: str, *, required: bool = False) -> Request:
        """A nested object; an empty one where absent."""
        value = self.body.get(field)
        if value is None:
            if required:
                raise self.refuse(field, "value is required")
            value = {}
        if not isinstance(value, dict):
            raise Refusal(400, 3, f"proto: syntax error: unexpected token in field {field}")
        return Request(self._label(field), value)

    def moment(self, field: str, *, required: bool = False) -> float | None:
        """A time in RFC 3339 as unix seconds."""
        value = self.text(field, required=required)
        if not value:
            return None
        try:
            parsed = datetime.fromisoformat(value)
        except ValueError:
            raise Refusal(400, 3, f'proto: invalid google.protobuf.Timestamp value "{value}"') from None
        if parsed.tzinfo is None:
            raise Refusal(400, 3, f'proto: invalid google.protobuf.Timestamp value "{value}"')
        return parsed.astimezone(UTC).timestamp()

    def period(self, first: str, last: str, *, required: bool = False) -> tuple[float, float] | None:
        """Two times that make a window; open ends where only one is given, None where neither is."""
        start, end = self.moment(first, required=required), self.moment(last, required=required)
        if start is None and end is None:
            return None
        window = (start if start is not None else 0.0, end if end is not None else float("inf"))
        if window[0] > window[1]:
            raise self.refuse(last, f"value must be greater than {first}")
        return window
