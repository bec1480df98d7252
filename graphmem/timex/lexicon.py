"""The words of the grammar, as tables. To teach it a new word, add it to the fitting table.

A key may be several words; alternatives are separated by `|`. What a word means depends on
the rules that name its category (see `rules_*.py`).
"""

from __future__ import annotations

ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
CARDINALS: dict[str, int] = {
    **{word: number for number, word in enumerate(ONES)},
    **{word: 10 * number for number, word in enumerate(TENS, 2)},
}
SCALES = {"hundred": 100, "thousand": 1000}
ORDINALS: dict[str, int] = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "eleventh": 11,
    "twelfth": 12,
    **{f"{word}th": number for word, number in CARDINALS.items() if 13 <= number <= 19},
    **{f"{word[:-1]}ieth": number for word, number in CARDINALS.items() if number >= 20},
}

# Amounts that stand before a unit: "a couple of days", "several weeks".
VAGUE_COUNTS: dict[str, float] = {
    "a": 1,
    "an": 1,
    "another": 1,
    "a couple|a couple of|couple of|couple|a pair of": 2,
    "a few|few|some|several|a handful of": 3,
    "half|half a|half an|a half": 0.5,
    "quarter of a|quarter of an|a quarter of a|a quarter of an": 0.25,
    "a dozen|dozen": 12,
    "a hundred": 100,
    "a thousand": 1000,
    "three quarters of a|three quarters of an": 0.75,
}
# Too vague to count, on purpose: many, countless, a number of.

DECADES: dict[str, int] = {
    "twenties": 1920,
    "thirties": 1930,
    "forties": 1940,
    "fifties": 1950,
    "sixties": 1960,
    "seventies": 1970,
    "eighties": 1980,
    "nineties": 1990,
}
UNITS: dict[str, str] = {
    "second|seconds|sec|secs": "second",
    "minute|minutes|min|mins": "minute",
    "hour|hours|hr|hrs": "hour",
    "day|days": "day",
    "week|weeks|wk|wks": "week",
    "month|months|mo|mos|mth|mths": "month",
    "quarter|quarters|qtr|qtrs": "quarter",
    "year|years|yr|yrs": "year",
    "decade|decades": "decade",
    "century|centuries": "century",
}
# Only straight after a digit: "in 3h", "2y ago", "in 15'".
SHORT_UNITS: dict[str, str] = {"h": "hour", "y": "year", "d": "day", "w": "week", "'": "minute"}
SPECIAL_UNITS: dict[str, tuple[float, str]] = {
    "fortnight|fortnights": (2, "week"),
    "semester|semesters": (6, "month"),
}

WEEKDAYS: dict[str, int] = {
    "monday|mon|mon .": 0,
    "tuesday|tue|tues|tue .|tues .": 1,
    "wednesday|wed|wed .|weds": 2,
    "thursday|thu|thur|thurs|thu .|thurs .": 3,
    "friday|fri|fri .": 4,
    "saturday|sat|sat .": 5,
    "sunday|sun|sun .": 6,
}
# Several of them: only with a number ("two Fridays ago"); alone they are a habit, not a time.
MANY_WEEKDAYS: dict[str, int] = {
    "mondays": 0,
    "tuesdays": 1,
    "wednesdays": 2,
    "thursdays": 3,
    "fridays": 4,
    "saturdays": 5,
    "sundays": 6,
}
MONTHS: dict[str, int] = {
    "january|jan|jan .": 1,
    "february|feb|feb .": 2,
    "march|mar|mar .": 3,
    "april|apr|apr .": 4,
    "may": 5,
    "june|jun|jun .": 6,
    "july|jul|jul .": 7,
    "august|aug|aug .": 8,
    "september|sep|sept|sep .|sept .": 9,
    "october|oct|oct .": 10,
    "november|nov|nov .": 11,
    "december|dec|dec .": 12,
}
# Name -> first month; each is three whole months (the meteorological seasons).
SEASONS: dict[str, int] = {
    "spring|springtime|springs|springtimes": 3,
    "summer|summertime|summers": 6,
    "autumn|autumns|fall|falls": 9,
    "winter|wintertime|winters": 12,
}

