"""Holidays, as tables: fixed dates, weekdays of a month, days around Easter, other calendars."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter

from graphmem.timex.chart import Rule
from graphmem.timex.cycles import date_of_year, yearly
from graphmem.timex.values import Cycle, Span, days, floor

# names -> (month, day)
FIXED: dict[str, tuple[int, int]] = {
    "new year|new year's|new year's day|new years day|new years|new year day|nyd": (1, 1),
    "epiphany|three kings day|three kings' day": (1, 6),
    "australia day": (1, 26),
    "groundhog day": (2, 2),
    "valentine's day|valentines day|valentine's|valentines|valentine day|v - day": (2, 14),
    "saint valentine's day|st valentine's day|st . valentine's day": (2, 14),
    "international women's day|women's day": (3, 8),
    "pi day": (3, 14),
    "st patrick's day|st patricks day|st paddy's day|saint patrick|saint patrick's day": (3, 17),
    "st . patrick's day|st . paddy's day|saint patricks day|paddy's day": (3, 17),
    "april fools|april fool's|april fools day|april fools' day|april fool's day": (4, 1),
    "siblings day|national siblings day": (4, 10),
    "tax day": (4, 15),
    "emancipation day": (4, 16),
    "earth day": (4, 22),
    "anzac day": (4, 25),
    "may day|workers day|international workers' day": (5, 1),
    "star wars day": (5, 4),
    "cinco de mayo": (5, 5),
    "rabindra jayanti|rabindranath jayanti": (5, 9),
    "ve day": (5, 8),
    "juneteenth": (6, 19),
    "canada day": (7, 1),
    "independence day|fourth of july|the fourth of july|us independence day": (7, 4),
    "bastille day": (7, 14),
    "flag day": (6, 14),
    "children's day|childrens day": (6, 1),
    "patriot day": (9, 11),
    "gandhi jayanti": (10, 2),
    "lohri": (1, 13),
    "nowruz|persian new year": (3, 20),
    "world vegan day|vegan day": (11, 1),
    "assumption|assumption day": (8, 15),
    "halloween|hallowe'en|all hallows eve|halloween night": (10, 31),
    "all saints day|all saints' day": (11, 1),
    "all souls day|all souls' day|day of the dead": (11, 2),
    "guy fawkes night|guy fawkes day|bonfire night": (11, 5),
    "veterans day|veteran's day|veterans' day|armistice day|remembrance day": (11, 11),
    "singles day|singles' day": (11, 11),
    "saint nicholas day|st nicholas day": (12, 6),
    "christmas eve|xmas eve|x - mas eve|christmas evening": (12, 24),
    "christmas|christmas day|xmas|x - mas|xmas day|christmases|christmastime": (12, 25),
    "boxing day|st stephen's day|st . stephen's day": (12, 26),
    "new year's eve|new years eve|new year eve|nye|silvester": (12, 31),
}
# names -> (month, which, weekday); -1 is the last one
FLOATING: dict[str, tuple[int, int, int]] = {
    "martin luther king day|martin luther kings day|martin luther king's day": (1, 3, 0),
    "mlk day|mlk jr . day|mlk jr day|martin luther king jr day|civil rights day": (1, 3, 0),
    "presidents day|president's day|presidents' day|washington's birthday": (2, 3, 0),
    "mother's day|mothers day|mothers' day": (5, 2, 6),
    "memorial day": (5, -1, 0),
    "father's day|fathers day|fathers' day": (6, 3, 6),
    "labor day|labour day": (9, 1, 0),
    "arbor day": (4, -1, 4),
    "parents day|parents' day": (7, 4, 6),
    "columbus day|indigenous peoples' day|indigenous peoples day": (10, 2, 0),
    "canadian thanksgiving": (10, 2, 0),
    "thanksgiving|thanksgiving day|turkey day|thanksgivings": (11, 4, 3),
}
# names -> (days after Easter Sunday, how long)
EASTER: dict[str, tuple[int, int]] = {
    "shrove monday": (-48, 1),
    "mardi gras|shrove tuesday|fat tuesday|pancake day": (-47, 1),
    "ash wednesday": (-46, 1),
    "lent": (-46, 46),
    "palm sunday": (-7, 1),
    "holy week": (-7, 7),
    "maundy thursday|holy thursday|covenant thursday|covenant thu": (-3, 1),
    "good friday|great friday|holy friday": (-2, 1),
    "holy saturday": (-1, 1),
    "easter|easter sunday|easter day": (0, 1),
    "lazarus saturday": (-8, 1),
    "easter monday": (1, 1),
    "easter weekend": (-2, 4),
    "ascension day|ascension thursday|feast of the ascension": (39, 1),
    "pentecost|whit sunday|whitsun": (49, 1),
    "whit monday|pentecost monday": (50, 1),
    "trinity sunday": (56, 1),
    "corpus christi": (60, 1),
}
# The same around the Orthodox Easter, under names of their own.
ORTHODOX: dict[str, tuple[int, int]] = {
    **{
        "|".join(f"orthodox {name}" for name in names.split("|")): where
        for names, where in EASTER.items()
        if names not in ("lent", "shrove monday", "ash wednesday")
    },
    "clean monday|orthodox shrove monday|orthodox clean monday|ash monday": (-48, 1),
    "great lent|great fast|orthodox lent": (-48, 40),
}


def nth_weekday(year: int, month: int, which: int, weekday: int) -> Span:
    """The *which*-th such weekday of the month; -1 is the last."""
    if which < 0:
        last = datetime(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        return days(last - timedelta(days=(last.weekday() - weekday) % 7))
    first = datetime(year, month, 1)
    return days(first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1)))


def floating(month: int, which: int, weekday: int) -> Cycle:
    """A weekday of a month, every year."""
    name = f"floating {month}-{which}-{weekday}"
    return yearly(name, "day", lambda year: nth_weekday(year, month, which, weekday))


def around_easter(offset: int, length: int, method: Literal[2, 3]) -> Cycle:
    """A feast that moves with Easter."""

    def make(year: int) -> Span:
        day = easter(year, method)
        start = datetime(day.year, day.month, day.day) + timedelta(days=offset)
        return days(start, length)

    return yearly(f"easter {offset} {method}", "day", make)


def black_friday(year: int) -> Span:
    """The day after Thanksgiving."""
    return days(nth_weekday(year, 11, 4, 3).last)


def boss_day(year: int) -> Span:
    """16 October, or the working day before it where that is a weekend."""
    day = datetime(year, 10, 16)
    return days(min(day, floor(day, "week") + timedelta(days=4)))


def kings_day(year: int) -> Span:
    """27 April in the Netherlands, the day before where that is a Sunday."""
    day = datetime(year, 4, 27)
    return days(day - timedelta(days=day.weekday() == 6))


# names -> a function from the year to the day
COMPUTED = {
    "black friday": black_friday,
    "cyber monday": lambda year: days(black_friday(year).first + timedelta(days=3)),
    "boss's day|boss's|boss day|bosses day": boss_day,
    "king's day|koningsdag|kings day": kings_day,
    "election day|us election day": lambda y: days(nth_weekday(y, 11, 1, 0).last),
    "military spouse day": lambda y: days(nth_weekday(y, 5, 2, 6).first - timedelta(days=2)),
    "grandparents day": lambda y: days(nth_weekday(y, 9, 1, 0).first + timedelta(days=6)),
    "administrative professionals day|administrative professionals' day|admin day": (
        lambda y: days(nth_weekday(y, 4, -1, 5).first - timedelta(days=3))
    ),
    "super bowl sunday": lambda y: nth_weekday(y, 2, 2 if y > 2021 else 1, 6),
}


def _named(cycle: Cycle, names: str) -> list[Rule]:
    return [Rule("cyc", name, lambda _context: cycle, 0.5) for name in names.split("|")]


def rules() -> list[Rule]:
    """One rule for every name of every holiday."""
    cycles = [(date_of_year(*where), names) for names, where in FIXED.items()]
    cycles += [(floating(*where), names) for names, where in FLOATING.items()]
    cycles += [(around_easter(*w, EASTER_WESTERN), names) for names, w in EASTER.items()]
    cycles += [(around_easter(*w, EASTER_ORTHODOX), names) for names, w in ORTHODOX.items()]
    cycles += [(yearly(names, "day", make), names) for names, make in COMPUTED.items()]
    return [rule for cycle, names in cycles for rule in _named(cycle, names)]
