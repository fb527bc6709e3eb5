"""Pages of Ozon's lists, whichever way a method pages."""

from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")

EMPTY_PAGES_IN_A_ROW = 3
"""Ozon may send an empty page that claims to have a next one; after so many we believe the emptiness."""


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """Some rows and where to go on: kept `cursor`s let a stopped sync continue behind the last page it stored."""

    items: tuple[Item, ...]
    cursor: str
    has_next: bool
