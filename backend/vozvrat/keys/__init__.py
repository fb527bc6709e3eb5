"""Ozon keys at rest. Only `accounts` writes them and hands them to `ozon`; nobody logs or shows them."""

from vozvrat.keys.store import KeyStore, open_store

__all__ = ["KeyStore", "open_store"]
