"""What a question says of time: "in 2019", "last spring", "used to"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from graphmem.interval import Interval
from graphmem.model import Fact, View
from graphmem.timex import TimeExpression, find

# "… before she moved to Berlin": a time told by what happened then.
EVENT = re.compile(r"(?<=\w)\s+(before|after|since|while|when)\s+(?P<clause>\w.*\w)", re.IGNORECASE)
# Words that ask about any time in the past.
ONCE = re.compile(r"\b(used to|formerly|previously|in the past|ever)\b", re.IGNORECASE)


def understood(
    question: str, asked_at: datetime, names: Sequence[tuple[int, int]] = ()
) -> TimeExpression | None:
    """The time that a question names, read against when it was asked; the narrowest of several.

    Args:
        names: where names stand, [start, end); a time inside a longer name ("Bloody *Sunday*")
            is no time that is asked about.
    """
    found = [one for one in find(question, asked_at) if asked_at not in _instant(one)]
    told = [one for one in found if not any(_inside(one, name) for name in names)]
    return min(told, key=_length, default=None)


def _inside(one: TimeExpression, name: tuple[int, int]) -> bool:
    """Whether an expression is a part of a name, and not all of it."""
    start, end = name
    return start <= one.start and one.end <= end and (start, end) != (one.start, one.end)


def event(question: str) -> re.Match[str] | None:
    """The clause that tells a time by what happened then: "before *she moved to Berlin*"."""
    return EVENT.search(question)


def told_by(question: str, clause: re.Match[str], fact: Fact) -> TimeExpression:
    """The time that a clause tells, given the fact that it speaks of."""
    word = clause[1].lower()
    spans: dict[str, Interval[datetime]] = {
        "before": Interval(None, fact.valid_from),
        "after": Interval(fact.valid_from, None),
        "since": Interval(fact.valid_from, None),
    }
    span = spans.get(word, fact.interval)
    start, end = clause.start(1), clause.end()
    return TimeExpression(start, end, question[start:end], span, "event")


def _instant(expression: TimeExpression) -> tuple[datetime, ...]:
    """The instant that an expression like "now" names; other expressions name a span."""
    span = expression.interval
    if span.start is None or span.end is None or expression.grain != "second":
        return ()
    return (span.start,)


def _length(expression: TimeExpression) -> float:
    """How long the named time is, in seconds; open ends are longest."""
    span = expression.interval
    if span.start is None or span.end is None:
        return float("inf")
    return float((span.end - span.start).total_seconds())


def widened(question: str, view: View, expression: TimeExpression | None) -> View:
    """The view of a question that was asked without one: what it names, or any time at all."""
    if expression is not None:
        return replace(view, during=expression.interval)
    return replace(view, valid=None) if ONCE.search(question) else view
