"""The facts document as the OpenAPI document describes it, from the one table that also reads it."""

from collections.abc import Mapping
from typing import Any, Final

from vozvrat.policy.schema import SCHEMA, Field, Many, Word

_PLAIN: Final[Mapping[str, dict[str, Any]]] = {
    "text": {"type": "string"},
    "time": {"type": "string", "format": "date-time"},
    "number": {"type": "number"},
    "count": {"type": "integer", "minimum": 0, "maximum": 2**31 - 1},
    "flag": {"type": "boolean"},
}


def properties(fields: Mapping[str, Field] = SCHEMA) -> dict[str, Any]:
    """Each fact with its kind; all are optional, because what is absent is unknown."""
    return {name: _described(field) for name, field in fields.items()}


def draft_properties() -> dict[str, Any]:
    """The draft block alone."""
    draft = SCHEMA["draft"]
    return properties(draft) if isinstance(draft, Mapping) else {}


def _described(field: Field) -> dict[str, Any]:
    if isinstance(field, Mapping):
        return {"type": "object", "properties": properties(field), "additionalProperties": False}
    if isinstance(field, Many):
        return {"type": "array", "items": _described(field.of)}
    if isinstance(field, Word):
        return {"type": "string", "enum": [str(word) for word in field.among]}
    return dict(_PLAIN[field])
