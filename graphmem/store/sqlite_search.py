"""How a SQLite store is searched: words by FTS5, vectors by numpy, edges from their table.

Vectors are scanned in memory as int8 directions; other processes' writings are noticed by the
file's data version and read on from the last key.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graphmem.model import View
from graphmem.store import sqlite_rows as rows
from graphmem.store.base import Edges, Row, Scored, Tokens
from graphmem.store.sqlite_file import listed
from graphmem.store.sqlite_read import SqliteReading
from graphmem.store.sqlite_rows import seen
from graphmem.store.vectors import VectorTable, same_embedder
from graphmem.text import TOKEN


class SqliteSearch(SqliteReading):
    """The searching half of a SQLite store."""

    vectors: VectorTable
    embedder: tuple[str, int]

    def matching(
        self, words: Sequence[str], view: View, limit: int, among: Sequence[str] | None = None
    ) -> Scored:
        """Passages in view that hold any of *words*, by FTS5's BM25."""
        words = [word for word in dict.fromkeys(words) if TOKEN.fullmatch(word)]
        chosen = [word for word in words if among is None or word in among]
        if not chosen:
            return Scored(np.zeros(0, np.int64), np.zeros(0))
        rest = [word for word in words if word not in chosen]
        query = alternatives(marked(self.ns, chosen))
        if rest:
            # A phrase that stands twice in a query counts twice: here each does.
            query = f"({query}) AND ({query} OR {alternatives(marked(self.ns, [*rest, *rest]))})"
        if view.system is None and not view.asked:
            found = self.file.rows("matching_all", query=query, limit=limit)
        else:
            found = self.file.rows("matching", query=query, limit=limit, **seen(view))
        return scored(found, times=2 if rest else 1)

    def phrase(self, words: Sequence[str], view: View, limit: int) -> list[int]:
        """Passages that hold some words one after the other."""
        if not words or not all(TOKEN.fullmatch(word) for word in words):
            return []
        query = f'"{" ".join(marked(self.ns, words))}"'
        return [key for (key,) in self.file.rows("phrase", query=query, limit=limit, **seen(view))]

    def titled(self, titles: Sequence[str], view: View) -> list[tuple[str, int]]:
        """Passages of episodes with some titles."""
        found = self.file.rows("titled", ns=self.ns, titles=listed(titles), **seen(view))
        return [(title, key) for title, key in found]

    def nearest(self, vector: NDArray[np.float32], view: View, limit: int) -> Scored:
        """Passages in view by cosine with *vector*."""
        with self.file.reading():
            held = self._row()
            same_embedder(held, *self.embedder)
            if held["reembedded"] is not None:
                return scored([])
            self._follow(held["erasures"])
            limits = seen(view)

            def shown(keys: list[int]) -> list[int]:
                return [
                    key for (key,) in self.file.rows("passages_shown", keys=listed(keys), **limits)
                ]

            system, told = limits["system"], limits["told"]
            return self.vectors.nearest(vector, system, told, limit, shown=shown)

    def rows(self, keys: Sequence[int], view: View) -> list[Row]:
        """Passages for the first stage."""
        asked = listed(map(int, keys))
        found = self.file.records("rows", keys=asked, **seen(view), **self._own())
        return [rows.row(row, self.embedder[1]) for row in found]

    def tokens(self, keys: Sequence[int]) -> list[Tokens]:
        """The tokens of some passages."""
        found = self.file.rows("tokens", keys=listed(map(int, keys)), **self._own())
        return [rows.tokens(ids, packed) for ids, packed in found]

    def frequencies(self, words: Sequence[str]) -> tuple[Mapping[str, int], int, float]:
        """Word statistics over the file."""
        given = list(dict.fromkeys(words))
        names = dict(zip(marked(self.ns, given), given, strict=True))
        found = self.file.rows("frequencies", words=listed(names))
        row = self._row()
        counts = {names[term]: count for term, count in found}
        return counts, row["passages"], row["words"] / max(row["passages"], 1)

    def nodes(self, entity_ids: Sequence[str]) -> Mapping[str, int]:
        """The nodes of some entities."""
        found = self.file.rows("entity_keys", ns=self.ns, ids=listed(entity_ids))
        return {id_: 2 * key + 1 for id_, key in found}

    def neighbours(self, nodes: Sequence[int], view: View, limit: int) -> Edges:
        """Edges in view from some nodes; all weigh the same."""
        asked = [int(node) for node in nodes]
        every = self.file.rows("neighbours", nodes=listed(asked), limit=limit, **seen(view))
        found = [(place, others) for place, others in every if others]
        places = np.array([place for place, _ in found], np.int64)
        counts = [others.count(" ") + 1 for _, others in found]
        others = np.fromstring(" ".join(others for _, others in found), np.int64, sep=" ")
        return Edges(np.repeat(places, counts), others, np.ones(len(others)))

    def _own(self) -> dict[str, Any]:
        """The parameters of `vectors_in_view`."""
        embedder, dimension = self.embedder
        return {"ns": self.ns, "embedder": embedder, "dimension": dimension}

    def _follow(self, erasures: int) -> None:
        """Read the vectors that were written since the last look, by whomever."""
        if erasures != self.vectors.erasures:
            self.vectors.clear(erasures)
        self.vectors.extend(self.file.rows("vectors", ns=self.ns, after=self.vectors.last))


def marked(ns: int, words: Iterable[str]) -> list[str]:
    """Words as the index holds them: with their namespace."""
    return [f"{ns}_{word}" for word in words]


def alternatives(words: Iterable[str]) -> str:
    """An FTS5 expression for any of some words."""
    return " OR ".join(f'"{word}"' for word in words)


def scored(found: Sequence[tuple[int, float]], times: int = 1) -> Scored:
    """Rows of (key, so many times the score) as arrays."""
    table = np.array(found, np.float64).reshape(-1, 2)
    return Scored(table[:, 0].astype(np.int64), table[:, 1] / times)
