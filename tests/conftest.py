"""Stores that the contract runs on, and a memory on each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graphmem import Memory
from graphmem.store.base import Store
from graphmem.store.dict_store import DictStore
from graphmem.store.sqlite_store import SqliteStore
from tests.parts import Clock, HashEmbedder

StoreMaker = Callable[[], Store]


@pytest.fixture
def clock() -> Clock:
    """A clock that is set by hand."""
    return Clock()


@pytest.fixture(params=["dict", "sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """Each store in turn, empty."""
    if request.param == "dict":
        return DictStore()
    return SqliteStore(str(tmp_path / "memory.db"), "default")


@pytest.fixture
def memory(store: Store, clock: Clock) -> Iterator[Memory]:
    """An empty memory on each store, without an extractor."""
    with Memory(store, embedder=HashEmbedder(), extractor=None, clock=clock) as memory:
        yield memory
