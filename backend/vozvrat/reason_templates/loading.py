"""The catalogue from its files. A template that is not sound does not load, and the error says which and why."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from marshmallow import Schema, ValidationError, fields, validate

from vozvrat.domain.errors import BrokenTemplate, UnknownTemplate
from vozvrat.domain.locale import LOCALES, Locale, Words
from vozvrat.domain.orders import Scheme
from vozvrat.domain.returns import ReasonKind
from vozvrat.reason_templates import sentences
from vozvrat.reason_templates.model import LIMIT, PURPOSES, FactPath, Template, Variable
from vozvrat.reason_templates.reading import Dictionary

HOME = Path(__file__).parent
CATALOGUE = HOME / "catalogue"
DICTIONARY = HOME / "dictionary.yaml"

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The fast one where PyYAML was built with it."""

_VALUES_TAKE = 250
"""Room that values need in a text of the catalogue, so that ordinary names and sums never make it too long."""


def _a_day(given: object) -> None:
    if type(given) is not date:
        raise ValidationError("Not a valid date.")


class WordsSchema(Schema):
    """The same meaning in each of the three languages."""

    ru = fields.String(required=True, validate=validate.Length(min=1))
    zh_cn = fields.String(required=True, data_key="zh-CN", validate=validate.Length(min=1))
    en = fields.String(required=True, validate=validate.Length(min=1))


class TemplateSchema(Schema):
    """One template as its file has it. `variables` must be known; `optional` ones are left out with their sentence."""

    id = fields.String(required=True, validate=validate.Regexp(r"^[A-Z]{3}-[A-Z]+-\d{2}$"))
    name = fields.Nested(WordsSchema, required=True)
    purpose = fields.String(required=True, validate=validate.OneOf(PURPOSES))
    reason_kinds = fields.List(fields.Enum(ReasonKind, by_value=True), load_default=list)
    schemes = fields.List(fields.Enum(Scheme, by_value=True), load_default=list)
    states = fields.List(fields.String(), load_default=list)
    fits = fields.Dict(keys=fields.String(), values=fields.List(fields.Raw()), load_default=dict)
    texts = fields.Nested(WordsSchema, required=True)
    variables = fields.List(fields.String(), required=True)
    optional = fields.List(fields.String(), load_default=list)
    use_when = fields.Nested(WordsSchema, required=True)
    avoid_when = fields.Nested(WordsSchema, required=True)
    rules = fields.List(fields.String(validate=validate.Regexp(r"^[A-Z]{3}-\d{2}$")), required=True)
    owner = fields.String(required=True, validate=validate.Length(min=1))
    version = fields.Integer(required=True, strict=True, validate=validate.Range(min=1))
    reviewed_on = fields.Raw(required=True, validate=_a_day)


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
        loaded: dict[str, Any] = TemplateSchema().load(raw)  # type: ignore[arg-type]  # anything may stand in a file; the schema judges it
        template = _template(loaded)
        _check(template)
    except ValidationError as error:
        raise BrokenTemplate(file=file, template=name, why="; ".join(_flat(error.messages))) from error
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


def _template(loaded: dict[str, Any]) -> Template:
    return Template(
        id=loaded["id"],
        name=_words(loaded["name"]),
        purpose=loaded["purpose"],
        reason_kinds=tuple(loaded["reason_kinds"]),
        schemes=tuple(loaded["schemes"]),
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
    return {"ru": loaded["ru"].strip(), "zh-CN": loaded["zh_cn"].strip(), "en": loaded["en"].strip()}


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


def _flat(messages: object, at: str = "") -> Iterator[str]:
    """marshmallow's nested messages as `field.inner: what is wrong`."""
    if isinstance(messages, Mapping):
        for key, inner in messages.items():
            yield from _flat(inner, f"{at}.{key}" if at else str(key))
    elif isinstance(messages, list):
        for inner in messages:
            yield from _flat(inner, at)
    else:
        yield f"{at}: {messages}"