# Word -> (first minute, end minute, the side of noon on which a bare hour beside it lies).
PARTS: dict[str, tuple[int, int, str]] = {
    "morning|forenoon": (0, 12 * 60, "am"),
    "lunch|lunchtime|lunch time|lunch hour": (12 * 60, 14 * 60, "pm"),
    "afternoon|afternoonish|arvo": (12 * 60, 19 * 60, "pm"),
    "evening|evenin": (18 * 60, 24 * 60, "evening"),
    "night|nighttime|night - time|night time": (18 * 60, 24 * 60, "night"),
    "dinner|dinnertime|dinner time|supper|suppertime": (17 * 60, 21 * 60, "pm"),
    "breakfast|breakfast time": (6 * 60, 10 * 60, "am"),
    "dawn|daybreak|sunrise": (5 * 60, 7 * 60, "am"),
    "dusk|sunset|sundown": (18 * 60, 20 * 60, "pm"),
    "daytime": (8 * 60, 18 * 60, "day"),
}
# Phrases that name a stretch of the day of their own.
AFTER_PARTS: dict[str, tuple[int, int, str]] = {
    "after lunch": (13 * 60, 17 * 60, "pm"),
    "after school": (15 * 60, 17 * 60, "pm"),
    "after work": (17 * 60, 21 * 60, "pm"),
}
NAMED_CLOCKS: dict[str, int] = {
    "noon|midday|mid day|mid - day|noonish|twelve noon|12 noon": 12,
    "midnight|mid night|mid - night|twelve midnight|12 midnight": 24,
}
HALVES: dict[str, str] = {
    "am|a . m .|a . m|a m|in the am|ish am": "am",
    "pm|p . m .|p . m|p m|in the pm|ish pm": "pm",
}

# Which one: "last week", "this Friday", "next summer".
SHIFTS: dict[str, str] = {
    "last": "last",
    "the last": "last",
    "past|the past": "past",
    "this past|this last|just past|most recent|the most recent": "recent",
    "previous|prior|preceding": "previous",
    "this|current|the current|this current|the present|this very|the same|same": "this",
    "next|the next": "next",
    "following": "next",
    "coming|this coming|the coming|upcoming|this upcoming|the upcoming|this next": "coming",
    "that": "that",
}
# Which piece of a longer stretch.
EDGES: dict[str, str] = {
    "early|early in|early on|early on in|beginning of|beginning|start of|the early": "early",
    "the beginning of|the start of|the beginning|the first part of|start": "early",
    "mid|mid -|middle of|the middle of|halfway through|the mid|the mid -|middle": "mid",
    "late|late in|late on|later part of|the late|the latter part of|the tail end of": "late",
    "the end of|end of|end|the last part of|toward the end of|towards the end of": "end",
}
# (grain -> where a piece begins and ends); months for years, days for months and weeks, hours.
PIECES: dict[str, dict[str, tuple[int, int]]] = {
    "century": {"early": (0, 400), "mid": (400, 800), "late": (800, 1200), "end": (800, 1200)},
    "decade": {"early": (0, 36), "mid": (48, 84), "late": (84, 120), "end": (96, 120)},
    "year": {"early": (0, 3), "mid": (4, 8), "late": (8, 12), "end": (8, 12)},
    "half": {"early": (0, 2), "mid": (2, 4), "late": (4, 6), "end": (4, 6)},
    "quarter": {"early": (0, 1), "mid": (1, 2), "late": (2, 3), "end": (2, 3)},
    "season": {"early": (0, 1), "mid": (1, 2), "late": (2, 3), "end": (2, 3)},
    "month": {"early": (0, 10), "mid": (9, 20), "late": (20, 31), "end": (20, 31)},
    "week": {"early": (0, 3), "mid": (2, 4), "late": (4, 7), "end": (4, 7)},
    "day": {"early": (0, 12), "mid": (10, 14), "late": (12, 24), "end": (17, 24)},
}
# The same for parts of the day, in minutes from midnight.
PART_PIECES: dict[str, dict[str, tuple[int, int]]] = {
    "am": {"early": (0, 540), "mid": (540, 660), "late": (600, 720), "end": (600, 720)},
    "pm": {"early": (720, 900), "mid": (840, 960), "late": (900, 1140), "end": (900, 1140)},
    "night": {
        "early": (1080, 1260),
        "mid": (1200, 1320),
        "late": (1260, 1440),
        "end": (1260, 1440),
    },
}

# Minutes east of Greenwich.
ZONES: dict[str, int] = {
    "utc|gmt|z": 0,
    "bst|cet|west": 60,
    "cest|eet": 120,
    "msk|eest": 180,
    "ist": 330,
    "sgt": 480,
    "jst": 540,
    "aest": 600,
    "aedt": 660,
    "est": -300,
    "edt": -240,
    "cst": -360,
    "cdt": -300,
    "mst": -420,
    "mdt": -360,
    "pst": -480,
    "pdt": -420,
}

# Said before a phrase, these change nothing.
HEDGES = (
    "about around roughly approximately maybe probably sometime somewhere exactly precisely "
    "just only nearly almost circa like perhaps some|time at|some|point back way"
).split()
