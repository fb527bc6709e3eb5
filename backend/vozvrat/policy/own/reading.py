"""Reading own rules from JSON or YAML: a rule is refused with every field that does not hold."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final, TypeVar

from vozvrat.domain.errors import BrokenPack, InvalidRule
from vozvrat.domain.findings import Severity
from vozvrat.domain.locale import LOCALES, Words
from vozvrat.policy import documents
from vozvrat.policy.engine import tried
from vozvrat.policy.own import values
from vozvrat.policy.own.values import TEXT, TITLE, WORD, Wrong
from vozvrat.policy.rules import Rule

THEME: Final = "own"
RULES: Final = 500
"""Rules of one file."""

_FIELDS: Final = (
    *("id", "title", "detail", "remedy", "when", "severity", "deadline", "schemes", "states", "template_purposes"),
    *("examples", "theme", "confidence", "reviewed_on", "sources", "effective_from", "effective_to"),
    *("kind", "enabled"),
)
_NO_WORDS: Final[Words] = dict.fromkeys(LOCALES, "")
_Read = TypeVar("_Read")


def read_own_rule(raw: Mapping[str, Any]) -> Rule:
    """One own rule from JSON or YAML; its examples have run.

    `id` begins with OWN-; `title` and `when` or a `deadline` ({fact, hours, warn_hours}) are needed. Words may be one
    text, which serves all three languages, or given by language, where one left out reads as another that is there.
    Raises InvalidRule naming every field that does not hold and, for a condition, the place in it.
    """
    if not isinstance(raw, Mapping):
        raise InvalidRule(errors={"rule": ["must be an object"]})
    reading = _Reading(raw)
    rule = reading.rule()
    if reading.errors:
        raise InvalidRule(errors=reading.errors, place=reading.place)
    for example in rule.examples:
        complaint = tried(replace(rule, enabled=True), example)
        if complaint is not None:
            raise InvalidRule(errors={"examples": [f"“{example.name}” {complaint}"]})
    return rule


def read_pack_text(text: str, *, name: str) -> list[Rule]:
    """The own rules of a YAML text as `written` gives them under `rules`; raises BrokenPack for the whole text.

    `name` is what the text is called in the complaint, such as the name of its file.
    """
    content = documents.read(text, name=name)
    listed = content.get("rules")
    if not isinstance(listed, list) or not listed:
        raise BrokenPack(file=name, rule=None, example=None, why="must hold a list under `rules`")
    if len(listed) > RULES:
        raise BrokenPack(file=name, rule=None, example=None, why=f"holds more than {RULES} rules")
    read: dict[str, Rule] = {}
    for place, raw in enumerate(listed):
        if not isinstance(raw, Mapping) or not isinstance(raw.get("id"), str):
            raise BrokenPack(file=name, rule=f"#{place + 1}", example=None, why="must be a mapping with an `id`")
        try:
            rule = read_own_rule(raw)
        except InvalidRule as error:
            field, messages = next(iter(error.errors.items()))
            raise BrokenPack(file=name, rule=raw["id"][:WORD], example=None, why=f"{field}: {messages[0]}") from None
        if rule.id in read:
            raise BrokenPack(file=name, rule=rule.id, example=None, why="stands twice")
        read[rule.id] = rule
    return list(read.values())


class _Reading:
    """One reading of a rule: every field is read, and each that does not hold is told under its name."""

    def __init__(self, raw: Mapping[str, Any]) -> None:
        self.errors: dict[str, list[str]] = {}
        self.place: int | None = None
        self._raw = raw

    def rule(self) -> Rule:
        """The rule; it is good for nothing where `errors` holds something."""
        for name in self._raw:
            if name not in _FIELDS:
                self._tell(str(name)[:WORD], "is no field of a rule")
        self._optional("kind", values.kind, "check")
        rule = Rule(
            id=self._field("id", values.identifier, ""),
            kind="check",
            enabled=self._optional("enabled", values.flag, True),
            theme=self._optional("theme", values.word, THEME),
            title=self._field("title", lambda raw: values.words(raw, TITLE), {}),
            detail=self._optional("detail", lambda raw: values.words(raw, TEXT), _NO_WORDS),
            remedy=self._optional("remedy", lambda raw: values.words(raw, TEXT), _NO_WORDS),
            confidence=self._optional("confidence", values.confidence, "high"),
            reviewed_on=self._optional("reviewed_on", values.day, None),
            sources=self._optional("sources", values.sources, ()),
            file=THEME,
            severity=self._optional("severity", values.severity, Severity.INFO),
            schemes=self._optional("schemes", values.schemes, frozenset()),
            states=self._optional("states", lambda raw: frozenset(values.listed(raw, values.word)), frozenset()),
            when=self._optional("when", values.condition, None),
            deadline=self._optional("deadline", values.deadline, None),
            template_purposes=self._optional("template_purposes", values.purposes, ()),
            effective_from=self._optional("effective_from", values.day, None),
            effective_to=self._optional("effective_to", values.day, None),
            examples=self._optional("examples", values.examples, ()),
            owner="seller",
        )
        self._hold(rule)
        return rule

    def _hold(self, rule: Rule) -> None:
        if rule.when is None and rule.deadline is None and not self.errors.keys() & {"when", "deadline"}:
            self._tell("when", "a check needs `when` or a `deadline`")
        if rule.effective_from and rule.effective_to and rule.effective_to < rule.effective_from:
            self._tell("effective_to", "lies before effective_from")

    def _field(self, name: str, read: Callable[[Any], _Read], otherwise: _Read) -> _Read:
        try:
            return read(self._raw.get(name))
        except Wrong as wrong:
            self._tell(name, wrong.why)
            if name == "when":
                self.place = wrong.place
        return otherwise

    def _optional(self, name: str, read: Callable[[Any], _Read], otherwise: _Read) -> _Read:
        return otherwise if self._raw.get(name) is None else self._field(name, read, otherwise)

    def _tell(self, name: str, why: str) -> None:
        self.errors.setdefault(name, []).append(why)
