"""Faults that a test asks for, and the calls that were seen."""

from __future__ import annotations

from collections import deque
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from threading import Lock
from typing import Any

BEFORE = frozenset({"status_500_before", "status_429", "circle_open", "cut_before"})
AFTER = frozenset({"delay", "status_500_after", "cut_after", "empty_200", "truncated", "garbage"})
KINDS = BEFORE | AFTER
DEFAULT_SECONDS = 5.0


@dataclass(slots=True)
class Fault:
    """What goes wrong with the next calls of a path; a path may end with ``*``."""

    path: str
    kind: str
    times: int = 1
    seconds: float = DEFAULT_SECONDS
    seconds_given: bool = False

    def concerns(self, path: str) -> bool:
        return path == self.path or (self.path.endswith("*") and path.startswith(self.path[:-1]))


class Faults:
    """Faults waiting for their call, in the order they were asked for."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []
        self._lock = Lock()

    def add(self, fault: Fault) -> None:
        """Asks for a fault; ``times`` 0 takes back those of its path."""
        with self._lock:
            if fault.times <= 0:
                self._waiting = [other for other in self._waiting if other.path != fault.path]
            else:
                self._waiting.append(fault)

    def take(self, path: str) -> Fault | None:
        """The fault of this call, counted down; None where it goes well."""
        with self._lock:
            for fault in self._waiting:
                if fault.concerns(path):
                    fault.times -= 1
                    if fault.times == 0:
                        self._waiting.remove(fault)
                    return fault
        return None

    def waiting(self) -> list[dict[str, Any]]:
        """Faults that have not happened yet."""
        with self._lock:
            return [asdict(fault) for fault in self._waiting]


@dataclass(slots=True)
class CallRecord:
    """One call as it arrived. ``status`` is 0 where the connection was cut instead of an answer.

    ``effect``: something changed because of it; reads change nothing.
    """

    path: str
    client_id: str
    body: Any
    status: int = 0
    effect: bool = False
    fault: str | None = None
    at: str = field(default_factory=lambda: datetime.now(UTC).isoformat().replace("+00:00", "Z"))


class Calls:
    """The last calls, oldest first. Keys are never kept."""

    def __init__(self, most: int = 20_000) -> None:
        self._records: deque[CallRecord] = deque(maxlen=most)
        self._lock = Lock()

    def add(self, record: CallRecord) -> None:
        with self._lock:
            self._records.append(record)

    def of(self, path: str | None) -> list[dict[str, Any]]:
        """Calls of a path, or all of them."""
        with self._lock:
            return [asdict(record) for record in self._records if path in {None, "", record.path}]

    def clear(self) -> None:
        with self._lock:
            self._records.clear()
