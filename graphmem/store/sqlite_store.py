"""A namespace of one SQLite file: WAL, FTS5, every writing one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from graphmem.instant import EPOCH, micros
from graphmem.model import Delta, Episode, Fact, Indexed, Passage
from graphmem.store import sqlite_rows as rows
from graphmem.store.base import Erasure, Slot, Stale, Tombstone
from graphmem.store.sqlite_check import SqliteCheck
from graphmem.store.sqlite_file import SqliteFile, listed
from graphmem.store.sqlite_read import pairs
from graphmem.store.sqlite_search import SqliteSearch, marked
from graphmem.store.sqlite_sentences import SqliteSentences
from graphmem.store.sqlite_write import FACT_WEIGHT, Keys, SqliteWriting, both
from graphmem.store.vectors import VectorTable, same_embedder

# What is removed with an episode, in this order; each statement takes its key.
ERASED = (
    "erase_passage_edges",
    "erase_entity_edges",
    "erase_same_edges",
    "erase_same",
    "erase_mentions",
    "erase_forms",
    "erase_namings",
    "erase_sentences",
    "erase_claims",
    "erase_evidence",
    "erase_index",
    "erase_passages",
    "erase_episode",
)
# What an erasure counts, by the statement that removes it.
COUNTED = {
    "erase_same": "aliases",
    "erase_mentions": "mentions",
    "erase_claims": "claims",
    "erase_passages": "passages",
    "erase_episode": "episodes",
}


class SqliteStore(SqliteSearch, SqliteSentences, SqliteWriting, SqliteCheck):
    """The embedded store: one file, nothing to install, safe against crashes.

    Args:
        path: the file, or ":memory:".
        namespace: the partition that this store reads and writes.
    """

    def __init__(self, path: str, namespace: str) -> None:
        self.file = SqliteFile(path)
        self.namespace = namespace
        self.ns = 0

    def setup(self, embedder: str, dimension: int, *, change: bool = False) -> None:
        """Make the namespace and check the embedder, or change it."""
        given = {"embedder": embedder, "dimension": dimension}
        with self.file.writing():
            self.file.run("namespace_add", name=self.namespace, **given)
            held = self._row()
            if change and {name: held[name] for name in given} != given:
                self.file.run("embedder_put", ns=held["ns"], **given)
                self.file.run("sentences_clear", ns=held["ns"])
                self.file.run("said")
            else:
                same_embedder(held, embedder, dimension)
            self.ns, self.embedder = held["ns"], (embedder, dimension)
            if self.file.rows("forms_lacking")[0][0]:
                self._make_forms()
        self.vectors, self.spoken = VectorTable(dimension), VectorTable(dimension)

    def close(self) -> None:
        """Close the file."""
        self.file.close()

    def put_episodes(
        self, told: Sequence[tuple[Episode, Sequence[Indexed]]], at: datetime
    ) -> list[bool]:
        """Keep the new ones of some episodes, searchable at once."""
        new = []
        with self.file.writing():
            same_embedder(self._row(), *self.embedder)
            revision = self.revision()
            if revision is not None and at <= revision:
                raise Stale
            for episode, passages in told:
                found = self.file.rows("episode_put", ns=self.ns, **rows.episode_row(episode))
                new.append(bool(found))
                for indexed in passages if found else ():
                    self._put_passage(found[0][0], indexed)
            if any(new):
                self.file.run("revise", ns=self.ns, revision=micros(at))
        return new

    def apply(self, delta: Delta, after: datetime | None) -> None:
        """Write a delta."""
        with self.file.writing():
            self._expect(after)
            for id_, (status, reason) in delta.statuses.items():
                self.file.run("status_put", ns=self.ns, id=id_, status=status, reason=reason)
            keys = Keys(self.file, self.ns, delta)
            self._put_names(delta, keys)
            self._part_names(delta, keys)
            for claim in delta.claims:
                self._put_claim(claim, keys)
            if delta.sentences:
                same_embedder(self._row(), *self.embedder)
            self._put_sentences(delta.sentences, keys.claim)
            for claim_id, reason in delta.retractions.items():
                at = micros(delta.system)
                self.file.run(
                    "claim_retract", ns=self.ns, id=claim_id, retracted_at=at, retraction=reason
                )
            for fact in delta.closed:
                self._close_fact(fact, delta.system)
            self._put_facts(delta.opened, keys)
            self.file.run("revise", ns=self.ns, revision=micros(delta.system))

    def erase(self, erasure: Erasure, after: datetime | None) -> Mapping[str, int]:
        """Remove an episode and what rests on it; put the slots as they would have been."""
        removed: dict[str, int] = {}
        with self.file.writing():
            self._expect(after)
            gone = self._clear_slots(erasure.slots)
            keys = Keys(self.file, self.ns, Delta(system=erasure.system))
            self._put_facts(erasure.facts, keys)
            self._erase_same(erasure.parted, keys)
            self._put_same(erasure.same, keys)
            removed["facts"] = max(0, gone - len(erasure.facts))
            ((_, key),) = self.file.rows(
                "episode_keys", ns=self.ns, ids=listed([erasure.episode_id])
            )
            lost = 0
            for passage, words in self.file.rows("erase_words", episode=key):
                held = words.split()
                lost += len(held)
                terms = " ".join(marked(self.ns, held))
                self.file.run("words_remove", passage=passage, words=terms)
            ((removed["entities"],),) = self.file.rows("erase_entities_count", episode=key)
            for name in ERASED:
                count = self.file.run(name, episode=key)
                if name in COUNTED:
                    removed[COUNTED[name]] = count
            self.file.run("erase_entities", ns=self.ns)
            self.file.run("words_count", ns=self.ns, passages=-removed["passages"], words=-lost)
            self.file.run("words_purge")
            self._bury(erasure.tombstone)
        self.file.clean()
        return removed

    def bury(self, tombstone: Tombstone, after: datetime | None) -> None:
        """Keep a tombstone alone."""
        with self.file.writing():
            self._expect(after)
            self._bury(tombstone)

    def unembedded(self, limit: int) -> list[Passage]:
        """The first passages whose vectors are to be made again."""
        found = self.file.records("unembedded", ns=self.ns, limit=limit)
        return [rows.passage(row) for row in found]

    def reembed(self, passages: Sequence[Indexed]) -> None:
        """Put the vectors of the first such passages."""
        with self.file.writing():
            held = self._row()
            same_embedder(held, *self.embedder)
            ids = listed(one.passage.id for one in passages)
            found = self.file.rows("passage_keys", ns=self.ns, ids=ids)
            keys = {id_: key for id_, key, *_ in found}
            for one in passages:
                if one.passage.id in keys:  # it may have been erased meanwhile
                    key = keys[one.passage.id]
                    self.file.run("passage_vectors_put", passage=key, **rows.vectors_row(one))
            if held["reembedded"] is not None:
                last = max(held["reembedded"], *keys.values(), 0)
                self.file.run("reembedded_put", ns=self.ns, reembedded=last)
                if not self.unembedded(1):
                    self.file.run("reembedded_put", ns=self.ns, reembedded=None)

    def rewrite(self, slots: Sequence[Slot], facts: Sequence[Fact]) -> None:
        """Put some versions in the place of all of some slots."""
        with self.file.writing():
            self._clear_slots(slots)
            self._put_facts(facts, Keys(self.file, self.ns, Delta(system=EPOCH)))

    # The inside

    def _expect(self, after: datetime | None) -> None:
        """Refuse a writing that was computed before the last one."""
        if self.revision() != after:
            raise Stale

    def _clear_slots(self, slots: Sequence[Slot]) -> int:
        """Remove every version of the facts of some slots; how many."""
        found = self.file.rows("slot_facts", ns=self.ns, slots=listed(pairs(slots)))
        for key, subject, object_ in found:
            self.file.run("erase_fact_claims", fact=key)
            self.file.run("erase_fact", fact=key)
            for node, other in both(2 * subject + 1, 2 * object_ + 1):
                self.file.run("erase_edge", node=node, other=other, ref=key, lightness=-FACT_WEIGHT)
        return len(found)

    def _bury(self, tombstone: Tombstone) -> None:
        """What remains of an episode, and the news for other processes."""
        at = micros(tombstone.erased_at)
        self.file.run("tombstone_put", ns=self.ns, **{**asdict(tombstone), "erased_at": at})
        self.file.run("erasures_count", ns=self.ns)
        self.file.run("revise", ns=self.ns, revision=at)
