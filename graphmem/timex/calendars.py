"""Feasts of the Jewish, Islamic, Hindu and Chinese calendars, as tables over `sky`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from graphmem.timex import sky
from graphmem.timex.chart import Rule
from graphmem.timex.cycles import yearly
from graphmem.timex.values import Span, days

# names -> (lunar month, 1 = Chaitra; lunar day; hour at which it must hold; days later)
HINDU: dict[str, tuple[int, int, int, int]] = {
    "ugadi|yugadi|samvatsaradi|chaitra sukhladi|chaitra sukladi|gudi padwa": (1, 1, 6, 0),
    "rama navami|ram navami|ramanavami": (1, 9, 12, 0),
    "mahavir jayanti|mahaveer jayanti|mahaveer janma kalyanak": (1, 13, 6, 0),
    "mahavir janma kalyanak": (1, 13, 6, 0),
    "hanuman jayanti": (1, 15, 6, 0),
    "akshaya tritiya": (2, 3, 12, 0),
    "vesak|vesak day|wesak|buddha day|buddha purnima|buddha's birthday": (2, 15, 18, 0),
    "guru purnima": (4, 15, 12, 0),
    "raksha bandhan|rakhi|rakshabandhan": (5, 15, 12, 0),
    "krishna janmashtami|janmashtami|gokulashtami": (5, 23, 24, 0),
    "ganesh chaturthi|vinayaka chaturthi": (6, 4, 12, 0),
    "maha saptami": (7, 7, 6, 0),
    "maha ashtami|durga ashtami": (7, 8, 6, 0),
    "maha navami": (7, 9, 6, 0),
    "dussehra|vijayadashami|vijaya dashami|dasara|dashain": (7, 10, 16, 0),
    "sharad purnima|valmiki jayanti|pargat diwas|maharishi valmiki jayanti": (7, 15, 18, 0),
    "karva chauth|karwa chauth": (7, 19, 20, 0),
    "dhanteras|dhanatrayodashi|dhanvantari trayodashi": (7, 28, 20, 0),
    "naraka chaturdashi|choti diwali|chhoti diwali|kali chaudas": (7, 30, 18, -1),
    "diwali|deepavali|divali|lakshmi puja|laxmi puja": (7, 30, 18, 0),
    "govardhan puja|annakut": (7, 30, 18, 1),
    "bhai dooj|bhai duj|bhaiya dooj|bhau beej": (8, 2, 12, 0),
    "chhath|chhath puja|chhathi|dala puja|dala chhath|surya shashthi": (8, 6, 18, 0),
    "guru nanak jayanti|gurpurab|guru nanak's birthday": (8, 15, 12, 0),
    "guru gobind singh jayanti|guru gobind singh birthday": (10, 7, 6, 0),
    "vasant panchami|basant panchami|saraswati puja": (11, 5, 12, 0),
    "guru ravidass jayanti|guru ravidas jayanti|guru ravidas birthday": (11, 15, 6, 0),
    "guru ravidass birthday": (11, 15, 6, 0),
    "saraswati jayanti|dayananda saraswati jayanti": (11, 25, 6, 0),
    "maha shivaratri|mahashivaratri|shivaratri": (11, 29, 24, 0),
    "holika dahan|chhoti holi|choti holi|kamudu pyre": (12, 15, 18, 0),
    "holi|dhulandi|dhuleti|phagwah|rangwali holi": (12, 15, 18, 1),
}
# names -> (lunar month, first day, hour, how long)
HINDU_LONG = {"navaratri|navratri|durga puja|durgotsava|durga pooja": (7, 1, 18, 10)}
# names -> (sidereal longitude of the sun, date near it, days later)
SOLAR: dict[str, tuple[int, tuple[int, int], int]] = {
    "bhogi|bogi pongal": (270, (1, 14), -1),
    "thai pongal|pongal|makar sankranti|makara sankranti|makara sankranthi": (270, (1, 14), 0),
    "maghi": (270, (1, 14), 0),
    "mattu pongal|maattu pongal": (270, (1, 14), 1),
    "kaanum pongal|kanni pongal": (270, (1, 14), 2),
    "vaisakhi|baisakhi|vaishakhi|mesha sankranti|puthandu|vishu": (0, (4, 14), 0),
}
# names -> (month, day, how long)
ISLAMIC: dict[str, tuple[int, int, int]] = {
    "islamic new year|hijri new year|amun jadid|muharram|arabic new year": (1, 1, 1),
    "ashura|day of ashura": (1, 10, 1),
    "mawlid|mawlid al - nabi|prophet's birthday|milad un nabi": (3, 12, 1),
    "isra and mi'raj|the prophet's ascension|prophet's ascension|lailat al miraj": (7, 27, 1),
    "ascension to heaven|the night journey|ascension of the prophet": (7, 27, 1),
    "ramadan|ramadhan|ramzan|ramadaan": (9, 1, 0),
    "laylat al - qadr|laylat al qadr|night of power|night of measures|night of destiny": (9, 27, 1),
    "night of decree|night of value": (9, 27, 1),
    "eid al - fitr|eid al fitr|eid ul - fitr|id al - fitr|id ul - fitr|eid|ramzan eid": (10, 1, 1),
    "eid al - adha|eid al adha|eid ul - adha|id ul - adha|id al - adha|bakr id": (12, 10, 1),
    "bakrid|bakr eid|bakra eid|feast of the sacrifice|sacrifice feast": (12, 10, 1),
}
FAST = -51  # Tisha B'Av
# names -> (days after the New Year of the Hebrew year that begins that autumn or, where
# negative, before it: spring feasts lie at a fixed distance before), how long. All begin with
# the eve; a feast of one day is dated by it.
JEWISH: dict[str, tuple[int, int]] = {
    "passover|pesach|pesah": (-163, 9),
    "yom hashoah|holocaust day|holocaust remembrance day": (-151, 1),
    "lag baomer|lag b'omer|lag ba'omer": (-130, 1),
    "shavuot|shavuoth|feast of weeks": (-113, 3),
    "tisha b'av|tisha bav|tish'a b'av|tisha be'av": (FAST, 1),
    "rosh hashanah|rosh hashana|jewish new year|rosh ha - shanah": (0, 3),
    "yom kippur|day of atonement": (9, 2),
    "sukkot|sukkoth|feast of tabernacles|feast of booths|feast of the ingathering": (14, 9),
    "feast of ingathering|succot": (14, 9),
    "shemini atzeret|shmini atzeret": (21, 1),
    "simchat torah|simhat torah": (22, 1),
    "purim|purim day": (-193, 1),
    "shushan purim": (-192, 1),
}


def _from_date(day: date, length: int = 1, later: int = 0) -> Span:
    return days(datetime.combine(day, time()) + timedelta(days=later), length)


def _hindu(month: int, tithi: int, hour: int, later: int, length: int = 1) -> Callable[[int], Span]:
    # The last months of a lunar year that began in spring lie in the next calendar year.
    def make(year: int) -> Span:
        for start in (year - 1, year):
            span = _from_date(sky.hindu_day(start, month, tithi, hour), length, later)
            if span.first.year == year:
                return span
        raise ValueError("not in this year")

    return make


def islamic_year(make: Callable[[int], Span]) -> Callable[[int], Span]:
    """The first occurrence that begins in a year of ours; every 33 years there are two."""

    def in_year(year: int) -> Span:
        guess = (year - 622) * 33 // 32
        for hijri in range(guess - 1, guess + 3):
            span = make(hijri)
            if span.first.year == year:
                return span
        raise ValueError("not in this year")

    return in_year


def _islamic(month: int, day: int, length: int) -> Callable[[int], Span]:
    def make(hijri: int) -> Span:
        start = sky.islamic_day(hijri, month, day)
        return _from_date(start, length or (sky.islamic_day(hijri, month + 1, 1) - start).days)

    return islamic_year(make)


def _last_friday(hijri: int) -> Span:
    end = sky.islamic_day(hijri, 10, 1) - timedelta(days=1)
    return _from_date(end - timedelta(days=(end.weekday() - 4) % 7))


def _jewish(offset: int, length: int) -> Callable[[int], Span]:
    def make(year: int) -> Span:
        new_year = sky.hebrew_new_year(year + 3761)
        if offset == FAST and (new_year + timedelta(days=offset)).weekday() == 5:
            return _from_date(new_year, length, offset)  # no fast on a Sabbath
        return _from_date(new_year, length, offset - 1)

    return make


def _hanukkah(year: int) -> Span:
    this, following = (sky.hebrew_new_year(year + add) for add in (3761, 3762))
    long = (following - this).days % 10 == 5  # the month before it has thirty days
    return _from_date(this, 8, 82 + long)


def _independence(year: int) -> Span:
    day = sky.hebrew_new_year(year + 3761) - timedelta(days=143)  # 5 Iyar, kept off the Sabbath
    moved = {4: -1, 5: -2, 0: 1}.get(day.weekday(), 0)
    return _from_date(day, 1, moved - 1)


def _tu_bishvat(year: int) -> Span:
    following = sky.hebrew_new_year(year + 3761)
    leap = (following - sky.hebrew_new_year(year + 3760)).days > 360
    return _from_date(following, 1, -222 - (30 if leap else 0) - 1)


def _parsi(year: int) -> Span:
    return _from_date(date(2018, 8, 17), 1, 365 * (year - 2018))


COMPUTED: dict[str, Callable[[int], Span]] = {
    "chinese new year|chinese new year's day|chinese lunar new year's day|spring festival": (
        lambda year: _from_date(sky.chinese_new_year(year))
    ),
    "lunar new year|lunar new year's day|chinese lunar new year": (
        lambda year: _from_date(sky.chinese_new_year(year))
    ),
    "hanukkah|chanukah|hannukkah|hanukah|chanukkah|hannukah|festival of lights": _hanukkah,
    "yom ha'atzmaut|yom haatzmaut|israel independence day": _independence,
    "tu bishvat|tu b'shvat|tu bishevat": _tu_bishvat,
    "jumu'atul - wida|jamat ul - vida|jumu'atul wida": islamic_year(_last_friday),
    "parsi new year|jamshedi navroz|jamshedi nowruz": _parsi,
    "onam|thiru onam|thiruvonam": lambda year: _from_date(sky.star_day(year, 21, 4)),
}


def rules() -> list[Rule]:
    """One rule for every name of every feast."""
    made: dict[str, Callable[[int], Span]] = dict(COMPUTED)
    made |= {names: _hindu(*where) for names, where in HINDU.items()}
    made |= {names: _hindu(m, t, h, 0, n) for names, (m, t, h, n) in HINDU_LONG.items()}
    made |= {names: _islamic(*where) for names, where in ISLAMIC.items()}
    made |= {names: _jewish(*where) for names, where in JEWISH.items()}
    for names, (degrees, near, later) in SOLAR.items():
        made[names] = lambda year, d=degrees, n=near, k=later: (  # type: ignore[misc]
            _from_date(sky.solar_entry(year, d, n), 1, k)
        )
    result = []
    for names, make in made.items():
        cycle = yearly(names, "day", make)
        result += [Rule("cyc", name, lambda _c, c=cycle: c, 0.5) for name in names.split("|")]
    return result
