"""What the rules say of a posting, a return, a facts document or a text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from vozvrat import policy, storage
from vozvrat.desk.cards import find
from vozvrat.desk.cases import files
from vozvrat.desk.model import Scope
from vozvrat.domain import errors
from vozvrat.domain.findings import Finding
from vozvrat.policy.facts import FactsDocument


@dataclass(frozen=True, slots=True)
class Verdict:
    """Findings with the pack that they come from; `explanations` costs a second run and is asked for apart."""

    facts: FactsDocument
    findings: Sequence[Finding]
    pack: policy.PackInfo

    def explanations(self) -> list[policy.Explanation]:
        """What every rule answered, and why."""
        return policy.explain(self.facts)


def check(
    *,
    scope: Scope,
    now: datetime,
    posting_number: str | None = None,
    return_id: str | None = None,
    facts: Mapping[str, object] | None = None,
    draft: Mapping[str, object] | None = None,
) -> Verdict:
    """The rules over one of the three, with a draft or without. A document given is used as it is and never stored."""
    if facts is not None:
        document = policy.facts.parse(facts if draft is None else {**facts, "draft": draft}, now=now)
    else:
        document = facts_of(scope=scope, now=now, number=posting_number, return_id=return_id) or {}
        if draft is not None:
            document = {**document, "draft": parsed_draft(draft, now=now)}
    return Verdict(document, policy.check(document), policy.pack_info())


def check_text(text: str, *, purpose: str | None, number: str | None, scope: Scope, now: datetime) -> list[Finding]:
    """What a text to the buyer breaks; with a posting also whether one may write now."""
    return policy.texts.check(text, purpose=purpose, facts=known_facts(scope=scope, now=now, number=number))


def facts_of(*, scope: Scope, now: datetime, number: str | None, return_id: str | None) -> FactsDocument | None:
    """The facts of a return, or of a posting with its most urgent return; None where neither is named."""
    if return_id is not None:
        stored = storage.returns.get(return_id)
        if stored.account_id not in scope.account_ids:
            raise errors.NotFound(what="return", id=return_id)
        file = files([stored.claim.posting_number], scope)[stored.claim.posting_number]
        return policy.facts.document(file.case(about=stored), now=now)
    if number is None:
        return None
    file = find(number, scope)
    return policy.facts.document(file.case(about=file.returns[0] if file.returns else None), now=now)


def known_facts(
    *, scope: Scope, now: datetime, number: str | None, return_id: str | None = None
) -> FactsDocument | None:
    """The same from what is stored alone, and None instead of an error: templates and texts work without it."""
    if return_id is not None:
        try:
            return facts_of(scope=scope, now=now, number=None, return_id=return_id)
        except errors.NotFound:
            return None
    file = files([number], scope).get(number) if number is not None else None
    if file is None:
        return None
    return policy.facts.document(file.case(about=file.returns[0] if file.returns else None), now=now)


def parsed_draft(draft: Mapping[str, object], *, now: datetime) -> Mapping[str, object]:
    """A draft read as strictly as in a facts document."""
    read: Mapping[str, object] = policy.facts.parse({"draft": draft}, now=now)["draft"]
    return read
