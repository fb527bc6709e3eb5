"""Trying a condition on what is stored before it becomes a rule."""

import time
from datetime import timedelta
from typing import Any

import pytest

from tests.api.house import Api, problem
from tests.api.rulers import WAITS
from tests.api.shops import a_device_of, a_shop, an_open_return, hours_ago, now
from tests.storage.builders import a_detailed_return, an_order
from vozvrat import desk, storage
from vozvrat.domain.orders import Scheme


def many_returns(shop: str, count: int) -> None:
    """Returns that moved one minute after another, every third rFBS, every second with two photos."""
    claims, orders = [], []
    for place in range(count):
        number = f"{58_000_000 + place}-0001-1"
        scheme = Scheme.RFBS if place % 3 == 0 else Scheme.FBS
        at = hours_ago(place / 60)
        orders.append(an_order(number, scheme=scheme))
        claims.append(
            a_detailed_return(
                str(8_000_000_000 + place),
                posting_number=number,
                scheme=scheme,
                created_at=at,
                state_changed_at=at,
                photos=("https://example.test/1.jpg",) * (2 if place % 2 == 0 else 1),
            )
        )
    with storage.transaction():
        storage.orders.save(shop, orders)
        storage.returns.save(shop, claims)


def trial(api: Api, when: str, **body: Any) -> dict[str, Any]:
    answer = api.post("/policy/trials", {"when": when, **body})
    assert answer.status_code == 200, answer.get_data(as_text=True)
    told: dict[str, Any] = answer.get_json()
    return told


def test_a_trial_tells_on_how_many_of_the_latest_returns_it_fires_and_on_which(api: Api) -> None:
    many_returns(a_shop(), 120)
    told = trial(api, "f.return.photos >= 2", limit=100)
    assert (told["tried"], told["fires"], told["unknown"], told["missing"]) == (100, 50, 0, [])
    assert len(told["items"]) == 50
    first = told["items"][0]
    assert first["posting_number"] == "58000000-0001-1"
    assert (first["account_id"], first["scheme"], first["state"]) == ("shop", "rfbs", "OnSellerApproval")
    made = [item["created_at"] for item in told["items"]]
    assert made == sorted(made, reverse=True)
    assert api.get(f"/returns/{first['return_id']}").status_code == 200


def test_what_cannot_be_told_is_counted_with_the_facts_that_are_missing(api: Api) -> None:
    many_returns(a_shop(), 6)
    told = trial(api, "f.return.offers_made > 1 && f.seller.subscription == 'PREMIUM'")
    assert (told["fires"], told["unknown"]) == (0, 6)
    assert {"fact": "return.offers_made", "count": 6} in told["missing"]
    assert {"fact": "seller.subscription", "count": 6} in told["missing"]


def test_a_trial_minds_schemes_states_and_accounts_as_the_rule_would(api: Api) -> None:
    one, two = a_shop(), a_shop("two", "2002")
    many_returns(one, 9)
    an_open_return(two, number="99000000-0001-1", ozon_id="9000000001")
    assert trial(api, WAITS, schemes=["rfbs"])["fires"] == 3
    assert trial(api, WAITS, states=["Rejected"])["fires"] == 0
    assert trial(api, WAITS)["fires"] == 10
    assert trial(api, WAITS, account_id=two)["fires"] == 1
    assert trial(api.of(a_device_of(two)), WAITS)["tried"] == 1


def test_a_trial_without_any_account_finds_nothing(api: Api) -> None:
    assert trial(api, WAITS)["tried"] == 0


@pytest.mark.parametrize(
    ("when", "at"),
    [
        ("f.return.colour == 1", "colour"),
        ("f.chat.unread >", ""),
        ("f.chat.unread > 3 && secret == 1", "secret"),
        ("f.return.photos", ""),
        ('f.return.comment == "😀😀" && f.return.colour == 1', "colour == 1"),
        ("", ""),
    ],
)
def test_a_condition_that_does_not_hold_is_named_with_the_place(api: Api, when: str, at: str) -> None:
    refusal = problem(api.post("/policy/trials", {"when": when}), 422)
    assert list(refusal["errors"]) == ["when"]
    assert len(refusal["errors"]["when"]) == 1
    assert 0 <= refusal["place"] <= len(when)
    assert when[refusal["place"] :].startswith(at)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"when": 7},
        {"when": WAITS, "limit": 0},
        {"when": WAITS, "limit": 5001},
        {"when": WAITS, "schemes": ["fba"]},
        {"when": WAITS, "surplus": 1},
    ],
)
def test_a_trial_is_asked_strictly(api: Api, body: dict[str, Any]) -> None:
    problem(api.post("/policy/trials", body), 422)


def test_a_thousand_returns_are_tried_in_well_under_a_second(api: Api) -> None:
    many_returns(a_shop(), 1_000)
    begun = time.perf_counter()
    told = trial(api, "f.return.photos >= 2 && f.return.hours_open > 1.0")
    assert told["tried"] == 1_000
    assert time.perf_counter() - begun < 1.5  # about 0.4 s on two busy cores


def test_a_trial_whose_time_runs_out_tells_how_far_it_came(api: Api) -> None:
    shop = a_shop()
    many_returns(shop, 600)
    done = desk.try_condition(WAITS, scope=desk.scope(), now=now() + timedelta(minutes=1), patience=0)
    assert 0 < done.tried < 600
    assert done.fires == done.tried
