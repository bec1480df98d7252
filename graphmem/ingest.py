"""Adding: keep the episode → read its claims → resolve names → compute facts → apply.

The raw episode is stored and searchable before anything can fail; a crash or a failing
extractor loses nothing, and `resume` goes on from what is stored.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from graphmem.embed.base import Embedder
from graphmem.errors import BadInput, ExtractionError
from graphmem.extract.base import Extraction, Extractor
from graphmem.index import index
from graphmem.instant import STEP
from graphmem.intake import telling
from graphmem.joining import joined
from graphmem.model import Added, Claim, Delta, Episode, Fact, Indexed, Passage, Status
from graphmem.reading import Reading, by_hand
from graphmem.revise import revise
from graphmem.store.base import Stale, Store
from graphmem.text import cut, name_key
from graphmem.timeline import spans

if TYPE_CHECKING:
    from graphmem.ontology import Ontology

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Ingest:
    """Takes episodes in."""

    store: Store
    embedder: Embedder
    extractor: Extractor | None
    clock: Clock
    ontology: Ontology | None = None

    def tell(self, episodes: Sequence[Episode], *, force: bool = False) -> list[Added]:
        """Take in some episodes as one batch; those that are there already change nothing.

        Args:
            episodes: complete but for their system time.
            force: take in what was erased before, too.

        Raises:
            BadInput: an id that is there already was given with another text.
        """
        known = {episode.id: episode for episode in self.store.episodes([e.id for e in episodes])}
        first: dict[str, Episode] = {}
        for episode in episodes:
            twin = known.get(episode.id) or first.setdefault(episode.id, episode)
            check_same_text(episode, twin)
        fresh = {e.id: e for e in episodes if e.id not in known}
        out = set() if force else self._erased(fresh.values())
        kept = self._keep([e for e in fresh.values() if e.id not in out])
        done = self._read(kept, at_once=True)
        return [done.get(e.id) or self._again(known.get(e.id, e)) for e in episodes]

    def _erased(self, episodes: Iterable[Episode]) -> set[str]:
        """The ids of those whose telling was erased before."""
        digests = {telling(episode): episode.id for episode in episodes}
        return {digests[stone.digest] for stone in self.store.tombstones(list(digests))}

    def resume(self) -> Iterator[Added]:
        """Read the episodes that wait, or that failed, one after the other."""
        for status in ("pending", "failed"):
            for episode in self.store.episodes(status=status):
                yield self._read([episode]).get(episode.id) or self._again(episode)

    def commit(self, plan: Callable[[datetime], Delta], own: datetime | None = None) -> Delta:
        """Compute a delta and apply it, again where somebody else wrote in between.

        Args:
            plan: makes the delta at an instant of system time.
            own: the system time of our own writing that this one completes; where nothing was
                written since, both may have the same.
        """
        while True:
            revision = self.store.revision()
            delta = plan(self.next(revision, own))
            try:
                self.store.apply(delta, revision)
                return delta
            except Stale:
                pause()

    def next(self, revision: datetime | None, own: datetime | None = None) -> datetime:
        """The system time of the next writing: never before, nor at, another's."""
        now = self.clock()
        if revision is None:
            return now
        return max(now, revision if revision == own else revision + STEP)

    def _keep(self, episodes: list[Episode]) -> list[Episode]:
        """Store episodes and their passages, pending and searchable."""
        if not episodes:
            return []
        passages = [passages_of(episode) for episode in episodes]
        indexed = iter(index([p for group in passages for p in group], self.embedder))
        told = [
            (episode, [next(indexed) for _ in group])
            for episode, group in zip(episodes, passages, strict=True)
        ]
        while True:
            at = self.next(self.store.revision())
            try:
                new = self.store.put_episodes([stamped(*one, at) for one in told], at)
                fresh = zip(episodes, new, strict=True)
                return [replace(episode, recorded_at=at) for episode, is_new in fresh if is_new]
            except Stale:
                pause()

    def _read(self, kept: list[Episode], *, at_once: bool = False) -> dict[str, Added]:
        """Read the claims of stored episodes and compute what follows from them.

        What somebody else has read or erased in the meantime is left out.

        Args:
            kept: stored episodes.
            at_once: they were stored just now: what is read may have their system time.
        """
        if not kept:
            return {}
        passages: dict[str, list[Passage]] = {episode.id: [] for episode in kept}
        for passage in self.store.passages_of(list(passages)):
            passages[passage.episode_id].append(passage)
        readings: list[Reading] = []
        failed: dict[str, tuple[Status, str | None]] = {}
        for episode in kept:
            try:
                readings.append(self._reading(episode, passages[episode.id]))
            except ExtractionError as error:
                failed[episode.id] = "failed", str(error)
        stored = max((one.recorded_at for one in kept if one.recorded_at), default=None)
        own = stored if at_once else None
        delta = self.commit(lambda system: self._delta(readings, failed, system), own)
        return {e.id: added(e, delta) for e in kept if e.id in delta.statuses}

    def _reading(self, episode: Episode, passages: list[Passage]) -> Reading:
        """What one episode says: by the caller's own claims, or by the extractor."""
        if episode.claims is not None:
            claims = by_hand(episode.claims, passages)
            return Reading(episode, passages, claims, "caller", self.ontology)
        if self.extractor is None:
            return Reading(episode, passages, [Extraction()] * len(passages), "")
        said = self.extractor.extract(passages)
        return Reading(episode, passages, said, self.extractor.name, self.ontology)

    def _delta(
        self,
        readings: Sequence[Reading],
        failed: Mapping[str, tuple[Status, str | None]],
        system: datetime,
    ) -> Delta:
        """All changes that some readings make at one instant, to what still waits then."""
        asked = [*failed, *(reading.episode.id for reading in readings)]
        waiting = {e.id for e in self.store.episodes(asked) if e.status != "done"}
        readings = [reading for reading in readings if reading.episode.id in waiting]
        failed = {id_: why for id_, why in failed.items() if id_ in waiting}
        claims = {c.id: c for reading in readings for c in reading.claims(system)}
        namings = tuple(dict.fromkeys(n for reading in readings for n in reading.namings()))
        same, parted = joined(self.store, namings, system)
        same = tuple(s for reading in readings for s in reading.same(system)) + same
        revision = revise(self.store, list(claims.values()), system, [*same, *parted])
        statuses: dict[str, tuple[Status, str | None]] = {
            reading.episode.id: ("done", None) for reading in readings
        }
        return Delta(
            system=system,
            statuses={**statuses, **failed},
            mentions=tuple(m for reading in readings for m in reading.mentions()),
            namings=namings,
            same=same,
            parted=parted,
            claims=tuple(claims.values()),
            opened=revision.opened,
            closed=revision.closed,
        )

    def _again(self, episode: Episode) -> Added:
        """What a telling that is there already made; one that was erased is said without text."""
        held = self.store.episodes([episode.id])
        if not held:
            return Added(episode=replace(episode, text="", claims=None, status="erased"), new=False)
        claims = self.store.claims(episode_ids=[episode.id])
        return Added(episode=held[0], claims=tuple(claims), new=False)


