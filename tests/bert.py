"""all-MiniLM-L6-v2 in plain numpy, from its float32 weights: what the default embedder must equal.

Written from the papers, to be read beside them; slow and exact.

Vaswani et al., "Attention Is All You Need", NeurIPS 2017, arXiv:1706.03762.
Devlin et al., "BERT", NAACL 2019, arXiv:1810.04805.
Reimers and Gurevych, "Sentence-BERT", EMNLP 2019, arXiv:1908.10084: mean pooling.
"""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]

LAYERS = 6
HEADS = 12
EPSILON = 1e-12

erf = np.frompyfunc(math.erf, 1, 1)


class Bert:
    """The model: ids of word pieces in, the states of its last layer out."""

    def __init__(self, path: Path) -> None:
        self.weights = read(path)

    def encode(self, ids: list[int]) -> Matrix:
        """The sentence's unit vector (384,): the mean of its tokens' states."""
        mean: Matrix = self.states(ids).mean(axis=0)
        unit: Matrix = mean / np.linalg.norm(mean)
        return unit

    def states(self, ids: list[int]) -> Matrix:
        """A vector a token (n, 384), [CLS] and [SEP] included."""
        table = "embeddings.{}_embeddings.weight".format
        words, places = self.weights[table("word")], self.weights[table("position")]
        x = words[ids] + places[: len(ids)] + self.weights[table("token_type")][0]
        x = self.norm(x, "embeddings.LayerNorm")
        for layer in range(LAYERS):
            inside = f"encoder.layer.{layer}."
            x = self.norm(x + self.attention(x, inside), inside + "attention.output.LayerNorm")
            wide = gelu(self.linear(x, inside + "intermediate.dense"))
            x = self.norm(
                x + self.linear(wide, inside + "output.dense"), inside + "output.LayerNorm"
            )
        return x

    def attention(self, x: Matrix, inside: str) -> Matrix:
        """Each token asks all tokens, in twelve ways at once: softmax(Q·Kᵀ / √d)·V."""
        query, key, value = (
            self.linear(x, f"{inside}attention.self.{part}")
            .reshape(len(x), HEADS, -1)
            .transpose(1, 0, 2)
            for part in ("query", "key", "value")
        )
        scores = query @ key.transpose(0, 2, 1) / np.float32(math.sqrt(query.shape[-1]))
        shares = np.exp(scores - scores.max(axis=-1, keepdims=True))
        shares /= shares.sum(axis=-1, keepdims=True)
        found = (shares @ value).transpose(1, 0, 2).reshape(len(x), -1)
        return self.linear(found, inside + "attention.output.dense")

    def linear(self, x: Matrix, name: str) -> Matrix:
        """x·Wᵀ + b."""
        moved: Matrix = x @ self.weights[f"{name}.weight"].T + self.weights[f"{name}.bias"]
        return moved

    def norm(self, x: Matrix, name: str) -> Matrix:
        """Each row with mean 0 and variance 1, then scaled and moved."""
        spread = np.sqrt(x.var(axis=-1, keepdims=True) + EPSILON)
        even = (x - x.mean(axis=-1, keepdims=True)) / spread
        scaled: Matrix = even * self.weights[f"{name}.weight"] + self.weights[f"{name}.bias"]
        return scaled


def gelu(x: Matrix) -> Matrix:
    """x·Φ(x), Φ the normal distribution."""
    halves: Matrix = (x * 0.5 * (1 + erf(x / math.sqrt(2)).astype(np.float32))).astype(np.float32)
    return halves


def read(path: Path) -> dict[str, Matrix]:
    """The float32 arrays of a .safetensors file: a JSON header after its length, then bytes."""
    held = path.read_bytes()
    start = 8 + int.from_bytes(held[:8], "little")
    header = json.loads(held[8:start])
    return {
        name: np.frombuffer(
            held[start + one["data_offsets"][0] : start + one["data_offsets"][1]], np.float32
        ).reshape(one["shape"])
        for name, one in header.items()
        if one.get("dtype") == "F32"
    }
