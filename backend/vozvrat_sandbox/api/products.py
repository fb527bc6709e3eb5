"""Goods: what they are, cost, and are made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from vozvrat_sandbox.refusals import bad_request, not_found
from vozvrat_sandbox.world import DAY, Product

from .method import Answer, Call, Method, iso, photo
from .reading import Request

MOST = 1000
BRAND, NAME, TYPE, ANNOTATION, WARRANTY, COLOR = 85, 9048, 8229, 4191, 4385, 10096


def _chosen(call: Call, request: Request, *, required: bool) -> Sequence[Product]:
    """Products named by one kind of id."""
    kinds = {field: request.strings(field, most=MOST) for field in ("offer_id", "product_id", "sku")}
    named = {field: set(values) for field, values in kinds.items() if values}
    if len(named) > 1:
        raise bad_request("use either offer_id, product_id or sku")
    rows = call.world.products(call.account)
    if not named:
        if required:
            raise bad_request("use either offer_id, product_id or sku")
        return rows
    field, values = next(iter(named.items()))
    return [row for row in rows if str(getattr(row, field)) in values]


def info_list(call: Call) -> Answer:
    """Products named by one kind of id."""
    rows = _chosen(call, call.request("GetProductInfoListRequest"), required=True)
    return {"items": [_info(row, call.world.started_at) for row in rows]}


def _info(product: Product, started: float) -> dict[str, Any]:
    price = float(product.price)
    schemes = ("FBO", "FBS", "RFBS", "FBP")
    return {
        "id": product.product_id,
        "sku": product.sku,
        "offer_id": product.offer_id,
        "name": product.name,
        "barcodes": [f"46{product.sku:011d}"],
        "availabilities": [],
        "color_image": [],
        "commissions": [
            {
                "sale_schema": scheme,
                "percent": product.commission_percent,
                "value": round(price * product.commission_percent / 100, 2),
                "delivery_amount": round(price * 0.05, 2),
                "return_amount": round(price * 0.04, 2),
            }
            for scheme in schemes
        ],
        "created_at": iso(started - 400 * DAY),
        "updated_at": iso(started - 3 * DAY),
        "currency_code": product.currency,
        "description_category_id": product.description_category_id,
        "type_id": product.type_id,
        "discounted_fbo_stocks": 0,
        "errors": [],
        "has_discounted_fbo_item": False,
        "images": [photo("multimedia", product.product_id, index) for index in range(3)],
        "primary_image": [photo("multimedia", product.product_id)],
        "is_archived": False,
        "is_autoarchived": False,
        "is_discounted": False,
        "is_kgt": False,
        "is_prepayment_allowed": True,
        "is_super": False,
        "min_price": "",
        "model_info": {"count": 1, "model_id": product.product_id + 9},
        "old_price": f"{price * 1.25:.2f}",
        "price": f"{price:.2f}",
        "price_indexes": None,
        "promotions": [],
        "sources": [],
        "statuses": {
            "is_created": True,
            "moderate_status": "approved",
            "status": "price_sent",
            "status_description": "",
            "status_failed": "",
            "status_name": "Продаётся",
            "status_tooltip": "",
            "status_updated_at": iso(started - 3 * DAY),
            "validation_status": "success",
        },
        "stocks": {
            "has_stock": True,
            "stocks": [{"present": 40, "reserved": 2, "sku": product.sku, "source": "fbs"}],
        },
        "vat": "0.0" if product.currency != "RUB" else "0.20",
        "visibility_details": {"has_price": True, "has_stock": True},
        "volume_weight": round(product.weight_grams / 5000, 2),
    }


def attributes(call: Call) -> Answer:
    """Characteristics by product; pages by ``last_id``."""
    request = call.request("GetProductAttributesV4Request")
    limit = request.limit(MOST)
    rows = _chosen(call, request.part("filter", required=True), required=False)
    last = request.place("last_id")
    page = [row for row in rows if row.product_id > last][:limit]
    return {
        "result": [_attributes(row) for row in page],
        "total": len(rows),
        "last_id": str(page[-1].product_id) if page else "",
    }


def _attribute(number: int, value: str, dictionary: int = 0) -> dict[str, Any]:
    return {"id": number, "complex_id": 0, "values": [{"dictionary_value_id": dictionary, "value": value}]}


def _attributes(product: Product) -> dict[str, Any]:
    kept = [
        _attribute(BRAND, product.brand, 971_034_861),
        _attribute(NAME, product.name),
        _attribute(TYPE, product.category, product.type_id),
        _attribute(ANNOTATION, f"{product.name}. Подробности на фотографиях."),
    ]
    if product.warranty:
        kept.append(_attribute(WARRANTY, product.warranty))
    if product.color:
        kept.append(_attribute(COLOR, product.color, 61_574))
    return {
        "id": product.product_id,
        "sku": str(product.sku),  # a string here, a number everywhere else
        "offer_id": product.offer_id,
        "name": product.name,
        "barcode": f"46{product.sku:011d}",
        "barcodes": [f"46{product.sku:011d}"],
        "description_category_id": product.description_category_id,
        "type_id": product.type_id,
        "attributes": kept,
        "attributes_with_defaults": [],
        "complex_attributes": [],
        "color_image": "",
        "height": 100,
        "depth": 200,
        "width": 150,
        "dimension_unit": "mm",
        "weight": product.weight_grams,
        "weight_unit": "g",
        "images": [photo("multimedia", product.product_id, 1)],
        "primary_image": photo("multimedia", product.product_id),
        "model_info": {"model_id": product.product_id + 9, "count": 1},
        "pdf_list": None,
    }


def description(call: Call) -> Answer:
    """The text of one product's page."""
    request = call.request("GetProductInfoDescriptionRequest")
    number, offer = request.integer("product_id", 0), request.text("offer_id")
    for row in call.world.products(call.account):
        if (number and row.product_id == number) or (offer and row.offer_id == offer):
            text = f"<p>{row.name}.</p><ul><li>Вес {row.weight_grams} г</li></ul>"
            return {"result": {"id": row.product_id, "offer_id": row.offer_id, "name": row.name, "description": text}}
    raise not_found("product")


