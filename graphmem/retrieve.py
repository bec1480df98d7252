"""Searching: candidates from words and vectors → first stage → late interaction → walk → facts.

The words and the vectors of passages find candidates; the walk over entities and passages adds
those that hang together with them; facts in view are attached with their evidence.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graphmem.embed.base import Embedder
from graphmem.found import Found, Hit
from graphmem.model import AsOf, Fact, View
from graphmem.rank.bm25 import bm25, count, idf
from graphmem.rank.candidates import Candidates, Question
from graphmem.rank.first import first_stage
from graphmem.rank.fusion import min_rank, scaled
from graphmem.rank.maxsim import coverage, maxsim, token_weights, unpack
from graphmem.rank.push import push
from graphmem.rank.similarity import from_bytes
from graphmem.resolve import entity_id
from graphmem.revise import known_names
from graphmem.store.base import Row, Store, Wanted
from graphmem.text import words

CANDIDATES = 150  # from words, and as many from vectors
CLOSE = 50  # the best candidates, compared token by token
SEEDS = 5  # passages that the walk starts from, at 1/rank
NAMES = 0.5  # what the names in the question take of the walk's restart
HUB = 256  # edges that the walk follows from one node
LONGEST_NAME = 5  # words
COMMON = 0.2  # a word in more than this share of the passages finds no candidates
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
        rows = self._candidates(asked, view)
        scores, why = self._scores(asked, rows)
        names = self._names(question)
        walk = self._walk(rows, scores, names, view)
        chosen = self._order(rows, scores, walk)[:limit]
        passages = self.store.passages([rows[place].id for place in chosen], view)
        facts = self._facts(asked, [p.id for p in passages], names, view)
        return Found(
            question=question,
            hits=tuple(
                Hit(
                    passage=passage,
                    score=float(scores[place]),
                    facts=tuple(fact for fact in facts if passage.id in fact.evidence),
                    why={name: float(values[place]) for name, values in why.items()}
                    | {"walk": float(walk[place])},
                )
                for place, passage in zip(chosen, passages, strict=True)
            ),
            facts=tuple(facts[:FACTS]),
            as_of=AsOf(valid=view.valid, system=view.system),
            seconds=time.perf_counter() - began,
        )

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

    def _candidates(self, asked: Question, view: View) -> list[Row]:
        """The passages that may answer: by words, by vector, and the turns beside them."""
        rare = [
            term
            for term, rarity in zip(asked.terms, asked.rarity, strict=True)
            if rarity > idf(np.array([COMMON]), 1)[0]
        ]
        by_words = self.store.matching(rare or asked.terms, view, CANDIDATES)
        by_vector = self.store.nearest(asked.vector, view, CANDIDATES)
        keys = dict.fromkeys([*by_words.keys.tolist(), *by_vector.keys.tolist()])
        rows = self.store.rows(list(keys), view)
        beside = dict.fromkeys(key for row in rows for key in (row.previous, row.following))
        fresh = [key for key in beside if key and key not in keys]
        return rows + self.store.rows(fresh, view)

    def _scores(
        self, asked: Question, rows: Sequence[Row]
    ) -> tuple[NDArray[np.float64], dict[str, NDArray[np.float64]]]:
        """The first stage over all rows, late interaction over the best; each on its own too."""
        if not rows:
            return np.zeros(0), {}
        first = first_stage(asked, candidates(rows))
        close = np.argsort(-first, kind="stable")[:CLOSE]
        late = np.zeros(len(rows))
        if len(asked.ids):
            held = self.store.tokens([rows[place].key for place in close])
            packed = np.concatenate([tokens.packed for tokens in held])
            starts = np.cumsum([0, *(len(tokens.packed) for tokens in held)])
            matches = maxsim(asked.tokens, unpack(packed, self.embedder.dimension), starts)
            weights = token_weights(asked.ids, [tokens.ids for tokens in held])
            late[close] = scaled(coverage(matches, weights))
        total = first + late
        below = np.ones(len(rows), np.bool_)
        below[close] = False
        if below.any() and len(close):
            # Rows that were not compared token by token stay below those that were.
            total[below] += min(0.0, float(total[close].min() - total[below].max()))
        return total, {"first stage": first, "late interaction": late}

    def _names(self, question: str) -> list[str]:
        """The entities that the question names, by id."""
        spoken = question.replace("'s", " ").replace("’s", " ").split()
        runs = (
            " ".join(spoken[start : start + length])
            for length in range(1, LONGEST_NAME + 1)
            for start in range(len(spoken) - length + 1)
        )
        ids = {entity_id(run) for run in runs if words(run)}
        return sorted(self.store.nodes(sorted(ids)))

    def _walk(
        self,
        rows: Sequence[Row],
        scores: NDArray[np.float64],
        names: Sequence[str],
        view: View,
    ) -> NDArray[np.float64]:
        """Personalized PageRank from the best rows and the question's names, for each row."""
        best = np.argsort(-scores, kind="stable")[:SEEDS]
        named = list(self.store.nodes(names).values())
        seeds = [2 * rows[place].key for place in best] + named
        if not seeds:
            return np.zeros(len(rows))
        share = 1.0 / np.arange(1, len(best) + 1)
        if named and len(best):
            share *= (1 - NAMES) / share.sum()
        weights = np.concatenate([share, np.full(len(named), NAMES / max(len(named), 1))])
        nodes, mass = push(
            np.array(seeds, np.int64),
            weights,
            lambda frontier: self.store.neighbours(frontier.tolist(), view, HUB),
        )
        held = dict(zip(nodes.tolist(), mass.tolist(), strict=True))
        return np.array([held.get(2 * row.key, 0.0) for row in rows])

    def _order(
        self, rows: Sequence[Row], scores: NDArray[np.float64], walk: NDArray[np.float64]
    ) -> list[int]:
        """The rows, best first: documents by the better of two ranks, turns by their score."""
        if any(row.session is not None for row in rows):
            return [int(place) for place in np.argsort(-scores, kind="stable")]
        return [int(place) for place in np.argsort(-min_rank([scores, walk]), kind="stable")]

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


def candidates(rows: Sequence[Row]) -> Candidates:
    """Rows of a store as the arrays that the ranking works on."""
    places = {row.key: place for place, row in enumerate(rows)}
    return Candidates(
        words=[row.words for row in rows],
        vectors=from_bytes(np.stack([row.vector for row in rows])),
        sizes=integers(row.size for row in rows),
        previous=integers(places.get(row.previous, -1) for row in rows),
        following=integers(places.get(row.following, -1) for row in rows),
        parts=integers(row.parts for row in rows),
        told=np.array([row.session is not None for row in rows], np.bool_),
    )


def integers(values: Iterable[int]) -> NDArray[np.int64]:
    """Integers as an array."""
    return np.fromiter(values, np.int64)
