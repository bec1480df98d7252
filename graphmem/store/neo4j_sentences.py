"""The sentences of claims in a Neo4j store: nodes beside the claims, found by numpy."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from graphmem.instant import end_micros
from graphmem.model import Claim, View
from graphmem.sentence import Sentence
from graphmem.store import neo4j_rows as rows
from graphmem.store import sqlite_rows as plain
from graphmem.store.neo4j_following import Neo4jFollowing
from graphmem.store.neo4j_rows import seen
from graphmem.store.neo4j_server import Work
from graphmem.store.neo4j_write import revise
from graphmem.store.saying import Said
from graphmem.store.vectors import same_embedder


class Neo4jSentences(Neo4jFollowing):
    """The part of a Neo4j store that keeps and finds the sentences of claims."""

    namespace: str

    def sentences(
        self, vector: NDArray[np.float32], passages: Sequence[int], view: View, limit: int
    ) -> list[Said]:
        """Claims in view that are near a vector or rest on some passages."""
        system, told = end_micros(view.system), end_micros(view.valid if view.asked else None)
        shown = self._shown("claims", view)
        with self.following:
            self._follow_own()
            hidden = [key for key, at in zip(*self.retracted, strict=True) if at <= system]
            near = self.spoken.nearest(vector, system, told, limit, hidden=hidden, shown=shown)
        found = self.server.records(
            "sentences",
            keys=near.keys.tolist(),
            passages=list(map(int, passages)),
            most=3 * limit,
            **seen(view),
        )
        for record in found:
            record["passages"] = " ".join(map(str, record["passages"]))
        return sorted(map(plain.said, found), key=lambda said: said.key)

    def unsaid(self, limit: int) -> list[Claim]:
        """Claims that have no sentence yet."""
        return [rows.claim(record) for record in self.server.records("unsaid", limit=limit)]

    def put_sentences(self, sentences: Sequence[Sentence]) -> None:
        """Keep the sentences of claims that are there."""

        def change(work: Work) -> None:
            (held,) = work.records("lock")
            same_embedder(held, *self.embedder)
            used = self._put_sentences(work, sentences, held["keys"])
            work.rows("said")
            revise(work, plain.maybe(held["revision"]), keys=used, erasures=1)

        self._write_anew(change)

    def _put_sentences(self, work: Work, sentences: Sequence[Sentence], keys: int) -> int:
        """The sentences of claims, numbered after *keys*; how many numbers were used up."""
        given = [
            {
                "claim": sentence.claim_id,
                "node": {
                    "namespace": self.namespace,
                    "key": keys + place,
                    "words": " ".join(sentence.words),
                    "vector": sentence.vector.tobytes(),
                    "tokens": sentence.tokens.tobytes(),
                    "token_vectors": sentence.token_vectors.tobytes(),
                },
            }
            for place, sentence in enumerate(sentences, 1)
        ]
        work.each("sentences_put", given)
        return len(given)
