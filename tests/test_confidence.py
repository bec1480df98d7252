"""How sure a search is that the answer is among what it found."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmem import Claim, Memory
from graphmem.rank.confidence import ahead_of_others, confidence

share = st.floats(-1, 1)


class TestConfidence:
    """The model."""

    @given(covered=share, weakest=share, ahead=st.floats(-3, 3), path=st.booleans())
    def test_it_is_a_probability(
        self, covered: float, weakest: float, ahead: float, path: bool
    ) -> None:
        """Confidence lies between 0 and 1, and more that is covered never lowers it."""
        sure = confidence(covered, weakest, ahead, path)

        assert 0 <= sure <= 1
        assert confidence(covered + 0.1, weakest, ahead, path) >= sure

    @pytest.mark.parametrize("named", [[True, True], [False, False]])
    def test_who_is_named_counts_only_against_others(self, named: list[bool]) -> None:
        """Where the question names all the tellers or none, nobody is ahead."""
        assert ahead_of_others(np.array([9.0, 7.0]), np.array(named)) == 0


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
