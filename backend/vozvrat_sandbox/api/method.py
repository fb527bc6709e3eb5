"""What a method of the Seller API is here: a function from a call to its answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from vozvrat_sandbox.life import Life
from vozvrat_sandbox.world import DAY, Account, Credential, World, when

from .reading import Body, Request

Answer = dict[str, Any] | None
"""JSON, or None for Ozon's empty 200."""


@dataclass(slots=True)
class Call:
    """One admitted call. A method that changes something says so in ``effect``."""

    world: World
    life: Life
    credential: Credential
    body: Body
    nested_actions: bool = False
    effect: bool = False

    @property
    def account(self) -> Account:
        return self.credential.account

    def request(self, name: str) -> Request:
        """The request under Ozon's name for it, which its error messages carry."""
        return Request(name, self.body)


@dataclass(frozen=True, slots=True)
class Method:
    """One path. ``paid``: needs a subscription; ``role``: what the key must be allowed;
    ``own_warehouse``: only for sellers who have one; ``per_minute``: a limit of its own (0: none)."""

    perform: Callable[[Call], Answer]
    role: str = "common"
    paid: bool = False
    own_warehouse: bool = False
    per_minute: int = 0


def iso(moment: float | None) -> str | None:
    """A time as Ozon writes it; null stays null."""
    if moment is None:
        return None
    day, second = divmod(int(moment), DAY)
    return f"{_date(day)}T{second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}Z"


@cache
def _date(day: int) -> str:
    """A day since 1970; times share their days, and formatting was a third of a page's cost."""
    return when(day * DAY).date().isoformat()


def money(amount: Decimal | int, currency: str) -> dict[str, str]:
    """Money as newer methods write it: the amount is a string."""
    return {"amount": f"{Decimal(amount):.2f}", "currency": currency}


def photo(kind: str, number: int, index: int = 0) -> str:
    """An address of a picture; always the same for the same thing."""
    return f"https://cdn1.ozone.ru/s3/{kind}-{number % 36:x}/{number}{index:02d}.jpg"
