"""The seller's own webhook: what falls due arrives there, each thing once, whatever the receiver does."""

import hashlib
import hmac
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.api import receivers
from tests.api.house import Api, problem
from tests.api.receivers import HOUR, Receiver, a_receiver, beat
from tests.api.shops import NUMBER, a_cancellation_request, a_shop, an_open_return, now
from vozvrat import accounts, jobs, storage, sync
from vozvrat.domain.locale import LOCALES, Locale
from vozvrat.domain.orders import Scheme
from vozvrat.jobs import worker
from vozvrat.storage.returns import NextDeadline
from vozvrat.watch import webhook

BAD = [
    "http://example.com/hook",
    "http://10.0.0.1/hook",
    "http://127.0.0.1.evil.example/hook",
    "ftp://127.0.0.1/hook",
    "https://",
    "https:///hook",
    "https://example.com:99999/hook",
    "javascript:alert(1)",
    "example.com/hook",
    "https://exa mple.com/hook",
    "https://example.com/\x01",
    f"https://example.com/{'a' * 2001}",
    "",
]


def state_of(api: Api, **rest: Any) -> dict[str, Any]:
    found: dict[str, Any] = api.get("/settings", **rest).get_json()["webhook"]
    return found


def test_it_is_off_until_it_is_set_and_tells_its_host_and_nothing_more(api: Api, receiver: Receiver) -> None:
    assert api.get("/settings").get_json()["webhook"] is None
    answer = api.ask("PUT", "/settings", json={"webhook_url": receiver.url})
    set_ = answer.get_json()["webhook"]
    assert len(set_.pop("secret")) >= 43
    assert set_ == {"host": f"127.0.0.1:{receiver.port}", "on": True, "last_delivered_at": None, "problem": None}
    shown = api.get("/settings")
    assert shown.get_json()["webhook"] == set_
    for said in (answer, shown):
        assert "TOKEN" not in said.get_data(as_text=True)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("address", BAD)
def test_an_address_that_others_could_read_is_refused_in_one_sentence(api: Api, address: str, locale: Locale) -> None:
    refusal = problem(
        api.ask("PUT", "/settings", json={"webhook_url": address}, headers={"Accept-Language": locale}), 422
    )
    [said] = refusal["errors"]["webhook_url"]
    assert "https://" in said
    assert {"en": "webhook address begins", "ru": "Адрес вебхука", "zh-CN": "webhook 地址"}[locale] in said
    assert api.get("/settings").get_json()["webhook"] is None


def test_a_wrong_address_changes_no_other_setting(api: Api) -> None:
    problem(api.ask("PUT", "/settings", json={"webhook_url": "http://x", "policy_watch": True}), 422)
    assert api.get("/settings").get_json()["policy_watch"] is False


def test_the_policy_watch_is_off_until_switched_on(api: Api) -> None:
    assert api.get("/settings").get_json()["policy_watch"] is False
    assert api.ask("PUT", "/settings", json={"policy_watch": True}).get_json()["policy_watch"] is True
    assert api.ask("PUT", "/settings", json={"locale": "ru"}).get_json()["policy_watch"] is True
    for value in ("yes", 1, None):
        problem(api.ask("PUT", "/settings", json={"policy_watch": value}), 422)


def test_a_clock_is_told_when_it_begins_to_press_and_in_its_last_hour(hooked: Api, receiver: Receiver) -> None:
    return_id = an_open_return(a_shop(), scheme=Scheme.FBS, asked=2)
    for hours in (1, 9, 11, 12, 20, 21.5, 21.9):
        beat(now() + hours * HOUR)
    assert receiver.stages == ["warn", "last_hour"]
    first, last = receiver.bodies
    assert first["kind"] == "deadline"
    assert (first["rule_id"], first["return_id"], first["posting_number"]) == ("SCH-01", return_id, NUMBER)
    assert first["account"] == "Shop"
    assert first["text"].startswith(f"{NUMBER}: Answer by ")
    assert first["then"].startswith("Without an answer")
    ends = datetime.fromisoformat(first["deadline_at"])
    assert ends - datetime.fromisoformat(first["warn_at"]) == 12 * HOUR
    assert last["text"].startswith("Less than an hour left")
    assert state_of(hooked)["last_delivered_at"] is not None


