"""A write leaves once, and we know what we may say about it."""

import ast
import socket
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from limits.storage import MemoryStorage

import vozvrat.ozon
from tests.unit.ozon.conftest import CUT, KEY, Server, answer
from vozvrat import ozon
from vozvrat.domain import errors
from vozvrat.ozon import writes

ROOM = Path(vozvrat.ozon.__file__).parent


def refund(seller: ozon.Seller) -> None:
    writes.set_return_action(seller, return_id="8000123456", action_id="5", postage=Decimal("350.10"))


@pytest.mark.parametrize("body", [None, {}, {"result": "success"}], ids=["empty", "object", "result"])
def test_a_200_is_done_with_or_without_a_body(server: Server, seller: ozon.Seller, body: object) -> None:
    server.script = [answer(200, body)]
    refund(seller)
    assert [(path, body) for path, _, body in server.requests] == [
        ("/v1/returns/rfbs/action/set", {"return_id": 8000123456, "id": 5, "return_for_back_way": 350.1})
    ]


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (answer(500, {"code": 13, "message": "Internal error"}), errors.OzonDown),
        (answer(502, raw=b"<html>"), errors.OzonDown),
        (answer(408, {"message": "timeout"}), errors.BadRequest),
        (CUT, errors.OzonDown),
        (answer(200, raw=b"garbage"), errors.Unreadable),
        (answer(200, {"result": "success"})[:-4], errors.OzonDown),
        (answer(200, {"code": 13, "message": "Internal error"}), errors.Unreadable),
        (answer(302, headers={"Location": "/x"}), errors.Unreadable),
    ],
    ids=["500", "gateway", "408", "cut", "garbage", "truncated", "error in a 200", "redirect"],
)
def test_what_may_have_happened_is_unsure_and_never_sent_again(
    server: Server, seller: ozon.Seller, bad: bytes, why: type[errors.OzonError]
) -> None:
    server.script = [bad, answer(200, {})]
    with pytest.raises(ozon.Unsure) as caught:
        refund(seller)
    assert isinstance(caught.value.why, why)
    assert (len(server.requests), server.connections) == (1, 1)


def test_a_timeout_is_unsure_and_never_sent_again(
    server: Server, seller: ozon.Seller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vozvrat.ozon.writes.transport.SECONDS", 0.3)
    server.script = [5.0, answer(200, {})]
    with pytest.raises(ozon.Unsure):
        refund(seller)
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (answer(400, {"code": 3, "message": "action is not available"}), errors.BadRequest),
        (answer(429, {"code": 8, "message": "limit"}, headers={"Retry-After": "1"}), errors.RateLimited),
        (answer(403, {"code": 7, "message": "not available with existing subscription"}), errors.SubscriptionMissing),
        (answer(404, {"code": 5, "message": "Invalid Api-Key, please check the key and try again"}), errors.InvalidKey),
        (answer(503, {"code": 14, "message": "Circle is open"}), errors.CircleOpen),
        (answer(403, raw=b"<html>blocked</html>"), errors.Unreadable),
    ],
    ids=["400", "429", "subscription", "key", "circle", "bare 403"],
)
def test_what_ozon_did_not_do_is_refused_and_never_sent_again(
    server: Server, seller: ozon.Seller, bad: bytes, why: type[errors.OzonError]
) -> None:
    server.script = [bad, answer(200, {})]
    with pytest.raises(ozon.Refused) as caught:
        refund(seller)
    assert isinstance(caught.value.why, why)
    assert not isinstance(caught.value, ozon.NotSent)
    assert len(server.requests) == 1


def test_nothing_left_this_machine_where_nobody_answers() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with (
        ozon.connect("1", KEY, base_url=f"http://127.0.0.1:{port}", limiter=ozon.Unlimited()) as seller,
        pytest.raises(ozon.NotSent),
    ):
        refund(seller)


def test_a_paused_method_is_not_sent(server: Server) -> None:
    server.script = [answer(429, {"code": 8, "message": "Circle is open"})]
    with ozon.connect("1", KEY, base_url=server.url, limiter=ozon.SharedLimiter(MemoryStorage())) as seller:
        with pytest.raises(ozon.Refused):
            refund(seller)
        with pytest.raises(ozon.NotSent) as caught:
            refund(seller)
    assert isinstance(caught.value.why, errors.CircleOpen)
    assert len(server.requests) == 1


class Away(ozon.Unlimited):
    def acquire(self, client_id: str, method: str, *, within: float = 0.0) -> None:
        raise errors.DatabaseUnavailable(path="x", why="locked")


