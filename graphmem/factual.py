"""Passages found by what was read from them: the question is matched to the claims behind facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from graphmem.rank.candidates import Candidates, Question
from graphmem.rank.facts import best_facts
from graphmem.rank.first import first_stage
from graphmem.rank.similarity import from_bytes
from graphmem.store.base import Row
from graphmem.store.saying import Said

NEAREST = 100  # claims found by their vectors; those behind the candidates come on top
SEEDED = 5  # claims whose entities seed the walk


@dataclass(frozen=True, slots=True)
class Factual:
    """Claims in view with their scores, and the passages they rest on.

    *scores* are as those of passages (`rank.first`), within one question.
    """

    said: Sequence[Said]
    scores: NDArray[np.float64]

    @classmethod
    def of(cls, asked: Question, said: Sequence[Said]) -> Factual:
        """Score some claims for a question."""
        if not said:
            return cls((), np.zeros(0))
        lengths = [len(one.words) for one in said]
        alone = np.full(len(said), -1)
        rows = Candidates(
            words=[one.words for one in said],
            vectors=from_bytes(np.stack([one.vector for one in said])),
            sizes=np.array(lengths, np.int64),
            previous=alone,
            following=alone,
            parts=-alone,
            told=alone > 0,
        )
        return cls(said, first_stage(replace(asked, average=float(np.mean(lengths))), rows))

    def behind(self, rows: Sequence[Row]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        """The score of the best claim behind each passage, and its place among the claims."""
        places = {row.key: place for place, row in enumerate(rows)}
        pairs = [
            (fact, places[key])
            for fact, one in enumerate(self.said)
            for key in one.passages
            if key in places
        ]
        fact, row = np.array(pairs, np.int64).reshape(-1, 2).T
        return best_facts(self.scores, fact, row, len(rows))

    def channel(self) -> dict[int, float]:
        """The score of the best claim behind each passage that has one, by its key."""
        found: dict[int, float] = {}
        for one, score in zip(self.said, self.scores.tolist(), strict=True):
            for key in one.passages:
                found[key] = max(score, found.get(key, score))
        return found

    def ends(self) -> list[int]:
        """The nodes of what the best claims are about, the best first."""
        order = np.argsort(-self.scores, kind="stable")[:SEEDED]
        return list(dict.fromkeys(node for place in order for node in self.said[place].ends))