def test_a_clock_written_into_its_row_is_told_too(hooked: Api, receiver: Receiver) -> None:
    return_id = an_open_return(a_shop(), scheme=Scheme.FBS, asked=2)
    asked = storage.returns.get(return_id).claim.created_at
    assert asked is not None
    written = NextDeadline(at=asked + 24 * HOUR, warn_at=asked + 12 * HOUR, rule_id="SCH-01", source="rule")
    storage.returns.set_next({return_id: written})
    for minutes in range(0, 23 * 60, 15):
        beat(now() + timedelta(minutes=minutes))
    assert receiver.stages == ["warn", "last_hour"]


def test_a_message_is_signed_with_the_secret_that_was_shown(api: Api, receiver: Receiver) -> None:
    set_ = api.ask("PUT", "/settings", json={"webhook_url": receiver.url}).get_json()["webhook"]
    assert api.post("/settings/webhook/trials").get_json() == {"delivered": True, "problem": None}
    [(path, headers, body)] = receiver.requests
    assert path == "/hook/TOKEN-IN-THE-PATH?key=TOKEN-IN-THE-QUERY"
    assert headers["X-Vozvrat-Signature"] == hmac.new(set_["secret"].encode(), body, hashlib.sha256).hexdigest()
    assert headers["Content-Type"] == "application/json"
    assert receiver.bodies[0]["kind"] == "test"


def test_a_cancellation_request_is_told_by_its_own_id(hooked: Api, receiver: Receiver) -> None:
    request_id = a_cancellation_request(a_shop(), number=NUMBER, hours_left=30)
    beat(now() + 7 * HOUR)
    [told] = receiver.bodies
    assert (told["rule_id"], told["cancellation_id"], told["return_id"]) == ("SCH-18", request_id, None)


@pytest.mark.parametrize(("locale", "said"), [("ru", "Ответить до"), ("zh-CN", "答复"), ("en", "Answer by")])
def test_a_message_speaks_the_sellers_language(hooked: Api, receiver: Receiver, locale: Locale, said: str) -> None:
    an_open_return(a_shop(), scheme=Scheme.FBS, asked=2)
    beat(now() + 11 * HOUR, locale=locale)
    assert said in receiver.bodies[0]["text"]


def test_setting_it_floods_nobody_with_what_pressed_before(api: Api, receiver: Receiver) -> None:
    shop = a_shop()
    for place in range(1, 40):
        an_open_return(shop, number=f"58544282-00{place:02}-1", ozon_id=str(place), asked=20, scheme=Scheme.FBS)
    api.ask("PUT", "/settings", json={"webhook_url": receiver.url})
    beat(now() + timedelta(minutes=1))
    assert receiver.requests == []
    beat(now() + 3.5 * HOUR)
    assert receiver.stages == ["last_hour"] * 39


def test_what_passed_just_after_it_was_set_is_not_called_missed(api: Api, receiver: Receiver) -> None:
    an_open_return(a_shop(), asked=23.5, scheme=Scheme.FBS)
    api.ask("PUT", "/settings", json={"webhook_url": receiver.url})
    beat(now() + HOUR)
    assert receiver.requests == []


def test_a_deadline_that_passed_while_the_computer_slept_is_told_once_and_as_missed(
    hooked: Api, receiver: Receiver
) -> None:
    an_open_return(a_shop(), scheme=Scheme.FBS, asked=2)
    beat(now() + HOUR)
    for minutes in (0, 1, 30):
        beat(now() + 30 * HOUR + timedelta(minutes=minutes))
    assert receiver.stages == ["missed"]
    assert "passed" in receiver.bodies[0]["text"]


def test_a_deadline_told_in_its_last_hour_is_not_told_again_when_it_passes(hooked: Api, receiver: Receiver) -> None:
    an_open_return(a_shop(), scheme=Scheme.FBS, asked=2)
    beat(now() + 21.5 * HOUR)
    beat(now() + 40 * HOUR)
    assert receiver.stages == ["last_hour"]


def test_a_computers_clock_that_ran_ahead_and_was_set_back_silences_nothing(hooked: Api, receiver: Receiver) -> None:
    beat(now() + timedelta(days=400))
    an_open_return(a_shop(), scheme=Scheme.FBS, asked=2)
    beat(now() + 11 * HOUR)
    assert receiver.stages == ["warn"]


