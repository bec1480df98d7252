"""The walk's edges in memory: columns with the times in which each edge may be seen.

A walk asks for the edges of two thousand nodes in ten rounds. Where a server answers, each round
waits for it; columns that are read once and followed answer in a millisecond.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from graphmem.model import View
from graphmem.store.base import Edges
from graphmem.store.sqlite_rows import seen

# An edge by its number, any that is its own, and its ends; the instants are those of
# `edge_in_view`, with EVER and FOREVER where there is none.
EDGE = np.dtype(
    [
        (name, np.int64)
        for name in (
            *("number", "one", "other"),
            *("told", "shown_from", "shown_to", "system_from", "system_to"),
        )
    ]
)
LEAST, SHARE = 1_024, 8  # new edges that are kept apart: so many, or one in so many of all
Rows = NDArray[np.void]


class EdgeTable:
    """Edges that are added and changed: 120 bytes an edge.

    The new ones are kept apart until they are many, so that a single one costs no sorting of all.
    """

    def __init__(self) -> None:
        self._old = self._new = Sorted(np.zeros(0, EDGE))

    def put(self, rows: Rows) -> None:
        """Add edges; one that is known by its number takes the times that are given."""
        fresh = rows[~self._old.replace(rows)]
        self._new = Sorted(np.concatenate([self._new.rows, fresh]))
        if len(self._new.rows) > max(LEAST, len(self._old.rows) // SHARE):
            self._old = Sorted(np.concatenate([self._old.rows, self._new.rows]))
            self._new = Sorted(np.zeros(0, EDGE))

    def neighbours(self, nodes: Sequence[int], view: View, limit: int) -> Edges:
        """Edges in view from each of *nodes*, at most *limit* a node; all weigh the same."""
        asked = np.array(nodes, np.int64)
        found = [part.edges(asked, view, limit) for part in (self._old, self._new)]
        owners, others = (np.concatenate(column) for column in zip(*found, strict=True))
        if len(found[1][0]):
            order = np.lexsort((others, owners))
            owners, others = owners[order], others[order]
        within = ranks(np.bincount(owners, minlength=len(asked))) < limit
        return Edges(owners[within], others[within], np.ones(int(within.sum())))


class Sorted:
    """Edges sorted by their numbers, and seen from both ends; of equal ones the last counts."""

    def __init__(self, rows: Rows) -> None:
        numbers = rows["number"]
        order = np.argsort(numbers, kind="stable")
        last = np.append(np.diff(numbers[order]) != 0, np.ones(min(len(order), 1), np.bool_))
        self.rows = rows.take(order[last])
        self.numbers = self.rows["number"].copy()  # a column, not every eighth of a table
        nodes = np.concatenate([self.rows["one"], self.rows["other"]])
        others = np.concatenate([self.rows["other"], self.rows["one"]])
        by_node = np.lexsort((others, nodes))
        self.nodes, self.others = nodes[by_node], others[by_node]
        self.places = by_node % max(len(self.rows), 1)

    def replace(self, rows: Rows) -> NDArray[np.bool_]:
        """Give known edges other times; which of some edges are known."""
        places = np.searchsorted(self.numbers, rows["number"])
        known: NDArray[np.bool_] = np.append(self.numbers, 0)[places] == rows["number"]
        known &= places < len(self.numbers)
        self.rows[places[known]] = rows[known]  # the ends of a known edge are what they were
        return known

    def edges(
        self, asked: NDArray[np.int64], view: View, limit: int
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Edges in view from some nodes: the place of the node, and where the edge leads.

        In order of both; the first *limit* of each node, and perhaps more.
        """
        first = np.searchsorted(self.nodes, asked, "left")
        held = np.searchsorted(self.nodes, asked, "right") - first
        counts = np.minimum(held, limit)
        while True:
            owners = np.repeat(np.arange(len(asked)), counts)
            found = np.repeat(first, counts) + ranks(counts)
            shown = in_view(self.rows.take(self.places[found]), view)  # [] is 20 times slower
            owners = owners[shown]
            lacking = np.bincount(owners, minlength=len(asked)) < np.minimum(held, limit)
            if not (lacking & (counts < held)).any():
                return owners, self.others[found[shown]]
            counts = np.where(lacking, held, counts)  # there were some that are not in view


def ranks(counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """0, 1, … for each of some counts.

    >>> ranks(np.array([2, 0, 3]))
    array([0, 1, 0, 1, 2])
    """
    ends = np.cumsum(counts)
    numbers: NDArray[np.int64] = np.arange(int(ends[-1]) if len(ends) else 0)
    return numbers - np.repeat(ends - counts, counts)


def in_view(rows: Rows, view: View) -> NDArray[np.bool_]:
    """Which edges may be walked: `edge_in_view` of the SQLite store."""
    at = seen(view)
    shown: NDArray[np.bool_] = (
        (rows["system_from"] <= at["system"])
        & (rows["system_to"] > at["system"])
        & (rows["told"] <= at["told"])
        & (rows["shown_from"] <= at["shown_by"])
        & (rows["shown_to"] > at["shown_after"])
    )
    return shown
