"""Ozon accounts, without their keys."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Row, bindparam, delete, insert, or_, select
from sqlalchemy import update as change

from vozvrat.domain import errors
from vozvrat.domain.sellers import Seller
from vozvrat.storage import tables
from vozvrat.storage.database import reading, transaction
from vozvrat.storage.tables.base import table
from vozvrat.storage.upsert import upsert

_ACCOUNTS = table(tables.Account)
_COMPANIES = table(tables.AccountCompany)


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One Ozon account. `id` is ours, chosen when it is added, made of letters, digits, `-` and `_`.

    `key_state` is what the last call told of the key: `unverified`, `valid` or `refused`. `problem` is the code
    of the error (`domain.errors`) that stopped the account, with the time in `problem_at`; None while it works.
    `skipped_methods` are the paths that the key may not call, with the error's code. `synced_at` is when the
    last full sync came to its end.
    """

    id: str
    client_id: str
    name: str
    added_at: datetime
    company_name: str | None = None
    currency: str | None = None
    country: str | None = None
    subscription: str | None = None
    error_index_percent: Decimal | None = None
    key_state: str = "unverified"
    key_expires_at: datetime | None = None
    roles: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    problem: str | None = None
    problem_at: datetime | None = None
    skipped_methods: tuple[tuple[str, str], ...] = ()
    verified_at: datetime | None = None
    synced_at: datetime | None = None
    return_address_set: bool | None = None
    disposal_default_set: bool | None = None
    compensation_unit: str | None = None

    @property
    def seller(self) -> Seller:
        """What rules may ask of the seller."""
        return Seller(
            cross_border=None if self.currency is None else self.currency != "RUB",
            currency=self.currency,
            subscription=self.subscription,
            key_expires_at=self.key_expires_at,
            error_index_percent=self.error_index_percent,
            return_address_set=self.return_address_set,
            disposal_default_set=self.disposal_default_set,
            compensation_unit=self.compensation_unit or ("RUB" if self.currency == "RUB" else None),
        )


_NAMES = tuple(field.name for field in fields(Account))
_COLUMNS = tuple(_ACCOUNTS.c[name] for name in _NAMES)
# Built once: every look-up asks these, and putting a statement together costs as much as running it.
_ALL = select(*_COLUMNS).order_by(_ACCOUNTS.c.added_at, _ACCOUNTS.c.id)
_ONE = select(*_COLUMNS).where(_ACCOUNTS.c.id == bindparam("account"))
_SEEN = select(_COMPANIES.c.account_id).where(_COMPANIES.c.company_id == bindparam("company"))
_OF_COMPANY = (
    select(*_COLUMNS)
    .where(or_(_ACCOUNTS.c.client_id == bindparam("company"), _ACCOUNTS.c.id.in_(_SEEN)))
    .order_by(_ACCOUNTS.c.client_id != bindparam("company"), _ACCOUNTS.c.added_at)
    .limit(1)
)


def add(account: Account) -> None:
    """Adds an account; raises Conflict where its id or Client-Id is already there."""
    with transaction() as connection:
        taken = or_(_ACCOUNTS.c.id == account.id, _ACCOUNTS.c.client_id == account.client_id)
        if connection.execute(select(_ACCOUNTS.c.id).where(taken)).first():
            raise errors.Conflict(what="account", id=account.client_id)
        connection.execute(insert(_ACCOUNTS).values(_values({name: getattr(account, name) for name in _NAMES})))


def list_all() -> list[Account]:
    """Every account, in the order they were added."""
    with reading() as connection:
        return [_account(row) for row in connection.execute(_ALL).all()]


def get(account_id: str) -> Account:
    """One account; raises NotFound."""
    with reading() as connection:
        row = connection.execute(_ONE, {"account": account_id}).first()
    if row is None:
        raise errors.NotFound(what="account", id=account_id)
    return _account(row)


def by_company(company_id: str) -> Account | None:
    """The account whose Client-Id this is, or whose rows carried this company id."""
    with reading() as connection:
        row = connection.execute(_OF_COMPANY, {"company": company_id}).first()
    return None if row is None else _account(row)


def update(account_id: str, **changes: object) -> Account:
    """Changes fields of an account and returns it as it is then; raises NotFound."""
    unknown = set(changes) - set(_NAMES) | ({"id", "client_id"} & set(changes))
    if unknown:
        raise TypeError(f"an account has no changeable {', '.join(sorted(unknown))}")
    with transaction() as connection:
        if changes:
            connection.execute(change(_ACCOUNTS).where(_ACCOUNTS.c.id == account_id).values(_values(changes)))
        return get(account_id)


def remove(account_id: str) -> None:
    """Removes an account with all that is stored of it; raises NotFound."""
    with transaction() as connection:
        if connection.execute(delete(_ACCOUNTS).where(_ACCOUNTS.c.id == account_id)).rowcount == 0:
            raise errors.NotFound(what="account", id=account_id)


def remember_companies(account_id: str, company_ids: Iterable[str]) -> None:
    """Keeps the company ids that rows of this account carried."""
    rows = [{"account_id": account_id, "company_id": found} for found in sorted(set(company_ids))]
    with transaction() as connection:
        upsert(connection, _COMPANIES, rows)


def companies(account_id: str) -> set[str]:
    """The company ids seen so far."""
    with reading() as connection:
        found = select(_COMPANIES.c.company_id).where(_COMPANIES.c.account_id == account_id)
        return set(connection.execute(found).scalars())


def _values(changes: Mapping[str, object]) -> dict[str, object]:
    return {
        name: [list(part) if isinstance(part, tuple) else part for part in value] if isinstance(value, tuple) else value
        for name, value in changes.items()
    }


def _account(row: Row[Any]) -> Account:
    found: dict[str, Any] = dict(zip(_NAMES, row, strict=True))
    found["roles"] = tuple(found["roles"] or ())
    found["methods"] = tuple(found["methods"] or ())
    found["skipped_methods"] = tuple((path, code) for path, code in found["skipped_methods"] or ())
    return Account(**found)
