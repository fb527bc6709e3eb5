"""Passing rules on: a YAML text that another seller, or another computer, reads back to the same rules."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NoReturn

import yaml

from vozvrat import policy, storage
from vozvrat.desk import packs
from vozvrat.domain.errors import BrokenPack, InvalidInput, InvalidRule, NotFound
from vozvrat.library import bodies
from vozvrat.library.changing import hold, write
from vozvrat.policy import documents
from vozvrat.storage.rules import NewVersion, RuleVersion

FORMAT: Final = 1
PARTS: Final = ("format", "rules", "overrides")
_HEAD: Final = "# Vozvrat: own rules, and what is changed in built-in ones\n"


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did, or would do: ids of rules that are new, that differ from what stands, and that do not.

    Of those that it writes, `built_in` are rules of ours that judge otherwise from then on, `switched_off` those of
    them that never fire any more: whoever takes in a stranger's pack should see them apart.
    """

    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    built_in: tuple[str, ...]
    switched_off: tuple[str, ...]


def export_rules(*, account_id: str | None, ids: Collection[str] | None = None) -> str:
    """An account's own rules and overrides as YAML, or those of some ids; without an account what holds for all.

    Raises NotFound for an id under which nothing of the seller's stands. A rule that this version cannot read is
    passed on only as the text of the version that wrote it, hence left out.
    """
    shelf = packs.shelf()
    own = {rule_id: kept.rule for rule_id, kept in shelf.own(account_id).items() if kept.rule is not None}
    overrides = shelf.overrides(account_id)
    for wanted in ids or ():
        if wanted not in own and wanted not in overrides:
            raise NotFound(what="rule", id=wanted[:40])
    content: dict[str, Any] = {
        "format": FORMAT,
        "rules": [policy.written(rule) for rule_id, rule in own.items() if ids is None or rule_id in ids],
        "overrides": [_written(one) for rule_id, one in overrides.items() if ids is None or rule_id in ids],
    }
    return _HEAD + yaml.dump(content, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=120)


def import_rules(
    text: str,
    *,
    name: str,
    account_id: str | None,
    accounts: Sequence[str] = (),
    by: str,
    now: datetime,
    dry_run: bool = False,
) -> Imported:
    """Reads such a text for an account and tells what that changes; `dry_run` changes nothing.

    Without an account new rules hold for all; where there is only one among `accounts`, its own rules and overrides
    are meant too, so that what was exported is read back as it was. All or nothing: raises BrokenPack with the rule
    that does not hold, NotFound for an account that is not there, InvalidInput where the text changes built-in rules
    of no certain account, or where there would be too many.
    """
    read = _read(text, name)
    only = account_id or (accounts[0] if len(accounts) == 1 else None)
    if only is None and any(not policy.is_own(rule_id) for rule_id in read):
        raise InvalidInput(errors={"account_id": ["A change in a built-in rule holds for one account; name it."]})
    with storage.transaction() if not dry_run else storage.reading():
        found, news = _compared(read, account_id=account_id, only=only, by=by, now=now)
        (hold if dry_run else write)(news)
    ours = [one for one in news if not policy.is_own(one.rule_id)]
    off = [one.rule_id for one in ours if (one.body or {}).get("enabled") is False]
    return Imported(
        **{kind: tuple(ids) for kind, ids in found.items()},
        built_in=tuple(one.rule_id for one in ours),
        switched_off=tuple(off),
    )


_Content = dict[str, tuple[dict[str, Any], str]]
"""Rule id → its body and, for a built-in rule, why it is changed."""


def _compared(
    read: _Content, *, account_id: str | None, only: str | None, by: str, now: datetime
) -> tuple[dict[str, list[str]], list[NewVersion]]:
    """What a text would change of what stands, and the versions that do so."""
    standing = _standing(account_id, only)
    found: dict[str, list[str]] = {"added": [], "changed": [], "unchanged": []}
    news: list[NewVersion] = []
    for rule_id, (body, note) in read.items():
        before = standing.get(rule_id)
        same = before is not None and _same(before, body, note)
        found["unchanged" if same else "added" if before is None else "changed"].append(rule_id)
        if not same:
            new_home = account_id if policy.is_own(rule_id) else only
            home = new_home if before is None else before.account_id
            news.append(
                NewVersion(rule_id=rule_id, account_id=home, body=body, note=note, changed_at=now, changed_by=by)
            )
    return found, news


def _read(text: str, name: str) -> _Content:
    content = documents.read(text, name=name)
    for part in content:
        if part not in PARTS:
            _refuse(name, f"holds {str(part)[:40]}; there may be {', '.join(PARTS)}")
    given = content.get("format", FORMAT)
    if type(given) is not int or given != FORMAT:  # Python takes true for 1
        _refuse(name, f"is of another format than {FORMAT}; a newer Vozvrat may read it")
    read: _Content = {}
    if content.get("rules"):
        for rule in policy.read_pack_text(text, name=name):
            read[rule.id] = (policy.written(rule), "")
    for rule_id, body, note in _overrides(content.get("overrides") or [], name):
        if rule_id in read:
            _refuse(name, "stands twice", rule_id)
        read[rule_id] = (body, note)
    if not read:
        _refuse(name, "holds no rules")
    return read


def _overrides(listed: Any, name: str) -> list[tuple[str, dict[str, Any], str]]:
    if not isinstance(listed, list):
        _refuse(name, "must hold a list under `overrides`")
    read = []
    for place, raw in enumerate(listed):
        if not isinstance(raw, Mapping) or not isinstance(raw.get("id"), str):
            _refuse(name, "must be a mapping with an `id`", f"#{place + 1}")
        rule_id, note = raw["id"], raw.get("note", "")
        try:
            if not isinstance(note, str):
                raise InvalidRule(errors={"note": ["must be a text"]})
            rest = {field: value for field, value in raw.items() if field not in ("id", "note")}
            read.append((rule_id, bodies.override(rule_id, rest, note=note), note.strip()))
        except NotFound:
            _refuse(name, "is none of the built-in rules", rule_id[:40])
        except InvalidRule as error:
            field, messages = next(iter(error.errors.items()))
            _refuse(name, f"{field}: {messages[0]}", rule_id[:40])
    return read


def _standing(account_id: str | None, only: str | None) -> dict[str, RuleVersion]:
    """What stands where it would be read to: for an account that is named, what is its own."""
    shelf = packs.shelf()
    own = {rule_id: kept.version for rule_id, kept in shelf.own(only).items()}
    if account_id is not None:
        own = {rule_id: version for rule_id, version in own.items() if version.account_id == account_id}
    return own | shelf.overrides(only)


def _same(before: RuleVersion, body: Mapping[str, Any], note: str) -> bool:
    return before.body == body and (policy.is_own(before.rule_id) or before.note == note)


def _written(version: RuleVersion) -> dict[str, Any]:
    return {"id": version.rule_id, **(version.body or {}), "note": version.note}


def _refuse(name: str, why: str, rule: str | None = None) -> NoReturn:
    raise BrokenPack(file=name, rule=rule, example=None, why=why)


class _Plain(yaml.SafeDumper):
    """Without anchors: people read these files and change them by hand."""

    def ignore_aliases(self, data: Any) -> bool:
        return True
