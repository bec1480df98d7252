"""The first stage: words, windows, vectors and how they are added."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from graphmem.rank.bm25 import bm25, count, idf
from graphmem.rank.candidates import Candidates, Question
from graphmem.rank.first import first_stage
from graphmem.rank.fusion import min_rank, ranks, reciprocal_ranks, scaled
from graphmem.rank.similarity import cosine, from_bytes, to_bytes, window_vectors
from graphmem.rank.windows import over, windows

stems = st.sampled_from(["ann", "berlin", "move", "cat", "tea"])
passages = st.lists(st.lists(stems, max_size=12), min_size=1, max_size=8)
columns = arrays(np.float64, st.integers(1, 12), elements=st.floats(-5, 5))


def question(*terms: str, vector: tuple[float, ...] = (1, 0)) -> Question:
    """A question whose terms are all equally rare, without tokens."""
    empty = np.zeros((0, 2), np.float32)
    ids = np.zeros(0, np.int32)
    found, asked = np.ones(len(terms), np.int64), np.array(vector, np.float32)
    return Question(terms, np.ones(len(terms)), 3.0, asked, ids, empty, found)


def told(*texts: str, told: bool = True) -> Candidates:
    """Passages told one after the other in a session, with equal vectors."""
    n = len(texts)
    return Candidates(
        words=[text.split() for text in texts],
        vectors=np.ones((n, 2), np.float32),
        sizes=np.full(n, 10),
        previous=np.arange(n) - 1,
        following=np.append(np.arange(1, n), -1),
        parts=np.ones(n, np.int64),
        told=np.full(n, told),
    )


class TestBm25:
    @given(query=st.lists(stems, unique=True, max_size=4), texts=passages)
    def test_bm25_is_the_sum_over_terms(self, query: list[str], texts: list[list[str]]) -> None:
        """The vectorised score is the formula of the paper, term by term."""
        rarity = idf(np.array([sum(t in text for text in texts) for t in query]), len(texts))
        lengths = np.array([len(text) for text in texts], float)
        average = max(float(lengths.mean()), 1.0)

        found = bm25(count(query, texts), lengths, rarity, average)

        for score, text in zip(found, texts, strict=True):
            expected = sum(
                rarity[i]
                * text.count(t)
                * 2.2
                / (text.count(t) + 1.2 * (0.25 + 0.75 * len(text) / average))
                for i, t in enumerate(query)
            )
            assert score == pytest.approx(expected)

    def test_bm25_of_no_terms_is_zero(self) -> None:
        """A question of stop words alone scores nothing, and does not fail."""
        nothing = count([], [["berlin"]])

        assert bm25(nothing, np.array([1.0]), np.zeros(0), 1.0).tolist() == [0.0]

    def test_idf_is_never_negative(self) -> None:
        """A word that stands everywhere, or is counted too often, does not count against."""
        assert (idf(np.array([0, 5, 10, 99]), 10) >= 0).all()


class TestWindows:
    def test_windows_stop_at_the_session(self) -> None:
        """The first turn has nobody before it, the last nobody after."""
        nobody = np.array([-1, -1])

        views = windows(nobody, nobody, np.array([3, 4]))

        assert all(view[:, 1:].tolist() == [[-1, -1], [-1, -1]] for view in views)

    def test_windows_leave_long_messages_alone(self) -> None:
        """Where turn and neighbours exceed the limit together, the turn stands alone."""
        views = windows(np.array([-1, 0]), np.array([1, -1]), np.array([100, 61]), limit=160)

        assert [view[1].tolist() for view in views] == [[1, -1, -1]] * 3

    def test_over_sums_rows_and_vectors(self) -> None:
        """Numbers and vectors are summed over the rows of a window, nobody counting nothing."""
        view = np.array([[0, 1, -1], [1, -1, -1]])

        assert over(view, np.array([1.0, 2.0])).tolist() == [3.0, 2.0]
        assert over(view, np.eye(2)).tolist() == [[1.0, 1.0], [0.0, 1.0]]

    def test_window_vector_is_the_mean_by_tokens(self) -> None:
        """A long turn weighs more in its window's vector than a short one."""
        view = np.array([[0, 1]])

        found = window_vectors(view, np.eye(2, dtype=np.float32), np.array([30, 10]))

        assert (found / found.sum()).tolist() == [[0.75, 0.25]]


