"""The Ozon Seller API: one seller's connection, reads that try again, writes that never do.

`reads` and `writes` have transports of their own; only `vozvrat.decisions` imports `writes`.
"""

from vozvrat.ozon.limiter import Limiter, SharedLimiter, Unlimited, default_limiter, limiter_for
from vozvrat.ozon.outcomes import NotSent, Refused, Unsure
from vozvrat.ozon.paging import Page
from vozvrat.ozon.seller import DEFAULT_URL, Patience, Seller, connect

__all__ = [
    "DEFAULT_URL",
    "Limiter",
    "NotSent",
    "Page",
    "Patience",
    "Refused",
    "Seller",
    "SharedLimiter",
    "Unlimited",
    "Unsure",
    "connect",
    "default_limiter",
    "limiter_for",
]
