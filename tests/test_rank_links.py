"""Late interaction and links: what the best passages cover, alone and together."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphmem.rank.links import KIND, KINDS, Links, explained, strengths
from graphmem.rank.maxsim import coverage, maxsim, pack, stretched, token_weights, unpack
from graphmem.rank.score import UNSEEN, best, linked, own


def unit(vectors: np.ndarray) -> np.ndarray:
    """Rows scaled to length 1, float32."""
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


def links(*rows: tuple[int, int, str, int]) -> Links:
    """Links from (seed, target, kind, name)."""
    columns = [[seed, target, KINDS.index(kind), name] for seed, target, kind, name in rows]
    return Links(*np.array(columns, np.int64).reshape(-1, 4).T)


class TestPack:
    @pytest.mark.parametrize("dimension", [384, 256, 7])
    def test_pack_keeps_cosines(self, dimension: int) -> None:
        """Two bits a component keep the cosine with any vector within a few hundredths."""
        random = np.random.default_rng(1)
        vectors = unit(random.standard_normal((50, dimension)))
        question = unit(vectors + 0.5 * unit(random.standard_normal((50, dimension))))

        back = unpack(pack(vectors), dimension)

        off = np.abs((vectors * question).sum(axis=1) - (back * question).sum(axis=1))
        assert back.shape == vectors.shape
        assert off.max() < (0.2 if dimension > 100 else 0.9)

    def test_pack_takes_a_quarter_of_a_byte(self) -> None:
        """384 dimensions are 96 bytes."""
        assert pack(np.ones((2, 384), np.float32)).nbytes == 2 * 96

    def test_pack_takes_no_tokens(self) -> None:
        """An empty passage packs and unpacks."""
        assert unpack(pack(np.zeros((0, 8), np.float32)), 8).shape == (0, 8)


class TestMaxSim:
    @settings(deadline=None)
    @given(sizes=st.lists(st.integers(1, 5), min_size=1, max_size=6), seed=st.integers(0, 99))
    def test_maxsim_is_the_best_cosine_of_each_passage(self, sizes: list[int], seed: int) -> None:
        """The result is the plain double loop's."""
        random = np.random.default_rng(seed)
        passages = [unit(random.standard_normal((size, 8))) for size in sizes]
        question = unit(random.standard_normal((3, 8)))
        starts = np.cumsum([0, *sizes])

        found = maxsim(question, np.concatenate(passages), starts)

        expected = [[max(q @ t for t in passage) for q in question] for passage in passages]
        assert found == pytest.approx(np.array(expected), abs=1e-6)

    def test_maxsim_takes_no_passages(self) -> None:
        """Nothing to read is no error."""
        none = maxsim(np.ones((2, 4), np.float32), np.zeros((0, 4), np.float32), np.array([0]))

        assert none.shape == (0, 2)
        assert len(token_weights(np.array([1, 2]), np.zeros(0, np.int32), np.array([0]))) == 2

    def test_a_passage_without_tokens_matches_nothing(self) -> None:
        """Empty passages, the last one too, leave the others' matches where they belong."""
        starts = np.array([0, 0, 1, 1, 2, 2])

        found = maxsim(np.eye(2, dtype=np.float32), np.eye(2, dtype=np.float32), starts)
        weights = token_weights(np.array([1, 2]), np.array([1, 2]), starts)

        assert found.tolist() == [[0, 0], [1, 0], [0, 0], [0, 1], [0, 0]]
        assert weights[0] == weights[1] > 0

    def test_a_token_in_every_passage_weighs_least(self) -> None:
        """What all candidates have tells them not apart."""
        weights = token_weights(np.array([1, 2, 3]), np.array([1, 2, 1, 1]), np.array([0, 2, 3, 4]))

        assert weights[0] < weights[1] < weights[2]

    def test_stretched_commutes_with_joint_coverage(self) -> None:
        """Stretching matches stretches the coverage of two rows together just as that of one."""
        matches = np.array([[0.5, 0.4], [0.9, 0.7], [0.3, 0.8]])
        weights = np.array([2.0, 1.0])

        found = stretched(matches, weights, 2)

        low, high = sorted(coverage(matches[:2], weights))
        joint = coverage(np.maximum(matches[0], matches[2]), weights)
        assert coverage(found[:2], weights) == pytest.approx([0, 1])
        assert coverage(np.maximum(found[0], found[2]), weights) == pytest.approx(
            (joint - low) / (high - low)
        )

    def test_stretched_takes_equal_rows(self) -> None:
        """Rows that cover the same are not blown up."""
        assert np.isfinite(stretched(np.full((2, 2), 0.5), np.ones(2), 2)).all()


