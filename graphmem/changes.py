"""What changed: between two system times (a feed), and between two views (a difference)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from graphmem.model import Claim, Fact, View
from graphmem.store.base import Store, Tombstone, Wanted
from graphmem.text import name_key
from graphmem.timeline import against, content

What: TypeAlias = Literal["asserted", "superseded", "retracted", "erased"]
EVERYTHING = View()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that happened at a system time.

    A claim was *asserted* or *retracted*; a fact, in the form it had, was *superseded*; an
    episode was *erased*, of which the tombstone remains.
    """

    at: datetime
    what: What
    claim: Claim | None = None
    fact: Fact | None = None
    tombstone: Tombstone | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What one view shows and another does not.

    *gained* and *lost* are facts of the second view only and of the first only; *changed* are
    pairs of one fact in two forms.
    """

    gained: tuple[Fact, ...]
    lost: tuple[Fact, ...]
    changed: tuple[tuple[Fact, Fact], ...]

    def __bool__(self) -> bool:
        return bool(self.gained or self.lost or self.changed)


def changes(store: Store, since: datetime) -> list[Change]:
    """What happened after a system time, in order."""
    claims = store.claims()
    found = [*_told(claims, since), *_superseded(store, claims, since)]
    found += [
        Change(at=stone.erased_at, what="erased", tombstone=stone)
        for stone in store.tombstones()
        if stone.erased_at > since
    ]
    return sorted(found, key=lambda change: change.at)


def _told(claims: Iterable[Claim], since: datetime) -> Iterator[Change]:
    """Claims that were recorded, and claims that were retracted."""
    for claim in claims:
        if claim.recorded_at is not None and claim.recorded_at > since:
            yield Change(at=claim.recorded_at, what="asserted", claim=claim)
        if claim.retracted_at is not None and claim.retracted_at > since:
            yield Change(at=claim.retracted_at, what="retracted", claim=claim)


def _superseded(store: Store, claims: Iterable[Claim], since: datetime) -> Iterator[Change]:
    """Versions that ended when a claim took over a part of their span."""
    fresh: dict[tuple[datetime | None, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        fresh[claim.recorded_at, name_key(claim.predicate)].append(claim)
    for fact in store.facts(Wanted(believed=False, shown=False), EVERYTHING):
        if fact.system_to is not None and fact.system_to > since:
            takers = fresh[fact.system_to, name_key(fact.predicate)]
            if any(takes_over(claim, fact) for claim in takers):
                yield Change(at=fact.system_to, what="superseded", fact=fact)


def takes_over(claim: Claim, fact: Fact) -> bool:
    """Whether a claim speaks against a fact for a part of its span."""
    return fact.kind == claim.kind and claim.subject_id == fact.subject_id and against(claim, fact)


def difference(first: Sequence[Fact], second: Sequence[Fact]) -> Difference:
    """What the facts of a second view have that those of a first do not, and the other way."""
    before = {fact.id: fact for fact in first}
    after = {fact.id: fact for fact in second}
    return Difference(
        gained=tuple(fact for id_, fact in after.items() if id_ not in before),
        lost=tuple(fact for id_, fact in before.items() if id_ not in after),
        changed=tuple(
            (before[id_], fact)
            for id_, fact in after.items()
            if id_ in before and content(before[id_]) != content(fact)
        ),
    )
