"""What the rules say of a posting, a return, a facts document or a text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from vozvrat import policy, storage
from vozvrat.desk import packs
from vozvrat.desk.cards import find
from vozvrat.desk.cases import File, files
from vozvrat.desk.model import Scope
from vozvrat.domain import errors
from vozvrat.domain.findings import Finding
from vozvrat.policy import Pack
from vozvrat.policy.facts import FactsDocument


@dataclass(frozen=True, slots=True)
class Verdict:
    """Findings with the pack that they come from; `explanations` costs a second run and is asked for apart."""

    facts: FactsDocument
    findings: Sequence[Finding]
    judge: Pack

    @property
    def pack(self) -> policy.PackInfo:
        """Which pack spoke."""
        return self.judge.info

    def explanations(self) -> list[policy.Explanation]:
        """What every rule answered, and why."""
        return policy.explain(self.facts, pack=self.judge)


@dataclass(frozen=True, slots=True)
class Known:
    """The facts of something stored, and the account whose rules judge it."""

    facts: FactsDocument
    account_id: str


def check(
    *,
    scope: Scope,
    now: datetime,
    posting_number: str | None = None,
    return_id: str | None = None,
    facts: Mapping[str, object] | None = None,
    draft: Mapping[str, object] | None = None,
) -> Verdict:
    """The rules over one of the three, with a draft or without. A document given is used as it is and never stored.

    What is stored is judged by the rules of its account; a document by those of the only account that the asker
    sees, else by what holds for all.
    """
    if facts is not None:
        document = policy.facts.parse(facts if draft is None else {**facts, "draft": draft}, now=now)
        pack = packs.shelf().of_scope(scope)
    else:
        known = facts_of(scope=scope, now=now, number=posting_number, return_id=return_id)
        document = known.facts if draft is None else {**known.facts, "draft": parsed_draft(draft, now=now)}
        pack = packs.pack_for(known.account_id)
    return Verdict(document, policy.check(document, pack=pack), pack)


def check_text(text: str, *, purpose: str | None, number: str | None, scope: Scope, now: datetime) -> list[Finding]:
    """What a text to the buyer breaks; with a posting also whether one may write now."""
    known = known_facts(scope=scope, now=now, number=number)
    return read_text(text, purpose=purpose, known=known, scope=scope, now=now)


def read_text(text: str, *, purpose: str | None, known: Known | None, scope: Scope, now: datetime) -> list[Finding]:
    """What the rules of an account say of a text: the posting's, else the only one that the asker sees.

    Rules of the seller's own that read the draft's text or comment speak too, behind ours of the same severity and
    without a place in the text.
    """
    shelf = packs.shelf()
    pack = shelf.of_scope(scope) if known is None else shelf.pack(known.account_id)
    facts = known.facts if known else None
    ours = policy.texts.check(text, purpose=purpose, facts=facts, pack=pack, today=now.date())
    theirs = _own_of_texts(text, purpose=purpose, facts=facts, pack=pack, now=now)
    return sorted([*ours, *theirs], key=lambda finding: finding.severity.rank) if theirs else ours


_TEXTS: Final = frozenset({"draft.text", "draft.comment"})


def _own_of_texts(
    text: str, *, purpose: str | None, facts: FactsDocument | None, pack: Pack, now: datetime
) -> list[Finding]:
    """What the seller's own rules of texts say, as they would of the same text in a draft."""
    own = [
        rule
        for rule in pack.rules.values()
        if policy.is_own(rule.id) and rule.when is not None and not _TEXTS.isdisjoint(rule.when.reads)
    ]
    if not own or not text:
        return []
    field = "comment" if purpose == "reject" else "text"
    draft = {"kind": "reject" if purpose == "reject" else "message", "purpose": purpose or "message", field: text}
    document = {**(facts or policy.facts.parse({}, now=now)), "draft": parsed_draft(draft, now=now)}
    return policy.check(document, pack=Pack.of(own, version=""))


def facts_of(*, scope: Scope, now: datetime, number: str | None, return_id: str | None) -> Known:
    """The facts of a return, or of a posting with its most urgent return; raises NotFound."""
    if return_id is not None:
        stored = storage.returns.get(return_id)
        if stored.account_id not in scope.account_ids:
            raise errors.NotFound(what="return", id=return_id)
        file = files([stored.claim.posting_number], scope)[stored.claim.posting_number]
        return Known(policy.facts.document(file.case(about=stored), now=now), file.account_id)
    return _known(find(number or "", scope), now=now)


def known_facts(*, scope: Scope, now: datetime, number: str | None, return_id: str | None = None) -> Known | None:
    """The same from what is stored alone, and None instead of an error: templates and texts work without it."""
    if return_id is not None:
        try:
            return facts_of(scope=scope, now=now, number=None, return_id=return_id)
        except errors.NotFound:
            return None
    file = files([number], scope).get(number) if number is not None else None
    return None if file is None else _known(file, now=now)


def _known(file: File, *, now: datetime) -> Known:
    document = policy.facts.document(file.case(about=file.returns[0] if file.returns else None), now=now)
    return Known(document, file.account_id)


def parsed_draft(draft: Mapping[str, object], *, now: datetime) -> Mapping[str, object]:
    """A draft read as strictly as in a facts document."""
    read: Mapping[str, object] = policy.facts.parse({"draft": draft}, now=now)["draft"]
    return read