class TestSimilarity:
    @given(arrays(np.float32, (4, 16), elements=st.floats(-1, 1, width=32)))
    def test_bytes_keep_the_direction(self, vectors: np.ndarray) -> None:
        """A vector that went through int8 points where it pointed."""
        vectors = vectors[np.abs(vectors).max(axis=1) > 1e-3]

        back = from_bytes(to_bytes(vectors))

        lengths = np.linalg.norm(vectors, axis=1)
        assert np.all((back * vectors).sum(axis=1) / lengths > 0.999)

    def test_cosine_of_a_zero_vector_is_zero(self) -> None:
        """An empty text's vector is near nothing."""
        assert cosine(np.zeros((1, 3), np.float32), np.ones(3, np.float32)).tolist() == [0.0]


class TestFusion:
    @given(columns)
    def test_scaled_spans_zero_to_one_in_the_same_order(self, column: np.ndarray) -> None:
        """Scaling keeps the order and the ends are 0 and 1, or all is 0."""
        found = scaled(column)

        assert (np.diff(found[np.argsort(column)]) >= 0).all()
        assert {found.min(), found.max()} in ({0.0, 1.0}, {0.0})

    def test_scaled_takes_nothing(self) -> None:
        """No scores are no scores."""
        assert len(scaled(np.zeros(0))) == 0

    @given(columns)
    def test_ranks_are_the_places_of_the_order(self, column: np.ndarray) -> None:
        """Reading the scores by rank gives them sorted, best first."""
        places = ranks(column)

        assert sorted(places) == list(range(1, len(column) + 1))
        assert np.all(np.diff(column[np.argsort(places)]) <= 0)

    def test_reciprocal_ranks_reward_agreement(self) -> None:
        """Second in both columns beats first in one and last in the other."""
        found = reciprocal_ranks([np.array([9.0, 5, 1, 0]), np.array([0.0, 5, 1, 9])], k=1)

        assert found[1] > found[2]
        assert found[0] == found[3]

    def test_min_rank_lets_a_second_column_add(self) -> None:
        """The best of the second column comes right after the best of the first."""
        found = min_rank([np.array([3.0, 2.0, 1.0]), np.array([0.0, 1.0, 9.0])])

        assert np.argsort(-found).tolist() == [0, 2, 1]


class TestFirstStage:
    def test_a_turn_is_found_by_its_neighbours(self) -> None:
        """An answer that repeats no word of the question stands beside the turn that does."""
        found = first_stage(
            question("move", "berlin"),
            told("cat tea", "cat ann", "cat tea", "ann move berlin", "cat ann"),
        )

        assert np.argsort(-found)[0] == 3
        assert min(found[2], found[4]) > max(found[0], found[1])

    def test_a_long_message_pays_for_its_parts(self) -> None:
        """Of two equal passages the part of a long message comes second."""
        alone = np.array([-1, -1])
        both = replace(told("move berlin", "move berlin"), previous=alone, following=alone)

        found = first_stage(question("berlin"), replace(both, parts=np.array([9, 1])))

        assert found[0] == pytest.approx(found[1] - 0.6 * math.log(9))

    def test_a_document_pays_nothing_for_its_parts(self) -> None:
        """A document's parts are about one thing: no prior."""
        one = told("move berlin", "cat tea", told=False)

        found = first_stage(question("berlin"), replace(one, parts=np.array([9, 9])))

        assert found.tolist() == first_stage(question("berlin"), one).tolist()

    @settings(deadline=None)
    @given(texts=passages, order=st.randoms())
    def test_the_order_of_the_rows_does_not_matter(self, texts: list[list[str]], order) -> None:  # type: ignore[no-untyped-def]
        """Each passage gets the same score wherever its row is."""
        rows = told(*map(" ".join, texts))
        to = list(range(len(texts)))
        order.shuffle(to)
        place = np.append(np.argsort(to), -1)
        moved = replace(
            rows,
            words=[rows.words[row] for row in to],
            previous=place[rows.previous[to]],
            following=place[rows.following[to]],
        )

        one, two = (first_stage(question("berlin", "cat"), some) for some in (rows, moved))

        assert one[to] == pytest.approx(two)

    def test_nothing_to_rank_is_no_error(self) -> None:
        """No candidates give no scores."""
        assert len(first_stage(question("berlin"), told())) == 0
