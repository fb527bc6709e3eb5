"""The pages' view of the simulated Ozon's world.

What a person decides in the page goes through the same `Life` as what comes over the Seller API, so
that the two never tell different stories. Requests of FBS and FBO have no call at Ozon: only the page
decides them.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from itertools import islice
from typing import Literal

from vozvrat_sandbox.life import Life
from vozvrat_sandbox.refusals import Refusal
from vozvrat_sandbox.seller_center import data
from vozvrat_sandbox.seller_center.data import DecisionKind, NotNow, NotThere, Slice, Window
from vozvrat_sandbox.world import STATES, Account, Product, Scheme, World, actions, rejection_reasons, when
from vozvrat_sandbox.world import Chat as WorldChat
from vozvrat_sandbox.world import Message as WorldMessage
from vozvrat_sandbox.world import Posting as WorldPosting
from vozvrat_sandbox.world import Return as WorldReturn
from vozvrat_sandbox.world.states import APPROVE, BEFORE_CHECK, OFFER, REJECT, REJECT_AFTER_CHECK

BUYERS = (
    "Анна К.",
    "Дмитрий",
    "Марина П.",
    "Ильдар",
    "Светлана",
    "Олег В.",
    "Екатерина",
    "Рустам А.",
    "Юлия",
    "Павел С.",
)
OWN_WAREHOUSES = {False: ("Южный склад", "Склад на Лесной"), True: ("Bao'an, Shenzhen", "Yiwu 2")}
OZON_WAREHOUSES = ("Тверь-2", "Казань-1", "Самара-3", "Пермь-1")
SHIPPING_TIME = 48 * 3600
GROUPS = {"BUYER_SELLER": "customers_v2", "SELLER_SUPPORT": "support_v2"}
_ACTIONS: dict[DecisionKind, tuple[int, ...]] = {
    "approve": (APPROVE,),
    "reject": (REJECT, REJECT_AFTER_CHECK),
    "compensate": (OFFER,),
}


class WorldSource:
    """One world, read and acted on as the pages do."""

    def __init__(self, world: World, life: Life) -> None:
        self._world = world
        self._life = life
        self._accounts = {account.client_id: account for account in world.accounts}
        self._answers: dict[str, str] = {}

    def now(self) -> datetime:
        return self._world.clock.now()

    def shops(self) -> Sequence[data.Shop]:
        return [data.Shop(one.client_id, one.name, one.currency, one.cross_border) for one in self._world.accounts]

    # Orders

    def postings(
        self, client_id: str, window: Window, *, scheme: Literal["fbs", "fbo"], status: str = ""
    ) -> Slice[data.Posting]:
        wanted = (Scheme.FBO,) if scheme == "fbo" else (Scheme.FBS, Scheme.RFBS)
        with self._settled():
            rows = [
                row
                for row in reversed(self._world.postings(self._account(client_id), *wanted))
                if (not status or row.status == status) and window.number in row.number
            ]
            return Slice(tuple(map(_posting, _part(rows, window))), len(rows))

    def posting(self, client_id: str, number: str) -> data.Posting:
        with self._settled():
            row = self._world.posting(number)
            if row is None or row.account.client_id != client_id:
                raise NotThere("no_posting")
            return _posting(row)

    # Returns

    def claims(
        self, client_id: str, window: Window, *, listed: data.ReturnFilter, group: str = ""
    ) -> Slice[data.Claim]:
        account = self._account(client_id)
        held_in: data.ReturnList = "rfbs" if listed == "rfbs" else "common"
        with self._settled():
            rows = [
                row
                for row in (self._world.claims(account) if listed == "rfbs" else self._world.common_list(account))
                if (listed != "supply" or row.scheme is Scheme.FBO)
                and (window.number in row.posting.number or window.number in row.number)
                and _in_group(row, group)
            ]
            if group == "waiting":
                rows.sort(key=lambda row: row.answer_due_at or 0)
            else:
                rows.sort(key=lambda row: row.state_changed_at, reverse=True)
            return Slice(tuple(_claim(row, held_in) for row in _part(rows, window)), len(rows))

    def claim(self, client_id: str, claim_id: str) -> data.Claim:
        with self._settled():
            row = self._return(client_id, claim_id)
            return _claim(row, "rfbs" if row.is_claim else "common")

    def decide(self, client_id: str, claim_id: str, decision: data.Decision) -> None:
        with self._settled():
            row = self._return(client_id, claim_id)
            if decision.kind not in _decisions(row):
                raise NotNow("decided_already")
            try:
                if row.is_claim:
                    self._act(row, decision)
                elif decision.kind == "approve":
                    self._life.approve_common(row)
                else:
                    self._life.reject_common(row, reason_id=int(decision.reason_id), comment=decision.comment)
            except Refusal as refusal:
                raise NotNow("decided_already") from refusal

    def _act(self, row: WorldReturn, decision: data.Decision) -> None:
        possible = actions(row)
        self._life.act(
            row.account,
            row.id,
            action=next(one for one in _ACTIONS[decision.kind] if one in possible),
            comment=decision.comment,
            rejection_reason_id=int(decision.reason_id) if decision.reason_id else None,
            amount=Decimal(decision.amount) if decision.amount else None,
        )

    def cancellations(self, client_id: str) -> Sequence[data.Cancellation]:
        with self._settled():
            return [
                data.Cancellation(
                    id=str(row.id),
                    posting_number=row.posting.number,
                    state=row.state,
                    reason=row.reason_name,
                    reason_id=str(row.reason_id),
                    comment=row.message,
                    created_at=when(row.created_at),
                    auto_approve_at=when(row.auto_approve_at),
                    goods=_goods(row.posting.product, row.posting.items[0][1]),
                )
                for row in reversed(self._world.cancellations(self._account(client_id)))
            ]

    def answer_cancellation(self, client_id: str, cancellation_id: str, *, agree: bool, comment: str) -> None:
        with self._settled():
            try:
                self._life.decide_cancellation(
                    self._account(client_id), _number(cancellation_id), approve=agree, comment=comment
                )
            except Refusal as refusal:
                raise (NotThere("no_cancellation") if refusal.status == 404 else NotNow("decided_already")) from refusal

    # Conversations

    def chats(self, client_id: str) -> Sequence[data.Chat]:
        with self._settled():
            rows = [_chat(row) for row in self._world.chats(self._account(client_id)) if row.messages]
        return sorted(rows, key=lambda row: row.last_at, reverse=True)

    def messages(self, client_id: str, chat_id: str) -> Sequence[data.Message]:
        with self._settled():
            chat = self._chat(client_id, chat_id)
            for line in chat.messages:
                line.is_read = True
            return [_message(line) for line in chat.messages]

    def say(self, client_id: str, chat_id: str, text: str) -> None:
        with self._settled():
            chat = self._chat(client_id, chat_id)
            if chat.status != "OPENED" or chat.posting is None:
                raise NotNow("chat_closed")
            self._life.seller_writes(chat, text, is_image=False)

    def reviews(self, client_id: str) -> Sequence[data.Review]:
        account = self._account(client_id)
        with self._settled():
            bought = {row.product.sku: row.number for row in self._world.postings(account) if row.status == "delivered"}
            return [
                data.Review(
                    uuid=row.id,
                    buyer=BUYERS[int(row.id[:8], 16) % len(BUYERS)],
                    rating=row.rating,
                    text=row.text,
                    published_at=when(row.published_at),
                    goods=_goods(row.product, 1),
                    posting_number=bought.get(row.product.sku, ""),
                    answer=self._answers.get(row.id, "…" if row.comments else ""),
                )
                for row in self._world.reviews(account)
            ]

    def answer_review(self, client_id: str, uuid: str, text: str) -> None:
        with self._settled():
            row = next((one for one in self._world.reviews(self._account(client_id)) if one.id == uuid), None)
            if row is None:
                raise NotThere("no_review")
            self._answers[uuid] = text
            row.comments, row.status = row.comments + 1, "PROCESSED"

    # Finding things

    @contextmanager
    def _settled(self) -> Iterator[None]:
        """The world as it is now, held still: whatever is due has happened."""
        with self._world.lock:
            self._life.settle()
            yield

    def _account(self, client_id: str) -> Account:
        return self._accounts[client_id]

    def _return(self, client_id: str, claim_id: str) -> WorldReturn:
        row = self._world.return_(_number(claim_id))
        if row is None or row.account.client_id != client_id:
            raise NotThere("no_return")
        return row

    def _chat(self, client_id: str, chat_id: str) -> WorldChat:
        chat = self._world.chat(chat_id)
        if chat is None or chat.account.client_id != client_id:
            raise NotThere("no_chat")
        return chat


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0


def _part(rows: Sequence[data.Row], window: Window) -> Sequence[data.Row]:
    return list(islice(rows, window.offset, window.offset + window.limit))


def _in_group(row: WorldReturn, group: str) -> bool:
    if group == "waiting":
        return row.answer_due_at is not None
    return not group or (row.state in STATES and STATES[row.state].group.casefold() == group.casefold())


def _goods(product: Product, quantity: int) -> data.Goods:
    return data.Goods(
        name=product.name,
        sku=str(product.sku),
        offer_id=product.offer_id,
        price=str(product.price),
        currency=product.currency,
        quantity=quantity,
    )


def _warehouse(row: WorldPosting) -> str:
    names = OZON_WAREHOUSES if row.scheme is Scheme.FBO else OWN_WAREHOUSES[row.account.cross_border]
    return names[row.serial % len(names)]


def _posting(row: WorldPosting) -> data.Posting:
    waits = row.status in {"awaiting_packaging", "awaiting_deliver"}
    return data.Posting(
        number=row.number,
        scheme=row.scheme.value,
        status=row.status,
        created_at=when(row.created_at),
        ship_by=when(row.created_at + SHIPPING_TIME) if waits else None,
        warehouse=_warehouse(row),
        tracking_number=f"8007{row.serial:010d}" if row.handed_over_at else "",
        goods=tuple(_goods(product, quantity) for product, quantity in row.items),
    )


def _claim(row: WorldReturn, held_in: data.ReturnList) -> data.Claim:
    state = STATES.get(row.state)
    return data.Claim(
        id=str(row.id),
        return_number=row.number,
        posting_number=row.posting.number,
        scheme=row.scheme.value,
        held_in=held_in,
        state=row.state,
        state_name=state.name if state else row.state,
        group=state.group if state else "",
        reason=row.reason.name,
        reason_kind=row.reason.kind,
        comment=row.comment,
        photos=row.photos,
        goods=_goods(row.product, row.quantity),
        created_at=when(row.created_at),
        state_changed_at=when(row.state_changed_at),
        answer_due_at=None if row.answer_due_at is None else when(row.answer_due_at),
        decisions=_decisions(row),
        rejection_reasons=tuple(
            data.Choice(str(one["id"]), str(one["name"]), bool(one["is_comment_required"]))
            for one in (rejection_reasons(row) if row.is_claim else BEFORE_CHECK)
        ),
    )


def _decisions(row: WorldReturn) -> tuple[DecisionKind, ...]:
    if row.is_claim:
        possible = set(actions(row))
        return tuple(kind for kind, ids in _ACTIONS.items() if possible.intersection(ids))
    return ("approve", "reject") if row.state == "OnSellerApproval" else ()


def _chat(row: WorldChat) -> data.Chat:
    last = row.messages[-1]
    buyer = BUYERS[int(row.id[:8], 16) % len(BUYERS)]
    return data.Chat(
        id=row.id,
        group=GROUPS.get(row.kind, "main"),
        title=buyer if row.posting else "Ozon",
        posting_number=row.posting.number if row.posting else "",
        last_text="" if last.is_image else last.text,
        last_is_picture=last.is_image,
        last_at=when(last.created_at),
        unread=row.unread,
        open=row.status == "OPENED" and row.posting is not None,
    )


def _message(line: WorldMessage) -> data.Message:
    return data.Message(
        id=str(line.id),
        text="" if line.is_image else line.text,
        sent_at=when(line.created_at),
        mine=line.author == "Seller",
        is_picture=line.is_image,
    )
