"""When a model's claim holds: its own ISO times, or what its words of time mean, which win.

A model copies "last Friday" rightly and computes it wrongly; `timex` computes it rightly.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from graphmem.errors import BadTime
from graphmem.extract.said import SaidClaim
from graphmem.instant import instant
from graphmem.interval import Interval
from graphmem.model import Passage
from graphmem.timex import resolve

Bounds = tuple[datetime | None, datetime | None]
ZULU = ZoneInfo("UTC")
# How long a partial ISO date lasts, by its length.
GRAINS = {
    4: relativedelta(years=1),
    7: relativedelta(months=1),
    10: relativedelta(days=1),
    13: relativedelta(hours=1),
    16: relativedelta(minutes=1),
}


class Unreadable(Exception):
    """A time that cannot be read, or cannot be."""


def stated(said: SaidClaim, evidence: Sequence[Passage]) -> Bounds:
    """(valid_from, valid_to) of a claim, `None` where nothing is said.

    Args:
        said: the claim as the model says it.
        evidence: the passages that it rests on, at least one, in order.

    Raises:
        Unreadable: a time is no ISO time, or the interval is empty.
    """
    start, end = _time(said.valid_from), _time(said.valid_to)
    if said.kind != "state" and said.valid_from and end is None:
        end = _end(said.valid_from, start)
    if start is not None and end is not None and end <= start:
        raise Unreadable
    spoken = _spoken(said.time_words, evidence, ahead=said.kind == "plan")
    if spoken is not None:
        start, end = _corrected(said, start, end, spoken)
    told = evidence[-1].occurred_at
    if start is None and end is not None and end <= told:
        raise Unreadable  # it ended before it was told, and nobody says when it began
    return start, end


def _corrected(
    said: SaidClaim, start: datetime | None, end: datetime | None, spoken: Interval[datetime]
) -> Bounds:
    """The bounds, where the words of time say them."""
    if said.kind != "state":
        return spoken.start, spoken.end
    if start is not None and end is not None and spoken.start is not None:
        # both ends are the phrase's own ("in 2019"), or it says one of two ("from May until …")
        return (spoken.start, spoken.end) if spoken.end is not None else (spoken.start, end)
    if start is not None:
        return spoken.start or start, end
    if end is not None:
        return start, _until(spoken, end)
    return start, end  # a state of which the model says no time: the words mean something else


def _until(spoken: Interval[datetime], end: datetime) -> datetime:
    """The end that words such as "until last May" say: where what they name begins."""
    if spoken.start is None and spoken.end is not None:
        return spoken.end
    return spoken.start or end


def _spoken(
    words: str | None, evidence: Sequence[Passage], *, ahead: bool
) -> Interval[datetime] | None:
    """What the words of time mean, if they stand in the evidence."""
    if not words or not words.strip():
        return None
    for passage in reversed(evidence):
        if words.casefold() in passage.text.casefold():
            return resolve(words, passage.occurred_at, prefer="future" if ahead else "past")
    return None


def _time(text: str | None) -> datetime | None:
    """An ISO time, whole or partial, in UTC."""
    if text is None or not text.strip():
        return None
    given = text.strip()
    try:
        return instant(f"{given}:00" if len(given) == 13 else given, zone=ZULU)
    except BadTime as error:
        raise Unreadable from error


def _end(text: str, start: datetime | None) -> datetime | None:
    """Where the period that a partial ISO date names ends."""
    grain = GRAINS.get(len(text.strip()))
    try:
        return (start + grain).astimezone(UTC) if start and grain else None
    except (OverflowError, ValueError):
        return None
