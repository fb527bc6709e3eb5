"""The HTTP front door: application factory, guards, problem errors, the heart (core.py) and what stands around it."""

from typing import Any

__all__ = ["create_app"]


def __getattr__(name: str) -> Any:
    """`create_app` on demand: the command line uses shapes and schemas without loading Flask's blueprints."""
    if name == "create_app":
        from vozvrat.web.app import create_app  # noqa: PLC0415 - see above

        return create_app
    raise AttributeError(name)
