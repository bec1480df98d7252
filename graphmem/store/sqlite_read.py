"""What a SQLite store answers, search aside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from graphmem.instant import EVER
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
from graphmem.store import sqlite_rows as rows
from graphmem.store.base import Ids, Slot, Tombstone, Wanted
from graphmem.store.sqlite_file import SqliteFile, listed
from graphmem.store.sqlite_rows import seen
from graphmem.text import name_key


class SqliteReading:
    """The reading half of a SQLite store."""

    file: SqliteFile
    ns: int
    namespace: str

    def revision(self) -> datetime | None:
        """The system time of the last writing."""
        return rows.maybe(self._row()["revision"])

    def episodes(
        self, ids: Sequence[str] | None = None, status: Status | None = None
    ) -> list[Episode]:
        """Episodes by id, of one status, or all."""
        found = self.file.records("episodes", ns=self.ns, ids=listed(ids), status=status)
        return [rows.episode(row) for row in found]

    def passages(self, ids: Sequence[str], view: View) -> list[Passage]:
        """Passages by id, in view."""
        found = self.file.records("passages", ns=self.ns, ids=listed(ids), **seen(view))
        return [rows.passage(row) for row in found]

    def passages_of(self, episode_ids: Sequence[str]) -> list[Passage]:
        """All passages of some episodes."""
        found = self.file.records("passages_of", ns=self.ns, ids=listed(episode_ids))
        return [rows.passage(row) for row in found]

    def preceding(self, passage_id: str, limit: int) -> list[Passage]:
        """The passages before one in its session."""
        found = self.file.records("preceding", ns=self.ns, id=passage_id, limit=limit)
        return [rows.passage(row) for row in found]

    def mentions(self, entity_ids: Sequence[str], view: View) -> list[tuple[str, Mention]]:
        """Mentions of some entities in passages in view."""
        found = self.file.records("mentions", ns=self.ns, ids=listed(entity_ids), **seen(view))
        return [rows.mention(row) for row in found]

    def claims(
        self, ids: Sequence[str] | None = None, episode_ids: Sequence[str] | None = None
    ) -> list[Claim]:
        """Claims by id, of some episodes, or all."""
        found = self.file.records(
            "claims", ns=self.ns, ids=listed(ids), episodes=listed(episode_ids)
        )
        return [rows.claim(row) for row in found]

    def tally(self, slots: Sequence[Slot]) -> list[tuple[int, int]]:
        """The asserting states of each slot, and the exclusive ones."""
        given = [
            (n, id_, slot.predicate) for n, slot in enumerate(slots) for id_ in slot.subject_ids
        ]
        found = self.file.rows("tally", ns=self.ns, slots=listed(given))
        held = {place: (states, exclusive) for place, states, exclusive in found}
        return [held.get(place, (0, 0)) for place in range(len(slots))]

    def claims_in(self, slots: Sequence[Slot]) -> list[Claim]:
        """Every claim of some slots."""
        given = listed(pairs(slots))
        found = self.file.records("claims_in", ns=self.ns, slots=given, objects=None)
        return [rows.claim(row) for row in found]

    def claims_about(self, said: Sequence[tuple[str, str, str]]) -> list[Claim]:
        """Every claim of some subjects, predicates and objects."""
        wanted = set(said)
        slots = listed(sorted({(subject, predicate) for subject, predicate, _ in wanted}))
        objects = listed(sorted({object_ for *_, object_ in wanted}))
        found = self.file.records("claims_in", ns=self.ns, slots=slots, objects=objects)
        claims = [rows.claim(row) for row in found]
        return [c for c in claims if (c.subject_id, name_key(c.predicate), c.object_id) in wanted]

    def slots_of(self, entity_ids: Sequence[str]) -> list[tuple[str, str]]:
        """The slots in which some entities take part."""
        found = self.file.rows("slots_of", ns=self.ns, ids=listed(entity_ids))
        return [(subject, predicate) for subject, predicate in found]

    def facts(self, wanted: Wanted, view: View) -> list[Fact]:
        """The versions that are wanted, in view."""
        subjects, objects = wanted.subject_ids, None
        if wanted.pairs is not None:
            subjects = tuple({subject for subject, _ in wanted.pairs})
            objects = listed({object_ for _, object_ in wanted.pairs})
        lists = {
            "ids": wanted.ids,
            "subjects": subjects,
            "entities": wanted.entity_ids,
            "passages": wanted.passage_ids,
        }
        limits = seen(view if wanted.shown else View(system=view.system))
        del limits["told"]
        found = self.file.records(
            "facts",
            ns=self.ns,
            everything=all(values is None for values in lists.values()),
            predicate=wanted.predicate,
            objects=objects,
            replaced=limits["system"] if wanted.believed else EVER,
            **{name: listed(values) for name, values in lists.items()},
            **limits,
        )
        facts = [rows.fact(row) for row in found]
        if wanted.pairs is None:
            return facts
        pairs = set(wanted.pairs)
        return [fact for fact in facts if (fact.subject_id, fact.object_id) in pairs]

    def namings(self, view: View, entity_ids: Ids = None, episode_ids: Ids = None) -> list[Naming]:
        """What entities were called."""
        if episode_ids is None:
            found = self.file.records("namings", ns=self.ns, ids=listed(entity_ids), **seen(view))
        else:
            told = listed(episode_ids)
            found = self.file.records(
                "namings_of_episodes", ns=self.ns, episodes=told, **seen(view)
            )
        namings = [rows.naming(row) for row in found]
        return [one for one in namings if entity_ids is None or one.entity_id in entity_ids]

    def alike(self, forms: Sequence[str]) -> list[Called]:
        """What is called by names of some forms."""
        return [Called(*row) for row in self.file.rows("alike", ns=self.ns, forms=listed(forms))]

    def called(self, entity_ids: Sequence[str]) -> list[Called]:
        """What some entities are called."""
        found = self.file.rows("called", ns=self.ns, ids=listed(sorted(set(entity_ids))))
        return [Called(*row) for row in found]

    def same(self, entity_ids: Sequence[str] | None = None) -> list[Same]:
        """Decisions about some names."""
        found = self.file.records("same", ns=self.ns, ids=listed(entity_ids))
        return [rows.same(row) for row in found]

    def tombstones(self, digests: Sequence[str] | None = None) -> list[Tombstone]:
        """What remains of erased episodes."""
        found = self.file.records("tombstones", ns=self.ns, digests=listed(digests))
        return [rows.tombstone(row) for row in found]

    def counts(self, view: View) -> Mapping[str, int]:
        """What is in view, counted."""
        (found,) = self.file.records("counts", ns=self.ns, **seen(view))
        return found

    def _row(self) -> dict[str, Any]:
        """The namespace's own row."""
        (found,) = self.file.records("namespace", name=self.namespace)
        return found


def pairs(slots: Iterable[Slot]) -> list[tuple[str, str]]:
    """Slots as (subject id, predicate key), a pair for each name of the subject."""
    return sorted({(id_, slot.predicate) for slot in slots for id_ in slot.subject_ids})
