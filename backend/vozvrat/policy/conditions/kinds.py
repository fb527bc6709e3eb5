"""What kind of thing a fact is: the kinds that conditions compare, from the schema and from what is worked out."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cache
from typing import Any, Final, Literal, TypeAlias

from vozvrat.policy.schema import SCHEMA, FactsDocument, Field, Many, Word, paths
from vozvrat.policy.view import COMPUTED, view_of

Family = Literal["text", "time", "number", "flag", "span", "list", "object", "any"]
"""What may be compared with what. `any`: a fact that is worked out and was in none of the specimens."""

KNOWN_FACTS: Final = paths() | COMPUTED.keys()
TIMES: Final = tuple(
    f"{block}.{name}"
    for block, fields in SCHEMA.items()
    if isinstance(fields, Mapping)
    for name, field in fields.items()
    if field == "time"
)
"""The facts from which a clock can be counted."""

Kind: TypeAlias = "Field | Literal['span', 'any']"

_FAMILIES: Final[Mapping[str, Family]] = {
    "text": "text",
    "time": "time",
    "number": "number",
    "count": "number",
    "flag": "flag",
    "span": "span",
    "any": "any",
}


def family(kind: Kind) -> Family:
    """The family of a kind: words are texts, counts are numbers."""
    if isinstance(kind, str):
        return _FAMILIES[kind]
    if isinstance(kind, Word):
        return "text"
    return "list" if isinstance(kind, Many) else "object"


def kind_of(path: str) -> Kind:
    """The kind of a known fact, such as `return.reason.kind`."""
    field: Field | None = SCHEMA
    for step in path.split("."):
        field = field.get(step) if isinstance(field, Mapping) else None
    return field if field is not None else _worked_out().get(path, "any")


@cache
def _worked_out() -> dict[str, Kind]:
    """The kinds of the facts that no document carries, as they come out of the specimens."""
    found: dict[str, Kind] = {}
    views = [view_of(specimen) for specimen in specimens()]
    for path in COMPUTED:
        block, name = path.split(".", 1)
        values = [view[block][name] for view in views if name in view[block]]
        if values:
            found[path] = _kind_of_value(values[0])
    return found


def _kind_of_value(value: Any) -> Kind:
    if isinstance(value, bool):
        return "flag"
    if isinstance(value, datetime):
        return "time"
    if isinstance(value, int):
        return "count"
    if isinstance(value, float):
        return "number"
    return "text" if isinstance(value, str) else "any"


STATES: Final = ("OnSellerApproval", "Rejected", "DisputeOpened", "ReceivedBySeller", "MoneyReturned")


@cache
def specimens() -> tuple[FactsDocument, ...]:
    """Complete documents, one for each word of the longest vocabulary: every fact is there, in all its words."""
    return tuple(_specimen(turn) for turn in range(max(_lengths(SCHEMA))))


def _lengths(field: Field) -> Iterator[int]:
    yield 2
    if isinstance(field, Word):
        yield len(field.among)
    elif isinstance(field, Many):
        yield from _lengths(field.of)
    elif isinstance(field, Mapping):
        for below in field.values():
            yield from _lengths(below)


def _specimen(turn: int) -> FactsDocument:
    document: FactsDocument = _filled(SCHEMA, turn)
    document["return"]["state"] = STATES[turn % len(STATES)]
    document["seller"]["currency"] = document["product"]["price_currency"] = "RUB"
    return document


def _filled(field: Field, turn: int) -> Any:
    if isinstance(field, Mapping):
        return {name: _filled(below, turn) for name, below in field.items()}
    if isinstance(field, Many):
        return [_filled(field.of, turn)] * (turn % 3)
    if isinstance(field, Word):
        return field.among[turn % len(field.among)]
    values = {"text": "a", "time": "2026-11-24T10:00:00Z", "number": turn + 1.5, "count": turn, "flag": turn % 2 == 0}
    return values[field]