def test_without_its_database_nothing_is_sent(server: Server) -> None:
    with ozon.connect("1", KEY, base_url=server.url, limiter=Away()) as seller, pytest.raises(ozon.NotSent):
        refund(seller)
    assert server.requests == []


class Broken(ozon.Unlimited):
    def paused(self, client_id: str, method: str, until: datetime) -> None:
        raise OSError("the database is away")


def test_a_pause_that_cannot_be_noted_does_not_hide_the_refusal(server: Server) -> None:
    server.script = [answer(429, {"code": 8, "message": "Circle is open"})]
    with ozon.connect("1", KEY, base_url=server.url, limiter=Broken()) as seller, pytest.raises(ozon.Refused):
        refund(seller)


def test_each_write_has_a_connection_of_its_own(server: Server, seller: ozon.Seller) -> None:
    for _ in range(3):
        refund(seller)
    assert server.connections == 3


def test_the_key_is_in_no_outcome(server: Server, seller: ozon.Seller) -> None:
    server.script = [answer(400, {"code": 3, "message": f"{KEY} may not"})]
    with pytest.raises(ozon.Refused) as caught:
        refund(seller)
    assert KEY not in f"{caught.value!r} {caught.value} {caught.value.parameters} {caught.value.why!r}"
    server.script = [CUT]
    with pytest.raises(ozon.Unsure) as unsure:
        refund(seller)
    assert KEY not in f"{unsure.value!r} {unsure.value.__context__!r}"


def test_the_room_of_writes_has_no_loop_and_no_way_to_the_reading_transport() -> None:
    for path in [*(ROOM / "writes").glob("*.py"), ROOM / "wire.py"]:
        tree = ast.parse(path.read_text())
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom | ast.Import):
                assert "vozvrat.ozon.reads" not in ast.unparse(node), path
            assert not isinstance(node, ast.While), path
            if path.parent.name == "writes" and path.name == "transport.py":
                assert not isinstance(node, ast.For), path


@pytest.mark.parametrize("action_id", ["-1", "-10"])
def test_a_rejection_without_reason_or_comment_is_not_sent(server: Server, seller: ozon.Seller, action_id: str) -> None:
    with pytest.raises(errors.InvalidInput) as caught:
        writes.set_return_action(seller, return_id="1", action_id=action_id, comment="  ")
    assert set(caught.value.errors) == {"rejection_reason_id", "comment"}
    assert server.requests == []


def test_a_partial_compensation_needs_its_sum(server: Server, seller: ozon.Seller) -> None:
    with pytest.raises(errors.InvalidInput):
        writes.set_return_action(seller, return_id="1", action_id="1020")
    with pytest.raises(errors.InvalidInput):
        writes.set_return_action(seller, return_id="1", action_id="1020", amount=Decimal("-1"))
    with pytest.raises(errors.InvalidInput):
        writes.set_return_action(seller, return_id="1", action_id="1020", amount=Decimal("NaN"))
    assert server.requests == []


def test_sums_arrive_with_the_digits_they_were_given(server: Server, seller: ozon.Seller) -> None:
    writes.set_return_action(seller, return_id="1", action_id="1020", amount=Decimal("1299.90"))
    writes.set_return_action(seller, return_id="1", action_id="1020", amount=Decimal("500.00"))
    assert [body["compensation_amount"] for _, _, body in server.requests] == [1299.9, 500]


def test_messages_hold_to_ozons_length(server: Server, seller: ozon.Seller) -> None:
    writes.send_message(seller, chat_id="c", text="я" * 1000)
    with pytest.raises(errors.TextTooLong):
        writes.send_message(seller, chat_id="c", text="я" * 1001)
    with pytest.raises(errors.InvalidInput):
        writes.send_message(seller, chat_id="c", text=" \n")
    assert [body["text"] for _, _, body in server.requests] == ["я" * 1000]


def test_cancellations_are_answered_by_their_number(server: Server, seller: ozon.Seller) -> None:
    writes.approve_cancellation(seller, cancellation_id="77")
    writes.reject_cancellation(seller, cancellation_id="78", comment="Отправлено вчера")
    with pytest.raises(errors.InvalidInput):
        writes.reject_cancellation(seller, cancellation_id="79", comment=" ")
    assert [(path, body) for path, _, body in server.requests] == [
        ("/v2/conditional-cancellation/approve", {"cancellation_id": 77}),
        ("/v2/conditional-cancellation/reject", {"cancellation_id": 78, "comment": "Отправлено вчера"}),
    ]
