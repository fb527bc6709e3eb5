"""Ozon's description category and type ids → the categories that rules speak of (categories.yaml)."""

from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml

from vozvrat.policy.schema import CATEGORIES


@dataclass(frozen=True, slots=True)
class Kind:
    """What is known of a kind of goods; None is unknown. `source` says who told us."""

    category: str
    technically_complex: bool | None
    made_to_order: bool | None
    digital: bool | None
    source: str


def category_of(category_id: str | None, type_id: str | None) -> Kind | None:
    """The kind of goods under a pair of Ozon's ids; None where the pair is not listed: unlisted is unknown.

    Both ids must match: a type stands in several categories, and a category holds goods with different rules.
    """
    if category_id is None or type_id is None:
        return None
    return _listed().get((str(category_id), str(type_id)))


@cache
def _listed() -> dict[tuple[str, str], Kind]:
    text = resources.files("vozvrat.policy").joinpath("categories.yaml").read_text("utf-8")
    listed: dict[tuple[str, str], Kind] = {}
    for section in yaml.safe_load(text)["sections"]:
        for entry in section["kinds"]:
            if entry["category"] not in CATEGORIES:
                raise ValueError(f"categories.yaml: {entry['category']} is no category")
            listed[str(entry["category_id"]), str(entry["type_id"])] = Kind(
                category=entry["category"],
                technically_complex=entry.get("technically_complex"),
                made_to_order=entry.get("made_to_order"),
                digital=entry.get("digital"),
                source=section["source"],
            )
    return listed
