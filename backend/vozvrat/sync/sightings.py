"""What we see happen to a return between two readings, and the events that tell of it. Pure."""

from dataclasses import replace
from datetime import datetime, timedelta

from vozvrat.domain.case import Seen
from vozvrat.domain.returns import Return
from vozvrat.storage.returns import StoredReturn

OFFERED = "OfferedPartialCompensation"
DECLINED = "OnSellerClarificationAfterPartialCompensation"
ACCEPTED = frozenset({"PartialCompensationInProcess", "PartialCompensationReturned"})
ASKED = "OnSellerApproval"
ON_ITS_WAY = frozenset({"MovingToSeller", "ReturningToSellerByCourier", "MovingToOzon"})
RECEIVED = frozenset({"ReceivedBySeller", "ReturnedToOzon"})
CLOSE = timedelta(hours=24)


def seen_now(known: StoredReturn | None, claim: Return, *, now: datetime) -> Seen:
    """What we know to have happened after this reading; nothing is guessed about the time before our first one."""
    before = known.seen if known is not None else Seen()
    moved = known is None or known.claim.state != claim.state
    if not moved:
        return before
    seen = before
    if known is not None:
        seen = replace(seen, answer_due_at=None)  # the page's timer belonged to the state that is over
    at = _when(known, claim, now=now)
    if claim.state == ASKED and seen.offers_made is None:
        seen = replace(seen, offers_made=0)  # every request begins here, before any offer
    if claim.state == OFFERED and known is not None and seen.offers_made is not None:
        seen = replace(seen, offers_made=seen.offers_made + 1)
    if claim.state in {DECLINED, *ACCEPTED}:
        missed = known is not None and known.claim.state not in {OFFERED, *ACCEPTED}
        if missed and seen.offers_made is not None:
            seen = replace(seen, offers_made=seen.offers_made + 1)
    if claim.state == DECLINED:
        seen = replace(seen, offer_declined_at=at or seen.offer_declined_at)
    if claim.state == "Rejected":
        seen = replace(seen, rejected_at=at or seen.rejected_at)
    if claim.state in ON_ITS_WAY:
        seen = replace(seen, sent_at=seen.sent_at or at)
    if claim.state in RECEIVED:
        seen = replace(seen, received_at=seen.received_at or at)
    return seen


def _when(known: StoredReturn | None, claim: Return, *, now: datetime) -> datetime | None:
    """When the state changed: Ozon's own word, else the earlier end of the gap between our readings.

    The earlier end makes deadlines that count from it early, never late; after a gap of more than a day (the
    computer was off) it would declare running terms over, so there the moment of reading is taken.
    """
    if claim.state_changed_at is not None:
        return claim.state_changed_at
    if known is None:
        return None
    return known.saved_at if now - known.saved_at <= CLOSE else now
