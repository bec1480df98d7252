"""Sun and moon, roughly, and the calendars that follow them.

The moon's longitude is good to a few hundredths of a degree (minutes of time), which is
enough to say on which day a phase falls. The series are the leading terms of the usual
low-precision theories (see Meeus, *Astronomical Algorithms*, chapters 25 and 47).
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache
from math import acos, asin, atan2, cos, degrees, radians, sin, tan

J2000 = datetime(2000, 1, 1, 12)
INDIA = timedelta(hours=5, minutes=30)
CHINA = timedelta(hours=8)
SYNODIC = 29.530588
# Sine terms of the moon's longitude: degrees, then multiples of D, M, M', F.
MOON_TERMS = (
    *((6.289, 0, 0, 1, 0), (1.274, 2, 0, -1, 0), (0.658, 2, 0, 0, 0), (0.214, 0, 0, 2, 0)),
    *((-0.186, 0, 1, 0, 0), (-0.114, 0, 0, 0, 2), (0.059, 2, 0, -2, 0), (0.057, 2, -1, -1, 0)),
    *((0.053, 2, 0, 1, 0), (0.046, 2, -1, 0, 0), (-0.041, 0, 1, -1, 0), (-0.035, 1, 0, 0, 0)),
    *((-0.030, 0, 1, 1, 0), (0.015, 2, 0, 0, -2), (-0.013, 0, 0, 1, 2), (0.011, 4, 0, -1, 0)),
)


def _days(moment: datetime) -> float:
    return (moment - J2000) / timedelta(days=1)


def sun(moment: datetime) -> float:
    """The sun's ecliptic longitude in degrees, at a moment in universal time."""
    elapsed = _days(moment)
    anomaly = radians(357.528 + 0.9856003 * elapsed)
    mean = 280.460 + 0.9856474 * elapsed
    return (mean + 1.915 * sin(anomaly) + 0.020 * sin(2 * anomaly)) % 360


def moon(moment: datetime) -> float:
    """The moon's ecliptic longitude in degrees, at a moment in universal time."""
    elapsed = _days(moment)
    phase = radians(297.850 + 12.190749 * elapsed)
    solar = radians(357.529 + 0.985600 * elapsed)
    lunar = radians(134.963 + 13.064993 * elapsed)
    node = radians(93.272 + 13.229350 * elapsed)
    wobble = sum(
        size * sin(d * phase + m * solar + mm * lunar + f * node)
        for size, d, m, mm, f in MOON_TERMS
    )
    return (218.316 + 13.176396 * elapsed + wobble) % 360


def sidereal(longitude: float, moment: datetime) -> float:
    """The longitude counted from the stars, as in India (Lahiri)."""
    return (longitude - 23.853 - 0.01396 * _days(moment) / 365.25) % 360


def elongation(moment: datetime) -> float:
    """How far the moon is ahead of the sun: 0 is new, 180 is full."""
    return (moon(moment) - sun(moment)) % 360


def new_moon_after(moment: datetime) -> datetime:
    """The first new moon after the moment, in universal time."""
    guess = moment + timedelta(days=(360 - elongation(moment)) / 360 * SYNODIC)
    for _ in range(5):
        off = (elongation(guess) + 180) % 360 - 180
        guess -= timedelta(days=off / 12.19)
    return guess


@lru_cache(maxsize=4096)
def chinese_new_year(year: int) -> date:
    """The second new moon after the winter solstice, save where a month is inserted."""
    return (new_moon_after(datetime(year, 1, 20, 16)) + CHINA).date()


@lru_cache(maxsize=4096)
def hindu_month(year: int, number: int) -> datetime:
    """The new moon that begins a lunar month (1 = Chaitra); the later one of a doubled month."""
    wanted = (330 + 30 * (number - 1)) % 360
    moment = datetime(year, 2, 10) + timedelta(days=30.44 * (number - 1))
    found = None
    for _ in range(4):
        moment = new_moon_after(moment + timedelta(days=1))
        if 0 <= (sidereal(sun(moment), moment) - wanted) % 360 < 30:
            found = moment
    if found is None:
        raise ValueError("this month is left out that year")
    return found


