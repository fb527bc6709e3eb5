"""The policy catalogue in the terminal: ours, the seller's own rules, trying conditions, passing rules on."""

import sys
from pathlib import Path
from typing import Any

import click

from vozvrat.cli.common import as_json, dump, now, opened, put_json, say, table
from vozvrat.cli.failing import language
from vozvrat.domain.errors import InvalidInput, NotFound
from vozvrat.domain.locale import say as in_language
from vozvrat.words import age

_ACCOUNT = click.option("--account", metavar="ID", help="The account meant; the only one where there is one.")
BY = "terminal"


@click.group()
def rules() -> None:
    """The policy catalogue."""


@rules.command("list")
@_ACCOUNT
@as_json
def list_(account: str | None, as_json: bool) -> None:
    """List every rule: ours, with what an account changed, and the seller's own."""
    with opened():
        from vozvrat.desk import rulebook
        from vozvrat.web import rules_schemas, rules_shapes

        found = list(rulebook.entries(_scope(account)))
        if as_json:
            shapes = [rules_shapes.rule(one, today=now().date(), locale=language()) for one in found]
            put_json(dump(rules_schemas.RuleSchema(many=True), shapes))
            return
    rows = [
        [
            one.rule.id,
            one.rule.severity.value if one.rule.enabled else "off",
            _certainty(one),
            in_language(one.rule.title, language()),
        ]
        for one in found
    ]
    table(["id", "severity", "confidence", "title"], rows)


def _certainty(one: Any) -> str:
    """A rule's confidence, * where an account changed the rule, and whether its sources were not looked at for long."""
    known = "own" if one.version is not None else one.rule.confidence + ("*" if one.override else "")
    return f"{known} stale" if one.rule.stale(now().date()) else known


@rules.command()
@click.argument("rule_id", metavar="ID")
@_ACCOUNT
@as_json
def show(rule_id: str, account: str | None, as_json: bool) -> None:
    """Show one rule with its sources and the open returns where it fires now."""
    with opened():
        from vozvrat import accounts, desk
        from vozvrat.web import rules_schemas, rules_shapes

        scope = _scope(account)
        entry, at = desk.rule(rule_id, scope=scope), now()
        where = desk.firing(rule_id, scope=scope, now=at)
        shape = rules_shapes.page(entry, where, locale=language(), zone=accounts.preferences().zone, now=at)
    answer: Any = dump(rules_schemas.RulePageSchema(), shape)
    if as_json:
        put_json(answer)
        return
    say(f"{answer['id']}  {answer['severity'] if answer['enabled'] else 'off'}  {answer['confidence']}")
    for name in ("title", "detail", "remedy", "when", "problem"):
        if answer[name]:
            say(f"  {answer[name]}")
    if answer["stale"]:
        say(f"  {age.stale(answer['reviewed_on'], language())}")
    if answer["override"]:
        say(f"  {answer['override']['changed_by']}, {answer['override']['changed_at']}: {answer['override']['note']}")
    for source in answer["sources"]:
        say(f"  {source['address']} ({source['seen']})")
    for item in answer["firing"]["items"]:
        say(f"  {item['posting_number']}  {item['line']}")


@rules.command()
@click.argument("pack", type=click.Path(exists=True, path_type=Path), required=False)
@as_json
def lint(pack: Path | None, as_json: bool) -> None:
    """Load a pack and run every example; ours without an argument."""
    from vozvrat import policy

    loaded = policy.load_pack(pack)
    info = policy.pack_info(loaded)
    examples = sum(len(rule.examples) for rule in loaded.rules.values())
    if as_json:
        put_json({"version": info.version, "rules": info.rules, "examples": examples, "reviewed_on": info.reviewed_on})
        return
    say(f"{info.version}: {info.rules} / {examples}")


@rules.command("changes")
@click.option("--from", "older", metavar="VERSION", help="Left out: the version before.")
@click.option("--to", "newer", metavar="VERSION", help="Left out: the version that runs.")
@as_json
def changes(older: str | None, newer: str | None, as_json: bool) -> None:
    """Tell what changed in our rules between two versions."""
    with opened():
        from vozvrat.watch import versions
        from vozvrat.web import changes as shapes

        shape = shapes.shape(versions.between(older, newer), locale=language())
    if as_json:
        put_json(dump(shapes.ChangesAnswer(), shape))
        return
    say(" ".join(["…" if shape["older"] is None else shape["older"]["version"], "→", shape["newer"]["version"]]))
    for item in shape["items"]:
        say(item["sentence"])
    for version in shape["versions"]:
        say(f"  {version['version']}  {version['reviewed_on']}")


