"""What the answers about one parcel have in common."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from vozvrat_sandbox.world import DAY, Posting, Product, Scheme
from vozvrat_sandbox.world.catalogue import CANCELLATIONS, CITIES

from .method import iso, money

WRITE_AFTER_DELIVERY = 3 * DAY
PROVIDERS = {
    "ozon": (24, "Доставка Ozon"),
    "non_integrated": (0, "Доставка продавца"),
    "3pl_tracking": (51, "Служба доставки с отслеживанием"),
    "aggregator": (66, "Партнёры Ozon"),
}
BUYER_REASONS = {reason.id: reason.name for reason in CANCELLATIONS}
SELLER_REASONS = {
    352: "Товар закончился на складе продавца",
    400: "Остался только бракованный товар",
    401: "Продавец отклонил арбитраж",
    402: "Другое (вина продавца)",
    666: "Нет доставки в регион",
}
NOTHING_REQUIRED = (
    "products_requiring_gtd",
    "products_requiring_country",
    "products_requiring_mandatory_mark",
    "products_requiring_rnpt",
    "products_requiring_jw_uin",
    "products_requiring_change_country",
    "products_requiring_imei",
    "products_requiring_weight",
)


def warehouse_id(posting: Posting) -> int:
    """The seller's warehouse for this sort of delivery."""
    return 1_020_005_000_000_000 + int(posting.account.client_id) + (posting.integration != "ozon")


def provider(posting: Posting) -> tuple[int, str]:
    """Who delivers."""
    return PROVIDERS[posting.integration]


def tracking_number(posting: Posting) -> str:
    """There is one once the parcel has been handed over, where somebody tracks it."""
    if posting.handed_over_at is None or posting.integration == "ozon":
        return ""
    return f"8008{posting.serial:010d}" if posting.serial % 5 else "-"


def delivery_method(posting: Posting) -> dict[str, Any]:
    """How it is delivered."""
    number, name = provider(posting)
    return {
        "id": warehouse_id(posting) + 7,
        "name": f"{name}, основной склад",
        "warehouse_id": warehouse_id(posting),
        "warehouse": "Основной склад",
        "tpl_provider_id": number,
        "tpl_provider": name,
    }


def cancellation(posting: Posting) -> dict[str, Any]:
    """Why it was cancelled; all empty where it was not."""
    reason = posting.cancel_reason_id
    if posting.status != "cancelled" or not reason:
        return {
            "cancel_reason_id": 0,
            "cancel_reason": "",
            "cancellation_type": "",
            "cancelled_after_ship": False,
            "affect_cancellation_rating": False,
            "cancellation_initiator": "",
        }
    ours = reason in SELLER_REASONS
    kind = "seller" if ours else ("client" if posting.serial % 2 else "customer")
    return {
        "cancel_reason_id": reason,
        "cancel_reason": SELLER_REASONS.get(reason) or BUYER_REASONS.get(reason, ""),
        "cancellation_type": kind,
        "cancelled_after_ship": posting.cancelled_after_ship,
        "affect_cancellation_rating": ours,
        "cancellation_initiator": "Продавец" if ours else "Клиент",
    }


def available_actions(posting: Posting, now: float) -> list[str]:
    """What the seller may do with the parcel; a chat may be begun until three days after delivery."""
    possible: list[str] = []
    if posting.status == "awaiting_packaging":
        possible = ["cancel", "product_cancel", "ship", "ship_async"]
    elif posting.status == "awaiting_deliver":
        possible = ["cancel", "label_download_big", "has_barcode_for_printing", "arbitration"]
    elif posting.status == "delivering" and posting.scheme is Scheme.RFBS:
        possible = ["set_cutoff", "non_int_delivered"]
    if may_begin_chat(posting, now):
        possible.append("can_create_chat")
    return possible


def may_begin_chat(posting: Posting, now: float) -> bool:
    """FBS and rFBS: after payment and up to three days after delivery; FBO: the buyer begins."""
    if posting.scheme is Scheme.FBO or posting.status == "cancelled":
        return False
    return posting.delivered_at is None or now <= posting.delivered_at + WRITE_AFTER_DELIVERY


