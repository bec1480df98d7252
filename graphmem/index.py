"""What is searched of a passage: its words and vectors, made from the text and its header."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from graphmem.embed.base import Embedder, TokenVectors
from graphmem.model import Indexed, Passage
from graphmem.rank.maxsim import pack
from graphmem.rank.similarity import to_bytes
from graphmem.text import words


def index(passages: Sequence[Passage], embedder: Embedder) -> list[Indexed]:
    """Passages with what is searched of them."""
    texts = [headed(passage) for passage in passages]
    encoding = embedder.encode(texts)
    vectors = to_bytes(encoding.vectors)
    nothing = TokenVectors(np.zeros(0, np.int32), np.zeros((0, embedder.dimension), np.float32))
    tokens = encoding.tokens or [nothing] * len(texts)
    return [
        Indexed(
            passage=passage,
            words=tuple(words(texts[place])),
            vector=vectors[place],
            tokens=tokens[place].ids,
            token_vectors=pack(tokens[place].vectors),
        )
        for place, passage in enumerate(passages)
    ]


def headed(passage: Passage) -> str:
    """A passage as it is read: a turn with its speaker and day, a document with its title."""
    if passage.speaker:
        day = passage.occurred_at.day
        return f"{passage.speaker} ({day} {passage.occurred_at:%B %Y}): {passage.text}"
    return f"{passage.title}. {passage.text}" if passage.title else passage.text
