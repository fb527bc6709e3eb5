"""What a version holds: a rule of the seller's own as `policy.written` gives it, or what is changed in one of ours."""

from collections.abc import Mapping
from typing import Any, Final

from vozvrat import policy
from vozvrat.domain.errors import InvalidRule, NotFound
from vozvrat.domain.findings import Severity
from vozvrat.domain.locale import LOCALES

NOTE: Final = 500
"""Code points of a note."""
_LONGEST: Final[Mapping[str, int]] = {"title": policy.own.TITLE, "detail": policy.own.TEXT, "remedy": policy.own.TEXT}


def own(rule_id: str, raw: Mapping[str, Any]) -> dict[str, Any]:
    """The body of an own rule; raises InvalidRule, also where it calls itself otherwise than it is called here."""
    if raw.get("id", rule_id) != rule_id:
        raise InvalidRule(errors={"id": [f"must be one of: {rule_id[:40]}"]})
    return policy.written(policy.read_own_rule({**raw, "id": rule_id}))


def override(rule_id: str, raw: Mapping[str, Any], *, note: str) -> dict[str, Any]:
    """The body of what is changed in one of our rules. Raises NotFound for none of ours, or InvalidRule."""
    if rule_id not in policy.engine.default_pack().rules:
        raise NotFound(what="rule", id=rule_id[:40])
    problems: dict[str, list[str]] = {
        str(name)[:40]: ["is no field of an override"] for name in raw if name not in ("enabled", "severity", *_LONGEST)
    }
    body: dict[str, Any] = {}
    for name in ("enabled", "severity", *_LONGEST):
        if raw.get(name) is not None:
            try:
                body[name] = _part(name, raw[name])
            except ValueError as error:
                problems[name] = [str(error)]
    if not note.strip():
        problems["note"] = ["Say why: a change in a built-in rule needs a note."]
    elif (wrong := in_note(note)) is not None:
        problems["note"] = [wrong]
    if not body and not problems:
        problems["enabled"] = ["Nothing is changed: give enabled, severity or words."]
    if problems:
        raise InvalidRule(errors=problems)
    return body


def in_note(note: str) -> str | None:
    """What is wrong with a note; None where it holds."""
    return f"is longer than {NOTE} characters" if len(note) > NOTE else policy.own.hidden_in(note)


def _part(name: str, raw: Any) -> Any:
    if name == "enabled":
        if not isinstance(raw, bool):
            raise ValueError("must be true or false")
        return raw
    if name == "severity":
        if not isinstance(raw, str) or raw not in tuple(Severity):
            raise ValueError(f"must be one of: {', '.join(Severity)}")
        return str(raw)
    return _words(raw, _LONGEST[name])


def _words(raw: Any, limit: int) -> dict[str, str]:
    """One text serves all languages; where they are given apart, one left out keeps our words."""
    given = dict.fromkeys(LOCALES, raw) if isinstance(raw, str) else raw
    if not isinstance(given, Mapping):
        raise ValueError("must be a text")
    if any(name not in LOCALES for name in given):
        raise ValueError(f"languages must be one of: {', '.join(LOCALES)}")
    said: dict[str, str] = {}
    for locale, text in given.items():
        if text is None:
            continue
        if not isinstance(text, str):
            raise ValueError("must be a text")
        if len(text) > limit:
            raise ValueError(f"is longer than {limit} characters")
        hidden = policy.own.hidden_in(text)
        if hidden is not None:
            raise ValueError(hidden)
        if text.strip():
            said[str(locale)] = " ".join(text.split())
    if not said:
        raise ValueError("must be said in at least one language")
    return said
