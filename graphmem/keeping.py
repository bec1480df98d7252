"""The half of `Memory` that looks after the store as a whole: export, verify, reembed, close."""

from __future__ import annotations

from dataclasses import replace
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from graphmem import config
from graphmem.amending import Amending
from graphmem.embed.base import Embedder
from graphmem.errors import BadInput
from graphmem.portable import copy, export
from graphmem.reembed import change, reembed
from graphmem.store.base import Store
from graphmem.verify import Verification, verify


class Keeping(Amending):
    """What is done to a memory as a whole; `Memory` gives it its parts."""

    _models: config.Models

    def export(self, path: str | Path) -> int:
        """Write everything told and decided to a file of JSON lines; how many events.

        Facts, words and vectors are not in it: they follow from it.
        """
        if not isinstance(path, str | PathLike):
            raise BadInput(f"cannot export to {path!r:.80}: give the path of a file.")
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

    @classmethod
    def adopt(cls, url: str | Path | Store, *, embedder: str | Embedder, **options: Any) -> Self:
        """Open a memory whose vectors are another embedder's; `reembed` makes them again.

        For when the other one cannot be had any more. Until then, no passage is found by vector.

        Args:
            options: as for `Memory`.
        """
        models = config.Models(options.get("base_url"), options.get("api_key"))
        chosen = config.open_embedder(embedder, models)
        server = {name: options.pop(name, None) for name in ("auth", "database")}
        store = config.open_store(url, options.get("namespace", "default"), **server)
        try:
            change(store, chosen)
            return cls(store, embedder=chosen, **options)  # type: ignore[call-arg]
        except BaseException:
            store.close()
            raise

    def reembed(self, embedder: str | Embedder | None = None, *, progress: bool = False) -> int:
        """Make the vectors of all passages again, by another embedder; how many were made.

        Until the last is made, no passage is found by vector. Killed at any point, it goes on where
        it was: open the memory with the new embedder and call it again. Others who have the
        memory open are refused from then on and must open it with the new embedder, too.

        Args:
            embedder: as for `Memory`; `None` goes on with a change that was begun.
            progress: show a bar on the terminal.
        """
        if embedder is not None:
            chosen = config.open_embedder(embedder, self._models)
            change(self._store, chosen)
            self._embedder = chosen
            self._ingest = replace(self._ingest, embedder=chosen)
            self._retriever = replace(self._retriever, embedder=chosen, phrases={})
        return reembed(self._store, self._embedder, progress=progress)

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
