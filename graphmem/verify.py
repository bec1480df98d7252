"""Checking a memory like a file system: facts against their claims, indexes against their rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graphmem.embed.base import Embedder
from graphmem.index import say
from graphmem.model import Claim, Fact, View
from graphmem.revise import history, known_names
from graphmem.store.base import Slot, Store, Wanted
from graphmem.text import name_key

EVERYTHING = View()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What was looked at, and what differs: a sentence each, with its place."""

    facts: int
    claims: int
    faults: tuple[str, ...]
    repaired: bool = False

    def __bool__(self) -> bool:
        return not self.faults


@dataclass(frozen=True, slots=True)
class Compared:
    """The versions of one slot's facts: those that its claims make, and those that are there."""

    slot: Slot
    wanted: tuple[Fact, ...]
    found: tuple[Fact, ...]


def verify(store: Store, embedder: Embedder, *, repair: bool = False) -> Verification:
    """Compute every fact again from its claims, and every index from its rows, and compare.

    Args:
        store: is only read, unless it is to be repaired.
        embedder: the store's; for what is missing.
        repair: put right what is derived; claims and episodes are never touched.
    """
    claims = store.claims()
    compared = list(_slots(store, claims))
    wrong = [one for one in compared if set(one.wanted) != set(one.found)]
    faults = [fault for one in wrong for fault in _faults(one)]
    faults += store.check()
    if repair and faults:
        slots = tuple(one.slot for one in wrong)
        facts = tuple(fact for one in wrong for fact in one.wanted)
        store.rewrite(slots, facts)
        store.mend()
        say(store, embedder)
    total = sum(len(one.found) for one in compared)
    return Verification(
        facts=total, claims=len(claims), faults=tuple(faults), repaired=repair and bool(faults)
    )


def _slots(store: Store, claims: Sequence[Claim]) -> Iterator[Compared]:
    """Every slot with the versions that it should have and has."""
    names = known_names(store, {same.alias_id for same in store.same()})
    told: dict[Slot, list[Claim]] = defaultdict(list)
    held: dict[Slot, list[Fact]] = defaultdict(list)
    for claim in claims:
        slot = Slot(subject_ids=names.ever(claim.subject_id), predicate=name_key(claim.predicate))
        told[slot].append(claim)
    for fact in store.facts(Wanted(believed=False, shown=False), EVERYTHING):
        slot = Slot(subject_ids=names.ever(fact.subject_id), predicate=name_key(fact.predicate))
        held[slot].append(fact)
    for slot in dict.fromkeys([*told, *held]):
        yield Compared(slot, tuple(history(told[slot], names)), tuple(held[slot]))


def _faults(compared: Compared) -> Iterator[str]:
    """What differs in one slot."""
    wanted, found = set(compared.wanted), set(compared.found)
    for said, facts in (("missing", wanted - found), ("not from its claims", found - wanted)):
        for fact in sorted(facts, key=lambda one: (one.system_from, one.id)):
            yield (
                f"fact {fact.id} ({fact.subject} {fact.predicate} {fact.object}, "
                f"{fact.valid_from} to {fact.valid_to}, "
                f"believed {fact.system_from} to {fact.system_to}): {said}"
            )
