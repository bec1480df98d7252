"""The state machine of `test_laws`, on Neo4j: it says what the reference store says."""

from __future__ import annotations

import pytest
from hypothesis import settings
from hypothesis.stateful import invariant

from graphmem import Memory
from graphmem.model import View
from tests.conftest import fresh, on_neo4j
from tests.neo4j_server.server import Address
from tests.parts import HashEmbedder
from tests.test_laws import DAY, START, StoresAgree, TestStoresAgree, walked

SERVER: list[Address] = []


@pytest.fixture(autouse=True, scope="module")
def address(neo4j_server: Address) -> None:
    """Hand the server to the machine, which takes no fixtures."""
    SERVER.append(neo4j_server)


class Neo4jAgrees(StoresAgree):
    """Drives a memory on Neo4j and one on dictionaries alike, and compares what they say."""

    def __init__(self) -> None:
        self.namespace = fresh()
        super().__init__()
        self.watching = self.opened()

    def opened(self) -> Memory:
        """The memory on Neo4j."""
        store = on_neo4j(SERVER[-1], self.namespace)
        return Memory(store, embedder=HashEmbedder(), extractor=None, clock=self.clock)

    @invariant()
    def a_watcher_follows(self) -> None:
        """Another process that only looks sees the edges that one does that looks anew."""
        with self.opened() as looking:
            for view in (View(), View(system=START + DAY)):
                assert walked(self.watching, view) == walked(looking, view)

    def teardown(self) -> None:
        """Close all."""
        self.watching.close()
        super().teardown()


TestNeo4jAgrees = Neo4jAgrees.TestCase
# A step asks 200 questions of a server, and each is a round trip: fewer examples than on SQLite.
TestNeo4jAgrees.settings = settings(TestStoresAgree.settings, max_examples=6, stateful_step_count=8)
del StoresAgree, TestStoresAgree