def pictures(call: Call) -> Answer:
    """Pictures of products."""
    numbers = set(call.request("ProductInfoPicturesRequest").strings("product_id", least=1, most=MOST))
    rows = [row for row in call.world.products(call.account) if str(row.product_id) in numbers]
    return {
        "items": [
            {
                "product_id": row.product_id,
                "primary_photo": [photo("multimedia", row.product_id)],
                "photo": [photo("multimedia", row.product_id, index) for index in (1, 2)],
                "color_photo": [],
                "errors": [],
            }
            for row in rows
        ]
    }


def prices(call: Call) -> Answer:
    """Prices and expected fees; pages by cursor."""
    request = call.request("GetProductInfoPricesV5Request")
    limit = request.limit(MOST)
    rows = _chosen(call, request.part("filter", required=True), required=False)
    after = request.place("cursor")
    page = [row for row in rows if row.product_id > after][:limit]
    more = bool(page) and page[-1] is not rows[-1]
    return {
        "items": [_price(row) for row in page],
        "cursor": str(page[-1].product_id) if more else "",
        "total_items": len(rows),
    }


def _price(product: Product) -> dict[str, Any]:
    price = float(product.price)
    percent = product.commission_percent
    return {
        "product_id": product.product_id,
        "offer_id": product.offer_id,
        "acquiring": round(price * 0.015, 2),
        "commissions": {
            "fbo_deliv_to_customer_amount": 25,
            "fbo_direct_flow_trans_max_amount": round(price * 0.06, 2),
            "fbo_direct_flow_trans_min_amount": round(price * 0.04, 2),
            "fbo_return_flow_amount": round(price * 0.04, 2),
            "fbs_deliv_to_customer_amount": 25,
            "fbs_direct_flow_trans_max_amount": round(price * 0.06, 2),
            "fbs_direct_flow_trans_min_amount": round(price * 0.04, 2),
            "fbs_first_mile_max_amount": 25,
            "fbs_first_mile_min_amount": 0,
            "fbs_return_flow_amount": round(price * 0.04, 2),
            "sales_percent_fbo": percent,
            "sales_percent_fbp": percent,
            "sales_percent_fbs": percent,
            "sales_percent_rfbs": percent,
        },
        "marketing_actions": None,
        "price": {
            "auto_action_enabled": False,
            "auto_add_to_ozon_actions_list_enabled": False,
            "currency_code": product.currency,
            "marketing_seller_price": price,
            "min_price": 0,
            "net_price": 0,
            "old_price": round(price * 1.25, 2),
            "price": price,
            "retail_price": 0,
            "vat": 0.2,
        },
        "price_indexes": {
            "color_index": "WITHOUT_INDEX",
            "external_index_data": None,
            "ozon_index_data": None,
            "self_marketplaces_index_data": None,
        },
        "volume_weight": round(product.weight_grams / 5000, 2),
    }


METHODS = {
    "/v3/product/info/list": Method(info_list, role="products"),
    "/v4/product/info/attributes": Method(attributes, role="products"),
    "/v1/product/info/description": Method(description, role="products"),
    "/v2/product/pictures/info": Method(pictures, role="products"),
    "/v5/product/info/prices": Method(prices, role="products"),
}
