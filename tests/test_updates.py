"""Of two things that one speaker said of the same, the later stands first now."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmem import Found, Memory
from graphmem.rank.updates import BEHIND, LOOKED_AT, SHARED, update_of_best
from graphmem.store.dict_store import DictStore

TURNS = (
    ("Ann", "2024-01-01", "I have 45 sources in my Zotero library, all of them tagged."),
    ("Bot", "2024-01-01", "45 sources in a Zotero library are a good start now."),
    ("Ann", "2024-02-01", "My cat is ill and I stay at home."),
    ("Ann", "2024-03-01", "The library has grown: Zotero shows 52 sources now, what a mess!"),
    ("Ann", "2024-04-01", "I like rye bread."),
)
ASKED = "How many sources are in my Zotero library?"


@pytest.fixture
def memory() -> Iterator[Memory]:
    """A conversation in which one thing is told twice."""
    with Memory(DictStore(), extractor=None) as memory:
        memory.add_many(
            {"text": text, "speaker": who, "occurred_at": at, "session": at, "id": str(place)}
            for place, (who, at, text) in enumerate(TURNS)
        )
        yield memory


def first(found: Found) -> str:
    """The episode of the best hit."""
    return found[0].passage.episode_id


def test_the_later_of_two_stands_first(memory: Memory) -> None:
    """A question about the present finds what updates the best passage before it."""
    found = memory.search(ASKED)

    assert [hit.passage.episode_id for hit in found][:2] == ["3", "0"]
    assert found[0].why["update"] >= 0
    assert found[0].score >= found[1].score


def test_the_past_keeps_its_order(memory: Memory) -> None:
    """A question about another time is not about what holds now."""
    assert (
        first(memory.search("How many sources were in my Zotero library in January 2024?")) == "0"
    )
    assert first(memory.search(ASKED, as_of="2024-02-15")) == "0"


def test_how_many_are_asked_for_does_not_matter(memory: Memory) -> None:
    """One hit is the first of many."""
    assert first(memory.search(ASKED, limit=1)) == first(memory.search(ASKED)) == "3"


def test_turns_of_one_day_keep_their_order() -> None:
    """By time, what was told at one instant stays in the order in which it was told."""
    with Memory(DictStore(), extractor=None) as memory:
        memory.add_many(
            {"text": f"Step {n} of the sauce.", "session": "s", "speaker": "A", "id": str(n)}
            | {"occurred_at": "2024-01-01"}
            for n in range(6)
        )

        found = memory.search("What is step 4 of the sauce?")

    assert [hit.passage.episode_id for hit in found.by_time()] == list("012345")


@given(
    st.lists(
        st.tuples(st.floats(-5, 5), st.floats(0, 1), st.booleans(), st.booleans()),
        min_size=1,
        max_size=9,
    )
)
def test_an_update_is_near_the_best_and_later(rows: list[tuple[float, float, bool, bool]]) -> None:
    """What is chosen is among the first, shares enough, is later and tells of a change."""
    rows.sort(key=lambda row: -row[0])
    scores, shared = (np.array([row[n] for row in rows], np.float64) for n in (0, 1))
    later, changed = (np.array([row[n] for row in rows], np.bool_) for n in (2, 3))

    place = update_of_best(scores, shared, later, changed)

    assert place < LOOKED_AT
    if place:
        assert scores[place] >= scores[0] - BEHIND
        assert shared[place] >= SHARED
        assert later[place]
        assert changed[place]
