"""Changing one's mind: claims retracted and reinstated, names merged and split, tellings erased.

Each touches some slots, which are computed anew; but for an erasure all history stays.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from graphmem.errors import BadInput, Erased, NotFound
from graphmem.ids import digest
from graphmem.ingest import Ingest, pause
from graphmem.intake import dated
from graphmem.joining import rejoined
from graphmem.model import Claim, Delta, Same
from graphmem.resolve import BY_NAME, SPLIT
from graphmem.revise import history, known_names, revise, slots, touched
from graphmem.store.base import Erasure, Stale, Store


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureReceipt:
    """What an erasure removed, and what remains of the telling: no content.

    *removed* counts rows by kind; *digest* is a hash of what was told and when, by which the same
    telling is recognised and kept out.
    """

    episode_id: str
    reason: str
    erased_at: datetime
    removed: Mapping[str, int]
    digest: str
    tombstone_id: str


def retract(ingest: Ingest, claim_id: str, reason: str) -> Claim:
    """Stop believing a claim from now on; what it had hidden comes back, history stays.

    Raises:
        NotFound: there is no such claim. Retracting twice changes nothing.
    """
    claim = _claim(ingest.store, claim_id)
    if claim.retracted_at is not None:
        return claim

    def plan(system: datetime) -> Delta:
        """The claim without its belief, and what follows."""
        taken_back = replace(claim, retracted_at=system, retraction=reason)
        revision = revise(ingest.store, [taken_back], system)
        return Delta(
            system=system,
            retractions={claim_id: reason},
            opened=revision.opened,
            closed=revision.closed,
        )

    delta = ingest.commit(plan)
    return replace(claim, retracted_at=delta.system, retraction=reason)


def reinstate(ingest: Ingest, claim_id: str) -> Claim:
    """Believe a retracted claim again from now on: it is recorded once more, as it was told.

    Raises:
        NotFound: there is no such claim. A claim that is believed stays as it is.
    """
    claim = _claim(ingest.store, claim_id)
    if claim.retracted_at is None:
        return claim
    again = replace(
        claim,
        id=digest("claim", claim.id, claim.retracted_at),
        retracted_at=None,
        retraction=None,
    )
    if known := ingest.store.claims(ids=[again.id]):
        return reinstate(ingest, again.id) if known[0].retracted_at else known[0]

    def plan(system: datetime) -> Delta:
        """The claim once more, and what follows."""
        recorded = replace(again, recorded_at=system)
        revision = revise(ingest.store, [recorded], system)
        return Delta(
            system=system, claims=(recorded,), opened=revision.opened, closed=revision.closed
        )

    return ingest.commit(plan).claims[0]


def merge(ingest: Ingest, alias_id: str, entity_id: str, reason: str) -> None:
    """Decide that what a name refers to is another entity, from now on.

    Raises:
        BadInput: they are one already.
    """
    names = known_names(ingest.store, [alias_id, entity_id])
    one, other = names.root(alias_id), names.root(entity_id)
    if one == other:
        raise BadInput("these names refer to one entity already. See memory.entity(…).aliases.")
    why = reason.removeprefix(BY_NAME)  # the user's decision, whatever its reason says
    ingest.commit(lambda system: _decided(ingest.store, [(one, other)], why, system))


def split(ingest: Ingest, alias_id: str) -> None:
    """Decide that a name refers to an entity of its own, from now on, whatever is told later.

    Of a name that means several things, what was merged of these is parted again.

    Raises:
        NotFound: the name is no alias of anything.
    """

    def plan(system: datetime) -> Delta:
        """The decisions, and what follows."""
        names = known_names(ingest.store, [alias_id])
        merged = [id_ for id_ in names.senses(alias_id) if names.root(id_) != id_]
        if not merged:
            raise NotFound(
                "this name is no alias: nothing was merged. See memory.entity(…).aliases."
            )
        return _decided(ingest.store, [(id_, id_) for id_ in merged], SPLIT, system)

    ingest.commit(plan)


def _decided(
    store: Store, pairs: Sequence[tuple[str, str]], reason: str, system: datetime
) -> Delta:
    """The user's decisions, of (alias, entity), instead of all that there are, and what follows."""
    ids = {alias_id for alias_id, _ in pairs}
    live = [s for s in store.same(sorted(ids)) if s.system_to is None and s.alias_id in ids]
    parted = tuple(replace(same, system_to=system) for same in live)
    same = tuple(
        Same(
            alias_id=alias_id,
            entity_id=entity_id,
            reason=reason,
            episode_id="",
            system_from=system,
        )
        for alias_id, entity_id in pairs
    )
    revision = revise(store, [], system, [*parted, *same])
    return Delta(
        system=system, same=same, parted=parted, opened=revision.opened, closed=revision.closed
    )


def _claim(store: Store, claim_id: str) -> Claim:
    """A claim by id."""
    found = store.claims(ids=[claim_id])
    if not found:
        raise NotFound(
            f"there is no claim {claim_id!r}. Claims have ids: see memory.claims() or added.claims."
        )
    return found[0]


def erase(ingest: Ingest, episode_id: str, reason: str) -> ErasureReceipt:
    """Remove a telling and all that rests on it alone, at every system time.

    Raises:
        NotFound: there is no such episode.
        Erased: it was erased before.
    """
    store = ingest.store
    while True:
        revision = store.revision()
        erasure = _erasure(store, episode_id, reason, ingest.next(revision))
        try:
            removed = store.erase(erasure, revision)
        except Stale:
            pause()
            continue
        return ErasureReceipt(
            episode_id=episode_id,
            reason=reason,
            erased_at=erasure.system,
            removed=removed,
            digest=erasure.digest,
            tombstone_id=digest("tombstone", episode_id, erasure.digest),
        )


def _erasure(store: Store, episode_id: str, reason: str, system: datetime) -> Erasure:
    """What the slots of an episode would always have been like without it."""
    found = store.episodes(ids=[episode_id])
    if not found:
        buried = any(stone.episode_id == episode_id for stone in store.tombstones())
        raise (Erased if buried else NotFound)(
            f"there is no episode {episode_id!r}"
            + (": it was erased before." if buried else ". See memory.episodes().")
        )
    own = store.claims(episode_ids=[episode_id])
    decided = [same for same in store.same() if same.episode_id == episode_id]
    joined = rejoined(store, episode_id)
    changed = [*decided, *joined.parted, *joined.same]
    ends = {id_ for same in changed for id_ in (same.alias_id, same.entity_id)}
    hanging = known_names(store, ends, joined.same)  # names that lead on through these, too
    ever = {name for id_ in ends for name in hanging.ever(id_)}
    pairs = touched(own) | set(store.slots_of(sorted(ever)))
    where = slots(pairs, known_names(store, ends | {id_ for id_, _ in pairs}, joined.same))
    gone = {claim.id for claim in own}
    rest = [claim for claim in store.claims_in(where) if claim.id not in gone]
    names = {id_ for claim in rest for id_ in (claim.subject_id, claim.object_id)}
    without = [*decided, *joined.parted]
    return Erasure(
        episode_id=episode_id,
        reason=reason,
        system=system,
        digest=dated(found[0]),
        slots=where,
        facts=tuple(history(rest, known_names(store, names, joined.same, without=without))),
        same=joined.same,
        parted=joined.parted,
    )
