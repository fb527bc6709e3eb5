"""Connections of the accounts that are stored here: the one place where kept keys are read."""

from vozvrat import keys, settings, storage
from vozvrat.domain import errors
from vozvrat.ozon.limiter import limiter_for
from vozvrat.ozon.seller import Patience, Seller, connect
from vozvrat.storage.rate_limits import SqlLimitsStorage


def seller(account_id: str) -> Seller:
    """The account's connection to Ozon, its pace shared by all processes on this database.

    Raises NotFound for an unknown account, KeyStoreUnavailable where its key cannot be read.
    """
    return _connection(account_id, None)


def seller_in_a_hurry(account_id: str) -> Seller:
    """The same for somebody who waits in front of the screen: two tries, eight seconds."""
    return _connection(account_id, Patience(attempts=2, seconds=8))


def _connection(account_id: str, patience: Patience | None) -> Seller:
    account = storage.accounts.get(account_id)
    key = keys.open_store(settings.read()).get(account.id)
    if key is None:
        raise errors.KeyStoreUnavailable(why="the key of this account is not there")
    chosen = settings.read()
    shared = limiter_for(SqlLimitsStorage(), requests_per_second=chosen.requests_per_second)
    return connect(account.client_id, key, base_url=chosen.ozon_url, limiter=shared, patience=patience)
