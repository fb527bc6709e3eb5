"""What the rules say, from the terminal."""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from vozvrat.cli.common import as_json, dump, now, opened, put_json, say
from vozvrat.cli.failing import language
from vozvrat.cli.lookup import MARKS
from vozvrat.domain.errors import InvalidInput
from vozvrat.domain.posting_number import posting_number
from vozvrat.words import age


@click.command()
@click.argument("number", metavar="[POSTING_NUMBER]", required=False)
@click.option(
    "--facts", "facts_file", type=click.Path(allow_dash=True, dir_okay=False, path_type=Path), help="A facts document."
)
@click.option("--explain", is_flag=True, help="Add what every rule answered, and why.")
@as_json
def check(number: str | None, facts_file: Path | None, explain: bool, as_json: bool) -> None:
    """Check an order, or a facts document, against the rules."""
    if (number is None) == (facts_file is None):
        raise click.UsageError("Give a posting number or --facts FILE, one of the two")
    from vozvrat import desk

    if facts_file is not None:
        verdict = desk.check(scope=desk.Scope(()), now=now(), facts=_document(facts_file))
    else:
        wanted = posting_number(number or "")
        with opened():
            verdict = desk.check(scope=desk.scope(), now=now(), posting_number=wanted)
    _print(verdict, explain=explain, as_json=as_json)


def _print(verdict: Any, *, explain: bool, as_json: bool) -> None:
    from vozvrat.web import shapes
    from vozvrat.web.core_schemas import CheckAnswer

    shape = {"findings": shapes.findings(verdict.findings), "pack": asdict(verdict.pack)}
    if explain:
        shape["explanations"] = [shapes.explanation(one, language()) for one in verdict.explanations()]
    answer: Any = dump(CheckAnswer(), shape)
    if as_json:
        put_json(answer)
        return
    for finding in answer["findings"]:
        say(f"{MARKS[finding['severity']]} {finding['rule_id']}  {finding['title']}")
        say(f"    {finding['detail']}")
        say(f"    {finding['remedy']}")
        if finding["deadline_at"]:
            say(f"    {finding['warn_at']} → {finding['deadline_at']}")
        if finding["stale"]:
            say(f"    {age.stale(finding['reviewed_on'], language())}")
    for one in answer.get("explanations", ()):
        say(f"{one['rule_id']}  {one['outcome']}  {one['why']}")
    say(f"{answer['pack']['version']}: {answer['pack']['rules']}, {answer['pack']['reviewed_on']}")


def _document(place: Path) -> dict[str, object]:
    try:
        text = sys.stdin.read() if str(place) == "-" else place.read_text(encoding="utf-8-sig")
        found = json.loads(text)
    except (OSError, ValueError, RecursionError) as error:
        why = getattr(error, "strerror", None) or "no JSON"
        raise InvalidInput(errors={str(place): [why]}) from None
    if not isinstance(found, dict):
        raise InvalidInput(errors={str(place): ["no JSON object"]})
    return found
