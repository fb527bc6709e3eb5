"""The policy catalogue in the terminal."""

from pathlib import Path
from typing import Any

import click

from vozvrat.cli.common import as_json, dump, put_json, say, table
from vozvrat.cli.failing import language
from vozvrat.domain.locale import say as in_language


@click.group()
def rules() -> None:
    """The policy catalogue."""


@rules.command("list")
@as_json
def list_(as_json: bool) -> None:
    """List every rule."""
    from vozvrat import policy
    from vozvrat.web.rules import RuleSchema, shape

    found = policy.rules()
    if as_json:
        put_json(dump(RuleSchema(many=True), [shape(rule) for rule in found]))
        return
    rows = [[one.id, one.severity.value, one.confidence, in_language(one.title, language())] for one in found]
    table(["id", "severity", "confidence", "title"], rows)


@rules.command()
@click.argument("rule_id", metavar="ID")
@as_json
def show(rule_id: str, as_json: bool) -> None:
    """Show one rule with its sources."""
    from vozvrat import desk
    from vozvrat.web.rules import RuleSchema, shape

    answer: Any = dump(RuleSchema(), shape(desk.rule(rule_id)))
    if as_json:
        put_json(answer)
        return
    say(f"{answer['id']}  {answer['severity']}  {answer['confidence']}")
    for name in ("title", "detail", "remedy", "when"):
        if answer[name]:
            say(f"  {answer[name]}")
    for source in answer["sources"]:
        say(f"  {source['address']} ({source['seen']})")


@rules.command()
@click.argument("pack", type=click.Path(exists=True, path_type=Path), required=False)
@as_json
def lint(pack: Path | None, as_json: bool) -> None:
    """Load a pack and run every example; ours without an argument."""
    from vozvrat import policy

    info = policy.pack_info(policy.load_pack(pack))
    examples = sum(len(rule.examples) for rule in policy.load_pack(pack).rules.values())
    if as_json:
        put_json({"version": info.version, "rules": info.rules, "examples": examples, "reviewed_on": info.reviewed_on})
        return
    say(f"{info.version}: {info.rules} / {examples}")
