"""The catalogue from its files. A template that is not sound does not load, and the error says which and why."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from vozvrat.domain.errors import BrokenTemplate, UnknownTemplate
from vozvrat.domain.locale import LOCALES, Locale, Words
from vozvrat.domain.orders import Scheme
from vozvrat.domain.returns import ReasonKind
from vozvrat.reason_templates import entries, sentences
from vozvrat.reason_templates.model import LIMIT, FactPath, Template, Variable
from vozvrat.reason_templates.reading import Dictionary

HOME = Path(__file__).parent
CATALOGUE = HOME / "catalogue"
DICTIONARY = HOME / "dictionary.yaml"

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The fast one where PyYAML was built with it."""

_VALUES_TAKE = 250
"""Room that values need in a text of the catalogue, so that ordinary names and sums never make it too long."""


@cache
def catalogue() -> Mapping[str, Template]:
    """Every template that ships, by id, in the order of the files. Raises BrokenTemplate(file, template, why)."""
    return load(CATALOGUE)


def get(template_id: str) -> Template:
    """One template; raises UnknownTemplate."""
    found = catalogue().get(template_id)
    if found is None:
        raise UnknownTemplate(what="template", id=template_id)
    return found


def load(directory: Path) -> Mapping[str, Template]:
    """All templates of a folder of YAML files, each file a list."""
    templates: dict[str, Template] = {}
    for file in sorted(directory.glob("*.yaml")):
        for raw in _read(file):
            template = build(raw, file=file.name)
            if template.id in templates:
                raise BrokenTemplate(
                    file=file.name, template=template.id, why="id: there is another template with this id"
                )
            templates[template.id] = template
    return templates


def build(raw: object, *, file: str) -> Template:
    """One template out of its plain form; raises BrokenTemplate with the field that is wrong."""
    name = str(raw.get("id", "?")) if isinstance(raw, Mapping) else "?"
    try:
        template = _template(entries.read(raw))
        _check(template)
    except entries.Unsound as error:
        raise BrokenTemplate(file=file, template=name, why=str(error)) from error
    except (sentences.NotOurLanguage, LookupError) as error:
        raise BrokenTemplate(file=file, template=name, why=str(error.args[0])) from error
    return template


@cache
def variables() -> Mapping[str, Variable]:
    """Every variable that templates may name, as the dictionary declares it."""
    return {name: _variable(name, raw) for name, raw in _dictionary_file()["variables"].items()}


@cache
def dictionary() -> Dictionary:
    """Words for what the facts only name by a key."""
    raw = _dictionary_file()
    return Dictionary(reason_kinds=raw["reason_kinds"], evidence=raw["evidence"])


def _read(file: Path) -> list[object]:
    try:
        raw = yaml.load(file.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - both are safe loaders
    except yaml.YAMLError as error:
        raise BrokenTemplate(file=file.name, template="?", why=f"no readable YAML: {error}") from error
    if not isinstance(raw, list):
        raise BrokenTemplate(file=file.name, template="?", why="a file of templates is a list")
    return raw


@cache
def _dictionary_file() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.load(DICTIONARY.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - as above
    return loaded


def _variable(name: str, raw: Mapping[str, Any]) -> Variable:
    return Variable(
        name=name,
        type=raw["type"],
        required=True,
        description=raw["description"],
        example=raw["example"],
        facts=tuple(FactPath(**place) for place in raw.get("facts", ())),
    )


def _template(loaded: Mapping[str, Any]) -> Template:
    return Template(
        id=loaded["id"],
        name=_words(loaded["name"]),
        purpose=loaded["purpose"],
        reason_kinds=tuple(ReasonKind(kind) for kind in loaded["reason_kinds"]),
        schemes=tuple(Scheme(scheme) for scheme in loaded["schemes"]),
        states=tuple(loaded["states"]),
        fits={path: tuple(values) for path, values in loaded["fits"].items()},
        texts=_words(loaded["texts"]),
        variables=(
            *(_declared(name, required=True) for name in loaded["variables"]),
            *(_declared(name, required=False) for name in loaded["optional"]),
        ),
        use_when=_words(loaded["use_when"]),
        avoid_when=_words(loaded["avoid_when"]),
        rules=tuple(loaded["rules"]),
        owner=loaded["owner"],
        version=loaded["version"],
        reviewed_on=loaded["reviewed_on"],
    )


def _words(loaded: Mapping[str, str]) -> Words:
    return {locale: loaded[locale].strip() for locale in LOCALES}


def _declared(name: str, *, required: bool) -> Variable:
    known = variables().get(name)
    if known is None:
        raise LookupError(f"variables: unknown variable {name!r}")
    return replace(known, required=required)


def _check(template: Template) -> None:
    for locale in LOCALES:
        for problem in _problems(template, locale):
            raise LookupError(f"texts.{locale}: {problem}")


def _problems(template: Template, locale: Locale) -> Iterator[str]:
    """What is wrong with a text in one language, as against what the template declares."""
    text = template.texts[locale]
    try:
        sentences.check(text, locale)
    except sentences.NotOurLanguage as error:
        yield str(error)
        return
    if re.search(r"[⟦⟧]", text):
        yield "the marks of a gap may not be written by hand"
    declared = {variable.name: variable for variable in template.variables}
    written = list(sentences.uses(text, locale))
    for use in written:
        if use.name not in declared:
            yield f"{use.name!r} is not among the variables"
        elif not use.guarded and not declared[use.name].required:
            yield f"{use.name!r} may be missing and needs `is known` around its sentence"
        elif use.guarded and declared[use.name].required:
            yield f"{use.name!r} is required and must not be left out"
    for name in declared.keys() - {use.name for use in written}:
        yield f"{name!r} is declared and not used"
    if len(re.sub(r"{[{%].*?[}%]}", "", text)) > LIMIT - _VALUES_TAKE:
        yield f"longer than {LIMIT - _VALUES_TAKE} characters before any value stands in it"
