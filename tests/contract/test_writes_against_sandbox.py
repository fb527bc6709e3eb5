"""Whatever happens to a write, it reaches the simulated Ozon once, and we know what we may say about it."""

import time
from decimal import Decimal
from typing import Any

import pytest

from tests.contract.conftest import ACTION, open_claim, seen
from vozvrat import ozon
from vozvrat.domain import errors
from vozvrat.domain.returns import ActionKind, Return
from vozvrat.ozon import writes
from vozvrat.ozon.reads import cancellations, returns
from vozvrat_sandbox.serve import Sandbox


def effect(seller: ozon.Seller, claim: Return, *, within: float = 3.0) -> str:
    """The state that an action brought about."""
    ends = time.monotonic() + within
    while time.monotonic() < ends:
        state = returns.rfbs(seller, claim.ozon_id).state
        if state != claim.state:
            return state
        time.sleep(0.1)
    return claim.state


def approve(seller: ozon.Seller, claim: Return) -> None:
    (action,) = [action for action in claim.available_actions if action.kind is ActionKind.APPROVE]
    writes.set_return_action(seller, return_id=claim.ozon_id, action_id=action.id)


def test_an_approval_takes_effect(simulated: Sandbox, seller: ozon.Seller, fault: Any) -> None:
    claim = open_claim(seller)
    approve(seller, claim)
    assert effect(seller, claim) != claim.state
    assert [call["effect"] for call in seen(simulated, ACTION)] == [True]


def test_an_empty_200_is_a_yes(simulated: Sandbox, seller: ozon.Seller, fault: Any) -> None:
    claim = open_claim(seller)
    fault(ACTION, "empty_200")
    approve(seller, claim)
    assert effect(seller, claim) != claim.state


@pytest.mark.parametrize("kind", ["status_500_after", "cut_after", "truncated", "garbage"])
def test_money_may_have_moved_and_is_never_moved_twice(
    simulated: Sandbox, seller: ozon.Seller, fault: Any, kind: str
) -> None:
    claim = open_claim(seller)
    fault(ACTION, kind)
    with pytest.raises(ozon.Unsure):
        approve(seller, claim)
    assert [call["effect"] for call in seen(simulated, ACTION)] == [True]
    assert effect(seller, claim) != claim.state


@pytest.mark.parametrize("kind", ["status_500_before", "cut_before"])
def test_what_did_not_happen_is_unsure_too_where_nobody_can_tell(
    simulated: Sandbox, seller: ozon.Seller, fault: Any, kind: str
) -> None:
    claim = open_claim(seller)
    fault(ACTION, kind)
    with pytest.raises(ozon.Unsure):
        approve(seller, claim)
    assert [call["effect"] for call in seen(simulated, ACTION)] == [False]


@pytest.mark.parametrize("kind", ["status_429", "circle_open"])
def test_a_refusal_is_certain(simulated: Sandbox, seller: ozon.Seller, fault: Any, kind: str) -> None:
    claim = open_claim(seller)
    fault(ACTION, kind)
    with pytest.raises(ozon.Refused):
        approve(seller, claim)
    assert [call["effect"] for call in seen(simulated, ACTION)] == [False]


def test_a_slow_answer_is_unsure_and_sent_once(
    simulated: Sandbox, seller: ozon.Seller, fault: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vozvrat.ozon.writes.transport.SECONDS", 0.5)
    claim = open_claim(seller)
    fault(ACTION, "delay", seconds=2.0)
    with pytest.raises(ozon.Unsure):
        approve(seller, claim)
    time.sleep(2.0)
    assert len(seen(simulated, ACTION)) == 1


def test_ozon_refuses_an_impossible_sum(seller: ozon.Seller) -> None:
    claim = open_claim(seller)
    assert claim.product is not None
    assert claim.product.price is not None
    with pytest.raises(ozon.Refused) as caught:
        writes.set_return_action(
            seller, return_id=claim.ozon_id, action_id="1020", amount=claim.product.price.amount + Decimal(1)
        )
    assert isinstance(caught.value.why, errors.BadRequest)


def test_a_request_to_cancel_is_refused_once(seller: ozon.Seller) -> None:
    waiting = next(
        item for page in cancellations.pages(seller, state="ON_APPROVAL") for item in page.items if item.auto_approve_at
    )
    writes.reject_cancellation(seller, cancellation_id=waiting.ozon_id, comment="Посылка уже в пути")
    with pytest.raises(ozon.Refused):
        writes.reject_cancellation(seller, cancellation_id=waiting.ozon_id, comment="Посылка уже в пути")
