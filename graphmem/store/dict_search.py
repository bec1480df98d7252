"""What a `DictStore` holds, what of it is in view, and how it is searched: by plain loops."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from graphmem.errors import StoreClosed
from graphmem.likeness import Called
from graphmem.model import (
    Claim,
    Episode,
    Fact,
    Indexed,
    Mention,
    Naming,
    Passage,
    Same,
    View,
)
from graphmem.sentence import Sentence
from graphmem.store.base import Edges, Row, Scored, Tombstone, Wanted
from graphmem.text import name_key, title_key


@dataclass
class Contents:
    """Everything a `DictStore` holds; two stores with equal contents are the same memory."""

    episodes: dict[str, Episode] = field(default_factory=dict)
    passages: dict[str, Indexed] = field(default_factory=dict)
    mentions: dict[str, dict[tuple[str, Mention], None]] = field(default_factory=dict)
    namings: dict[Naming, None] = field(default_factory=dict)
    same: dict[tuple[str, str, str, datetime], Same] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    sentences: dict[str, Sentence] = field(default_factory=dict)
    facts: dict[tuple[str, datetime], Fact] = field(default_factory=dict)
    tombstones: dict[str, Tombstone] = field(default_factory=dict)


class DictSearch:
    """The searching half of the reference store."""

    def __init__(self) -> None:
        self._contents = Contents()
        self._closed = False
        self._keys: dict[tuple[str, str], int] = {}

    @property
    def contents(self) -> Contents:
        """Everything that is held, while the store is open."""
        if self._closed:
            raise StoreClosed("this memory is closed. Open it again with Memory(…).")
        return self._contents

    def matching(
        self, words: Sequence[str], view: View, limit: int, among: Sequence[str] | None = None
    ) -> Scored:
        """BM25 (k1 = 1.2, b = 0.75), passage by passage."""
        frequencies, total, mean = self.frequencies(words)
        scores = {}
        for row in self._in_view(view):
            held, length = Counter(row.words), len(row.words)
            if among is not None and held.keys().isdisjoint(among):
                continue
            score = 0.0
            for word, count in frequencies.items():
                idf = max(math.log((total - count + 0.5) / (count + 0.5)), 1e-6)
                tf = held[word]
                score += idf * tf * 2.2 / (tf + 1.2 * (0.25 + 0.75 * length / mean))
            if score > 0:
                scores[self._key("passage", row.passage.id)] = score
        return best(scores, limit)

    def phrase(self, words: Sequence[str], view: View, limit: int) -> list[int]:
        """Passages that hold some words one after the other."""
        wanted = " ".join(("", *words, ""))
        found = (row for row in self._in_view(view) if wanted in " ".join(("", *row.words, "")))
        return sorted(self._key("passage", row.passage.id) for row in found)[:limit]

    def titled(self, titles: Sequence[str], view: View) -> list[tuple[str, int]]:
        """Passages of episodes with some titles."""
        return [
            (title, self._key("passage", row.passage.id))
            for title in titles
            for row in self._in_view(view)
            if row.passage.title and title_key(row.passage.title) == title
        ]

    def alike(self, forms: Sequence[str]) -> list[Called]:
        """What is called by names of some forms."""
        every = self.called([naming.entity_id for naming in self.contents.namings])
        return [one for one in every if not one.forms.isdisjoint(forms)]

    def called(self, entity_ids: Sequence[str]) -> list[Called]:
        """What some entities are called."""
        every = {Called(n.entity_id, n.name, n.type) for n in self.contents.namings}
        return sorted(one for one in every if one.entity_id in set(entity_ids))

    def rows(self, keys: Sequence[int], view: View) -> list[Row]:
        """Passages for the first stage."""
        order = self._order()
        parts = Counter(row.passage.episode_id for row in self.contents.passages.values())
        found = []
        for key in keys:
            indexed = self._by_key().get(key)
            if indexed is not None and self._visible([indexed.passage], view):
                passage = indexed.passage
                before, after = order.get(key, (0, 0))
                row = Row(
                    key=key,
                    id=passage.id,
                    episode_id=passage.episode_id,
                    session=passage.session,
                    speaker=passage.speaker,
                    words=indexed.words,
                    vector=self._vector(indexed),
                    size=len(indexed.tokens) or len(indexed.words),
                    parts=parts[passage.episode_id],
                    occurred_at=passage.occurred_at,
                    previous=before,
                    following=after,
                )
                found.append(row)
        return found

    def frequencies(self, words: Sequence[str]) -> tuple[Mapping[str, int], int, float]:
        """Word statistics over the whole namespace."""
        rows = self.contents.passages.values()
        held = [set(row.words) for row in rows]
        counts = {word: sum(word in words_ for words_ in held) for word in words}
        mean = sum(len(row.words) for row in rows) / max(len(rows), 1)
        return {w: n for w, n in counts.items() if n}, len(rows), mean

    def nodes(self, entity_ids: Sequence[str]) -> Mapping[str, int]:
        """The nodes of some entities."""
        known = {naming.entity_id for naming in self.contents.namings}
        known |= {
            id_ for one in self.contents.same.values() for id_ in (one.alias_id, one.entity_id)
        }
        return {id_: self._node(id_) for id_ in entity_ids if id_ in known}

    def neighbours(self, nodes: Sequence[int], view: View, limit: int) -> Edges:
        """Mentions, facts and decisions as edges, seen from both ends."""
        edges = list(self._edges(view))
        rows = [
            (place, other, weight)
            for place, node in enumerate(nodes)
            for weight, other in sorted(
                ((-weight, other) for one, other, weight in edges if one == node)
            )[:limit]
        ]
        owners, others, weights = zip(*rows, strict=True) if rows else ((), (), ())
        return Edges(
            np.array(owners, np.int64), np.array(others, np.int64), -np.array(weights, np.float64)
        )

    def _vector(self, indexed: Indexed) -> NDArray[np.int8]:
        """The vector of a passage, as far as it may be read."""
        raise NotImplementedError

    def _key(self, kind: str, id_: str) -> int:
        """The integer that stands for a passage or an entity, given once."""
        if (kind, id_) not in self._keys:  # passages are numbered as they arrived
            for known in self.contents.passages:
                self._keys.setdefault(("passage", known), len(self._keys) + 1)
        return self._keys.setdefault((kind, id_), len(self._keys) + 1)

    def _by_key(self) -> dict[int, Indexed]:
        """The passages by their integers."""
        return {self._key("passage", id_): row for id_, row in self.contents.passages.items()}

    def _visible(self, passages: Iterable[Passage], view: View) -> list[Passage]:
        """Those that were recorded, and told by the valid time asked for or needed as evidence."""
        facts = self.contents.facts.values() if view.asked else ()
        evidence = {id_ for fact in facts if matches(fact, Wanted(), view) for id_ in fact.evidence}
        return [
            passage
            for passage in passages
            if recorded(passage.recorded_at, view)
            and (told_by(passage.occurred_at, view) or passage.id in evidence)
        ]

    def _in_view(self, view: View) -> list[Indexed]:
        """The passages in view with their index."""
        held = self.contents.passages
        return [held[p.id] for p in self._visible((row.passage for row in held.values()), view)]

    def _order(self) -> dict[int, tuple[int, int]]:
        """For each passage the keys before and after it in its session, 0 for none."""
        sessions: dict[str, list[tuple[datetime, int, int, str]]] = defaultdict(list)
        arrival = {id_: place for place, id_ in enumerate(self.contents.episodes)}
        for row in self.contents.passages.values():
            passage = row.passage
            if passage.session is not None:
                place = arrival[passage.episode_id]
                turn = passage.occurred_at, place, passage.place, passage.id
                sessions[passage.session].append(turn)
        found = {}
        for turns in sessions.values():
            keys = [0, *(self._key("passage", id_) for *_, id_ in sorted(turns)), 0]
            for place in range(1, len(keys) - 1):
                found[keys[place]] = keys[place - 1], keys[place + 1]
        return found

    def _edges(self, view: View) -> Iterator[tuple[int, int, float]]:
        """Every edge in view, once from each end."""
        for one, other, weight in self._links(view):
            yield one, other, weight
            yield other, one, weight

    def _links(self, view: View) -> Iterator[tuple[int, int, float]]:
        """Passages with the entities they mention, facts, and names that are one entity."""
        told = {
            id_
            for id_, row in self.contents.passages.items()
            if recorded(row.passage.recorded_at, view) and told_by(row.passage.occurred_at, view)
        }
        for passage_id, mentions in self.contents.mentions.items():
            if passage_id in told:
                for entity_id in dict.fromkeys(entity_id for entity_id, _ in mentions):
                    yield 2 * self._key("passage", passage_id), self._node(entity_id), 1.0
        for fact in self.contents.facts.values():
            if matches(fact, Wanted(), view) and fact.subject_id != fact.object_id:
                yield self._node(fact.subject_id), self._node(fact.object_id), 1.0
        for same in self.contents.same.values():
            if believed(same, view) and same.alias_id != same.entity_id:
                yield self._node(same.alias_id), self._node(same.entity_id), 1.0

    def _node(self, entity_id: str) -> int:
        """The node of an entity."""
        return 2 * self._key("entity", entity_id) + 1


def recorded(at: datetime | None, view: View) -> bool:
    """Whether something recorded *at* was there at the view's system time."""
    return at is not None and (view.system is None or at <= view.system)


