"""The contract of every store about the sentences of claims, by which facts are found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from graphmem import Claim, Memory
from graphmem.embed.base import Encoding
from graphmem.index import sentences
from graphmem.model import View
from graphmem.store.base import Store
from tests.parts import Clock

START = datetime(2024, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
EAST = np.array([1, 0], np.float32)


class Compass:
    """An embedder of two directions: north for what speaks of the north, else east."""

    name = "compass"
    dimension = 2

    def encode(self, texts: Sequence[str]) -> Encoding:
        """A direction for each text."""
        rows = [[0, 1] if "north" in text else [1, 0] for text in texts]
        return Encoding(np.array(rows, np.float32).reshape(-1, 2), [])


@pytest.fixture
def told(store: Store, clock: Clock) -> Memory:
    """A memory of three claims, one a day: about the north, the east and the north again."""
    memory = Memory(store, embedder=Compass(), extractor=None, clock=clock)
    for day, where in enumerate(["north", "east", "north pole"]):
        clock.set(START + day * DAY)
        claim = Claim("Ann", "went to", where, kind="event", text=f"Ann went to the {where}.")
        memory.add(f"I went {where}.", claims=[claim], id=f"e{day}")
    return memory


def found(store: Store, view: View, limit: int = 10) -> list[tuple[str, ...]]:
    """The words of the claims that are found eastwards."""
    return [said.words for said in store.sentences(EAST, [], view, limit)]


def test_the_nearest_claims_are_found(told: Memory, store: Store) -> None:
    """Claims are found by their vectors, with their words, their ends and their evidence."""
    (said,) = store.sentences(EAST, [], View(), 1)
    (row,) = store.rows(said.passages, View())

    assert said.words == ("ann", "went", "east", "went", "east")
    assert row.id == "e1#0"
    claim = next(claim for claim in told.claims() if claim.object == "east")
    nodes = store.nodes([claim.subject_id, claim.object_id])
    assert set(said.ends) == set(nodes.values())


def test_the_claims_behind_a_passage_are_found(told: Memory, store: Store) -> None:
    """Claims that rest on given passages are found however far their vectors are."""
    keys = store.matching(["pole"], View(), 5).keys.tolist()

    assert [said.words[-1] for said in store.sentences(EAST, keys, View(), 1)] == ["east", "pole"]


def test_of_many_claims_those_behind_the_first_passages_are_found(
    store: Store, clock: Clock
) -> None:
    """At most three times as many as are near, one passage's after the other's."""
    memory = Memory(store, embedder=Compass(), extractor=None, clock=clock)
    for place in ("first", "second", "third"):
        clock.tick(days=1)
        claims = [Claim(place, "lies", f"north {name}") for name in ("of it", "by it")]
        memory.add(f"The {place}.", claims=claims, id=place)
    keys = [store.matching([place], View(), 1).keys[0] for place in ("third", "second", "first")]

    near = {said.key for said in store.sentences(EAST, [], View(), 1)}
    found = [said for said in store.sentences(EAST, keys, View(), 1) if said.key not in near]

    assert len(near) == 1
    assert sorted(said.passages for said in found) == sorted([(keys[0],)] * 2 + [(keys[1],)])


def test_a_claim_is_found_from_when_it_was_recorded(told: Memory, store: Store) -> None:
    """As of a system time the claims recorded later are not found."""
    assert len(found(store, View(system=START))) == 1
    assert len(found(store, View(system=START + DAY))) == 2


def test_a_claim_told_later_is_hidden_unless_it_stands_behind_a_fact(
    told: Memory, store: Store, clock: Clock
) -> None:
    """Asking about a day finds the claims told by then, and those of facts that were so then."""
    clock.set(START + 5 * DAY)
    told.add("I was here.", claims=[Claim("Bo", "in", "east", valid_from=START)], id="e5")

    asked = View(valid=START + DAY / 2, asked=True)

    assert [words[0] for words in found(store, asked)] == ["ann", "bo"]


def test_a_retracted_claim_is_found_only_in_the_past(
    told: Memory, store: Store, clock: Clock
) -> None:
    """What was taken back is found no more, but as of when it was believed; reinstated, it is."""
    clock.set(START + 4 * DAY)
    claim = told.retract(told.claims()[1])

    assert len(found(store, View())) == 2
    assert len(found(store, View(system=START + 3 * DAY))) == 3
    clock.tick(days=1)
    told.reinstate(claim)
    assert len(found(store, View())) == 3


def test_an_erased_claim_leaves_no_sentence(told: Memory, store: Store) -> None:
    """With a telling its claims' sentences go, at every system time."""
    assert len(found(store, View())) == 3

    told.erase("e1")

    assert len(found(store, View())) == 2
    assert len(found(store, View(system=START + 3 * DAY))) == 2
    assert store.check() == []


def test_a_sentence_can_be_put_anew(told: Memory, store: Store) -> None:
    """A sentence that is put again takes the place of the old one; without its claim it is not."""
    (first, *_) = sentences(told.claims(), Compass())
    assert len(store.sentences(-EAST, [], View(), 1)) == 1

    store.put_sentences(
        [
            replace(first, vector=np.array([-127, 0], np.int8), words=("west",)),
            replace(first, claim_id="nobody"),
        ]
    )

    (said,) = store.sentences(-EAST, [], View(), 1)
    assert said.words == ("west",)
    assert len(found(store, View())) == 3
    assert store.unsaid(9) == []
