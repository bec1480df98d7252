"""Rules for single words, numbers with units, and what a bare meaning resolves to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from dateutil.relativedelta import relativedelta

from graphmem.timex import lexicon
from graphmem.timex.chart import Rule
from graphmem.timex.clock import settle, settle_hours
from graphmem.timex.cycles import month, weekday, weekend, yearly
from graphmem.timex.values import RANK, Amount, Clock, Context, Cycle, Hours, Span, days
from graphmem.timex.values import unit as unit_at


def words(category: str, table: Mapping[str, Any], cost: float = 1.0) -> list[Rule]:
    """One rule for each spelling in a table of the lexicon."""
    return [
        Rule(category, spelling, constant(value), cost)
        for key, value in table.items()
        for spelling in key.split("|")
    ]


def constant(value: Any) -> Any:
    """An action that always means the same."""
    return lambda _context: value


def season(first: int) -> Cycle:
    """The three months from *first* on."""

    def make(year: int) -> Span:
        start = datetime(year, first, 1)
        return Span(start, start + relativedelta(months=3), "season")

    return yearly(f"season {first}", "season", make)


def pick(context: Context, cycle: Cycle) -> Span:
    """Which occurrence a bare name means: the latest, or the next where asked for.

    A bare weekday is never the reference day itself: that would be called "today".
    """
    if cycle.name.startswith("day ") and " on " in cycle.name:  # "Tuesday the 19th": the nearest
        after = cycle.near(context.now, 1)
        if context.sign > 0:
            return after
        before = cycle.near(context.now, -1)
        return min(before, after, key=lambda span: abs(span.first - context.now))
    if cycle.name.startswith("weekday") and " to " not in cycle.name:
        if context.sign < 0:
            return cycle.before(context.today)
        return cycle.after(days(context.today).last)
    return cycle.near(context.now, context.sign)


def amount(_context: Context, count: float, grain: str) -> Amount | None:
    """ "three weeks"."""
    return Amount(((count, grain),)) if 0 < count < 1_000_000 else None


def special(_context: Context, count: float, kind: tuple[float, str]) -> Amount | None:
    """ "two fortnights"."""
    return amount(_context, count * kind[0], kind[1])


FEW = lexicon.VAGUE_COUNTS["a few|few|some|several|a handful of"]


def rough(_context: Context, count: float, grain: str) -> Amount:
    """ "a few weeks"."""
    return Amount(((count, grain),), rough=count == FEW)


def joined(_context: Context, first: Amount, second: Amount) -> Amount | None:
    """ "two years and one month"."""
    if RANK[first.grain] <= RANK[second.parts[0][1]]:
        return None
    return Amount(first.parts + second.parts)


def extended(fraction: float) -> Any:
    """ "a year and a half" and the like."""

    def action(_context: Context, base: Amount) -> Amount:
        count, grain = base.parts[-1]
        return Amount((*base.parts[:-1], (count + fraction, grain)), base.rough)

    return action


def fractional(fraction: float) -> Any:
    """ "two and a half years"."""

    def action(context: Context, count: float, grain: str) -> Amount | None:
        return amount(context, count + fraction, grain)

    return action


def this_unit(context: Context, grain: str) -> Span | None:
    """ "the month" is the one going on."""
    return unit_at(context.now, grain) if RANK[grain] >= RANK["day"] else None


def decade(year: int) -> Any:
    """ "the nineties"."""
    return lambda _context: unit_at(datetime(year, 1, 1), "decade")


def clock_span(context: Context, clock: Clock) -> Span:
    """A time of day without a day: the latest or the next such time."""
    return settle(context, clock)


def hours_span(context: Context, hours: Hours) -> Span:
    """A stretch of the day without a day."""
    return settle_hours(context, hours)


RULES: list[Rule] = [
    *words("unit", lexicon.UNITS),
    *words("special", lexicon.SPECIAL_UNITS),
    *words("count", lexicon.VAGUE_COUNTS),
    *words("wd", lexicon.WEEKDAYS),
    *[Rule("span", f"the {word}", decade(year)) for word, year in lexicon.DECADES.items()],
    *[Rule("decade", word, decade(year)) for word, year in lexicon.DECADES.items()],
    *words("wds", lexicon.MANY_WEEKDAYS),
    *words("mon", lexicon.MONTHS),
    *words("half", lexicon.HALVES),
    *words("zone", lexicon.ZONES),
    *words("shift", lexicon.SHIFTS),
    *words("edge", lexicon.EDGES),
    *[Rule("short", word, constant(grain), 1.0) for word, grain in lexicon.SHORT_UNITS.items()],
    *[
        Rule("cyc", spelling, constant(season(first)))
        for key, first in lexicon.SEASONS.items()
        for spelling in key.split("|")
    ],
    *[
        Rule("hours", spelling, constant(Hours(start, end, half=half)))
        for key, (start, end, half) in (lexicon.PARTS | lexicon.AFTER_PARTS).items()
        for spelling in key.split("|")
    ],
    *[
        Rule("clock", spelling, constant(Clock(hour, half="am" if hour == 24 else "pm")))
        for key, hour in lexicon.NAMED_CLOCKS.items()
        for spelling in key.split("|")
    ],
    Rule("cyc", "<wd>", lambda _context, number: weekday(number)),
    Rule("cyc", "<mon>", lambda _context, number: month(number)),
    Rule("cyc", "weekend", constant(weekend())),
    Rule("cycs", "weekends", constant(weekend())),
    Rule("cycs", "<wds>", lambda _context, number: weekday(number)),
    Rule("cycs", "<cyc>", lambda _context, cycle: cycle),
    Rule("cyc", "week [-] end", constant(weekend())),
    Rule("amount", "<num> [more|-] <unit>", amount),
    Rule("amount", "<num> <short>", amount),
    Rule("amount", "<num> [more|-] <special>", special),
    Rule("amount", "<count> [more|whole|full] <unit>", rough),
    Rule("amount", "<count> [more|whole|full] <special>", special),
    Rule("amount", "<num> and [a|an] half <unit>", fractional(0.5)),
    Rule("amount", "<num> and a quarter <unit>", fractional(0.25)),
    Rule("amount", "<num> of an|a <unit>", amount),
    Rule("amount", "<num> half <unit>", lambda context, n, u: amount(context, n * 0.5, u)),
    Rule("amount", "<amount> and [a|an] half", extended(0.5)),
    Rule("amount", "<amount> and [a] quarter", extended(0.25)),
    Rule("amount", "<amount> [and|,] <amount>", joined),
    Rule("span", "the <unit>", this_unit, 4.0),
    Rule("span", "<cyc>", pick, 3.0),
    Rule("cyc", "the <cyc>", lambda _context, cycle: cycle),
    Rule("span", "the <span>", lambda _context, span: span),
    Rule("hours", "the <hours>", lambda _context, hours: hours),
    Rule("time", "<span>", lambda _context, span: span),
    Rule("time", "<clock>", clock_span, 3.0),
    Rule("time", "<hours>", hours_span, 3.0),
]
