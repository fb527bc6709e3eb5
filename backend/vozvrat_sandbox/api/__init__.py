"""The Seller API's methods, one module a theme."""

from __future__ import annotations

from . import (
    account,
    cancellations,
    chats,
    claims,
    finance,
    notifications,
    postings_fbo,
    postings_fbs,
    products,
    returns,
    reviews,
)
from .method import Call, Method

METHODS: dict[str, Method] = {
    **account.METHODS,
    **postings_fbs.METHODS,
    **postings_fbo.METHODS,
    **returns.METHODS,
    **claims.METHODS,
    **cancellations.METHODS,
    **chats.METHODS,
    **finance.METHODS,
    **products.METHODS,
    **reviews.METHODS,
    **notifications.METHODS,
}

OBSOLETE = frozenset(
    {
        "/v2/returns/rfbs/reject",
        "/v2/returns/rfbs/compensate",
        "/v2/returns/rfbs/verify",
        "/v2/returns/rfbs/receive-return",
        "/v2/returns/rfbs/return-money",
        "/v3/returns/company/fbo",
        "/v3/returns/company/fbs",
        "/v2/returns/company/fbo",
        "/v2/returns/company/fbs",
        "/v1/conditional-cancellation/list",
        "/v1/conditional-cancellation/get",
        "/v1/conditional-cancellation/approve",
        "/v1/conditional-cancellation/reject",
        "/v1/chat/list",
        "/v2/chat/list",
        "/v1/chat/history",
        "/v2/chat/history",
        "/v3/posting/fbs/list",
        "/v3/posting/fbs/unfulfilled/list",
        "/v2/posting/fbo/list",
        "/v3/finance/transaction/list",
        "/v3/finance/transaction/totals",
        "/v1/product/pictures/import",
    }
)
"""Paths that Ozon has switched off."""

__all__ = ["METHODS", "OBSOLETE", "Call", "Method"]
