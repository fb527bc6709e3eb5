"""How the API writes moments, money and words; strict about what it reads."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate

from vozvrat.domain.locale import LOCALES, Locale, say
from vozvrat.domain.orders import Scheme
from vozvrat.web import language

NO_MOMENT = "Not a valid datetime."
_RFC_3339 = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)", re.ASCII)
"""Python reads more of ISO 8601 than that: weeks, offsets of hours alone, commas."""


def absent() -> None:
    """The value of what was not sent; a function, so that the document does not call it a default."""


class Instant(fields.AwareDateTime):
    """RFC 3339 in UTC with Z; reads any offset, refuses a time without one."""

    def _serialize(self, value: datetime | None, attr: str | None, obj: Any, **kwargs: Any) -> str | None:
        return None if value is None else instant(value)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> datetime:
        if not isinstance(value, str) or _RFC_3339.fullmatch(value) is None:
            raise ValidationError(NO_MOMENT)
        try:
            moment = datetime.fromisoformat(value.upper())
            return moment.astimezone(UTC)
        except (OverflowError, ValueError):
            raise ValidationError(NO_MOMENT) from None


def instant(moment: datetime) -> str:
    """A moment as the API writes it."""
    text = moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="auto")
    return text + "Z"


class Amount(fields.String):
    """An exact amount as text with at least two decimals."""

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> str | None:
        return None if value is None else amount(value)


def amount(value: Decimal) -> str:
    """1299 → 1299.00; more than two decimals stay."""
    exponent = value.as_tuple().exponent
    return f"{value:.2f}" if isinstance(exponent, int) and exponent > -2 else f"{value:f}"


class MoneySchema(Schema):
    class Meta:
        title = "Money"

    amount = Amount(required=True, metadata={"example": "1299.00"})
    currency = fields.String(required=True, metadata={"example": "RUB"})


def money_field(**kwargs: Any) -> fields.Nested:
    """Money or null."""
    return fields.Nested(MoneySchema, allow_none=True, **kwargs)


class Said(fields.String):
    """Words of three languages, written in the reader's."""

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> str | None:
        if value is None or isinstance(value, str):
            return value
        return say(value, language.of_request())


def locale_field(**kwargs: Any) -> fields.String:
    return fields.String(validate=validate.OneOf(LOCALES), **kwargs)


def scheme_field(**kwargs: Any) -> fields.String:
    return fields.String(validate=validate.OneOf([scheme.value for scheme in Scheme]), **kwargs)


class YesOrNo(fields.Boolean):
    """true or false in a body, nothing that merely reads like it."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> bool:
        if not isinstance(value, bool):
            raise self.make_error("invalid", input=value)
        return value


class Named(fields.Dict):
    """A mapping from names to values; what is wrong with a value is said at its name."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        try:
            return super()._deserialize(value, attr, data, **kwargs)  # type: ignore[no-untyped-call]  # marshmallow's
        except ValidationError as error:
            if isinstance(error.messages, Mapping):
                raise ValidationError({name: _flat(said) for name, said in error.messages.items()}) from None
            raise


def _flat(said: Any) -> Any:
    """What marshmallow keeps apart by `key` and `value`, in one list."""
    return [one for part in said.values() for one in part] if isinstance(said, Mapping) else said


def short_text(limit: int, **kwargs: Any) -> fields.String:
    """A text of at most `limit` code points."""
    return fields.String(validate=validate.Length(max=limit), **kwargs)


def reader() -> Locale:
    """The language of the answer under way."""
    return language.of_request()
