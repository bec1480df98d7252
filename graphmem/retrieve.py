"""Searching: candidates from words and vectors → first stage → late interaction → walk → facts.

The words and the vectors of passages find candidates; the walk over entities and passages adds
those that hang together with them; facts in view are attached with their evidence.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from graphmem.embed.base import Embedder
from graphmem.found import Found, Hit
from graphmem.model import AsOf, Fact, View
from graphmem.rank.bm25 import bm25, count, idf
from graphmem.rank.candidates import Question
from graphmem.rank.fusion import scaled
from graphmem.ranking import Ranking
from graphmem.resolve import entity_id
from graphmem.revise import known_names
from graphmem.store.base import Store, Wanted
from graphmem.text import words

LONGEST_NAME = 5  # words
FACTS = 20  # facts that are shown with a search


@dataclass(frozen=True, slots=True)
class Retriever:
    """Answers questions from a store."""

    store: Store
    embedder: Embedder

    def search(self, question: str, view: View, limit: int) -> Found:
        """The *limit* best passages in view for a question, with facts in view."""
        began = time.perf_counter()
        asked = self._question(question)
        names = self._names(question, view)
        ranking = Ranking(self.store, asked, view, self.embedder.dimension)
        ranked = ranking.order(list(names.values()), limit)
        passages = self.store.passages([one.id for one in ranked], view)
        facts = self._facts(asked, [one.id for one in ranked], list(names), view)
        return Found(
            question=question,
            hits=tuple(
                Hit(
                    passage=passage,
                    score=one.score,
                    facts=tuple(fact for fact in facts if passage.id in fact.evidence),
                    why=one.why,
                )
                for one, passage in zip(ranked, passages, strict=True)
            ),
            facts=tuple(facts[:FACTS]),
            as_of=AsOf(valid=view.valid, system=view.system),
            seconds=time.perf_counter() - began,
        )

    def spoken_of(self, clause: str, question: str, view: View) -> Fact | None:
        """The fact of any time that a clause of a question speaks of, the latest of several.

        It is about a name of the question and shares a word with the clause that is no name.
        """
        names = self._names(question, view)
        if not names:
            return None
        ever = replace(view, valid=None)
        held = self.store.facts(Wanted(entity_ids=tuple(names)), ever)
        asked = set(words(clause))
        shared = {}
        for fact in held:
            called = set(words(f"{fact.subject} {fact.object}"))
            said = set(words(f"{fact.predicate} {fact.text}"))
            if asked & said - called:
                shared[fact] = len(asked & (said | called)), fact.valid_from
        return max(shared, key=lambda fact: shared[fact], default=None)

    def _question(self, text: str) -> Question:
        """The question, read."""
        encoding = self.embedder.encode([text])
        terms = list(dict.fromkeys(words(text)))
        counts, total, average = self.store.frequencies(terms)
        found = np.array([counts.get(term, 0) for term in terms], np.int64)
        tokens = encoding.tokens[0] if encoding.tokens else None
        return Question(
            terms=terms,
            rarity=idf(found, total),
            average=average,
            vector=encoding.vectors[0],
            ids=tokens.ids if tokens else np.zeros(0, np.int32),
            tokens=tokens.vectors if tokens else np.zeros((0, self.embedder.dimension), np.float32),
        )

    def _names(self, question: str, view: View) -> Mapping[str, int]:
        """The entities in view that the question names: id and node."""
        spoken = question.replace("'s", " ").replace("’s", " ").split()
        runs = (
            " ".join(spoken[start : start + length])
            for length in range(1, LONGEST_NAME + 1)
            for start in range(len(spoken) - length + 1)
        )
        known = self.store.nodes(sorted({entity_id(run) for run in runs if words(run)}))
        if view.asked or view.system is not None:
            seen = {naming.entity_id for naming in self.store.namings(view, sorted(known))}
            known = {id_: node for id_, node in known.items() if id_ in seen}
        return known

    def _facts(
        self, asked: Question, passage_ids: Sequence[str], names: Sequence[str], view: View
    ) -> list[Fact]:
        """Facts in view that rest on the hits or are about the question's names, best first."""
        known = known_names(self.store, names)
        ids = sorted({id_ for name in names for id_ in known.ever(name)})
        found = self.store.facts(Wanted(passage_ids=tuple(passage_ids)), view)
        found += self.store.facts(Wanted(entity_ids=tuple(ids)), view) if ids else []
        facts = list({(fact.id, fact.system_from): fact for fact in found}.values())
        return self._by_words(asked, facts, set(ids), set(passage_ids))

    def _by_words(
        self, asked: Question, facts: Sequence[Fact], named: set[str], evidence: set[str]
    ) -> list[Fact]:
        """Facts by their words, those about the question's names and with a hit first."""
        stems = [words(f"{f.subject} {f.predicate} {f.object} {f.text}") for f in facts]
        if not facts:
            return []
        lengths = np.array([len(held) for held in stems], np.float64)
        scores = bm25(count(asked.terms, stems), lengths, asked.rarity, float(lengths.mean()))
        scores = scaled(scores)
        for place, fact in enumerate(facts):
            scores[place] += 0.5 * (fact.subject_id in named)
            scores[place] += 0.25 * bool(evidence & set(fact.evidence))
        return [facts[place] for place in np.argsort(-scores, kind="stable")]
