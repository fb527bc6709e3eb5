"""How Ozon says no: a status, a code of gRPC, a message."""

from __future__ import annotations


class Refusal(Exception):
    """An answer other than 200, and whether Ozon sends ``details`` with it."""

    def __init__(self, status: int, code: int, message: str, *, details: bool = False) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.details = details

    def body(self) -> dict[str, object]:
        """The JSON that Ozon answers."""
        body: dict[str, object] = {"code": self.code, "message": self.message}
        if self.details:
            body["details"] = []
        return body


def invalid(field: str, why: str) -> Refusal:
    """A request that breaks a rule of its schema; ``field`` as Ozon spells it (``Request.Field``)."""
    return Refusal(400, 3, f"Request validation error: invalid {field}: {why}")


def bad_request(message: str) -> Refusal:
    """A request that is well formed and makes no sense."""
    return Refusal(400, 3, message)


def impossible(message: str) -> Refusal:
    """A request that its object no longer allows."""
    return Refusal(400, 9, message)


def not_found(what: str) -> Refusal:
    """What does not exist and what belongs to another seller look the same."""
    return Refusal(404, 5, f"{what} not found")
