"""The policy catalogue as an account has it, and the story so far, as lists."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from vozvrat import storage
from vozvrat.desk import packs
from vozvrat.desk.model import Scope
from vozvrat.desk.packs import Kept
from vozvrat.desk.paging import page
from vozvrat.domain.errors import NotFound
from vozvrat.domain.findings import Severity
from vozvrat.domain.locale import LOCALES, Words
from vozvrat.policy import PackInfo, Rule
from vozvrat.policy.rules import Standing
from vozvrat.storage import Page
from vozvrat.storage.events import Event
from vozvrat.storage.rules import RuleVersion


@dataclass(frozen=True, slots=True)
class Entry:
    """A rule as it stands in the catalogue.

    `version` is that of an own rule, `override` what was changed in one of ours; `account_id` whose they are, None
    for all. `errors` tells why an own rule cannot be read by this version of Vozvrat: it judges nothing then.
    """

    rule: Rule
    account_id: str | None = None
    version: RuleVersion | None = None
    override: RuleVersion | None = None
    errors: Mapping[str, Sequence[str]] | None = None

    @property
    def when(self) -> str | None:
        """The condition as it was written, also where it can no longer be read."""
        if self.rule.when is None and self.version is not None:
            written = (self.version.body or {}).get("when")
            return written if isinstance(written, str) else None
        return self.rule.when.source if self.rule.when is not None else None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFilters:
    """None filters nothing. `q`: every word must be found in the rule's id or its words, in any of the languages.

    `stale` asks whether the rule's sources were last looked at more than 90 days before `today`.
    """

    q: str | None = None
    theme: str | None = None
    kind: str | None = None
    scheme: str | None = None
    confidence: str | None = None
    standing: Standing | None = None
    stale: bool | None = None


def rules(
    filters: RuleFilters | None = None, *, scope: Scope, today: date, cursor: str | None = None, limit: int = 50
) -> Page[Entry]:
    """The rules of the pack in the order of its files, then the seller's own, as the scope's only account has them.

    Where the scope holds several accounts our rules are shown as they come, and the own ones of all of them.
    """
    wanted = filters or RuleFilters()
    typed = _plain(wanted.q or "").split()
    listed = [one for one in entries(scope) if _fits(one, wanted, today) and _found(one, typed)]
    return page(listed, key=lambda one: f"{one.rule.id} {one.account_id or ''}", cursor=cursor, limit=limit)


def rule(rule_id: str, *, scope: Scope) -> Entry:
    """One rule; of own rules with one id the one of all accounts first. Raises NotFound."""
    return _named(rule_id, entries(scope))


def rule_of(rule_id: str, *, account_id: str | None) -> Entry:
    """One rule as an account has it; None: as it holds for all. Raises NotFound."""
    return _named(rule_id, _entries_of(account_id))


def pack_info(scope: Scope) -> PackInfo:
    """Which pack judges the scope."""
    return packs.shelf().of_scope(scope).info


def entries(scope: Scope) -> Iterator[Entry]:
    """The whole catalogue of a scope."""
    only = scope.account_ids[0] if len(scope.accounts) == 1 else None
    yield from _entries_of(only)
    shelf = packs.shelf()
    for account_id in scope.account_ids if only is None else ():
        yield from (_own(kept) for kept in shelf.own(account_id).values() if kept.version.account_id == account_id)


def _entries_of(account_id: str | None) -> Iterator[Entry]:
    shelf = packs.shelf()
    changed = shelf.overrides(account_id)
    for one in shelf.pack(account_id).rules.values():
        if one.owner != "seller":
            yield Entry(one, account_id=account_id if one.id in changed else None, override=changed.get(one.id))
    yield from (_own(kept) for kept in shelf.own(account_id).values())


def _named(rule_id: str, among: Iterator[Entry]) -> Entry:
    found = next((one for one in among if one.rule.id == rule_id), None)
    if found is None:
        raise NotFound(what="rule", id=rule_id[:40])
    return found


def events(*, after: int, limit: int, scope: Scope) -> list[Event]:
    """What happened after an event, oldest first."""
    return storage.events.after(after, account_ids=scope.account_ids, limit=limit)


def _own(kept: Kept) -> Entry:
    if kept.rule is not None:
        return Entry(kept.rule, account_id=kept.version.account_id, version=kept.version)
    return Entry(_unread(kept), account_id=kept.version.account_id, version=kept.version, errors=kept.errors)


def _unread(kept: Kept) -> Rule:
    """A rule that cannot be read, as much of it as people can: its words, so that they know which one it is."""
    body: Mapping[str, Any] = kept.version.body or {}
    severity = body.get("severity")
    return Rule(
        id=kept.version.rule_id,
        kind="check",
        theme="own",
        title=_words(body.get("title"), kept.version.rule_id),
        detail=_words(body.get("detail"), ""),
        remedy=_words(body.get("remedy"), ""),
        confidence="high",
        reviewed_on=None,
        sources=(),
        file="own",
        severity=Severity(severity) if severity in tuple(Severity) else Severity.INFO,
        owner="seller",
        enabled=False,
    )


def _words(raw: object, otherwise: str) -> Words:
    if isinstance(raw, Mapping):
        said = [text for text in raw.values() if isinstance(text, str) and text]
        return {locale: str(raw.get(locale) or (said[0] if said else otherwise)) for locale in LOCALES}
    return dict.fromkeys(LOCALES, raw if isinstance(raw, str) else otherwise)


def _fits(one: Entry, wanted: RuleFilters, today: date) -> bool:
    rule = one.rule
    return (
        wanted.theme in (None, rule.theme)
        and wanted.kind in (None, rule.kind)
        and (wanted.scheme is None or not rule.schemes or wanted.scheme in rule.schemes)
        and wanted.confidence in (None, rule.confidence)
        and wanted.standing in (None, rule.standing)
        and wanted.stale in (None, rule.stale(today))
    )


def _found(one: Entry, typed: Sequence[str]) -> bool:
    """Whether every word typed stands in the rule's id or words; Chinese needs no spaces, hence parts of words."""
    if not typed:
        return True
    rule = one.rule
    of_cases = [words for case in rule.cases for words in (case.title, case.detail, case.remedy)]
    notes = [note.text for note in rule.notes]
    said = [rule.id]
    for words in (rule.title, rule.detail, rule.remedy, *rule.contradictions, *notes, *of_cases):
        said.extend(words.values() if words is not None else ())
    text = _plain("\n".join(said))
    return all(word in text for word in typed)


def _plain(text: str) -> str:
    return text.casefold().replace("ё", "е")


__all__ = ["Entry", "PackInfo", "RuleFilters", "entries", "events", "pack_info", "rule", "rule_of", "rules"]
