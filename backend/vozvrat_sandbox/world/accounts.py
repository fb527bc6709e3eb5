"""The sellers of the simulated Ozon and the credentials that reach them, or do not."""

from __future__ import annotations

from decimal import Decimal

from .model import Account, Credential, Trouble

DOMESTIC = Account(
    client_id="1204871",
    api_key="5b0f3a52-7c0e-4c7d-9d7e-2f1a6f0c1e01",
    name="Лавка добрых вещей",
    legal_name="ООО «Лавка добрых вещей»",
    currency="RUB",
    country="Россия",
    cross_border=False,
    subscription="PREMIUM_PLUS",
    error_index=1.2,
    key_lives_days=71,
    roubles_per_unit=Decimal(1),
    reviews_service=True,
)
CROSS_BORDER = Account(
    client_id="2417305",
    api_key="c41d7f0a-13b7-4f4e-8f69-91d0be5a2c02",
    name="Yunfan Trade",
    legal_name="Shenzhen Yunfan Trading Co., Ltd.",
    currency="CNY",
    country="Китай",
    cross_border=True,
    subscription="PREMIUM_PLUS",
    error_index=5.6,
    key_lives_days=9,
    roubles_per_unit=Decimal("11.4"),
    reviews_service=False,
)
ACCOUNTS = (DOMESTIC, CROSS_BORDER)

CREDENTIALS: tuple[Credential, ...] = (
    *(Credential(account.client_id, account.api_key, account, None) for account in ACCOUNTS),
    # A key belongs to a Client-Id; a block, a subscription and an offer belong to the company.
    Credential(DOMESTIC.client_id, "00000000-dead-4000-8000-000000000001", DOMESTIC, Trouble.DEACTIVATED),
    Credential(DOMESTIC.client_id, "00000000-0e00-4000-8000-000000000002", DOMESTIC, Trouble.NO_RETURNS_ROLE),
    Credential(DOMESTIC.client_id, "00000000-1b00-4000-8000-000000000003", DOMESTIC, Trouble.OTHER_ADDRESS),
    Credential("1999001", "00000000-b10c-4000-8000-000000000004", DOMESTIC, Trouble.BLOCKED),
    Credential("1999002", "00000000-50b5-4000-8000-000000000005", DOMESTIC, Trouble.NO_SUBSCRIPTION),
    Credential("1999003", "00000000-0ffe-4000-8000-000000000006", DOMESTIC, Trouble.OFFER_NOT_SIGNED),
    Credential("1999004", "00000000-0fb0-4000-8000-000000000007", DOMESTIC, Trouble.FBO_ONLY),
)
