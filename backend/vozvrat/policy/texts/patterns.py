"""The words by which texts are judged, read from patterns.yaml."""

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any, Final

import yaml

from vozvrat.policy.texts.hits import shape_of

_INSERT: Final = re.compile(r"<([a-z_]+)>")


def pattern(name: str, *, shaped: bool = False) -> re.Pattern[str]:
    """The expression of that name; `shaped` where it is matched against a text's shape."""
    expression = _expression(name)
    return re.compile(shape_of(expression) if shaped else expression)


def _expression(name: str) -> str:
    entry = _entries()[name]
    expression = f"{entry.get('before', '')}(?:{'|'.join(entry['any'])}){entry.get('after', '')}"
    return _INSERT.sub(lambda match: _expression(match.group(1)), expression)


@cache
def _entries() -> Mapping[str, Any]:
    text = resources.files("vozvrat.policy.texts").joinpath("patterns.yaml").read_text("utf-8")
    entries: Mapping[str, Any] = yaml.safe_load(text)
    return entries