def test_what_was_answered_while_the_receiver_was_away_is_not_told(hooked: Api, receiver: Receiver) -> None:
    shop = a_shop()
    an_open_return(shop, scheme=Scheme.FBS, asked=2)
    receiver.behave = receivers.answers(503)
    beat(now() + 11 * HOUR)
    receiver.behave = receivers.answers(200)
    an_open_return(shop, scheme=Scheme.FBS, asked=2, state="Rejected")
    beat(now() + 12 * HOUR)
    assert len(receiver.requests) == 1
    assert state_of(hooked)["problem"] is None


def test_a_message_that_could_not_be_sent_in_time_becomes_a_missed_one(hooked: Api, receiver: Receiver) -> None:
    an_open_return(a_shop(), scheme=Scheme.FBS, asked=2)
    receiver.behave = receivers.answers(503)
    beat(now() + 11 * HOUR)
    beat(now() + 21.5 * HOUR)
    receiver.behave = receivers.answers(200)
    receiver.requests.clear()
    for hours in (23, 24, 25):
        beat(now() + hours * HOUR)
    assert receiver.stages == ["missed"]


def test_a_receiver_that_fails_is_tried_again_with_growing_pauses_and_never_after_it_took_the_message(
    hooked: Api, receiver: Receiver
) -> None:
    an_open_return(a_shop(), scheme=Scheme.RFBS, asked=2)
    receiver.behave = receivers.answers(500)
    start = now() + 23 * HOUR
    tried = []
    for minute in range(0, 40):
        before = len(receiver.requests)
        beat(start + timedelta(minutes=minute))
        if len(receiver.requests) > before:
            tried.append(minute)
    assert tried == [0, 1, 3, 7, 15, 31]
    assert state_of(hooked)["problem"] == "The receiver answered with status 500."
    receiver.behave = receivers.answers(200)
    for minute in range(40, 200):
        beat(start + timedelta(minutes=minute))
    assert len(receiver.requests) == len(tried) + 1
    assert {body["text"] for body in receiver.bodies} == {receiver.bodies[0]["text"]}
    assert state_of(hooked)["problem"] is None


def test_after_a_day_a_message_is_given_up_and_that_is_told(hooked: Api, receiver: Receiver) -> None:
    an_open_return(a_shop(), scheme=Scheme.RFBS, asked=2)
    receiver.behave = receivers.answers(500)
    for hours in range(23, 50):
        beat(now() + hours * HOUR)
    before = len(receiver.requests)
    beat(now() + 60 * HOUR)
    assert len(receiver.requests) == before
    [event] = [one for one in hooked.get("/events").get_json()["items"] if one["kind"] == "webhook_failed"]
    assert event["details"] == {"problem": "status:500", "rule_id": "SCH-05"}
    assert event["posting_number"] is None
    for locale, said in (("en", "given up"), ("ru", "отказались"), ("zh-CN", "放弃")):
        assert said in state_of(hooked, headers={"Accept-Language": locale})["problem"]


@pytest.mark.parametrize(
    ("behaviour", "said"),
    [
        (receivers.answers(404), "status 404"),
        (receivers.hangs(3), "within 10 seconds"),
        (receivers.drips, "within 10 seconds"),
        (receivers.babbles, "does not speak HTTP"),
        (receivers.answers(302, {"Location": "http://127.0.0.1:1/elsewhere"}), "sends on"),
    ],
    ids=["refuses", "hangs", "drips", "babbles", "redirects"],
)
def test_a_receiver_that_misbehaves_is_named_and_not_waited_for(
    hooked: Api, receiver: Receiver, monkeypatch: pytest.MonkeyPatch, behaviour: receivers.Behaviour, said: str
) -> None:
    monkeypatch.setattr(webhook, "TIMEOUT", 1.0)
    receiver.behave = behaviour
    began = time.monotonic()
    answer = hooked.post("/settings/webhook/trials").get_json()
    assert time.monotonic() - began < 2.5
    assert answer["delivered"] is False
    assert said in answer["problem"]


def test_where_a_receiver_sends_on_to_is_not_asked(hooked: Api, receiver: Receiver) -> None:
    with a_receiver() as other:
        receiver.behave = receivers.answers(307, {"Location": f"http://127.0.0.1:{other.port}/"})
        assert hooked.post("/settings/webhook/trials").get_json()["delivered"] is False
        assert other.requests == []


def test_a_long_answer_is_not_read(hooked: Api, receiver: Receiver) -> None:
    receiver.behave = receivers.answers(200, body=b"x" * 5_000_000)
    assert hooked.post("/settings/webhook/trials").get_json()["delivered"] is True


