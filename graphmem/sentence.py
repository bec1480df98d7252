"""A claim's sentence with what is searched of it: facts are found by the claims behind them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sentence:
    """What is searched of a claim; its fields are as those of `model.Indexed`."""

    claim_id: str
    words: tuple[str, ...]
    vector: NDArray[np.int8]
    tokens: NDArray[np.int32]
    token_vectors: NDArray[np.uint8]
