"""Vectors in memory, of passages or of claims: exact cosine over int8 directions, in blocks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graphmem.errors import EmbedderMismatch
from graphmem.store.base import Scored

BLOCK = 2048


class VectorTable:
    """Columns that grow at the end; 384 bytes a vector and 28 for its key, times and length."""

    def __init__(self, dimension: int) -> None:
        self.dimension = dimension
        self.clear(0)

    def clear(self, erasures: int) -> None:
        """Forget everything; *erasures* counts those of the store at that time."""
        self.erasures = erasures
        self.size = 0
        self._columns(1024)

    @property
    def last(self) -> int:
        """The last key that is held."""
        return int(self.keys[self.size - 1]) if self.size else 0

    def extend(self, rows: Iterable[tuple[int, int, int, bytes]]) -> None:
        """Add (key, occurred_at, recorded_at, vector) rows in order of the key."""
        rest = iter(rows)
        while some := list(islice(rest, BLOCK)):
            keys, occurred_at, recorded_at, vectors = zip(*some, strict=True)
            while self.size + len(some) > len(self.keys):
                self._grow()
            new = slice(self.size, self.size + len(some))
            directions = np.frombuffer(b"".join(vectors), np.int8).reshape(len(some), -1)
            lengths = np.linalg.norm(directions.astype(np.float32), axis=1)
            self.directions[new] = directions
            self.lengths[new] = np.maximum(lengths, 1e-12)
            self.keys[new] = keys
            self.occurred_at[new] = occurred_at
            self.recorded_at[new] = recorded_at
            self.size += len(some)

    def nearest(
        self,
        vector: NDArray[np.float32],
        system: int,
        told: int,
        evidence: Sequence[int],
        limit: int,
        *,
        hidden: Sequence[int] = (),
    ) -> Scored:
        """The *limit* nearest of those recorded by *system* and told by *told* or in *evidence*.

        Those of the *hidden* keys are left out.
        """
        size = self.size
        seen = self.occurred_at[:size] <= told
        if len(evidence):
            seen |= np.isin(self.keys[:size], evidence)
        if len(hidden):
            seen &= ~np.isin(self.keys[:size], hidden)
        places = np.flatnonzero(seen & (self.recorded_at[:size] <= system))
        whole = len(places) == size  # nothing is hidden: slices need no copy of the rows
        scores = np.empty(len(places), np.float32)
        for start in range(0, len(places), BLOCK):
            block = slice(start, start + BLOCK)
            rows = self.directions[:size][block] if whole else self.directions[places[block]]
            scores[block] = rows.astype(np.float32) @ vector
        scores /= self.lengths[places]
        if len(places) > limit:
            best = np.argpartition(-scores, limit)[:limit]
            places, scores = places[best], scores[best]
        order = np.lexsort((self.keys[places], -scores))
        return Scored(self.keys[places[order]], scores[order].astype(np.float64))

    def _columns(self, capacity: int) -> None:
        """Empty columns of a capacity."""
        self.keys = np.empty(capacity, np.int64)
        self.occurred_at = np.empty(capacity, np.int64)
        self.recorded_at = np.empty(capacity, np.int64)
        self.lengths = np.empty(capacity, np.float32)
        self.directions = np.empty((capacity, self.dimension), np.int8)

    def _grow(self) -> None:
        """Twice the room."""
        for name in ("keys", "occurred_at", "recorded_at", "lengths", "directions"):
            column = getattr(self, name)
            setattr(self, name, np.concatenate([column, np.empty_like(column)]))


def same_embedder(held: Mapping[str, Any], embedder: str, dimension: int) -> None:
    """Refuse an embedder that did not make the vectors that are held.

    Args:
        held: a namespace's row, with the embedder and the dimension of its vectors.
    """
    if (held["embedder"], held["dimension"]) != (embedder, dimension):
        raise EmbedderMismatch(
            f"this store holds {held['dimension']}-dimensional vectors by {held['embedder']!r}; "
            f"{embedder!r} makes {dimension}. Open it with that embedder, or run "
            '"graphmem reembed".'
        )
