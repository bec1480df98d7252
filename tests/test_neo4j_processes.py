"""Several processes on one Neo4j: they add at once and are killed, and nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from typing import Any

import pytest

from graphmem import Memory
from graphmem.store.neo4j_store import Neo4jStore
from tests.conftest import fresh
from tests.neo4j_server.server import Address
from tests.parts import HashEmbedder
from tests.test_processes import SPAWN, Splitting, alone, believed, guests, killed, moves

PROCESSES = 8
EACH = 4


@dataclass(frozen=True)
class Place:
    """A namespace of a server, as another process can open it."""

    address: Address
    namespace: str

    def opened(self) -> Memory:
        """A memory there, without models."""
        auth = self.address.user, self.address.password
        store = Neo4jStore(self.address.url, self.namespace, auth, self.address.database)
        return Memory(store, embedder=HashEmbedder(), extractor=Splitting())


def tell(place: Place, episodes: list[dict[str, Any]]) -> int:
    """Tell episodes one by one; how many were new."""
    with place.opened() as memory:
        return sum(memory.add_many([episode])[0].new for episode in episodes)


def tell_all(place: Place, episodes: list[dict[str, Any]]) -> None:
    """Tell episodes as batches."""
    with place.opened() as memory:
        for start in range(0, len(episodes), 4):
            memory.add_many(episodes[start : start + 4])


@pytest.fixture
def place(neo4j_server: Address) -> Place:
    """An empty namespace."""
    return Place(neo4j_server, fresh())


@pytest.fixture(scope="module")
def pool() -> Iterator[ProcessPoolExecutor]:
    """Eight processes of their own."""
    with ProcessPoolExecutor(PROCESSES, mp_context=SPAWN) as pool:
        yield pool


def test_eight_that_add_at_once_lose_nothing(place: Place, pool: ProcessPoolExecutor) -> None:
    """Eight open a new namespace and add: one name is one entity, and every claim is there."""
    who = [f"Guest{number}" for number in range(PROCESSES)]

    told = [pool.submit(tell, place, list(guests(name, EACH))) for name in who]

    assert [one.result(120) for one in told] == [EACH] * PROCESSES
    with place.opened() as memory:
        counts = memory.stats()
        names = [entity.name for entity in memory.entities()]
        assert (counts["episodes"], counts["claims"], counts["facts"]) == (EACH * PROCESSES,) * 3
        assert len(set(names)) == len(names) == EACH * PROCESSES + 1
        assert memory.verify().faults == ()


def test_eight_that_tell_the_same_tell_it_once(place: Place, pool: ProcessPoolExecutor) -> None:
    """The same episodes from eight processes are taken in once, and make one timeline."""
    given = list(moves("Ann", EACH))

    told = [pool.submit(tell, place, given) for _ in range(PROCESSES)]

    assert sum(one.result(120) for one in told) == EACH
    with place.opened() as memory:
        assert believed(memory) == alone(given)
        assert memory.stats()["claims"] == EACH


@pytest.mark.parametrize("count", [1, 14])
def test_a_writer_killed_anywhere_leaves_whole_writings(place: Place, count: int) -> None:
    """After a kill the graph holds whole batches, is sound, and can be told the rest."""
    told = list(guests("Ann", 60))
    place.opened().close()
    writer = SPAWN.Process(target=tell_all, args=(place, told))

    with place.opened() as memory:
        killed(writer, lambda: len(memory.episodes()) >= count)

        kept = memory.episodes()
        assert len(kept) % 4 == 0
        assert len(memory.passages()) == len(kept)
        assert len(memory.claims()) == sum(episode.status == "done" for episode in kept)
        memory.resume()
        assert believed(memory) == alone(told[: len(kept)])
        assert sum(one.new for one in memory.add_many(told)) == len(told) - len(kept)
        assert believed(memory) == alone(told)
        assert memory.verify().faults == ()
