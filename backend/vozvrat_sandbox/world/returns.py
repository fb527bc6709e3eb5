"""Returns in the proportions of the real thing, with some of them waiting for the seller right now."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from decimal import Decimal
from random import Random

from .catalogue import CANCELLATIONS, FAMILIES, HOSTILE, REASONS, REFUSALS, UNSAID, comments
from .model import DAY, HOUR, Account, Posting, Reason, Return, Scheme
from .postings import PostingMaker

SCHEME_SHARES = ((Scheme.FBS, 0.45), (Scheme.RFBS, 0.30), (Scheme.FBO, 0.25))
ACCOUNT_SHARES = (0.55, 0.45)
OPEN_SHARE = 0.022
"""Of all returns: client returns awaiting the seller in each account and scheme (at least 2% is promised)."""
IN_COMMON_LIST_TOO = 0.6
"""Of rFBS requests: those that the common list shows as well."""

ANSWER_TIME = {Scheme.FBS: DAY, Scheme.FBO: DAY, Scheme.RFBS: 3 * DAY}
SHORT_ANSWER_TIME = 2 * DAY
"""Some rFBS requests get less time, and only their page says so."""

BACK: dict[str, float] = {
    "ReceivedBySeller": 55,
    "ArrivedAtReturnPlace": 17,
    "MovingToSeller": 14,
    "ReturnedToOzon": 6,
    "Utilized": 2,
}
ODD: dict[str, float] = {
    "Utilizing": 1,
    "WaitingCompensation": 1,
    "CompensationOffered": 0.7,
    "WriteOff": 0.7,
    "ItemSearch": 0.6,
}
CLIENT_FBS: dict[str, float] = {
    "ReceivedBySeller": 48,
    "ArrivedAtReturnPlace": 11,
    "MovingToSeller": 9,
    "Approved": 4,
    "ApprovedByOzon": 3,
    "Rejected": 3,
    "CancelledDisputeNotOpen": 4,
    "CrmRejected": 2,
    "MoneyReturned": 3,
    "MoneyReturnedBySystem": 2,
    "DisputeOpened": 1,
    "DisputeYouOpened": 0.6,
    "DisputeOpening": 0.5,
    "SendingError": 0.4,
    "Cancelled": 3,
    "WaitingShipment": 1,
    "OnSellerClarification": 0.8,
    "CompensationRejected": 0.5,
    "CompensationRejectedBySla": 0.4,
    "CompensationRejectedBySeller": 0.4,
    "ReturningToSellerByCourier": 0.6,
    **ODD,
}
CLIENT_RFBS: dict[str, float] = {
    "MoneyReturned": 30,
    "PartialCompensationReturned": 14,
    "CancelledDisputeNotOpen": 10,
    "ReceivedBySeller": 8,
    "Rejected": 6,
    "MovingToSeller": 6,
    "Approved": 4,
    "Cancelled": 4,
    "OfferedPartialCompensation": 4,
    "OnSellerClarificationAfterPartialCompensation": 3,
    "CrmRejected": 3,
    "DisputeOpened": 3,
    "WaitingShipment": 2,
    "MoneyReturnedBySystem": 2,
    "OnSellerClarification": 1,
    "ReturnMoneyApproved": 1,
    "PartialCompensationInProcess": 1,
    "ApprovedByOzon": 1,
    "RejectedByOzon": 0.5,
    "OnWay": 0.5,
    "PartialCompensationReturnedByOzon": 0.4,
    "CancelledDisputeNotOpenOnPostModeration": 0.4,
}
AT_OZON: dict[str, float] = {"ReturnedToOzon": 80, "MovingToOzon": 13, "Utilized": 2, **ODD}
CLIENT_FBO: dict[str, float] = {
    "ReturnedToOzon": 66,
    "MovingToOzon": 10,
    "MoneyReturned": 4,
    "Approved": 3,
    "ApprovedByOzon": 3,
    **ODD,
}

FIRST_COMMON, FIRST_CLAIM = 1_000_000_000, 8_000_000_000
"""Where the numbers of common returns and of rFBS requests begin."""
YOUNGEST_STATES = {
    "OfferedPartialCompensation": 2 * DAY,
    "OnSellerClarification": 20 * HOUR,
    "OnSellerClarificationAfterPartialCompensation": 3 * DAY - 2 * HOUR,
    "Rejected": 5 * DAY,
    "DisputeOpened": 3 * DAY,
    "PartialCompensationInProcess": 500,
    "ReturnMoneyApproved": 500,
    "Approved": 3 * DAY,
    "WaitingShipment": 3 * DAY,
    "MovingToSeller": 10 * DAY,
    "MovingToOzon": 8 * DAY,
    "ReturningToSellerByCourier": DAY,
    "ArrivedAtReturnPlace": 25 * DAY,
    "Utilizing": 2 * DAY,
}
"""States that do not last: how long ago they can have begun."""
OLDEST = 280 * DAY
"""With its delivery before it, everything fits into the one year that a list of parcels covers."""


def apportion(total: int, shares: Sequence[float]) -> list[int]:
    """Whole numbers in these proportions that add up to the total."""
    raw = [total * share / sum(shares) for share in shares]
    counts = [math.floor(value) for value in raw]
    by_rest = sorted(range(len(raw)), key=lambda index: counts[index] - raw[index])
    for index in by_rest[: total - sum(counts)]:
        counts[index] += 1
    return counts


class ReturnMaker:
    """Draws returns with their postings, cell by cell (account and scheme)."""

    def __init__(self, rng: Random, now: int, postings: PostingMaker) -> None:
        self._rng = rng
        self._now = now
        self._postings = postings
        self._serial = 0
        self._reasons = {
            family: [(reason, weight) for reason, weight in REASONS if reason.id not in unsaid]
            for family, unsaid in UNSAID.items()
        }

    def _reason(self, posting: Posting) -> Reason:
        known = self._reasons[FAMILIES.get(posting.product.category, "thing")]
        return self._rng.choices([reason for reason, _ in known], [weight for _, weight in known])[0]

    def cells(self, accounts: Sequence[Account], total: int) -> Iterator[Return]:
        """All returns of all accounts and schemes."""
        shares = [(a, s, x * y) for a, x in zip(accounts, ACCOUNT_SHARES, strict=True) for s, y in SCHEME_SHARES]
        counts = apportion(total, [share for _, _, share in shares])
        least_open = math.ceil(OPEN_SHARE * total)
        for (account, scheme, _), count in zip(shares, counts, strict=True):
            cancelled, client, refused = apportion(count, (0.5, 1 / 3, 1 / 6))
            waiting = min(least_open, count)
            extra = max(0, waiting - client)
            from_refused = min(extra, refused)
            yield from self._open(account, scheme, waiting)
            yield from self._closed_client(account, scheme, max(0, client - waiting))
            yield from self._never_handed_over(account, scheme, max(0, cancelled - extra + from_refused))
            yield from self._refused(account, scheme, refused - from_refused)

    def _open(self, account: Account, scheme: Scheme, count: int) -> Iterator[Return]:
        """Requests that await the seller; the first of them end within the next hours."""
        previous: Return | None = None
        for index in range(count):
            allowed = ANSWER_TIME[scheme]
            if scheme is Scheme.RFBS and index % 5 == 3:
                allowed = SHORT_ANSWER_TIME
            left = 40 * 60 + (allowed - HOUR) * (index + self._rng.random() * 0.8) / count
            created = int(self._now + left - allowed)
            twin = previous if scheme is Scheme.RFBS and index % 20 == 2 else None
            claim = self._client(account, scheme, "OnSellerApproval", created=created, changed=created, twin=twin)
            claim.answer_due_at = created + allowed
            previous = claim
            yield claim

    def _closed_client(self, account: Account, scheme: Scheme, count: int) -> Iterator[Return]:
        weights: dict[str, float] = {Scheme.FBS: CLIENT_FBS, Scheme.RFBS: CLIENT_RFBS, Scheme.FBO: CLIENT_FBO}[scheme]
        for state in self._rng.choices(list(weights), list(weights.values()), k=count):
            changed = self._since(state)
            created = changed - int((0.2 + 6 * self._rng.random()) * DAY)
            claim = self._client(account, scheme, state, created=created, changed=changed, twin=None)
            self._give_a_past(claim)
            yield claim

    def ask(self, posting: Posting, moment: int) -> Return:
        """A request that the buyer of this parcel makes at this moment."""
        goods, _ = posting.items[0]
        reason = self._reason(posting)
        claim = self._new(posting, "ClientReturn", reason, state="OnSellerApproval", created=moment, changed=moment)
        claim.quantity = 1
        claim.comment, claim.product = comments(reason.kind, goods.category)[0], goods
        claim.answer_due_at = moment + ANSWER_TIME[posting.scheme]
        return claim

    def _client(
        self, account: Account, scheme: Scheme, state: str, *, created: int, changed: int, twin: Return | None
    ) -> Return:
        late = self._rng.random() < 0.12
        days = self._rng.uniform(15, 45) if late else self._rng.uniform(0.3, 12)
        posting = twin.posting if twin else self._postings.delivered(account, scheme, created - int(days * DAY))
        reason = self._reason(posting)
        said = comments(reason.kind, posting.product.category)
        comment = said[int(self._rng.random() * len(said))]
        if self._rng.random() < 0.05:
            comment = HOSTILE[int(self._rng.random() * len(HOSTILE))]
        claim = self._new(posting, "ClientReturn", reason, state=state, created=created, changed=changed)
        if scheme is Scheme.RFBS:
            claim.quantity = 1  # a request is about one piece; its answers name no quantity
            if twin:
                posting.items = ((claim.product, 2),)
        claim.comment = comment
        claim.photos = int(self._rng.random() * 4) if reason.is_defect else int(self._rng.random() * 2)
        return claim

    def _give_a_past(self, claim: Return) -> None:
        """What must have happened before the state that it is in."""
        match claim.state:
            case "OfferedPartialCompensation" | "PartialCompensationInProcess" | "PartialCompensationReturned":
                claim.offers = 1
                claim.offered = (claim.price * Decimal(self._rng.randint(10, 45)) / 100).quantize(Decimal("1."))
            case "OnSellerClarificationAfterPartialCompensation":
                claim.offers = 1 + int(self._rng.random() < 0.3)
                claim.offered = (claim.price / 10).quantize(Decimal("1."))
                claim.answer_due_at = claim.state_changed_at + 3 * DAY
            case "OnSellerClarification":
                claim.answer_due_at = claim.state_changed_at + DAY
            case "Rejected" | "CancelledDisputeNotOpen" | "DisputeOpened":
                claim.rejection_reason_id = 102
                claim.rejection_comment = "На присланных фото видны следы использования."
            case "MoneyReturned" | "MoneyReturnedBySystem" | "ReturnMoneyApproved":
                claim.refunded = claim.price
            case "MovingToSeller":
                claim.tracking_number = f"8008{claim.posting.serial:010d}"
            case _:
                pass

    def _never_handed_over(self, account: Account, scheme: Scheme, count: int) -> Iterator[Return]:
        weights = AT_OZON if scheme is Scheme.FBO else {**BACK, **ODD}
        for state in self._rng.choices(list(weights), list(weights.values()), k=count):
            changed = self._since(state)
            created = changed - int((0.5 + 9 * self._rng.random()) * DAY)
            reason = CANCELLATIONS[int(self._rng.random() * len(CANCELLATIONS))]
            posting = self._postings.cancelled(account, scheme, created, reason_id=reason.id, shipped=True)
            yield self._new(posting, "Cancellation", reason, state=state, created=created, changed=changed)

    def _refused(self, account: Account, scheme: Scheme, count: int) -> Iterator[Return]:
        weights = AT_OZON if scheme is Scheme.FBO else {**BACK, **ODD}
        for state in self._rng.choices(list(weights), list(weights.values()), k=count):
            changed = self._since(state)
            created = changed - int((0.5 + 9 * self._rng.random()) * DAY)
            reason = REFUSALS[int(self._rng.random() * len(REFUSALS))]
            posting = self._postings.cancelled(account, scheme, created, reason_id=665, shipped=True)
            kind = "FullReturn"
            if len(posting.items) > 1:
                kind = "PartialReturn"
                posting.status, posting.substatus = "delivered", "posting_received"
                posting.delivered_at, posting.cancel_reason_id = created, 0
                posting.cancelled_after_ship = False
            yield self._new(posting, kind, reason, state=state, created=created, changed=changed)

    def _since(self, state: str) -> int:
        longest = YOUNGEST_STATES.get(state, OLDEST)
        return self._now - int(longest * (0.02 + 0.96 * self._rng.random()))

    def _new(self, posting: Posting, kind: str, reason: Reason, *, state: str, created: int, changed: int) -> Return:
        self._serial += 1
        goods, quantity = posting.items[-1] if kind == "PartialReturn" else posting.items[0]
        arrived = None
        if state == "ArrivedAtReturnPlace":
            arrived = changed
        elif state in {"ReceivedBySeller", "Utilized", "Utilizing"}:
            arrived = max(created, changed - 4 * DAY)
        return Return(
            id=0,
            common_id=None,
            number=f"RT-{self._serial:07d}",
            posting=posting,
            type=kind,
            product=goods,
            quantity=quantity,
            reason=reason,
            comment="",
            photos=0,
            created_at=created,
            state=state,
            state_changed_at=changed,
            arrived_at=arrived,
            source_id=90_000_000 + self._serial * 3,
        )


def number_returns(rng: Random, returns: list[Return]) -> None:
    """Gives every return its number: ids grow with time, requests and common returns have separate ones."""
    returns.sort(key=lambda item: item.created_at)
    common, request = FIRST_COMMON, FIRST_CLAIM
    for item in returns:
        if not item.is_claim or rng.random() < IN_COMMON_LIST_TOO:
            common += 1 + int(rng.random() * 40)
            item.common_id = common
        if item.is_claim:
            request += 1 + int(rng.random() * 40)
            item.id = request
        else:
            item.id = common
