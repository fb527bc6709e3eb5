"""Whose accounts a question is about."""

from vozvrat import storage
from vozvrat.desk.model import Scope


def scope(*, company_id: str | None = None, account_id: str | None = None, bound_to: str | None = None) -> Scope:
    """The accounts that may be looked at: the page's company, an account named, and what the asker is bound to.

    Everything that is given must hold; a company that no account belongs to leaves nothing, because a page of
    another shop must never show this one's orders.
    """
    if company_id:
        found = storage.accounts.by_company(company_id)
        accounts = [found] if found is not None else []
    else:
        accounts = storage.accounts.list_all()
    return Scope(tuple(one for one in accounts if account_id in (None, one.id) and bound_to in (None, one.id)))
