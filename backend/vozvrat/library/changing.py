"""Changing rules. Nothing is ever overwritten: each change is a new version with who made it, when and why."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from vozvrat import policy, storage
from vozvrat.domain.errors import InvalidInput, InvalidRule, NotFound
from vozvrat.library import bodies
from vozvrat.storage.rules import ALL, NewVersion

MOST_OWN: Final = 200
"""Own rules that hold for one account: more than anybody reads, few enough to judge every posting by."""


def put_own(
    rule_id: str, body: Mapping[str, Any], *, account_id: str | None, note: str = "", by: str, now: datetime
) -> None:
    """Keeps a rule of the seller's own for one account, or for all (None), as its next version.

    Raises InvalidRule where it does not hold, InvalidInput where there would be more than 200, NotFound for an
    account that is not there.
    """
    wrong = bodies.in_note(note)
    if wrong is not None:
        raise InvalidRule(errors={"note": [wrong]})
    write([_version(rule_id, bodies.own(rule_id, body), account_id=account_id, note=note, by=by, now=now)])


def put_override(rule_id: str, body: Mapping[str, Any], *, account_id: str, note: str, by: str, now: datetime) -> None:
    """Changes one of our rules for an account: switched off, another severity, other words. Replaces what was changed.

    Raises NotFound for a rule or an account that is not there, InvalidRule where the change does not hold or says
    not why.
    """
    changed = bodies.override(rule_id, body, note=note)
    write([_version(rule_id, changed, account_id=account_id, note=note, by=by, now=now)])


def take_back(rule_id: str, *, account_ids: Sequence[str | None], by: str, now: datetime, note: str = "") -> None:
    """Takes an own rule, or what was changed in one of ours, back; its versions stay.

    Of several places the first in which it stands is meant; raises NotFound where it stands in none, naming the rule
    of ours that was never changed, or that of all accounts, as such.
    """
    with storage.transaction():
        standing = {one.scope for one in storage.rules.current() if one.rule_id == rule_id}
        for account_id in account_ids:
            if (account_id or ALL) in standing:
                write([_version(rule_id, None, account_id=account_id, note=note, by=by, now=now)])
                return
    built_in = rule_id in policy.engine.default_pack().rules
    raise NotFound(what="change" if built_in else "own_here" if ALL in standing else "rule", id=rule_id[:40])


def write(versions: Sequence[NewVersion]) -> None:
    """Writes versions that were read already, all of them or none; raises as `hold` does."""
    with storage.transaction():
        hold(versions)
        storage.rules.add(versions)


def hold(versions: Sequence[NewVersion]) -> None:
    """Whether versions may be written: their accounts are there (else NotFound), and own rules stay few enough.

    Raises InvalidInput where there would be more own rules than can be judged at every look-up.
    """
    for account_id in {one.account_id for one in versions if one.account_id is not None}:
        storage.accounts.get(account_id)
    own: dict[str, set[str]] = {ALL: set()}
    for one in (*storage.rules.current(), *(one for one in versions if one.body is not None)):
        if policy.is_own(one.rule_id):
            own.setdefault(one.scope, set()).add(one.rule_id)
    if any(len(own[ALL] | ids) > MOST_OWN for ids in own.values()):
        raise InvalidInput(errors={"id": [f"There are {MOST_OWN} own rules already; take one back first."]})


def _version(
    rule_id: str, body: Mapping[str, Any] | None, *, account_id: str | None, note: str, by: str, now: datetime
) -> NewVersion:
    return NewVersion(
        rule_id=rule_id, account_id=account_id, body=body, note=note.strip(), changed_at=now, changed_by=by
    )