class TestLinks:
    first = np.array([1.0, UNSEEN, UNSEEN])
    weights = np.ones(2)

    def test_what_the_seed_lacks_comes_up(self) -> None:
        """Of two passages on one seed, the one that covers the rest of the question wins."""
        matches = np.array([[1.0, 0.0], [0.2, 0.8], [0.8, 0.2]])

        found = linked(
            self.first, matches, self.weights, links((0, 1, "title", 5), (0, 2, "title", 6))
        )

        assert found[1] > found[2]

    def test_a_link_never_lowers(self) -> None:
        """A passage's score with links is at least its own."""
        matches = np.array([[0.1, 0.1], [0.2, 0.1], [0.9, 0.2]])

        alone = own(self.first, matches, self.weights)
        found = linked(self.first, matches, self.weights, links((0, 2, "name", 1)))

        assert (found >= alone).all()
        assert found[:2].tolist() == alone[:2].tolist()

    def test_strength_is_the_formula(self) -> None:
        """The terms of a strength are those of its documentation."""
        matches = np.array([[1.0, 0.0], [0.2, 0.8], [0.8, 0.2]])

        found = strengths(
            links((0, 1, "name", 5), (0, 2, "name", 5)), matches, self.weights, self.first
        )

        kind, fan = KIND[KINDS.index("name")], 1.1 * math.log(2)
        one = 5 * 0.9 + 2 * 0.4 + 0.6 * 0.8 + 2.5
        other = 5 * 0.6 + 2 * 0.1 + 0.6 * 0.2 + 2.5 - 14 * 0.3
        assert found.tolist() == pytest.approx([kind + one - fan, kind + other - fan])

    def test_a_name_that_leads_everywhere_says_little(self) -> None:
        """A link by a name of many targets is weaker than by a name of one."""
        matches = np.tile([0.6, 0.6], (4, 1))
        many = links((0, 1, "name", 5), (0, 2, "name", 5), (0, 3, "name", 6))

        found = strengths(many, matches, self.weights, np.ones(4))

        assert found[0] == found[1] < found[2]

    def test_repeated_targets_count_once_in_a_fan(self) -> None:
        """A name mentioned twice in a seed is no wider for it."""
        matches = np.tile([0.6, 0.6], (2, 1))

        once = strengths(links((0, 1, "name", 5)), matches, self.weights, np.ones(2))
        twice = strengths(links(*[(0, 1, "name", 5)] * 2), matches, self.weights, np.ones(2))

        assert twice.tolist() == [once[0]] * 2

    def test_no_links_leave_the_own_scores(self) -> None:
        """Without links the final score is the passage's own."""
        matches = np.array([[1.0, 0.0], [0.2, 0.8], [0.8, 0.2]])

        found = linked(self.first, matches, self.weights, links())

        assert found.tolist() == own(self.first, matches, self.weights).tolist()

    @given(st.lists(st.floats(-20, 20), min_size=1, max_size=6))
    def test_explanations_add_up(self, given: list[float]) -> None:
        """A passage is as likely as all its explanations together."""
        hang = links(*[(0, 1, "title", name) for name in range(len(given))])

        found = explained(np.array([0.0, 1.0]), hang, np.array(given))

        assert found[1] == pytest.approx(math.log(math.e + sum(map(math.exp, given))))

    def test_best_keeps_the_order_of_equals(self) -> None:
        """Equal scores stay in the order they came."""
        assert best(np.array([1.0, 2.0, 1.0, 2.0]), 3).tolist() == [1, 3, 0]
