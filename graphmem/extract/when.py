"""When it was so: the time phrases of a clause as the stated interval of its claim."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from graphmem.extract.clauses import Tense
from graphmem.extract.reading import Reading
from graphmem.timex import TimeExpression, find, resolve

Bounds = tuple[datetime | None, datetime | None]
UNSTATED: Bounds = (None, None)
# "I've lived here for three years": began three years ago.
LASTED = re.compile(r"\bfor (?:about |over |almost |nearly |more than )?([\w -]{1,20}? "
                    r"(?:year|month|week|day)s?)\b", re.IGNORECASE)  # fmt: skip


def times(text: str, reference: datetime, tense: Tense, *, ahead: bool) -> list[TimeExpression]:
    """The time phrases in *text*; *ahead*: told of the future.

    Of a state that lasts, "for three years" is one as well: it began three years ago.
    """
    found = list(find(text, reference, prefer="future" if ahead else "past"))
    lasted = LASTED.search(text) if tense == "perfect" else None
    span = resolve(f"{lasted[1]} ago", reference) if lasted else None
    if lasted and span and span.start and span.start < reference:
        since = type(span)(span.start, None)
        found.append(TimeExpression(lasted.start(), lasted.end(), lasted[0], since, "year"))
    return found


def stated(
    reading: Reading, tense: Tense, phrases: Sequence[TimeExpression], reference: datetime
) -> Bounds:
    """The stated valid interval of a reading: (valid_from, valid_to), `None` where not stated."""
    # a date that is the object is its own time; the Sunday of "Sunday mass" is no date
    dated = [phrase for phrase in phrases if reading.object in phrase.text]
    phrases = dated or [phrase for phrase in phrases if phrase.text not in reading.object]
    # "for two years now": the phrase without an end says more than "now"
    for phrase in sorted(phrases, key=lambda one: one.interval.end is not None):
        start, end = phrase.interval.start, phrase.interval.end
        if start is None:
            continue
        if reading.kind != "state":
            # an event or a plan keeps the whole of its phrase
            over = end is None or (reading.kind == "plan" and end <= reference)
            return UNSTATED if over else (start, end)
        if reading.instant:
            return start, None
        if reading.bounded:
            return start, end
        if start <= reference and (end is None or tense == "perfect"):
            return start, None
    return UNSTATED
