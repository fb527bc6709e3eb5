"""Addresses that Ozon would push to; there is no push about returns."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from vozvrat_sandbox.refusals import Refusal, not_found
from vozvrat_sandbox.world import Notification

from .method import Answer, Call, Method, iso
from .reading import Request

TYPES = {
    "TYPE_NEW_POSTING": "Новое отправление",
    "TYPE_POSTING_CANCELLED": "Отмена отправления",
    "TYPE_STATE_CHANGED": "Новый статус отправления",
    "TYPE_CUTOFF_DATE_CHANGED": "Новая дата отгрузки",
    "TYPE_DELIVERY_DATE_CHANGED": "Новая дата доставки",
    "TYPE_NEW_MESSAGE": "Новое сообщение",
    "TYPE_UPDATE_MESSAGE": "Изменённое сообщение",
    "TYPE_MESSAGE_READ": "Прочитанное сообщение",
    "TYPE_CHAT_CLOSED": "Закрытый чат",
    "TYPE_STOCKS_CHANGED": "Новые остатки",
    "TYPE_CREATE_OR_UPDATE_ITEM": "Товар создан или изменён",
    "TYPE_FBO_POSTING_NEW": "Новое отправление FBO",
    "TYPE_FBO_POSTING_CANCELLED": "Отмена отправления FBO",
    "TYPE_FBO_POSTING_STATE_CHANGED": "Новый статус отправления FBO",
    "TYPE_FBO_POSTING_DELIVERY_DATE_CHANGED": "Новая дата доставки FBO",
    "TYPE_FBO_STOCKS_CHANGED": "Новые остатки FBO",
    "TYPE_ORDER_NEW": "Новый заказ",
    "TYPE_ORDER_CANCELLED": "Отмена заказа",
    "TYPE_ORDER_STATE_CHANGED": "Новый статус заказа",
}
STATUSES = ("GREEN", "YELLOW", "RED")


def list_addresses(call: Call) -> Answer:
    """Addresses of the seller and how well they answer."""
    request = call.request("NotificationListRequest")
    limit, offset = request.limit(MOST), request.integer("offset", 0)
    wanted = request.strings("availability_statuses")
    rows = [row for row in call.world.notifications(call.account) if not wanted or row.availability in wanted]
    return {
        "availability_status_thresholds": [
            {"status": "GREEN", "threshold": 1500},
            {"status": "YELLOW", "threshold": 2500},
            {"status": "RED", "threshold": 5000},
        ],
        "total_count": len(rows),
        "urls": [_row(row) for row in rows[offset : offset + limit]],
    }


MOST = 100


def _row(row: Notification) -> dict[str, Any]:
    return {
        "id": row.id,
        "url": row.url,
        "enable": row.enabled,
        "created_at": iso(row.created_at),
        "availability_status": row.availability,
        "availability_status_date": iso(row.created_at),
        "disable_reason": "",
        "problematic_type": "",
        "reason_details": "",
        "types": [{"type": name, "description": TYPES[name]} for name in row.types],
    }


def _types(request: Request, *, required: bool) -> list[str]:
    names = request.strings("types", least=1 if required else 0)
    if not set(names) <= set(TYPES):
        raise request.refuse("types", "value must be one of the defined enum values")
    return names


def _address(request: Request, *, required: bool) -> str:
    url = request.text("url", required=required)
    if url and urlsplit(url).scheme not in {"http", "https"}:
        raise request.refuse("url", "value must be a valid URL")
    return url


def connect(call: Call) -> Answer:
    """Adds an address."""
    request = call.request("SetNotificationRequest")
    url, types = _address(request, required=True), _types(request, required=True)
    rows = call.world.notifications(call.account)
    if any(row.url == url for row in rows):
        raise Refusal(409, 6, "url is connected already")
    number = max((row.id for row in rows), default=4000) + 1
    rows.append(Notification(number, url, types, int(call.world.clock.seconds())))
    call.effect = True
    return None


def _found(call: Call, request: Request) -> Notification:
    number = request.integer("id")
    for row in call.world.notifications(call.account):
        if row.id == number:
            return row
    raise not_found("notification")


def update(call: Call) -> Answer:
    """Changes an address or what it hears of."""
    request = call.request("UpdateNotificationRequest")
    row = _found(call, request)
    row.url = _address(request, required=False) or row.url
    row.types = _types(request, required=False) or row.types
    call.effect = True
    return None


def delete(call: Call) -> Answer:
    """Forgets an address."""
    row = _found(call, call.request("DeleteNotificationRequest"))
    call.world.notifications(call.account).remove(row)
    call.effect = True
    return None


def enable(call: Call) -> Answer:
    """Switches an address on or off."""
    request = call.request("EnableNotificationRequest")
    row = _found(call, request)
    row.enabled = request.flag("enabled")
    call.effect = True
    return None


def check(call: Call) -> Answer:
    """Whether an address would do. Nothing is sent to it: only its form is judged."""
    url = urlsplit(call.request("CheckNotificationRequest").text("url", required=True))
    good = url.scheme in {"http", "https"} and bool(url.hostname)
    errors = [] if good else [{"type": "REQUEST_ERROR", "description": "Адрес не отвечает"}]
    return {"is_active": good, "errors": errors}


def push_types(call: Call) -> Answer:
    """Everything that can be pushed, and where it goes now."""
    rows = [row for row in call.world.notifications(call.account) if row.enabled]
    answer = []
    for name, text in TYPES.items():
        row = next((row for row in rows if name in row.types), None)
        endpoint = {"id": row.id, "url": row.url} if row else None
        answer.append({"type": name, "description": text, "seller_endpoint": endpoint})
    return {"types": answer}


METHODS = {
    "/v1/notification/list": Method(list_addresses),
    "/v1/notification/set": Method(connect),
    "/v1/notification/update": Method(update),
    "/v1/notification/delete": Method(delete),
    "/v1/notification/enable": Method(enable),
    "/v1/notification/check": Method(check),
    "/v1/notification/push-type/list": Method(push_types),
}
