"""Ozon accounts. The key is asked for or read from a file: an argument would stay in the shell's history."""

import sys
from pathlib import Path
from typing import Any

import click

from vozvrat.cli.common import as_json, dump, note, opened, put_json, say, table
from vozvrat.cli.failing import language
from vozvrat.domain.errors import InvalidInput, RoleMissing
from vozvrat.words.errors import by_code, sentence


@click.group()
def accounts() -> None:
    """Ozon accounts and their keys."""


@accounts.command()
@click.option("--client-id", required=True, help="The Client-Id from the seller center.")
@click.option(
    "--key-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file that holds the key; without it the key is asked for.",
)
@click.option("--name", default="", help="How you call this shop.")
@as_json
def add(client_id: str, key_file: Path | None, name: str, as_json: bool) -> None:
    """Add an account after trying its key at Ozon."""
    key = _key(key_file)
    with opened():
        from vozvrat import accounts as room

        _tell(room.add(client_id=client_id, key=key, name=name), as_json=as_json)


@accounts.command("list")
@as_json
def list_(as_json: bool) -> None:
    """List accounts."""
    with opened():
        from vozvrat import accounts as room
        from vozvrat.web.accounts import AccountSchema, shape

        found = room.list_all()
        if as_json:
            put_json(dump(AccountSchema(many=True), [shape(one, locale=language()) for one in found]))
            return
        rows = [
            [
                one.id,
                one.client_id,
                one.name,
                one.currency or "–",
                by_code(one.problem, language()) if one.problem else one.key_state,
                str(one.synced_at or "–")[:16],
            ]
            for one in found
        ]
        table(["id", "client id", "name", "currency", "key", "synced"], rows)


@accounts.command()
@click.argument("account_id", metavar="ID")
@as_json
def verify(account_id: str, as_json: bool) -> None:
    """Ask Ozon again what the key may do."""
    with opened():
        from vozvrat import accounts as room

        lacking = _tell(room.verify(account_id), as_json=as_json)
    if lacking:
        sys.exit(1)


@accounts.command()
@click.argument("account_id", metavar="ID")
@as_json
def remove(account_id: str, as_json: bool) -> None:
    """Forget an account, its key and all that is stored of it."""
    with opened():
        from vozvrat import accounts as room

        room.remove(account_id)
        if as_json:
            put_json({"removed": account_id})


def _tell(account: Any, *, as_json: bool) -> bool:
    """Prints an account; whether its key lacks a role is said on stderr and returned."""
    from vozvrat import accounts as room
    from vozvrat.web.accounts import AccountSchema, shape

    if as_json:
        put_json(dump(AccountSchema(), shape(account, locale=language())))
    else:
        say(f"{account.id}  {account.client_id}  {account.name}")
    missing = room.missing_method(account)
    if missing is not None:
        note(sentence(RoleMissing(method=missing), language()))
    return missing is not None


def _key(key_file: Path | None) -> str:
    if key_file is None:
        return _asked()
    try:
        key = key_file.read_text(encoding="utf-8-sig").strip()
    except (OSError, UnicodeError):
        key = ""
    if not key:
        raise InvalidInput(errors={"--key-file": ["this file holds no key"]})
    return key


def _asked() -> str:
    """The key as somebody types it, unseen; through a pipe, its first line."""
    if sys.stdin.isatty():
        return str(click.prompt("Api-Key", hide_input=True, err=True)).strip()
    key = sys.stdin.readline().strip()
    if not key:
        raise InvalidInput(errors={"Api-Key": ["no key was given"]})
    return key
