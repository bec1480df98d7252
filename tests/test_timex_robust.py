"""No phrase makes `graphmem.timex` fail: what is not understood is `None`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, date, datetime
from itertools import product
from random import Random
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from graphmem.errors import BadInput
from graphmem.interval import Interval
from graphmem.timex import find, resolve
from graphmem.timex.chart import spellings
from graphmem.timex.engine import rules
from graphmem.timex.values import Prefer

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
PATTERNS: dict[str, list[list[str]]] = defaultdict(list)
for rule in rules():
    PATTERNS[f"<{rule.category}>"] += spellings(rule.pattern)


def height(parts: Sequence[str], heights: dict[str, int]) -> int:
    """How many rules deep the plainest phrase of a pattern is; 99 = not known yet."""
    return max((heights.get(part, 99) for part in parts if part in PATTERNS), default=0)


HEIGHTS = dict.fromkeys(FIGURES, 0)
for _ in range(9):  # a rule more each time
    for name, patterns in PATTERNS.items():
        plainest = 1 + min(height(one, HEIGHTS) for one in patterns)
        HEIGHTS[name] = min(HEIGHTS.get(name, 99), plainest)


def phrase(symbol: str, choose: Random, depth: int) -> str:
    """A phrase of a category, by rules chosen at random; below *depth* by the plainest."""
    if symbol in FIGURES and (symbol not in PATTERNS or choose.random() < 0.5):
        return choose.choice(FIGURES[symbol])
    if symbol not in PATTERNS:
        return symbol
    patterns = PATTERNS[symbol]
    if depth <= 0:
        least = min(height(one, HEIGHTS) for one in patterns)
        patterns = [one for one in patterns if height(one, HEIGHTS) == least]
    return " ".join(phrase(part, choose, depth - 1) for part in choose.choice(patterns))


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


@pytest.mark.parametrize(
    ("length", "side", "which", "stretch"),
    list(
        product(
            LENGTHS.split(" ; "),
            ("before", "after", "from"),
            ("the", "last", "next", "this", "the last"),
            STRETCHES.split(" ; "),
        )
    ),
)
def test_a_length_beside_a_weekend_or_a_season_is_an_interval(
    length: str, side: str, which: str, stretch: str
) -> None:
    """Weekends and seasons, which are no units of a calendar, are counted from as well."""
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
