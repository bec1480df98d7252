"""Copying: what one store holds is replayed in another, from where that one stands.

The events are those of an export, but no file lies between. A copy that was cut short, or whose
source has gone on since, is taken up where it ended: a moment is written in a few transactions,
and of the last one only those are made that were not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from graphmem.embed.base import Embedder
from graphmem.errors import StoreError
from graphmem.model import Claim, View
from graphmem.portable.events import Event, Telling
from graphmem.portable.exporting import settled
from graphmem.portable.restoring import Moment, moments, replay
from graphmem.progress import Progress
from graphmem.store.base import Store

EVERYTHING = View()


def copy(source: Store, target: Store, embedder: Embedder, *, progress: bool = False) -> int:
    """Replay what *source* holds in *target*, which is empty or holds the beginning of it.

    Args:
        source: is read in one state of it.
        target: is set up.
        embedder: makes the target's vectors.
        progress: show a bar on the terminal.

    Returns:
        how many events were written.

    Raises:
        StoreError: the target holds something else, or somebody else writes into it.
    """
    events, last = settled(source)
    at = target.revision()
    rest = list(moments(events))
    if at is not None:
        check_beginning(events, target, at)
        rest = list(remaining(rest, target, at))
    count = sum(moment.size for moment in rest)
    with Progress("copying", progress, len(events)) as bar:
        bar.advance(len(events) - count)
        replay(target, embedder, rest, last, bar)
    return count


def check_beginning(events: Sequence[Event], target: Store, at: datetime) -> None:
    """Refuse a target, last written at a time, that holds anything but the events until then.

    Raises:
        StoreError: it does.
    """
    told = {one.value.episode.id: one for one in events if isinstance(one.value, Telling)}
    held = {episode.id: episode for episode in target.episodes()}
    claims = {one.value.id for one in events if isinstance(one.value, Claim)}
    due = {id_ for id_, event in told.items() if event.at < at}
    wrong = due - held.keys() or [
        id_
        for id_, episode in held.items()
        if id_ not in told or told[id_].value.episode != episode  # type: ignore[union-attr]
    ]
    if wrong or not claims.issuperset(claim.id for claim in target.claims()):
        raise StoreError(
            "the target holds something else than the beginning of this memory: others wrote "
            "into it, or something told by then was read or erased since. Copy into a new file, "
            "or a new namespace."
        )


def remaining(told: Sequence[Moment], target: Store, at: datetime) -> Iterator[Moment]:
    """What of some moments a target has not, which was last written at a time."""
    for moment in told:
        if moment.at == at:
            stones = target.tombstones([stone.digest for stone in moment.tombstones])
            buried = {stone.digest for stone in stones}
            left = [stone for stone in moment.tombstones if stone.digest not in buried]
            if stones or applied(moment, target):
                yield Moment(at, tombstones=left)
            else:
                yield moment
        elif moment.at > at:
            yield moment


def applied(moment: Moment, target: Store) -> bool:
    """Whether what was read and decided at a moment is there: all of it, or nothing."""
    for claim in moment.claims:
        return bool(target.claims([claim.id]))
    for gone in moment.retractions:
        return target.claims([gone.claim_id])[0].retracted_at == moment.at
    for same in (*moment.begun, *moment.parted):
        return same in target.same([same.alias_id])
    for telling in moment.tellings:
        for pair in telling.mentions:
            return pair in target.mentions([pair[0]], EVERYTHING)
    return not moment.tombstones
