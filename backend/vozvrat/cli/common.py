"""What commands share: the database, JSON out, tables, times."""

import contextlib
import json
import os
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar

import click

from vozvrat import logs, settings
from vozvrat.cli.failing import language
from vozvrat.settings import Settings

Command = TypeVar("Command", bound=Callable[..., Any])


def as_json(command: Command) -> Command:
    """The --json switch of every command."""
    option = click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")
    return option(command)


@contextlib.contextmanager
def opened() -> Iterator[Settings]:
    """The settings, with logs for who asked for them and the database open and migrated; closed again at the end."""
    from vozvrat import storage

    chosen = settings.read()
    logs.configure(chosen.log_level if os.environ.get("VOZVRAT_LOG_LEVEL") else "ERROR")
    settings.prepare(chosen)
    storage.open(chosen.database_url)
    try:
        yield chosen
    finally:
        storage.close()


def now() -> datetime:
    return datetime.now(UTC)


def say(text: str) -> None:
    """A result, on stdout."""
    click.echo(text)


def note(text: str) -> None:
    """A remark beside the result, on stderr."""
    click.echo(text, err=True)


def dump(schema: Any, value: object) -> object:
    """A value as the HTTP API writes it, in the user's language."""
    from vozvrat.web.language import speaking

    with speaking(language()):
        return schema.dump(value)


def put_json(value: object) -> None:
    """One JSON document on stdout."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=_plain))


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"
    if isinstance(value, Mapping):
        return dict(value)
    return str(value)


def table(columns: list[str], rows: list[list[str]]) -> None:
    """A table on stdout; as wide as the terminal, whole where there is none."""
    from rich.console import Console
    from rich.table import Table

    shown = Table(box=None, pad_edge=False, header_style="dim")
    for column in columns:
        shown.add_column(column, overflow="fold")
    for row in rows:
        shown.add_row(*[_escaped(cell) for cell in row])
    console = Console()
    if not console.is_terminal:
        console = Console(width=400)
    console.print(shown)


def _escaped(text: str) -> str:
    from rich.markup import escape

    return escape(text)
