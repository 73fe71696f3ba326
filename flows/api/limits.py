"""How much a client may ask for, and how often."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from flows.api.errors import ApiError

_BYTES_A_CHARACTER: Final = 12
"""A character beyond the basic plane written as JSON escapes (a pair of \\uXXXX), or percent-encoded."""
_BYTES_BESIDE: Final = 65_536
"""For everything in a body that is not the text."""
_QUEUE: Final = 10
"""So many times the longest request may wait for the engine at once: more would not be answered in time."""
_CLIENTS: Final = 10_000
"""So many addresses are remembered before those that may ask again at once are forgotten."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request and one client may ask for.

    Attributes:
        characters: of all texts of a request together.
        texts: in one request.
        per_minute: requests of one address; 0 for any number.
        seconds: from a request's arrival to its answer.
    """

    characters: int = 50_000
    texts: int = 500
    per_minute: int = 0
    seconds: float = 120.0

    @property
    def body_bytes(self) -> int:
        """Bytes of a body at most, however the text is escaped in it."""
        return self.characters * _BYTES_A_CHARACTER + _BYTES_BESIDE

    @property
    def waiting(self) -> int:
        """Characters that may wait for the engine at most."""
        return self.characters * _QUEUE


class RateLimiter:
    """Lets every client make so many requests a minute, in a burst or evenly (the generic cell rate algorithm).

    Args:
        per_minute: requests a minute; 0 for any number.
        clock: seconds that never run backwards.
    """

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._cost = 60 / per_minute if per_minute else 0.0
        self._clock = clock
        self._paid_until: dict[str, float] = {}

    def check(self, client: str) -> None:
        """Count a request of a client.

        Raises:
            ApiError: 429, it has made too many.
        """
        if not self._cost:
            return
        now = self._clock()
        until = max(now, self._paid_until.get(client, now)) + self._cost
        if until - now > 60 + 1e-6:
            wait = math.ceil(until - now - 60)
            raise ApiError(429, f"Slowdown: {round(60 / self._cost)} per 1 minute; try again in {wait} s", wait)
        if len(self._paid_until) >= _CLIENTS:
            self._paid_until = {c: t for c, t in self._paid_until.items() if t > now}
        self._paid_until[client] = until
