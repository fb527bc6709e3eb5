"""What can become of a write: done (no exception), refused, or unsure.

The difference is about money. Refused: Ozon did not act, another attempt is a new decision. Unsure: it may have
acted; only the thing itself, read again, can tell.
"""

from vozvrat.domain.errors import OzonError, VozvratError


class Refused(OzonError):
    """Ozon did not act. `why` is the error that says what stood in the way."""

    code = "ozon_refused"

    def __init__(self, why: VozvratError) -> None:
        super().__init__(**why.parameters)
        self.why = why

    def __str__(self) -> str:
        return f"{self.code}: {self.why.code}"


class NotSent(Refused):
    """Nothing of the call left this machine: no connection, no free slot, or the method is paused."""

    code = "ozon_not_sent"


class Unsure(OzonError):
    """The call left, and what came back does not tell whether Ozon acted. `why` as in Refused."""

    code = "ozon_unsure"

    def __init__(self, why: VozvratError) -> None:
        super().__init__(**why.parameters)
        self.why = why

    def __str__(self) -> str:
        return f"{self.code}: {self.why.code}"
