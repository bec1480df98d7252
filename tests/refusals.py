"""What tests of bad input share: memories without models, and what a refusal must leave."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from graphmem import AsOf, GraphmemError, Memory
from tests.parts import Clock, HashEmbedder


def bare(*case: Any) -> Any:
    """A case of a known bug: it passes, or raises a TypeError or the like."""
    return pytest.param(*case)


class OtherEmbedder(HashEmbedder):
    """An embedder of another name and size."""

    name = "other-words"
    dimension = 16


def opened(url: str | Path = ":memory:", **options: Any) -> Memory:
    """A memory without models, its clock set by hand."""
    parts = {"embedder": HashEmbedder(), "extractor": None, "clock": Clock()}
    return Memory(url, **{**parts, **options})


def held(memory: Memory) -> tuple[Any, ...]:
    """Everything that a memory holds."""
    ever = AsOf()
    texts = memory.episodes(), memory.passages(as_of=ever), memory.entities(as_of=ever)
    beliefs = memory.claims(as_of=ever), list(memory.facts(as_of=ever))
    return memory.stats(as_of=ever), memory.status(), texts, beliefs


@contextmanager
def says(*parts: str) -> Iterator[pytest.ExceptionInfo[GraphmemError]]:
    """What is done inside is refused, and the error's name and message hold all *parts*."""
    with pytest.raises(GraphmemError) as raised:
        yield raised
    message = f"{type(raised.value).__name__}: {raised.value}"
    assert [part for part in parts if part not in message] == [], message


@contextmanager
def refused(memory: Memory, *parts: str) -> Iterator[None]:
    """What is done inside *says* that, and nothing has changed."""
    memory.add_fact("Alice", "lives in", "Paris", valid_from="2019", id="before")
    before = held(memory)
    with says(*parts):
        yield
    assert held(memory) == before
