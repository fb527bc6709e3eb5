"""The API in readable form: one page rendered here from the document itself, no script, nothing from elsewhere."""

from pathlib import Path
from typing import Any

from flask import Flask, Response, render_template_string
from flask_smorest import Api
from markupsafe import Markup, escape

from vozvrat.web.guards import PREFIX

_HERE = Path(__file__).parent / "assets"
HEART = ("/orders", "/policy/checks", "/policy/texts", "/templates")


def mount(app: Flask, api: Api) -> None:
    """Adds the page and its style sheet to the application."""
    page = (_HERE / "docs.html").read_text(encoding="utf-8")
    style = (_HERE / "docs.css").read_text(encoding="utf-8")

    @app.get(f"{PREFIX}/docs")
    def docs() -> str:
        """The page."""
        document = api.spec.to_dict()
        return render_template_string(page, document=document, groups=_groups(document), shape=_shape)

    @app.get(f"{PREFIX}/docs.css")
    def docs_style() -> Response:
        """Its style sheet."""
        return Response(style, content_type="text/css; charset=utf-8")


def _groups(document: dict[str, Any]) -> list[tuple[str, list[tuple[str, str, dict[str, Any]]]]]:
    """Operations in two groups: the heart first, what stands around it after."""
    calls = [
        (path.removeprefix(PREFIX), method.upper(), operation)
        for path, item in document["paths"].items()
        for method, operation in item.items()
        if method in ("get", "post", "put", "patch", "delete")
    ]
    core = [call for call in calls if call[0].startswith(HEART)]
    rest = [call for call in calls if call not in core]
    return [("The heart", core), ("Around it", rest)]


def _shape(schema: dict[str, Any] | None) -> Markup:
    """A schema in a few words: a link to a named shape, a type, or the choices."""
    if not schema:
        return Markup("")
    if "$ref" in schema:
        name = escape(schema["$ref"].rsplit("/", 1)[-1])
        return Markup("<a href='#{0}'>{0}</a>").format(name)
    for word in ("anyOf", "allOf", "oneOf"):
        if word in schema:
            return Markup(" | ").join(_shape(part) for part in schema[word])
    if schema.get("type") == "array":
        return Markup("list of {}").format(_shape(schema.get("items")))
    if "enum" in schema:
        return Markup(" · ").join(escape(str(choice)) for choice in schema["enum"])
    kind = schema.get("type", "anything")
    return escape(" | ".join(kind) if isinstance(kind, list) else kind)
