"""The HTTP front door: application factory, guards, problem errors, the heart (core.py) and what stands around it."""

from vozvrat.web.app import create_app

__all__ = ["create_app"]
