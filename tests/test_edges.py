"""The walk's edges in memory say what a plain list of them says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmem.instant import EVER, FOREVER, micros
from graphmem.model import View
from graphmem.store.edges import EDGE, LEAST, EdgeTable

START = datetime(2024, 1, 1, tzinfo=UTC)
DAYS = [START + timedelta(days=n) for n in range(4)]
Edge = tuple[int, ...]

since = st.sampled_from([EVER, *map(micros, DAYS)])
until = st.sampled_from([FOREVER, *map(micros, DAYS)])
edges = st.tuples(
    st.integers(0, 9), st.integers(0, 4), st.integers(5, 9), since, since, until, since, until
)
views = st.builds(
    View,
    valid=st.none() | st.sampled_from(DAYS),
    system=st.none() | st.sampled_from(DAYS),
    asked=st.booleans(),
)


def found(table: EdgeTable, node: int, view: View, limit: int = 100) -> list[int]:
    """Where edges lead from one node."""
    return list(table.neighbours([node], view, limit).nodes.tolist())


def shown(edge: Edge, view: View) -> bool:
    """Whether an edge is in view."""
    _, _, _, told, shown_from, shown_to, system_from, system_to = edge
    valid = None if view.valid is None else micros(view.valid)
    system = FOREVER - 1 if view.system is None else micros(view.system)
    return (
        system_from <= system < system_to
        and (valid is None or not view.asked or told <= valid)
        and (valid is None or shown_from <= valid < shown_to)
    )


@given(st.lists(st.lists(edges, max_size=6), max_size=5), views)
def test_the_last_that_was_put_of_each_edge_is_seen_from_both_ends(
    batches: list[list[Edge]], view: View
) -> None:
    """An edge keeps its ends; whatever is put later changes its times."""
    held: dict[int, Edge] = {}
    table = EdgeTable()
    for batch in batches:
        batch = [(edge[0], edge[0] % 5, 5 + edge[0] % 3, *edge[3:]) for edge in batch]
        table.put(np.array(batch, EDGE))
        held |= {edge[0]: edge for edge in batch}

    for node in range(10):
        ends = [edge[1:3] for edge in held.values() if shown(edge, view)]
        wanted = [b if node == a else a for a, b in ends if node in (a, b)]
        assert found(table, node, view) == sorted(wanted)


def test_many_edges_are_found_as_few_are() -> None:
    """New edges are kept apart until they are many; then they are sorted in among the others."""
    table = EdgeTable()
    rows = [(n, 0, n + 1, EVER, EVER, FOREVER, EVER, FOREVER) for n in range(3 * LEAST)]
    for start in range(0, len(rows), 700):
        table.put(np.array(rows[start : start + 700], EDGE))
    table.put(np.array([(5, 0, 6, EVER, EVER, FOREVER, EVER, micros(START))], EDGE))

    ends = found(table, 0, View(), 10 * LEAST)

    assert ends == [n + 1 for n in range(3 * LEAST) if n != 5]
    assert found(table, 6, View()) == []
    assert found(table, 6, View(system=START - timedelta(days=1))) == [0]


def test_a_node_that_is_asked_for_twice_has_its_edges_twice_and_no_more_than_asked_for() -> None:
    """As every store's walk: the place of a node says whose an edge is."""
    table = EdgeTable()
    table.put(
        np.array([(n, 0, n + 1, *[EVER] * 2, FOREVER, EVER, FOREVER) for n in range(5)], EDGE)
    )

    edges = table.neighbours([0, 7, 0], View(), 3)

    assert edges.owners.tolist() == [0, 0, 0, 2, 2, 2]
    assert edges.nodes.tolist() == [1, 2, 3, 1, 2, 3]
    assert edges.weights.tolist() == [1.0] * 6


@pytest.mark.parametrize("nodes", [[], [1, 2]])
def test_an_empty_table_has_no_edges(nodes: list[int]) -> None:
    """Nor has one that is asked for nothing."""
    assert not len(EdgeTable().neighbours(nodes, View(), 5).nodes)
