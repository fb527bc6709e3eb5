"""A real database file for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from vozvrat import storage


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'vozvrat.db'}"


@pytest.fixture
def database(url: str) -> Iterator[str]:
    """An open database with nothing in it."""
    storage.open(url)
    yield url
    storage.close()