def analytics(posting: Posting) -> dict[str, Any]:
    """Where it goes and how it was paid; the planned days of delivery, never the real one."""
    city, region = CITIES[posting.serial % len(CITIES)]
    number, name = PROVIDERS.get(posting.integration, (24, "Доставка Ozon"))
    planned = posting.created_at + 6 * DAY
    return {
        "city": city,
        "region": region,
        "delivery_type": "PVZ" if posting.serial % 3 else "Courier",
        "is_legal": False,
        "is_premium": posting.serial % 9 == 0,
        "payment_type_group_name": "Карты оплаты",
        "tpl_provider": name,
        "tpl_provider_id": number,
        "warehouse": "Основной склад",
        "warehouse_id": warehouse_id(posting),
        "client_delivery_date_begin": iso(planned),
        "client_delivery_date_end": iso(planned + DAY),
        "delivery_date_begin": iso(planned),
        "delivery_date_end": iso(planned + DAY),
    }


def commission(product: Product) -> Decimal:
    """Ozon's part of the price of one piece."""
    return (product.price * product.commission_percent / 100).quantize(Decimal("0.01"))


def finance_numbers(product: Product, quantity: int) -> dict[str, Any]:
    """Prices of one product as both families of methods write them; ``product_id`` really is the SKU."""
    price = float(product.price)
    old = round(price * 1.25, 2)
    return {
        "product_id": product.sku,
        "quantity": quantity,
        "price": price,
        "old_price": old,
        "payout": 0,
        "total_discount_value": round(old - price, 2),
        "total_discount_percent": 20.0,
        "actions": ["Скидка продавца"] if product.sku % 2 else [],
    }


def finance_new(posting: Posting) -> dict[str, Any]:
    """Financial data of the newer methods: the commission is an object, the buyer paid roubles."""
    products = [
        {
            **finance_numbers(product, quantity),
            "commission": {
                "amount": float(commission(product)),
                "currency": product.currency,
                "percent": product.commission_percent,
            },
            "customer_price": money(product.customer_price_rub, "RUB"),
        }
        for product, quantity in posting.items
    ]
    return {"cluster_from": "Москва", "cluster_to": CITIES[posting.serial % len(CITIES)][0], "products": products}


def finance_old(posting: Posting) -> dict[str, Any]:
    """Financial data of the older methods: flat numbers and currencies."""
    products = [
        {
            **finance_numbers(product, quantity),
            "currency_code": product.currency,
            "customer_currency_code": "RUB",
            "customer_price": float(product.customer_price_rub),
            "commission_amount": float(commission(product)),
            "commission_percent": product.commission_percent,
            "commissions_currency_code": product.currency,
        }
        for product, quantity in posting.items
    ]
    return {"cluster_from": "Москва", "cluster_to": CITIES[posting.serial % len(CITIES)][0], "products": products}


def no_legal_person() -> dict[str, str]:
    """Bought by a person, not by a company."""
    return {"company_name": "", "inn": "", "kpp": ""}


def flow(posting: Posting) -> dict[str, Any]:
    """Parts that the list and the single answer of FBS share."""
    return {
        "posting_number": posting.number,
        "order_id": posting.order_id,
        "order_number": posting.order_number,
        "status": posting.status,
        "substatus": posting.substatus,
        "delivery_method": delivery_method(posting),
        "tracking_number": tracking_number(posting),
        "tpl_integration_type": posting.integration,
        "integration_type_flow": posting.integration,
        "in_process_at": iso(posting.created_at),
        "shipment_date": iso(posting.created_at + 2 * DAY),
        "shipment_date_without_delay": iso(posting.created_at + 2 * DAY),
        "delivering_date": iso(posting.handed_over_at),
        "cancellation": cancellation(posting),
        "customer": None,
        "addressee": None,
        "is_express": False,
        "is_multibox": False,
        "is_presortable": False,
        "is_click_and_collect": False,
        "multi_box_qty": 1,
        "parent_posting_number": "",
        "pickup_code_verified_at": None,
        "optional": {"products_with_possible_mandatory_mark": []},
        "external_order": {"is_external": False, "platform_name": ""},
        "requirements": {name: [] for name in NOTHING_REQUIRED},
        "require_blr_traceable_attrs": False,
        "scanit": f"ii{posting.serial * 31:011d}",
        "sorting_center": None,
        "container": None,
        "container_sort_type": "",
        "tariffication_steps": [],
    }
