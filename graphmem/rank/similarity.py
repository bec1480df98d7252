"""Similarity: cosines of passage and window vectors, and vectors kept as bytes."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from graphmem.rank.windows import Rows, over

Vectors: TypeAlias = NDArray[np.float32]


def cosine(vectors: Vectors, question: Vectors) -> Vectors:
    """The cosine of each row of *vectors* (n, d) with *question* (d,); 0 for a zero vector.

    >>> cosine(np.array([[3, 4], [0, 0]], np.float32), np.array([1, 0], np.float32)).round(2)
    array([0.6, 0. ], dtype=float32)
    """
    norms = np.sqrt(np.einsum("ij,ij->i", vectors, vectors)) * np.linalg.norm(question)
    # Not "@": a BLAS's threads take as long, and then wait for more work on cores others need.
    products: Vectors = np.einsum("ij,j->i", vectors, question)
    found: Vectors = products / np.maximum(norms, np.float32(1e-9))
    return found


def window_vectors(view: Rows, vectors: Vectors, sizes: Rows) -> Vectors:
    """The vector of each window of a *view*: the mean of its passages', weighted by tokens.

    For a mean-pooling embedder that is nearly the vector of the joined text, with nothing more
    to embed (equal recall on LoCoMo). Not scaled to length 1.
    """
    return over(view, vectors * sizes[:, None].astype(np.float32))


def to_bytes(vectors: Vectors) -> NDArray[np.int8]:
    """Vectors (n, d) as int8, each scaled so that its largest component is ±127.

    A quarter of the size; the cosine, blind to length, moves by less than 0.005.

    >>> to_bytes(np.array([[0.5, -1.0, 0.25]], np.float32))
    array([[  64, -127,   32]], dtype=int8)
    """
    largest = np.abs(vectors).max(axis=-1, keepdims=True)
    packed: NDArray[np.int8] = np.rint(vectors * (127 / np.maximum(largest, 1e-12))).astype(np.int8)
    return packed


def from_bytes(packed: NDArray[np.int8]) -> Vectors:
    """The unit vectors of what `to_bytes` packed; zero stays zero.

    >>> from_bytes(np.array([[0, 127], [0, 0]], np.int8))
    array([[0., 1.],
           [0., 0.]], dtype=float32)
    """
    vectors = packed.astype(np.float32)
    norms = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))
    unit: Vectors = vectors / np.maximum(norms, np.float32(1e-9))[:, None]
    return unit
