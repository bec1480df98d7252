"""What a Neo4j store keeps in memory of its namespace, and how it follows what is written.

Vectors and edges are read as columns once; later looks read what came since, by whomever. Numpy
finds the nearest and walks as on SQLite, faster than the server's own vector index and than a
statement for each round of a walk (see benchmarks/RESULTS.md).

While a writing is being made visible, its rows come to light one after the other. But the next
one of a namespace cannot begin before: on one server all writings but the last are whole. Of the
last, `Namespace.changed` says how many rows it has; until so many were seen, they are read again.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

import numpy as np

from graphmem.errors import StoreError
from graphmem.instant import EVER, FOREVER, moment
from graphmem.model import Delta, View
from graphmem.store.edges import EDGE, EdgeTable, Rows
from graphmem.store.neo4j_rows import seen
from graphmem.store.neo4j_server import Neo4jServer, Work
from graphmem.store.vectors import VectorTable, same_embedder

VECTORS_AT_ONCE = 20_000
KEYS_AT_ONCE = 20_000  # passages, entities and sentences whose edges are read at once
MANY = 1_000  # keys; whether more are in view is not asked for each
PATIENCE = 60.0  # seconds in which a writing is visible at last, whatever was counted
# What of a namespace's node moves when something is written.
MOVING = ("revision", "changed", "keys", "passages", "reembedded")
T = TypeVar("T")


@dataclass(slots=True)
class Mark:
    """How far what is written is known: up to when, and up to which keys, all of it."""

    erasures: int = -1
    written: int = -1  # how often this process had written
    revision: int = 0  # all that was written before; an instant
    passages: int = 0
    claims: int = 0
    edges: int = 0  # up to here they were read, perhaps not all
    whole: tuple[Any, ...] = ()  # the namespace's node when all was known
    seen: tuple[Any, ...] = ()  # the same at the last look,
    since: float = 0.0  # and when it was first so


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
        """Read what was written since the last look; whether there are vectors."""
        written = self.server.written
        (held,) = self.server.records("namespace")
        same_embedder(held, *self.embedder)
        if held["erasures"] != self.mark.erasures:
            self._forget(held["erasures"])
        state = tuple(held[name] for name in MOVING)
        if held["revision"] is not None and state != self.mark.whole:
            if held["changed_at"] != held["revision"]:  # by an older graphmem, which marks nothing
                self._forget(held["erasures"])
                held["changed"] = 0
            if state != self.mark.seen:
                self.mark.seen, self.mark.since = state, time.monotonic()
            self._catch_up(held)
        self.mark.written = written
        return held["reembedded"] is None

    def _follow_own(self) -> None:
        """Look again if this process wrote since the last look."""
        if self.mark.written != self.server.written:
            self._follow()

    def _catch_up(self, held: dict[str, Any]) -> None:
        """Read what the namespace's node says that there is more."""
        revision, keys = held["revision"], held["keys"]
        found = self._edges_until(revision, keys)
        self.spoken.cut(self.mark.claims)
        self._extend(self.spoken, "sentence_vectors")
        found += int(np.count_nonzero(self.spoken.recorded_at[: self.spoken.size] == revision))
        ((hidden, times),) = self.server.rows("claims_retracted")
        self.retracted = hidden, times
        found += list(times).count(revision)
        whole = found >= held["changed"]
        if held["reembedded"] is None:
            self.vectors.cut(self.mark.passages)
            self._extend(self.vectors, "vectors")
            there = self.vectors.keys[: self.vectors.size]
            whole &= np.searchsorted(there, keys, "right") == held["passages"]
        if whole or time.monotonic() - self.mark.since > PATIENCE:
            self.mark.whole, self.mark.revision, self.mark.claims = self.mark.seen, revision, keys
            if held["reembedded"] is None:
                self.mark.passages = keys

    def _shown(self, what: str, view: View) -> Callable[[list[int]], Sequence[int]]:
        """Tells which of some passages or claims, told later, are in view all the same.

        Of few it asks for these; of many, where hardly any is, for all that are.

        Args:
            what: "passages" or "claims".
            view: what may be seen.
        """

        @cache
        def every() -> Sequence[int]:
            ((found,),) = self.server.rows(f"{what}_all_shown", **seen(view))
            return list(found)

        def shown(keys: list[int]) -> Sequence[int]:
            if len(keys) > MANY:
                return every()
            ((found,),) = self.server.rows(f"{what}_shown", keys=keys, **seen(view))
            return list(found)

        return shown

    def _write_anew(self, change: Callable[[Work], T]) -> T:
        """One writing after which everybody reads everything again; it counts an erasure."""
        done = self.server.write(change)
        self._look_again()
        return done

    def _look_again(self) -> None:
        """Let those look again who looked while something was being made visible."""
        with suppress(StoreError):  # what was written is written
            self.server.write(lambda work: work.rows("erasures_count"))

    def _edges_until(self, revision: int, keys: int) -> int:
        """Read the edges that came or changed by a system time; of how many rows of that time."""
        if self.edges is None or keys - self.mark.edges > KEYS_AT_ONCE:
            table = EdgeTable()
            for after in range(0, keys, KEYS_AT_ONCE):
                until = after + KEYS_AT_ONCE
                ((mentions, facts, same),) = self.server.rows("edges", after=after, until=until)
                table.put(edges(mentions, facts, same))
            self.edges, self.mark.revision = table, revision
        # Two writings may have one system time: those of the last one known are read again.
        known = moment(self.mark.revision - 1)
        ((mentions, facts, same),) = self.server.rows("edges_since", after=known)
        self.edges.put(edges(mentions, facts, same))
        self.mark.edges = keys
        ends = [*(row[3:4] for row in mentions), *(row[-2:] for row in (*facts, *same))]
        return sum(revision in times for times in ends)

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
