"""Which readings are too doubtful in running text; all of it is tables.

A phrase that is given to `resolve` is known to be about time. In prose "may" is mostly a
verb, "sun" a star and "the second" not a date, so `find` asks for evidence: WEAK says which
words need some, NEEDS what counts as evidence, DOUBTFUL which whole phrases never count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from graphmem.timex import calendars, holidays, lexicon
from graphmem.timex.scan import Token

# Words that carry no time of their own.
PLAIN_WORDS = frozenset("the a an on in at of during for around about , . - and to @".split())


def _spelled(*tables: Iterable[str]) -> frozenset[str]:
    return frozenset(
        word
        for table in tables
        for key in table
        for name in key.split("|")
        for word in name.split()
        if len(word) > 1
    )


_UNIT_WORDS = _spelled(lexicon.UNITS, lexicon.SPECIAL_UNITS)
_CALENDAR = _spelled(lexicon.WEEKDAYS, lexicon.MANY_WEEKDAYS, lexicon.MONTHS, lexicon.SEASONS)
_FEASTS = _spelled(
    *(holidays.FIXED, holidays.FLOATING, holidays.EASTER, holidays.ORTHODOX, holidays.COMPUTED),
    *(calendars.HINDU, calendars.HINDU_LONG, calendars.SOLAR, calendars.ISLAMIC),
    *(calendars.JEWISH, calendars.COMPUTED),
) - frozenset("the of and day new great fast sunday".split())
_OTHERS = frozenset(
    "today yesterday yday tomorrow tmrw tmr tomorow tommorow tommorrow overmorrow tonight tonite "
    "now asap atm moment present weekend weekends ytd eod eow eom eoq eoy bod bow bom boq boy "
    "century decade ago workweek o'clock oclock otd".split()
)
ANCHORS = (
    _UNIT_WORDS
    | _CALENDAR
    | _FEASTS
    | _OTHERS
    | _spelled(lexicon.PARTS, lexicon.NAMED_CLOCKS, lexicon.DECADES)
)
_QUICK = re.compile(r"\d|[^\W\d_]+(?:'[^\W\d_]+)*")

# Words that need evidence where they stand alone, by kind.
WEAK: dict[str, str] = {
    **dict.fromkeys("may march mar jan april june august jun february january".split(), "month"),
    **dict.fromkeys("apr aug dec feb jul nov oct sep sept".split(), "month"),
    **dict.fromkeys("sun sat wed mon fri tue thu thur tues thurs weds".split(), "weekday"),
    **dict.fromkeys("spring summer autumn fall winter".split(), "season"),
    **dict.fromkeys("springs summers falls winters autumns springtime".split(), "season"),
    **dict.fromkeys(_spelled(lexicon.PARTS), "part"),
    **dict.fromkeys("noon midnight midday".split(), "clock"),
    **dict.fromkeys(lexicon.ORDINALS, "ordinal"),
    **dict.fromkeys("st nd rd th".split(), "ordinal"),
    **dict.fromkeys("lent assumption epiphany eid boss's valentine".split(), "never"),
    **dict.fromkeys("half quarter qtr h q".split(), "never"),
    **dict.fromkeys(_UNIT_WORDS, "unit"),
    **dict.fromkeys("work school lunch time".split(), "never"),
    **dict.fromkeys(("weekend",), "weekend"),
}
_WHICH = frozenset("last next this past coming upcoming previous following".split())
_BOUNDS = frozenset("since until till by before after from through between early late mid".split())
ARTICLES = frozenset("the a an next last past coming . -".split())
NEEDS: dict[str, frozenset[str]] = {
    "month": frozenset("in during of to and this".split()) | _BOUNDS | _WHICH,
    "weekday": frozenset("on to and this".split()) | _BOUNDS | _WHICH,
    "season": frozenset("in during".split()) | _BOUNDS | _WHICH,
    "weekend": frozenset("the over on every".split()) | _BOUNDS | _WHICH,
    "part": frozenset("in this last".split()),
    "clock": frozenset("at by until till since before after around from to".split()),
    "ordinal": frozenset("on by until till since before after from".split()),
    "unit": frozenset("this in within every".split()) | _WHICH,
    "never": frozenset(),
}
EVIDENCE = PLAIN_WORDS.union(*NEEDS.values())
# Whole phrases (of the plain text) that are idioms, or lean on another time in the text.
DOUBTFUL = re.compile(
    r"""^(?:
      (?:[a-z]+\ )?the\ (?:day|week|month|year|hour|minute|second|quarter|century|decade)s?
    | (?:over|at|up\ to)\ (?:now|yesterday|tomorrow|today|tonight)
    | in\ a\ day | this\ moment
    | \d+\ (?:last|next|past|previous)\ (?:day|week|month|year)
    | (?:at\ )?(?:the\ )?end\ of\ (?:the\ )?day
    | the\ day\ (?:before|after)
    | (?:on\ )?the\ (?:following|next|previous)\ (?:day|morning|evening|night|week|month|year)
    | (?:at\ )?(?:the\ )?(?:last|next|past|this)\ (?:second|minute)
    | (?:on\ |in\ |over\ )?(?:that|the\ same|same)\ .*
    | .*\ (?:later|earlier|prior|away|previously|before)
    | from\ (?!.*\ (?:to|on|until|till|onwards?|through|thru|now)\b)(?!.*-).*
    | (?:for|at)\ (?:night|lunch|dinner|breakfast|supper)
    | (?:after|before)\ (?:school|work|lunch|dinner|breakfast|supper|dark)
    )$""",
    re.VERBOSE,
)
# Figures after these, or before those, count or number things.
NUMBERED = frozenset(
    "$ € £ # v version no number page room chapter flight route act section gate bus highway apt "
    "apartment building figure fig table step line level part episode season model art article "
    "about over under only exactly nearly almost some than +".split()
)
COUNTED = frozenset(
    "% people dollars euros pounds words miles km kilometers kilometres meters metres feet percent "
    "calories times steps points users pages items kg units records rows lines students members "
    "employees men women soldiers copies votes books apples cards bytes px mg ml g lbs grams "
    "percent degrees years year days weeks months hours minutes °".split()
)
# What may follow "on the second" or "at 5" without being counted by it.
FOLLOWERS = frozenset(
    "and or but we i he she they it you at for because when so then with in after before is was "
    "are were to by if as that which who while since until on , . ; : ! ? ) \" '".split()
)
# "EOM" and the like; in small letters some are words ("boy").
SHORT = frozenset(first + last for first in ("bo", "eo") for last in "dwmqy")
# Around a time, these make it a habit: "every Friday", "on Friday evenings".
HABITS = frozenset("every each most mornings evenings afternoons nights".split())
OWNERS = frozenset("my your his her their our its".split())
ENDS = frozenset(". ! ? : \n".split())


def worth_reading(text: str) -> bool:
    """A cheap look: whether any word or figure in the plain text could belong to a time."""
    return any(word in ANCHORS or word.isdigit() for word in _QUICK.findall(text))


def has_anchor(words: Iterable[str]) -> bool:
    """Whether a run of known words holds one that carries time by itself."""
    return any(word in ANCHORS or word.isdigit() for word in words)


def trusted(text: str, parts: Sequence[Token], start: int, end: int) -> bool:
    """Whether the tokens from *start* up to *end*, a time by their form, are one by sense."""
    words = [token.text for token in parts[start:end]]
    before = parts[start - 1].text if start else ""
    after = parts[end].text if end < len(parts) else ""
    if DOUBTFUL.match(" ".join(words)) or _glued(parts, start, end):
        return False
    if before in HABITS or after in HABITS or _decade_of_life(words, before):
        return False
    if words[0].isdigit() and before in NUMBERED:
        return False
    figures = [word for word in words if word.isdigit()]
    if (figures and after in COUNTED) or _impossible(words, after):
        return False
    if not all(text[at.start : at.end].isupper() for at in parts[start:end] if at.text in SHORT):
        return False
    letters = [word for word in words if word[0].isalpha() and word not in EVIDENCE]
    if not letters:
        return bool(figures) and _figures_only(words, before, after)
    if any(word not in WEAK for word in letters):
        return after != "of" or words[-1] != "moment"
    places = [at for at in range(start, end) if parts[at].text in letters]
    return any(_supported(text, parts, at, bool(figures), after) for at in places)


def _supported(text: str, parts: Sequence[Token], at: int, figures: bool, after: str) -> bool:
    """Whether a doubtful word has what its kind needs within the two words ahead of it."""
    word = parts[at].text
    kind = WEAK[word]
    ahead = [token.text for token in parts[max(at - 2, 0) : at] if not token.text.isdigit()]
    if kind in ("season", "weekday") and _named_after(text, parts, at):
        return False
    if len(ahead) == 2 and ahead[1] not in ARTICLES:
        ahead = ahead[1:]
    if figures and kind in ("month", "weekday", "season"):
        return True
    if kind == "ordinal":
        ahead = [token.text for token in parts[max(at - 3, 0) : at]]
        return bool(NEEDS[kind] & set(ahead)) and (not after or after in FOLLOWERS)
    if kind in ("month", "weekday"):
        if ahead[-1:] == ["this"]:
            return text[parts[at].start].isupper()
        return bool(NEEDS[kind] & set(ahead[-1:]))
    return bool(NEEDS[kind] & set(ahead))


def _impossible(words: Sequence[str], after: str) -> bool:
    """Whether a month is followed by a day that it does not have: "February 31"."""
    return WEAK.get(words[-1]) == "month" and after.isdigit() and len(after) <= 2


def _figures_only(words: list[str], before: str, after: str) -> bool:
    """A year, a date such as 3/4 or an hour: by its shape, or by the word ahead of it."""
    figures = [word for word in words if word.isdigit()]
    ahead = {before, words[0]}
    if ":" in words or len(figures) > 2:
        return True
    if len(figures) == 2 and max(map(len, figures)) == 4:
        return "-" not in words or min(map(len, figures)) != 1
    if len(figures) == 1 and len(figures[0]) == 4:
        return bool(ahead & YEAR_AHEAD) or (before == "(" and after == ")")
    if words[0] in ("at", "@"):
        return not after or after in FOLLOWERS
    return "/" in words and bool(ahead & DATE_AHEAD)


YEAR_AHEAD = OWNERS | _BOUNDS | frozenset("in of the during year circa '".split())
DATE_AHEAD = frozenset("on by since until till before after".split())


def _decade_of_life(words: list[str], before: str) -> bool:
    return before in OWNERS and (words[-1] in ("s", "'s") or words[-1] in lexicon.DECADES)


def _named_after(text: str, parts: Sequence[Token], at: int) -> bool:
    """Whether the word is the beginning of a name: "Winter Park", "Sun Jian"."""
    if at + 1 >= len(parts) or not text[parts[at].start].isupper():
        return False
    following = parts[at + 1]
    return following.text != "i" and text[following.start].isupper()


def _glued(parts: Sequence[Token], start: int, end: int) -> bool:
    """Whether a longer figure goes on at either side: a phone number, a version, a code."""
    for near, far, inside in ((start - 1, start - 2, start), (end, end + 1, end - 1)):
        if not 0 <= near < len(parts) or not parts[inside].text.isdigit():
            continue
        sign, figure = parts[near], parts[inside]
        touching = sign.end == figure.start or figure.end == sign.start
        if not touching:
            continue
        if sign.text.isalnum() or sign.text in "_$€£#%°":
            return True
        if sign.text in "-./+," and 0 <= far < len(parts) and parts[far].text.isdigit():
            other = parts[far]
            if other.end == sign.start or sign.end == other.start:
                return True
    return False
