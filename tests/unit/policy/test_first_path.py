"""From facts to a finding: the path that everything else in this room widens."""

from datetime import UTC, datetime

from vozvrat import policy
from vozvrat.domain.findings import Severity


def waiting(now: str) -> dict[str, object]:
    return policy.facts.parse(
        {
            "now": now,
            "order": {"scheme": "fbs"},
            "return": {"state": "OnSellerApproval", "created_at": "2026-11-24T00:00:00Z"},
        }
    )


def test_a_request_that_waits_is_told_with_its_end_and_presses_in_its_second_half() -> None:
    [early] = policy.check(waiting("2026-11-24T03:00:00Z"))
    [late] = policy.check(waiting("2026-11-24T20:00:00Z"))
    assert (early.rule_id, early.severity, late.severity) == ("SCH-01", Severity.INFO, Severity.WARNING)
    assert early.deadline_at == datetime(2026, 11, 25, tzinfo=UTC)


def test_a_rule_that_lacks_a_fact_stays_silent_and_names_it() -> None:
    facts = policy.facts.parse(
        {"now": "2026-11-24T10:00:00Z", "order": {"scheme": "fbs"}, "return": {"state": "OnSellerApproval"}}
    )
    explained = {item.rule_id: item for item in policy.explain(facts)}
    assert policy.check(facts) == []
    assert (explained["SCH-01"].outcome, explained["SCH-01"].missing) == ("unknown", ("return.created_at",))
