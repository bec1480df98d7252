"""Instants: what callers give as a time, read into aware datetimes in UTC, and back.

A date is its midnight. "2023" and "2023-05" are the start of that period. A time without a
zone is refused, unless the memory was opened with one.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import TypeAlias

from graphmem.errors import BadTime, NaiveTime

Time: TypeAlias = datetime | date | str

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
STEP = timedelta(microseconds=1)
PARTIAL = re.compile(r"(\d{4})(?:-(\d{2}))?")
# Open ends in stores: below and above every instant of the years 1 to 9999, in microseconds.
EVER = -(2**62)
FOREVER = 2**62


def instant(value: Time, what: str = "time", zone: tzinfo | None = None) -> datetime:
    """Read a time given by a caller as an aware datetime in UTC.

    Args:
        value: a date (midnight UTC, or in *zone*), an aware datetime, or an ISO 8601 string;
            "2023" and "2023-05" are the start of that year or month.
        what: the argument's name, for the message.
        zone: read naive times as local times there; a local time that a change of clocks skips
            is moved on by the change, one that comes twice is its first.

    Raises:
        NaiveTime: no time zone, and no *zone*.
        BadTime: anything else that is no date or time of the years 1 to 9999.

    >>> instant("2023-05").isoformat()
    '2023-05-01T00:00:00+00:00'
    """
    parsed = _parse(value, what) if isinstance(value, str) else value
    if isinstance(parsed, datetime):
        if parsed.tzinfo is None:
            if zone is None:
                raise NaiveTime(
                    f"naive time: {what}={parsed} has no time zone. graphmem keeps UTC; pass "
                    f'"{parsed.isoformat()}Z" or datetime(…, tzinfo=UTC), '
                    'or open the memory with timezone="Europe/Berlin".'
                )
            parsed = parsed.replace(tzinfo=zone)
    elif isinstance(parsed, date):
        parsed = datetime(parsed.year, parsed.month, parsed.day, tzinfo=zone or UTC)
    else:
        raise BadTime(
            f"bad time: {what}={value!r} ({type(value).__name__}) is no date or time. "
            "Pass a date, an aware datetime or an ISO 8601 string."
        )
    try:
        return parsed.astimezone(UTC)
    except OverflowError as error:
        raise BadTime(
            f"bad time: {what}={value!r} lies outside the years 1 to 9999 in UTC."
        ) from error


def _parse(text: str, what: str) -> date | datetime:
    """An ISO 8601 string, whole or partial, as a date or datetime."""
    given = text.strip()
    try:
        if partial := PARTIAL.fullmatch(given):
            return date(int(partial[1]), int(partial[2] or 1), 1)
        if len(given) == 10:
            return date.fromisoformat(given)
        return datetime.fromisoformat(given)
    except ValueError as error:
        raise BadTime(
            f"bad time: {what}={text!r} is not an ISO 8601 date or time ({error}). "
            'Allowed: "2023", "2023-05", "2023-05-08", "2023-05-08T13:56:00+02:00".'
        ) from error


def micros(moment: datetime) -> int:
    """Microseconds since 1970: how stores keep an instant.

    >>> micros(EPOCH)
    0
    """
    return (moment - EPOCH) // STEP


def moment(count: int) -> datetime:
    """The instant that is *count* microseconds after 1970 began."""
    return EPOCH + timedelta(microseconds=count)


def start_micros(value: datetime | None) -> int:
    """An interval's start in microseconds, `None` as EVER."""
    return EVER if value is None else micros(value)


def end_micros(value: datetime | None) -> int:
    """An interval's end in microseconds, `None` as FOREVER."""
    return FOREVER if value is None else micros(value)


def maybe_moment(count: int) -> datetime | None:
    """The instant, or `None` for an open end."""
    return None if count in (EVER, FOREVER) else moment(count)


def brief(value: datetime | None) -> str:
    """A time as a person writes it: the day alone where it is midnight; open ends are empty.

    >>> brief(instant("2023-05-08T13:56Z")), brief(instant("2023-05-08"))
    ('2023-05-08 13:56', '2023-05-08')
    """
    if value is None:
        return ""
    if (value.hour, value.minute, value.second) == (0, 0, 0):
        return value.date().isoformat()
    return value.strftime("%Y-%m-%d %H:%M")
