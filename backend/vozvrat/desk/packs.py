"""The pack that judges each account: ours, with what the seller changed in it and the seller's own rules."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import structlog

from vozvrat import policy, storage
from vozvrat.desk.model import Scope
from vozvrat.domain import errors
from vozvrat.domain.findings import Severity
from vozvrat.domain.locale import LOCALES, Words
from vozvrat.policy import Override, Pack, Rule
from vozvrat.storage.rules import ALL, Revision, RuleVersion

log = structlog.get_logger("vozvrat.desk")


@dataclass(frozen=True, slots=True)
class Kept:
    """A rule of the seller's own as it is stored: read, or why this version of Vozvrat cannot read it."""

    version: RuleVersion
    rule: Rule | None
    errors: Mapping[str, Sequence[str]] = field(default_factory=dict)


class Shelf:
    """The packs of all accounts as the rules stood at one revision, each put together when it is first asked for."""

    def __init__(self, revision: Revision, versions: Sequence[RuleVersion]) -> None:
        self.revision = revision
        self._by_scope: dict[str, list[RuleVersion]] = defaultdict(list)
        for version in versions:
            self._by_scope[version.scope].append(version)
        self._packs: dict[str, Pack] = {}
        self._kept: dict[str, tuple[Kept, ...]] = {}

    def pack(self, account_id: str | None) -> Pack:
        """The pack of one account; without one, ours with the rules that hold for all accounts."""
        scope = account_id or ALL
        found = self._packs.get(scope)
        if found is None:
            found = self._packs[scope] = self._composed(account_id)
        return found

    def of_scope(self, scope: Scope) -> Pack:
        """The pack of the only account that somebody sees; of several, what holds for all."""
        return self.pack(scope.account_ids[0] if len(scope.accounts) == 1 else None)

    def own(self, account_id: str | None) -> dict[str, Kept]:
        """The seller's own rules that hold for an account, by id: one of the account's goes before one of all."""
        scopes = (ALL,) if account_id is None else (ALL, account_id)
        return {kept.version.rule_id: kept for scope in scopes for kept in self._kept_in(scope)}

    def overrides(self, account_id: str | None) -> dict[str, RuleVersion]:
        """What was changed in built-in rules for an account, by id."""
        if account_id is None:
            return {}
        versions = self._by_scope.get(account_id, ())
        return {version.rule_id: version for version in versions if not policy.is_own(version.rule_id)}

    def _kept_in(self, scope: str) -> tuple[Kept, ...]:
        found = self._kept.get(scope)
        if found is None:
            own = [version for version in self._by_scope.get(scope, ()) if policy.is_own(version.rule_id)]
            found = self._kept[scope] = tuple(_kept(version) for version in own)
        return found

    def _composed(self, account_id: str | None) -> Pack:
        base = policy.engine.default_pack()
        own = [kept.rule for kept in self.own(account_id).values() if kept.rule is not None]
        changed = self.overrides(account_id)
        overrides = [override_of(version) for rule_id, version in changed.items() if rule_id in base.rules]
        return policy.compose(base, overrides=overrides, own=own) if own or overrides else base


_shelf = Shelf(None, ())


def shelf() -> Shelf:
    """The packs as the rules stand now. One cheap read where nothing changed; ask once a request, not once a return."""
    global _shelf  # noqa: PLW0603 - what every thread may reuse until a rule changes
    revision = storage.rules.revision()
    if revision == _shelf.revision:
        return _shelf
    fresh = Shelf(revision, storage.rules.current() if revision is not None else ())
    if not storage.in_transaction():  # what may yet be rolled back is nobody else's
        _shelf = fresh
    return fresh


def pack_for(account_id: str | None) -> Pack:
    """The pack that judges an account; None: what holds whichever account it is."""
    return shelf().pack(account_id)


def override_of(version: RuleVersion) -> Override:
    """What one version changes in a built-in rule."""
    body: Mapping[str, Any] = version.body or {}
    return Override(
        rule_id=version.rule_id,
        enabled=body.get("enabled") is not False,
        severity=Severity(body["severity"]) if body.get("severity") in tuple(Severity) else None,
        title=_words(body.get("title")),
        detail=_words(body.get("detail")),
        remedy=_words(body.get("remedy")),
        note=version.note,
    )


def _words(raw: Any) -> Words | None:
    """Words as far as they are any: a card must not fail over what a newer version, or another program, wrote."""
    if not isinstance(raw, Mapping):
        return None
    said: Words = {locale: raw[locale] for locale in LOCALES if isinstance(raw.get(locale), str)}
    return said or None


def _kept(version: RuleVersion) -> Kept:
    """A stored rule, read. One that a newer version no longer reads is left out of every check, and told of."""
    try:
        return Kept(version, policy.read_own_rule({**(version.body or {}), "id": version.rule_id}))
    except errors.InvalidRule as error:
        log.warning("own rule left out", rule_id=version.rule_id, scope=version.scope, fields=sorted(error.errors))
        return Kept(version, None, error.errors)
