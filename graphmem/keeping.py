"""The half of `Memory` that looks after the store as a whole: export, verify, close."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Any, Self

from graphmem.amending import Amending
from graphmem.portable import copy, export
from graphmem.store.base import Store
from graphmem.verify import Verification, verify


class Keeping(Amending):
    """What is done to a memory as a whole; `Memory` gives it its parts."""

    def export(self, path: str | Path) -> int:
        """Write everything told and decided to a file of JSON lines; how many events.

        Facts, words and vectors are not in it: they follow from it.
        """
        return export(self._store, path, namespace=self.namespace, embedder=self._embedder.name)

    def copy(self, url: str | Path | Store, *, progress: bool = False, **options: Any) -> int:
        """Copy everything told and decided into another store; how many events were written.

        A copy that was cut short goes on where it ended, and one that is complete takes over
        what was told since.

        Args:
            url: a new file or an empty namespace, or one that holds such a copy.
            options: as for `Memory`.

        Raises:
            StoreError: the other store holds something else.
        """
        opened: Any = type(self)
        parts: dict[str, Any] = {"embedder": self._embedder, "extractor": None}
        with opened(url, **{**parts, **options}) as target:
            return copy(self._store, target._store, target._embedder, progress=progress)

    def verify(self, *, repair: bool = False) -> Verification:
        """Compute every fact again from its claims and every index from its rows, and compare.

        Args:
            repair: put right what is derived; episodes and claims are never touched.
        """
        return verify(self._store, self._embedder, repair=repair)

    def close(self) -> None:
        """Close the store; closing twice does nothing."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
