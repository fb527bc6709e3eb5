"""The command line: each command loads only what it needs, prints results on stdout and says errors in one sentence."""

import importlib
import importlib.util
from typing import Final

import click

from vozvrat import __version__
from vozvrat.cli.failing import Plain

COMMANDS: Final[dict[str, tuple[str, str]]] = {
    "demo": ("vozvrat.cli.demo", "demo"),
    "serve": ("vozvrat.cli.serve", "serve"),
    "worker": ("vozvrat.cli.serve", "worker"),
    "pair": ("vozvrat.cli.devices", "pair"),
    "devices": ("vozvrat.cli.devices", "devices"),
    "accounts": ("vozvrat.cli.accounts", "accounts"),
    "sync": ("vozvrat.cli.sync", "sync"),
    "lookup": ("vozvrat.cli.lookup", "lookup"),
    "check": ("vozvrat.cli.check", "check"),
    "due": ("vozvrat.cli.due", "due"),
    "rules": ("vozvrat.cli.rules", "rules"),
    "templates": ("vozvrat.cli.templates", "templates"),
    "openapi": ("vozvrat.cli.openapi", "openapi"),
    "sandbox": ("vozvrat.cli.sandbox", "sandbox"),
}
"""Command → module and name of its click object; a module is imported when its command is called."""


class _Commands(Plain):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for name, (module, _) in COMMANDS.items() if _exists(module)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name]
        if not _exists(module):
            return None
        found = getattr(importlib.import_module(module), name)
        return found if isinstance(found, click.Command) else None


def _exists(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="vozvrat")
def main() -> None:
    """Vozvrat: a refund companion for people who sell on Ozon."""
