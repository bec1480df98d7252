"""`resolve` and `find`: from text through tokens and chart to intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import get_args

from graphmem.errors import BadInput, NaiveTime
from graphmem.instant import Time, instant
from graphmem.interval import Interval
from graphmem.timex.chart import Chart, Edge, Grammar, Rule
from graphmem.timex.lexicon import HEDGES
from graphmem.timex.scan import STOPS, Token, figures, number_words, plain, tokens
from graphmem.timex.values import Context, Prefer, Span

LONGEST_RUN = 24  # tokens; a longer phrase is read in pieces


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time phrase in running text: where it stands, what it says, how coarse it is."""

    start: int
    end: int
    text: str
    interval: Interval[datetime]
    grain: str


def resolve(phrase: str, reference: Time, *, prefer: Prefer = "past") -> Interval[datetime] | None:
    """The interval that an English time phrase means, or `None` where it is not understood.

    Args:
        phrase: the phrase and nothing else, such as "two weekends ago" or "since 2019".
        reference: when it was said: an aware datetime, whose time zone is the result's; or a
            date (its midnight) or an ISO 8601 string, in UTC.
        prefer: the side on which an ambiguous phrase ("Friday", "in March") lies.

    Raises:
        NaiveTime: where *reference* has no time zone.
        BadInput: any other argument that cannot be used.
    """
    context = _context(phrase, reference, prefer)
    text = plain(phrase)
    parts = _trimmed(tokens(text))
    while parts:
        if len(parts) <= LONGEST_RUN:
            chart = _parse(context, parts, _given(text, parts))
            for symbol in ("<time>", "<latent>"):
                edge = chart.best(symbol, 0, len(parts))
                if edge is not None:
                    return _interval(edge.meaning, context)
        if parts[0].text not in HEDGES:
            break
        parts = parts[1:]
    return None


def find(text: str, reference: Time, *, prefer: Prefer = "past") -> list[TimeExpression]:
    """The time phrases in a running text, in order, the longest first where they overlap.

    Args:
        text: any prose; doubtful words ("may", "march", "second") are left alone.
        reference: as for `resolve`.
        prefer: the side on which an ambiguous phrase ("Friday", "in March") lies.

    Raises:
        NaiveTime: where *reference* has no time zone.
        BadInput: any other argument that cannot be used.
    """
    context = _context(text, reference, prefer)
    from graphmem.timex import guard

    lower = plain(text)
    if not guard.worth_reading(lower):
        return []
    parts = tokens(lower)
    given = _given(lower, parts)
    found: list[TimeExpression] = []
    for start, end in _runs(parts, given):
        run = [edge for edge in given if start <= edge.start and edge.end <= end]
        moved = [edge._replace(start=edge.start - start, end=edge.end - start) for edge in run]
        chart = _parse(context, parts[start:end], moved)
        for edge in _longest(chart, text, parts, start, end):
            first, last = parts[start + edge.start].start, parts[start + edge.end - 1].end
            interval = _interval(edge.meaning, context)
            if interval is not None:
                grain = edge.meaning.grain
                found.append(TimeExpression(first, last, text[first:last], interval, grain))
    return found


@cache
def grammar() -> Grammar:
    """The compiled grammar; built at first use."""
    return Grammar(rules())


def rules() -> list[Rule]:
    """Every rule, of whatever table."""
    # Imported here, with the tables: whoever never reads a phrase need not wait for them.
    from graphmem.timex import (
        calendars,
        holidays,
        rules_basic,
        rules_clock,
        rules_dates,
        rules_ranges,
        rules_relative,
    )

    modules = (rules_basic, rules_dates, rules_clock, rules_relative, rules_ranges)
    written = [rule for module in modules for rule in module.RULES]
    return [*written, *holidays.rules(), *calendars.rules()]


def _context(text: str, reference: Time, prefer: Prefer) -> Context:
    """What the rules may know, once it is sure that there is something to read."""
    if not isinstance(text, str):
        raise BadInput(f"no text: got {text!r}. Give the words to read, as a string.")
    if prefer not in get_args(Prefer):
        raise BadInput(f"unknown prefer {prefer!r}. Allowed: {', '.join(get_args(Prefer))}.")
    now = reference if isinstance(reference, datetime) else instant(reference, "reference")
    if now.tzinfo is None or now.utcoffset() is None:
        raise NaiveTime(
            f"the reference time {now.isoformat()} has no time zone, so a phrase cannot "
            "be placed: pass an aware datetime, such as datetime(2023, 5, 8, tzinfo=UTC)."
        )
    return Context(now.replace(tzinfo=None, microsecond=0), now.tzinfo, prefer)


def _interval(span: Span, context: Context) -> Interval[datetime] | None:
    start = span.start and span.start.replace(tzinfo=context.zone)
    end = span.end and span.end.replace(tzinfo=context.zone)
    if (start is None and end is None) or (start and end and end <= start):
        return None
    return Interval(start, end)


def _given(text: str, parts: Sequence[Token]) -> list[Edge]:
    edges = list(number_words([token.text for token in parts]))
    if any(sign.isdigit() for sign in text):
        edges.extend(figures(text, parts))
    return edges


def _trimmed(parts: list[Token]) -> list[Token]:
    while parts and parts[-1].text in STOPS:
        if parts[-1].text == "." and len(parts) > 1 and len(parts[-2].text) <= 4:
            break  # "Feb.", "3 p.m."
        if parts[-1].text == ")" and any(part.text == "(" for part in parts):
            break
        if parts[-1].text == "'" and len(parts) > 1 and parts[-2].text.isdigit():
            break  # "in 15'"
        parts = parts[:-1]
    while parts and parts[-1].text == "'s":
        parts = parts[:-1]
    while parts and parts[0].text in STOPS:
        parts = parts[1:]
    return parts


def _parse(context: Context, parts: Sequence[Token], given: Sequence[Edge]) -> Chart:
    chart = Chart(grammar(), context, len(parts))
    chart.fill([token.text for token in parts], given)
    return chart


def _runs(parts: Sequence[Token], given: Sequence[Edge]) -> list[tuple[int, int]]:
    """The stretches of the text in which every token is one that the grammar knows."""
    from graphmem.timex import guard

    known = [token.text in grammar().words for token in parts]
    for edge in given:
        for position in range(edge.start, edge.end):
            known[position] = True
    runs, start = [], None
    for position, flag in enumerate([*known, False]):
        if flag and start is None:
            start = position
        elif start is not None and (not flag or position - start >= LONGEST_RUN):
            if guard.has_anchor(token.text for token in parts[start:position]):
                runs.append((start, position))
            start = position if flag else None
    return runs


def _longest(chart: Chart, text: str, parts: Sequence[Token], start: int, end: int) -> list[Edge]:
    """The longest trustworthy readings in a run, from left to right."""
    from graphmem.timex import guard

    chosen: list[Edge] = []
    position, size = 0, end - start
    while position < size:
        for last in range(size, position, -1):
            edge = chart.best("<time>", position, last)
            if edge and guard.trusted(text, parts, start + position, start + last):
                chosen.append(edge)
                position = last
                break
        else:
            position += 1
    return chosen
