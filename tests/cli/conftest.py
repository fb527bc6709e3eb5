"""The command line, run in this process on a data folder of its own."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.api.house import home
from tests.api.ozons import ozon
from vozvrat.cli import main

__all__ = ["home", "ozon", "vozvrat"]

Run = Callable[..., Result]


@pytest.fixture
def vozvrat(home: Path) -> Run:
    """Runs a command; `language` is that of the terminal, `given` what is typed in."""

    def run(*arguments: str, language: str = "en_US.UTF-8", given: str | None = None) -> Result:
        environment = {"LC_ALL": None, "LC_MESSAGES": None, "LANG": language, "COLUMNS": "200"}
        return CliRunner(env=environment).invoke(main, list(arguments), input=given, prog_name="vozvrat")

    return run
