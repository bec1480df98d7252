"""Half-open intervals and the period predicates of SQL:2011."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmem import Interval
from graphmem.errors import BadInterval
from tests.parts import SHARED

CASES = SHARED / "bitemporal_sql" / "period_predicates.json"
PREDICATES: list[dict[str, Any]] = json.loads(CASES.read_text()) if CASES.exists() else []
points = st.integers(0, 12)


@st.composite
def intervals(draw: st.DrawFn) -> Interval[int]:
    """Intervals with closed and open ends."""
    start, length = draw(points), draw(st.integers(1, 6))
    begin = draw(st.sampled_from([start, None]))
    return Interval(begin, draw(st.sampled_from([start + length, None])))


@pytest.mark.skipif(not PREDICATES, reason="the period predicates are not beside this checkout")
@pytest.mark.parametrize("case", PREDICATES, ids=lambda case: f"{case['predicate']}{case['args']}")
def test_a_period_predicate_is_sqls(case: dict[str, Any]) -> None:
    """Each of the 54 period predicates answers as SQL:2011's does."""
    period = Interval(*case["period"])

    assert getattr(period, case["predicate"])(*case["args"]) is case["expected"]


def test_an_interval_ends_after_it_begins() -> None:
    """An empty or reversed interval is refused, with what to do about it."""
    with pytest.raises(BadInterval, match="pass the next day"):
        Interval(3, 3)


@given(intervals(), points)
def test_a_point_belongs_from_the_start_until_before_the_end(span: Interval[int], at: int) -> None:
    """The start belongs to an interval, the end does not; open ends hold everything."""
    after_start = span.start is None or span.start <= at
    before_end = span.end is None or at < span.end

    assert (at in span) == (after_start and before_end)


@given(intervals(), intervals(), points)
def test_subtracting_leaves_what_only_the_first_holds(
    one: Interval[int], other: Interval[int], at: int
) -> None:
    """A point is in the difference where it is in the first and not in the second."""
    left = list(one - other)

    assert any(at in span for span in left) == (at in one and at not in other)


@given(intervals(), intervals(), points)
def test_the_intersection_holds_what_both_hold(
    one: Interval[int], other: Interval[int], at: int
) -> None:
    """A point is in the intersection where it is in both."""
    shared = one.intersect(other)

    assert (shared is not None and at in shared) == (at in one and at in other)
    assert one.overlaps(other) == (shared is not None)
