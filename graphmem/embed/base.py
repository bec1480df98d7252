"""What graphmem asks of an embedder."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class TokenVectors(NamedTuple):
    """The tokens of one text: their vocabulary ids (n,) and unit vectors (n, d)."""

    ids: NDArray[np.int32]
    vectors: Vectors


class Encoding(NamedTuple):
    """What an embedder makes of some texts.

    *vectors* is (n, d), a unit vector a text. *tokens* has the token vectors of each text,
    or is empty for an embedder that has none.
    """

    vectors: Vectors
    tokens: list[TokenVectors]


class Embedder(Protocol):
    """Turns texts into vectors of one length; its *name* is kept in the store.

    One that embeds questions otherwise than what is found by them has `encode_questions`, too,
    which is called as `encode` is.
    """

    @property
    def name(self) -> str:
        """The model's name; two embedders with one name make the same vectors."""

    @property
    def dimension(self) -> int:
        """The length d of its vectors."""

    def encode(self, texts: Sequence[str]) -> Encoding:
        """Encode texts of any length; what exceeds the model's window is left out."""


class Prompts(NamedTuple):
    """What stands before a text that is to be found, and before a question."""

    text: str = ""
    question: str = ""


E5 = re.compile(r"(?:^|[/_-])e5-(?:small|base|large)(?![\w.]*instruct)", re.IGNORECASE)


def prompts_of(model: str) -> Prompts:
    """The prompts that a model was trained with, as far as its name says it.

    Wang et al., "Text Embeddings by Weakly-Supervised Contrastive Pre-training",
    arXiv:2212.03533: E5 tells questions and passages apart by these words.

    >>> prompts_of("intfloat/multilingual-e5-small"), prompts_of("all-mpnet-base-v2")
    (Prompts(text='passage: ', question='query: '), Prompts(text='', question=''))
    """
    return Prompts("passage: ", "query: ") if E5.search(model) else Prompts()


def named(name: str, own: Prompts, usual: Prompts) -> str:
    """The name of an embedder; with its prompts, where they are not its model's usual ones."""
    return name if own == usual else f"{name} ({own.text!r}, {own.question!r})"


def unit(vectors: NDArray[Any]) -> Vectors:
    """The vectors scaled to length 1 along the last axis; zero stays zero.

    >>> unit(np.array([[3.0, 4.0], [0.0, 0.0]])).tolist()
    [[0.6000000238418579, 0.800000011920929], [0.0, 0.0]]
    """
    norm = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(norm, 1e-12), np.float32)
