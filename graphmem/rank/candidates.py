"""What the ranking is given: a question, and the few hundred passages that may answer it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Question:
    """A question, read.

    Args:
        terms: its different stems (`graphmem.text.words`), t of them.
        rarity: (t,) their idf in the memory: `rank.bm25.idf`.
        average: mean number of words of a passage in the memory.
        vector: (d,) its vector.
        ids: (q,) vocabulary ids of its tokens; empty for an embedder without token vectors.
        tokens: (q, d) unit vectors of its tokens.
        frequencies: (t,) in how many passages each term stands.
        stop: vocabulary ids that stop words have: they ask for nothing.
    """

    terms: Sequence[str]
    rarity: NDArray[np.float64]
    average: float
    vector: NDArray[np.float32]
    ids: NDArray[np.int32]
    tokens: NDArray[np.float32]
    frequencies: NDArray[np.int64]
    stop: NDArray[np.int32] = field(default_factory=lambda: np.zeros(0, np.int32))


@dataclass(frozen=True, slots=True)
class Candidates:
    """The n passages to be ranked, one row each; "row" means a place in these arrays.

    Args:
        words: the stems of each passage and its header.
        vectors: (n, d) sentence vectors.
        sizes: (n,) number of tokens.
        previous, following: (n,) the row of the passage told before and after it in its
            session; -1 where there is none or it is not among the rows.
        parts: (n,) into how many passages its episode was cut.
        told: (n,) whether it was told in a session; documents stand alone.
    """

    words: Sequence[Sequence[str]]
    vectors: NDArray[np.float32]
    sizes: NDArray[np.int64]
    previous: NDArray[np.int64]
    following: NDArray[np.int64]
    parts: NDArray[np.int64]
    told: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.sizes)
