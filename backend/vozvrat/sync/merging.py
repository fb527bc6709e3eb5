"""Who owns which field of a return, and when two rows are two views of one request. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from vozvrat.domain.orders import Scheme
from vozvrat.domain.returns import Return
from vozvrat.storage.returns import StoredReturn

CLAIM = "ClientReturn"


def merged(known: Return, said: Return) -> Return:
    """What is known of a return after Ozon said something of it again.

    What the answer leaves unknown stays as it was. A row of a list says nothing about the details that only the
    single reading gives, so they stay too; but actions and the grounds for rejection belong to a state: when the
    state has moved they are unknown, and `detailed` is false until they are read again.
    """
    moved = said.state != known.state
    if said.detailed:
        detailed, actions, grounds = True, said.available_actions, said.rejection_reasons
    elif moved:
        detailed, actions, grounds = False, (), ()
    else:
        detailed, actions, grounds = known.detailed, known.available_actions, known.rejection_reasons
    return replace(
        said,
        scheme=_scheme(known, said),
        return_number=said.return_number or known.return_number,
        order_number=said.order_number or known.order_number,
        group_state=said.group_state or (None if moved else known.group_state),
        type=said.type or known.type,
        # Of the common list only the first sight of a request that waits for the seller tells when it was asked for.
        created_at=(known.created_at or said.created_at)
        if said.origin == "common"
        else said.created_at or known.created_at,
        state_changed_at=said.state_changed_at or (None if moved else known.state_changed_at),
        returned_at=said.returned_at or known.returned_at,
        reason=said.reason or known.reason,
        comment=said.comment or known.comment,
        photos=said.photos or known.photos,
        product=said.product or known.product,
        available_actions=actions,
        rejection_reasons=grounds,
        rejection_comment=said.rejection_comment or known.rejection_comment,
        return_method=said.return_method or known.return_method,
        tracking_number=said.tracking_number or known.tracking_number,
        money_state_name=said.money_state_name or (None if moved else known.money_state_name),
        storage=said.storage or known.storage,
        compensation_state=said.compensation_state or known.compensation_state,
        place=said.place or known.place,
        company_id=said.company_id or known.company_id,
        source_id=said.source_id or known.source_id,
        detailed=detailed,
    )


def with_common_view(request: Return, view: Return) -> Return:
    """An rFBS request with what only the other list says of it. The request's own state is never taken from there."""
    exact = request.state_changed_at
    if exact is None and view.state == request.state:
        exact = view.state_changed_at
    return replace(
        request,
        state_changed_at=exact,
        storage=view.storage or request.storage,
        compensation_state=view.compensation_state or request.compensation_state,
        place=request.place or view.place,
        company_id=request.company_id or view.company_id,
        source_id=request.source_id or view.source_id,
    )


def links(rows: Sequence[StoredReturn]) -> dict[str, tuple[str | None, str | None]]:
    """For the rows of one posting: our id → (`joined_to`, `perhaps_same_as`).

    A row of the common list joins a request where posting and SKU match and exactly one open request fits it, and
    it alone fits that request. Where several fit, or what fits is over, nobody can tell: both stay, linked. What is
    joined stays joined: it was certain once, and both go on to change their states at different moments.
    """
    found: dict[str, tuple[str | None, str | None]] = {row.id: (row.joined_to, None) for row in rows}
    requests = [row for row in rows if row.claim.origin == "rfbs"]
    views = [row for row in rows if _may_be_a_claim(row) and row.joined_to is None]
    taken = {row.joined_to for row in rows if row.joined_to is not None}
    for view in views:
        fitting = [request for request in requests if _sku(request) == _sku(view) and _sku(view) is not None]
        still_free = [request for request in fitting if request.is_open and request.id not in taken]
        rivals = [other for other in views if other.is_open and _sku(other) == _sku(view)]
        if view.is_open and len(still_free) == 1 and len(rivals) == 1:
            found[view.id] = (still_free[0].id, None)
            continue
        loose = [request for request in fitting if request.id not in taken]
        if loose:
            found[view.id] = (None, loose[-1].id)
            for request in loose:
                found[request.id] = (found[request.id][0], view.id)
    return found


def _scheme(known: Return, said: Return) -> Scheme:
    """The common list calls rFBS requests FBS; who knew better stays right."""
    return known.scheme if said.scheme is Scheme.FBS and known.scheme is Scheme.RFBS else said.scheme


def _may_be_a_claim(row: StoredReturn) -> bool:
    return row.claim.origin == "common" and row.claim.scheme is not Scheme.FBO and row.claim.type == CLAIM


def _sku(row: StoredReturn) -> str | None:
    return row.claim.product.sku if row.claim.product and row.claim.product.sku else None
