"""The time at which rows are written."""

from datetime import UTC, datetime


def now() -> datetime:
    return datetime.now(UTC)
