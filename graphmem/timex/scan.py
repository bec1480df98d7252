"""From text to tokens, and the meanings that figures carry by their shape alone.

Words are lower-cased, figures and letters are parted ("3pm" is "3", "pm"), and every other
sign is a token of its own. `figures` reads what a pattern of digits says: ISO dates,
"10/31/74", "15:30", "'09", "the 90s", "4th". Add a shape by adding a row to SHAPES.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from graphmem.timex.chart import Edge
from graphmem.timex.cycles import date_of_year
from graphmem.timex.lexicon import CARDINALS, ORDINALS, SCALES
from graphmem.timex.values import Clock, Span, days, unit

Match = re.Match[str]
Reading = tuple[str, Any] | None
PLAIN = str.maketrans({"’": "'", "‘": "'", "–": "-", "—": "-", "‐": "-", "‑": "-"})
# Words whose possessive is a time of its own: "yesterday's", "last year's" (not "new year's").
POSSESSIVE = (
    r"(?:today|yesterday|tomorrow|tonight|week|month|quarter|decade|weekend|summer|winter|spring"
    r"|fall|autumn|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?<=(?:last|this|next) )year)(?='s\b)"
)
TOKEN = re.compile(rf"\d+|\b{POSSESSIVE}|'s\b|" r"[^\W\d_]+(?:'[^\W\d_]+)*|[^\s\w]|_")
# Signs that may stand at either end of a phrase without being part of it.
STOPS = frozenset(".,;:!?()[]{}\"'*_-")
SHORT_YEAR_PIVOT = 50  # "'49" is 2049, "'50" is 1950


class Token(NamedTuple):
    """One word, figure or sign, and where it stands."""

    text: str
    start: int
    end: int


def plain(text: str) -> str:
    """The text in lower case with plain quotes and dashes, every character in its place."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in text)
    return lower.translate(PLAIN)


def tokens(text: str) -> list[Token]:
    """The tokens of a text that went through `plain`."""
    return [Token(found.group(), *found.span()) for found in TOKEN.finditer(text)]


def full_year(digits: str) -> int:
    """A year as written; two figures are the nearest sensible century."""
    year = int(digits)
    if len(digits) > 2:
        return year
    return year + (2000 if year < SHORT_YEAR_PIVOT else 1900)


def calendar_day(year: int, first: int, second: int) -> Span:
    """Month and day in either order; the American order where both would do."""
    month, day = (second, first) if first > 12 else (first, second)
    return days(datetime(year, month, day))


def _iso(found: Match) -> Reading:
    year, month, day = (int(part) for part in found.group(1, 3, 4))
    return "span", days(datetime(year, month, day))


def _iso_time(found: Match) -> Reading:
    zone = found.group(4)
    moment = datetime.fromisoformat(f"{found.group(1)}T{found.group(2)}{found.group(3) or ''}")
    clock = Clock(
        moment.hour, moment.minute, moment.second, "second" if found.group(3) else "minute"
    )
    if zone:
        sign = -1 if zone[0] == "-" else 1
        digits = zone[1:].replace(":", "") or "0"
        clock = replace(clock, zone=sign * (int(digits[:2]) * 60 + int(digits[2:] or 0)))
    return "stamp", (days(moment), clock)


def _compact(found: Match) -> Reading:
    return "span", days(datetime.strptime(found.group(), "%Y%m%d"))


def _slashed(found: Match) -> Reading:
    first, second = int(found.group(1)), int(found.group(3))
    if found.group(2) == "." and second <= 12:  # with dots, the day comes first
        first, second = second, first
    return "span", calendar_day(full_year(found.group(4)), first, second)


def _month_day(found: Match) -> Reading:
    first, second = int(found.group(1)), int(found.group(2))
    month, day = (second, first) if first > 12 else (first, second)
    return "md", date_of_year(month, day)


def _month_of_year(found: Match) -> Reading:
    return "span", unit(datetime(int(found.group(2)), int(found.group(1)), 1), "month")


def _dashed(found: Match) -> Reading:
    reading = _month_day(found)
    return reading and ("dashed", reading[1])


def _dotted(found: Match) -> Reading:
    reading = _month_day(found)
    return reading and ("dotted", reading[1])


def _year_month(found: Match) -> Reading:
    return "span", unit(datetime(int(found.group(1)), int(found.group(2)), 1), "month")


def _clock(found: Match) -> Reading:
    hour, minute, second = (int(part or 0) for part in found.group(1, 2, 3))
    if hour > 24 or minute > 59 or second > 59:
        return None
    grain = "second" if found.group(3) else "minute"
    vague = 1 <= hour <= 12 and not found.group(1).startswith("0")
    return "clock", Clock(hour, minute, second, grain, vague)


