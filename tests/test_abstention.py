"""The benchmark of abstention computes what it says."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.abstention import auc, by_fold, fitted


def test_auc_counts_pairs_in_order() -> None:
    """AUC is the share of pairs in which the answerable one has the higher score, ties half."""
    answerable = np.array([True, True, False])

    assert auc(answerable, np.array([0.9, 0.1, 0.5])) == 0.5
    assert auc(answerable, np.array([0.9, 0.5, 0.5])) == 0.75


def test_a_fold_is_scored_by_the_others() -> None:
    """What separates two conversations alike is learned from the one and holds in the other."""
    random = np.random.default_rng(1)
    answerable = random.random(200) < 0.7
    given = np.column_stack([answerable + random.normal(0, 0.5, 200), random.normal(size=200)])

    scores = by_fold(answerable, given, np.repeat(["a", "b"], 100))

    weights = fitted(answerable, given)
    assert auc(answerable, scores) > 0.85
    assert weights[0] > 5 * abs(weights[1])
    assert weights @ [0.5, 0, 1] == pytest.approx(0, abs=0.6)