def check_same_text(given: Episode, known: Episode) -> None:
    """Refuse another text under an id that is taken: an episode never changes."""
    if known.text != given.text:
        raise BadInput(
            f"episode {given.id!r} is there already with another text. An episode never changes: "
            "give the new telling an id of its own, or erase the old one first."
        )


def passages_of(episode: Episode) -> list[Passage]:
    """Cut an episode at sentence ends; a turn of a conversation is one passage if short enough."""
    spans = enumerate(cut(episode.text))
    return [Passage.of(episode, place, start, end) for place, (start, end) in spans]


def stamped(
    episode: Episode, passages: Sequence[Indexed], at: datetime
) -> tuple[Episode, list[Indexed]]:
    """An episode and its passages with their system time."""
    return replace(episode, recorded_at=at), [
        replace(indexed, passage=replace(indexed.passage, recorded_at=at)) for indexed in passages
    ]


def added(episode: Episode, delta: Delta) -> Added:
    """What one episode of a delta made."""
    claims = tuple(claim for claim in delta.claims if claim.episode_id == episode.id)
    own = {claim.id for claim in claims}
    facts = tuple(fact for fact in delta.opened if own & set(fact.claim_ids))
    status, reason = delta.statuses[episode.id]
    return Added(
        episode=replace(episode, status=status, reason=reason, claims=None),
        claims=claims,
        facts=facts,
        superseded=tuple(superseded(delta, claims, facts)),
    )


def superseded(delta: Delta, claims: Sequence[Claim], facts: Sequence[Fact]) -> Iterator[Fact]:
    """The facts that lost a part of their span to some claims: as they are believed now."""
    subjects = {about.subject_id for about in claims} | {fact.subject_id for fact in facts}
    for old in delta.closed:
        now = next((fact for fact in delta.opened if fact.id == old.id), None)
        lost = list(old.interval - now.interval) if now else [old.interval]
        takers = [
            spans(claim)
            for claim in claims
            if name_key(claim.predicate) == name_key(old.predicate)
            and (claim.negated or claim.object_id != old.object_id)
        ]
        taken = any(taker.overlaps(span) for taker in takers for span in lost)
        if taken and old.subject_id in subjects:
            yield now or replace(old, system_to=delta.system)


def pause() -> None:
    """Let another writer finish; random, so that two do not keep step."""
    time.sleep(random.uniform(0.001, 0.02))
