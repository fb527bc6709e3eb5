"""YAML that somebody hands us: bounded before it is built, so that no text can fill the memory or hang the reader."""

from collections.abc import Mapping
from typing import Any, Final, NoReturn

import yaml

from vozvrat.domain.errors import BrokenPack

SIZE: Final = 1_000_000
"""Code points of one text."""
DEPTH: Final = 32
"""Lists and mappings inside one another."""
ENTRIES: Final = 100_000
"""Values of one text, each alias counted as often as it stands for something."""


def read(text: str, *, name: str) -> Mapping[str, Any]:
    """The mapping that a YAML text holds; raises BrokenPack, in which `name` says which text."""
    if len(text) > SIZE:
        _refuse(name, f"is longer than {SIZE} characters")
    try:
        _measure(text, name)
        content = yaml.load(text, Loader=_Loader)  # noqa: S506  # _Loader is a safe one
    except _Doubled as error:
        _refuse(name, str(error))
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError) as error:
        _refuse(name, f"is no YAML of plain values{_place(error, text)}")
    if not isinstance(content, Mapping):
        _refuse(name, "must hold `rules`")
    return content


def _place(error: Exception, text: str) -> str:
    """Where reading stopped, as people count; the reader's own words are English and of no help to others."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is not None:
        return f", see line {mark.line + 1}, character {mark.column + 1}"
    position = getattr(error, "position", None)
    if not isinstance(position, int):
        return ""
    before = text[:position]
    return f", see line {before.count(chr(10)) + 1}, character {position - before.rfind(chr(10))}"


class _Doubled(Exception):
    """A name that stands twice in one mapping."""


class _Loader(yaml.CSafeLoader):
    """Plain values only, and no name twice in one mapping: the second would silently win."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen = set[str]()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode):
                if key.value in seen:
                    raise _Doubled(f"says {key.value[:40]} twice, the second time in line {key.start_mark.line + 1}")
                seen.add(key.value)
        return super().construct_mapping(node, deep)

    def construct_yaml_timestamp(self, node: yaml.ScalarNode) -> Any:
        """A date that does not exist stays the text that it is, so that whoever asked for a date can say where."""
        try:
            return super().construct_yaml_timestamp(node)
        except (ValueError, OverflowError):
            return node.value


_Loader.add_constructor("tag:yaml.org,2002:timestamp", _Loader.construct_yaml_timestamp)


def _measure(text: str, name: str) -> None:
    """Counts what the text would become before anything is built; an alias weighs what it stands for."""
    open_: list[tuple[str | None, int]] = []
    weights: dict[str, int] = {}
    total = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.AliasEvent):
            if event.anchor not in weights:
                around = any(anchor == event.anchor for anchor, _ in open_)
                _refuse(name, f"*{event.anchor} stands for {'something around it' if around else 'nothing'}")
            total += weights[event.anchor]
        elif isinstance(event, yaml.ScalarEvent):
            total += 1
            if event.anchor:
                weights[event.anchor] = 1
            if "\0" in event.value:
                _refuse(name, "holds a character that no text has (U+0000)")
        elif isinstance(event, yaml.CollectionStartEvent):
            total += 1
            weights.pop(event.anchor or "", None)
            open_.append((event.anchor, total))
        elif isinstance(event, yaml.CollectionEndEvent):
            anchor, before = open_.pop()
            if anchor:
                weights[anchor] = total - before + 1
        if len(open_) > DEPTH:
            _refuse(name, f"holds more than {DEPTH} lists and mappings inside one another")
        if total > ENTRIES:
            _refuse(name, f"holds more than {ENTRIES} values")


def _refuse(name: str, why: str) -> NoReturn:
    raise BrokenPack(file=name, rule=None, example=None, why=why)
