"""Accruals of postings."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby

from sqlalchemy import delete, select

from vozvrat.domain.fees import Fee
from vozvrat.domain.money import Money
from vozvrat.storage import clock, tables
from vozvrat.storage.database import reading, transaction
from vozvrat.storage.tables.base import table
from vozvrat.storage.upsert import upsert

_FEES = table(tables.Fee)


def replace(
    account_id: str, posting_numbers: Sequence[str], fees: Iterable[Fee], *, now: datetime | None = None
) -> None:
    """Makes these the accruals of these postings; accruals have no number of their own to know them by."""
    at = now or clock.now()
    by_posting = sorted(fees, key=lambda fee: fee.posting_number)
    rows = [
        {
            "account_id": account_id,
            "posting_number": number,
            "position": position,
            "type_id": fee.type_id,
            "name": fee.name,
            "amount": fee.accrued.amount,
            "currency": fee.accrued.currency,
            "accrued_on": fee.accrued_on,
            "sku": fee.sku,
            "quantity": fee.quantity,
            "saved_at": at,
        }
        for number, own in groupby(by_posting, key=lambda fee: fee.posting_number)
        for position, fee in enumerate(own)
    ]
    with transaction() as connection:
        connection.execute(
            delete(_FEES).where(_FEES.c.account_id == account_id, _FEES.c.posting_number.in_(list(posting_numbers)))
        )
        upsert(connection, _FEES, rows)


def by_posting(numbers: Sequence[str], account_ids: Sequence[str] | None = None) -> dict[str, list[Fee]]:
    """The accruals of some postings, as Ozon listed them."""
    if not numbers or account_ids == []:
        return {}
    wanted = [_FEES.c.posting_number.in_(list(numbers))]
    if account_ids is not None:
        wanted.append(_FEES.c.account_id.in_(list(account_ids)))
    found: dict[str, list[Fee]] = defaultdict(list)
    with reading() as connection:
        for row in connection.execute(select(_FEES).where(*wanted).order_by(_FEES.c.account_id, _FEES.c.position)):
            found[row.posting_number].append(
                Fee(
                    posting_number=row.posting_number,
                    type_id=row.type_id,
                    name=row.name,
                    accrued=Money(row.amount, row.currency),
                    accrued_on=row.accrued_on,
                    sku=row.sku,
                    quantity=row.quantity,
                )
            )
    return dict(found)
