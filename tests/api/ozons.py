"""The simulated Ozon, started once for the tests that need somebody on the other side."""

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture(scope="session")
def ozon() -> Iterator[dict[str, Any]]:
    """Where the simulated Ozon answers, its accounts, and keys that it refuses."""
    command = [
        sys.executable,
        "-m",
        "vozvrat",
        "sandbox",
        "--returns",
        "120",
        "--seed",
        "7",
        "--requests-per-second",
        "0",
    ]
    program = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert program.stdout is not None
        yield json.loads(program.stdout.readline())
    finally:
        program.terminate()
        program.wait()


def refused(ozon: dict[str, Any], trouble: str) -> dict[str, str]:
    """A key with which something is wrong, by the name of the trouble."""
    return next(one for one in ozon["refused"] if one["trouble"] == trouble)
