"""No phrase makes `graphmem.timex` fail: what is not understood is `None`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from itertools import product
from random import Random
from typing import Any, get_args

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from graphmem.errors import BadInput
from graphmem.interval import Interval
from graphmem.timex import find, resolve
from graphmem.timex.chart import spellings
from graphmem.timex.engine import rules
from graphmem.timex.scan import figures, number_words, plain, tokens
from graphmem.timex.values import Context, Prefer

NOW = datetime(2023, 5, 24, 15, tzinfo=UTC)  # a Wednesday
PREFER = st.sampled_from(["past", "future"])
# Also where the calendar begins and ends.
REFERENCES = st.sampled_from([NOW, NOW.replace(year=1), NOW.replace(year=9999)]) | st.datetimes(
    timezones=st.just(UTC)
)
# What the scanner reads off figures and number words, where a rule waits for it.
FIGURES = {
    "<num>": ["2", "three", "0", "1.5", "99999"],
    "<ord>": ["third", "4th", "31st"],
    "<y4>": ["2019", "1066"],
    "<word>": ["five"],
    "<md>": ["5/7"],
    "<dotted>": ["5.7"],
    "<dashed>": ["5 - 7"],
    "<stamp>": ["2023-05-07T10:15Z"],
    "<clock4>": ["1530"],
    "<hclock>": ["15h30"],
    "<athclock>": ["9h"],
}
# For each category, the patterns of each module that makes it: a few words and many feasts alike.
PATTERNS: dict[str, dict[str, list[list[str]]]] = defaultdict(lambda: defaultdict(list))
for rule in rules():
    PATTERNS[f"<{rule.category}>"][rule.action.__module__] += spellings(rule.pattern)


def height(parts: Sequence[str], heights: dict[str, int]) -> int:
    """How many rules deep the plainest phrase of a pattern is; 99 = not known yet."""
    return max((heights.get(part, 99) for part in parts if part in PATTERNS), default=0)


HEIGHTS = dict.fromkeys(FIGURES, 0)
for _ in range(9):  # a rule more each time
    for name, modules in PATTERNS.items():
        plainest = 1 + min(height(one, HEIGHTS) for made in modules.values() for one in made)
        HEIGHTS[name] = min(HEIGHTS.get(name, 99), plainest)


def phrase(symbol: str, choose: Random, depth: int) -> str:
    """A phrase of a category, by rules chosen at random; below *depth* by plain ones."""
    if symbol in FIGURES and (symbol not in PATTERNS or choose.random() < 0.5):
        return choose.choice(FIGURES[symbol])
    if symbol not in PATTERNS:
        return symbol
    most = 99 if depth > 0 else HEIGHTS[symbol] - 1
    modules = [
        fitting
        for patterns in PATTERNS[symbol].values()
        if (fitting := [one for one in patterns if height(one, HEIGHTS) <= most])
    ]
    pattern = choose.choice(choose.choice(modules))
    return " ".join(phrase(part, choose, depth - 1) for part in pattern)


def check(text: str, reference: datetime, prefer: Prefer) -> None:
    """What is resolved and found is a well-formed interval, or nothing."""
    got = resolve(text, reference, prefer=prefer)
    assert got is None or isinstance(got, Interval)
    for one in find(text, reference, prefer=prefer):
        assert isinstance(one.interval, Interval)
        assert text[one.start : one.end] == one.text


@settings(deadline=None, max_examples=400)
@given(st.integers(0, 2**64), st.integers(1, 4), REFERENCES, PREFER)
def test_no_phrase_of_the_grammar_fails(
    seed: int, depth: int, reference: datetime, prefer: Prefer
) -> None:
    """Whatever the rules can be made to say is an interval or nothing."""
    check(phrase("<time>", Random(seed), depth), reference, prefer)


def kind(meaning: Any) -> tuple[object, ...]:
    """What tells meanings of one category apart for a rule: type, grain, open ends, the number."""
    parts = (getattr(meaning, part, "") for part in ("grain", "half", "vague", "zone"))
    ends = (getattr(meaning, end, "") is None for end in ("start", "end"))
    number = int(meaning) if isinstance(meaning, int | float) else ""
    return type(meaning), *parts, *ends, number


def test_every_rule_takes_meanings_of_every_kind() -> None:
    """A rule gives a meaning or none, or says that there is no such thing, whatever it is given.

    The rules are given what they themselves make, round by round, of each kind one.
    """
    contexts = [
        Context(NOW.replace(year=year, tzinfo=None), UTC, prefer)
        for year in (1, 2023, 9999)
        for prefer in get_args(Prefer)
    ]
    held: dict[str, dict[object, Any]] = defaultdict(dict)
    for figure in (figure for found in FIGURES.values() for figure in found):
        read = tokens(plain(figure))
        words = number_words([token.text for token in read])
        for edge in (*words, *figures(plain(figure), read)):
            held[edge.symbol][kind(edge.meaning)] = edge.meaning
    asked = dict.fromkeys(
        (rule, tuple(part for part in parts if part in PATTERNS or part in FIGURES))
        for rule in rules()
        for parts in spellings(rule.pattern)
    )
    choose = Random(1)
    for tries in (5, 20, 80, 160):
        for rule, symbols in asked:
            for _ in range(tries if symbols else 1):
                if not all(held[symbol] for symbol in symbols):
                    break
                given = [choose.choice(list(held[symbol].values())) for symbol in symbols]
                with suppress(ValueError, OverflowError):
                    made = rule.action(choose.choice(contexts), *given)
                    if made is not None:
                        held[f"<{rule.category}>"].setdefault(kind(made), made)


@settings(deadline=None)  # the first feast of all is slow
@given(st.text(max_size=60), REFERENCES, PREFER)
@example("closest diwali to yesterday", NOW.replace(year=9999), "past")
@example("the 4th closest holi to 2 hours ago", NOW.replace(year=9999), "past")
@example("the 1.5 of september", NOW, "past")
@example("the 1.5", NOW, "future")
def test_no_text_fails(text: str, reference: datetime, prefer: Prefer) -> None:
    """Nor does any other text, near the ends of the calendar too."""
    check(text, reference, prefer)


LENGTHS = "two hours ; a day ; two days ; a few weeks ; a month ; half a year ; three years"
STRETCHES = "weekend ; week end ; spring ; summer ; fall ; autumn ; winter"


@pytest.mark.parametrize("stretch", STRETCHES.split(" ; "))
@pytest.mark.parametrize("length", LENGTHS.split(" ; "))
def test_a_length_beside_a_weekend_or_a_season_is_an_interval(length: str, stretch: str) -> None:
    """Weekends and seasons, which are no units of a calendar, are counted from as well."""
    for side, which in product(("before", "after", "from"), ("the", "last", "next", "this")):
        assert resolve(f"{length} {side} {which} {stretch}", NOW) is not None


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("two days after the weekend", "2023-05-23", "2023-05-24"),
        ("two days before the weekend", "2023-05-18", "2023-05-19"),
        ("two hours after last weekend", "2023-05-22T02:00", "2023-05-22T02:01"),
        ("a week after last weekend", "2023-05-27", "2023-05-29"),
        ("a week after the summer", "2022-09-07", "2022-09-08"),
        ("a week before last summer", "2022-05-25", "2022-05-26"),
        ("two months before last winter", "2022-10-01", "2022-11-01"),
        ("two years after the summer of 2020", "2022-06-01", "2022-09-01"),
        ("two days after last week", "2023-05-23", "2023-05-24"),
        ("three months after 2020", "2021-03-01", "2021-04-01"),
    ],
)
def test_a_shorter_length_is_counted_from_the_nearer_end(text: str, start: str, end: str) -> None:
    """After a stretch from its last day, before it from its first; years move all of it."""
    expected = [datetime.fromisoformat(at).replace(tzinfo=UTC) for at in (start, end)]

    assert resolve(text, NOW) == Interval(*expected)


@pytest.mark.parametrize("reference", ["2023-05-24", date(2023, 5, 24)])
def test_a_reference_may_be_a_date(reference: Any) -> None:
    """A date, or a string of one, is its midnight in UTC, as everywhere."""
    day = Interval(datetime(2023, 5, 23, tzinfo=UTC), datetime(2023, 5, 24, tzinfo=UTC))

    assert resolve("yesterday", reference) == day
    assert find("It was yesterday.", reference)[0].interval == day


@pytest.mark.parametrize(
    ("phrase", "reference", "prefer", "says"),
    [
        (None, NOW, "past", "no text: got None"),
        (b"yesterday", NOW, "past", "no text: got b'yesterday'"),
        ("Friday", NOW, "x", "unknown prefer 'x'. Allowed: past, future."),
        ("Friday", 5, "past", r"reference=5 \(int\) is no date or time"),
        ("Friday", "soon", "past", "reference='soon' is not an ISO 8601 date or time"),
        ("Friday", "2023-05-24T10:00", "past", "has no time zone"),
    ],
)
@pytest.mark.parametrize("function", [resolve, find])
def test_what_cannot_be_read_is_refused(
    function: Any, phrase: Any, reference: Any, prefer: Any, says: str
) -> None:
    """No text, an unknown side and what is no time are refused with what is allowed."""
    with pytest.raises(BadInput, match=says):
        function(phrase, reference, prefer=prefer)