def _french_clock(found: Match) -> Reading:
    hour, minute = int(found.group(1)), int(found.group(2) or 0)
    kind = "hclock" if found.group(2) or hour > 12 else "athclock"
    return (kind, Clock(hour, minute, 0, "minute")) if hour <= 24 and minute <= 59 else None


def _half_clock(found: Match) -> Reading:
    hour, minute = int(found.group(1)), int(found.group(2) or 0)
    if not 1 <= hour <= 12 or minute > 59:
        return None
    hour = hour % 12 + (12 if found.group(3) == "p" else 0)
    half = "pm" if found.group(3) == "p" else "am"
    return "clock", Clock(hour, minute, 0, "minute" if found.group(2) else "hour", half=half)


def _bare_clock(found: Match) -> Reading:
    hour, minute = int(found.group(1)), int(found.group(2))
    if not 1 <= hour <= 23 or minute > 59:
        return None
    return "clock4", Clock(hour, minute, 0, "minute", hour <= 12 and found.group(1)[0] != "0")


def _decade(found: Match) -> Reading:
    digits = found.group(1)
    century = int(digits[:-2]) * 100 if len(digits) > 2 else 2000 if digits[0] in "01" else 1900
    year = century + int(digits[-2]) * 10
    if digits[-2:] == "00" and year < 2000:  # "the 1800s"
        return "span", unit(datetime(year, 1, 1), "century")
    return "span", unit(datetime(year, 1, 1), "decade")


def _ordinal(found: Match) -> Reading:
    return "ord", int(found.group(1))


# (shape, what it says). The shapes run on the plain text; a reading must span whole tokens.
SHAPES: list[tuple[str, Callable[[Match], Reading]]] = [
    (r"(?<![\d.,/-])(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?![\d/-]|\.\d)", _iso),
    (
        r"(?<![\d.,/-])(\d{4}-\d\d-\d\d)t(\d\d:\d\d)(:\d\d)?(?:\.\d+)?"
        r"(z|[+-]\d\d:?\d\d)?(?![\d:])",
        _iso_time,
    ),
    (r"(?<![\d.,/-])(?:19|20)\d{6}(?![\d/-]|\.\d)", _compact),
    (r"(?<![\d.,/-])(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?![\d/]|\.\d)", _slashed),
    (r"(?<![\d.,/])(\d{1,2})(/)(\d{1,2})/(\d{2}|\d{4})(?![\d/]|\.\d)", _slashed),
    (r"(?<![\d.,/])(\d{1,2}) ?/ ?(\d{1,2})(?![\d/%]|\.\d)", _month_day),
    (r"(?<![\d.,/-])(\d{1,2})\.(\d{1,2})(?![\d/%]|\.\d)", _dotted),
    (r"(?<![\d.,/-])(\d{1,2}) - (\d{1,2})(?![\d/%-]|\.\d)", _dashed),
    (r"(?<![\d.,/-])(\d{4})[-/](\d{1,2})(?![\d/-]|\.\d)", _year_month),
    (r"(?<![\d.,/-])(\d{1,2})/(\d{4})(?![\d/-]|\.\d)", _month_of_year),
    (r"(?<![\d.,:])(\d{1,2}):(\d\d)(?::(\d\d))?(?![\d:])", _clock),
    (
        r"(?<![\d.,:])(\d{1,2})\.(\d\d)()(?= ?[ap]\.?m\b|(?<=(?<!\.)\d\.\d\d)\b(?!\.\d|%))",
        _clock,
    ),
    (r"(?<![\d.,:])(\d{1,2})h(\d\d)?\b", _french_clock),
    (r"(?<![\d.,:])(\d{1,2})(?:[:.](\d\d))? ?([ap])\b\.?(?! ?m\b)", _half_clock),
    (r"(?<![\d.,:/])(\d{1,2})(\d\d)(?![\d:/.,])", _bare_clock),
    (r"(?<![\w'])'(\d\d)(?![\w:.])", lambda found: ("year", full_year(found.group(1)))),
    (r"(?<![\w.,:$])'?(\d0|[12]\d\d0) ?'?s\b", _decade),
    (r"(?<![\d.,:])(\d{1,2}) ?(?:st|nd|rd|th)\b", _ordinal),
]
NUMBER = re.compile(r"(?<![\d.,$€£#%])\d+(?:\.\d+)?(?![\d%]|[.,]\d)")
FRACTION = re.compile(r"(?<![\d/.])([123])/([24])(?= ?(?:h\b|hour|of an? ))")
HALF_SIGN = {"½": 0.5, "¼": 0.25, "¾": 0.75}