def told_by(occurred_at: datetime, view: View) -> bool:
    """Whether something told then may be seen: a valid time that was asked for hides the later."""
    return not view.asked or view.valid is None or occurred_at <= view.valid


def believed(item: Fact | Same, view: View) -> bool:
    """Whether this version was the believed one at the view's system time."""
    if view.system is None:
        return item.system_to is None
    return item.system_from <= view.system and (
        item.system_to is None or view.system < item.system_to
    )


def matches(fact: Fact, wanted: Wanted, view: View) -> bool:
    """Whether a version of a fact is wanted and in view."""
    ends = {fact.subject_id, fact.object_id}
    return (
        recorded(fact.system_from, view)
        and (wanted.ids is None or fact.id in wanted.ids)
        and (wanted.subject_ids is None or fact.subject_id in wanted.subject_ids)
        and (wanted.pairs is None or (fact.subject_id, fact.object_id) in wanted.pairs)
        and (wanted.entity_ids is None or bool(ends & set(wanted.entity_ids)))
        and (wanted.predicate is None or name_key(fact.predicate) == wanted.predicate)
        and (wanted.passage_ids is None or bool(set(fact.evidence) & set(wanted.passage_ids)))
        and (not wanted.believed or believed(fact, view))
        and (not wanted.shown or view.shows(fact.shown))
    )


def best(scores: Mapping[int, float], limit: int) -> Scored:
    """The *limit* best keys; equal scores in order of the key."""
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:limit]
    return Scored(
        np.array([key for key, _ in ranked], np.int64),
        np.array([score for _, score in ranked], np.float64),
    )


def cosine(direction: NDArray[np.int8], vector: NDArray[np.float32]) -> float:
    """The cosine of a stored direction with a unit vector; 0 for no direction."""
    length = float(np.linalg.norm(direction.astype(np.float64)))
    return float(direction @ vector) / length if length else 0.0
