"""The walk: personalized PageRank by local forward push, held against networkx."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from graphmem.errors import BadInput, NotConverged
from graphmem.rank.push import FEW, Neighbours, push

Edges = list[tuple[int, int, float]]


def neighbours_of(edges: Edges, asked: list[int] | None = None) -> Neighbours:
    """A callback over directed edges; notes what it was asked in *asked*."""

    def neighbours(
        nodes: NDArray[np.int64], limit: int | None
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
        if asked is not None:
            asked.extend(nodes.tolist())
        rows = []
        for i, node in enumerate(nodes):
            held = [(i, v, w) for u, v, w in edges if u == node]
            rows += sorted(held, key=lambda row: -row[2])[:limit]
        return (
            np.array([row[0] for row in rows], np.int64),
            np.array([row[1] for row in rows], np.int64),
            np.array([row[2] for row in rows], np.float64),
        )

    return neighbours


def both_ways(edges: Edges) -> Edges:
    """Every edge and its reverse."""
    return edges + [(v, u, w) for u, v, w in edges]


def exact(edges: Edges, seeds: dict[int, float], damping: float) -> dict[int, float]:
    """The oracle: the stationary distribution of networkx's Google matrix, by a linear solve.

    (`nx.pagerank` iterates on the same matrix, less exactly, and needs SciPy.)
    """
    graph = nx.DiGraph()
    graph.add_nodes_from(seeds)
    for u, v, w in edges:
        graph.add_edge(u, v, weight=w + graph.get_edge_data(u, v, {"weight": 0.0})["weight"])
    step = nx.google_matrix(graph, alpha=damping, personalization=seeds, dangling=seeds)
    equations = np.vstack([step.T - np.eye(len(step)), np.ones(len(step))])
    solution = np.linalg.lstsq(equations, np.append(np.zeros(len(step)), 1.0), rcond=None)[0]
    return dict(zip(graph, solution.tolist(), strict=True))


def walked(
    edges: Edges, seeds: dict[int, float], damping: float, epsilon: float
) -> dict[int, float]:
    """The walk's scores by node."""
    nodes, scores = push(
        np.array(list(seeds)),
        np.array(list(seeds.values())),
        neighbours_of(edges),
        damping=damping,
        epsilon=epsilon,
    )
    return dict(zip(nodes.tolist(), scores.tolist(), strict=True))


weight = st.floats(0.5, 20)
graphs = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12), weight), max_size=40)
restarts = st.dictionaries(st.integers(0, 12), st.floats(0.01, 5), min_size=1, max_size=4)
dampings = st.floats(0, 0.9)


