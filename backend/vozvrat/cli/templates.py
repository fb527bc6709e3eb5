"""Reason templates in the terminal."""

from typing import Any

import click

from vozvrat.cli.common import as_json, dump, note, now, opened, put_json, say, table
from vozvrat.cli.failing import language
from vozvrat.domain.locale import LOCALES, Locale
from vozvrat.domain.locale import say as in_language
from vozvrat.domain.posting_number import posting_number


@click.group()
def templates() -> None:
    """Reason templates."""


@templates.command("list")
@as_json
def list_(as_json: bool) -> None:
    """List every template."""
    from vozvrat import reason_templates
    from vozvrat.web import shapes
    from vozvrat.web.core_schemas import TemplateSchema

    found = list(reason_templates.catalogue().values())
    if as_json:
        put_json(dump(TemplateSchema(many=True), [shapes.template(one) for one in found]))
        return
    table(["id", "purpose", "name"], [[one.id, one.purpose, in_language(one.name, language())] for one in found])


@templates.command()
@click.argument("template_id", metavar="ID")
@as_json
def show(template_id: str, as_json: bool) -> None:
    """Show one template in the three languages."""
    from vozvrat import desk
    from vozvrat.web import shapes
    from vozvrat.web.core_schemas import TemplateSchema

    answer: Any = dump(TemplateSchema(), shapes.template(desk.template(template_id)))
    if as_json:
        put_json(answer)
        return
    say(f"{answer['id']}  {answer['purpose']}  {answer['name']}")
    say(f"  + {answer['use_when']}")
    say(f"  - {answer['avoid_when']}")
    for tag in LOCALES:
        say(f"\n[{tag}]\n{answer['texts'][tag]}")


@templates.command()
@click.argument("template_id", metavar="ID")
@click.option("--posting", help="Fill from this order.")
@click.option("--value", "values", multiple=True, metavar="NAME=TEXT", help="Fill a gap; may be given often.")
@click.option("--locale", type=click.Choice(LOCALES), default="ru", show_default=True)
@as_json
def render(template_id: str, posting: str | None, values: tuple[str, ...], locale: Locale, as_json: bool) -> None:
    """Print a template as text; what is missing stays ⟦in brackets⟧ and is named on stderr."""
    wanted = posting_number(posting) if posting else None
    with opened():
        from vozvrat import desk
        from vozvrat.web import shapes
        from vozvrat.web.core_schemas import RenderingAnswer

        text, findings = desk.render(
            template_id,
            values=dict(_value(given) for given in values),
            number=wanted,
            return_id=None,
            locale=locale,
            scope=desk.scope(),
            now=now(),
        )
        if as_json:
            shape = {"text": text.text, "missing": shapes.gaps(text.missing), "findings": shapes.findings(findings)}
            put_json(dump(RenderingAnswer(), shape))
            return
        say(text.text)
        for gap in text.missing:
            note(f"⟦{gap.name}⟧ {in_language(gap.description, language())} ({gap.example})")
        for finding in findings:
            note(f"{finding.rule_id}: {in_language(finding.title, language())}")


def _value(given: str) -> tuple[str, str]:
    name, equals, text = given.partition("=")
    if not equals:
        raise click.UsageError(f"--value is NAME=TEXT, not {given!r}")
    return name.strip(), text
