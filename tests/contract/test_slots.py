"""The contract of every store about slots: what a change of claims has to look at."""

from __future__ import annotations

import pytest

from graphmem import Claim, Memory
from graphmem.model import View
from graphmem.resolve import entity_id
from graphmem.store.base import Slot, Store, Wanted

ANN, BEN, OSLO, ROME = map(entity_id, ("Ann", "Ben", "Oslo", "Rome"))


def slot(predicate: str, *ids: str) -> Slot:
    """What some names are said to do."""
    return Slot(subject_ids=frozenset(ids), predicate=predicate)


@pytest.fixture
def told(memory: Memory) -> Memory:
    """Ann likes two places and lives in one of them, Ben likes one and not the other."""
    said = [
        Claim("Ann", "likes", "Oslo"),
        Claim("Ann", "likes", "Rome"),
        Claim("Ann", "lives in", "Rome", exclusive=True),
        Claim("Ben", "likes", "Oslo"),
        Claim("Ben", "likes", "Rome", negated=True),
    ]
    memory.add("Ann and Ben spoke of places.", claims=said)
    return memory


def test_claims_are_found_by_what_they_say(told: Memory, store: Store) -> None:
    """Claims of some subjects, predicates and objects are found, and no others."""
    asked = [(ANN, "likes", OSLO), (BEN, "likes", ROME), (BEN, "lives in", ROME), (ANN, "x", "*")]

    found = store.claims_about(asked)

    assert {(c.subject, c.predicate, c.object) for c in found} == {
        ("Ann", "likes", "Oslo"),
        ("Ben", "likes", "Rome"),
    }
    assert len(store.claims_in([slot("likes", ANN, BEN)])) == 4


def test_facts_are_found_by_both_ends(told: Memory, store: Store) -> None:
    """Facts of some pairs are found by any predicate; the other way round is another pair."""
    found = store.facts(Wanted(pairs=((ANN, ROME), (BEN, OSLO), (OSLO, ANN))), View())

    assert sorted((f.subject, f.predicate, f.object) for f in found) == [
        ("Ann", "likes", "Rome"),
        ("Ann", "lives in", "Rome"),
        ("Ben", "likes", "Oslo"),
    ]


def test_slots_are_counted_each(told: Memory, store: Store) -> None:
    """The states that each slot asserts, and the exclusive ones, in the order of the slots."""
    slots = [slot("lives in", ANN), slot("hates", ANN), slot("likes", BEN), slot("likes", ANN, BEN)]

    assert store.tally(slots) == [(1, 1), (0, 0), (1, 0), (3, 0)]
    assert store.tally([]) == []
