"""Shops with orders and returns in the database, as a sync leaves them. What does not matter to a test is hidden."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.storage.builders import a_detailed_return, an_account, an_order
from vozvrat import accounts, storage
from vozvrat.domain.cancellations import Cancellation
from vozvrat.domain.chats import Chat
from vozvrat.domain.orders import Scheme
from vozvrat.domain.returns import Return

NUMBER = "58544282-0057-1"
QUIET = "58544282-0058-1"
OTHER = "58544282-0099-1"


def now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def hours_ago(hours: float) -> datetime:
    return now() - timedelta(hours=hours)


def a_shop(id: str = "shop", client_id: str = "1001", currency: str = "RUB") -> str:
    storage.accounts.add(an_account(id, client_id, currency=currency, key_state="valid", synced_at=now()))
    return id


def an_open_return(
    shop: str, *, number: str = NUMBER, scheme: Scheme = Scheme.FBS, asked: float = 2, **fields: Any
) -> str:
    """An order whose buyer asked for a return some hours ago; gives our id of the return."""
    at = hours_ago(asked)
    storage.orders.save(
        shop,
        [an_order(number, scheme=scheme, delivered_from=at - timedelta(days=1), delivered_at=at - timedelta(days=1))],
    )
    claim: Return = a_detailed_return(
        posting_number=number, scheme=scheme, created_at=at, state_changed_at=at, **{"origin": "rfbs", **fields}
    )
    storage.returns.save(shop, [claim])
    return storage.returns.own_id(shop, claim.origin, claim.ozon_id)


def a_quiet_order(shop: str, *, number: str = QUIET) -> None:
    storage.orders.save(shop, [an_order(number, scheme=Scheme.FBS)])


def a_cancellation_request(shop: str, *, number: str, hours_left: float = 20) -> str:
    storage.orders.save(shop, [an_order(number, scheme=Scheme.RFBS, status="awaiting_deliver", delivered_at=None)])
    request = Cancellation(
        ozon_id="9007199254740995",
        posting_number=number,
        state="ON_APPROVAL",
        state_name="На согласовании",
        initiator="CLIENT",
        reason="Передумал",
        reason_message=None,
        created_at=hours_ago(4),
        auto_approve_at=now() + timedelta(hours=hours_left),
        approved_at=None,
        approve_comment=None,
    )
    storage.cancellations.save(shop, [request])
    return storage.cancellations.own_id(shop, request.ozon_id)


def a_chat(shop: str, *, order_number: str) -> None:
    storage.chats.save(
        shop,
        [
            Chat(
                ozon_id="c-1",
                status="OPENED",
                type="BUYER_SELLER",
                created_at=hours_ago(30),
                unread=1,
                first_unread_message_id="3000000000118021931",
                last_message_id="3000000000118021931",
                order_number=order_number,
                last_buyer_message_at=hours_ago(1),
            )
        ],
    )


def a_device_of(shop: str) -> str:
    """The token of a browser that is bound to one shop."""
    token, _ = accounts.redeem(accounts.pair(account_id=shop).code, name="bound", origin=None)
    return token
