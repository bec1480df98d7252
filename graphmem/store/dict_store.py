"""The reference store: plain dictionaries and loops. Other stores must answer as it does."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from graphmem.model import (
    Claim,
    Delta,
    Episode,
    Fact,
    Indexed,
    Mention,
    Naming,
    Passage,
    Same,
    Status,
    View,
)
from graphmem.resolve import decision
from graphmem.store.base import Erasure, Ids, Slot, Stale, Tombstone, Wanted
from graphmem.store.dict_search import matches, recorded
from graphmem.store.dict_sentences import DictSentences
from graphmem.store.dict_vectors import DictVectors
from graphmem.text import name_key

K = TypeVar("K")
T = TypeVar("T")


class DictStore(DictSentences, DictVectors):
    """A store in memory, for tests and for reading: nothing is kept when the process ends."""

    def __init__(self) -> None:
        super().__init__()
        self._revision: datetime | None = None

    def close(self) -> None:
        """Refuse every further call."""
        self._closed = True

    def revision(self) -> datetime | None:
        """The system time of the last writing."""
        return self._revision if self.contents else None

    # Writing

    def put_episodes(
        self, told: Sequence[tuple[Episode, Sequence[Indexed]]], at: datetime
    ) -> list[bool]:
        """Keep the new ones of some episodes."""
        new = []
        for episode, passages in told:
            new.append(episode.id not in self.contents.episodes)
            if new[-1]:
                self._advance(at)
                self.contents.episodes[episode.id] = episode
                for indexed in passages:
                    self.contents.passages[indexed.passage.id] = indexed
        return new

    def apply(self, delta: Delta, after: datetime | None) -> None:
        """Write a delta."""
        self._expect(after)
        held = self.contents
        for id_, (status, reason) in delta.statuses.items():
            episode = held.episodes[id_]
            claims = None if status == "done" else episode.claims
            held.episodes[id_] = replace(episode, status=status, reason=reason, claims=claims)
        for entity_id, mention in delta.mentions:
            held.mentions.setdefault(mention.passage_id, {})[entity_id, mention] = None
        held.namings.update(dict.fromkeys(delta.namings))
        for same in delta.same:
            held.same[decision(same)] = same
        for same in delta.parted:
            held.same[decision(same)] = replace(held.same[decision(same)], system_to=delta.system)
        held.claims.update((claim.id, claim) for claim in delta.claims)
        self.put_sentences(delta.sentences)
        for claim_id, reason in delta.retractions.items():
            held.claims[claim_id] = replace(
                held.claims[claim_id], retracted_at=delta.system, retraction=reason
            )
        for fact in delta.closed:
            key = fact.id, fact.system_from
            held.facts[key] = replace(held.facts[key], system_to=delta.system)
        held.facts.update(((fact.id, fact.system_from), fact) for fact in delta.opened)
        self._revision = delta.system

    def erase(self, erasure: Erasure, after: datetime | None) -> Mapping[str, int]:
        """Remove an episode and what rests on it; put the slots as they would have been."""
        self._expect(after)
        held, gone = self.contents, erasure.episode_id
        before = self._sizes()
        passages = {id_ for id_, row in held.passages.items() if row.passage.episode_id == gone}
        del held.episodes[gone]
        held.passages = kept(held.passages, lambda id_: id_ not in passages)
        held.mentions = kept(held.mentions, lambda id_: id_ not in passages)
        held.namings = kept(held.namings, lambda naming: naming.episode_id != gone)
        held.same = kept(held.same, lambda key: key[2] != gone)
        aliases = len(held.same)
        held.same = {key: same for key, same in held.same.items() if same not in erasure.parted}
        held.same |= {decision(same): same for same in erasure.same}
        held.claims = {i: c for i, c in held.claims.items() if not passages & set(c.evidence)}
        held.sentences = kept(held.sentences, lambda id_: id_ in held.claims)
        self.rewrite(erasure.slots, erasure.facts)
        held.tombstones[erasure.digest] = erasure.tombstone
        self._revision = erasure.system
        after_ = {**self._sizes(), "aliases": aliases}
        return {kind: max(0, before[kind] - after_[kind]) for kind in before}

    def bury(self, tombstone: Tombstone, after: datetime | None) -> None:
        """Keep a tombstone alone."""
        self._expect(after)
        self.contents.tombstones[tombstone.digest] = tombstone
        self._revision = tombstone.erased_at

    def rewrite(self, slots: Sequence[Slot], facts: Sequence[Fact]) -> None:
        """Put some versions in the place of all of some slots."""
        held = self.contents
        held.facts = {
            key: fact
            for key, fact in held.facts.items()
            if not any(within(slot, fact.subject_id, fact.predicate) for slot in slots)
        }
        held.facts.update(((fact.id, fact.system_from), fact) for fact in facts)

    # Reading

    def episodes(self, ids: Ids = None, status: Status | None = None) -> list[Episode]:
        """Episodes by id, all, or of one status."""
        found = chosen(self.contents.episodes, ids)
        found = [episode for episode in found if status in (None, episode.status)]
        return sorted(found, key=lambda episode: (episode.occurred_at, episode.id))

    def passages(self, ids: Sequence[str], view: View) -> list[Passage]:
        """Passages by id, in view."""
        return self._visible((row.passage for row in chosen(self.contents.passages, ids)), view)

    def passages_of(self, episode_ids: Sequence[str]) -> list[Passage]:
        """The passages of some episodes."""
        wanted = set(episode_ids)
        return [passage for passage in self._in_order() if passage.episode_id in wanted]

    def preceding(self, passage_id: str, limit: int) -> list[Passage]:
        """The passages before one in its session."""
        own = self.contents.passages[passage_id].passage
        told = [p for p in self._in_order() if p.session == own.session and p.session is not None]
        return told[: told.index(own)][-limit:] if told else []

    def _in_order(self) -> list[Passage]:
        """All passages in order of when they occurred, then of arrival."""
        arrival = {id_: place for place, id_ in enumerate(self.contents.episodes)}
        return sorted(
            (row.passage for row in self.contents.passages.values()),
            key=lambda passage: (passage.occurred_at, arrival[passage.episode_id], passage.place),
        )

    def mentions(self, entity_ids: Sequence[str], view: View) -> list[tuple[str, Mention]]:
        """Mentions of some entities in passages in view."""
        wanted = set(entity_ids)
        return [
            (entity_id, mention)
            for row in self._in_view(view)
            for entity_id, mention in self.contents.mentions.get(row.passage.id, ())
            if entity_id in wanted
        ]

    def claims(
        self, ids: Sequence[str] | None = None, episode_ids: Sequence[str] | None = None
    ) -> list[Claim]:
        """Claims by id or episode, or all."""
        found = chosen(self.contents.claims, ids)
        if episode_ids is not None:
            resting = {passage.id for passage in self.passages_of(episode_ids)}
            found = [claim for claim in found if resting & set(claim.evidence)]
        return sorted(found, key=lambda claim: (claim.told, claim.id))

    def tally(self, slots: Sequence[Slot]) -> list[tuple[int, int]]:
        """The asserting states of each slot, and the exclusive ones."""
        found = []
        for slot in slots:
            states = [
                claim
                for claim in self.claims_in([slot])
                if claim.kind == "state" and not claim.negated and claim.retracted_at is None
            ]
            found.append((len(states), sum(claim.exclusive for claim in states)))
        return found

    def claims_in(self, slots: Sequence[Slot]) -> list[Claim]:
        """Every claim of some slots."""
        return [
            claim
            for claim in self.claims()
            if any(within(slot, claim.subject_id, claim.predicate) for slot in slots)
        ]

    def claims_about(self, said: Sequence[tuple[str, str, str]]) -> list[Claim]:
        """Every claim of some subjects, predicates and objects."""
        wanted = set(said)
        return [claim for claim in self.claims() if spoken(claim) in wanted]

    def slots_of(self, entity_ids: Sequence[str]) -> list[tuple[str, str]]:
        """The slots in which some entities take part."""
        wanted = set(entity_ids)
        return sorted(
            {
                (claim.subject_id, name_key(claim.predicate))
                for claim in self.contents.claims.values()
                if {claim.subject_id, claim.object_id} & wanted
            }
        )

    def facts(self, wanted: Wanted, view: View) -> list[Fact]:
        """The versions that are wanted, in view."""
        found = (fact for fact in self.contents.facts.values() if matches(fact, wanted, view))
        return sorted(found, key=lambda f: (f.valid_from, f.told, f.id, f.system_from))

    def namings(self, view: View, entity_ids: Ids = None, episode_ids: Ids = None) -> list[Naming]:
        """What entities were called."""
        shown = {row.passage.episode_id for row in self._in_view(view)}
        shown &= shown if episode_ids is None else set(episode_ids)
        wanted = None if entity_ids is None else set(entity_ids)
        found = [naming for naming in self.contents.namings if naming.episode_id in shown]
        return [naming for naming in found if wanted is None or naming.entity_id in wanted]

    def same(self, entity_ids: Sequence[str] | None = None) -> list[Same]:
        """Decisions about some names."""
        found = self.contents.same.values()
        wanted = None if entity_ids is None else set(entity_ids)
        return [s for s in found if wanted is None or {s.alias_id, s.entity_id} & wanted]

    def tombstones(self, digests: Sequence[str] | None = None) -> list[Tombstone]:
        """What remains of erased episodes."""
        held = self.contents.tombstones.values()
        return [one for one in held if digests is None or one.digest.startswith(tuple(digests))]

    def counts(self, view: View) -> Mapping[str, int]:
        """What is in view, counted."""
        held = self.contents
        seen = [row.passage for row in self._in_view(view)]
        episodes = {passage.episode_id for passage in seen}
        claims = [claim for claim in held.claims.values() if claim.episode_id in episodes]
        return {
            "episodes": len(episodes),
            "passages": len(seen),
            "claims": sum(recorded(claim.recorded_at, view) for claim in claims),
            "facts": len(self.facts(Wanted(), view)),
            "entities": len({naming.entity_id for naming in self.namings(view)}),
        }

    def _expect(self, after: datetime | None) -> None:
        """Refuse a writing that was computed before the last one."""
        if self.revision() != after:
            raise Stale

    def _advance(self, at: datetime) -> None:
        """Move the system time on; several episodes of one call share it."""
        if self._revision is not None and at < self._revision:
            raise Stale
        self._revision = at

    def _sizes(self) -> dict[str, int]:
        """How many rows there are of each kind."""
        held = self.contents
        return {
            "episodes": len(held.episodes),
            "passages": len(held.passages),
            "mentions": sum(map(len, held.mentions.values())),
            "claims": len(held.claims),
            "facts": len(held.facts),
            "entities": len({naming.entity_id for naming in held.namings}),
            "aliases": len(held.same),
        }


def chosen(held: Mapping[str, T], ids: Sequence[str] | None) -> list[T]:
    """The values of some keys in their order, or all."""
    return list(held.values()) if ids is None else [held[id_] for id_ in ids if id_ in held]


def kept(held: Mapping[K, T], stays: Callable[[K], bool]) -> dict[K, T]:
    """The entries whose key stays."""
    return {key: value for key, value in held.items() if stays(key)}


def spoken(claim: Claim) -> tuple[str, str, str]:
    """A claim's subject, predicate key and object."""
    return claim.subject_id, name_key(claim.predicate), claim.object_id


def within(slot: Slot, subject_id: str, predicate: str) -> bool:
    """Whether a claim or fact belongs to a slot."""
    return subject_id in slot.subject_ids and name_key(predicate) == slot.predicate
