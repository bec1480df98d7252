"""Personalized PageRank by local forward push: the walk that never sees the whole graph."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from graphmem.errors import BadInput, NotConverged

Nodes: TypeAlias = NDArray[np.int64]
Weights: TypeAlias = NDArray[np.float64]
Entry = TypeVar("Entry", bound=np.generic)
Neighbours: TypeAlias = Callable[[Nodes, int | None], tuple[NDArray[np.int64], Nodes, Weights]]
"""Asked for nodes (k,), gives their edges: owner's index in those nodes, other end, weight.

Of each node all edges, or at most so many as are asked for, the heaviest.
"""

DAMPING = 0.5
EPSILON = 3e-5
# The strength that a node is taken to have at least, so that one hanging on a thin edge is
# neither fetched nor pushed for next to no mass.
LEAST_STRENGTH = 0.5
# Of a node that is not pushed if it has so many edges of weight 1, no more are fetched at first.
FEW = 8


def push(
    seeds: Nodes,
    weights: Weights,
    neighbours: Neighbours,
    *,
    damping: float = DAMPING,
    epsilon: float = EPSILON,
    max_rounds: int = 1000,
) -> tuple[Nodes, Weights]:
    """Personalized PageRank around *seeds*, by synchronous forward push.

    Approximates from below the solution x of

        x = d·Pᵀx + (1 − d)·r,    P(u, v) = w(u, v) / s(u),    s(u) = Σ_v w(u, v)

    where r is the restart distribution (*weights* scaled to sum 1) and d the *damping*: the
    probability that the walk continues. A node without edges sends its mass back to the seeds.
    Every node keeps a residual, at first r. A round pushes all nodes whose residual exceeds
    *epsilon* · max(s, 0.5): a share 1 − d of the residual is its score, the rest goes to its
    neighbours. A node's neighbours are asked for only where the edges that are known to lead to it
    do not say already that s is too large, and first a few where these may say so: w is taken to be
    symmetric. Where it is not, s is the larger of what leaves a node and what is known to reach it.

    The error is known. With ρ the residuals that are left, ρ(u) ≤ *epsilon* · max(s(u), 0.5),
    and the returned y = score + (1 − d)·ρ:

        0 ≤ x − y,    Σ (x − y) = d · Σ ρ = 1 − Σ y

    and, where w is symmetric, no seed without edges and every s at least 0.5 (Andersen et al.,
    lemma 2 and the symmetry of the walk):  x(v) − y(v) ≤ *epsilon* · s(v).

    Args:
        seeds: (k,) node ids, any integers; repeated ones add up.
        weights: (k,) finite, non-negative, not all zero; no unit.
        neighbours: edges of the nodes it is given; weights finite and non-negative.
        damping: in [0, 1).
        epsilon: > 0; 1e-3 is coarse, 1e-5 near exact; the strengths of all
            pushed nodes sum to at most 1 / ((1 − d)·epsilon), whatever the size of the graph.
        max_rounds: far above the usual 5 to 20.

    Returns:
        nodes (n,) int64, all that were reached, the seeds first; scores (n,) float64, ≥ 0.

    Raises:
        BadInput: weights, edges, damping or epsilon outside what is said above.
        NotConverged: after *max_rounds*; carries the residual that is left.

    >>> def path(nodes, _):  # 0 – 1 – 2
    ...     edges = [(i, m, 1.0) for i, n in enumerate(nodes) for m in (n - 1, n + 1) if 0 <= m < 3]
    ...     return tuple(np.array(column) for column in zip(*edges))
    >>> nodes, scores = push(np.array([0]), np.array([1.0]), path, epsilon=1e-6)
    >>> nodes, scores.round(3)
    (array([0, 1, 2]), array([0.583, 0.333, 0.083]))

    Andersen, Chung, Lang, "Local Graph Partitioning using PageRank Vectors", FOCS 2006.
    Haveliwala, "Topic-Sensitive PageRank", WWW 2002: the restart vector.
    Gutiérrez et al., "From RAG to Memory", ICML 2025, arXiv:2502.14802: its use here.
    """
    if not 0 <= damping < 1 or not epsilon > 0:
        raise BadInput(f"the walk needs 0 <= damping < 1 and epsilon > 0; got {damping}, {epsilon}")
    known = _Neighbourhood(seeds, weights)
    residual: Weights = known.restart.copy()
    score: Weights = np.zeros(len(residual))
    for _ in range(max_rounds):
        # Only what exceeds the least that its strength can be may exceed its strength itself.
        residual = known.ask(residual, epsilon, neighbours)
        score = known.grown(score)
        ready = residual > epsilon * np.maximum(known.strength, known.least)
        if not ready.any():
            return known.nodes, score + (1 - damping) * residual
        mass = np.where(ready, residual, 0.0)
        score += (1 - damping) * mass
        residual = residual - mass + damping * known.spread(mass)
    raise NotConverged(
        f"the walk left a residual of {residual.sum():.2e} after {max_rounds} rounds. "
        f"Raise epsilon ({epsilon:g}) or max_rounds, or lower damping ({damping:g}).",
        float(residual.sum()),
    )


class _Neighbourhood:
    """The part of the graph that the walk has seen; nodes are numbered as they are met."""

    def __init__(self, seeds: Nodes, weights: Weights) -> None:
        weights = np.asarray(weights, np.float64)
        if not (np.isfinite(weights).all() and (weights >= 0).all() and weights.sum() > 0):
            raise BadInput("the walk's seeds need finite weights >= 0 that are not all zero")
        self.nodes, place = np.unique(np.asarray(seeds, np.int64), return_inverse=True)
        self.sorted, self.order = self.nodes, np.arange(len(self.nodes))
        self.restart = np.bincount(place, weights, len(self.nodes)) / weights.sum()
        self.asked = np.zeros(len(self.nodes), np.bool_)
        self.strength: Weights = np.zeros(len(self.nodes))
        self.least: Weights = np.full(len(self.nodes), LEAST_STRENGTH)
        self.seen: Weights = np.zeros(len(self.nodes))
        self.owner = self.other = np.zeros(0, np.int64)
        self.weight: Weights = np.zeros(0)

    def ask(self, residual: Weights, epsilon: float, neighbours: Neighbours) -> Weights:
        """Fetch the edges of what may have to be pushed; the residuals of all that is known now."""
        while len(fresh := np.flatnonzero((residual > epsilon * self.least) & ~self.asked)):
            few = (residual[fresh] <= epsilon * FEW) & (self.seen[fresh] == 0)
            self._fetch(fresh[~few], None, neighbours)
            self._fetch(fresh[few], FEW, neighbours)
            residual = self.grown(residual)
        return residual

    def _fetch(self, fresh: NDArray[np.int64], limit: int | None, neighbours: Neighbours) -> None:
        """Fetch edges of some nodes; one that has *limit* may have more, and stays unasked."""
        if not len(fresh):
            return
        owner, other, weight = neighbours(self.nodes[fresh], limit)
        owner, weight = np.asarray(owner, np.int64), np.asarray(weight, np.float64)
        if not (np.isfinite(weight).all() and (weight >= 0).all()):
            raise BadInput("the walk's edges need finite weights >= 0")
        counts = np.bincount(owner, minlength=len(fresh))
        whole = np.ones(len(fresh), np.bool_) if limit is None else counts < limit
        self.asked[fresh] = whole
        # Never 0: it was looked at, and the next time all of its edges are asked for.
        self.seen[fresh] = np.bincount(owner, weight, len(fresh)).clip(LEAST_STRENGTH)
        kept = whole[owner]
        self.owner = np.concatenate([self.owner, fresh[owner[kept]]])
        others = self._numbers(np.asarray(other, np.int64)[kept])
        self.other = np.concatenate([self.other, others])
        self.weight = np.concatenate([self.weight, weight[kept]])
        self.asked, self.restart = self.grown(self.asked), self.grown(self.restart)
        self.seen = self.grown(self.seen)
        self.strength = np.bincount(self.owner, self.weight, len(self.nodes)).astype(np.float64)
        reached = np.bincount(self.other, self.weight, len(self.nodes))
        self.least = np.maximum(reached, self.seen).clip(LEAST_STRENGTH)

    def _numbers(self, ids: Nodes) -> NDArray[np.int64]:
        """The numbers of *ids*; those not met before are added to the nodes."""
        ids, back = np.unique(ids, return_inverse=True)
        place = np.searchsorted(self.sorted, ids)
        new = np.append(self.sorted, 0)[place] != ids
        new |= place == len(self.sorted)
        numbers = np.append(self.order, 0)[place]
        numbers[new] = len(self.nodes) + np.arange(new.sum())
        self.nodes = np.concatenate([self.nodes, ids[new]])
        # Inserting keeps the ids sorted for the next look-up: no sort of all nodes every round.
        self.sorted = np.insert(self.sorted, place[new], ids[new])
        self.order = np.insert(self.order, place[new], numbers[new])
        return numbers[back]

    def spread(self, mass: Weights) -> Weights:
        """One step of the walk: Pᵀ·mass, the mass of nodes without edges back at the seeds."""
        held = self.strength > 0
        share = np.divide(mass, self.strength, out=np.zeros_like(mass), where=held)
        moved = np.bincount(self.other, share[self.owner] * self.weight, len(self.nodes))
        returned: Weights = moved + mass[~held].sum() * self.restart
        return returned

    def grown(self, values: NDArray[Entry]) -> NDArray[Entry]:
        """*values* with zeros for the nodes met since."""
        return np.concatenate([values, np.zeros(len(self.nodes) - len(values), values.dtype)])
