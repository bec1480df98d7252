"""AsyncMemory: the same memory, awaited. Each call runs on one worker thread, in order."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from functools import partial, wraps
from pathlib import Path
from types import TracebackType
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from graphmem.errors import StoreClosed
from graphmem.memory import Memory
from graphmem.store.base import Store

P = ParamSpec("P")
R = TypeVar("R")


def awaited(
    method: Callable[Concatenate[Memory, P], R],
) -> Callable[Concatenate[AsyncMemory, P], Coroutine[Any, Any, R]]:
    """A method of `Memory` as a coroutine that runs on the memory's own thread."""

    @wraps(method)
    async def call(self: AsyncMemory, *args: P.args, **options: P.kwargs) -> R:
        """Run the method on the memory's thread."""
        return await self._run(partial(method, self._memory, *args, **options))

    return cast("Callable[Concatenate[AsyncMemory, P], Coroutine[Any, Any, R]]", call)


class AsyncMemory:
    """The methods of `Memory`, awaited; opened in the constructor, like it."""

    add = awaited(Memory.add)
    add_many = awaited(Memory.add_many)
    add_fact = awaited(Memory.add_fact)
    resume = awaited(Memory.resume)
    search = awaited(Memory.search)
    ask = awaited(Memory.ask)
    usage = awaited(Memory.usage)
    facts = awaited(Memory.facts)
    follow = awaited(Memory.follow)
    sequence = awaited(Memory.sequence)
    timeline = awaited(Memory.timeline)
    history = awaited(Memory.history)
    entities = awaited(Memory.entities)
    entity = awaited(Memory.entity)
    passages = awaited(Memory.passages)
    episodes = awaited(Memory.episodes)
    claims = awaited(Memory.claims)
    graph = awaited(Memory.graph)
    retract = awaited(Memory.retract)
    erase = awaited(Memory.erase)
    reinstate = awaited(Memory.reinstate)
    correct = awaited(Memory.correct)
    merge = awaited(Memory.merge)
    split = awaited(Memory.split)
    changes = awaited(Memory.changes)
    diff = awaited(Memory.diff)
    stats = awaited(Memory.stats)
    status = awaited(Memory.status)
    verify = awaited(Memory.verify)
    export = awaited(Memory.export)
    copy = awaited(Memory.copy)  # type: ignore[arg-type]  # an option might be called "self"
    reembed = awaited(Memory.reembed)
    view = awaited(Memory.view)

    def __init__(self, *args: Any, **options: Any) -> None:
        """Open a memory; takes what `Memory` takes."""
        self._closed = False
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="graphmem")
        self._memory: Memory = self._thread.submit(Memory, *args, **options).result()

    @classmethod
    async def restore(cls, path: str | Path, *args: Any, **options: Any) -> AsyncMemory:
        """Open an empty memory and replay an export into it; takes what `Memory.restore` takes."""
        return await cls._opened(partial(Memory.restore, path, *args, **options))

    @classmethod
    async def adopt(cls, url: str | Path | Store, **options: Any) -> AsyncMemory:
        """Open a memory whose vectors are another embedder's; takes what `Memory.adopt` takes."""
        return await cls._opened(partial(Memory.adopt, url, **options))

    async def close(self) -> None:
        """Close the store and end the thread."""
        if not self._closed:
            await self._run(self._memory.close)
            self._closed = True
            self._thread.shutdown(wait=False)

    async def __aenter__(self) -> AsyncMemory:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    @classmethod
    async def _opened(cls, make: Callable[[], Memory]) -> AsyncMemory:
        """A memory that is made on the thread that it then runs on."""
        self = cls.__new__(cls)
        self._closed = False
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="graphmem")
        self._memory = await self._run(make)
        return self

    async def _run(self, call: Callable[[], R]) -> R:
        """Run something on the memory's thread."""
        if self._closed:
            raise StoreClosed("this memory is closed. Open it again with AsyncMemory(…).")
        return await asyncio.get_running_loop().run_in_executor(self._thread, call)
