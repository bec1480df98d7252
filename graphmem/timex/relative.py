"""Rules that count from the reference or from another time: "last", "ago", "before", "early"."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice

from graphmem.timex.chart import Action
from graphmem.timex.cycles import weekday
from graphmem.timex.dates import occurrences
from graphmem.timex.values import (
    MONTHS,
    RANK,
    STEP,
    Amount,
    Context,
    Cycle,
    Span,
    days,
    floor,
    shift,
    unit,
)

# The grain that a count back or ahead leaves: people remember the past coarsely ("two months
# ago" is that month) and plan exactly ("in two months" is that day).
GRAIN_AGO = {
    "second": "second",
    "minute": "second",
    "hour": "minute",
    "day": "day",
    "week": "day",
    "month": "month",
    "quarter": "quarter",
    "half": "month",
    "year": "year",
    "decade": "year",
    "century": "decade",
}
GRAIN_AHEAD = {
    grain: "day" if RANK[grain] >= RANK["day"] else to for grain, to in GRAIN_AGO.items()
}


def offset_day(by: int) -> Action:
    """ "yesterday", "tomorrow"."""
    return lambda context: days(context.today + timedelta(days=by))


def now(context: Context) -> Span:
    """This very second."""
    return unit(context.now, "second")


def tonight(context: Context) -> Span:
    """The evening and night of the reference day."""
    return Span(
        context.today + timedelta(hours=18), context.today + timedelta(days=1), "part", "night"
    )


def at_grain(moment: datetime, grain: str) -> Span:
    """The unit of that grain; below a day it begins at the very moment."""
    if RANK[grain] < RANK["day"]:
        start = floor(moment, "second")
        return Span(start, start + STEP[grain], grain)
    return unit(moment, grain)


def ago(context: Context, length: Amount) -> Span:
    """ "three weeks ago"."""
    grain = _grain(length, GRAIN_AGO)
    if length.rough and RANK[grain] >= RANK["day"]:  # "a few": two to four
        (count, coarse), *_ = length.parts
        first = at_grain(shift(context.now, -count - 1, coarse), grain)
        return Span(first.start, at_grain(shift(context.now, 1 - count, coarse), grain).end, grain)
    return at_grain(length.shift(context.now, -1), grain)


def ago_from(_context: Context, length: Amount, span: Span) -> Span | None:
    """ "a week ago yesterday"."""
    return unit(length.shift(span.first, -1), "day") if span.grain == "day" else None


def night_ago(by: int) -> Action:
    """ "the night before last"."""
    return lambda context: replace(
        tonight(context),
        start=tonight(context).first - timedelta(days=by),
        end=tonight(context).last - timedelta(days=by),
    )


def nights_ago(context: Context, count: float) -> Span | None:
    """ "two nights ago"."""
    if count != int(count):
        return None
    span: Span = night_ago(int(count))(context)
    return span


def night_before(_context: Context, span: Span) -> Span | None:
    """ "the night before Christmas"."""
    if span.grain != "day":
        return None
    return Span(span.first - timedelta(hours=6), span.start, "part", "night")


def this_time(context: Context, shift_word: str, grain: str) -> Span | None:
    """ "this time last year": around the same date."""
    step = {"last": -1, "next": 1}.get(shift_word)
    if step is None or RANK[grain] < RANK["day"]:
        return None
    moment = shift(context.now, step, grain)
    return unit(moment, "month" if grain == "year" else "day")


def ahead(context: Context, length: Amount) -> Span:
    """ "in three weeks"."""
    return at_grain(length.shift(context.now), _grain(length, GRAIN_AHEAD))


def _grain(length: Amount, table: dict[str, str]) -> str:
    count, grain = length.parts[-1]
    if count != int(count):  # half a year is counted in months, half an hour in minutes
        finer = {"hour": "minute", "day": "hour", "week": "day", "month": "day"}
        grain = finer.get(grain, "month" if grain in MONTHS else grain)
    return table[grain]


def from_span(sign: int) -> Action:
    """ "two weeks after May 5", "three days before Easter"."""

    def action(_context: Context, length: Amount, span: Span) -> Span | None:
        if RANK[span.grain] < RANK["day"]:
            return at_grain(length.shift(span.first, sign), "second")
        if span.grain != "day" and RANK[length.grain] < RANK[span.grain]:
            return _beside(length, span, sign)
        return unit(length.shift(span.first, sign), span.grain)

    return action


def _beside(length: Amount, span: Span, sign: int) -> Span:
    """ "two days after the weekend": from its last day, hours from its end; or its first."""
    whole = RANK[length.grain] >= RANK["day"]
    edge = span.first if sign < 0 else span.last - timedelta(days=whole)
    return at_grain(length.shift(edge, sign), _grain(length, GRAIN_AGO))


def from_cycle(context: Context, length: Amount, cycle: Cycle) -> Span | None:
    """ "3 days from Tuesday": the Tuesday to come."""
    span: Span = from_span(1)(context, length, cycle.after(context.now))
    return span


def after_cycle(sign: int) -> Action:
    """ "three days after Easter": such that the result lies on the preferred side."""

    def action(context: Context, length: Amount, cycle: Cycle) -> Span | None:
        candidates = islice(
            cycle.walk(context.now - context.sign * timedelta(days=400), context.sign), 90
        )
        for one in candidates:
            result: Span = from_span(sign)(context, length, one)
            if context.sign > 0 and result.first >= context.today:
                return result
            if context.sign < 0 and result.first <= context.now:
                return result
        return None

    return action


def shifted(context: Context, which: str, grain: str) -> Span | None:
    """ "last week", "this month", "next year"."""
    steps = {"last": -1, "past": -1, "previous": -1, "recent": -1, "this": 0, "that": 0}
    step = steps.get(which, 1)
    if which == "that" or (which == "this" and RANK[grain] < RANK["day"]):
        return None
    if RANK[grain] < RANK["day"]:
        start, end = sorted((context.now, context.now + STEP[grain] * step))
        return Span(start, end, grain)
    return unit(context.now, grain, step)


def shifted_cycle(context: Context, which: str, cycle: Cycle) -> Span | None:
    """ "last Friday", "this summer", "next Christmas"."""
    today, name = context.today, cycle.name
    weekly = name.startswith("weekday") or cycle.grain == "weekend"
    week = floor(context.now, "week")
    if which in ("last", "past", "recent"):
        return cycle.before(today)
    if which == "previous":
        return cycle.before(week if name.startswith("weekday") else today)
    if which == "coming":
        return cycle.after(today + timedelta(days=1))
    if which == "next":
        return cycle.after(week + timedelta(days=7) if weekly else today + timedelta(days=1))
    if weekly:
        if context.sign > 0 and name.startswith("weekday"):
            return cycle.after(today + timedelta(days=1))
        return cycle.after(week)
    return _this_year(context, cycle)


def _this_year(context: Context, cycle: Cycle) -> Span:
    """The one going on, else the one of this year (or of this month, where it is monthly)."""
    going = cycle.near(context.now, -1)
    if going.last > context.now:
        return going
    grain = "month" if cycle.name.startswith("day ") else "year"
    found = occurrences(cycle, unit(context.now, grain), 1)
    return found[0] if found else cycle.after(context.now)


def dated_shift(_context: Context, _shift: str, span: Span) -> Span | None:
    """ "this Friday, 3 May 2019"."""
    return span if span.grain == "day" else None


def counted(sign: int) -> Action:
    """ "two Christmases ago", "3 Fridays from now"."""

    def action(context: Context, count: float, cycle: Cycle) -> Span | None:
        if count != int(count) or not 1 <= count <= 400:
            return None
        if sign < 0:
            return cycle.before(context.today, int(count))
        return cycle.after(context.today + timedelta(days=1), int(count))

    return action


def before_last(context: Context, cycle: Cycle) -> Span:
    """ "the weekend before last"."""
    return cycle.before(_today_or_unit(context, cycle), 2)


def after_next(context: Context, cycle: Cycle) -> Span:
    """ "the Friday after next"."""
    return cycle.after(context.today + timedelta(days=1), 2)


def _today_or_unit(context: Context, cycle: Cycle) -> datetime:
    return floor(context.now, cycle.grain) if cycle.grain in STEP else context.today


def around_amount(direction: int) -> Action:
    """ "Thanksgiving in 9 months", "March in 1 year", "Thanksgiving 3 years ago"."""

    def action(context: Context, cycle: Cycle, length: Amount) -> Span | None:
        if RANK[length.grain] <= RANK[cycle.grain]:
            return None
        moment = length.shift(context.today, direction)
        if length.grain == "week" and cycle.name.startswith("weekday"):
            return cycle.after(floor(moment, "week"))
        return cycle.near(moment, 1)

    return action


def week_ago_day(direction: int) -> Action:
    """ "a week ago Friday", "a week from Tuesday"."""

    def action(context: Context, length: Amount, number: int) -> Span | None:
        if length.grain != "week":
            return None
        cycle = weekday(number)
        base = cycle.before(context.today) if direction < 0 else cycle.after(context.today)
        return days(length.shift(base.first, direction))

    return action


def exactly_ahead(context: Context, length: Amount) -> Span:
    """ "a day from right now"."""
    return at_grain(length.shift(context.now), "second")


def from_now_on(context: Context) -> Span:
    """ "as soon as possible"."""
    return Span(floor(context.now, "second"), None, "second")