@lru_cache(maxsize=4096)
def hindu_day(year: int, month: int, tithi: int, hour: int) -> date:
    """The day on which a lunar day (1 to 30) holds at that hour in India."""
    start = hindu_month(year, month) + INDIA
    day = datetime(start.year, start.month, start.day) + timedelta(days=(tithi - 3) * 0.98)
    day = datetime(day.year, day.month, day.day, hour % 24) + timedelta(days=hour // 24)
    for _ in range(6):
        reached = int(elongation(day - INDIA) // 12) + 1
        if (reached - tithi) % 30 < 15:
            break
        day += timedelta(days=1)
    return (day - timedelta(days=hour // 24)).date()


@lru_cache(maxsize=4096)
def solar_entry(year: int, degrees: int, near: tuple[int, int]) -> date:
    """The day on which the sun reaches that sidereal longitude, by sunset in India."""
    day = datetime(year, *near, 18) - timedelta(days=4)
    while (sidereal(sun(day - INDIA), day) - degrees) % 360 > 180:
        day += timedelta(days=1)
    return day.date()


@lru_cache(maxsize=4096)
def star_day(year: int, star: int, sign: int) -> date:
    """The day on which the moon stands in a lunar mansion while the sun is in a sign."""
    day = datetime(year, 1, 1, 18) + timedelta(days=sign * 30 + 103)
    for _ in range(60):
        moment = day - INDIA
        in_sign = int(sidereal(sun(moment), moment) // 30) == sign
        if in_sign and int(sidereal(moon(moment), moment) * 27 / 360) == star:
            return day.date()
        day += timedelta(days=1)
    raise ValueError("no such day that year")


@lru_cache(maxsize=4096)
def islamic_day(hijri: int, month: int, day: int) -> date:
    """A day of the Islamic calendar as reckoned in Mecca: by the new moon, not by sight."""
    months = (hijri - 1) * 12 + month - 1
    rough = datetime(622, 7, 14) + timedelta(days=months * SYNODIC - 3)
    conjunction = new_moon_after(rough)
    # Up to 1420 a conjunction counted until midnight, since then until sunset in Mecca.
    late = hijri > 1420 and not _sets_after_sun(conjunction)
    return conjunction.date() + timedelta(days=day + late)


def _sets_after_sun(conjunction: datetime) -> bool:
    """Whether on that day, in Mecca, the new moon sets after the sun."""
    noon = conjunction.replace(hour=9, minute=20, second=0)
    sunset = noon + timedelta(hours=12 * _day_arc(sun(noon)) / 180)
    if conjunction >= sunset:
        return False
    tilt = radians(23.44)

    def right_ascension(longitude: float) -> float:
        angle = radians(longitude)
        return degrees(atan2(cos(tilt) * sin(angle), cos(angle)))

    latitude = 5.13 * sin(radians(93.272 + 13.229350 * _days(sunset)))
    ahead = (right_ascension(moon(sunset)) - right_ascension(sun(sunset)) + 180) % 360 - 180
    # North of the ecliptic a body sets later at the latitude of Mecca (21.4 degrees north).
    return ahead + latitude * 0.39 > 0.25


def _day_arc(longitude: float) -> float:
    """The half of the day, in degrees, at Mecca."""
    declination = asin(sin(radians(23.44)) * sin(radians(longitude)))
    return degrees(acos(-tan(radians(21.4)) * tan(declination)))


@lru_cache(maxsize=4096)
def hebrew_new_year(year: int) -> date:
    """1 Tishri of the Hebrew year, by the molad and the four postponements."""
    before, own, after = (_elapsed(each) for each in (year - 1, year, year + 1))
    delay = 2 if after - own == 356 else 1 if own - before == 382 else 0
    return date.fromordinal(own + delay - 1373427)


def _elapsed(year: int) -> int:
    months = (235 * year - 234) // 19
    parts = 12084 + 13753 * months
    day = months * 29 + parts // 25920
    return day + 1 if 3 * (day + 1) % 7 < 3 else day
