"""What a Neo4j store answers, search aside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from graphmem.likeness import Called
from graphmem.model import (
    Claim,
    Episode,
    Fact,
    Mention,
    Naming,
    Passage,
    Same,
    Status,
    View,
)
from graphmem.store import neo4j_rows as rows
from graphmem.store import sqlite_rows as plain
from graphmem.store.base import Ids, Slot, Tombstone, Wanted
from graphmem.store.neo4j_rows import seen
from graphmem.store.neo4j_server import Neo4jServer

T = TypeVar("T")


class Neo4jReading:
    """The reading half of a Neo4j store; what is ordered is ordered here, as Python orders it."""

    server: Neo4jServer
    namespace: str

    def revision(self) -> datetime | None:
        """The system time of the last writing."""
        return plain.maybe(self._node()["revision"])

    def episodes(
        self, ids: Sequence[str] | None = None, status: Status | None = None
    ) -> list[Episode]:
        """Episodes by id, of one status, or all."""
        if ids is not None:
            found = self.server.records("episodes_of_ids", ids=list(ids))
        elif status is not None:
            found = self.server.records("episodes_of_status", status=status)
        else:
            found = self.server.records("episodes_all")
        episodes = (plain.episode(record) for record in found)
        wanted = (episode for episode in episodes if status in (None, episode.status))
        return sorted(wanted, key=lambda episode: (episode.occurred_at, episode.id))

    def passages(self, ids: Sequence[str], view: View) -> list[Passage]:
        """Passages by id, in view."""
        found = self.server.records("passages", ids=list(dict.fromkeys(ids)), **seen(view))
        return in_order({record["id"]: plain.passage(record) for record in found}, ids)

    def passages_of(self, episode_ids: Sequence[str]) -> list[Passage]:
        """All passages of some episodes."""
        return told(self.server.records("passages_of", ids=list(episode_ids)))

    def preceding(self, passage_id: str, limit: int) -> list[Passage]:
        """The passages before one in its session."""
        return told(self.server.records("preceding", id=passage_id, limit=limit))

    def mentions(self, entity_ids: Sequence[str], view: View) -> list[tuple[str, Mention]]:
        """Mentions of some entities in passages in view."""
        found = self.server.records("mentions", ids=list(entity_ids), **seen(view))
        found.sort(key=lambda record: (record["key"], record["first"]))
        return [plain.mention(record) for record in found]

    def claims(
        self, ids: Sequence[str] | None = None, episode_ids: Sequence[str] | None = None
    ) -> list[Claim]:
        """Claims by id, of some episodes, or all."""
        if ids is not None:
            return told_in_order(self.server.records("claims_of_ids", ids=list(ids)))
        if episode_ids is not None:
            return told_in_order(self.server.records("claims_of_episodes", ids=list(episode_ids)))
        return told_in_order(self.server.records("claims_all"))

    def tally(self, slots: Sequence[Slot]) -> list[tuple[int, int]]:
        """The asserting states of each slot, and the exclusive ones."""
        given = [
            [n, id_, slot.predicate] for n, slot in enumerate(slots) for id_ in slot.subject_ids
        ]
        found = self.server.rows("tally", slots=given)
        held = {place: (states, exclusive) for place, states, exclusive in found}
        return [held.get(place, (0, 0)) for place in range(len(slots))]

    def claims_in(self, slots: Sequence[Slot]) -> list[Claim]:
        """Every claim of some slots."""
        return told_in_order(self.server.records("claims_in", slots=pairs(slots)))

    def claims_about(self, said: Sequence[tuple[str, str, str]]) -> list[Claim]:
        """Every claim of some subjects, predicates and objects."""
        given = [list(one) for one in dict.fromkeys(said)]
        return told_in_order(self.server.records("claims_about", said=given))

    def slots_of(self, entity_ids: Sequence[str]) -> list[tuple[str, str]]:
        """The slots in which some entities take part."""
        found = self.server.rows("slots_of", ids=list(entity_ids))
        return sorted((subject, predicate) for subject, predicate in found)

    def facts(self, wanted: Wanted, view: View) -> list[Fact]:
        """The versions that are wanted, in view."""
        limits = seen(view if wanted.shown else View(system=view.system))
        del limits["told"]
        name, ids = asked(wanted)
        found = self.server.records(
            name,
            ids=ids,
            predicate=wanted.predicate,
            versions=not wanted.believed,
            **limits,
        )
        facts = (rows.fact(record) for record in found)
        return sorted(facts, key=lambda f: (f.valid_from, f.told, f.id, f.system_from))

    def namings(self, view: View, entity_ids: Ids = None, episode_ids: Ids = None) -> list[Naming]:
        """What entities were called."""
        if episode_ids is None:
            name = "namings_all" if entity_ids is None else "namings_of_ids"
            found = self.server.records(name, ids=list(set(entity_ids or ())), **seen(view))
        else:
            told = list(set(episode_ids))
            found = self.server.records("namings_of_episodes", episodes=told, **seen(view))
        namings = [plain.naming(record) for record in found]
        return [one for one in namings if entity_ids is None or one.entity_id in entity_ids]

    def alike(self, forms: Sequence[str]) -> list[Called]:
        """What is called by names of some forms."""
        return [Called(*row) for row in self.server.rows("alike", forms=list(forms))]

    def called(self, entity_ids: Sequence[str]) -> list[Called]:
        """What some entities are called."""
        return [Called(*row) for row in self.server.rows("called", ids=list(set(entity_ids)))]

    def same(self, entity_ids: Sequence[str] | None = None) -> list[Same]:
        """Decisions about some names."""
        name = "same_all" if entity_ids is None else "same_of_ids"
        found = self.server.records(name, ids=list(entity_ids or ()))
        return [rows.same(record) for record in sorted(found, key=lambda record: record["key"])]

    def tombstones(self, digests: Sequence[str] | None = None) -> list[Tombstone]:
        """What remains of erased episodes."""
        name = "tombstones_all" if digests is None else "tombstones_of"
        found = map(plain.tombstone, self.server.records(name, digests=list(set(digests or ()))))
        return sorted(found, key=lambda tombstone: (tombstone.erased_at, tombstone.id))

    def counts(self, view: View) -> Mapping[str, int]:
        """What is in view, counted."""
        (found,) = self.server.records("counts", **seen(view))
        return found

    def _node(self) -> dict[str, Any]:
        """The namespace's own node."""
        (found,) = self.server.records("namespace")
        return found


