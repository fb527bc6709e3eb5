"""The world's time: it runs with real time, from wherever it is put."""

from __future__ import annotations

import time
from datetime import datetime

from .model import when


class Clock:
    """Time that goes on by itself and can be moved."""

    def __init__(self, start: datetime | None = None) -> None:
        self._ahead = 0.0
        if start is not None:
            self.move_to(start)

    def seconds(self) -> float:
        """Now, in unix seconds of the world."""
        return time.time() + self._ahead

    def now(self) -> datetime:
        """Now, aware UTC."""
        return when(self.seconds())

    def move_to(self, moment: datetime) -> None:
        """Puts the world's time to this moment; it goes on from there."""
        self._ahead = moment.timestamp() - time.time()
