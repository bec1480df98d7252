"""Stores that the contract runs on, and a memory on each of them."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graphmem import Memory
from graphmem.store.base import Store
from graphmem.store.dict_store import DictStore
from graphmem.store.neo4j_store import Neo4jStore
from graphmem.store.sqlite_store import SqliteStore
from tests.neo4j_server.server import Address, Missing, given, shared
from tests.parts import Clock, HashEmbedder

StoreMaker = Callable[[], Store]


@pytest.fixture
def clock() -> Clock:
    """A clock that is set by hand."""
    return Clock()


@pytest.fixture(scope="session")
def neo4j_server(tmp_path_factory: pytest.TempPathFactory) -> Address:
    """A Neo4j server that all tests of a run share, workers included."""
    if address := given():
        return address
    folder, owner = tmp_path_factory.getbasetemp(), os.getpid()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder, owner = folder.parent, os.getppid()
    try:
        return shared(folder / "neo4j", owner)
    except Missing as error:
        if os.environ.get("GRAPHMEM_REQUIRE_NEO4J") == "1":
            pytest.fail(f"the tests need a Neo4j server: {error}")
        pytest.skip(f"no Neo4j server: {error}")


def on_neo4j(address: Address, namespace: str = "") -> Neo4jStore:
    """A store in a namespace of its own."""
    auth = address.user, address.password
    return Neo4jStore(address.url, namespace or fresh(), auth, address.database)


def fresh() -> str:
    """A namespace that nobody has used."""
    return f"test-{uuid.uuid4().hex}"


@pytest.fixture(params=["dict", "sqlite", "neo4j"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Each store in turn, empty."""
    if request.param == "dict":
        yield DictStore()
    elif request.param == "sqlite":
        yield SqliteStore(str(tmp_path / "memory.db"), "default")
    else:
        store = on_neo4j(request.getfixturevalue("neo4j_server"))
        yield store
        store.close()


@pytest.fixture
def memory(store: Store, clock: Clock) -> Iterator[Memory]:
    """An empty memory on each store, without an extractor."""
    with Memory(store, embedder=HashEmbedder(), extractor=None, clock=clock) as memory:
        yield memory
