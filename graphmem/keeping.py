"""The half of `Memory` that looks after the store as a whole: export, verify, close."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Self

from graphmem.amending import Amending
from graphmem.portable import export
from graphmem.verify import Verification, verify


class Keeping(Amending):
    """What is done to a memory as a whole; `Memory` gives it its parts."""

    def export(self, path: str | Path) -> int:
        """Write everything told and decided to a file of JSON lines; how many events.

        Facts, words and vectors are not in it: they follow from it.
        """
        return export(self._store, path, namespace=self.namespace, embedder=self._embedder.name)

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
