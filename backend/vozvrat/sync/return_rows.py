"""Returns that Ozon told of, brought together with those that are stored."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from vozvrat import storage
from vozvrat.domain.orders import Scheme
from vozvrat.domain.returns import Return
from vozvrat.domain.sellers import Seller
from vozvrat.storage.events import NewEvent
from vozvrat.storage.returns import StoredReturn, own_id
from vozvrat.sync import happenings
from vozvrat.sync.due import next_deadline
from vozvrat.sync.merging import links, merged, with_common_view
from vozvrat.sync.sightings import seen_now


def apply(account_id: str, claims: Sequence[Return], *, now: datetime, first_reading: bool) -> list[NewEvent]:
    """Writes the rows and answers with the events that they mean. Call it inside a transaction."""
    if not claims:
        return []
    numbers = sorted({claim.posting_number for claim in claims})
    stored = {
        one.id: one
        for rows in storage.returns.by_posting(numbers, [account_id], joined="shown").values()
        for one in rows
    }
    schemes = dict.fromkeys(_requested(claims, stored), Scheme.RFBS)
    schemes |= storage.orders.schemes(account_id, numbers)
    seller = storage.accounts.get(account_id).seller
    touched: dict[str, StoredReturn] = {}
    for said in claims:
        key = own_id(account_id, said.origin, said.ozon_id)
        before = touched.get(key) or stored.get(key)
        touched[key] = _after(account_id, before, said, schemes.get(said.posting_number), now)
    joined = _link({**stored, **touched}, touched, now)
    told = ((stored.get(key), one) for key, one in touched.items())
    happened = [event for before, after in told if (event := _event(before, after, now, first_reading=first_reading))]
    storage.returns.put([_with_deadline(one, seller, now) for one in touched.values()])
    companies = {one.claim.company_id for one in touched.values() if one.claim.company_id}
    if companies - storage.accounts.companies(account_id):
        storage.accounts.remember_companies(account_id, companies)
    return happened + joined


def _requested(claims: Sequence[Return], stored: Mapping[str, StoredReturn]) -> set[str]:
    """Postings with an rFBS request: whatever else is said of them, they are rFBS."""
    known = (one.claim for one in stored.values())
    return {claim.posting_number for claim in (*claims, *known) if claim.origin == "rfbs"}


def _after(
    account_id: str, before: StoredReturn | None, said: Return, scheme: Scheme | None, now: datetime
) -> StoredReturn:
    if said.scheme is Scheme.FBS and scheme is Scheme.RFBS:  # the common list knows FBO and FBS only
        said = replace(said, scheme=Scheme.RFBS)
    claim = said if before is None else merged(before.claim, said)
    return StoredReturn(
        id=own_id(account_id, said.origin, said.ozon_id),
        account_id=account_id,
        claim=claim,
        seen=seen_now(before, claim, now=now),
        joined_to=before.joined_to if before else None,
        perhaps_same_as=before.perhaps_same_as if before else None,
        first_seen_at=before.first_seen_at if before else now,
        detailed_at=now if said.detailed else before.detailed_at if before else None,
        saved_at=now,
    )


def _with_deadline(one: StoredReturn, seller: Seller, now: datetime) -> StoredReturn:
    if one.joined_to is not None:
        return replace(one, next_deadline=None)
    nearest = next_deadline(one.claim, one.seen, seller=seller, now=now)
    return one if nearest == one.next_deadline else replace(one, next_deadline=nearest)


def _link(rows: dict[str, StoredReturn], touched: dict[str, StoredReturn], now: datetime) -> list[NewEvent]:
    """Joins rows of the two lists, or links them as perhaps the same; what changes by it counts as touched."""
    of_posting: dict[str, list[StoredReturn]] = defaultdict(list)
    for one in rows.values():
        of_posting[one.claim.posting_number].append(one)
    happened: list[NewEvent] = []
    for group in of_posting.values():
        if len(group) < 2 or len({one.claim.origin for one in group}) < 2:
            continue
        current = {one.id: one for one in group}
        for key, (joined_to, perhaps) in links(sorted(group, key=lambda one: one.id)).items():
            one = current[key]
            if joined_to is not None:
                request = touched.get(joined_to, current[joined_to])
                richer = with_common_view(request.claim, one.claim)
                if richer != request.claim:
                    touched[joined_to] = replace(request, claim=richer)
                if one.joined_to is None:
                    happened.append(_joined(request, one, now))
            if (one.joined_to, one.perhaps_same_as) != (joined_to, perhaps):
                touched[key] = replace(touched.get(key, one), joined_to=joined_to, perhaps_same_as=perhaps)
    return happened


def _joined(request: StoredReturn, view: StoredReturn, now: datetime) -> NewEvent:
    return NewEvent(
        at=now,
        account_id=request.account_id,
        kind=happenings.RETURN_JOINED,
        posting_number=request.claim.posting_number,
        return_id=request.id,
        details={"view": view.id},
    )


def _event(before: StoredReturn | None, after: StoredReturn, now: datetime, *, first_reading: bool) -> NewEvent | None:
    """What a changed row means; a second view of a request tells nothing that the request itself does not."""
    claim = after.claim
    details: dict[str, object] = {"to": claim.state, "state_name": claim.state_name}
    if before is None:
        kind = happenings.RETURN_NEW
        details["type"] = claim.type
    elif before.claim.state != claim.state:
        kind = happenings.RETURN_STATE
        details["from"] = before.claim.state
    else:
        return None
    if after.joined_to is not None or (before is None and first_reading):
        return None
    return NewEvent(
        at=claim.state_changed_at or now,
        account_id=after.account_id,
        kind=kind,
        posting_number=claim.posting_number,
        return_id=after.id,
        details=details,
    )
