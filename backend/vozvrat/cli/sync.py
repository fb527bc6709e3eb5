"""One full sync now."""

from datetime import datetime

import click

from vozvrat.cli.common import as_json


@click.command()
@click.option("--account", "account_id", metavar="ID", help="One account; all without it.")
@click.option("--since", type=click.DateTime(formats=["%Y-%m-%d"]), help="How far back to read, such as 2026-08-01.")
@as_json
def sync(account_id: str | None, since: datetime | None, as_json: bool) -> None:
    """Read everything from Ozon; a sync that runs already is joined."""
    raise NotImplementedError
