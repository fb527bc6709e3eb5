"""From the catalogue's words to the API's."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from vozvrat.desk.rulebook import Entry
from vozvrat.desk.trials import Fired, Firing, Trial
from vozvrat.domain.locale import Locale, say
from vozvrat.policy.rules import Example
from vozvrat.storage.returns import StoredReturn
from vozvrat.storage.rules import RuleVersion
from vozvrat.words import lines
from vozvrat.words.fields import said
from vozvrat.words.states import of_state

Shape = dict[str, Any]


def rule(one: Entry, *, today: date, locale: Locale) -> Shape:
    """A rule of the catalogue; its words stay in three languages until the schema picks the reader's."""
    found = one.rule
    return {
        "id": found.id,
        "kind": found.kind,
        "theme": found.theme,
        "schemes": sorted(found.schemes),
        "states": sorted(found.states),
        "when": one.when,
        "deadline": found.deadline.clock if found.deadline else None,
        "severity": found.severity.value,
        "title": found.title,
        "detail": found.detail,
        "remedy": found.remedy,
        "confidence": found.confidence,
        "contradictions": list(found.contradictions),
        "template_purposes": list(found.template_purposes),
        "sources": [{"address": source.address, "seen": source.seen} for source in found.sources],
        "effective_from": found.effective_from,
        "effective_to": found.effective_to,
        "reviewed_on": found.reviewed_on,
        "owner": found.owner,
        "standing": found.standing,
        "claim": found.claim,
        "stale": found.stale(today),
        "account_id": one.account_id,
        "enabled": found.enabled,
        "override": _override(one.override),
        "version": one.version.version if one.version is not None else None,
        "problem": _problem(one, locale),
    }


def page(one: Entry, where: Firing, *, locale: Locale, zone: ZoneInfo, now: datetime) -> Shape:
    """A rule with its examples and the open returns where it fires now."""
    own = one.version.body if one.version is not None else None
    return {
        **rule(one, today=now.date(), locale=locale),
        "examples": [_example(example) for example in one.rule.examples],
        "firing": {
            "count": where.count,
            "tried": where.tried,
            "items": [_fired(item, locale=locale, zone=zone, now=now) for item in where.items],
        },
        "written": {name: value for name, value in own.items() if name != "id"} if own is not None else None,
    }


def version(one: RuleVersion) -> Shape:
    return {
        "version": one.version,
        "account_id": one.account_id,
        "changed_at": one.changed_at,
        "changed_by": one.changed_by,
        "note": one.note,
        "body": one.body,
    }


def trial(done: Trial) -> Shape:
    return {
        "tried": done.tried,
        "fires": done.fires,
        "unknown": done.unknown,
        "missing": [{"fact": fact, "count": count} for fact, count in done.missing],
        "items": [_tried(one) for one in done.items],
        "seconds": round(done.seconds, 3),
    }


def _tried(one: StoredReturn) -> Shape:
    return {
        "posting_number": one.claim.posting_number,
        "return_id": one.id,
        "account_id": one.account_id,
        "scheme": one.claim.scheme.value,
        "state": one.claim.state,
        "created_at": one.claim.created_at,
    }


def _fired(one: Fired, *, locale: Locale, zone: ZoneInfo, now: datetime) -> Shape:
    if one.clock is not None:
        line = lines.clock(one.clock, locale=locale, zone=zone, now=now)
    else:
        known = of_state(one.state)
        line = say(known, locale) if known is not None else one.state_name or one.state
    return {
        "posting_number": one.posting_number,
        "return_id": one.return_id,
        "cancellation_id": one.cancellation_id,
        "account_id": one.account_id,
        "line": line,
        "severity": one.severity,
        "deadline_at": one.deadline_at,
    }


def _example(one: Example) -> Shape:
    return {"name": one.name, "fires": one.fires, "facts": one.facts}


def _override(changed: RuleVersion | None) -> Shape | None:
    if changed is None:
        return None
    return {
        "severity": (changed.body or {}).get("severity"),
        "note": changed.note,
        "version": changed.version,
        "changed_at": changed.changed_at,
        "changed_by": changed.changed_by,
    }


def _problem(one: Entry, locale: Locale) -> str | None:
    if one.errors is None:
        return None
    return "; ".join(f"{name}: {said(told[0], locale)}" for name, told in one.errors.items() if told)
