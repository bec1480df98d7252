"""Passages that are found by the facts read from them."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from graphmem.rank.facts import best_facts


class TestBestFacts:
    @given(
        scores=st.lists(st.floats(-2, 2), min_size=1, max_size=6),
        pairs=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 4)), max_size=12),
    )
    def test_each_passage_has_its_best_fact(
        self, scores: list[float], pairs: list[tuple[int, int]]
    ) -> None:
        """The score of a passage is the highest of its facts'."""
        pairs = [(fact % len(scores), row) for fact, row in pairs]
        fact, row = np.array(pairs, np.int64).reshape(-1, 2).T

        best, which = best_facts(np.array(scores), fact, row, 5)

        for place in range(5):
            own = [scores[f] for f, r in pairs if r == place]
            assert best[place] == max(own, default=min(scores))
            assert (which[place] >= 0) == bool(own)
            assert not own or scores[which[place]] == best[place]

    def test_no_facts_change_nothing(self) -> None:
        """Without facts nothing is added to any passage."""
        nothing = np.zeros(0, np.int64)

        best, which = best_facts(np.zeros(0), nothing, nothing, 2)

        assert best.tolist() == [0, 0]
        assert which.tolist() == [-1, -1]
