"""Half-open intervals: the one place that knows where a span begins and ends.

The names follow SQL:2011 period predicates; `None` is an open end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from graphmem.errors import BadInterval


class Ordered(Protocol):
    """Anything that can be put in order: datetimes, dates, numbers."""

    def __lt__(self, other: Any, /) -> bool: ...
    def __le__(self, other: Any, /) -> bool: ...


T = TypeVar("T", bound=Ordered)


@dataclass(frozen=True, slots=True)
class Interval(Generic[T]):
    """The span [start, end): *start* belongs to it, *end* does not.

    Args:
        start: first point; `None` = since ever.
        end: first point after it; `None` = until further notice.

    Raises:
        BadInterval: where *end* is not after *start*.

    >>> Interval(100, 200).contains(100), Interval(100, 200).contains(200)
    (True, False)
    >>> Interval(100, 200).precedes(200, 250)
    True
    >>> list(Interval(0, 10) - Interval(3, 5))
    [Interval(start=0, end=3), Interval(start=5, end=10)]
    """

    start: T | None = None
    end: T | None = None

    def __post_init__(self) -> None:
        if self.start is not None and self.end is not None and self.end <= self.start:
            raise BadInterval(
                f"an interval must end after it begins: got [{self.start}, {self.end}). "
                "The end is exclusive: for a single day pass the next day as its end."
            )

    def __contains__(self, point: T) -> bool:
        return (self.start is None or self.start <= point) and (
            self.end is None or point < self.end
        )

    def contains(self, first: T | Interval[T], end: T | None = None) -> bool:
        """Whether a point, an interval, or the interval [first, end) lies wholly inside."""
        if not isinstance(first, Interval):
            if end is None:
                return first in self
            first = Interval(first, end)
        return self.intersect(first) == first

    def equals(self, first: T | Interval[T] | None, end: T | None = None) -> bool:
        """Whether both ends are the same."""
        return self == as_interval(first, end)

    def overlaps(self, first: T | Interval[T] | None, end: T | None = None) -> bool:
        """Whether the two share at least one point."""
        return self.intersect(as_interval(first, end)) is not None

    def precedes(self, first: T | Interval[T] | None, end: T | None = None) -> bool:
        """Whether this one is over when the other begins."""
        other = as_interval(first, end)
        return self.end is not None and other.start is not None and self.end <= other.start

    def succeeds(self, first: T | Interval[T] | None, end: T | None = None) -> bool:
        """Whether this one begins when the other is over, or later."""
        return as_interval(first, end).precedes(self)

    def immediately_precedes(self, first: T | Interval[T] | None, end: T | None = None) -> bool:
        """Whether the other begins at the very end of this one."""
        return self.end is not None and self.end == as_interval(first, end).start

    def immediately_succeeds(self, first: T | Interval[T] | None, end: T | None = None) -> bool:
        """Whether this one begins at the very end of the other."""
        return as_interval(first, end).immediately_precedes(self)

    def intersect(self, other: Interval[T]) -> Interval[T] | None:
        """The span that both share, or `None`."""
        start = later(self.start, other.start)
        end = earlier(self.end, other.end)
        if start is not None and end is not None and end <= start:
            return None
        return Interval(start, end)

    def __sub__(self, other: Interval[T]) -> Iterator[Interval[T]]:
        """What is left of this one without the other: none, one or two spans, in order."""
        shared = self.intersect(other)
        if shared is None:
            yield self
            return
        if shared.start is not None and shared.start != self.start:
            yield Interval(self.start, shared.start)
        if shared.end is not None and shared.end != self.end:
            yield Interval(shared.end, self.end)


def as_interval(first: T | Interval[T] | None, end: T | None = None) -> Interval[T]:
    """An interval, or two ends, as an interval."""
    return first if isinstance(first, Interval) else Interval(first, end)


def later(one: T | None, other: T | None) -> T | None:
    """The later of two starts; `None` is since ever."""
    if one is None or other is None:
        return other if one is None else one
    return other if one < other else one


def earlier(one: T | None, other: T | None) -> T | None:
    """The earlier of two ends; `None` is until further notice."""
    if one is None or other is None:
        return other if one is None else one
    return one if one < other else other
