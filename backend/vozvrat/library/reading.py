"""The story of a rule: every version, whoever wrote it."""

from collections.abc import Sequence

from vozvrat import policy, storage
from vozvrat.domain.errors import NotFound
from vozvrat.storage import Page
from vozvrat.storage.rules import ALL, RuleVersion


def versions(
    rule_id: str, *, account_ids: Sequence[str | None], cursor: str | None = None, limit: int = 50
) -> Page[RuleVersion]:
    """Every version of a rule for some accounts (None: for all), the newest first; raises NotFound for no rule."""
    scopes = [one or ALL for one in account_ids]
    page = storage.rules.versions(rule_id, scopes, cursor=cursor, limit=limit)
    if not page.items and cursor is None and rule_id not in policy.engine.default_pack().rules:
        raise NotFound(what="rule", id=rule_id[:40])
    return page
