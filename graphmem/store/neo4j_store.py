"""A namespace of one Neo4j database: every writing one transaction under the namespace's lock."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from graphmem.model import Delta, Episode, Fact, Indexed, Passage
from graphmem.resolve import BY_KIND
from graphmem.store import neo4j_rows as rows
from graphmem.store import sqlite_rows as plain
from graphmem.store.base import Erasure, Slot, Stale, Tombstone
from graphmem.store.neo4j_check import Neo4jCheck, make_forms
from graphmem.store.neo4j_following import changed
from graphmem.store.neo4j_read import pairs
from graphmem.store.neo4j_rows import utc
from graphmem.store.neo4j_search import Neo4jSearch, marked
from graphmem.store.neo4j_sentences import Neo4jSentences
from graphmem.store.neo4j_server import Neo4jServer, Work
from graphmem.store.neo4j_write import (
    close_facts,
    count_words,
    put_entities,
    put_facts,
    put_names,
    put_passages,
    put_same,
    revise,
    same_key,
)
from graphmem.store.vectors import VectorTable, same_embedder

# What is removed with an episode, in this order, and what the receipt calls it.
ERASED = {
    "erase_same": "aliases",
    "erase_mentions": "mentions",
    "erase_claims": "claims",
    "erase_passages": "passages",
    "erase_episode": "episodes",
}


class Neo4jStore(Neo4jSearch, Neo4jSentences, Neo4jCheck):
    """The server's store: many processes, one graph that people can read in Neo4j Browser.

    Args:
        url: neo4j://, neo4j+s://, bolt:// …
        namespace: the partition that this store reads and writes.
        auth: user and password.
        database: its name; `None` is the user's home database.
    """

    def __init__(
        self,
        url: str,
        namespace: str,
        auth: tuple[str, str] | None = None,
        database: str | None = None,
    ) -> None:
        self.server = Neo4jServer(url, auth, database, namespace)
        self.namespace = namespace
        self.number = 0
        self.following = threading.Lock()

    def setup(self, embedder: str, dimension: int, *, change: bool = False) -> None:
        """Make the schema and the namespace where there are none; check the embedder."""
        self.embedder = embedder, dimension
        try:
            self.server.prepare()
            held = self.server.records("namespace") or self.server.write(
                lambda work: made(work, embedder, dimension)
            )
            if change:
                self.server.write(self._change)
            else:
                same_embedder(held[0], embedder, dimension)
            if self.server.rows("forms_lacking")[0][0]:
                self.server.write(make_forms)
        except BaseException:
            self.close()
            raise
        self.number = held[0]["number"]
        self.vectors, self.spoken = VectorTable(dimension), VectorTable(dimension)
        self._forget()

    def close(self) -> None:
        """Close the connection."""
        self.server.close()

    def put_episodes(
        self, told: Sequence[tuple[Episode, Sequence[Indexed]]], at: datetime
    ) -> list[bool]:
        """Keep the new ones of some episodes, searchable at once."""

        def change(work: Work) -> list[bool]:
            held = self._locked(work)
            same_embedder(held, *self.embedder)
            revision = plain.maybe(held["revision"])
            if revision is not None and at <= revision:
                raise Stale
            known = {id_ for (id_,) in work.rows("episodes_known", ids=[e.id for e, _ in told])}
            new, fresh = [], []
            for episode, passages in told:
                new.append(episode.id not in known)
                if new[-1]:
                    known.add(episode.id)
                    fresh.append((episode, passages))
            if fresh:
                indexed = [one for _, passages in fresh for one in passages]
                put_passages(work, held, [episode for episode, _ in fresh], indexed)
                words = sum(len(one.words) for one in indexed)
                revise(work, at, keys=len(indexed), passages=len(indexed), words=words)
            return new

        return self.server.write(change)

    def apply(self, delta: Delta, after: datetime | None) -> None:
        """Write a delta."""

        def change(work: Work) -> None:
            held = self._expected(work, after)
            keys = held["keys"]
            if delta.sentences:
                same_embedder(held, *self.embedder)
            statuses = [
                {"id": id_, "status": status, "reason": reason}
                for id_, (status, reason) in delta.statuses.items()
            ]
            work.each("statuses_put", statuses)
            used = put_entities(work, delta, keys)
            used += put_names(work, delta, self.namespace, keys + used)
            work.each("claims_put", [rows.claim_row(c, self.namespace) for c in delta.claims])
            used += self._put_sentences(work, delta.sentences, keys + used)
            retractions = [[id_, reason] for id_, reason in delta.retractions.items()]
            work.each("claims_retract", retractions, retracted_at=utc(delta.system))
            close_facts(work, delta)
            put_facts(work, delta.opened, self.namespace)
            revise(work, delta.system, keys=used, changed=changed(delta))

        self.server.write(change)

    def erase(self, erasure: Erasure, after: datetime | None) -> Mapping[str, int]:
        """Remove an episode and what rests on it; put the slots as they would have been."""
        episode = erasure.episode_id

        def change(work: Work) -> dict[str, int]:
            keys = self._expected(work, after)["keys"]
            gone = work.run("facts_clear", slots=pairs(erasure.slots))
            put_facts(work, erasure.facts, self.namespace)
            removed = {"facts": max(0, gone - len(erasure.facts))}
            skip = len(marked(self.number, [""])[0])
            found = work.rows("erase_words", episode=episode)
            words = [[word[skip:] for word in held.split()] for (held,) in found]
            count_words(work, words, sign=-1)
            removed["entities"] = work.run("erase_entities_count", episode=episode)
            touched = [id_ for (id_,) in work.rows("erase_touched", episode=episode)]
            work.rows("erase_turns", episode=episode)
            for name, kind in ERASED.items():
                removed[kind] = work.run(name, episode=episode)
            work.rows("erase_forms", ids=touched)
            work.each("same_erase", [same_key(same) for same in erasure.parted])
            used = put_same(work, erasure.same, self.namespace, keys)
            work.rows("erase_entities", ids=touched, by_kind=BY_KIND)
            senses = [same.entity_id for same in erasure.parted]
            work.rows("erase_senses", ids=senses, by_kind=BY_KIND)
            less = {"passages": -removed["passages"], "words": -sum(map(len, words))}
            self._bury(work, erasure.tombstone, keys=used, **less)
            return removed

        return self._write_anew(change)

    def bury(self, tombstone: Tombstone, after: datetime | None) -> None:
        """Keep a tombstone alone."""

        def change(work: Work) -> None:
            self._expected(work, after)
            self._bury(work, tombstone)

        self.server.write(change)

    def rewrite(self, slots: Sequence[Slot], facts: Sequence[Fact]) -> None:
        """Put some versions in the place of all of some slots."""

        def change(work: Work) -> None:
            self._locked(work)
            work.run("facts_clear", slots=pairs(slots))
            put_facts(work, facts, self.namespace)
            work.rows("erasures_count")

        self._write_anew(change)

    def unembedded(self, limit: int) -> list[Passage]:
        """The first passages whose vectors are to be made again."""
        return [plain.passage(record) for record in self.server.records("unembedded", limit=limit)]

    def reembed(self, passages: Sequence[Indexed]) -> None:
        """Put the vectors of the first such passages."""
        given = [{"id": one.passage.id, "index": plain.vectors_row(one)} for one in passages]

        def change(work: Work) -> bool:
            held = self._locked(work)
            same_embedder(held, *self.embedder)
            last = work.rows("passage_vectors_put", rows=given)[0][0] or 0
            if held["reembedded"] is None:
                return False
            work.rows("reembedded_put", reembedded=max(held["reembedded"], last))
            ended = not work.rows("unembedded", limit=1)
            if ended:
                work.rows("reembedded_put", reembedded=None)
            return ended

        if self.server.write(change):
            self._look_again()

    # The inside

    def _change(self, work: Work) -> None:
        """Let the vectors be another embedder's, unless they are this one's."""
        held = self._locked(work)
        if (held["embedder"], held["dimension"]) != self.embedder:
            work.rows("embedder_put", **self._own())
            work.rows("sentences_clear")

    def _locked(self, work: Work) -> dict[str, Any]:
        """The namespace's node; nobody else writes to the namespace until the transaction ends."""
        (held,) = work.records("lock")
        return {**held, "name": self.namespace}

    def _expected(self, work: Work, after: datetime | None) -> dict[str, Any]:
        """Refuse a writing that was computed before the last one."""
        held = self._locked(work)
        if plain.maybe(held["revision"]) != after:
            raise Stale
        return held

    def _bury(self, work: Work, tombstone: Tombstone, **more: int) -> None:
        """What remains of an episode, and the news for other processes."""
        properties = asdict(tombstone)
        properties |= {"namespace": self.namespace, "erased_at": utc(tombstone.erased_at)}
        work.rows("tombstone_put", digest=tombstone.digest, properties=properties)
        revise(work, tombstone.erased_at, erasures=1, **more)


def made(work: Work, embedder: str, dimension: int) -> list[dict[str, Any]]:
    """A namespace's node, made unless another process just did."""
    work.rows("namespace_lock")
    if not work.records("namespace"):
        work.rows("namespace_add", embedder=embedder, dimension=dimension)
    return work.records("namespace")
