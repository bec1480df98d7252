"""An embedder that makes the vectors of what comes next while what came before is written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType

import numpy as np

from graphmem.embed.base import Embedder, Encoding
from graphmem.embed.encoded import encoded

AT_ONCE = 64  # texts a call: somebody else who embeds meanwhile waits for no more


class Ahead:
    """Encodes texts that were begun in the background, and others as its embedder does.

    Args:
        embedder: makes the vectors; it is called by one thread of this one at a time.
    """

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._pool = ThreadPoolExecutor(1, "graphmem-ahead")
        self._last: dict[str, tuple[Future[Encoding], int]] = {}
        self._begun = self._last

    @property
    def name(self) -> str:
        """The embedder's."""
        return self._embedder.name

    @property
    def dimension(self) -> int:
        """The embedder's."""
        return self._embedder.dimension

    def begin(self, texts: Iterable[str]) -> None:
        """Let some texts be encoded; those that were begun the time before the last are dropped."""
        fresh = [text for text in dict.fromkeys(texts) if text not in self._last]
        new: dict[str, tuple[Future[Encoding], int]] = {}
        for start in range(0, len(fresh), AT_ONCE):
            some = fresh[start : start + AT_ONCE]
            made = self._pool.submit(encoded, self._embedder, some)
            new.update((text, (made, place)) for place, text in enumerate(some))
        self._begun = self._last | new
        self._last = new

    def encode(self, texts: Sequence[str]) -> Encoding:
        """What the embedder makes of *texts*; waits where it was begun and is not done."""
        others = [text for text in dict.fromkeys(texts) if text not in self._begun]
        held = dict(self._begun)
        if others:
            made = self._pool.submit(encoded, self._embedder, others)
            held.update((text, (made, place)) for place, text in enumerate(others))
        found = [(held[text][0].result(), held[text][1]) for text in texts]
        if not found:
            return encoded(self._embedder, [])
        return Encoding(
            np.stack([encoding.vectors[place] for encoding, place in found]),
            [encoding.tokens[place] for encoding, place in found if encoding.tokens],
        )

    def __enter__(self) -> Ahead:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._pool.shutdown(cancel_futures=True)