def asked(wanted: Wanted) -> tuple[str, list[Any]]:
    """The statement that finds the facts that are wanted, and the ids that it takes."""
    if wanted.ids is not None:
        return "facts_of_ids", list(wanted.ids)
    if wanted.subject_ids is not None:
        return "facts_of_subjects", list(wanted.subject_ids)
    if wanted.pairs is not None:
        return "facts_between", [list(pair) for pair in wanted.pairs]
    if wanted.entity_ids is not None:
        return "facts_of_entities", list(wanted.entity_ids)
    if wanted.passage_ids is not None:
        return "facts_of_passages", list(wanted.passage_ids)
    return "facts_all", []


def in_order(found: Mapping[Any, T], keys: Iterable[Any]) -> list[T]:
    """What was found, in the order in which it was asked for."""
    return [found[key] for key in keys if key in found]


def told(found: list[dict[str, Any]]) -> list[Passage]:
    """Passages in order of when they occurred, then of arrival."""
    found.sort(key=lambda record: (record["occurred_at"], record["key"]))
    return [plain.passage(record) for record in found]


def told_in_order(found: list[dict[str, Any]]) -> list[Claim]:
    """Claims in order of (told, id)."""
    return [rows.claim(r) for r in sorted(found, key=lambda r: (r["told"], r["id"]))]


def pairs(slots: Iterable[Slot]) -> list[list[str]]:
    """Slots as [subject id, predicate key], a pair for each name of the subject."""
    found = {(id_, slot.predicate) for slot in slots for id_ in slot.subject_ids}
    return [list(pair) for pair in sorted(found)]
