"""Confidence: how likely it is that what was found answers the question at all."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graphmem.rank.score import OWN

NAMED = 0.6  # first-stage score that a passage gains if the question names who told it
LOOKED_AT = 50  # of the best passages
THERE = 0.6  # from this cosine on a word of the question counts as said
BEST = 3  # passages that lack the least
TYPICAL = 0.33  # how uneven the matches of a question are that has one word only
MOST_AHEAD = 3.0  # log-odds; more than this between two tellers says no more
WEIGHTS = {
    "missing": -22.0,
    "nowhere": -5.1,
    "uneven": -5.2,
    "ahead": 0.3,
    "closer": 3.0,
    "path": 1.2,
}
BIAS = 2.4


@dataclass(frozen=True, slots=True)
class Signs:
    """What tells whether the best passages answer.

    Only what is asked for counts: tokens of the question that are no stop words, by their weight.
    Where the question names some of the tellers and not the others, `missing` and `uneven` are of
    what those told whom it names.

    Attributes:
        missing: how far the question's tokens stay behind a match of `THERE` in a passage, on
            average; of the `BEST` passages that lack the least.
        nowhere: the same where each token takes its best match in any passage.
        uneven: the spread of what the first passage lacks of each token, as a share of its mean:
            0 where all are matched alike, large where some stand there and others do not at all.
        ahead, closer: by how much the best of those who are named is ahead of all others', in
            log-odds and in how much of the question it covers; 0 where nobody is told apart.
    """

    missing: float
    nowhere: float
    uneven: float
    ahead: float
    closer: float


def confidence(found: Signs, path: bool) -> float:
    """The chance that a question is answered by what was found, as one logistic model.

        σ(2.4 − 22·missing² − 5.1·nowhere − 5.2·uneven + 0.3·ahead + 3·closer + 1.2·path)

    A search always finds something. That it is no answer shows in four ways: what is asked for
    stands nowhere; a thing that the question names is much talked of, but what is asked of it was
    never told, and then some words are matched fully and others hardly (uneven); somebody else
    than whom it names told what fits best ("What did Melanie adopt?", where Caroline tells of
    it); no chain of facts says what is asked. Scores are left out but for the difference of two:
    how high they are differs from one kind of text to the other.

    Fitted within each of seven sets of questions, answerable and not weighing the same: LoCoMo
    with recorded claims and with spaCy's, where 237 of 997 swap the person; BEAM, where 22 of 217
    ask for a detail that was never told; LongMemEval (16 of 247, with a third of the weight); and,
    with a tenth, the first three with 382 questions of other conversations. The bias is of all of
    them: 0.5 is as likely as not where every other question has no answer. How well it tells them
    apart, each conversation by weights of the others, is in benchmarks/RESULTS.md.

    Args:
        found: of `signs`.
        path: whether a chain of facts answers.

    >>> same, swapped = Signs(0.05, 0.0, 0.3, 1.0, 0.1), Signs(0.2, 0.0, 0.4, -2.0, -0.1)
    >>> round(confidence(same, True), 2), round(confidence(swapped, False), 2)
    (0.93, 0.19)
    """
    odds = BIAS + sum(WEIGHTS[name] * value for name, value in terms(found, path).items())
    return 1.0 / (1.0 + math.exp(-max(min(odds, 50.0), -50.0)))


def terms(found: Signs, path: bool) -> dict[str, float]:
    """What the model weighs: the signs, what is missing squared, and whether there is a path.

    A little is missing wherever other words are used; much, where nobody spoke of it. Squared, a
    fifth of the questions of other conversations have a confidence that one answerable question
    in a hundred has; as it is, a twentieth.

    >>> terms(Signs(0.5, 0.0, 0.3, 1.0, 0.1), True)["missing"]
    0.25
    """
    return {**asdict(found), "missing": found.missing**2, "path": float(path)}


def signs(
    matches: NDArray[np.floating[Any]],
    weights: NDArray[np.float64],
    scores: NDArray[np.float64],
    named: NDArray[np.bool_],
) -> Signs:
    """The signs that some passages answer.

    Args:
        matches: (n, q) how well each token of the question is matched in each passage, best
            passage first; one or more.
        weights: (q,) of the tokens, 0 for stop words.
        scores: (n,) log-odds of the passages.
        named: (n,) whether the question names who told the passage.

    >>> rows = np.array([[1.0, 0.2], [0.2, 0.2]])
    >>> found = signs(rows, np.ones(2), np.array([2.0, 1.0]), np.array([False, False]))
    >>> round(found.missing, 2), round(found.nowhere, 2), round(found.uneven, 2), found.ahead
    (0.3, 0.2, 1.0, 0.0)
    """
    asked = weights > 0 if (weights > 0).any() else np.ones(len(weights), np.bool_)
    share = np.maximum(weights[asked], 1e-9)
    share = share / share.sum()
    held = np.asarray(matches, np.float64)[:, asked]
    told_apart = bool(named.any() and not named.all())
    own = named if told_apart else np.ones(len(named), np.bool_)
    lacking = np.maximum(THERE - held, 0) @ share
    covered = held @ share
    return Signs(
        missing=float(np.sort(lacking[own])[:BEST].mean()),
        nowhere=float(np.maximum(THERE - held.max(axis=0), 0) @ share),
        uneven=_uneven(held[own][0], share),
        ahead=ahead_of_others(scores, named),
        closer=float(covered[own].max() - covered[~own].max()) if told_apart else 0.0,
    )


def _uneven(matches: NDArray[np.float64], share: NDArray[np.float64]) -> float:
    """The spread of what one passage lacks of each token, as a share of its mean."""
    if len(matches) < 2:
        return TYPICAL
    lacking = 1 - matches
    mean = float(lacking @ share)
    return float(np.sqrt((lacking - mean) ** 2 @ share)) / max(mean, 0.05)


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
