"""Calendar dates, weeks by number, parts of a year: the actions of `rules_dates`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import takewhile

from graphmem.timex.cycles import date_of_year, month_day, only, yearly
from graphmem.timex.scan import full_year
from graphmem.timex.values import RANK, Context, Cycle, Span, days, floor, unit


def year_span(_context: Context, year: int) -> Span:
    """ "2019"."""
    return unit(datetime(year, 1, 1), "year")


def any_year(_context: Context, number: float) -> int | None:
    """ "the year 800"."""
    return int(number) if number == int(number) and 1 <= number <= 9999 else None


def day_number(_context: Context, number: float) -> int | None:
    """A figure that can be the day of a month."""
    return int(number) if number == int(number) and 1 <= number <= 31 else None


def month_and_day(_context: Context, number: int, day: int) -> Cycle:
    """ "May 5"."""
    return date_of_year(number, day)


def day_and_month(_context: Context, day: int, number: int) -> Cycle:
    """ "the 5th of May"."""
    return date_of_year(number, day)


def full_date(year: int, number: int, day: int) -> Span:
    """A day of which everything is said."""
    return days(datetime(year, number, day))


def short_year_date(_context: Context, day: int, number: int, year: float) -> Span | None:
    """ "31-Oct-74"."""
    if year != int(year) or not 10 <= year <= 99:
        return None
    return full_date(full_year(str(int(year))), number, day)


def month_short_year(_context: Context, number: int, year: float) -> Span | None:
    """ "April of 87"; from 32 up, so that it cannot be a day."""
    if year != int(year) or not 32 <= year <= 99:
        return None
    return unit(datetime(1900 + int(year), number, 1), "month")


def of_month(context: Context, number: float) -> Cycle | None:
    """ "the 15th"; "the 1.5" is none."""
    day = day_number(context, number)
    return None if day is None else month_day(day)


def occurrences(cycle: Cycle, span: Span, most: int = 400) -> list[Span]:
    """Those that belong to the span; a week belongs where its Thursday lies (ISO 8601)."""
    lead = timedelta(days=3) if cycle.grain == "week" else timedelta()
    end = span.last
    found = takewhile(lambda one: one.first + lead < end, cycle.walk(span.first, 1))
    chosen: list[Span] = []
    for one in found:
        if one.first + lead >= span.first:
            chosen.append(one)
        if len(chosen) >= most:
            break
    return chosen


def within(_context: Context, cycle: Cycle, span: Span) -> Span | None:
    """ "Christmas 2013", "Wednesday of next week", "the 20th of last month"."""
    if RANK[span.grain] <= RANK[cycle.grain] or (span.grain == "season" and cycle.grain == "month"):
        return None
    if " to " in cycle.name:  # "Nov - Feb 2017" ends in that year
        ending = cycle.near(span.first, 1)
        return ending if ending.last <= span.last else None
    found = occurrences(cycle, span, 2)
    return found[0] if len(found) == 1 else None


def span_then(context: Context, span: Span, cycle: Cycle) -> Span | None:
    """ "next week Wednesday", "2018 Q4"."""
    return within(context, cycle, span) if span.grain != "day" else None


def on_weekday(_context: Context, number: int, cycle: Cycle) -> Cycle | None:
    """ "Tuesday the 19th": the occurrences that fall on that weekday."""
    if cycle.grain != "day" or cycle.name.startswith("weekday"):
        return None
    return only(cycle, f"on {number}", lambda span: span.first.weekday() == number)


def stated_weekday(context: Context, number: int, cycle: Cycle) -> Cycle | None:
    """ "Friday 5/12": where no such Friday is near, the weekday is the mistake."""
    strict = on_weekday(context, number, cycle)
    if strict is None or cycle.name.startswith("day "):
        return strict
    near = strict.near(context.now, context.sign).first - context.now
    return strict if abs(near) < timedelta(days=540) else cycle


def weekday_date(_context: Context, _number: int, span: Span) -> Span | None:
    """ "Friday, 3 May 2019"; people mistake the weekday more often than the date."""
    return span if span.grain == "day" else None


def quarter(_context: Context, number: float) -> Cycle | None:
    """ "Q3", "the third quarter"."""
    if number not in (1, 2, 3, 4):
        return None
    first = int(number) * 3 - 2
    return yearly(f"quarter {first}", "quarter", lambda y: unit(datetime(y, first, 1), "quarter"))


def half_year(_context: Context, number: float) -> Cycle | None:
    """ "H2", "the second half"."""
    if number not in (1, 2):
        return None
    first = int(number) * 6 - 5
    return yearly(f"half {first}", "half", lambda y: unit(datetime(y, first, 1), "half"))


def half_of(_context: Context, number: float, span: Span) -> Span | None:
    """ "the first half of May"."""
    if number not in (1, 2) or span.grain in ("year", "day", "second", "minute", "hour"):
        return None
    middle = span.first + timedelta(days=(span.last - span.first).days // 2)
    if number == 1:
        return Span(span.start, middle, span.grain)
    return Span(middle, span.end, span.grain)


def century(_context: Context, number: int) -> Span | None:
    """ "the 15th century", counted as people do: 1400 up to 1500."""
    return unit(datetime(max((number - 1) * 100, 1), 1, 1), "century") if number <= 99 else None


def week_of_year(year: int, number: float) -> Span:
    """The ISO week of that number."""
    start = date.fromisocalendar(year, int(number), 1)
    return days(datetime(start.year, start.month, start.day), 7, "week")


def week_number(context: Context, number: float) -> Span:
    """ "week 31"."""
    return week_of_year(context.now.year, number)


def numbered_week(_context: Context, number: float, year: int) -> Span:
    """ "week 3 of 2027"."""
    return week_of_year(year, number)


def week_around(_context: Context, span: Span) -> Span | None:
    """ "the week of May 5"."""
    if span.grain not in ("day", "weekend"):
        return None
    # The week of a Sunday is the one that it opens: nobody names a week by its last day.
    return unit(span.first + timedelta(days=span.first.weekday() == 6), "week")


def week_with(context: Context, cycle: Cycle) -> Span | None:
    """ "Thanksgiving week"."""
    return week_around(context, cycle.near(context.now, context.sign))


def weekend_around(_context: Context, span: Span) -> Span | None:
    """ "Labor Day weekend": the nearest Saturday and Sunday, with the day where it adjoins."""
    if span.grain != "day":
        return None
    day = span.first.weekday()
    start = floor(span.first, "week") + timedelta(days=5 if day > 2 else -2)
    if day in (0, 3, 4):  # a Monday, Thursday or Friday makes it a long one
        return Span(min(start, span.first), max(start + timedelta(days=2), span.last), "weekend")
    return days(start, 2, "weekend")


def cycle_weekend(context: Context, cycle: Cycle) -> Cycle | None:
    """ "Halloween weekend", every year."""
    if cycle.grain != "day" or cycle.name.startswith(("weekday", "day")):
        return None

    def walk(moment: datetime, sign: int) -> Iterator[Span]:
        for span in cycle.walk(moment, sign):
            around = weekend_around(context, span)
            if around is not None:
                yield around

    return Cycle(f"{cycle.name} weekend", "weekend", walk)


def weekday_of(_context: Context, week: Span, number: int) -> Span | None:
    """ "last week, Monday"."""
    return days(week.first + timedelta(days=number)) if week.grain == "week" else None


def weekend_of(_context: Context, week: Span) -> Span | None:
    """ "the weekend of the 5th"."""
    if week.grain == "week":
        return days(week.first + timedelta(days=5), 2, "weekend")
    return weekend_around(_context, week)
