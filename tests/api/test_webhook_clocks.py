"""Clocks whose ends move, that press for long or that are the seller's own: the webhook is told of each thing once."""

from datetime import datetime, timedelta

from tests.api import receivers
from tests.api.house import Api
from tests.api.receivers import HOUR, Receiver, beat
from tests.api.shops import a_shop, an_open_return, now
from vozvrat import sync
from vozvrat.domain.orders import Scheme


def shows(return_id: str, due: datetime) -> None:
    """The seller center's page, seen now, says until when to answer."""
    sync.apply_observation("shop", sync.PageSeen(return_id, due, now(), "/app/returns"), now=now())


def test_a_pages_timer_that_shifts_by_seconds_does_not_tell_the_same_clock_again(
    hooked: Api, receiver: Receiver
) -> None:
    return_id, start = an_open_return(a_shop(), scheme=Scheme.FBS, asked=2), now()
    for hours in (11, 19.5):
        for place, seconds in enumerate((0, 17, -23, 240, 41)):
            shows(return_id, start + timedelta(hours=20, seconds=seconds))
            beat(start + hours * HOUR + timedelta(minutes=place))
    assert receiver.stages == ["warn", "last_hour"]


def test_an_end_that_moved_far_is_told_anew(hooked: Api, receiver: Receiver) -> None:
    return_id = an_open_return(a_shop(), scheme=Scheme.FBS, asked=2)
    beat(now() + 11 * HOUR)
    beat(now() + 21.5 * HOUR)
    moved = now() + 40 * HOUR
    shows(return_id, moved)
    beat(now() + 39.5 * HOUR)
    assert receiver.stages == ["warn", "last_hour", "last_hour"]
    assert datetime.fromisoformat(receiver.bodies[-1]["deadline_at"]) == moved


def test_a_message_that_waits_while_the_pages_timer_shifts_is_sent_with_the_end_as_it_is(
    hooked: Api, receiver: Receiver
) -> None:
    return_id = an_open_return(a_shop(), scheme=Scheme.FBS, asked=2)
    shows(return_id, now() + 20 * HOUR)
    receiver.behave = receivers.answers(503)
    beat(now() + 11 * HOUR)
    receiver.behave = receivers.answers(200)
    receiver.requests.clear()
    moved = now() + timedelta(hours=19, seconds=30)
    shows(return_id, moved)
    beat(now() + 12 * HOUR)
    assert receiver.stages == ["warn"]
    assert datetime.fromisoformat(receiver.bodies[0]["deadline_at"]) == moved


def test_what_passed_unsent_is_told_as_missed_though_the_timer_had_shifted(hooked: Api, receiver: Receiver) -> None:
    return_id = an_open_return(a_shop(), scheme=Scheme.FBS, asked=2)
    shows(return_id, now() + 30 * HOUR)
    receiver.behave = receivers.answers(503)
    beat(now() + 29.5 * HOUR)
    receiver.behave = receivers.answers(200)
    receiver.requests.clear()
    shows(return_id, now() + timedelta(hours=30, seconds=-300))
    for hours in (30.5, 31, 35):
        beat(now() + hours * HOUR)
    assert receiver.stages == ["missed"]


def test_a_clock_that_presses_for_months_is_not_told_every_month_anew(hooked: Api, receiver: Receiver) -> None:
    an_open_return(a_shop(), asked=2)
    clock = {"fact": "return.created_at", "hours": 3000, "warn_hours": 10}
    rule = {"title": "Ask the supplier", "deadline": clock, "severity": "warning"}
    assert hooked.ask("PUT", "/policy/rules/OWN-SLOW", json=rule).status_code == 200
    for days in (1, 2, 33, 40, 70):
        beat(now() + timedelta(days=days))
    assert [body["stage"] for body in receiver.bodies if body["rule_id"] == "OWN-SLOW"] == ["warn"]


def test_a_clock_of_ones_own_is_told_of_returns_on_which_ozon_sets_none(hooked: Api, receiver: Receiver) -> None:
    return_id = an_open_return(a_shop(), scheme=Scheme.FBS, state="MovingToSeller", asked=2)
    clock = {"fact": "return.state_changed_at", "hours": 500, "warn_hours": 10}
    rule = {"title": "Ask for the parcel", "deadline": clock, "severity": "warning"}
    assert hooked.ask("PUT", "/policy/rules/OWN-PARCEL", json=rule).status_code == 200
    for hours in (7, 9, 50, 33 * 24):
        beat(now() + hours * HOUR)
    assert [(body["stage"], body["return_id"]) for body in receiver.bodies[:1]] == [("warn", return_id)]
    assert receiver.stages.count("warn") == 1