@cache
def _shapes() -> list[tuple[re.Pattern[str], Callable[[Match], Reading]]]:
    return [(re.compile(shape), action) for shape, action in SHAPES]


def figures(text: str, parts: Sequence[Token]) -> Iterator[Edge]:
    """Every meaning that figures in the text may have, as edges over its tokens."""
    starts = {token.start: position for position, token in enumerate(parts)}
    ends = {token.end: position + 1 for position, token in enumerate(parts)}
    for shape, action in _shapes():
        for found in shape.finditer(text):
            start, end = starts.get(found.start()), ends.get(found.end())
            if start is None or end is None:
                continue
            try:
                reading = action(found)
            except (ValueError, OverflowError):
                continue  # such a day does not exist, or ends outside the calendar: not a date
            if reading is not None:
                yield Edge(f"<{reading[0]}>", start, end, reading[1], 0.0)
    for found in FRACTION.finditer(text):
        value = int(found.group(1)) / int(found.group(2))
        yield Edge("<num>", starts[found.start()], ends[found.end()], value, 0.0)
    for found in NUMBER.finditer(text):
        yield from _number(found, starts, ends)


def _number(found: Match, starts: dict[int, int], ends: dict[int, int]) -> Iterator[Edge]:
    start, end, digits = starts.get(found.start()), ends.get(found.end()), found.group()
    if start is None or end is None or len(digits) > 9:
        return
    value = float(digits) if "." in digits else int(digits)
    if len(digits) == 4 and "." not in digits and 1000 <= value < 3000:
        yield Edge("<y4>", start, end, value, 0.0 if 1700 <= value < 2200 else 3.0)
    yield Edge("<num>", start, end, value, 0.0)


def number_words(words: Sequence[str]) -> Iterator[Edge]:
    """Cardinals, ordinals and spoken years that are written out, as edges."""
    for start, word in enumerate(words):
        if word in HALF_SIGN:
            yield Edge("<num>", start, start + 1, HALF_SIGN[word], 0.0)
        if word in ORDINALS:
            yield Edge("<ord>", start, start + 1, ORDINALS[word], 0.0)
        if word not in CARDINALS:
            continue
        for end, value, kind in _spoken(words, start):
            yield Edge(kind, start, end, value, 0.0)
            if kind == "<num>":
                yield Edge("<word>", start, end, value, 0.0)


def _spoken(words: Sequence[str], start: int) -> Iterator[tuple[int, int, str]]:
    """Each way to end a number that begins here: (end, value, category)."""
    total, last, end = 0, CARDINALS[words[start]], start + 1
    yield end, last, "<num>"
    while end < len(words):
        step = end + (words[end] in ("-", "and") and end + 1 < len(words))
        word = words[step] if step < len(words) else ""
        if word in SCALES and last and step == end:
            total, last = (total + last) * SCALES[word], 0
        elif _joins(total, last, word):
            if word in ORDINALS:
                yield step + 1, total + last + ORDINALS[word], "<ord>"
                return
            last += CARDINALS[word]
        else:
            yield from _spoken_year(words, total + last, end)
            return
        end = step + 1
        yield end, total + last, "<y4>" if total >= 1000 else "<num>"
        if total >= 1000:
            yield end, total + last, "<num>"
        yield from _spoken_year(words, total + last, end)


def _joins(total: int, last: int, word: str) -> bool:
    """Whether the word goes on with the number: "twenty" + "one", "thousand" + "twelve"."""
    value = CARDINALS.get(word, ORDINALS.get(word))
    if value is None:
        return False
    if last == 0:
        return total > 0 and value < 100 and word in CARDINALS
    return last >= 20 and last % 10 == 0 and 1 <= value <= 9


def _spoken_year(words: Sequence[str], century: int, end: int) -> Iterator[tuple[int, int, str]]:
    """ "nineteen eighty six": a number from 10 to 20, then one from 10 to 99."""
    if not 10 <= century <= 20 or end >= len(words) or CARDINALS.get(words[end], 0) < 10:
        return
    low = CARDINALS[words[end]]
    yield end + 1, century * 100 + low, "<y4>"
    following = end + 1 + (end + 1 < len(words) and words[end + 1] == "-")
    if low >= 20 and following < len(words):
        ones = CARDINALS.get(words[following], 0)
        if 1 <= ones <= 9:
            yield following + 1, century * 100 + low + ones, "<y4>"
