"""Who may call: headers, keys, roles, and how many calls a second."""

from __future__ import annotations

import time
from collections import deque
from email.message import Message
from threading import Lock

from vozvrat_sandbox.refusals import Refusal
from vozvrat_sandbox.world import Credential, Trouble, World

BLOCKED = Refusal(403, 7, "Company is blocked, please contact support")
TROUBLES: dict[Trouble, Refusal] = {
    Trouble.BLOCKED: BLOCKED,
    Trouble.DEACTIVATED: Refusal(403, 7, "Api-key is deactivated, use another one or generate a new one"),
    Trouble.OFFER_NOT_SIGNED: Refusal(403, 7, "Offer not signed"),
    Trouble.OTHER_ADDRESS: Refusal(403, 7, "Api-Key is restricted to specific IP addresses"),
}
NO_ROLE = Refusal(403, 7, "Api-Key is missing a required role for a method")
FBO_ONLY = Refusal(400, 3, "seller does not have FBS warehouses")
NO_SUBSCRIPTION = Refusal(403, 7, "not available with existing subscription")
DEFAULT_PER_SECOND = 50


class TooMany(Refusal):
    """The limit of requests in a second; Ozon says when to come back."""

    def __init__(self, message: str = "You have reached request rate limit per second", retry_after: int = 1) -> None:
        super().__init__(429, 8, message)
        self.retry_after = retry_after


def admit(world: World, headers: Message) -> Credential:
    """The credential that these headers name; a Refusal in Ozon's order of checking."""
    client_id, key = headers.get("Client-Id"), headers.get("Api-Key")
    if not client_id or not key:
        raise Refusal(401, 16, "Client-Id and Api-Key headers are required")
    if not (client_id.isascii() and client_id.isdigit() and int(client_id) > 0):
        raise Refusal(400, 3, "Client-Id header value should be positive integer", details=True)
    for credential in world.credentials:
        if credential.client_id == client_id and credential.api_key == key:
            if credential.trouble in TROUBLES:
                raise TROUBLES[credential.trouble]
            return credential
    raise Refusal(404, 5, "Invalid Api-Key, please check the key and try again", details=True)


class Limits:
    """Calls within the last second, per Client-Id and, where asked for, per address. Real time, not the world's."""

    def __init__(self) -> None:
        self.per_second = DEFAULT_PER_SECOND
        self.per_address = 0
        self._seen: dict[str, deque[float]] = {}
        self._lock = Lock()

    def count(self, client_id: str, address: str) -> int | None:
        """Counts one call; what is left of this second, None where there is no limit. Raises TooMany."""
        with self._lock:
            left = self._take("client " + client_id, self.per_second)
            left_of_address = self._take("address " + address, self.per_address)
        known = [number for number in (left, left_of_address) if number is not None]
        return min(known) if known else None

    def count_method(self, client_id: str, path: str, per_minute: int) -> None:
        """Counts one call of a method that has a limit of its own. Raises TooMany."""
        if self.per_second <= 0:
            return
        with self._lock:
            self._take(f"method {path} {client_id}", per_minute, seconds=60)

    def _take(self, name: str, limit: int, *, seconds: float = 1) -> int | None:
        if limit <= 0:
            return None
        now = time.monotonic()
        seen = self._seen.setdefault(name, deque())
        while seen and seen[0] <= now - seconds:
            seen.popleft()
        if len(seen) >= limit:
            raise TooMany()
        seen.append(now)
        return limit - len(seen)
