"""The sentences of claims in a SQLite store: written with their claims, found by numpy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graphmem.model import Claim, View
from graphmem.sentence import Sentence
from graphmem.store import sqlite_rows as rows
from graphmem.store.saying import Said
from graphmem.store.sqlite_file import SqliteFile, listed
from graphmem.store.sqlite_rows import seen
from graphmem.store.vectors import VectorTable, same_embedder


class SqliteSentences:
    """The part of a SQLite store that keeps and finds the sentences of claims."""

    file: SqliteFile
    ns: int
    spoken: VectorTable
    embedder: tuple[str, int]
    _row: Callable[[], dict[str, Any]]

    def sentences(
        self, vector: NDArray[np.float32], passages: Sequence[int], view: View, limit: int
    ) -> list[Said]:
        """Claims in view that are near a vector or rest on some passages."""
        limits = seen(view)
        with self.file.reading():
            self._follow_claims()
            retracted = self.file.rows("claims_retracted", ns=self.ns, system=limits["system"])

            def shown(keys: list[int]) -> list[int]:
                return [
                    key for (key,) in self.file.rows("claims_shown", keys=listed(keys), **limits)
                ]

            near = self.spoken.nearest(
                vector,
                limits["system"],
                limits["told"],
                limit,
                hidden=[key for (key,) in retracted],
                shown=shown,
            )
            found = self.file.records(
                "sentences",
                keys=listed(near.keys.tolist()),
                passages=listed(map(int, passages)),
                most=3 * limit,
                **limits,
            )
            return [rows.said(row) for row in found]

    def unsaid(self, limit: int) -> list[Claim]:
        """Claims that have no sentence yet."""
        return [rows.claim(row) for row in self.file.records("unsaid", ns=self.ns, limit=limit)]

    def put_sentences(self, sentences: Sequence[Sentence]) -> None:
        """Keep the sentences of claims that are there."""
        with self.file.writing():
            same_embedder(self._row(), *self.embedder)
            ids = listed(sentence.claim_id for sentence in sentences)
            found = self.file.rows("claim_keys", ns=self.ns, ids=ids)
            keys = {str(id_): int(key) for id_, key in found}
            self._put_sentences((one for one in sentences if one.claim_id in keys), keys)
            self.file.run("said")
            self.file.run("erasures_count", ns=self.ns)  # other processes read them all again

    def _put_sentences(self, sentences: Iterable[Sentence], keys: Mapping[str, int]) -> None:
        """The sentences of claims with these keys."""
        self.file.run_many(
            "sentence_put",
            [
                {
                    "claim": keys[sentence.claim_id],
                    "words": " ".join(sentence.words),
                    "vector": sentence.vector.tobytes(),
                    "tokens": sentence.tokens.tobytes(),
                    "token_vectors": sentence.token_vectors.tobytes(),
                }
                for sentence in sentences
            ],
        )

    def _follow_claims(self) -> None:
        """Read the sentences' vectors that were written since the last look, by whomever."""
        ((erasures,),) = self.file.rows("erasures", ns=self.ns)
        if erasures != self.spoken.erasures:
            self.spoken.clear(erasures)
        self.spoken.extend(self.file.rows("sentence_vectors", ns=self.ns, after=self.spoken.last))
