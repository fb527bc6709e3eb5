"""The order card in the terminal."""

from typing import Any

import click

from vozvrat.cli.common import as_json, dump, now, opened, put_json, say
from vozvrat.cli.failing import language
from vozvrat.domain.locale import Locale
from vozvrat.domain.locale import say as in_language
from vozvrat.domain.posting_number import posting_number

_NOTHING: dict[Locale, str] = {"en": "Nothing to do.", "ru": "Делать ничего не нужно.", "zh-CN": "无需处理。"}
MARKS = {"blocker": "■", "warning": "▲", "info": "●"}


@click.command()
@click.argument("number", metavar="POSTING_NUMBER")
@as_json
def lookup(number: str, as_json: bool) -> None:
    """Show an order: its return, deadlines, and what the rules say."""
    wanted = posting_number(number)
    with opened():
        from vozvrat import accounts, desk
        from vozvrat.web import shapes
        from vozvrat.web.core_schemas import CardSchema

        at = now()
        card = desk.card(wanted, scope=desk.scope(), now=at)
        shape = shapes.card(card, locale=language(), zone=accounts.preferences().zone, now=at)
        if as_json:
            put_json(dump(CardSchema(), shape))
            return
        _print(card, shape)


def _print(card: Any, shape: dict[str, Any]) -> None:
    order = card.order
    say(f"{order.posting_number}  {order.scheme.value}  {order.status}")
    for line in order.lines:
        price = f"  {line.price.amount} {line.price.currency}" if line.price else ""
        say(f"  {line.quantity} × {line.name}{price}")
    for view in card.returns:
        reason = f": {view.claim.reason.name}" if view.claim.reason else ""
        say(f"  {view.claim.state_name}{reason}")
    for deadline in shape["deadlines"]:
        say(f"  {deadline['line']}  [{deadline['rule_id']}]")
    for finding in card.findings:
        say(f"  {MARKS[finding.severity.value]} {in_language(finding.title, language())}  [{finding.rule_id}]")
    if not card.findings and not shape["deadlines"]:
        say(f"  {_NOTHING[language()]}")
