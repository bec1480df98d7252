"""What a piece of a time phrase can mean, and the calendar arithmetic on it.

Everything in here works on naive wall-clock datetimes; `resolve` and `find` put the time
zone of the reference back on at the very end. There are five kinds of meaning:

    Span    a definite stretch of time with a grain          "May 2020", "yesterday"
    Cycle   something that comes round again                 "Friday", "Easter", "the 15th"
    Clock   a time of day                                    "3 pm", "half past nine"
    Hours   a stretch of the day                             "from 3 to 5", "the morning"
    Amount  a length of time                                 "two and a half years"
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo
from typing import Literal

from dateutil.relativedelta import relativedelta

GRAINS = (
    *("second", "minute", "hour", "part", "day", "weekend", "week", "month"),
    *("quarter", "season", "half", "year", "decade", "century"),
)
RANK = {grain: position for position, grain in enumerate(GRAINS)}
Prefer = Literal["past", "future"]

# One step of each grain: how long it is. To `floor`, a weekend and a season begin on any day.
STEP: dict[str, relativedelta] = {
    "second": relativedelta(seconds=1),
    "minute": relativedelta(minutes=1),
    "hour": relativedelta(hours=1),
    "day": relativedelta(days=1),
    "weekend": relativedelta(days=2),
    "week": relativedelta(weeks=1),
    "month": relativedelta(months=1),
    "quarter": relativedelta(months=3),
    "season": relativedelta(months=3),
    "half": relativedelta(months=6),
    "year": relativedelta(years=1),
    "decade": relativedelta(years=10),
    "century": relativedelta(years=100),
}
# Months in each calendar grain, for `floor`.
MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}


@dataclass(frozen=True, slots=True)
class Context:
    """What a rule may know about the telling: its time, its zone, its direction."""

    now: datetime
    zone: tzinfo
    prefer: Prefer = "past"

    @property
    def today(self) -> datetime:
        """Midnight at the start of the reference day."""
        return midnight(self.now)

    @property
    def sign(self) -> int:
        """-1 where the past is preferred, +1 where the future is."""
        return -1 if self.prefer == "past" else 1


@dataclass(frozen=True, slots=True)
class Span:
    """A definite stretch of time; `None` is an open end. *half* is "am" or "pm" or ""."""

    start: datetime | None
    end: datetime | None
    grain: str
    half: str = ""

    @property
    def first(self) -> datetime:
        """The start; a rule that needs one cannot use an open span."""
        if self.start is None:
            raise ValueError("the span is open at its start")
        return self.start

    @property
    def last(self) -> datetime:
        """The end; a rule that needs one cannot use an open span."""
        if self.end is None:
            raise ValueError("the span is open at its end")
        return self.end


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day. *vague* = it may be either side of noon; *zone* = offset in minutes."""

    hour: int
    minute: int = 0
    second: int = 0
    grain: str = "hour"
    vague: bool = False
    zone: int | None = None
    half: str = ""

    def on(self, day: datetime) -> datetime:
        """This time on the given day; hour 24 is the next midnight."""
        return midnight(day) + timedelta(hours=self.hour, minutes=self.minute, seconds=self.second)


@dataclass(frozen=True, slots=True)
class Hours:
    """A stretch of the day in minutes since midnight; it may run past 24 * 60."""

    start: int
    end: int | None
    grain: str = "part"
    half: str = ""
    vague: bool = False
    zone: int | None = None
    open_start: bool = False

    def on(self, day: datetime) -> Span:
        """The stretch on the given day."""
        base = midnight(day)
        end = None if self.end is None else base + timedelta(minutes=self.end)
        start = None if self.open_start else base + timedelta(minutes=self.start)
        return Span(start, end, self.grain, self.half)


@dataclass(frozen=True, slots=True)
class Amount:
    """A length of time: (how many, grain) from coarse to fine; *rough* = "a few", "some"."""

    parts: tuple[tuple[float, str], ...]
    rough: bool = False

    @property
    def grain(self) -> str:
        """The finest grain in it."""
        return self.parts[-1][1]

    def shift(self, moment: datetime, sign: int = 1) -> datetime:
        """The moment this much later (or earlier)."""
        for count, grain in self.parts:
            moment = shift(moment, count * sign, grain)
        return moment


Walk = Callable[[datetime, int], Iterator[Span]]


@dataclass(frozen=True, slots=True, eq=False)
class Cycle:
    """Something that comes round again.

    *walk* (moment, +1) yields, in order, the occurrences that end after the moment;
    (moment, -1) yields those that begin at or before it, latest first.
    """

    name: str
    grain: str
    walk: Walk

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Cycle) and (self.name, self.grain) == (other.name, other.grain)

    def __hash__(self) -> int:
        return hash((self.name, self.grain))

    def after(self, moment: datetime, nth: int = 1) -> Span:
        """The *nth* occurrence that begins at or after the moment."""
        found = (span for span in self.walk(moment, 1) if span.first >= moment)
        return _nth(found, nth)

    def before(self, moment: datetime, nth: int = 1) -> Span:
        """The *nth* latest occurrence that is over by the moment."""
        found = (span for span in self.walk(moment, -1) if span.last <= moment)
        return _nth(found, nth)

    def near(self, moment: datetime, sign: int) -> Span:
        """The one going on at the moment, else the next in the direction of *sign*."""
        return _nth(self.walk(moment, sign), 1)


def _nth(spans: Iterator[Span], nth: int) -> Span:
    for position, span in enumerate(spans, 1):
        if position == nth:
            return span
    raise ValueError("no such occurrence")


def midnight(moment: datetime) -> datetime:
    """The start of the day."""
    return datetime.combine(moment.date(), time())


def floor(moment: datetime, grain: str) -> datetime:
    """The start of the unit of that grain in which the moment lies."""
    if grain in ("second", "minute", "hour"):
        second = moment.second if grain == "second" else 0
        minute = 0 if grain == "hour" else moment.minute
        return moment.replace(minute=minute, second=second, microsecond=0)
    day = midnight(moment)
    if grain == "week":
        return day - timedelta(days=day.weekday())
    if grain in MONTHS:
        index = moment.year * 12 + moment.month - 1
        index -= index % MONTHS[grain]
        # The year 0 does not exist, so the first decade and century begin with the year 1.
        return datetime(max(index // 12, 1), index % 12 + 1, 1)
    return day


def unit(moment: datetime, grain: str, offset: int = 0) -> Span:
    """The unit of that grain around the moment, or *offset* units later."""
    start = shift(floor(moment, grain), offset, grain)
    return Span(start, start + STEP[grain], grain)


def shift(moment: datetime, count: float, grain: str) -> datetime:
    """The moment *count* units later; a fraction goes down to the next finer grain."""
    whole = int(count)
    moment = moment + STEP[grain] * whole
    rest = count - whole
    if not rest:
        return moment
    if grain in MONTHS and MONTHS[grain] > 1:
        return shift(moment, rest * MONTHS[grain], "month")
    seconds = {"month": 30 * 86400, "week": 7 * 86400, "day": 86400, "hour": 3600, "minute": 60}
    return moment + timedelta(seconds=round(rest * seconds.get(grain, 1)))


def days(start: datetime, count: int = 1, grain: str = "day") -> Span:
    """*count* days from midnight of *start*."""
    return Span(midnight(start), midnight(start) + timedelta(days=count), grain)
