"""The first stage: what the words and the vectors of a passage and its neighbours say."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from graphmem.rank.bm25 import bm25, count
from graphmem.rank.candidates import Candidates, Question
from graphmem.rank.fusion import scaled
from graphmem.rank.similarity import cosine, window_vectors
from graphmem.rank.windows import over, windows

Scores: TypeAlias = NDArray[np.float64]

WORDS = 0.7  # what BM25 counts against the cosine's 1; 0.5 to 1 are within a point
# The ranges that scores have at least: what a question in a hundred has among 300 candidates.
LEAST_WORDS = 0.25  # of the summed idf of the question's words
LEAST_COSINE = 0.3
LENGTH = 0.6  # what each e-fold of a long message's parts costs it; 0.5 to 0.7 are alike


def first_stage(question: Question, candidates: Candidates) -> Scores:
    """How well each passage answers by words and vectors, at most 1.7.

        S(p) = ⅓ · Σ_views (0.7 · scaled BM25 + scaled cosine) − 0.6 · ln parts(p)

    The three views are the passage alone, after the one before it, and within its neighbours:
    +6 points of recall at 10 on LoCoMo; for documents all three are the same. The last term is
    a prior for what was told in a session: the best of many parts of one long message is found
    by chance more often (+13 points at 5 on BEAM). A document's parts pay nothing, being about
    one thing.

    Returns:
        (n,) comparable within one question only.
    """
    counts = count(question.terms, candidates.words)
    lengths = np.array([len(stems) for stems in candidates.words], np.float64)
    score = np.zeros(len(candidates))
    for view in windows(candidates.previous, candidates.following, candidates.sizes):
        sizes = over(view, lengths)
        # A window of two or three passages is held against as many average ones.
        average = question.average * (view >= 0).sum(axis=1)
        by_words = bm25(over(view, counts), sizes, question.rarity, average)
        vectors = window_vectors(view, candidates.vectors, candidates.sizes)
        near = cosine(vectors, question.vector)
        score += WORDS * scaled(by_words, LEAST_WORDS * float(question.rarity.sum()))
        score += scaled(near, LEAST_COSINE)
    return score / 3 - LENGTH * np.where(candidates.told, np.log(candidates.parts), 0.0)
