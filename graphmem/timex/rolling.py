"""Stretches of some length up to, or on from, the reference: "the past three months"."""

from __future__ import annotations

from datetime import timedelta

from graphmem.timex.chart import Action
from graphmem.timex.relative import shifted
from graphmem.timex.values import (
    RANK,
    STEP,
    Amount,
    Context,
    Span,
    days,
    floor,
    shift,
    unit,
)


def rolling(context: Context, shift: str, length: Amount) -> Span | None:
    """ "the past three months": up to the reference; "the next two weeks": the units to come."""
    grain = length.grain
    if shift in ("last", "past", "previous", "recent"):
        if RANK[grain] < RANK["day"]:
            return Span(
                length.shift(floor(context.now, grain), -1), floor(context.now, grain), grain
            )
        if grain == "quarter":
            return Span(
                length.shift(floor(context.now, grain), -1), floor(context.now, grain), grain
            )
        return Span(length.shift(context.today, -1), context.today, grain)
    if shift in ("next", "coming"):
        start = floor(context.now, grain) + STEP[grain]
        return Span(start, length.shift(start), grain)
    return None


def rolling_unit(context: Context, grain: str) -> Span | None:
    """ "over the past year": up to the reference."""
    return rolling(context, "past", Amount(((1, grain),)))


def next_unit(context: Context, grain: str) -> Span | None:
    """ "for the next year"."""
    return rolling(context, "next", Amount(((1, grain),)))


def calendar_units(context: Context, length: Amount) -> Span | None:
    """ "last 2 months", as one filters a list: the whole calendar units before this one."""
    end = floor(context.now, length.grain)
    return Span(length.shift(end, -1), end, length.grain)


def within_amount(context: Context, length: Amount) -> Span:
    """ "within three days"."""
    return Span(context.now, length.shift(context.now), length.grain)


def rolling_past(context: Context, length: Amount) -> Span | None:
    """ "in the last two weeks"."""
    return rolling(context, "past", length)


def inverted(shift: str) -> Action:
    """ "10 previous weeks", "3 next weeks": straight from the reference on, not calendar weeks."""

    def action(context: Context, count: float, grain: str) -> Span | None:
        length = Amount(((count, grain),))
        if shift != "next":
            return rolling(context, shift, length)
        fine = RANK[grain] < RANK["day"]
        start = context.now if fine else context.today + timedelta(days=1)
        return Span(start, length.shift(start), grain)

    return action


def rolling_special(context: Context, shift: str, kind: tuple[float, str]) -> Span | None:
    """ "next fortnight"."""
    return rolling(context, shift, Amount((kind,)))


def nth_unit(context: Context, length: Amount) -> Span | None:
    """ "upcoming two weeks" without an article: the second week to come, as Duckling has it."""
    count, grain = length.parts[0]
    if count != int(count) or len(length.parts) > 1 or RANK[grain] < RANK["day"]:
        return None
    return unit(context.now, grain, int(count))


def business_days(context: Context, shift: str, count: float) -> Span | None:
    """ "the next 4 business days": Mondays to Fridays, from tomorrow or up to yesterday."""
    if count != int(count) or not 1 <= count <= 400:
        return None
    step = timedelta(days=1 if shift in ("next", "coming") else -1)
    first = day = context.today + step
    left = int(count) - (day.weekday() < 5)
    while left:
        day += step
        left -= day.weekday() < 5
    return Span(min(first, day), max(first, day) + timedelta(days=1), "day")


def work_week(context: Context, shift: str) -> Span | None:
    """ "next workweek": Monday to Friday."""
    week = shifted(context, shift, "week")
    return week and days(week.first, 5, "week")


def unit_and_more(context: Context, grain: str, length: Amount) -> Span:
    """ "within the next day and 5 hours"."""
    return Span(context.now, length.shift(shift(context.now, 1, grain)), length.grain)
