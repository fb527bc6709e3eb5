"""Column types that mean the same in SQLite and PostgreSQL and lose nothing on the way.

They process values themselves, in one step each way: rows are wide, and a look-up reads a hundred of them.
"""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import DateTime, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

Json = dict[str, object] | list[object]
Processor = Callable[[Any], Any]


class Moment(TypeDecorator[datetime]):
    """An aware UTC time. SQLite has no such type: there it is text that sorts like the time it means."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else DateTime(timezone=True))

    def bind_processor(self, dialect: Dialect) -> Processor:
        return _moment_to_text if dialect.name == "sqlite" else _in_utc

    def result_processor(self, dialect: Dialect, coltype: object) -> Processor:
        return _moment_of_text if dialect.name == "sqlite" else _in_utc


class Exact(TypeDecorator[Decimal]):
    """A decimal number kept digit for digit, as text: SQLite would round a numeric column through a float."""

    impl = Text
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Processor:
        return lambda value: None if value is None else format(value, "f")

    def result_processor(self, dialect: Dialect, coltype: object) -> Processor:
        return lambda value: None if value is None else Decimal(value)


class Document(TypeDecorator[Json]):
    """A small JSON value that is always read and written whole; empty ones take no space."""

    impl = Text
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Processor:
        return lambda value: _encode(value) if value else None

    def result_processor(self, dialect: Dialect, coltype: object) -> Processor:
        return lambda value: None if value is None else _decode(value)


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_decode = json.JSONDecoder().decode


def _in_utc(value: datetime | None) -> datetime | None:
    if value is None:
        return None
    if value.tzinfo is None:
        raise ValueError("a time without a zone cannot be stored")
    return value.astimezone(UTC)


def _moment_to_text(value: datetime | None) -> str | None:
    if value is None:
        return None
    if value.tzinfo is not UTC:
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        value = value.astimezone(UTC)
    return value.isoformat(" ", "microseconds")


def _moment_of_text(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value)
