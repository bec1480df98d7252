"""The vectors of a `DictStore`: whose they are, and how they become another embedder's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from graphmem.model import Indexed, Passage, View
from graphmem.store.base import Scored, Tokens
from graphmem.store.dict_search import DictSearch, best, cosine
from graphmem.store.vectors import same_embedder


class DictVectors(DictSearch):
    """The part of the reference store that knows its embedder."""

    def __init__(self) -> None:
        super().__init__()
        self._embedder: tuple[str, int] | None = None
        self._waiting: set[str] | None = None  # passages to be embedded anew, while any are

    def setup(self, embedder: str, dimension: int, *, change: bool = False) -> None:
        """Remember whose vectors these are."""
        given = embedder, dimension
        if change and self._embedder not in (None, given):
            self._waiting = set(self.contents.passages)
            self.contents.sentences.clear()
        elif self._embedder is not None:
            same_embedder(dict(zip(("embedder", "dimension"), self._embedder, strict=True)), *given)
        self._embedder = given

    def unembedded(self, limit: int) -> list[Passage]:
        """The first passages whose vectors are to be made again."""
        held = self.contents.passages
        waiting = [row.passage for id_, row in held.items() if id_ in (self._waiting or ())]
        return waiting[:limit]

    def reembed(self, passages: Sequence[Indexed]) -> None:
        """Put the vectors of the first such passages."""
        held = self.contents.passages
        for one in passages:
            if one.passage.id in held:
                held[one.passage.id] = replace(one, words=held[one.passage.id].words)
        if self._waiting is not None:
            self._waiting -= {one.passage.id for one in passages}
            self._waiting = self._waiting & set(held) or None

    def nearest(self, vector: NDArray[np.float32], view: View, limit: int) -> Scored:
        """Cosine, passage by passage."""
        shown = self._in_view(view) if self._waiting is None else []
        return best(
            {self._key("passage", row.passage.id): cosine(row.vector, vector) for row in shown},
            limit,
        )

    def tokens(self, keys: Sequence[int]) -> list[Tokens]:
        """The tokens of some passages."""
        none = Tokens(np.zeros(0, np.int32), np.zeros((0, 0), np.uint8))
        held = self._by_key() if self._waiting is None else {}
        found = (held.get(key) for key in keys)
        return [none if one is None else Tokens(one.tokens, one.token_vectors) for one in found]

    def _vector(self, indexed: Indexed) -> NDArray[np.int8]:
        """The vector of a passage; zero while any waits."""
        if self._waiting is None:
            return indexed.vector
        return np.zeros(self._embedder[1] if self._embedder else 0, np.int8)