@rules.command("sources")
@_ACCOUNT
@as_json
def sources(account: str | None, as_json: bool) -> None:
    """List the pages that rules rest on, and what the policy watch saw there."""
    with opened():
        from vozvrat.watch import pages
        from vozvrat.web import sources as shapes

        found = pages.everything(_scope(account), now=now())
        items = [shapes.shape(one, locale=language()) for one in found]
    if as_json:
        put_json(dump(shapes.WatchedPageSchema(many=True), items))
        return
    rows = [[one["state"], one["address"], " ".join(one["rules"]), one["problem"] or ""] for one in items]
    table(["state", "address", "rules", "problem"], rows)


@rules.command("export")
@click.argument("file", metavar="FILE", type=click.Path(allow_dash=True, dir_okay=False, path_type=Path))
@_ACCOUNT
@as_json
def export(file: Path, account: str | None, as_json: bool) -> None:
    """Write own rules and overrides to a YAML file; - is the terminal."""
    with opened():
        from vozvrat import library

        text = library.export_rules(account_id=_only(account))
    if as_json:
        put_json({"yaml": text})
    if str(file) != "-":
        _write(file, text)
    elif not as_json:
        click.echo(text, nl=False)


@rules.command("import")
@click.argument("file", metavar="FILE", type=click.Path(allow_dash=True, dir_okay=False, path_type=Path))
@_ACCOUNT
@click.option("--dry-run", is_flag=True, help="Only tell what would change.")
@as_json
def import_(file: Path, account: str | None, dry_run: bool, as_json: bool) -> None:
    """Read own rules and overrides from a YAML file, all of them or none."""
    text = _read(file)
    with opened():
        from vozvrat import library
        from vozvrat.web import rules_schemas

        done = library.import_rules(
            text,
            name=file.name,
            account_id=_scope(account).account_ids[0] if account else None,
            accounts=_scope(account).account_ids,
            by=BY,
            now=now(),
            dry_run=dry_run,
        )
    if as_json:
        put_json(dump(rules_schemas.ImportAnswer(), done))
        return
    for mark, ids in (("+", done.added), ("~", done.changed), ("=", done.unchanged)):
        for rule_id in ids:
            say(f"{mark} {rule_id} off" if rule_id in done.switched_off else f"{mark} {rule_id}")


@rules.command("try")
@click.argument("expression", metavar="EXPRESSION")
@click.option("--limit", type=click.IntRange(1, 5000), default=1000, show_default=True, help="Latest returns tried.")
@_ACCOUNT
@as_json
def try_(expression: str, limit: int, account: str | None, as_json: bool) -> None:
    """Run a condition over stored returns: how many it fires on, and which."""
    with opened():
        from vozvrat import desk
        from vozvrat.web import rules_schemas, rules_shapes

        done = desk.try_condition(expression, scope=_scope(account), limit=limit, now=now())
    if as_json:
        put_json(dump(rules_schemas.TrialAnswer(), rules_shapes.trial(done)))
        return
    say(f"{done.fires} / {done.tried}")
    for one in done.items:
        say(f"  {one.claim.posting_number}  {one.claim.scheme.value}  {one.claim.state}")
    for fact, count in done.missing:
        say(f"  ? {fact}: {count}")


def _scope(account: str | None) -> Any:
    """The accounts meant; one that is named must be there."""
    from vozvrat import desk

    scope = desk.scope(account_id=account)
    if account is not None and not scope.accounts:
        raise NotFound(what="account", id=account)
    return scope


def _only(account: str | None) -> str | None:
    found: list[str] = _scope(account).account_ids
    return found[0] if len(found) == 1 else None


def _read(file: Path) -> str:
    try:
        return sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        raise InvalidInput(errors={str(file): [getattr(error, "strerror", None) or "no text in UTF-8"]}) from None


def _write(file: Path, text: str) -> None:
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InvalidInput(errors={str(file): [error.strerror or "cannot be written"]}) from None
