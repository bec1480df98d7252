"""What comes next is embedded while what came before is written: nothing else changes by it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from graphmem import Claim, Memory
from graphmem.embed.ahead import AT_ONCE, Ahead
from graphmem.embed.base import Encoding
from graphmem.errors import BadInput, ModelError
from tests.parts import Clock, HashEmbedder


class Counting(HashEmbedder):
    """Notes the texts that it is given, and breaks at one of them."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def encode(self, texts: Sequence[str]) -> Encoding:
        """As the other does."""
        self.texts += texts
        if "broken" in texts:
            raise ModelError("this text cannot be embedded")
        return super().encode(texts)


def episodes(count: int) -> list[dict[str, Any]]:
    """Episodes that speak of one another's people, a claim each."""
    return [
        {
            "id": f"e{n}",
            "text": f"Person {n} met person {n // 2} on day {n}.",
            "occurred_at": "2024-01-01",
            "claims": [Claim(f"Person {n}", "met", f"Person {n // 2}")],
        }
        for n in range(count)
    ]


def opened(embedder: HashEmbedder) -> Memory:
    """An empty memory."""
    return Memory(":memory:", embedder=embedder, extractor=None, clock=Clock())


class TestAhead:
    """The embedder that works ahead."""

    def test_it_makes_the_embedder_s_vectors(self) -> None:
        """Texts that were begun and others, repeated ones too, have the vectors they always had."""
        texts = [f"text {n}" for n in range(2 * AT_ONCE + 3)]
        asked = [*texts[::-1], "another", texts[0], "another"]
        with Ahead(HashEmbedder()) as ahead:
            ahead.begin(texts[:5])
            ahead.begin(texts[5:])
            found = ahead.encode(asked)

            assert np.array_equal(found.vectors, HashEmbedder().encode(asked).vectors)
            assert found.tokens == []
            assert ahead.encode([]).vectors.shape == (0, 32)
            assert (ahead.name, ahead.dimension) == ("hashed-words", 32)

    def test_no_text_is_embedded_twice(self) -> None:
        """What was begun is made once, even if it is begun again in the next turn."""
        counting = Counting()
        with Ahead(counting) as ahead:
            ahead.begin(["one", "two"])
            ahead.begin(["two", "three"])
            ahead.encode(["three", "one", "two"])

        assert sorted(counting.texts) == ["one", "three", "two"]

    def test_an_error_comes_to_who_asks(self) -> None:
        """What cannot be embedded raises where its vectors are asked for."""
        with Ahead(Counting()) as ahead:
            ahead.begin(["broken"])

            with pytest.raises(ModelError, match="embedded"):
                ahead.encode(["broken"])


class TestAddMany:
    """Telling several batches."""

    def test_batches_make_what_an_iterator_makes(self) -> None:
        """A list, of which the next batch is known, makes the memory that an iterator makes."""
        told = episodes(150)
        with opened(HashEmbedder()) as one, opened(HashEmbedder()) as other:
            added = one.add_many(told)
            again = other.add_many(iter(told))

            assert [a.episode for a in added] == [a.episode for a in again]
            assert list(one.facts()) == list(other.facts())
            question = "Whom did person 7 meet?"
            assert one.search(question).hits == other.search(question).hits
            assert one.verify()

    def test_each_text_is_embedded_once(self) -> None:
        """Batches are embedded once, and not at all where they are there already."""
        counting = Counting()
        with opened(counting) as memory:
            memory.add_many(episodes(150))
            assert len(counting.texts) == len(set(counting.texts)) == 300

            memory.add_many(episodes(150))
            assert len(counting.texts) == 300

    def test_what_stood_before_a_bad_one_was_taken_in(self) -> None:
        """What stood before an episode that cannot be is taken in, its own batch too."""
        told = [*episodes(70), {"text": ""}]
        with opened(HashEmbedder()) as memory:
            with pytest.raises(BadInput, match="empty text"):
                memory.add_many(told)

            assert len(memory.episodes()) == 70

    def test_a_text_that_cannot_be_embedded_stops_its_own_batch(self) -> None:
        """What was written before stays."""
        told = [*episodes(70), {"text": "broken"}]
        with opened(Counting()) as memory:
            with pytest.raises(ModelError, match="embedded"):
                memory.add_many(told)

            assert len(memory.episodes()) == 64
