"""Restoring an export: its events are replayed, and the facts follow from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import cast

from graphmem.embed.base import Embedder
from graphmem.errors import StoreError
from graphmem.index import index, sentences
from graphmem.model import Claim, Delta, Episode, Indexed, Naming, Same
from graphmem.portable.events import Event, Retraction, Telling
from graphmem.portable.reading import checked, events
from graphmem.progress import BATCH, Progress
from graphmem.revise import revise
from graphmem.sentence import Sentence
from graphmem.store.base import Stale, Store, Tombstone
from graphmem.text import name_key


def restore(store: Store, embedder: Embedder, path: str | Path, *, progress: bool = False) -> int:
    """Replay an export into an empty store that is set up; how many events.

    The whole file is checked before anything is written.

    Args:
        store: holds nothing yet.
        embedder: makes the vectors anew; it need not be the one of the export.
        path: the file.
        progress: show a bar on the terminal.

    Raises:
        BadInput: the file is damaged or no export; nothing was written.
        StoreError: the store is not empty, or somebody else writes into it.
    """
    if store.revision() is not None:
        raise StoreError(
            "an export is restored into an empty store only: this one was last written at "
            f"{store.revision()}. Give the path of a new file, or a new namespace."
        )
    count, last = checked(path)
    with Progress("restoring", progress, count) as bar:
        replay(store, embedder, moments(events(path)), last, bar)
    return count


def replay(
    store: Store,
    embedder: Embedder,
    told: Iterable[Moment],
    last: datetime | None,
    bar: Progress,
) -> None:
    """Write moments in order, the store's system time ending at *last*.

    Raises:
        StoreError: somebody else writes into the store.
    """
    try:
        for window in windows(told, BATCH):
            indexed, said = passages(window, embedder), spoken(window, embedder)
            for moment in window:
                moment.replay(store, indexed, said)
                bar.advance(moment.size)
        if last is not None and last != store.revision():
            store.apply(Delta(system=last), store.revision())
    except Stale:
        raise StoreError(
            "somebody else wrote into this store while it was filled. "
            "Begin again, with a new file or a new namespace."
        ) from None


@dataclass(frozen=True, slots=True)
class Moment:
    """The events of one instant."""

    at: datetime
    tellings: Sequence[Telling] = ()
    begun: Sequence[Same] = ()
    parted: Sequence[Same] = ()
    claims: Sequence[Claim] = ()
    retractions: Sequence[Retraction] = ()
    tombstones: Sequence[Tombstone] = ()

    @property
    def size(self) -> int:
        """How many events they are."""
        names = len(self.begun) + len(self.parted)
        claims = len(self.claims) + len(self.retractions)
        return len(self.tellings) + names + claims + len(self.tombstones)

    def replay(
        self, store: Store, indexed: Mapping[str, Indexed], said: Mapping[str, Sentence]
    ) -> None:
        """Write what was written at this instant.

        Raises:
            Stale: somebody else wrote.
        """
        if self.tellings and store.revision() != self.at:  # else they were put before a break
            store.put_episodes([kept(telling, indexed) for telling in self.tellings], self.at)
        if self.size > len(self.tombstones):
            sentences = tuple(said[claim.id] for claim in self.claims)
            store.apply(replace(self.delta(store), sentences=sentences), store.revision())
        for tombstone in self.tombstones:
            store.bury(tombstone, store.revision())

    def delta(self, store: Store) -> Delta:
        """What was read and decided at this instant, and the facts that follow."""
        reasons = {gone.claim_id: gone.reason for gone in self.retractions}
        taken_back = [
            replace(claim, retracted_at=self.at, retraction=reasons[claim.id])
            for claim in store.claims(ids=list(reasons))
        ]
        decided = [*self.begun, *self.parted]
        called = tuple(dict.fromkeys(one for t in self.tellings for one in namings(t)))
        revision = revise(store, [*self.claims, *taken_back], self.at, decided, called)
        return Delta(
            system=self.at,
            mentions=tuple(pair for telling in self.tellings for pair in telling.mentions),
            namings=called,
            same=tuple(self.begun),
            parted=tuple(self.parted),
            claims=tuple(self.claims),
            retractions=reasons,
            opened=revision.opened,
            closed=revision.closed,
        )


def moments(told: Iterable[Event]) -> Iterator[Moment]:
    """Events, which are in order, by their instants."""
    for at, group in groupby(told, key=lambda event: event.at):
        held = list(group)
        values = [event.value for event in held]
        names = [(event.kind, one) for event in held if isinstance(one := event.value, Same)]
        yield Moment(
            at,
            [value for value in values if isinstance(value, Telling)],
            [same for kind, same in names if kind == "same"],
            [same for kind, same in names if kind == "parted"],
            [value for value in values if isinstance(value, Claim)],
            [value for value in values if isinstance(value, Retraction)],
            [value for value in values if isinstance(value, Tombstone)],
        )


def windows(found: Iterable[Moment], size: int) -> Iterator[list[Moment]]:
    """Moments in lists that hold *size* episodes or more: those are embedded in one go."""
    window: list[Moment] = []
    for moment in found:
        window.append(moment)
        if sum(len(one.tellings) for one in window) >= size or len(window) >= size:
            yield window
            window = []
    if window:
        yield window


def passages(window: Iterable[Moment], embedder: Embedder) -> dict[str, Indexed]:
    """What is searched of a window's passages, by id."""
    tellings = (telling for moment in window for telling in moment.tellings)
    told = [passage for telling in tellings for passage in telling.passages]
    return {one.passage.id: one for one in index(told, embedder)} if told else {}


def spoken(window: Iterable[Moment], embedder: Embedder) -> dict[str, Sentence]:
    """What is searched of a window's claims, by id."""
    claims = [claim for moment in window for claim in moment.claims]
    return {one.claim_id: one for one in sentences(claims, embedder)}


def kept(telling: Telling, indexed: Mapping[str, Indexed]) -> tuple[Episode, list[Indexed]]:
    """An episode with its passages as a store keeps them."""
    return telling.episode, [indexed[passage.id] for passage in telling.passages]


def namings(telling: Telling) -> Iterator[Naming]:
    """What an episode calls entities."""
    for entity_id, mention in telling.mentions:
        yield Naming(
            entity_id=entity_id,
            key=name_key(mention.name),
            name=mention.name,
            type=mention.type,
            episode_id=telling.episode.id,
            told=cast(datetime, telling.episode.occurred_at),
        )
