"""BM25: how well words match, over passages or windows of passages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Counts: TypeAlias = NDArray[np.float64]

K1 = 1.2
B = 0.75


def count(terms: Sequence[str], passages: Sequence[Sequence[str]]) -> Counts:
    """How often each of the *terms* stands in each passage: (passages, terms).

    >>> count(["move", "berlin"], [["ann", "move", "berlin"], ["berlin", "berlin"]])
    array([[1., 1.],
           [0., 2.]])
    """
    place = {term: column for column, term in enumerate(terms)}
    counts = np.zeros((len(passages), len(terms)))
    for row, stems in enumerate(passages):
        for stem in place.keys() & set(stems):
            counts[row, place[stem]] = stems.count(stem)
    return counts


def idf(frequencies: NDArray[np.generic], passages: int) -> Counts:
    """How rare terms are: ln(1 + (N − df + ½) / (df + ½)), never negative.

    Args:
        frequencies: in how many of the N *passages* each term stands.

    >>> idf(np.array([0, 1, 10]), 10).round(2)
    array([3.09, 1.99, 0.05])
    """
    found = np.minimum(np.asarray(frequencies, np.float64), passages)
    rarity: Counts = np.log1p((passages - found + 0.5) / (found + 0.5))
    return rarity


def telling(frequencies: NDArray[np.int64], most: int) -> NDArray[np.bool_]:
    """The rarest terms that stand in at most so many passages together; the rarest one always.

    What the frequent ones say is counted where one of these stands: few passages that hold
    frequent terms alone are among the best (Turtle and Flood, "Query evaluation: strategies and
    optimizations", Information Processing & Management 31(6), 1995).

    Args:
        frequencies: (t,) in how many passages each term stands.
        most: passages.

    >>> telling(np.array([30, 5, 0, 4]), 10)
    array([False,  True,  True,  True])
    """
    order = np.argsort(frequencies, kind="stable")
    together = np.cumsum(frequencies[order])
    within = (together <= most) | (together == frequencies[order])  # the first that stands at all
    chosen = np.zeros(len(frequencies), np.bool_)
    chosen[order[within]] = True
    return chosen


def bm25(
    counts: Counts,
    lengths: Counts,
    rarity: Counts,
    average: float | Counts,
    *,
    k1: float = K1,
    b: float = B,
) -> Counts:
    """The BM25 score of each passage, or window, for the question's terms.

        score(D) = Σ_t idf(t) · f(t, D) · (k1 + 1) / (f(t, D) + k1 · (1 − b + b · |D| / average))

    Args:
        counts: (n, t) how often each term stands in each passage: f.
        lengths: (n,) words of each passage: |D|.
        rarity: (t,) the terms' idf.
        average: mean length, > 0; one for all, or (n,) one each.

    Returns:
        (n,) ≥ 0; 0 where no term stands.

    >>> bm25(np.array([[1.0], [0.0]]), np.array([4.0, 4.0]), np.array([2.0]), 4.0)
    array([2., 0.])

    Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009.
    """
    norm = k1 * (1 - b + b * lengths / np.maximum(average, 1e-9))
    scores: Counts = counts * (k1 + 1) / (counts + norm[:, None]) @ rarity
    return scores
