"""Ozon's OpenAPI document as JSON schemas, with the tolerances that its own examples need."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

DOCUMENT = Path(__file__).resolve().parents[3] / "shared" / "facts" / "ozon-api" / "openapi.json"

UNDOCUMENTED_FIELDS = {"exemplar_id", "is_presortable", "is_click_and_collect"}
"""Fields that live answers or official examples carry and the schemas do not know."""


def is_there() -> bool:
    """Whether the document lies beside this checkout."""
    return DOCUMENT.is_file()


@cache
def document() -> dict[str, Any]:
    """The document as it is."""
    loaded: dict[str, Any] = json.loads(DOCUMENT.read_text(encoding="utf-8"))
    return loaded


def paths() -> list[str]:
    """All paths in scope."""
    return list(document()["paths"])


def answer_schema(path: str) -> dict[str, Any] | None:
    """The schema of a good answer; None where Ozon documents an empty one."""
    responses = document()["paths"][path]["post"]["responses"]
    content = responses["200"].get("content", {}).get("application/json")
    return None if content is None else tolerant(content["schema"])


def tolerant(schema: dict[str, Any]) -> dict[str, Any]:
    """The same schema, with null anywhere and 64-bit numbers as numbers or strings; unknown fields are errors."""
    if "$ref" in schema:
        return tolerant(document()["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]])
    if "allOf" in schema:
        return tolerant(schema["allOf"][0])
    kind = schema.get("type", "object")
    if kind == "array":
        return {"type": ["array", "null"], "items": tolerant(schema.get("items", {}))}
    if kind == "object":
        known = {name: tolerant(part) for name, part in schema.get("properties", {}).items()}
        if not known:
            return {}
        return {
            "type": ["object", "null"],
            "properties": known | dict.fromkeys(UNDOCUMENTED_FIELDS, True),
            "additionalProperties": False,
        }
    types = [kind, "null"]
    if schema.get("format") in {"int64", "uint64"}:
        types += ["string", "integer"]
    made: dict[str, Any] = {"type": sorted(set(types))}
    if "enum" in schema:
        made["enum"] = [*schema["enum"], None]
    return made
