"""Progress on the terminal, and work in batches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from types import TracebackType
from typing import Any, TypeVar

T = TypeVar("T")
BATCH = 64


class Progress:
    """A bar on stderr while something takes long; nothing where it is not wanted."""

    def __init__(self, what: str, shown: bool, total: int | None = None) -> None:
        self._what, self._shown, self._total = what, shown, total
        self._bar: Any = None

    def __enter__(self) -> Progress:
        if self._shown:
            from rich.console import Console
            from rich.progress import (
                BarColumn,
                MofNCompleteColumn,
                Progress,
                TextColumn,
                TimeElapsedColumn,
            )

            columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
            self._bar = Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True))
            self._bar.start()
            self._task = self._bar.add_task(self._what, total=self._total)
        return self

    def advance(self, count: int) -> None:
        """So many more are done."""
        if self._bar is not None:
            self._bar.advance(self._task, count)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.stop()


def paired(items: Iterable[T]) -> Iterator[tuple[T, T | None]]:
    """Each item with the one after it; where that cannot be had, the error comes in its turn.

    >>> list(paired("abc"))
    [('a', 'b'), ('b', 'c'), ('c', None)]
    """
    rest = iter(items)
    item, error = next(rest, None), None
    while item is not None:
        following = None
        try:
            following = next(rest, None)
        except Exception as raised:
            error = raised
        yield item, following
        if error is not None:
            raise error
        item = following


def batches(items: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """Items in lists of at most *size*; where one cannot be had, the error comes in its turn.

    >>> list(batches("abc", 2))
    [['a', 'b'], ['c']]
    """
    rest, error = iter(items), None
    while error is None:
        batch: list[T] = []
        try:
            for item in islice(rest, size):
                batch.append(item)
        except Exception as raised:
            error = raised
        if not batch:
            break
        yield batch
    if error is not None:
        raise error
