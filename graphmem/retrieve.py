"""Searching: candidates from words and vectors → first stage → late interaction → walk → facts.

The words and the vectors of passages find candidates; the walk over entities and passages adds
those that hang together with them; facts in view are attached with their evidence.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace

import numpy as np

from graphmem.chains import Chain, Chains
from graphmem.embed.base import Embedder, Vectors
from graphmem.embed.encoded import encoded, encoded_questions
from graphmem.found import Found, Hit
from graphmem.model import AsOf, Fact, View
from graphmem.rank.bm25 import idf
from graphmem.rank.candidates import Question
from graphmem.rank.confidence import confidence
from graphmem.rank.maxsim import Ids
from graphmem.ranking import Ranked, Ranking
from graphmem.resolve import entity_id
from graphmem.revise import known_names
from graphmem.store.base import Store, Wanted
from graphmem.text import POSSESSIVE, STOP_WORDS, runs, words
from graphmem.updates import update_first

LONGEST_NAME = 8  # words; film titles are long
TITLE = 3  # so many words are a name even if all are stop words: "It Is What It Is"
FACTS = 20  # facts that are shown with a search
BESIDE = 20  # hits whose facts are read of a name that everything is told of


@dataclass(frozen=True, slots=True)
class Spoken:
    """The names in a question: each entity's id with its node, and where its names stand."""

    nodes: Mapping[str, int]
    places: Mapping[str, Sequence[tuple[int, int]]]

    def spans(self) -> list[tuple[int, int]]:
        """Where the names stand that lie in no longer one."""
        every = {span for id_ in self.nodes for span in self.places[id_]}
        return sorted(
            one
            for one in every
            if not any(o != one and o[0] <= one[0] and one[1] <= o[1] for o in every)
        )

    def without(self, question: str) -> tuple[str, list[str]]:
        """The question without its names, and the ids of those that lie in no longer one."""
        spans = self.spans()
        rest = list(question)
        for start, end in spans:
            rest[start:end] = " " * (end - start)
        outer = [id_ for id_ in self.nodes if set(spans) & set(self.places[id_])]
        return " ".join("".join(rest).split()), outer


@dataclass(frozen=True, slots=True)
class Retriever:
    """Answers questions from a store."""

    store: Store
    embedder: Embedder
    phrases: dict[str, Vectors] = field(default_factory=dict)
    stops: list[Ids] = field(default_factory=list)

    def search(self, question: str, view: View, limit: int, spoken: Spoken | None = None) -> Found:
        """The *limit* best passages in view for a question, with facts in view.

        Args:
            spoken: the names in the question, where they are known already.
        """
        began = time.perf_counter()
        asked = self._question(question)
        spoken = spoken or self.spoken(question, view)
        ranking = Ranking(self.store, asked, view, self.embedder.dimension, spoken.places)
        ranked, signs = ranking.order(list(spoken.nodes.values()), max(limit, BESIDE))
        passages = {p.id: p for p in self.store.passages([one.id for one in ranked], view)}
        ranked = [one for one in ranked if one.id in passages]  # others were erased meanwhile
        hits = [
            Hit(passage=passages[one.id], score=one.score, why=one.why, told=place)
            for one, place in zip(ranked, told(ranked), strict=True)
        ]
        if view.valid is not None and view.during is None:
            hits = update_first(asked.terms, hits)
        ids = [hit.passage.id for hit in hits]
        facts, path = self._facts(asked, question, spoken, (ids[:limit], ids[limit:]), view)
        return Found(
            question=question,
            hits=tuple(
                replace(hit, facts=tuple(f for f in facts if hit.passage.id in f.evidence))
                for hit in hits[:limit]
            ),
            facts=tuple(facts[:FACTS]),
            path=path,
            names=tuple(question[start:end] for start, end in spoken.spans()),
            confidence=confidence(signs, bool(path)) if signs else 0.0,
            signs=asdict(signs) if signs else {},
            as_of=AsOf(valid=view.valid, system=view.system),
            seconds=time.perf_counter() - began,
        )

    def spoken_of(self, clause: str, question: str, view: View) -> Fact | None:
        """The fact of any time that a clause of a question speaks of, the latest of several.

        It is about a name of the question and shares a word with the clause that is no name.
        """
        names = self.spoken(question, view)
        if not names.nodes:
            return None
        ever = replace(view, valid=None)
        held = self.store.facts(Wanted(entity_ids=tuple(names.nodes)), ever)
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
        encoding = encoded_questions(self.embedder, [text])
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
            frequencies=found,
            stop=self._stop(),
        )

    def _stop(self) -> Ids:
        """The vocabulary ids of stop words: those that this embedder cuts them into."""
        if not self.stops:
            held = encoded(self.embedder, [" ".join(sorted(STOP_WORDS))]).tokens
            self.stops.append(held[0].ids if held else np.zeros(0, np.int32))
        return self.stops[0]

    def spoken(self, question: str, view: View) -> Spoken:
        """The entities in view that the question names."""
        places: dict[str, list[tuple[int, int]]] = {}
        for start, end in runs(question, LONGEST_NAME):
            run = question[start:end]
            for name in {run, POSSESSIVE.sub("", run)}:
                if words(name) or len(name.split()) >= TITLE:
                    places.setdefault(entity_id(name), []).append((start, start + len(name)))
        known = self.store.nodes(sorted(places))
        if view.asked or view.system is not None:
            seen = {naming.entity_id for naming in self.store.namings(view, sorted(known))}
            known = {id_: node for id_, node in known.items() if id_ in seen}
        return Spoken(known, places)

    def _facts(
        self,
        asked: Question,
        question: str,
        spoken: Spoken,
        hits: tuple[Sequence[str], Sequence[str]],
        view: View,
    ) -> tuple[list[Fact], Chain]:
        """Facts in view that rest on the hits or are about the question's names, and the path."""
        rest, names = spoken.without(question)
        known = known_names(self.store, names)
        named = frozenset(id_ for name in names for id_ in known.ever(name))
        chains = Chains(self.store, self.embedder, self.phrases, view, asked, rest, named)
        return chains.answer(*hits)


def told(ranked: Sequence[Ranked]) -> list[int]:
    """The place of each passage in the order of telling; at one time, in that of recording."""
    order = sorted(range(len(ranked)), key=lambda n: (ranked[n].occurred_at, ranked[n].key))
    places = dict(zip(order, range(len(ranked)), strict=True))
    return [places[n] for n in range(len(ranked))]
