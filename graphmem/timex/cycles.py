"""Things that come round again: weekdays, dates, months, holidays."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from graphmem.timex.values import Cycle, Span, days, floor, unit


def yearly(name: str, grain: str, make: Callable[[int], Span | None]) -> Cycle:
    """What comes once a year; *make* gives it for a year, or `None` where it has none."""

    def walk(moment: datetime, sign: int) -> Iterator[Span]:
        for step in range(-1, 45):
            year = moment.year + sign * step
            if not 1 <= year <= 9999:
                continue
            try:
                span = make(year)
            except (ValueError, OverflowError):
                continue
            if span is not None and _reaches(span, moment, sign):
                yield span

    return Cycle(name, grain, walk)


def _reaches(span: Span, moment: datetime, sign: int) -> bool:
    return span.last > moment if sign > 0 else span.first <= moment


def stepping(
    name: str, grain: str, make: Callable[[datetime, int], Span | None], most: int = 800
) -> Cycle:
    """What comes round more often: *make* (moment, k) gives the one k steps away."""

    def walk(moment: datetime, sign: int) -> Iterator[Span]:
        for step in range(-1, most):
            span = make(moment, sign * step)
            if span is not None and _reaches(span, moment, sign):
                yield span

    return Cycle(name, grain, walk)


def weekday(number: int) -> Cycle:
    """A day of the week, Monday = 0."""

    def make(moment: datetime, step: int) -> Span:
        return days(floor(moment, "week") + timedelta(days=number + 7 * step))

    return stepping(f"weekday {number}", "day", make)


def weekend() -> Cycle:
    """Saturday and Sunday."""

    def make(moment: datetime, step: int) -> Span:
        return days(floor(moment, "week") + timedelta(days=5 + 7 * step), 2, "weekend")

    return stepping("weekend", "weekend", make)


def units(grain: str) -> Cycle:
    """The calendar units of one grain: weeks, months, years."""
    return stepping(grain, grain, lambda moment, step: unit(moment, grain, step))


def month_day(number: int) -> Cycle:
    """A day of the month, in the months that have it."""

    def make(moment: datetime, step: int) -> Span | None:
        index = moment.year * 12 + moment.month - 1 + step
        year, zero_month = divmod(index, 12)
        if not 1 <= year <= 9999 or number > monthrange(year, zero_month + 1)[1]:
            return None
        return days(datetime(year, zero_month + 1, number))

    return stepping(f"day {number}", "day", make, 150)


def month(number: int) -> Cycle:
    """A month of the year."""
    return yearly(f"month {number}", "month", lambda year: unit(datetime(year, number, 1), "month"))


def date_of_year(number: int, day: int) -> Cycle:
    """A day of the year, in the years that have it."""
    longest = 29 if number == 2 else 30 if number in (4, 6, 9, 11) else 31
    if not (1 <= number <= 12 and 1 <= day <= longest):
        raise ValueError("no such day")
    return yearly(f"date {number}-{day}", "day", lambda year: days(datetime(year, number, day)))


def only(cycle: Cycle, name: str, keep: Callable[[Span], bool]) -> Cycle:
    """The occurrences of the cycle that pass the test."""

    def walk(moment: datetime, sign: int) -> Iterator[Span]:
        return (span for span in cycle.walk(moment, sign) if keep(span))

    return replace(cycle, name=f"{cycle.name} {name}", walk=walk)
