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
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from graphmem.added import Added, added
from graphmem.again import changed, check_claims, check_same, erased
from graphmem.embed.ahead import Ahead
from graphmem.embed.base import Embedder
from graphmem.errors import BadInput, ExtractionError
from graphmem.extract.base import Extractor
from graphmem.index import headed, index, passages_of, sentences, spelt, stamped
from graphmem.instant import STEP
from graphmem.intake import Given, telling
from graphmem.joining import joined
from graphmem.model import Delta, Episode, Passage, Status, View
from graphmem.progress import BATCH, batches, paired
from graphmem.reader import TURNS, WAVE, Reader, Told
from graphmem.reading import Reading, by_hand, plain
from graphmem.revise import revise
from graphmem.sentence import Sentence
from graphmem.store.base import Stale, Store, Tombstone

if TYPE_CHECKING:
    from graphmem.ontology import Ontology

Clock = Callable[[], datetime]
Failed = dict[str, tuple[Status, str | None]]
EVERYTHING = View()
NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Ingest:
    """Takes episodes in."""

    store: Store
    embedder: Embedder
    extractor: Extractor | None
    clock: Clock
    ontology: Ontology | None = None
    zone: ZoneInfo | None = None

    @property
    def reader(self) -> Reader:
        """Who has stored episodes read."""
        return Reader(self.store, self.extractor, self.ontology, self.zone)

    @property
    def batch(self) -> int:
        """How many episodes are best told at once."""
        return WAVE * TURNS if self.reader.together else BATCH

    def tell(
        self, told: Sequence[Given], *, force: bool = False, later: bool = False
    ) -> list[Added]:
        """Take in some episodes as one batch; those that are there already change nothing.

        But one that waits or failed is read by the claims that are given now.

        Args:
            told: episodes, complete but for their system time.
            force: take in what was erased before, too.
            later: leave it to `resume` to read what has no claims of the caller's.

        Raises:
            BadInput: an id that is there already was given with something else; nothing was stored.
        """
        episodes = [one.episode for one in told]
        known = {episode.id: episode for episode in self.store.episodes([e.id for e in episodes])}
        first = self._checked(told, known)
        fresh = [one for id_, one in first.items() if id_ not in known]
        out = set() if force else erased(fresh, self._stones(fresh))
        kept = self._keep([one.episode for one in fresh if one.episode.id not in out])
        waiting = {e.id: Added(episode=e) for e in kept if later and e.claims is None}
        done = self._read([e for e in kept if e.id not in waiting], at_once=True) | waiting
        undone = [e for e in known.values() if e.status != "done"]
        own = [replace(e, claims=first[e.id].episode.claims) for e in undone]
        done |= self._read([e for e in own if e.claims is not None])
        return [done.get(e.id) or self._again(known.get(e.id, e)) for e in episodes]

    def tell_all(
        self, told: Iterable[list[Given]], *, early: bool, force: bool, later: bool
    ) -> Iterator[list[Added]]:
        """Take in batches in their order; while one is written, the next one is embedded.

        Args:
            told: the batches.
            early: each may be looked at before the one before it is taken in.
            force, later: as for `tell`.
        """
        with Ahead(self.embedder) as ahead:
            own, begun = replace(self, embedder=ahead), False
            for batch, following in paired(told) if early else ((one, None) for one in told):
                if following and not begun:  # one batch alone gains nothing
                    ahead.begin(self._texts(batch))
                    begun = True
                if following:
                    ahead.begin(self._texts(following))
                try:
                    yield own.tell(batch, force=force, later=later)
                except BadInput:  # one by one, so that what stands before the bad one is taken in
                    yield from (own.tell([one], force=force, later=later) for one in batch)

    def _texts(self, told: Sequence[Given]) -> Iterator[str]:
        """What of some episodes will be embedded, as far as it is known before they are read."""
        episodes = [one.episode for one in told]
        known = {episode.id for episode in self.store.episodes([e.id for e in episodes])}
        for episode in episodes:
            if episode.id not in known:
                yield from map(headed, passages_of(episode))
                for claim in episode.claims or ():
                    yield spelt(replace(claim, text=claim.text or plain(claim)))

    def _checked(self, told: Sequence[Given], known: Mapping[str, Episode]) -> dict[str, Given]:
        """The first telling of each id, checked against the others and what is known."""
        first: dict[str, Given] = {}
        for one in told:
            twin = first.setdefault(one.episode.id, one).episode
            check_same(one, known.get(twin.id, twin))
            if one.episode.claims not in (None, twin.claims):
                raise changed(twin, "claims")
        done = {id_ for id_, episode in known.items() if episode.status == "done"}
        read = [first[id_].episode for id_ in done if first[id_].episode.claims]
        held = self.store.claims(episode_ids=[e.id for e in read]) if read else []
        for episode in read:
            own = [claim for claim in held if claim.episode_id == episode.id]
            check_claims(episode, known[episode.id], own, self.ontology)
        return first

    def _stones(self, told: Iterable[Given]) -> list[Tombstone]:
        """What remains of erased episodes that were told in the same words."""
        return self.store.tombstones(sorted({telling(one.episode) for one in told}))

    def resume(self) -> Iterator[Added]:
        """Read the episodes that wait, then those that failed.

        Without an extractor those without claims of the caller's go on waiting: they were told
        for one, and would count as read with nothing in them.
        """
        size = self.batch if self.reader.together else 1  # a reader of one at a time loses nothing
        for status in ("pending", "failed"):
            for batch in batches(self.store.episodes(status=status), size):
                done = self._read([e for e in batch if self.extractor or e.claims is not None])
                yield from (done.get(episode.id) or self._again(episode) for episode in batch)

    def commit(self, plan: Callable[[datetime], Delta], own: datetime | None = None) -> Delta:
        """Compute a delta and apply it, again where somebody else wrote in between.

        Args:
            plan: makes the delta at an instant of system time.
            own: the system time of our own writing that this one completes; where nothing was
                written since, both may have the same.
        """
        said: dict[str, Sentence] = {}
        while True:
            revision = self.store.revision()
            delta = plan(self.next(revision, own))
            fresh = [claim for claim in delta.claims if claim.id not in said]
            said |= {one.claim_id: one for one in sentences(fresh, self.embedder)}
            delta = replace(delta, sentences=tuple(said[claim.id] for claim in delta.claims))
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
        by_id = {episode.id: episode for episode in kept}
        passages: dict[str, list[Passage]] = {}
        for passage in self.store.passages_of(list(by_id)) if kept else ():
            passages.setdefault(passage.episode_id, []).append(passage)
        told = [(by_id[id_], own) for id_, own in passages.items()]  # in order of telling
        stored = max((one.recorded_at for one in kept if one.recorded_at), default=None)
        own = stored if at_once else None
        done: dict[str, Added] = {}
        for wave in self.reader.waves(told) if told else ():
            readings, failed = self._readings(wave)
            delta = self.commit(partial(self._delta, readings, failed), own)
            dropped = {reading.episode.id: reading.dropped() for reading in readings}
            for episode, _ in wave:
                if episode.id in delta.statuses:
                    lost = dropped.get(episode.id, ())
                    done[episode.id] = replace(added(episode, delta), dropped=lost)
            own = None
        return done

    def _readings(self, wave: Sequence[Told]) -> tuple[list[Reading], Failed]:
        """What the episodes of a wave say, by the caller's own claims or by the extractor."""
        said = self.reader.read(wave)
        readings: list[Reading] = []
        failed: Failed = {}
        for episode, passages in wave:
            found = said.get(episode.id)
            if isinstance(found, ExtractionError):
                failed[episode.id] = "failed", str(found)
                continue
            by, guesses = self.reader.name, self.reader.guesses
            if found is None:
                found, by, guesses = by_hand(episode.claims or (), passages), "caller", False
            reading = Reading(episode, passages, found, by, self.ontology, guesses=guesses)
            readings.append(reading)
        # What goes while it is read is still known here, and takes its claims with it later.
        known = self._there(readings) | {p.id for _, passages in wave for p in passages}
        return [replace(reading, known=known) for reading in readings], failed

    def _there(self, readings: Iterable[Reading]) -> frozenset[str]:
        """Which of the passages that some claims rest on are there."""
        cited = sorted({id_ for reading in readings for id_ in reading.cited()})
        return frozenset(p.id for p in self.store.passages(cited, EVERYTHING)) if cited else NONE

    def _delta(self, readings: Sequence[Reading], failed: Failed, system: datetime) -> Delta:
        """All changes that some readings make at one instant, to what still waits then."""
        asked = [*failed, *(reading.episode.id for reading in readings)]
        waiting = {e.id for e in self.store.episodes(asked) if e.status != "done"}
        readings = [reading for reading in readings if reading.episode.id in waiting]
        failed = {id_: why for id_, why in failed.items() if id_ in waiting}
        gone = NONE.union(*(reading.cited() for reading in readings)) - self._there(readings)
        said = (claim for reading in readings for claim in reading.claims(system))
        claims = {claim.id: claim for claim in said if gone.isdisjoint(claim.evidence)}
        namings = tuple(dict.fromkeys(n for reading in readings for n in reading.namings()))
        same, parted = joined(self.store, namings, system)
        same = tuple(s for reading in readings for s in reading.same(system)) + same
        decided = [*same, *parted]
        revision = revise(self.store, list(claims.values()), system, decided, namings)
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


def pause() -> None:
    """Let another writer finish; random, so that two do not keep step."""
    time.sleep(random.uniform(0.001, 0.02))
