"""How many calls may run at once, and how many requests and tokens a minute."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from graphmem.llm.base import Limits

MINUTE = 60.0


@dataclass(slots=True)
class Booking:
    """One call in the last minute: when it began and the tokens it was, or may be, worth."""

    at: float
    tokens: int


class Limiter:
    """Lets calls through as the limits allow, in the order in which they asked.

    Args:
        limits: see there.
        now: seconds of a clock that never goes back, for tests.
        sleep: waits so many seconds, for tests.
    """

    def __init__(
        self,
        limits: Limits,
        *,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.limits = limits
        self._now, self._sleep = now, sleep
        self._places = threading.BoundedSemaphore(limits.concurrency)
        self._door = threading.Lock()
        self._last: deque[Booking] = deque()

    @contextmanager
    def place(self, tokens: int) -> Iterator[Booking]:
        """A place for one call of about so many tokens; its booking may be put right after."""
        with self._places:
            with self._door:  # who waits here keeps the others in their order
                while (wait := self._wait(tokens)) > 0:
                    self._sleep(wait)
                booking = Booking(self._now(), tokens)
                self._last.append(booking)
            yield booking

    def _wait(self, tokens: int) -> float:
        """Seconds until a call of so many tokens fits into the last minute."""
        now = self._now()
        while self._last and self._last[0].at <= now - MINUTE:
            self._last.popleft()
        free_at = now
        requests, room = len(self._last) + 1, sum(one.tokens for one in self._last) + tokens
        for booking in self._last:
            if not self._over(requests, room):
                break
            requests, room = requests - 1, room - booking.tokens
            free_at = booking.at + MINUTE
        return free_at - now

    def _over(self, requests: int, tokens: int) -> bool:
        """Whether so much in one minute is too much."""
        most_requests, most_tokens = self.limits.requests_per_minute, self.limits.tokens_per_minute
        return (most_requests is not None and requests > most_requests) or (
            most_tokens is not None and tokens > most_tokens
        )
