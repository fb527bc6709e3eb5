"""What waits for the seller, nearest first."""

import re
from datetime import timedelta

import click

from vozvrat.cli.common import as_json, now, opened, put_json, table
from vozvrat.cli.failing import language
from vozvrat.cli.lookup import MARKS
from vozvrat.domain.locale import say as in_language

_SPAN = re.compile(r"(\d{1,5})\s*([mhdw])", re.I)
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}


class Span(click.ParamType[timedelta]):
    """A length of time such as 24h, 90m or 3d."""

    name = "span"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:
        if isinstance(value, timedelta):
            return value
        found = _SPAN.fullmatch(str(value).strip())
        if found is None:
            self.fail(f"{value!r} is no span of time; one looks like 24h, 90m or 3d", param, ctx)
        return int(found[1]) * _UNITS[found[2].lower()]


@click.command()
@click.option("--within", type=Span(), default="24h", show_default=True, help="How far to look ahead.")
@as_json
def due(within: timedelta, as_json: bool) -> None:
    """List what has to be answered, nearest first."""
    with opened():
        from vozvrat import accounts, desk
        from vozvrat.web import shapes
        from vozvrat.words import lines

        at = now()
        zone = accounts.preferences().zone
        found = desk.due(scope=desk.scope(), now=at, within=within)
        if as_json:
            put_json([shapes.due(one, locale=language(), zone=zone, now=at) for one in found])
            return
        rows = [
            [
                one.posting_number,
                MARKS.get(str(one.severity), ""),
                lines.clock(one.clock, locale=language(), zone=zone, now=at),
                in_language(one.title, language()) if one.title else "",
                one.product or "",
            ]
            for one in found
        ]
        table(["posting", "", "until", "what", "product"], rows)
