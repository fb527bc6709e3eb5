"""The API's document, for clients that generate code from it."""

import json
from pathlib import Path

import click

from vozvrat.cli.common import as_json, say
from vozvrat.domain.errors import InvalidInput


@click.command()
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="A file instead of stdout.")
@as_json
def openapi(output: Path | None, as_json: bool) -> None:
    """Write the OpenAPI document."""
    from vozvrat.web.app import create_app, document_of

    text = json.dumps(document_of(create_app()), ensure_ascii=False, indent=2, sort_keys=True)
    if output is None:
        say(text)
        return
    try:
        output.write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise InvalidInput(errors={str(output): [error.strerror or type(error).__name__]}) from None
    if as_json:
        say(json.dumps({"written": str(output)}))
