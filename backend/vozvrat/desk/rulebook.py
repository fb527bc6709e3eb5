"""The policy catalogue and the story so far, as lists."""

from vozvrat import policy, storage
from vozvrat.desk.model import Scope
from vozvrat.desk.paging import page
from vozvrat.domain.errors import NotFound
from vozvrat.policy import PackInfo, Rule, pack_info
from vozvrat.storage import Page
from vozvrat.storage.events import Event


def rules(
    *, theme: str | None = None, kind: str | None = None, cursor: str | None = None, limit: int = 50
) -> Page[Rule]:
    """The rules of the pack, in the order of its files."""
    listed = [rule for rule in policy.rules() if theme in (None, rule.theme) and kind in (None, rule.kind)]
    return page(listed, key=lambda rule: rule.id, cursor=cursor, limit=limit)


def rule(rule_id: str) -> Rule:
    """One rule; raises NotFound."""
    found = next((one for one in policy.rules() if one.id == rule_id), None)
    if found is None:
        raise NotFound(what="rule", id=rule_id[:40])
    return found


def events(*, after: int, limit: int, scope: Scope) -> list[Event]:
    """What happened after an event, oldest first."""
    return storage.events.after(after, account_ids=scope.account_ids, limit=limit)


__all__ = ["PackInfo", "events", "pack_info", "rule", "rules"]
