"""The score: one small model for every kind of memory."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from graphmem.rank.links import Links, explained, strengths
from graphmem.rank.maxsim import coverage

Scores: TypeAlias = NDArray[np.float64]

# Log-odds of a passage that answers alone; fitted together with the links' (`rank.links`).
OWN = {"first": 3.0, "coverage": 5.0}

READ = 50  # passages whose token vectors are read
SEEDS = 5  # passages that the walk starts from
LINKED = 10  # passages whose links are followed; 8 to 12 are within a point
UNSEEN = -1.0  # first-stage score of a passage that a link brought and no word or vector found


def best(scores: NDArray[np.floating[Any]], limit: int) -> NDArray[np.int64]:
    """The rows of the highest *scores*, best first; equal ones keep their order.

    >>> best(np.array([0.1, 0.9, 0.5]), 2)
    array([1, 2])
    """
    return np.argsort(-scores, kind="stable")[:limit].astype(np.int64)


def own(first: Scores, matches: NDArray[np.float64], weights: Scores) -> Scores:
    """How well each passage answers alone, as log-odds: 3·S + 5·coverage.

    Args:
        first: (n,) first-stage scores S (`rank.first`), `UNSEEN` where a link brought it.
        matches: (n, q) stretched (`rank.maxsim.stretched`).
        weights: (q,) of the question's tokens.
    """
    return OWN["first"] * first + OWN["coverage"] * coverage(matches, weights)


def linked(first: Scores, matches: NDArray[np.float64], weights: Scores, links: Links) -> Scores:
    """The final score of each passage, by itself and by what it hangs on: (n,) log-odds.

    Without links it is `own`. The rows are the passages whose tokens were read: the `READ` best
    and the targets of the links; all others rank below them.

    >>> first, weights = np.array([1.0, 0.2, 0.2]), np.array([1.0, 1.0])
    >>> matches = np.array([[1.0, 0.1], [0.2, 0.9], [0.2, 0.9]])  # the second token is missing
    >>> hangs_on = Links(*(np.array([value]) for value in (0, 2, 0, 7)))
    >>> linked(first, matches, weights, hangs_on).round(1)
    array([5.8, 3.4, 8.1])
    """
    alone = own(first, matches, weights)
    return explained(alone, links, strengths(links, matches, weights, first))
