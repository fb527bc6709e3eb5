"""Reading a policy pack: one YAML file per theme, refused as a whole where anything in it does not hold."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final, NoReturn

from vozvrat.domain.errors import BrokenPack, InvalidFacts
from vozvrat.domain.findings import Severity, Source
from vozvrat.domain.locale import LOCALES, Words
from vozvrat.domain.purposes import PURPOSES
from vozvrat.policy import deadlines, documents, facts, schema
from vozvrat.policy.conditions import KNOWN_FACTS, BadExpression, Condition, compiled
from vozvrat.policy.rules import Case, Deadline, Example, Note, Pack, Rule

PACKS: Final = Path(__file__).parent / "packs"
MANIFEST: Final = "pack.yaml"
OF_EXAMPLES: Final = ("name", "facts", "fires", "silent", "severity", "deadline_at", "warn_at")
"""What an example may say."""
LONGEST: Final = 24 * 366
"""Hours of the longest clock: a year."""
NOW_OF_EXAMPLES: Final = "2026-11-24T10:00:00Z"
"""The moment of an example that names none."""

_FIELDS: Final = {item.name for item in fields(Rule)} - {"file", "owner", "enabled", "override"} | {"given"}
"""What a rule may say of itself; `given` are facts that all its examples share."""
_SCHEMES: Final = frozenset({"fbo", "fbs", "rfbs", "fbp"})
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}")


def read_pack(path: Path | None = None) -> Pack:
    """The rules of a directory of packs, or of one file; raises BrokenPack. Their examples have not run yet."""
    path = path or PACKS
    files = sorted(path.glob("*.yaml")) if path.is_dir() else [path]
    version, rules = "unversioned", list[Rule]()
    for file in files:
        content = _content(file)
        if file.name == MANIFEST:
            version = str(content.get("version", version))
            continue
        rules.extend(_rules(content, file.name))
    if not rules:
        _broken(path.name, None, "holds no rules")
    _refuse_twins(rules)
    return Pack.of(rules, version=version)


@cache
def shipped() -> Pack:
    """The rules that come with this version, read once; `engine.default_pack` is the same pack with its proofs run."""
    return read_pack(PACKS)


def _content(file: Path) -> Mapping[str, Any]:
    try:
        with file.open(encoding="utf-8") as opened:
            text = opened.read(documents.SIZE + 1)
    except OSError as error:
        _broken(file.name, None, f"cannot be read: {error.strerror}")
    except UnicodeDecodeError as error:
        _broken(file.name, None, f"is no YAML: {' '.join(str(error).split())}")
    return documents.read(text, name=file.name)


def _rules(content: Mapping[str, Any], file: str) -> Iterator[Rule]:
    listed = content.get("rules")
    if not isinstance(listed, list):
        _broken(file, None, "must hold a list under `rules`")
    theme = str(content.get("theme", file.removesuffix(".yaml")))
    for place, raw in enumerate(listed):
        if not isinstance(raw, Mapping) or not isinstance(raw.get("id"), str):
            _broken(file, f"number {place + 1}", "must be a mapping with an `id`")
        yield RuleReader(file, raw, theme=theme).rule()


def _refuse_twins(rules: Iterable[Rule]) -> None:
    seen: dict[str, str] = {}
    for rule in rules:
        if rule.id in seen:
            _broken(rule.file, rule.id, f"stands twice, in {seen[rule.id]} too")
        seen[rule.id] = rule.file


def _broken(file: str, rule: str | None, why: str, example: str | None = None) -> NoReturn:
    raise BrokenPack(file=file, rule=rule, example=example, why=why)


class RuleReader:
    """Reads one rule out of its YAML; every complaint names the file and the rule."""

    def __init__(self, file: str, raw: Mapping[str, Any], *, theme: str) -> None:
        self._file = file
        self._raw = raw
        self._theme = theme

    def rule(self) -> Rule:
        raw = self._raw
        unknown = sorted(str(name) for name in raw if name not in _FIELDS)
        if unknown:
            self._refuse(f"unknown field {unknown[0]}")
        kind = self._one_of(raw.get("kind", "check"), ("check", "fact"), "kind")
        when = self._condition(raw["when"], "when") if "when" in raw else None
        schemes = self._words_list("schemes")
        for scheme in schemes:
            self._one_of(scheme, tuple(sorted(_SCHEMES)), "schemes")
        rule = Rule(
            id=raw["id"],
            kind="fact" if kind == "fact" else "check",
            theme=self._name("theme") if "theme" in raw else self._theme,
            title=self._words(raw.get("title"), "title"),
            detail=self._words(raw.get("detail"), "detail"),
            remedy=self._words(raw.get("remedy"), "remedy"),
            confidence=self._one_of(raw.get("confidence"), ("high", "medium", "low"), "confidence"),  # type: ignore[arg-type]  # just checked
            reviewed_on=self._date("reviewed_on"),
            sources=self._sources(),
            file=self._file,
            severity=self._severity(raw.get("severity", "info")),
            schemes=frozenset(schemes),
            states=frozenset(self._words_list("states")),
            when=when,
            deadline=self._deadline(),
            text=self._name("text") if "text" in raw else None,
            notes=tuple(self._notes()),
            cases=tuple(self._cases()),
            template_purposes=self._purposes(),
            contradictions=tuple(
                self._words(item, "contradictions") for item in self._items("contradictions", LOCALES)
            ),
            effective_from=self._date("effective_from") if "effective_from" in raw else None,
            effective_to=self._date("effective_to") if "effective_to" in raw else None,
            examples=tuple(self._examples()),
            needs=frozenset(self._needs()),
            claim=self._flag("claim"),
        )
        self._hold(rule)
        return rule

    def _hold(self, rule: Rule) -> None:
        if rule.kind == "check" and rule.when is None and rule.deadline is None and rule.text is None:
            self._refuse("a check needs `when`, a `deadline` or a `text`")
        if rule.effective_from and rule.effective_to and rule.effective_to < rule.effective_from:
            self._refuse("effective_to: lies before effective_from")
        if rule.kind == "check":
            if not any(example.fires for example in rule.examples):
                self._refuse("has no example that fires")
            if all(example.fires for example in rule.examples):
                self._refuse("has no example that stays silent")

    def _condition(self, source: object, where: str) -> Condition:
        if not isinstance(source, str):
            self._refuse(f"{where}: must be an expression")
        try:
            return compiled(source)
        except BadExpression as error:
            self._refuse(f"{where}: {error.why} (at character {error.place + 1})")

    def _words(self, raw: object, where: str) -> Words:
        if not isinstance(raw, Mapping):
            self._refuse(f"{where}: must be said in {', '.join(LOCALES)}")
        for locale in LOCALES:
            if not isinstance(raw.get(locale), str) or not raw[locale].strip():
                self._refuse(f"{where}: is missing in {locale}")
        return {locale: " ".join(raw[locale].split()) for locale in LOCALES}

    def _words_list(self, name: str) -> list[str]:
        raw = self._raw.get(name, [])
        if not isinstance(raw, list) or not all(isinstance(item, str) for item in raw):
            self._refuse(f"{name}: must be a list of words")
        return list(raw)

    def _items(self, name: str, known: tuple[str, ...]) -> list[Mapping[str, Any]]:
        raw = self._raw.get(name, [])
        if not isinstance(raw, list) or not all(isinstance(item, Mapping) for item in raw):
            self._refuse(f"{name}: must be a list of mappings")
        for field in (field for item in raw for field in item):
            if field not in known:
                self._refuse(f"{name}: unknown field {field}")
        return raw

    def _name(self, name: str) -> str:
        raw = self._raw[name]
        if not isinstance(raw, str) or not raw:
            self._refuse(f"{name}: must be a text")
        return raw

    def _flag(self, name: str) -> bool:
        raw = self._raw.get(name, False)
        if not isinstance(raw, bool):
            self._refuse(f"{name}: must be true or false")
        return raw

    def _hours(self, raw: object) -> float:
        if isinstance(raw, bool) or not isinstance(raw, int | float) or not 0 <= raw <= LONGEST:
            self._refuse(f"deadline: hours and warn_hours must be numbers from 0 to {LONGEST}")
        return float(raw)

    def _purposes(self) -> tuple[str, ...]:
        named = self._words_list("template_purposes")
        for purpose in named:
            self._one_of(purpose, PURPOSES, "template_purposes")
        return tuple(named)

    def _needs(self) -> list[str]:
        named = self._words_list("needs")
        for block in named:
            self._one_of(block, schema.BLOCKS, "needs")
        return named

    def _notes(self) -> Iterator[Note]:
        for raw in self._items("notes", ("when", "text")):
            yield Note(self._condition(raw.get("when"), "notes"), self._words(raw.get("text"), "notes"))

    def _cases(self) -> Iterator[Case]:
        for raw in self._items("cases", ("name", "when", "severity", "title", "detail", "remedy")):
            yield Case(
                name=str(raw.get("name", "")),
                when=self._condition(raw["when"], "cases") if "when" in raw else None,
                severity=self._severity(raw["severity"]) if "severity" in raw else None,
                **{
                    part: self._words(raw[part], f"cases: {part}")
                    for part in ("title", "detail", "remedy")
                    if part in raw
                },
            )

    def _deadline(self) -> Deadline | None:
        raw = self._raw.get("deadline")
        if raw is None:
            return None
        if isinstance(raw, str):
            raw = {"clock": raw}
        clock = raw.get("clock") if isinstance(raw, Mapping) else None
        if clock == "from_fact":
            fact = raw.get("fact")
            if not isinstance(fact, str) or fact not in KNOWN_FACTS:
                self._refuse(f"deadline: {fact} is no fact")
            return Deadline("from_fact", fact, self._hours(raw.get("hours")), self._hours(raw.get("warn_hours")))
        if not isinstance(clock, str) or clock not in deadlines.NAMED:
            self._refuse(f"deadline: {clock} is no clock; there are {', '.join([*deadlines.NAMED, 'from_fact'])}")
        return Deadline(clock)

    def _sources(self) -> tuple[Source, ...]:
        raw = self._raw.get("sources", [])
        if not isinstance(raw, list) or not all(isinstance(item, Mapping) and item.get("address") for item in raw):
            self._refuse("sources: each needs an address")
        return tuple(Source(str(item["address"]), str(item.get("seen", "undated"))) for item in raw)

    def _examples(self) -> Iterator[Example]:
        given = self._raw.get("given", {})
        if not isinstance(given, Mapping):
            self._refuse("given: must be a mapping")
        for raw in self._items("examples", OF_EXAMPLES):
            stated = raw.get("facts", {})
            if not isinstance(raw.get("name"), str):
                self._refuse("examples: each needs a name")
            if not isinstance(stated, Mapping):
                _broken(self._file, self._raw["id"], "facts must be an object", raw["name"])
            yield self._example(raw, merged({"now": NOW_OF_EXAMPLES}, merged(given, stated)))

    def _example(self, raw: Mapping[str, Any], stated: Mapping[str, Any]) -> Example:
        name = raw["name"]
        fires = raw.get("fires", not raw["silent"] if isinstance(raw.get("silent"), bool) else None)
        if not isinstance(fires, bool):
            _broken(self._file, self._raw["id"], "must say `fires` or `silent`", name)
        try:
            known = facts.parse(plain(stated))
        except InvalidFacts as error:
            where, messages = next(iter(error.errors.items()))
            _broken(self._file, self._raw["id"], f"facts{where} {messages[0]}", name)
        return Example(
            name=name,
            facts=known,
            fires=fires,
            severity=self._severity(raw["severity"]) if "severity" in raw else None,
            deadline_at=_moment(raw.get("deadline_at")),
            warn_at=_moment(raw.get("warn_at")),
        )

    def _severity(self, raw: object) -> Severity:
        return Severity(self._one_of(raw, tuple(Severity), "severity"))

    def _date(self, name: str) -> date:
        raw = self._raw.get(name)
        if isinstance(raw, str) and _DATE.fullmatch(raw):
            self._refuse(f"{name}: is a date that does not exist")
        if isinstance(raw, datetime) or not isinstance(raw, date):
            self._refuse(f"{name}: must be a date such as 2026-11-24")
        return raw

    def _one_of(self, raw: object, among: tuple[str, ...], where: str) -> str:
        if raw not in among:
            self._refuse(f"{where}: must be one of: {', '.join(among)}")
        return str(raw)

    def _refuse(self, why: str) -> NoReturn:
        _broken(self._file, self._raw["id"], why)


def merged(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """`over` laid on `base`, block by block; a null takes a fact away."""
    laid = dict(base)
    for name, value in over.items():
        below = laid.get(name)
        laid[name] = merged(below, value) if isinstance(below, Mapping) and isinstance(value, Mapping) else value
    return laid


def plain(value: Any) -> Any:
    """What YAML read, as JSON has it: its own times and dates back to texts."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(name): plain(item) for name, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value


def _moment(raw: object) -> str | None:
    return None if raw is None else str(plain(raw))
