"""Vectors in memory, of passages or of claims: cosines over int8 directions, in blocks.

Of many vectors only those are compared whose components have the same sign as the question's most
often: random-hyperplane hashing with the axes as the planes, 48 bytes a vector of 384 components.
MiniLM's nearest in a thousand are among the likeliest fiftieth in 99.2 % (5,690 passages of three
data sets, 167 questions).

Charikar, "Similarity estimation techniques from rounding algorithms", STOC 2002.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from graphmem.errors import EmbedderMismatch
from graphmem.store.base import Scored

BLOCK = 2048
EXACT = 16_384  # vectors that are all compared; of more, the likely ones:
LIKELY, SHARE = 20, 50  # so many for each that is wanted, and one in so many
AHEAD = 4  # times as many as are wanted are asked whether they are shown, then again so many

Best: TypeAlias = "tuple[NDArray[np.int64], NDArray[np.float32]]"


class VectorTable:
    """Columns that grow at the end: 384 bytes a vector, 48 for its signs, 28 for all else."""

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

    def cut(self, key: int) -> None:
        """Forget what came after a key."""
        self.size = int(np.searchsorted(self.keys[: self.size], key, "right"))

    def extend(self, rows: Iterable[tuple[int, int, int, bytes]]) -> None:
        """Add (key, occurred_at, recorded_at, vector) rows in order of the key."""
        waiting = iter(rows)
        while some := list(islice(waiting, BLOCK)):
            keys, occurred_at, recorded_at, vectors = zip(*some, strict=True)
            while self.size + len(some) > len(self.keys):
                self._grow()
            block = slice(self.size, self.size + len(some))
            directions = np.frombuffer(b"".join(vectors), np.int8).reshape(len(some), -1)
            lengths = np.linalg.norm(directions.astype(np.float32), axis=1)
            self.directions[block] = directions
            self.lengths[block] = np.maximum(lengths, 1e-12)
            self.signs[:, block] = signs(directions).T
            self.keys[block] = keys
            self.occurred_at[block] = occurred_at
            self.recorded_at[block] = recorded_at
            self.size += len(some)

    def nearest(
        self,
        vector: NDArray[np.float32],
        system: int,
        told: int,
        limit: int,
        *,
        hidden: Sequence[int] = (),
        shown: Callable[[list[int]], Sequence[int]] | None = None,
    ) -> Scored:
        """The *limit* nearest of those recorded by *system* and told by *told*.

        Of more than `EXACT` the scores are exact, but a few of the nearest may be missing.

        Args:
            vector: a unit vector.
            system, told: instants.
            limit: how many at most.
            hidden: keys that are left out.
            shown: which of some keys, told later, are in view all the same; asked for few.
        """
        known = self.recorded_at[: self.size] <= system
        if len(hidden):
            known &= ~np.isin(self.keys[: self.size], hidden)
        late = self.occurred_at[: self.size] > told
        found = self._best(vector, np.flatnonzero(known & ~late), limit)
        rest = np.flatnonzero(known & late)
        if shown is not None and len(rest):
            found = self._with_shown(vector, found, rest, limit, shown)
        places, scores = found
        return Scored(self.keys[places], scores.astype(np.float64))

    def _with_shown(
        self,
        vector: NDArray[np.float32],
        found: Best,
        rest: NDArray[np.int64],
        limit: int,
        shown: Callable[[list[int]], Sequence[int]],
    ) -> Best:
        """The nearest of those found and of those of the *rest* that are shown."""
        count = AHEAD * limit
        while True:
            places, scores = self._best(vector, rest, count)
            seen = np.isin(self.keys[places], shown(self.keys[places].tolist()))
            both = (
                np.concatenate([found[0], places[seen]]),
                np.concatenate([found[1], scores[seen]]),
            )
            order = self._order(*both)[:limit]
            nearest = both[0][order], both[1][order]
            enough = len(order) == limit and scores[-1] <= nearest[1][-1]
            if enough or len(places) == len(rest):
                return nearest
            count *= AHEAD

    def _best(self, vector: NDArray[np.float32], places: NDArray[np.int64], count: int) -> Best:
        """The nearest of some places, in order, with their cosines."""
        likely = max(LIKELY * count, len(places) // SHARE)
        if len(places) > max(EXACT, likely):
            places = self._likely(vector, places, likely)
        scores = self._cosines(vector, places)
        if len(places) > count:
            best = np.argpartition(-scores, count)[:count]
            places, scores = places[best], scores[best]
        order = self._order(places, scores)
        return places[order], scores[order]

    def _order(self, places: NDArray[np.int64], scores: NDArray[np.float32]) -> NDArray[np.int64]:
        """The best first; of equals the one that was there first."""
        return np.lexsort((self.keys[places], -scores))

    def _likely(
        self, vector: NDArray[np.float32], places: NDArray[np.int64], count: int
    ) -> NDArray[np.int64]:
        """Those places whose vectors differ from one in the fewest signs, in order."""
        differing = np.zeros(self.size, np.uint16)
        for held, asked in zip(self.signs[:, : self.size], signs(vector[None])[0], strict=True):
            differing += np.bitwise_count(held ^ asked)
        return np.sort(places[np.argpartition(differing[places], count)[:count]])

    def _cosines(
        self, vector: NDArray[np.float32], places: NDArray[np.int64]
    ) -> NDArray[np.float32]:
        """The cosine of a unit vector with those at some places."""
        whole = len(places) == self.size  # slices need no copy of the rows
        scores = np.empty(len(places), np.float32)
        for start in range(0, len(places), BLOCK):
            block = slice(start, start + BLOCK)
            rows = self.directions[: self.size][block] if whole else self.directions[places[block]]
            # Not "@": on a busy machine a BLAS's threads wait for each other, 50 times as long.
            np.einsum("ij,j->i", rows.astype(np.float32), vector, out=scores[block])
        return scores / self.lengths[places]

    def _columns(self, capacity: int) -> None:
        """Empty columns of a capacity."""
        self.keys = np.empty(capacity, np.int64)
        self.occurred_at = np.empty(capacity, np.int64)
        self.recorded_at = np.empty(capacity, np.int64)
        self.lengths = np.empty(capacity, np.float32)
        self.directions = np.empty((capacity, self.dimension), np.int8)
        self.signs = np.empty((-(-self.dimension // 64), capacity), np.uint64)

    def _grow(self) -> None:
        """Twice the room."""
        for name in ("keys", "occurred_at", "recorded_at", "lengths", "directions"):
            column = getattr(self, name)
            setattr(self, name, np.concatenate([column, np.empty_like(column)]))
        self.signs = np.concatenate([self.signs, np.empty_like(self.signs)], axis=1)


def signs(vectors: NDArray[Any]) -> NDArray[np.uint64]:
    """Which components of vectors (n, d) are positive, a bit each: (n, ⌈d / 64⌉)."""
    bits = np.packbits(vectors > 0, axis=1)
    return np.pad(bits, ((0, 0), (0, -bits.shape[1] % 8))).view(np.uint64)


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
