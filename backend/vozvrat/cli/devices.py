"""Pairing browsers, and the paired ones."""

import click

from vozvrat.cli.common import as_json, dump, note, opened, put_json, say, table
from vozvrat.cli.failing import language

_TYPE_IT = {
    "en": "Type this code in the extension within five minutes; it works once.",
    "ru": "Введите этот код в расширении в течение пяти минут; он действует один раз.",
    "zh-CN": "请在五分钟内在扩展中输入此码；仅可使用一次。",
}


@click.command()
@as_json
@click.option("--account", "account_id", help="Bind the browser to one account: it sees only that one.")
def pair(as_json: bool, account_id: str | None) -> None:
    """Print a one-time code that pairs a browser."""
    with opened():
        from vozvrat import accounts

        made = accounts.pair(account_id=account_id)
        if as_json:
            put_json({"code": made.code, "expires_at": made.expires_at})
            return
        say(made.code)
        note(_TYPE_IT[language()])


@click.group()
def devices() -> None:
    """Paired browsers."""


@devices.command("list")
@as_json
def list_(as_json: bool) -> None:
    """List paired browsers."""
    with opened():
        from vozvrat import accounts
        from vozvrat.web.pairing import DeviceSchema

        found = accounts.list_devices()
        if as_json:
            put_json(dump(DeviceSchema(many=True), found))
            return
        rows = [
            [one.id, one.name, one.origin or "–", str(one.last_used_at or "–")[:16], one.account_id or "–"]
            for one in found
        ]
        table(["id", "name", "origin", "last used", "account"], rows)


@devices.command()
@click.argument("device_id", metavar="ID")
@as_json
def revoke(device_id: str, as_json: bool) -> None:
    """End a pairing; its token is worthless from now on."""
    with opened():
        from vozvrat import accounts

        accounts.revoke(device_id)
        if as_json:
            put_json({"revoked": device_id})
