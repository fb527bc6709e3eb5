"""Logs go to stderr and hold no key, no token, no code and nothing that a buyer wrote."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

MASK = "…"

_SECRET_NAMES = re.compile(
    r"key|token|secret|password|authorization|code$|cookie|comment|text|phone|email|address|buyer|customer|body", re.I
)
_SPEAKING_NAMES = frozenset({"ozon_code", "error_code", "status_code", "setting", "event", "keys_at"})
_SECRET_VALUES = (
    re.compile(r"(?i)bearer\s+[\w.~+/=-]+"),
    re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b", re.I),  # an Api-Key's shape
    re.compile(r"\bvzv_[\w-]{16,}"),  # our own tokens
    re.compile(r"\+?\d[\d ()-]{9,}\d(?!\d|-)"),  # phone numbers; posting numbers are put back by their shape
)
_POSTING_NUMBER = re.compile(r"\d{5,12}-\d{4}-\d{1,3}", re.ASCII)


def masked(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A structlog processor: secrets by name and by shape become an ellipsis, at any depth."""
    for name, value in event.items():
        event[name] = mask(value, name=name)
    return event


def mask(value: object, *, name: str = "") -> object:
    """One value with what is secret in it left out."""
    if name not in _SPEAKING_NAMES and _SECRET_NAMES.search(name) and value is not None:
        return MASK
    if isinstance(value, str):
        return _mask_text(value)
    if isinstance(value, dict):
        return {key: mask(inner, name=str(key)) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [mask(inner) for inner in value]
    return value


def _mask_text(text: str) -> str:
    for shape in _SECRET_VALUES:
        text = shape.sub(lambda hit: hit[0] if _POSTING_NUMBER.fullmatch(hit[0].strip()) else MASK, text)
    return text


class _Masking(logging.Filter):
    """The same for libraries that log by themselves."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = _mask_text(record.getMessage()), None
        return True


def configure(level: str = "INFO") -> None:
    """Logs of this process: one line an event, on stderr."""
    number = logging.getLevelNamesMapping()[level]
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    handler.addFilter(_Masking())
    logging.basicConfig(level=max(number, logging.WARNING), handlers=[handler], force=True)
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)  # below that they write whole addresses, tokens in them too
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            masked,
            structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"], sort_keys=True),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=False,
    )
