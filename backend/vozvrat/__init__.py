"""Vozvrat: a refund companion for people who sell on Ozon."""

__version__ = "0.1.0"
