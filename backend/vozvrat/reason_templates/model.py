"""What a reason template is: texts in three languages with declared gaps, and when to use it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from vozvrat.domain.locale import Words
from vozvrat.domain.orders import Scheme
from vozvrat.domain.purposes import Purpose
from vozvrat.domain.returns import ReasonKind

VariableType: TypeAlias = Literal[
    "number", "product", "money", "count", "days", "date", "deadline", "text", "reason", "evidence", "address"
]

LIMIT = 1000
"""The longest text, in code points, that Ozon's chat takes (CHT-03)."""


@dataclass(frozen=True, slots=True)
class FactPath:
    """Where in the facts document a value stands; `currency` is a path too, or a fixed ISO code in capitals.

    `agrees_with` names the other end of an interval: the value counts as known only where both fall on one day.
    `means` turns what stands there into the value (a scheme into its term); what it does not list is unknown.
    `unless_more` names a number: with more than one of it (pieces, for a price per piece) the value is not known.
    """

    path: str
    currency: str | None = None
    agrees_with: str | None = None
    means: Mapping[str, int] | None = None
    unless_more: str | None = None


@dataclass(frozen=True, slots=True)
class Variable:
    """A gap in a template. An optional one stands inside `{% if name is known %}` and is left out with its sentence."""

    name: str
    type: VariableType
    required: bool
    description: Words
    example: Words
    facts: tuple[FactPath, ...] = ()


@dataclass(frozen=True, slots=True)
class Template:
    """One way to say one thing. `texts["ru"]` is what the buyer reads; the other two tell the seller the same.

    Empty `reason_kinds`, `schemes` or `states` mean "any"; `fits` names facts, by path, and the values it is made
    for. `rules` are ids of the policy catalogue.
    """

    id: str
    name: Words
    purpose: Purpose
    reason_kinds: tuple[ReasonKind, ...]
    schemes: tuple[Scheme, ...]
    states: tuple[str, ...]
    fits: Mapping[str, tuple[object, ...]]
    texts: Words
    variables: tuple[Variable, ...]
    use_when: Words
    avoid_when: Words
    rules: tuple[str, ...]
    owner: str
    version: int
    reviewed_on: date


@dataclass(frozen=True, slots=True)
class Missing:
    """A gap left in a text: what belongs there, and an example in the language of the rendering.

    `given` is what somebody wrote for it that could not be read as its type; None where nothing was given.
    """

    name: str
    description: Words
    example: str
    given: str | None = None


@dataclass(frozen=True, slots=True)
class Rendering:
    """A text ready to be read; `used` is every value as it stands in the text, by variable."""

    text: str
    missing: tuple[Missing, ...]
    used: dict[str, str]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A template worth offering and the reasons, in words; a higher `score` is better, and means nothing else."""

    template: Template
    score: float
    why: tuple[Words, ...]
