"""The sentences of claims in the reference store: by plain loops."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from graphmem.model import ANY, Claim, View
from graphmem.sentence import Sentence
from graphmem.store.base import Wanted
from graphmem.store.dict_search import DictSearch, best, cosine, matches, recorded, told_by
from graphmem.store.saying import Said, Tokens


class DictSentences(DictSearch):
    """The part of the reference store that keeps and finds the sentences of claims."""

    def sentences(
        self, vector: NDArray[np.float32], passages: Sequence[int], view: View, limit: int
    ) -> list[Said]:
        """Claims in view that are near a vector or rest on some passages."""
        said = self.contents.sentences
        seen = [claim for claim in self._told(view) if claim.id in said]
        by_key = {self._key("claim", claim.id): claim for claim in seen}
        cosines = {key: cosine(said[claim.id].vector, vector) for key, claim in by_key.items()}
        near = best(cosines, limit).keys.tolist()
        order = {int(key): place for place, key in reversed(list(enumerate(passages)))}
        places = {
            key: min(order[passage] for passage in self._evidence(claim) if passage in order)
            for key, claim in by_key.items()
            if order.keys() & set(self._evidence(claim))
        }
        resting = sorted(places, key=lambda key: (places[key], key))
        keys = sorted({*near, *resting[: 3 * limit]})
        return [self._said(key, by_key[key]) for key in keys]

    def unsaid(self, limit: int) -> list[Claim]:
        """Claims that have no sentence yet."""
        held = self.contents
        return [claim for claim in held.claims.values() if claim.id not in held.sentences][:limit]

    def put_sentences(self, sentences: Sequence[Sentence]) -> None:
        """Keep the sentences of claims that are there."""
        held = self.contents
        held.sentences.update((s.claim_id, s) for s in sentences if s.claim_id in held.claims)

    def check(self) -> list[str]:
        """Claims without a sentence: there is no other index."""
        missing = len(self.unsaid(len(self.contents.claims)))
        return [f"sentence: {missing} are missing"] if missing else []

    def mend(self) -> None:
        """Nothing: what is missing must be embedded first."""

    def _told(self, view: View) -> list[Claim]:
        """The claims in view."""
        facts = self.contents.facts.values() if view.asked else ()
        behind = {id_ for fact in facts if matches(fact, Wanted(), view) for id_ in fact.claim_ids}
        return [
            claim
            for claim in self.contents.claims.values()
            if recorded(claim.recorded_at, view)
            and not recorded(claim.retracted_at, view)
            and (claim.told is None or told_by(claim.told, view) or claim.id in behind)
        ]

    def _evidence(self, claim: Claim) -> tuple[int, ...]:
        """The keys of the passages that a claim rests on."""
        return tuple(self._key("passage", id_) for id_ in claim.evidence)

    def _said(self, key: int, claim: Claim) -> Said:
        """A claim's sentence for a search."""
        held = self.contents.sentences[claim.id]
        ends = [claim.subject_id] if claim.object == ANY else [claim.subject_id, claim.object_id]
        return Said(
            key=key,
            ends=tuple(map(self._node, ends)),
            passages=self._evidence(claim),
            words=held.words,
            vector=held.vector,
            tokens=Tokens(held.tokens, held.token_vectors),
        )
