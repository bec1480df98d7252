"""An embedder of one's own: what it may give, and what is said of one that gives something else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from graphmem import Memory
from graphmem.embed.base import Encoding, TokenVectors
from graphmem.errors import BadInput, ModelError
from tests.parts import HashEmbedder
from tests.refusals import opened, says

Given = Callable[[Any], Any]


class Own:
    """Hashed words, given as a test wants them given."""

    name = "mine"
    dimension = 32

    def __init__(self, given: Given) -> None:
        self.given = given

    def encode(self, texts: Sequence[str]) -> Any:
        """The vectors of some texts, as they are given."""
        return self.given(HashEmbedder().encode(texts).vectors)


class Asked(Own):
    """One that gives questions alone as a test wants them."""

    def encode(self, texts: Sequence[str]) -> Any:
        """As it should be."""
        return HashEmbedder().encode(texts)

    def encode_questions(self, texts: Sequence[str]) -> Any:
        """As the test wants it."""
        return super().encode(texts)


def failing(_: Any) -> Any:
    """What a library of the user's may do."""
    raise RuntimeError("out of memory")


def with_tokens(ids: int, vectors: tuple[int, ...]) -> Given:
    """An encoding whose texts have token vectors of some shape."""
    tokens = TokenVectors(np.zeros(ids, np.int32), np.zeros(vectors, np.float32))
    return lambda made: Encoding(made, [tokens] * len(made))


PLAIN: list[Given] = [
    lambda made: made,
    lambda made: made.tolist(),
    lambda made: 3 * made.astype(np.float64),
    lambda made: SimpleNamespace(vectors=made, tokens=[]),
    lambda made: Encoding(made, None),  # type: ignore[arg-type]
]
WRONG: list[tuple[Given, str]] = [
    (lambda made: made[:, :7], "vectors of shape (1, 7) where (1, 32) was expected"),
    (lambda made: made[0], "vectors of shape (32,)"),
    (lambda made: np.concatenate([made, made]), "vectors of shape (2, 32)"),
    (lambda made: made[:0], "vectors of shape (0, 32)"),
    (lambda _: None, "vectors of shape ()"),
    (lambda _: [[1.0], [1.0, 2.0]], "no vectors of numbers"),
    (lambda _: "vectors", "no vectors of numbers"),
    (lambda made: made * np.nan, "vectors with components that are not finite"),
    (lambda made: np.full_like(made, np.inf), "vectors with components that are not finite"),
    (failing, "RuntimeError: out of memory"),
    (lambda made: Encoding(made, [1, 2]), "token vectors of 2 texts where 1"),  # type: ignore[list-item]
    (lambda made: Encoding(made, ["x"]), "token vectors of another shape"),  # type: ignore[list-item]
    (with_tokens(2, (3, 32)), "token vectors of another shape"),
    (with_tokens(2, (2, 7)), "token vectors of another shape"),
]


@pytest.mark.parametrize("given", PLAIN)
def test_vectors_alone_are_enough(given: Given) -> None:
    """An array or a list of a vector for each text, of any length, has no tokens."""
    with opened(embedder=Own(given)) as memory:
        memory.add_many([{"text": "Alice likes tea."}, {"text": "It rains in Oslo."}])
        memory.add_fact("Alice", "likes", "tea")
        found = memory.search("Who likes tea?")

    assert found[0].passage.text.startswith("Alice likes tea")
    assert found[0].why["vectors"] > 0.5


@pytest.mark.parametrize(("given", "reason"), WRONG)
def test_what_cannot_be_stored_is_refused_and_nothing_is_kept(
    tmp_path: Path, given: Given, reason: str
) -> None:
    """The error names the embedder and what was wrong with what it made."""
    with opened(tmp_path / "own.db", embedder=Own(given)) as memory:
        for tell in (
            lambda: memory.add("Alice likes tea."),
            lambda: memory.add_many([{"text": "Alice likes tea."}]),
            lambda: memory.add_fact("Alice", "likes", "tea"),
        ):
            with says("ModelError: ", "'mine'", reason):
                tell()

        assert memory.stats()["episodes"] == 0


@pytest.mark.parametrize(("given", "reason"), WRONG)
def test_a_question_that_cannot_be_compared_is_refused(given: Given, reason: str) -> None:
    """Also where questions are embedded otherwise than what is told."""
    with opened(embedder=Asked(given)) as memory:
        memory.add("Alice likes tea.")

        with says("ModelError: ", "'mine'", reason):
            memory.search("Who likes tea?")


@pytest.mark.parametrize(("given", "reason"), WRONG)
def test_a_memory_is_not_changed_to_an_embedder_that_does_not_work(
    given: Given, reason: str
) -> None:
    """It is tried first: the old vectors stay."""
    with opened() as memory:
        memory.add("Alice likes tea.")
        with says("ModelError: ", "'mine'", reason):
            memory.reembed(Own(given))

        assert "vectors" in memory.search("Who likes tea?")[0].why


def test_what_an_embedder_raised_is_told_as_the_cause() -> None:
    """Its own error is there for who must mend it."""
    with opened(embedder=Own(failing)) as memory, pytest.raises(ModelError) as caught:
        memory.add("Alice likes tea.")

    assert isinstance(caught.value.__cause__, RuntimeError)


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"encode": None}, "it has no method encode()"),
        ({"name": None}, "it has no name"),
        ({"name": " "}, "it has no name"),
        ({"name": 7}, "it has no name"),
        ({"dimension": None}, "dimension of an embedder must be a whole number"),
        ({"dimension": 0}, "dimension of an embedder must be a whole number"),
        ({"dimension": -3}, "dimension of an embedder must be a whole number"),
        ({"dimension": 2.5}, "dimension of an embedder must be a whole number"),
        ({"dimension": True}, "dimension of an embedder must be a whole number"),
    ],
)
def test_what_is_no_embedder_is_refused_when_the_memory_is_opened(
    parts: dict[str, Any], reason: str
) -> None:
    """Without a method, a name or a dimension it is of no use, and nothing is opened."""
    broken = type("Broken", (HashEmbedder,), parts)()

    with pytest.raises(BadInput) as caught:
        Memory(embedder=broken, extractor=None)
    assert reason in str(caught.value)
