"""Recorded conversations replayed into memories, for the measures that need no model.

A directory holds `passages.jsonl`, with a conversation for each turn, and `claims/NAME.jsonl`
with what was read from each conversation: see graphmem/extract/recorded.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from graphmem import Memory
from graphmem.embed.base import Encoding
from graphmem.evals.data import episode, lines
from graphmem.extract.recorded import RecordedExtractor


class Flat:
    """An embedder that tells nothing apart: nothing is searched here."""

    name = "flat"
    dimension = 2

    def encode(self, texts: Sequence[str]) -> Encoding:
        """One direction for every text."""
        return Encoding(np.tile(np.array([1.0, 0.0], np.float32), (len(texts), 1)), [])


def replayed(
    directory: Path, *, aliases: bool, told: list[Any] | None = None
) -> Iterator[tuple[str, Memory]]:
    """A memory for each conversation of which claims are recorded, all of it told in order.

    Args:
        directory: see above.
        aliases: tell the recorded aliases, too.
        told: what each telling made is added to this list.
    """
    turns = list(lines(directory / "passages.jsonl"))
    for file in sorted((directory / "claims").glob("*.jsonl")):
        extractor = RecordedExtractor(file, aliases=aliases)
        with Memory(":memory:", extractor=extractor, embedder=Flat()) as memory:
            own = [episode(turn) for turn in turns if turn["conversation"] == file.stem]
            made = memory.add_many(own)
            if told is not None:
                told += made
            yield file.stem, memory
