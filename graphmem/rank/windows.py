"""Windows: a chat turn is read together with the turns around it."""

from __future__ import annotations

from typing import TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

Rows: TypeAlias = NDArray[np.int64]
Float = TypeVar("Float", np.float32, np.float64)

LIMIT = 160  # word pieces, about 120 words: what the embedder was trained to read at once


def windows(previous: Rows, following: Rows, sizes: Rows, limit: int = LIMIT) -> list[Rows]:
    """Three views of every passage: alone, after the one before it, within its neighbours.

    A view holds the neighbours only where they exist and all together have at most *limit*
    tokens; the passage stands alone in it otherwise. So documents, which have no neighbours,
    and long messages are ranked as they are, and need no setting of their own.

    Args:
        previous, following: (n,) row of the passage told before and after it; -1 = none here.
        sizes: (n,) tokens of each passage.

    Returns:
        three (n, 3) arrays of rows, -1 = nobody.

    >>> rows = windows(np.array([-1, 0, 1]), np.array([1, 2, -1]), np.array([5, 90, 90]))
    >>> [row.tolist() for row in rows[2]]
    [[0, -1, 1], [1, -1, -1], [2, -1, -1]]
    """
    size = np.append(sizes, 0)  # row -1 is nobody, of size 0
    alone = np.arange(len(sizes))
    nobody = np.full(len(sizes), -1)
    fits = sizes + size[previous] <= limit
    both_fit = sizes + size[previous] + size[following] <= limit
    before = np.where(fits, previous, -1)
    return [
        np.stack([alone, nobody, nobody], axis=1),
        np.stack([alone, before, nobody], axis=1),
        np.stack([alone, np.where(both_fit, previous, -1), np.where(both_fit, following, -1)], 1),
    ]


def over(view: Rows, values: NDArray[Float]) -> NDArray[Float]:
    """The sums of the rows' *values*, (n,) or (n, d), over each window of a *view*.

    >>> over(np.array([[0, -1], [1, 0]]), np.array([3.0, 4.0]))
    array([3., 7.])
    """
    padded = np.concatenate([values, np.zeros((1, *values.shape[1:]), values.dtype)])
    total = padded[view[:, 0]]
    for column in range(1, view.shape[1]):
        total += padded[view[:, column]]
    return total
