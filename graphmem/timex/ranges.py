"""Two ends, or an open one: the actions of `rules_ranges`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from graphmem.timex.chart import Action
from graphmem.timex.clock import moment, settle
from graphmem.timex.cycles import month_day, units
from graphmem.timex.rules_basic import pick
from graphmem.timex.values import RANK, Amount, Clock, Context, Cycle, Span, days
from graphmem.timex.values import floor as floor_to

DAY = RANK["day"]


def both(_context: Context, first: Span, second: Span) -> Span | None:
    """From the start of the one to the end of the other."""
    if first.start is None or second.end is None or second.last <= first.first:
        return None
    fine = min(first.grain, second.grain, key=RANK.__getitem__)
    if second.grain == "second" and RANK[first.grain] >= DAY:
        return so_far(_context, first)
    end = second.first if RANK[second.grain] < DAY and second.grain != "part" else second.last
    return Span(first.start, end, fine) if end > first.first else None


def cycles(_context: Context, first: Cycle, second: Cycle) -> Cycle | None:
    """ "from November to March", every year: the second is the one that follows the first."""

    def walk(moment: datetime, sign: int) -> Iterator[Span]:
        for span in first.walk(moment, sign):
            yield Span(span.start, second.after(span.first).end, second.grain)

    return Cycle(f"{first.name} to {second.name}", first.grain, walk)


def span_clock(context: Context, first: Span, second: Clock) -> Span | None:
    """ "between now and eight o'clock"."""
    if RANK[first.grain] >= DAY or first.grain == "part":
        return None
    end = moment(context, days(first.first), second)
    while end is not None and end.first <= first.first:
        step = timedelta(hours=12 if second.vague else 24)
        end = Span(end.first + step, end.last + step, end.grain)
    return None if end is None else Span(first.start, end.start, end.grain)


def clock_span(context: Context, first: Clock, second: Span) -> Span | None:
    """ "from 2 pm till tomorrow 4:30 pm"."""
    start = moment(context, days(context.now), first)
    if start is None or RANK[second.grain] >= DAY:
        return None
    return both(context, start, second)


def cycle_span(context: Context, first: Cycle, second: Span) -> Span | None:
    """ "Nov - Feb 2017": the first is the latest before the second."""
    if RANK[second.grain] > RANK["season"]:
        return None
    return both(context, first.near(second.first, -1), second)


def span_cycle(context: Context, first: Span, second: Cycle) -> Span | None:
    """ "from next Monday to Friday"."""
    return both(context, first, second.after(first.first))


def days_before(_context: Context, first: int, second: Cycle) -> Cycle:
    """ "13 to 15 July": each year, from the first day to the date."""

    def walk(moment: datetime, sign: int) -> Iterator[Span]:
        for span in second.walk(moment, sign):
            yield Span(month_day(first).near(span.first, -1).start, span.end, "day")

    return replace(second, name=f"{second.name} from {first}", walk=walk)


def days_after(_context: Context, first: Cycle, second: int) -> Cycle:
    """ "July 13 to 15": each year, from the date to the day."""

    def walk(moment: datetime, sign: int) -> Iterator[Span]:
        for span in first.walk(moment, sign):
            yield Span(span.start, month_day(second).after(span.first).end, "day")

    return replace(first, name=f"{first.name} to {second}", walk=walk)


def days_span(_context: Context, first: int, second: Span) -> Span | None:
    """ "13 to 15 July 2019", "the 3rd to the 5th of last month"."""
    if second.grain != "day":
        return None
    start = month_day(first).near(second.first, -1)
    return Span(start.start, second.end, "day")


def date_to_day(context: Context, first: Span, second: int) -> Span | None:
    """ "July 13 - 15", "from April the ninth till the seventeenth"."""
    if first.grain != "day":
        return None
    return both(context, first, month_day(second).after(first.first))


def span_of_days(ends: tuple[int, int], around: Span) -> Span | None:
    """ "from the 4th to the 23rd of next month"."""
    first, second = ends
    if around.grain != "month" or second <= first:
        return None
    start = around.first + timedelta(days=first - 1)
    return Span(start, around.first + timedelta(days=second), "day")


def month_days(context: Context, first: int, second: int) -> Span | None:
    """ "between the 21st and the 23rd"."""
    start = month_day(first).near(context.now, context.sign)
    return both(context, start, month_day(second).after(start.first))


def since(_context: Context, span: Span) -> Span | None:
    """ "since 2019"."""
    return Span(span.first, None, span.grain)


def after(_context: Context, span: Span) -> Span | None:
    """ "after 2018" begins when 2018 is over; "after 2 pm" at 2 pm."""
    if RANK[span.grain] < DAY and span.grain != "part":
        return Span(span.first, None, span.grain)
    return Span(span.last, None, span.grain)


def before(_context: Context, span: Span) -> Span | None:
    """ "before May"."""
    return Span(None, span.first, span.grain)


def until(_context: Context, span: Span) -> Span | None:
    """ "until Friday" takes Friday in; "until March" and "until 2019" stop as it begins."""
    if span.grain in ("day", "weekend", "part"):
        return Span(None, span.last, span.grain)
    return Span(None, span.first, span.grain)


def through(_context: Context, span: Span) -> Span | None:
    """ "through 2019" takes all of it in."""
    if RANK[span.grain] < DAY:
        return Span(None, span.first, span.grain)
    return Span(None, span.last, span.grain)


def by(context: Context, span: Span) -> Span | None:
    """ "by Friday", "by the end of the month": from now on, where that is still to come."""
    end = span.first if RANK[span.grain] < DAY else span.last
    return Span(context.now, end, span.grain) if end > context.now else Span(None, end, span.grain)


def by_clock(context: Context, clock: Clock) -> Span | None:
    """ "by 2 pm"."""
    return by(context, settle(context, clock))


def so_far(context: Context, span: Span) -> Span | None:
    """ "from March to date", "between January and now"."""
    end = days(context.now).last
    return Span(span.first, end, "day") if end > span.first else None


def lasting(_context: Context, span: Span, length: Amount) -> Span | None:
    """ "18 December for 10 days"."""
    if RANK[span.grain] > RANK["month"]:
        return None
    return Span(span.first, length.shift(span.first), length.grain)


def lasting_first(context: Context, length: Amount, span: Span) -> Span | None:
    """ "for 10 days from 18 December"."""
    return lasting(context, span, length)


def lasting_cycle(context: Context, length: Amount, cycle: Cycle) -> Span | None:
    """ "for 10 days from Monday"."""
    return lasting(context, pick(context, cycle), length)


def more_than(sign: int) -> Action:
    """ "more than 2 days before yesterday", "over a year ago"."""

    def action(_context: Context, length: Amount, span: Span) -> Span:
        moment = length.shift(span.first, sign)
        return Span(None, moment, span.grain) if sign < 0 else Span(moment, None, span.grain)

    return action


def more_than_ago(context: Context, length: Amount) -> Span:
    """ "more than two years ago"."""
    return Span(None, length.shift(context.today, -1), length.grain)


def more_than_ahead(context: Context, length: Amount) -> Span:
    """ "in more than two years"."""
    return Span(length.shift(context.today), None, length.grain)


def less_than_ago(context: Context, length: Amount) -> Span:
    """ "less than two years ago"."""
    return Span(length.shift(context.today, -1), context.now, length.grain)


def less_than(_context: Context, length: Amount, span: Span) -> Span:
    """ "less than 3 days after tomorrow"."""
    return Span(span.first, length.shift(span.last), span.grain)


def years(first: int, second: int) -> Span | None:
    """ "2014 - 2018", both years in full."""
    if not 1 <= first < second <= 9999:
        return None
    one = units("year").near(datetime(first, 1, 1), 1)
    return Span(one.start, floor_to(datetime(second + 1, 1, 1), "year"), "year")
