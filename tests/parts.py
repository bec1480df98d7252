"""Small real parts for tests: an embedder of hashed words, a clock that is set by hand."""

from __future__ import annotations

import os
import zlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from graphmem.embed.base import Encoding
from graphmem.text import words

SHARED = Path(os.environ.get("GRAPHMEM_DATA", Path(__file__).parents[2] / "shared" / "data"))
STORIES = SHARED.parent / "stories"


class HashEmbedder:
    """An embedder without a model: each word is a direction of its own, by its hash."""

    name = "hashed-words"
    dimension = 32

    def encode(self, texts: Sequence[str]) -> Encoding:
        """The normalised sum of the words' directions."""
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in zip(vectors, texts, strict=True):
            for word in words(text):
                seed = zlib.crc32(word.encode())
                row += np.random.default_rng(seed).normal(size=self.dimension)
            row /= max(float(np.linalg.norm(row)), 1e-9)
        return Encoding(vectors, [])


class Clock:
    """A clock that stands where it was put; `tick` moves it on."""

    def __init__(self, at: str = "2024-01-01") -> None:
        self.at = datetime.fromisoformat(at).replace(tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def set(self, at: datetime) -> None:
        """Put the clock to a time."""
        self.at = at

    def tick(self, **by: float) -> None:
        """Move the clock on by so many days, hours, …"""
        self.at += timedelta(**by)
