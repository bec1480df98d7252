"""What a question says of time: "in 2019", "last spring", "used to"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from graphmem.model import View
from graphmem.timex import TimeExpression, find

# Words that ask about any time in the past.
ONCE = re.compile(r"\b(used to|formerly|previously|in the past|ever)\b", re.IGNORECASE)


def understood(question: str, asked_at: datetime) -> TimeExpression | None:
    """The time that a question names, read against when it was asked; the narrowest of several."""
    found = [one for one in find(question, asked_at) if asked_at not in _instant(one)]
    return min(found, key=_length, default=None)


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
