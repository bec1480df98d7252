"""One try of a call, bounded in time, and how long to wait before the next."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from contextvars import copy_context
from email.utils import parsedate_to_datetime
from typing import TypeVar

T = TypeVar("T")
FIRST, LONGEST = 0.5, 8.0  # seconds of backoff
JITTER = 0.25
# Headers by which a server says when to come back, and their unit in seconds.
UNITS = {"retry-after-ms": 0.001, "retry-after": 1.0}


def within(seconds: float, work: Callable[[], T]) -> T:
    """What *work* gives, or raises, if it takes no longer than that.

    HTTP clients bound the silence between two bytes and no more: a server that drips would be
    listened to for ever. So it is done in a thread of its own, which is left alone when the time
    is over.

    Raises:
        TimeoutError: it takes longer.
    """
    done: Future[T] = Future()
    context = copy_context()  # who traces calls sees where this one comes from

    def run() -> None:
        try:
            done.set_result(context.run(work))
        except BaseException as error:
            done.set_exception(error)

    threading.Thread(target=run, name="graphmem-try", daemon=True).start()
    return done.result(seconds)


def backoff(tried: int) -> float:
    """Seconds to wait after so many tries, at least one: twice as long each time, with jitter."""
    return min(FIRST * 2.0 ** (tried - 1), LONGEST) * (1 - JITTER * random.random())


def asked_to_wait(headers: Mapping[str, str]) -> float | None:
    """How many seconds a server asks to wait: as a number, or as a date beside its own."""
    for name, unit in UNITS.items():
        try:
            seconds = float(headers.get(name, "")) * unit
        except ValueError:
            continue
        return seconds if seconds > 0 else None
    try:
        until, now = (parsedate_to_datetime(headers[name]) for name in ("retry-after", "date"))
        return max((until - now).total_seconds(), 0.0)
    except (KeyError, ValueError, TypeError):
        return None
