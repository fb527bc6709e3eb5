"""Postings of which nothing is asked: what rules say of them, alike for all of one account, scheme and status."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from vozvrat import policy
from vozvrat.desk.model import Scope
from vozvrat.desk.packs import Shelf
from vozvrat.domain.case import Case
from vozvrat.domain.findings import Finding
from vozvrat.domain.orders import Order, Scheme
from vozvrat.policy import Pack, Rule
from vozvrat.policy.facts import FactsDocument
from vozvrat.storage.orders import Head

_ASKED: Final = frozenset({"return", "cancellation", "chat", "draft"})
"""Blocks that a quiet posting has not."""
_UNREAD: Final = ("order.", "product.")
_Kind = tuple[str, Scheme, str]


class Quiet:
    """Judges postings by their heads, once for each account, scheme and status; serves one look-up."""

    def __init__(self, scope: Scope, shelf: Shelf, *, now: datetime) -> None:
        self._sellers = {account.id: account.seller for account in scope.accounts}
        self._shelf = shelf
        self._now = now
        self._documents: dict[_Kind, FactsDocument] = {}
        self._spoken: dict[_Kind, list[Finding]] = {}
        self._restless: dict[_Kind, bool] = {}
        self._of_orders: dict[str, Pack | None] = {}

    def findings(self, head: Head) -> Sequence[Finding]:
        """What can be said of a posting by its head alone."""
        kind = _kind(head)
        if kind not in self._spoken:
            self._spoken[kind] = policy.check(self._facts(head), pack=self._shelf.pack(head.account_id))
        return self._spoken[kind]

    def is_restless(self, head: Head) -> bool:
        """Whether some rule could say more of a posting if it knew the whole order."""
        kind = _kind(head)
        found = self._restless.get(kind)
        if found is None:
            pack = self._rules_of_orders(head.account_id)
            speaks = pack is not None and any(_is_about(rule, head.scheme) for rule in pack.rules.values())
            told = policy.explain(self._facts(head), pack=pack) if pack is not None and speaks else ()
            lacking = (fact for one in told if one.outcome == "unknown" for fact in one.missing)
            found = self._restless[kind] = any(fact.startswith(_UNREAD) for fact in lacking)
        return found

    def _facts(self, head: Head) -> FactsDocument:
        kind = _kind(head)
        found = self._documents.get(kind)
        if found is None:
            order = Order(
                posting_number=head.posting_number,
                order_number=None,
                order_id=None,
                scheme=head.scheme,
                status=head.status,
            )
            case = Case(order=order, seller=self._sellers.get(head.account_id))
            found = self._documents[kind] = policy.facts.document(case, now=self._now)
        return found

    def _rules_of_orders(self, account_id: str) -> Pack | None:
        if account_id not in self._of_orders:
            rules = [rule for rule in self._shelf.pack(account_id).rules.values() if _speaks_of_orders(rule)]
            self._of_orders[account_id] = Pack.of(rules, version="") if rules else None
        return self._of_orders[account_id]


def _kind(head: Head) -> _Kind:
    return head.account_id, head.scheme, head.status


def _is_about(rule: Rule, scheme: Scheme) -> bool:
    return not rule.schemes or scheme.value in rule.schemes


def _speaks_of_orders(rule: Rule) -> bool:
    """Whether a rule can fire on an order alone, and reads more of it than its head tells."""
    if not rule.judges_facts or rule.states or rule.needs & _ASKED:
        return False
    clock = rule.deadline
    counted = () if clock is None else (clock.fact,) if clock.fact else policy.deadlines.NEEDS.get(clock.clock, ())
    reads = {*(rule.when.reads if rule.when is not None else ()), *counted}
    needs = {*(rule.when.needs if rule.when is not None else ()), *counted}
    return any(fact.startswith(_UNREAD) for fact in reads) and not any(fact.split(".")[0] in _ASKED for fact in needs)
