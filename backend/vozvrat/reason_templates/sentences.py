"""The language of templates: variables, `is known`, `counted`, and nothing else of Jinja.

`{{ order }}` · `{% if tracking is known %}…{% endif %}` · `{{ days|counted(one="день", few="дня", many="дней") }}`
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment

from vozvrat.domain.locale import Locale
from vozvrat.reason_templates import formatting
from vozvrat.reason_templates.reading import Value

_ALLOWED: tuple[type[nodes.Node], ...] = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.If,
    nodes.Test,
    nodes.Not,
    nodes.And,
    nodes.Or,
    nodes.Filter,
    nodes.Keyword,
    nodes.Const,
)


class NotOurLanguage(Exception):
    """A text that uses what templates may not use, or that cannot be read; the message says what."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A value that nobody knows yet. It shows itself and never becomes blank."""

    name: str

    def __str__(self) -> str:
        return f"⟦{self.name}⟧"


@dataclass(frozen=True, slots=True)
class Use:
    """Where a text names a variable; `guarded` when an `is known` around it leaves the sentence out without it."""

    name: str
    guarded: bool


def compiled(text: str, locale: Locale) -> Template:
    """A text ready to be filled; raises NotOurLanguage."""
    check(text, locale)
    return _environment(locale).from_string(text)


def fill(text: Template, values: Mapping[str, Value | Gap]) -> str:
    """The text with its values; lines lose the spaces that left-out sentences leave behind."""
    lines = text.render(values).splitlines()
    return "\n".join(" ".join(part for part in line.split(" ") if part) for line in lines).strip()


def check(text: str, locale: Locale) -> None:
    """Raises NotOurLanguage where a text goes beyond variables, `is known` and `counted`."""
    for node in _walk(_parsed(text, locale)):
        if not isinstance(node, _ALLOWED):
            raise NotOurLanguage(f"{type(node).__name__} is not part of the language of templates")
        if isinstance(node, nodes.Test) and node.name != "known":
            raise NotOurLanguage(f"unknown test {node.name!r}; there is only `is known`")
        if isinstance(node, nodes.Filter):
            _check_filter(node, locale)


def uses(text: str, locale: Locale) -> Iterator[Use]:
    """Every place where a text writes a variable out."""
    yield from _uses(_parsed(text, locale), frozenset())


@lru_cache(maxsize=16)
def _parsed(text: str, locale: Locale) -> nodes.Template:
    try:
        return _environment(locale).parse(text)
    except TemplateSyntaxError as error:
        raise NotOurLanguage(f"line {error.lineno}: {error.message}") from error


def _check_filter(node: nodes.Filter, locale: Locale) -> None:
    if node.name != "counted":
        raise NotOurLanguage(f"unknown filter {node.name!r}; there is only `counted`")
    if node.args or not all(isinstance(pair.value, nodes.Const) for pair in node.kwargs):
        raise NotOurLanguage("`counted` takes named words only")
    given, needed = {str(pair.key) for pair in node.kwargs}, formatting.plural_forms(locale)
    if given != needed:
        raise NotOurLanguage(
            f"`counted` needs {', '.join(sorted(needed))}; given {', '.join(sorted(given)) or 'nothing'}"
        )


def _walk(node: nodes.Node) -> Iterator[nodes.Node]:
    yield node
    for child in node.iter_child_nodes():
        yield from _walk(child)


def _uses(node: nodes.Node, known: frozenset[str]) -> Iterator[Use]:
    if isinstance(node, nodes.Test):
        return
    if isinstance(node, nodes.Name):
        yield Use(node.name, guarded=node.name in known)
        return
    if isinstance(node, nodes.If):
        inside = known | _surely_known(node.test)
        for child in node.body:
            yield from _uses(child, inside)
        for child in (*node.elif_, *node.else_):
            yield from _uses(child, known)
        return
    for child in node.iter_child_nodes():
        yield from _uses(child, known)


def _surely_known(test: nodes.Node) -> frozenset[str]:
    """Variables that must be known for a condition to hold."""
    if isinstance(test, nodes.Test) and isinstance(test.node, nodes.Name):
        return frozenset({test.node.name})
    if isinstance(test, nodes.And):
        return _surely_known(test.left) | _surely_known(test.right)
    return frozenset()


@cache
def _environment(locale: Locale) -> SandboxedEnvironment:
    """Plain text, so nothing is escaped: what readers show, they show as text."""
    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=False, cache_size=0)
    environment.globals.clear()
    environment.filters = {"counted": _counting(locale)}
    environment.tests = {"known": lambda value: isinstance(value, Value)}
    environment.finalize = _written
    return environment


def _written(value: object) -> object:
    return value.text if isinstance(value, Value) else value


def _counting(locale: Locale) -> Callable[..., str]:
    def counted(value: Value | Gap, **forms: str) -> str:
        if isinstance(value, Value) and value.count is not None:
            return formatting.counted(value.count, forms, locale)
        noun = forms.get("many") or forms["other"]
        shown = value.text if isinstance(value, Value) else str(value)
        return f"{shown} {noun}"

    return counted
