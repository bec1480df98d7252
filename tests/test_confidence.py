"""How sure a search is that the answer is among what it found."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmem import Claim, Memory
from graphmem.rank.confidence import Signs, ahead_of_others, confidence, signs

share = st.floats(0, 1)
shares = st.lists(share, min_size=4, max_size=4)


class TestConfidence:
    """The model."""

    @given(missing=share, nowhere=share, uneven=share, ahead=st.floats(-3, 3), path=st.booleans())
    def test_it_is_a_probability(
        self, missing: float, nowhere: float, uneven: float, ahead: float, path: bool
    ) -> None:
        """Confidence lies between 0 and 1, and more that is missing never raises it."""
        sure = confidence(Signs(missing, nowhere, uneven, ahead, 0.0), path)

        assert 0 <= sure <= 1
        assert confidence(Signs(missing + 0.1, nowhere, uneven, ahead, 0.0), path) <= sure

    @pytest.mark.parametrize("named", [[True, True], [False, False]])
    def test_who_is_named_counts_only_against_others(self, named: list[bool]) -> None:
        """Where the question names all the tellers or none, nobody is ahead."""
        found = signs(np.eye(2), np.ones(2), np.array([9.0, 7.0]), np.array(named))

        assert (found.ahead, found.closer) == (0, 0)
        assert ahead_of_others(np.array([9.0, 7.0]), np.array(named)) == 0


class TestSigns:
    """What confidence is computed from."""

    @given(rows=st.lists(shares, min_size=1, max_size=5), weights=shares, named=st.booleans())
    def test_they_are_shares(
        self, rows: list[list[float]], weights: list[float], named: bool
    ) -> None:
        """What stands nowhere is missing in every passage, whoever told it."""
        tellers = np.array([named, *[not named] * (len(rows) - 1)])
        found = signs(np.array(rows), np.array(weights), np.zeros(len(rows)), tellers)

        assert 0 <= found.nowhere <= found.missing + 1e-9 <= 1
        assert found.uneven >= 0

    def test_a_stop_word_asks_for_nothing(self) -> None:
        """A token without weight changes no sign."""
        named, scores = np.array([True, False]), np.array([2.0, 1.0])
        matches = np.array([[0.9, 0.3, 0.1], [0.5, 0.4, 0.8]])

        with_it = signs(matches, np.array([1.0, 2.0, 0.0]), scores, named)
        assert with_it == signs(matches[:, :2], np.array([1.0, 2.0]), scores, named)

    def test_a_detail_that_was_never_told_is_uneven(self) -> None:
        """Half of the words matched fully and half hardly is more uneven than all in between."""
        scores, named = np.zeros(1), np.array([False])
        one, other = (
            signs(np.array([row]), np.ones(4), scores, named)
            for row in ([1.0, 1.0, 0.2, 0.2], [0.6, 0.6, 0.6, 0.6])
        )

        assert one.uneven > other.uneven


def filled(memory: Memory) -> Memory:
    """Two people, one of whom has adopted a dog."""
    memory.add("Good to see you. What is new?", speaker="Bo", session="s")
    memory.add("We adopted a dog from the shelter.", speaker="Ann", session="s")
    memory.add("It is called Rex.", speaker="Ann", session="s", claims=[Claim("dog", "is", "Rex")])
    memory.add("I only have a goldfish.", speaker="Bo", session="s")
    return memory


def test_an_empty_memory_is_sure_of_nothing(memory: Memory) -> None:
    """Where nothing is found confidence is 0."""
    assert memory.search("Who adopted a dog?").confidence == 0


def test_the_wrong_person_lowers_confidence(memory: Memory) -> None:
    """A question about who did not say it is less surely answered than one about who did."""
    right, wrong = (
        filled(memory).search(f"What did {name} adopt from the shelter?").confidence
        for name in ("Ann", "Bo")
    )

    assert right > wrong


def test_confidence_does_not_depend_on_how_many_hits_are_asked_for(memory: Memory) -> None:
    """One hit is as sure as ten."""
    one, ten = (
        filled(memory).search("What did Ann adopt?", limit=limit).confidence for limit in (1, 10)
    )

    assert one == ten


def test_a_question_about_something_else_is_not_sure(memory: Memory) -> None:
    """What nobody spoke of is less surely answered than what somebody told."""
    told, untold = (
        filled(memory).search(question).confidence
        for question in ("Who adopted a dog from the shelter?", "Which volcanoes are in Peru?")
    )

    assert told > untold
    assert untold < 0.3
