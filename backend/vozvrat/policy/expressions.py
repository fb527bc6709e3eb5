"""Conditions: what an expression may be before it is compiled, so that none can hang or reach outside the facts."""

from collections.abc import Mapping
from typing import Final

import cel

from vozvrat.policy import schema, view
from vozvrat.policy.rules import Condition, read_paths

LENGTH: Final = 1_000
"""Code points of a condition."""
DEPTH: Final = 12
"""Brackets inside brackets."""
KNOWN_FACTS: Final = schema.paths() | view.COMPUTED.keys()

TIMES: Final = tuple(
    f"{block}.{name}"
    for block, fields in schema.SCHEMA.items()
    if isinstance(fields, Mapping)
    for name, field in fields.items()
    if field == "time"
)
"""The facts from which a clock can be counted."""


class BadExpression(Exception):
    """A condition that does not hold: why, in short English, and the code point at which it goes wrong."""

    def __init__(self, why: str, place: int) -> None:
        super().__init__(why)
        self.why = why
        self.place = place


def compiled(source: str) -> Condition:
    """A condition ready to run; raises BadExpression."""
    if len(source) > LENGTH:
        raise BadExpression(f"is longer than {LENGTH} characters", LENGTH)
    try:
        program = cel.compile(source)
    except ValueError:
        raise BadExpression("does not compile", 0) from None
    reads = read_paths(source)
    for name in reads:
        if name not in KNOWN_FACTS:
            raise BadExpression(f"asks for f.{name}, which is no fact", max(source.find(name), 0))
    return Condition(source=source, program=program, reads=reads)
