"""Reviews; reading them is a service of its own that not every subscription has."""

from __future__ import annotations

from typing import Any

from vozvrat_sandbox.refusals import Refusal, not_found
from vozvrat_sandbox.world import Review

from .method import Answer, Call, Method, iso

LEAST_ROWS, MOST_ROWS = 20, 100


def _check_service(call: Call) -> None:
    if not call.account.reviews_service:
        raise Refusal(403, 7, "not available with existing subscription")


def list_reviews(call: Call) -> Answer:
    """Pages by ``last_id``, at least twenty a page."""
    _check_service(call)
    request = call.request("ReviewListV2Request")
    limit = request.limit(MOST_ROWS, least=LEAST_ROWS)
    asked = request.part("filters")
    status = asked.one_of("status", ("ALL", "NEW", "VIEWED", "PROCESSED"), "ALL")
    order = asked.one_of("order_status", ("ALL", "DELIVERED", "CANCELLED"), "ALL")
    skus = set(asked.strings("skus"))
    window = asked.period("published_from", "published_to") or (0.0, float("inf"))
    found = [
        row
        for row in call.world.reviews(call.account)
        if status in {"ALL", row.status}
        and order in {"ALL", row.order_status}
        and (not skus or str(row.product.sku) in skus)
        and window[0] <= row.published_at <= window[1]
    ]
    if request.one_of("sort_dir", ("ASC", "DESC"), "DESC") == "ASC":
        found.reverse()
    start = 0
    if last := request.text("last_id"):
        start = next((place + 1 for place, row in enumerate(found) if row.id == last), len(found))
    page = found[start : start + limit]
    return {
        "reviews": [_row(row) for row in page],
        "has_next": start + limit < len(found),
        "last_id": page[-1].id if page else "",
    }


def _row(review: Review) -> dict[str, Any]:
    return {
        "id": review.id,
        "sku": review.product.sku,
        "text": review.text,
        "published_at": iso(review.published_at),
        "rating": review.rating,
        "status": review.status,
        "comments_amount": review.comments,
        "photos_amount": review.photos,
        "videos_amount": 0,
        "order_status": review.order_status,
        "is_rating_participant": True,
    }


def create_comment(call: Call) -> Answer:
    """Answers a review in public."""
    _check_service(call)
    request = call.request("CommentCreateRequest")
    number, _ = request.text("review_id", required=True), request.text("text", required=True)
    for review in call.world.reviews(call.account):
        if review.id == number:
            review.comments += 1
            if request.flag("mark_review_as_processed"):
                review.status = "PROCESSED"
            call.effect = True
            return {"comment_id": call.world.numbers.text_id()}
    raise not_found("review")


METHODS = {
    "/v2/review/list": Method(list_reviews, role="reviews", paid=True),
    "/v1/review/comment/create": Method(create_comment, role="reviews", paid=True),
}
