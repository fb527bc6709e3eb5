"""One full sync now."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import click

from vozvrat.cli.common import as_json, note, now, opened, put_json, say
from vozvrat.cli.failing import language
from vozvrat.domain.errors import VozvratError
from vozvrat.domain.locale import Words
from vozvrat.domain.locale import say as in_language
from vozvrat.words.errors import by_code, sentence

_SKIPPED: Words = {
    "en": "{method} was left out: {why}",
    "ru": "{method} пропущен: {why}",
    "zh-CN": "已跳过 {method}：{why}",
}
_POSTPONED: Words = {
    "en": "Ozon paused some lists ({steps}); the next sync goes on there.",
    "ru": "Ozon приостановил часть списков ({steps}); следующая синхронизация продолжит.",
    "zh-CN": "Ozon 暂停了部分列表（{steps}）；下次同步将继续。",
}
_NO_ACCOUNT: Words = {
    "en": "No Ozon account has been added; add one with vozvrat accounts add.",
    "ru": "Кабинет Ozon не добавлен; добавьте его командой vozvrat accounts add.",
    "zh-CN": "尚未添加 Ozon 账户；请用 vozvrat accounts add 添加。",
}


@click.command()
@click.option("--account", "account_id", metavar="ID", help="One account; all without it.")
@click.option("--since", type=click.DateTime(formats=["%Y-%m-%d"]), help="How far back to read, such as 2026-08-01.")
@as_json
def sync(account_id: str | None, since: datetime | None, as_json: bool) -> None:
    """Read everything from Ozon; a sync that runs already is joined."""
    if since is not None and since.replace(tzinfo=UTC) > now():
        raise click.UsageError(f"--since {since:%Y-%m-%d} has not come yet")
    with opened():
        from vozvrat import accounts  # loads the database room

        wanted = [accounts.get(account_id)] if account_id else accounts.list_all()
        if not wanted:
            raise click.ClickException(in_language(_NO_ACCOUNT, language()))
        failures: list[VozvratError] = []
        reports = [
            report for account in wanted if (report := _one(account, since, failures, quiet=as_json)) is not None
        ]
        if as_json:
            put_json(reports[0] if account_id and reports else reports)
        if failures:
            raise failures[-1]


def _one(account: Any, since: datetime | None, failures: list[VozvratError], *, quiet: bool) -> dict[str, Any] | None:
    """One account's sync; a failure is kept, so that the other accounts are read too."""
    from vozvrat import sync as room  # loads the database room

    begun = since.replace(tzinfo=UTC) if since else None
    try:
        with _progress(account.name, quiet=quiet) as report:
            done = room.full(account.id, since=begun, report=report)
    except VozvratError as error:
        if failures:
            note(sentence(failures[-1], language()))
        failures.append(error)
        return None
    for method, code in done.skipped:
        why = by_code(code, language(), method=method)
        note(in_language(_SKIPPED, language()).format(method=method, why=why))
    if done.postponed:
        note(in_language(_POSTPONED, language()).format(steps=", ".join(done.postponed)))
    rows = dict(done.rows)
    if not quiet:
        say(f"{account.name}: " + ", ".join(f"{name} {count}" for name, count in rows.items()))
    return {
        "account_id": account.id,
        "rows": rows,
        "details": done.details,
        "skipped": [{"method": method, "code": code} for method, code in done.skipped],
        "postponed": list(done.postponed),
        "joined": done.joined,
    }


@contextmanager
def _progress(name: str, *, quiet: bool) -> Iterator[Callable[[Any], None]]:
    """A bar on stderr that moves with every page; nothing where nobody looks."""
    if quiet:
        yield lambda told: None
        return
    from rich.console import Console  # only where it is drawn
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[rows]}"), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(name, rows=0, total=None)

        def report(told: Any) -> None:
            rows = sum(told.rows.values())
            bar.update(task, completed=told.steps_done, total=told.steps, rows=rows, description=f"{name}: {told.step}")

        yield report
