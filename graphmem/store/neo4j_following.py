"""What a Neo4j store keeps in memory of its namespace, and how it follows what is written.

Vectors and edges are read as columns once; later looks read what came since, by whomever. Numpy
finds the nearest and walks as on SQLite, faster than the server's own vector index and than a
statement for each round of a walk (see benchmarks/RESULTS.md).

While a writing is being made visible, its rows come to light one after the other. But the next
one cannot begin before: all writings but the last are whole. Of the last, `Namespace.changed` says
how many rows it has; until so many were seen, they are read again.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from graphmem.instant import EVER, FOREVER, moment
from graphmem.model import Delta
from graphmem.store.edges import EDGE, EdgeTable, Rows
from graphmem.store.neo4j_server import Neo4jServer
from graphmem.store.vectors import VectorTable, same_embedder

VECTORS_AT_ONCE = 20_000
KEYS_AT_ONCE = 20_000  # passages and entities whose edges are read at once


@dataclass(slots=True)
class Mark:
    """How far all is known: instants and keys; *revision* is none before the first whole look."""

    erasures: int = -1
    written: int = -1  # how often this process had written
    revision: int | None = None
    passages: int = 0  # the last passage's key
    claims: int = 0  # the last sentence's


class Neo4jFollowing:
    """The part of a Neo4j store that is kept in memory."""

    server: Neo4jServer
    embedder: tuple[str, int]
    vectors: VectorTable  # of passages
    spoken: VectorTable  # of claims' sentences
    edges: EdgeTable | None
    retracted: tuple[Sequence[int], Sequence[int]]  # claims by their sentences, and since when
    mark: Mark
    following: threading.Lock

    def _forget(self, erasures: int = -1) -> None:
        """Know nothing of what was written."""
        self.mark = Mark(erasures)
        self.edges, self.retracted = None, ((), ())
        for table in (self.vectors, self.spoken):
            table.clear(max(erasures, 0))

    def _follow(self) -> bool:
        """Read what was written since the last look; whether the vectors are complete."""
        written = self.server.written
        (held,) = self.server.records("namespace")
        same_embedder(held, *self.embedder)
        if held["erasures"] != self.mark.erasures:
            self._forget(held["erasures"])
        if held["revision"] not in (None, self.mark.revision):
            self._follow_claims(held)
        whole = held["reembedded"] is None
        if whole and self.vectors.size != held["passages"]:
            self.vectors.cut(self.mark.passages)
            self._extend(self.vectors, "vectors")
            if self.vectors.size == held["passages"]:
                self.mark.passages = self.vectors.last
        self.mark.written = written
        return whole

    def _follow_own(self) -> None:
        """Look again if this process wrote since the last look."""
        if self.mark.written != self.server.written:
            self._follow()

    def _follow_claims(self, held: dict[str, Any]) -> None:
        """Read the sentences and the edges that came since, and which claims were retracted."""
        revision, known = held["revision"], self.mark.revision
        table = self.edges or self._edges(held["keys"])
        after = moment(revision - 1 if known is None else known)
        ((mentions, facts, same),) = self.server.rows("edges_since", after=after)
        table.put(edges(mentions, facts, same))
        self.edges = table
        self.spoken.cut(self.mark.claims)
        self._extend(self.spoken, "sentence_vectors")
        ((keys, times),) = self.server.rows("claims_retracted")
        self.retracted = keys, times
        seen = list(times).count(revision)
        seen += sum(mentioned == revision for *_, mentioned, _ in mentions)
        seen += sum(revision in (since, until) for *_, since, until in (*facts, *same))
        seen += np.count_nonzero(self.spoken.recorded_at[: self.spoken.size] == revision)
        if seen >= (held["changed"] or 0):  # none in a graph of an older format
            self.mark.revision, self.mark.claims = revision, self.spoken.last

    def _edges(self, keys: int) -> EdgeTable:
        """All edges of the nodes with keys up to one."""
        table = EdgeTable()
        for after in range(0, keys, KEYS_AT_ONCE):
            until = after + KEYS_AT_ONCE
            ((mentions, facts, same),) = self.server.rows("edges", after=after, until=until)
            table.put(edges(mentions, facts, same))
        return table

    def _extend(self, table: VectorTable, statement: str) -> None:
        """Read the vectors after the last key of a table."""
        while True:
            (columns,) = self.server.rows(statement, after=table.last, limit=VECTORS_AT_ONCE)
            table.extend(zip(*columns, strict=True))
            if len(columns[0]) < VECTORS_AT_ONCE:
                return


def changed(delta: Delta) -> int:
    """How many rows of a delta those who follow will see."""
    mentioned = {mention.passage_id for _, mention in delta.mentions}
    facts, names = (delta.opened, delta.closed), (delta.same, delta.parted)
    parts = (mentioned, delta.sentences, delta.retractions, *facts, *names)
    return sum(map(len, parts))


def edges(
    mentions: Iterable[Sequence[Any]],
    facts: Iterable[Sequence[Any]],
    same: Iterable[Sequence[Any]],
) -> Rows:
    """Edges of the walk from what the statements `edges` and `edges_since` return."""
    rows = [
        (hash((passage, entity)), 2 * passage, 2 * entity + 1, told, EVER, FOREVER, since, FOREVER)
        for passage, told, since, _, entities in mentions
        for entity in entities
    ]
    rows += [
        (hash((id_, since)), 2 * one + 1, 2 * other + 1, EVER, shown_from, shown_to, since, until)
        for id_, one, other, shown_from, shown_to, since, until in facts
        if one != other
    ]
    rows += [
        (hash(("same", key)), 2 * one + 1, 2 * other + 1, EVER, EVER, FOREVER, since, until)
        for key, one, other, since, until in same
        if one != other
    ]
    return np.array(rows, EDGE)