class TestPush:
    @settings(max_examples=150, deadline=None)
    @given(edges=graphs, seeds=restarts, damping=dampings)
    def test_push_equals_networkx(
        self, edges: Edges, seeds: dict[int, float], damping: float
    ) -> None:
        """With a small epsilon the scores are networkx's, on any directed graph."""
        truth = exact(edges, seeds, damping)

        found = walked(edges, seeds, damping, 1e-9)

        assert all(abs(found.get(n, 0.0) - truth[n]) < 1e-6 for n in truth)

    @settings(max_examples=150, deadline=None)
    @given(edges=graphs, seeds=restarts, damping=dampings, epsilon=st.floats(1e-4, 0.2))
    def test_push_knows_its_error(
        self, edges: Edges, seeds: dict[int, float], damping: float, epsilon: float
    ) -> None:
        """No score is too high, and what is missing in all is one minus the scores' sum."""
        truth = exact(edges, seeds, damping)

        found = walked(edges, seeds, damping, epsilon)

        missing = {n: truth[n] - found.get(n, 0.0) for n in truth}
        assert min(missing.values()) > -1e-9
        assert sum(missing.values()) == pytest.approx(1 - sum(found.values()), abs=1e-9)

    @settings(max_examples=150, deadline=None)
    @given(edges=graphs, seeds=restarts, damping=dampings, epsilon=st.floats(1e-4, 0.2))
    def test_push_bounds_the_error_of_each_node(
        self, edges: Edges, seeds: dict[int, float], damping: float, epsilon: float
    ) -> None:
        """On a symmetric graph no node misses more than epsilon times its strength."""
        edges = both_ways([*edges, *((seed, 99, 1.0) for seed in seeds)])
        strength = {u: sum(w for v, _, w in edges if v == u) for u, _, _ in edges}
        truth = exact(edges, seeds, damping)

        found = walked(edges, seeds, damping, epsilon)

        assert all(truth[n] - found.get(n, 0.0) <= epsilon * strength[n] + 1e-9 for n in truth)

    def test_push_takes_any_integers_as_nodes(self) -> None:
        """Ids may be negative or far apart."""
        far = 2**62
        found = walked(both_ways([(-far, far, 1.0)]), {far: 1.0}, 0.5, 1e-9)

        assert found == pytest.approx({far: 2 / 3, -far: 1 / 3}, abs=1e-6)

    def test_push_adds_up_repeated_seeds(self) -> None:
        """A seed that is named twice counts twice."""
        alone = neighbours_of([])

        nodes, scores = push(np.array([7, 3, 7]), np.array([1.0, 2.0, 1.0]), alone)

        assert nodes.tolist() == [3, 7]
        assert scores == pytest.approx([0.5, 0.5], abs=1e-4)

    def test_push_asks_for_a_node_once(self) -> None:
        """The neighbours of a node are fetched at most once."""
        asked: list[int] = []
        ring = both_ways([(n, (n + 1) % 9, 1.0) for n in range(9)])

        push(np.array([0]), np.array([1.0]), neighbours_of(ring, asked), epsilon=1e-8)

        assert sorted(asked) == list(range(9))

    def test_push_asks_for_no_node_that_has_too_many_edges(self) -> None:
        """What leads to a node says that it is strong: then its edges are not fetched."""
        asked: list[int] = []
        wheel = both_ways([edge for n in range(1, 9) for edge in ((0, n, 1.0), (n, 99, 1.0))])

        nodes, scores = push(
            np.array([0]), np.array([1.0]), neighbours_of(wheel, asked), epsilon=0.02
        )

        assert sorted(asked) == list(range(9))
        assert dict(zip(nodes.tolist(), scores.tolist(), strict=True))[99] == 0.5 * 0.125

    def test_push_asks_for_few_edges_first(self) -> None:
        """Of a node that a few edges show to be too strong no others are fetched."""
        limits: dict[int, list[int | None]] = {}
        star = both_ways([(0, 1, 1.0), *((1, n, 1.0) for n in range(100, 200))])

        def noting(
            nodes: NDArray[np.int64], limit: int | None
        ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
            for node in nodes.tolist():
                limits.setdefault(node, []).append(limit)
            return neighbours_of(star)(nodes, limit)

        push(np.array([0]), np.array([1.0]), noting, epsilon=0.1)

        assert limits == {0: [None], 1: [FEW]}

    def test_push_stays_local(self) -> None:
        """What is fetched depends on epsilon, not on the size of the graph."""
        asked: list[int] = []
        line = both_ways([(n, n + 1, 1.0) for n in range(2000)])

        push(np.array([0]), np.array([1.0]), neighbours_of(line, asked), epsilon=1e-3)

        assert len(asked) < 20

    def test_push_raises_when_it_does_not_converge(self) -> None:
        """Too few rounds raise, and the error carries the residual that is left."""
        pair = neighbours_of(both_ways([(0, 1, 1.0)]))

        with pytest.raises(NotConverged, match="after 3 rounds") as error:
            push(np.array([0]), np.array([1.0]), pair, epsilon=1e-9, max_rounds=3)

        assert error.value.change == pytest.approx(0.125)

    @pytest.mark.parametrize("weights", [[0.0], [-1.0], [float("nan")], [float("inf")]])
    def test_push_refuses_seeds_without_weight(self, weights: list[float]) -> None:
        """Seeds need finite weights that are not all zero."""
        with pytest.raises(BadInput, match="seeds"):
            push(np.array([0]), np.array(weights), neighbours_of([]))

    def test_push_refuses_negative_edges(self) -> None:
        """A negative edge is refused."""
        with pytest.raises(BadInput, match="edges"):
            push(np.array([0]), np.array([1.0]), neighbours_of([(0, 1, -1.0)]))

    @pytest.mark.parametrize(("damping", "epsilon"), [(1.0, 1e-3), (-0.1, 1e-3), (0.5, 0.0)])
    def test_push_refuses_bad_settings(self, damping: float, epsilon: float) -> None:
        """Damping is in [0, 1) and epsilon above 0."""
        with pytest.raises(BadInput, match="damping"):
            push(
                np.array([0]), np.array([1.0]), neighbours_of([]), damping=damping, epsilon=epsilon
            )
