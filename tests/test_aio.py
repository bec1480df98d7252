"""`AsyncMemory` is `Memory`, awaited: the same methods, the same answers, the same errors."""

from __future__ import annotations

import asyncio
import inspect
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from graphmem import AsyncMemory, Memory
from graphmem.errors import BadInput, NotFound, StoreClosed
from tests.parts import HashEmbedder

METHODS = sorted(
    name
    for name, member in inspect.getmembers(Memory, inspect.isfunction)
    if not name.startswith("_")
)
OPTIONS: dict[str, Any] = {"embedder": HashEmbedder(), "extractor": None}


@pytest.mark.parametrize("name", METHODS)
def test_every_method_is_there_with_the_same_face(name: str) -> None:
    """Each method of `Memory` is a coroutine of the same signature and docstring."""
    awaited = getattr(AsyncMemory, name)
    method = getattr(Memory, name)

    assert inspect.iscoroutinefunction(awaited)
    assert inspect.signature(awaited) == inspect.signature(method)
    assert awaited.__doc__ == method.__doc__ or name == "close"


def test_both_have_the_same_public_names() -> None:
    """Neither class has a public method or property that the other one lacks."""
    names, others = ({n for n in dir(cls) if n[0] != "_"} for cls in (AsyncMemory, Memory))

    assert names == others


def test_a_memory_of_another_embedder_is_adopted(tmp_path: Path) -> None:
    """Opening with another embedder and making the vectors again work when awaited."""

    class Other(HashEmbedder):
        """An embedder of another name."""

        name = "other"

    with Memory(tmp_path / "team.db", **OPTIONS) as memory:
        memory.add("It rains.")

    async def story() -> int:
        opened = AsyncMemory.adopt(tmp_path / "team.db", embedder=Other(), extractor=None)
        async with await opened as memory:
            assert (await memory.view("2020")).valid == datetime(2020, 1, 1, tzinfo=UTC)
            return await memory.reembed()

    assert asyncio.run(story()) == 1


def test_what_is_told_is_found() -> None:
    """Telling, asking and taking back work when awaited."""

    async def story() -> tuple[list[str], list[str]]:
        async with AsyncMemory(**OPTIONS) as memory:
            await memory.add_fact("Alice", "lives in", "Paris", valid_from="2019", exclusive=True)
            added = await memory.add_fact("Alice", "lives in", "Rome", exclusive=True)
            now = await memory.facts("Alice")
            await memory.retract(added.claims[0])
            return [f.object for f in now], [f.object for f in await memory.facts("Alice")]

    assert asyncio.run(story()) == (["Rome"], ["Paris"])


def test_awaited_answers_are_those_of_memory(tmp_path: Path) -> None:
    """A file that one wrote is read by the other, with the same hits and facts."""

    async def asked() -> tuple[list[str], Any]:
        async with AsyncMemory(tmp_path / "team.db", **OPTIONS) as memory:
            await memory.add_fact("Alice", "lives in", "Paris", id="told")
            found = await memory.search("Where does Alice live?")
            return [hit.passage.id for hit in found], await memory.facts()

    hits, facts = asyncio.run(asked())

    with Memory(tmp_path / "team.db", **OPTIONS) as memory:
        assert [hit.passage.id for hit in memory.search("Where does Alice live?")] == hits
        assert memory.facts() == facts


def test_concurrent_tellings_are_taken_in_one_after_the_other() -> None:
    """Tellings awaited together are all kept, in the order in which they were started."""

    async def story() -> tuple[list[Any], int]:
        async with AsyncMemory(**OPTIONS) as memory:
            calls = (memory.add_fact(f"Guest {n}", "sits at", "Table 1") for n in range(20))
            added = await asyncio.gather(*calls)
            times = [claim.recorded_at for one in added for claim in one.claims]
            return times, len(await memory.facts(object="Table 1"))

    times, facts = asyncio.run(story())

    assert facts == len(times) == 20
    assert all(earlier < later for earlier, later in pairwise(times))


def test_the_event_loop_goes_on_while_a_call_runs() -> None:
    """A call runs on the memory's own thread, so other coroutines are not held up."""

    async def story() -> int:
        async with AsyncMemory(**OPTIONS) as memory:
            telling = asyncio.create_task(memory.add_many({"text": f"{n}"} for n in range(300)))
            turns = 0
            while not telling.done():
                turns += 1
                await asyncio.sleep(0)
            return turns

    assert asyncio.run(story()) > 10


def test_errors_come_out_of_the_await() -> None:
    """What `Memory` refuses, awaiting refuses; the memory can be used afterwards."""

    async def story() -> int:
        async with AsyncMemory(**OPTIONS) as memory:
            with pytest.raises(BadInput, match="empty text"):
                await memory.add(" ")
            with pytest.raises(NotFound, match="no claim 'x'"):
                await memory.retract("x")
            await memory.add("It rains.")
            return len(await memory.episodes())

    assert asyncio.run(story()) == 1


def test_one_failure_among_many_leaves_the_others() -> None:
    """Of several calls awaited together only the bad one fails."""

    async def story() -> list[Any]:
        async with AsyncMemory(**OPTIONS) as memory:
            calls = [memory.add(text) for text in ("It rains.", " ", "It snows.")]
            done: list[Any] = await asyncio.gather(*calls, return_exceptions=True)
            return done

    good, bad, other = asyncio.run(story())

    assert (good.new, other.new) == (True, True)
    assert isinstance(bad, BadInput)


def test_an_unknown_part_is_refused_when_it_is_opened() -> None:
    """The constructor raises what `Memory` raises."""
    with pytest.raises(BadInput, match="bad namespace"):
        AsyncMemory(namespace="a b", **OPTIONS)


def test_a_closed_memory_says_so() -> None:
    """After close() every call says that the memory is closed, as `Memory` does."""

    async def story() -> None:
        memory = AsyncMemory(**OPTIONS)
        await memory.close()
        with pytest.raises(StoreClosed, match="this memory is closed"):
            await memory.facts()

    asyncio.run(story())


def test_closing_twice_does_nothing() -> None:
    """Closing again is allowed, as with `Memory`."""

    async def story() -> None:
        memory = AsyncMemory(**OPTIONS)
        await memory.close()
        await memory.close()

    asyncio.run(story())


def test_an_export_is_restored(tmp_path: Path) -> None:
    """Exporting and restoring work when awaited."""

    async def story() -> list[str]:
        async with AsyncMemory(**OPTIONS) as memory:
            await memory.add_fact("Alice", "lives in", "Paris")
            await memory.export(tmp_path / "memory.jsonl")
        async with await AsyncMemory.restore(tmp_path / "memory.jsonl", **OPTIONS) as copy:
            return [fact.object for fact in await copy.facts("Alice")]

    assert asyncio.run(story()) == ["Paris"]
