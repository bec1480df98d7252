"""What graphmem asks of a store about the sentences of claims, by which facts are found.

A claim is in view when it was recorded and not retracted by the system time, and was told by the
valid time asked for or stands behind a fact in view: as a passage is. So nothing is found by a
claim that the view does not know, and a fact that has ended still leads to where it was told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from graphmem.model import Claim, View
from graphmem.sentence import Sentence


class Tokens(NamedTuple):
    """The tokens of one text: vocabulary ids (n,) and packed vectors (n, e)."""

    ids: NDArray[np.int32]
    packed: NDArray[np.uint8]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A claim's sentence as a search needs it.

    *key* is the store's own; *ends* are the nodes of what the claim is about; *passages* are the
    keys of its evidence, in view or not.
    """

    key: int
    ends: tuple[int, ...]
    passages: tuple[int, ...]
    words: tuple[str, ...]
    vector: NDArray[np.int8]
    tokens: Tokens


class Saying(Protocol):
    """The part of a store that keeps and finds the sentences of claims."""

    def sentences(
        self, vector: NDArray[np.float32], passages: Sequence[int], view: View, limit: int
    ) -> list[Said]:
        """Claims in view: the *limit* nearest to a unit vector, and those behind some passages.

        In order of their keys. Of the latter at most three times *limit*: those behind the first
        of the passages. What other processes wrote since `nearest` was asked need not be seen.
        """

    def unsaid(self, limit: int) -> list[Claim]:
        """At most *limit* claims that have no sentence yet, as in a store of an older format."""

    def put_sentences(self, sentences: Sequence[Sentence]) -> None:
        """Keep the sentences of claims that are there; one that is there already is replaced."""
