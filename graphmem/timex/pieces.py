"""Pieces of a longer stretch: "early", "the end of", "the first Monday of", "the rest of"."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice

from dateutil.relativedelta import relativedelta

from graphmem.timex.chart import Action
from graphmem.timex.clock import Pair, day_pair, on_day, settle_hours
from graphmem.timex.cycles import month_day, units, weekday
from graphmem.timex.dates import day_number, occurrences
from graphmem.timex.lexicon import PART_PIECES, PIECES
from graphmem.timex.values import (
    MONTHS,
    RANK,
    Amount,
    Context,
    Cycle,
    Hours,
    Span,
    days,
    floor,
    unit,
)


def nth_in(_context: Context, number: int, cycle: Cycle, span: Span) -> Span | None:
    """ "the first Monday of May"."""
    if RANK[cycle.grain] >= RANK[span.grain]:
        return None
    found = occurrences(cycle, span)
    return found[number - 1] if 1 <= number <= len(found) else None


def nth_last_in(_context: Context, number: int, cycle: Cycle, span: Span) -> Span | None:
    """ "the second last week of October"."""
    if RANK[cycle.grain] >= RANK[span.grain]:
        return None
    found = occurrences(cycle, span)
    return found[-number] if 1 <= number <= len(found) else None


def last_in(context: Context, cycle: Cycle, span: Span) -> Span | None:
    """ "the last Sunday of March"."""
    return nth_last_in(context, 1, cycle, span)


def first_units(side: str) -> Action:
    """ "the first two weeks of 2021", "the last four months of 2021"."""

    def action(_context: Context, length: Amount, span: Span) -> Span | None:
        count, grain = length.parts[-1]
        if RANK[grain] >= RANK[span.grain] or count != int(count) or len(length.parts) > 1:
            return None
        found = occurrences(units(grain), span)
        chosen = found[: int(count)] if side == "first" else found[-int(count) :]
        return Span(chosen[0].start, chosen[-1].end, grain) if chosen else None

    return action


def nth_from(direction: int) -> Action:
    """ "the third Tuesday after Christmas", "the Friday before 15 July"."""

    def action(_context: Context, number: int, cycle: Cycle, span: Span) -> Span | None:
        if not 1 <= number <= 400:
            return None
        if direction > 0:
            return cycle.after(span.last if RANK[span.grain] >= RANK["day"] else span.first, number)
        return cycle.before(span.first, number)

    return action


def next_to(direction: int) -> Action:
    """ "the week before 9 June", "the day after tomorrow"."""

    def action(context: Context, cycle: Cycle, span: Span) -> Span | None:
        if RANK[cycle.grain] < RANK["day"] or RANK[span.grain] < RANK["day"]:
            return None
        if cycle.name == "week" and span.grain == "day":  # the seven days beside the day
            edge = span.last if direction > 0 else span.first - timedelta(days=7)
            return days(edge, 7, "week")
        return nth_from(direction)(context, 1, cycle, span)  # type: ignore[no-any-return]

    return action


def closest(_context: Context, number: int, cycle: Cycle, span: Span) -> Span | None:
    """ "the second closest Monday to 5 October"."""
    around = [
        *islice(cycle.walk(span.first, 1), number),
        *islice(cycle.walk(span.first, -1), number),
    ]
    ordered = sorted(set(around), key=lambda one: abs(one.first - span.first))
    # At either end of the calendar there are fewer.
    return ordered[number - 1] if 1 <= number <= len(ordered) else None


def piece(_context: Context, edge: str, span: Span) -> Span | None:
    """ "early 2022", "mid-June", "the end of last week"."""
    if span.grain == "part":
        table = PART_PIECES.get("night" if span.half in ("night", "evening") else span.half)
        if table is None:
            return None
        first, last = table[edge]
        base = days(span.first).first
        start, end = base + timedelta(minutes=first), base + timedelta(minutes=last)
        return Span(start, end, "part", span.half)
    if span.grain not in PIECES:
        return None
    first, last = PIECES[span.grain][edge]
    start, end = _step(span, first), min(_step(span, last), span.last)
    return Span(start, end, _piece_grain(span.grain), span.half)


def _piece_grain(grain: str) -> str:
    return "month" if (grain in MONTHS and grain != "month") or grain == "season" else "day"


def _step(span: Span, count: int) -> datetime:
    if span.grain == "day":
        return span.first + timedelta(hours=count)
    if span.grain in ("week", "month"):
        return span.first + timedelta(days=count)
    return span.first + relativedelta(months=count)


def earlier_later(side: str) -> Action:
    """ "earlier this year", "later this week"."""

    def action(context: Context, span: Span) -> Span | None:
        if RANK[span.grain] < RANK["day"] or span.end is None:
            return None
        if not span.first <= context.now < span.last:
            return piece(context, "early" if side == "earlier" else "late", span)
        if span.grain == "day":
            middle = floor(context.now, "minute")
            return replace(span, end=middle) if side == "earlier" else replace(span, start=middle)
        if side == "earlier":
            return replace(span, end=context.today if context.today > span.first else context.now)
        return replace(span, start=context.today)

    return action


def rest_of(context: Context, span: Span) -> Span | None:
    """ "the rest of the week"."""
    return Span(context.today, span.end, "day")


def to_date(context: Context, span: Span) -> Span:
    """ "year to date"."""
    return Span(span.start, context.today, "day")


def this(context: Context, grain: str) -> Span:
    """The unit going on."""
    return unit(context.now, grain)


def corner(edge: str, grain: str) -> Action:
    """ "EOM", "BOY"."""
    return lambda context: piece(context, edge, unit(context.now, grain))


def first_units_of(context: Context, side: str, length: Amount, span: Span) -> Span | None:
    """ "the first two weeks of 2021"."""
    return first_units(side)(context, length, span)  # type: ignore[no-any-return]


def piece_of_hours(context: Context, edge: str, hours: Hours) -> Span | None:
    """ "early morning", of the latest or the coming day."""
    return piece(context, edge, settle_hours(context, hours))


def day_piece_of_hours(context: Context, day: Span, edge: str, hours: Hours) -> Span | None:
    """ "Monday early morning"."""
    return piece(context, edge, on_day(context, day, hours))


def end_of(_context: Context, span: Span) -> Span:
    """ "before the end of December"."""
    return Span(None, span.last, span.grain)


def nth_day_pair(
    context: Context, number: int, weekday_number: int, clocks: Pair, span: Span
) -> Span | None:
    """ "the first Monday 1 pm to 3 pm of next month"."""
    found = [day for day in occurrences(weekday(weekday_number), span) if day.start]
    if not 1 <= number <= len(found):
        return None
    return day_pair(context, found[number - 1], clocks)


def week_part(context: Context, number: int, hours: Hours, week: Span) -> Span | None:
    """ "Wednesday evening next week"."""
    if week.grain != "week":
        return None
    return on_day(context, days(week.first + timedelta(days=number)), hours)


def on_numbered(context: Context, number: float, clocks: Pair) -> Span | None:
    """ "the 17 between 2 and 4 pm"."""
    day = day_number(context, number)
    if day is None:
        return None
    return day_pair(context, month_day(day).near(context.now, context.sign), clocks)
