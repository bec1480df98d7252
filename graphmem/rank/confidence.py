"""Confidence: how likely it is that what was found answers the question at all."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from graphmem.rank.score import OWN

NAMED = 0.6  # first-stage score that a passage gains if the question names who told it
LOOKED_AT = 20  # hits among which who is named and who is not are compared
AMONG = 10  # hits whose coverage of the question counts
MOST_AHEAD = 3.0  # log-odds; more than this between two tellers says no more
WEIGHTS = {"covered": 5.7, "weakest": 2.8, "ahead": 0.4, "path": 0.4}
BIAS = -3.6


def confidence(covered: float, weakest: float, ahead: float, path: bool) -> float:
    """The chance that a question is answered by what was found, as one logistic model.

        σ(5.7·covered + 2.8·weakest + 0.4·ahead + 0.4·path − 3.6)

    A search always finds something. That it is no answer shows in four ways: the best hits cover
    little of the question; some word of it has no match in the best; somebody else than whom the
    question names told what fits best ("What did Melanie adopt?", where Caroline tells of it); no
    chain of facts says what is asked. Scores are left out but for the difference of two: how high
    they are differs from one kind of text to the other. Fitted on 997 questions of LoCoMo, 237 of
    which swap the person, once with recorded claims and once with spaCy's, answerable and not
    weighing the same: 0.5 is as likely as not where every other question has no answer. How well
    it tells them apart is in `benchmarks/abstention.py`: for people swapped well, for a detail
    that was never told of a thing that was much talked of not at all.

    Args:
        covered: how much of the question the first `AMONG` hits cover each, on average.
        weakest: how well the question's least matched token is matched in the best, 0 to 1.
        ahead: `ahead_of_others`.
        path: whether a chain of facts answers.

    >>> round(confidence(0.6, 0.5, 1.0, True), 2), round(confidence(0.4, 0.2, -2.0, False), 2)
    (0.88, 0.17)
    """
    said = {"covered": covered, "weakest": weakest, "ahead": ahead, "path": float(path)}
    odds = BIAS + sum(weight * said[name] for name, weight in WEIGHTS.items())
    return 1.0 / (1.0 + math.exp(-max(min(odds, 50.0), -50.0)))


def ahead_of_others(scores: NDArray[np.float64], named: NDArray[np.bool_]) -> float:
    """By how much the best hit of those that the question names is ahead of all others'.

    What they gained by being named is taken off first. 0 where the question names none of the
    tellers, or all of them.

    Args:
        scores: (n,) log-odds of the hits.
        named: (n,) whether the question names who told the hit.

    >>> round(ahead_of_others(np.array([9.0, 8.0]), np.array([True, False])), 1)
    -0.8
    """
    if named.all() or not named.any():
        return 0.0
    ahead = scores[named].max() - OWN["first"] * NAMED - scores[~named].max()
    return float(np.clip(ahead, -MOST_AHEAD, MOST_AHEAD))
