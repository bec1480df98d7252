"""Which facts in view answer a question: by themselves, or one after the other from a name in it.

"Who is the mother of the director of Alien?" names Alien. Its facts lead to other entities, and
their facts on: each chain of one or two is said as a phrase, "mother of the director", and
compared with the rest of the question, "Who is the mother of the director of ?".
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from graphmem.embed.base import Embedder, Vectors
from graphmem.embed.encoded import encoded, encoded_questions
from graphmem.model import Fact, View
from graphmem.rank.bm25 import bm25, count, idf
from graphmem.rank.candidates import Question
from graphmem.rank.fusion import scaled
from graphmem.rank.score import best
from graphmem.store.base import Store, Wanted
from graphmem.text import words

Chain: TypeAlias = tuple[Fact, ...]

PHRASES = 16  # predicates that are compared with the question, and pairs of them
HUB = 256  # edges; what is known of an entity with more is too much to be read for one question
FIRST = 32  # facts about the names that a chain may begin with
HELD = 4096  # phrases whose vectors are kept
LEAST = 0.8  # a chain below this says something else than what is asked
BACKWARDS = 0.1  # what it costs a chain to begin with a fact that ends in the name
COVERED = 1.0  # what the question's words in a chain count against the cosine's 1
MEANT = 1.0  # what a predicate's cosine counts for a fact, beside its words' 1
NAMED, EVIDENCE = 0.5, 0.25  # what a fact gains about the question's names, and behind a hit


@dataclass(frozen=True, slots=True)
class Chains:
    """Facts for one question in one view.

    Args:
        rest: the question without the names in it.
        named: the entities that it names.
        phrases: vectors of phrases that were compared before; grows.
    """

    store: Store
    embedder: Embedder
    phrases: dict[str, Vectors]
    view: View
    asked: Question
    rest: str
    named: frozenset[str]

    def answer(
        self, passage_ids: Sequence[str], beside: Sequence[str] = ()
    ) -> tuple[list[Fact], Chain]:
        """Facts that rest on some passages or are about the names, best first, and the path.

        The path is the chain that says best what is asked, empty where none does. Of a name that
        has more than `HUB` edges only the facts that rest on *beside*, more passages, are read.
        """
        plain = self._plain(self.named)
        asked_of = passage_ids if plain == self.named else dict.fromkeys([*passage_ids, *beside])
        found = self.store.facts(Wanted(passage_ids=tuple(asked_of)), self.view)
        if plain:
            found += self.store.facts(Wanted(entity_ids=tuple(sorted(plain))), self.view)
        facts = list({(fact.id, fact.system_from): fact for fact in found}.values())
        if not facts:
            return [], ()
        scores = self._by_words(facts, set(passage_ids))
        about = [facts[place] for place in best(scores, len(facts)) if self._step(facts[place])]
        if not about:
            return [facts[place] for place in best(scores, len(facts))], ()
        asked = encoded_questions(self.embedder, [self.rest]).vectors[0]
        near = self._near(asked, dict.fromkeys((fact.predicate,) for fact in about))
        scores += [MEANT * max(near.get((fact.predicate,), 0.0), 0.0) for fact in facts]
        path = self._path(asked, about[:FIRST], near)
        order = [facts[place] for place in best(scores, len(facts))]
        return list(dict.fromkeys([*order, *path])), path

    def _plain(self, entity_ids: Collection[str]) -> frozenset[str]:
        """Those of some entities that are no hubs."""
        nodes = self.store.nodes(sorted(entity_ids))
        edges = self.store.neighbours(list(nodes.values()), self.view, HUB + 1)
        counts = np.bincount(edges.owners, minlength=len(nodes))
        hubs = {id_ for id_, count in zip(nodes, counts, strict=True) if count > HUB}
        return frozenset(entity_ids) - hubs

    def _by_words(self, facts: Sequence[Fact], evidence: set[str]) -> NDArray[np.float64]:
        """The scores of facts by their words, by what they are about and what they rest on.

        A word is as rare as it is among these facts: what was told later changes no order.
        """
        held = [said(fact) for fact in facts]
        lengths = np.array([len(one) for one in held], np.float64)
        counts = count(self.asked.terms, held)
        rarity = idf(np.count_nonzero(counts, axis=0), len(facts))
        scores = scaled(bm25(counts, lengths, rarity, float(lengths.mean())))
        for place, fact in enumerate(facts):
            scores[place] += NAMED * (fact.subject_id in self.named)
            scores[place] += EVIDENCE * bool(evidence & set(fact.evidence))
        return scores

    def _step(self, fact: Fact) -> str | None:
        """Where a fact leads from a name in the question; `None` where it is about none."""
        if fact.subject_id in self.named:
            return fact.object_id
        return fact.subject_id if fact.object_id in self.named else None

    def _near(
        self, asked: Vectors, wanted: Iterable[tuple[str, ...]]
    ) -> dict[tuple[str, ...], float]:
        """The cosine of the question's rest with what the first few chains of predicates say."""
        chosen = list(wanted)[:PHRASES]
        fresh = [text for text in map(phrase, chosen) if text not in self.phrases]
        if len(self.phrases) + len(fresh) > HELD:
            self.phrases.clear()
            fresh = [phrase(predicates) for predicates in chosen]
        vectors = encoded(self.embedder, fresh).vectors
        self.phrases.update(zip(fresh, vectors, strict=True))
        return {one: float(self.phrases[phrase(one)] @ asked) for one in chosen}

    def _path(
        self, asked: Vectors, first: Sequence[Fact], near: dict[tuple[str, ...], float]
    ) -> Chain:
        """The chain of one or two facts that says best what is asked."""
        pairs = list(self._pairs(first))
        alone = self._near(asked, dict.fromkeys((g.predicate,) for _, g in pairs))
        likely: dict[tuple[str, ...], float] = {
            (f.predicate, g.predicate): near[(f.predicate,)] + alone[(g.predicate,)]
            for f, g in pairs
            if (f.predicate,) in near and (g.predicate,) in alone
        }
        close = near | self._near(asked, sorted(likely, key=lambda two: -likely[two]))
        chains: list[Chain] = [(fact,) for fact in first] + pairs
        scores = {
            chain: self._score(chain, close[predicates])
            for chain in chains
            if (predicates := tuple(fact.predicate for fact in chain)) in close
        }
        winner = max(scores, key=lambda chain: scores[chain])
        return winner if scores[winner] >= LEAST else ()

    def _pairs(self, first: Sequence[Fact]) -> Iterator[Chain]:
        """Each fact with those that lead on from where it leads, and not back."""
        steps = ((fact, self._step(fact)) for fact in first)
        onward = [(fact, end) for fact, end in steps if end and end not in self.named]
        beyond: dict[str, list[Fact]] = {end: [] for end in self._plain({e for _, e in onward})}
        wanted = Wanted(subject_ids=tuple(sorted(beyond)))
        for fact in self.store.facts(wanted, self.view) if beyond else ():
            if fact.object_id not in self.named:
                beyond[fact.subject_id].append(fact)
        for fact, end in onward:
            for other in beyond.get(end, ()):
                yield fact, other

    def _score(self, chain: Chain, near: float) -> float:
        """How well a chain says what is asked: by its predicates' meaning and by its words."""
        held = {stem for fact in chain for stem in said(fact)}
        there = np.array([term in held for term in self.asked.terms], np.float64)
        covered = there @ self.asked.rarity / max(float(self.asked.rarity.sum()), 1e-9)
        cost = 0.0 if chain[0].subject_id in self.named else BACKWARDS
        return near + COVERED * float(covered) - cost


def said(fact: Fact) -> tuple[str, ...]:
    """The words of a fact."""
    return stems(f"{fact.subject} {fact.predicate} {fact.object} {fact.text}")


@lru_cache(maxsize=HELD)
def stems(text: str) -> tuple[str, ...]:
    """The words of a text; the facts about a name are read again with every question."""
    return tuple(words(text))


def phrase(predicates: Sequence[str]) -> str:
    """What a chain of predicates asks for.

    >>> phrase(("director", "mother"))
    'mother of the director'
    """
    return " of the ".join(reversed(predicates))