def test_nobody_listens_at_an_address_is_said_so(api: Api) -> None:
    api.ask("PUT", "/settings", json={"webhook_url": "http://127.0.0.1:9/"})
    answer = api.post("/settings/webhook/trials", headers={"Accept-Language": "ru"}).get_json()
    assert answer == {"delivered": False, "problem": "Получатель недоступен; проверьте адрес и подключение."}


def test_a_trial_without_a_webhook_says_that_none_is_set(api: Api) -> None:
    answer = api.post("/settings/webhook/trials").get_json()
    assert answer == {"delivered": False, "problem": "No webhook is set; enter its address first."}


def test_two_workers_send_one_message(hooked: Api, receiver: Receiver) -> None:
    shop = a_shop()
    for place in range(1, 6):
        an_open_return(shop, number=f"58544282-000{place}-1", ozon_id=str(place), scheme=Scheme.FBS, asked=2)
    at = now() + 11 * HOUR

    def work(_: int) -> None:
        for _again in range(3):
            beat(at)

    with ThreadPoolExecutor(8) as workers:
        list(workers.map(work, range(8)))
    assert len(receiver.requests) == 5
    assert len({body["return_id"] for body in receiver.bodies}) == 5


def test_a_webhook_that_is_turned_off_or_set_anew_gets_nothing_of_what_waited(hooked: Api, receiver: Receiver) -> None:
    an_open_return(a_shop(), scheme=Scheme.FBS, asked=2)
    receiver.behave = receivers.answers(500)
    beat(now() + 11 * HOUR)
    receiver.behave = receivers.answers(200)
    receiver.requests.clear()
    assert hooked.ask("PUT", "/settings", json={"webhook_url": None}).get_json()["webhook"] is None
    beat(now() + 12 * HOUR)
    with a_receiver() as other:
        hooked.ask("PUT", "/settings", json={"webhook_url": other.url})
        beat(now() + timedelta(minutes=1))
        assert other.requests == []
    assert receiver.requests == []


def test_a_browser_of_one_shop_is_told_of_that_shop_alone(api: Api, receiver: Receiver) -> None:
    mine = an_open_return(a_shop("one", "1001"), number="58544282-0001-1", scheme=Scheme.FBS)
    an_open_return(a_shop("two", "1002"), number="58544282-0002-1", scheme=Scheme.FBS)
    token, _ = accounts.redeem(accounts.pair(account_id="one").code, name="bound", origin=None)
    api.of(token).ask("PUT", "/settings", json={"webhook_url": receiver.url})
    beat(now() + 11 * HOUR)
    assert [body["return_id"] for body in receiver.bodies] == [mine]


def test_a_browser_of_one_shop_takes_the_webhook_from_no_other(hooked: Api, receiver: Receiver) -> None:
    a_shop("one", "1001")
    theirs = an_open_return(a_shop("two", "1002"), number="58544282-0002-1", scheme=Scheme.FBS)
    bound = hooked.of(accounts.redeem(accounts.pair(account_id="one").code, name="bound", origin=None)[0])
    for address in ("https://example.com/mine", None):
        refusal = problem(bound.ask("PUT", "/settings", json={"webhook_url": address, "policy_watch": True}), 422)
        assert "other accounts" in refusal["errors"]["webhook_url"][0]
    assert hooked.get("/settings").get_json()["policy_watch"] is False
    beat(now() + 11 * HOUR)
    assert [body["return_id"] for body in receiver.bodies] == [theirs]


def test_what_the_buyer_wrote_is_never_sent(hooked: Api, receiver: Receiver) -> None:
    an_open_return(a_shop(), scheme=Scheme.FBS, asked=2, comment="Я Анна, позвоните 89991234567")
    beat(now() + 11 * HOUR)
    [(_, _, body)] = receiver.requests
    assert "Анна" not in body.decode()
    assert "8999" not in body.decode()


def test_the_worker_looks_and_sends_by_itself(
    hooked: Api, receiver: Receiver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "FULL_EVERY", 0.4)
    return_id = an_open_return(a_shop(), scheme=Scheme.FBS, asked=11.9994)
    jobs.start_worker(queue=tmp_path / "ticks.sqlite", every=0.2)
    try:
        ends = time.monotonic() + 30
        while not receiver.requests and time.monotonic() < ends:
            time.sleep(0.05)
    finally:
        jobs.stop_worker()
        sync.resume()
    assert [body["return_id"] for body in receiver.bodies] == [return_id]
