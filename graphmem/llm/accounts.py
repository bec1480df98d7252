"""What language models were asked and what it cost: every call, by purpose, model and episode."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from math import inf
from typing import Any, TypeAlias

from graphmem.errors import BadInput

MILLION = 1_000_000
# Per million tokens: input and output, and input that the server had cached where it differs.
Price: TypeAlias = tuple[float, float] | tuple[float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call of a language model: one request, whether it brought an answer or not.

    *purpose* is "extract", "repair" or "answer"; *episodes* are the ids it was about; *cached*
    are those of the input tokens that the server had cached; *error* is the kind of error of a
    call that brought no answer, or none in its shape.
    """

    purpose: str
    model: str
    episodes: tuple[str, ...] = ()
    input_tokens: int = 0
    output_tokens: int = 0
    cached_tokens: int = 0
    seconds: float = 0.0
    error: str | None = None
    price: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """Some calls together; *price* only where a price is known for each of them."""

    calls: int = 0
    failed: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cached_tokens: int = 0
    seconds: float = 0.0
    price: float | None = None

    @classmethod
    def of(cls, calls: Iterable[Call]) -> Total:
        """The sum of some calls."""
        held = list(calls)
        prices = [call.price for call in held if call.price is not None]
        return cls(
            calls=len(held),
            failed=sum(call.error is not None for call in held),
            input_tokens=sum(call.input_tokens for call in held),
            output_tokens=sum(call.output_tokens for call in held),
            cached_tokens=sum(call.cached_tokens for call in held),
            seconds=sum(call.seconds for call in held),
            price=sum(prices) if prices and len(prices) == len(held) else None,
        )


@dataclass(frozen=True, slots=True)
class Usage:
    """The calls that one memory made since it was opened, and their sums."""

    each: tuple[Call, ...] = ()

    @property
    def total(self) -> Total:
        """All calls together."""
        return Total.of(self.each)

    @property
    def by_purpose(self) -> Mapping[str, Total]:
        """The sums for "extract", "repair" and "answer"."""
        return self._by(lambda call: [call.purpose])

    @property
    def by_model(self) -> Mapping[str, Total]:
        """The sums for each model."""
        return self._by(lambda call: [call.model])

    @property
    def by_episode(self) -> Mapping[str, Total]:
        """The sums of the calls about each episode; a call about several counts for each."""
        return self._by(lambda call: call.episodes)

    def _by(self, keys: Callable[[Call], Iterable[Hashable]]) -> Mapping[Any, Total]:
        """The sums of the calls that share a key."""
        held: dict[Hashable, list[Call]] = defaultdict(list)
        for call in self.each:
            for key in keys(call):
                held[key].append(call)
        return {key: Total.of(calls) for key, calls in held.items()}


@dataclass(slots=True)
class Accounts:
    """Where calls are written down; safe to use from several threads.

    *prices* are per million tokens: model → (input, output) or (input, output, cached input).
    """

    prices: Mapping[str, Price] = field(default_factory=dict)
    _calls: list[Call] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        if not isinstance(self.prices, Mapping):
            raise BadInput(
                f"prices must be a mapping from models to prices: got {self.prices!r:.80}. "
                'Pass e.g. prices={"gpt-4.1-mini": (0.4, 1.6)}.'
            )
        for model, price in self.prices.items():
            numbers = isinstance(price, tuple | list) and all(
                isinstance(one, int | float) and 0 <= one < inf for one in price
            )
            if not numbers or len(price) not in (2, 3):
                raise BadInput(
                    f"the price of {model!r} must be (input, output) or (input, output, cached) "
                    f"per million tokens: got {price!r}."
                )

    def write(self, **parts: Any) -> Call:
        """Write one call down; takes the parts of a `Call`."""
        call = Call(**parts, price=self._price(**parts))
        with self._lock:
            self._calls.append(call)
        return call

    def usage(self) -> Usage:
        """What was written down so far."""
        with self._lock:
            return Usage(tuple(self._calls))

    def _price(self, **parts: Any) -> float | None:
        """What a call cost, if its model's price is known; with or without "openai:" before it."""
        model = parts["model"]
        price = self.prices.get(model) or self.prices.get(model.partition(":")[2])
        if price is None:
            return None
        cached = parts.get("cached_tokens", 0)
        fresh = parts.get("input_tokens", 0) - cached
        reread = price[2] if len(price) == 3 else price[0]
        spent: float = fresh * price[0] + cached * reread + parts.get("output_tokens", 0) * price[1]
        return spent / MILLION
