"""A namespace of one SQLite file: WAL, FTS5, every writing one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from graphmem.errors import EmbedderMismatch
from graphmem.instant import EPOCH, micros
from graphmem.model import Delta, Episode, Fact, Indexed
from graphmem.store import sqlite_rows as rows
from graphmem.store.base import Erasure, Slot, Stale, Tombstone
from graphmem.store.sqlite_check import SqliteCheck
from graphmem.store.sqlite_file import SqliteFile, listed
from graphmem.store.sqlite_read import pairs
from graphmem.store.sqlite_search import SqliteSearch, marked
from graphmem.store.sqlite_sentences import SqliteSentences
from graphmem.store.sqlite_write import FACT_WEIGHT, Keys, SqliteWriting, both
from graphmem.store.vectors import VectorTable

# What is removed with an episode, in this order; each statement takes its key.
ERASED = (
    "erase_passage_edges",
    "erase_entity_edges",
    "erase_same_edges",
    "erase_same",
    "erase_mentions",
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

    def setup(self, embedder: str, dimension: int) -> None:
        """Check the embedder and make the namespace."""
        with self.file.writing():
            held = dict(self.file.rows("meta"))
            given: dict[str, Any] = {"embedder": embedder, "dimension": dimension}
            if held and held != given:
                raise EmbedderMismatch(
                    f"this store holds {held['dimension']}-dimensional vectors by "
                    f"{held['embedder']!r}; {embedder!r} makes {dimension}. Open it with "
                    "that embedder."
                )
            for name, value in given.items():
                self.file.run("meta_put", name=name, value=value)
            self.file.run("namespace_add", name=self.namespace)
            self.ns = self._row()["ns"]
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
            self._put_facts(erasure.facts, Keys(self.file, self.ns, Delta(system=erasure.system)))
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
