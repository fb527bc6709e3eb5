"""Ozon accounts: their keys go in, are tried at once, and never come out."""

import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from vozvrat import keys, ozon, settings, storage
from vozvrat.domain import errors
from vozvrat.domain.sellers import KeyInfo, SellerInfo
from vozvrat.ozon.accounts import seller_in_a_hurry
from vozvrat.ozon.reads import account as account_reads
from vozvrat.storage.accounts import Account

NEEDED: Final = ("/v1/returns/list", "/v2/returns/rfbs/list", "/v4/posting/fbs/list", "/v3/posting/fbs/get")
"""Without these there is little to show; a key that lacks one of them is said to, and the rest works."""

MENDABLE_AT_OZON: Final = (
    errors.KeyDeactivated,
    errors.KeyRestrictedToAddresses,
    errors.CompanyBlocked,
    errors.OfferNotSigned,
)
"""Errors that leave no doubt whose key it is; the account is kept, because the mend is on Ozon's side."""

CHANGEABLE: Final = frozenset({"name", "return_address_set", "disposal_default_set", "compensation_unit"})


def list_all() -> list[Account]:
    """Every account, in the order they were added."""
    return storage.accounts.list_all()


def get(account_id: str) -> Account:
    """One account; raises NotFound."""
    return storage.accounts.get(account_id)


def add(*, client_id: str, key: str, name: str = "") -> Account:
    """Tries the key at Ozon and keeps account and key if they belong together.

    A pair that Ozon does not know raises InvalidKey and nothing is kept. Where Ozon knows the pair but the key is
    revoked or the company blocked, account and key are kept with that state and the error is raised: mending it at
    Ozon and `verify` are enough then. Keys live three months: an account added again with another key gets that key
    if it works, and keeps the old one if not. Raises Conflict for the same key again.
    """
    client_id, key = client_id.strip(), key.strip()
    known = next((one for one in storage.accounts.list_all() if one.client_id == client_id), None)
    works = known is not None and known.problem is None and known.key_state == "valid"
    store = keys.open_store(settings.read())
    if known is not None and works and store.get(known.id) == key:
        raise errors.Conflict(what="account", id=client_id)
    outcome = _try(client_id, key)
    if isinstance(outcome, errors.OzonError) and (works or not isinstance(outcome, MENDABLE_AT_OZON)):
        raise outcome
    account_id = known.id if known else f"a{secrets.token_hex(5)}"
    learned = _learned(outcome)
    called = name.strip() or str(learned.get("company_name") or client_id)
    if known is None:
        storage.accounts.add(Account(id=account_id, client_id=client_id, name=called, added_at=datetime.now(UTC)))
    elif name.strip():
        learned["name"] = called
    store.put(account_id, key)
    account = storage.accounts.update(account_id, **learned)
    if isinstance(outcome, errors.OzonError):
        raise outcome
    return account


def verify(account_id: str) -> Account:
    """Asks Ozon again what the key may do and who the seller is; keeps the answer, raises what stops the account."""
    account = storage.accounts.get(account_id)
    outcome = _asked(seller_in_a_hurry(account_id))
    if isinstance(outcome, errors.OzonError) and not isinstance(outcome, errors.STOPS_THE_ACCOUNT):
        raise outcome
    account = storage.accounts.update(account_id, **_learned(outcome))
    if isinstance(outcome, errors.OzonError):
        raise outcome
    return account


def missing_method(account: Account) -> str | None:
    """The first method that this account's key may not call although much depends on it; None where all is well."""
    if not account.methods:
        return None
    return next((method for method in NEEDED if method not in account.methods), None)


def patch(account_id: str, changes: Mapping[str, object]) -> Account:
    """Changes what the seller tells of an account: its name and the things that Ozon does not tell."""
    refused = set(changes) - CHANGEABLE
    if refused:
        raise errors.InvalidInput(errors={name: ["This cannot be changed."] for name in sorted(refused)})
    return storage.accounts.update(account_id, **changes)


def remove(account_id: str) -> None:
    """Forgets an account, its key and all that is stored of it; raises NotFound."""
    storage.accounts.get(account_id)
    keys.open_store(settings.read()).drop(account_id)
    storage.accounts.remove(account_id)


Tried = tuple[KeyInfo, SellerInfo | None, errors.OzonError | None]


def _try(client_id: str, key: str) -> Tried | errors.OzonError:
    """What Ozon says of a key that is not kept yet."""
    patience = ozon.Patience(attempts=3, seconds=8)
    try:
        return _asked(ozon.connect(client_id, key, base_url=settings.read().ozon_url, patience=patience))
    except errors.InvalidKey as error:  # such a key cannot even be sent
        return error


def _asked(connection: ozon.Seller) -> Tried | errors.OzonError:
    """What the key of a connection may do and who the seller is, or the error that Ozon answered with."""
    try:
        with connection as shop:
            info = account_reads.roles(shop)
            try:
                return info, account_reads.seller_info(shop), None
            except errors.SKIPS_THE_METHOD as skipped:
                return info, None, skipped
    except errors.OzonError as error:
        return error


def _learned(outcome: Tried | errors.OzonError) -> dict[str, object]:
    """The account's fields as they are after an attempt."""
    now = datetime.now(UTC)
    if isinstance(outcome, errors.OzonError):
        return {"key_state": "refused", "problem": outcome.code, "problem_at": now}
    info, company, skipped = outcome
    lacks = skipped is not None or any(info.methods and method not in info.methods for method in NEEDED)
    learned: dict[str, object] = {
        "key_state": "valid",
        "key_expires_at": info.expires_at,
        "roles": info.roles,
        "methods": tuple(sorted(info.methods)),
        "problem": None,
        "problem_at": None,
        "skipped_methods": tuple(
            (method, errors.RoleMissing.code)
            for method in NEEDED
            if lacks and info.methods and method not in info.methods
        ),
        "verified_at": now,
    }
    if company is not None:
        learned |= {
            "company_name": company.name,
            "currency": company.currency,
            "country": company.country,
            "subscription": company.subscription,
        }
    return learned
