"""Links: a passage is judged together with the passage it hangs on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from graphmem.rank.maxsim import coverage

Scores: TypeAlias = NDArray[np.float64]
Rows: TypeAlias = NDArray[np.int64]

KINDS = ("title", "titled", "name", "fact")
"""How a target hangs on its seed: the seed's text names the target's title; the target's text
names the seed's title; both mention one name; a fact in view joins names of both."""

# Log-odds, fitted as `explained` says; a fact is taken for a name that both passages share.
KIND = np.array([-0.5, -1.3, -1.6, -1.6])
WEIGHTS = {"joint": 5.0, "gain": 2.0, "rest": 0.6, "seed": 2.5, "behind": 14.0, "fan": -1.1}


@dataclass(frozen=True, slots=True)
class Links:
    """m ways from one passage to another; never within one episode.

    Args:
        seed, target: (m,) rows of the two passages.
        kind: (m,) places in `KINDS`.
        name: (m,) id of the name, or fact, that joins them; any integers.
    """

    seed: Rows
    target: Rows
    kind: Rows
    name: Rows

    def __len__(self) -> int:
        return len(self.seed)


def strengths(links: Links, matches: NDArray[np.float64], weights: Scores, first: Scores) -> Scores:
    """How well each link explains that its target belongs to the answer, as log-odds.

        u(s → t) = kind + 5·joint + 2·gain + 0.6·rest + 2.5·S(s) + 14·(joint − best) − 1.1·ln fan

    joint is how much of the question seed and target cover together, gain what the target adds
    to the seed, rest how much the target covers of what the seed leaves open, each token weighing
    by how far the seed's match of it is behind the best that any passage has, S(s) the seed's
    first-stage score, best the joint coverage of the best link of the same seed and kind, and fan
    the number of targets that the seed reaches by the same name: as in a random walk, a name that
    leads everywhere says little.

    Args:
        matches: (n, q) how well each question token is matched in each row, stretched
            (`rank.maxsim.stretched`).
        weights: (q,) of the question's tokens (`rank.maxsim.token_weights`).
        first: (n,) first-stage scores.

    Returns:
        (m,) on one scale with the `own` scores of passages.
    """
    joint = coverage(np.maximum(matches[links.seed], matches[links.target]), weights)
    seed_alone = coverage(matches, weights)[links.seed]
    by_kind = _groups(links.seed, links.kind)
    best = np.full(len(links), -np.inf)
    np.maximum.at(best, by_kind, joint)
    terms = {
        "joint": joint,
        "gain": joint - seed_alone,
        "rest": _rest(links, matches, weights),
        "seed": first[links.seed],
        "behind": joint - best[by_kind],
        "fan": np.log(_targets(_groups(by_kind, links.name), links.target)),
    }
    score: Scores = KIND[links.kind] + sum(WEIGHTS[term] * terms[term] for term in WEIGHTS)
    return score


def explained(own: Scores, links: Links, strength: Scores) -> Scores:
    """The score of every passage by all that speaks for it: itself, and the links to it.

        score(p) = ln (e^own(p) + Σ_{links s → p} e^u(s → p))

    An answer is explained by a passage alone, or by one that hangs on another; a passage is as
    likely as its explanations together. The weights, `rank.score.OWN` among them, were fitted as
    one logistic model over the explanations of 759 multi-hop questions, so that links and text
    compete on one scale, and rounded; those of rest and fan were tried anew when ten passages were
    linked, 0.4 to 1 and −0.8 to −1.1 being within a point. Any times 0.7 or 1.4 costs at most 4
    points of recall at 5, most less than 1.

    >>> one = np.array([0])
    >>> explained(np.zeros(2), Links(one, one + 1, one, one), np.array([0.0])).round(3)
    array([0.   , 0.693])
    """
    total = own.copy()
    np.logaddexp.at(total, links.target, strength)
    return total


def _rest(links: Links, matches: NDArray[np.float64], weights: Scores) -> Scores:
    """How much each target covers of what its seed leaves open of the question: (m,)."""
    open_ = np.maximum(matches.max(axis=0) - matches[links.seed], 0) * weights
    rest: Scores = (open_ * matches[links.target]).sum(axis=1) / np.maximum(open_.sum(axis=1), 1e-9)
    return rest


def _groups(first: Rows, second: Rows) -> Rows:
    """A number for each different pair, from 0."""
    one, other = (np.unique(column, return_inverse=True)[1] for column in (first, second))
    pairs = one.astype(np.int64) * (other.max(initial=0) + 1) + other
    return np.unique(pairs, return_inverse=True)[1].astype(np.int64)


def _targets(groups: Rows, target: Rows) -> Rows:
    """The number of different targets in the group of each link."""
    width = target.max(initial=0) + 1
    pairs = np.unique(groups * width + target)
    return np.bincount(pairs // width, minlength=len(groups))[groups].astype(np.int64)
