"""The default embedder: a text's vectors depend on the text alone."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from graphmem.embed.minilm import TOGETHER, MiniLM, batches

README = Path(__file__).parents[1] / "README.md"
WORDS = README.read_text(encoding="utf-8").split()


@pytest.fixture(scope="module")
def minilm() -> MiniLM:
    """One with its weights loaded."""
    return MiniLM()


@pytest.fixture(scope="module")
def texts() -> list[str]:
    """Of 0 to 300 words, several of each length, one of them twice."""
    dice = random.Random(5)
    lengths = [*range(12), *range(12), 40, 40, 90, 300, 300]
    held = [" ".join(dice.choices(WORDS, k=length)) for length in lengths]
    return [*held, held[5]]


def test_neighbours_change_no_bit_of_a_texts_vectors(minilm: MiniLM, texts: list[str]) -> None:
    """Texts of one length are read at once; each comes out as it does alone."""
    together = MiniLM().encode(texts)

    for text, vector, tokens in zip(texts, together.vectors, together.tokens, strict=True):
        alone = minilm.encode([text])
        assert np.array_equal(alone.vectors[0], vector)
        assert np.array_equal(alone.tokens[0].ids, tokens.ids)
        assert np.array_equal(alone.tokens[0].vectors, tokens.vectors)


def test_the_order_of_texts_is_that_of_their_vectors(minilm: MiniLM, texts: list[str]) -> None:
    """Whatever was read together."""
    forth, back = minilm.encode(texts), minilm.encode(texts[::-1])

    assert np.array_equal(forth.vectors, back.vectors[::-1])
    assert [len(one.ids) for one in forth.tokens] == [len(one.ids) for one in back.tokens][::-1]


def test_a_batch_holds_texts_of_one_length_and_few_tokens() -> None:
    """So nothing is padded, and a long text stands alone."""
    rows = [(7,) * length for length in (3, 200, 5, 3, 200)] + [(n,) for n in range(TOGETHER + 1)]

    held = batches(rows)

    assert sorted(row for some in held for row in some) == sorted(rows)
    assert all(len({len(row) for row in some}) == 1 for some in held)
    assert all(len(some) == 1 or sum(map(len, some)) <= TOGETHER for some in held)
    assert len(held) == 6


def test_a_text_is_read_again_from_memory(minilm: MiniLM) -> None:
    """A fact told alone is a passage and a claim at once: its vector is made once."""
    first = minilm.encode(["Alice likes tea."]).tokens[0].vectors
    minilm.encode(["something", "else"])

    assert minilm.encode(["Alice likes tea."]).tokens[0].vectors is first


def test_no_text_has_no_vector(minilm: MiniLM) -> None:
    """But an empty one has."""
    assert minilm.encode([]).vectors.shape == (0, 384)
    assert minilm.encode([""]).vectors.shape == (1, 384)
