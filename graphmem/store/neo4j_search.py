"""How a Neo4j store is searched: words by its full-text index, vectors and edges in memory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graphmem.instant import end_micros
from graphmem.model import View
from graphmem.store import sqlite_rows as plain
from graphmem.store.base import Edges, Row, Scored, Tokens
from graphmem.store.edges import EdgeTable
from graphmem.store.neo4j_following import Neo4jFollowing
from graphmem.store.neo4j_read import Neo4jReading, in_order
from graphmem.store.neo4j_rows import seen
from graphmem.text import TOKEN

# Lucene takes at most 1,024 alternatives in one query; a question of more words loses its last.
MOST_WORDS = 1_000


class Neo4jSearch(Neo4jReading, Neo4jFollowing):
    """The searching half of a Neo4j store."""

    number: int

    def matching(
        self, words: Sequence[str], view: View, limit: int, among: Sequence[str] | None = None
    ) -> Scored:
        """Passages in view that hold any of *words*, by Lucene's BM25."""
        known = [word for word in dict.fromkeys(words) if TOKEN.fullmatch(word)][:MOST_WORDS]
        chosen = [word for word in known if among is None or word in among]
        if not chosen:
            return Scored(np.zeros(0, np.int64), np.zeros(0))
        query, rest = (
            " ".join(f'"{word}"' for word in marked(self.number, some))
            for some in (chosen, [word for word in known if word not in chosen])
        )
        query = f"+({query}) {rest}" if rest else query
        ((keys, scores),) = self.server.rows("matching", query=query, limit=limit, **seen(view))
        return Scored(np.array(keys, np.int64), np.array(scores, np.float64))

    def phrase(self, words: Sequence[str], view: View, limit: int) -> list[int]:
        """Passages that hold some words one after the other."""
        if not words or not all(TOKEN.fullmatch(word) for word in words):
            return []
        query = f'"{" ".join(marked(self.number, words))}"'
        ((keys,),) = self.server.rows("phrase", query=query, limit=limit, **seen(view))
        return list(keys)

    def titled(self, titles: Sequence[str], view: View) -> list[tuple[str, int]]:
        """Passages of episodes with some titles."""
        if not titles:
            return []
        found = self.server.rows("titled", titles=list(dict.fromkeys(titles)), **seen(view))
        place = {title: place for place, title in enumerate(titles)}
        return sorted(((title, key) for title, key in found), key=lambda f: (place[f[0]], f[1]))

    def nearest(self, vector: NDArray[np.float32], view: View, limit: int) -> Scored:
        """Passages in view by cosine with *vector*."""
        system, told = end_micros(view.system), end_micros(view.valid if view.asked else None)
        shown = self._shown("passages", view)
        with self.following:
            if not self._follow():
                return Scored(np.zeros(0, np.int64), np.zeros(0))
            return self.vectors.nearest(vector, system, told, limit, shown=shown)

    def rows(self, keys: Sequence[int], view: View) -> list[Row]:
        """Passages for the first stage."""
        asked = list(dict.fromkeys(map(int, keys)))
        if not asked:
            return []
        found = self.server.records("rows", keys=asked, **self._own(), **seen(view))
        skip = len(marked(self.number, [""])[0])
        for record in found:
            record["words"] = " ".join(word[skip:] for word in record["words"].split())
        dimension = self.embedder[1]
        rows = {record["key"]: plain.row(record, dimension) for record in found}
        return in_order(rows, map(int, keys))

    def tokens(self, keys: Sequence[int]) -> list[Tokens]:
        """The tokens of some passages."""
        if not len(keys):
            return []
        found = self.server.rows("tokens", keys=list({*map(int, keys)}), **self._own())
        held = {key: plain.tokens(ids, packed) for key, ids, packed in found}
        return [held.get(int(key)) or plain.tokens(None, None) for key in keys]

    def frequencies(self, words: Sequence[str]) -> tuple[Mapping[str, int], int, float]:
        """Word statistics of the namespace."""
        given = list(dict.fromkeys(words))
        ((passages, total, counts),) = self.server.rows("frequencies", words=given)
        return dict(counts), passages, total / max(passages, 1)

    def nodes(self, entity_ids: Sequence[str]) -> Mapping[str, int]:
        """The nodes of some entities."""
        if not entity_ids:
            return {}
        found = self.server.rows("nodes", ids=list(entity_ids))
        return {id_: 2 * key + 1 for id_, key in found}

    def neighbours(self, nodes: Sequence[int], view: View, limit: int) -> Edges:
        """Edges in view from some nodes, from memory: all rounds of a walk see one state."""
        with self.following:
            self._follow_own()
            return (self.edges or EdgeTable()).neighbours(nodes, view, limit)

    def _own(self) -> dict[str, Any]:
        """The parameters of `vectors_in_view`."""
        embedder, dimension = self.embedder
        return {"embedder": embedder, "dimension": dimension}


def marked(number: int, words: Iterable[str]) -> list[str]:
    """Words as the index holds them: with their namespace's number."""
    return [f"{number}_{word}" for word in words]
