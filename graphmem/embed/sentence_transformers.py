"""Any model of the sentence-transformers library, by its name or from a folder.

The library is not part of a plain install: with torch it takes several gigabytes.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from graphmem.embed.base import Encoding, Prompts, TokenVectors, named, prompts_of, unit
from graphmem.errors import MissingPart


class SentenceTransformersEmbedder:
    """A sentence-transformers model, loaded when it is first needed.

    Args:
        model: the folder of a model, which is all that is read then; or the name of one on the
            hub, which the library downloads once, unless it has it.
        prompts: stand before texts and questions; by default those that come with the model, or
            that its name asks for.
    """

    def __init__(self, model: str | Path, *, prompts: Prompts | None = None) -> None:
        folder = Path(model).expanduser()
        self._local = folder.is_dir()
        self._model = str(folder) if self._local else str(model)
        # A folder that is moved holds the same model: only its last name is kept in the store.
        called = folder.resolve().name if self._local else str(model)
        self._given, self._usual = prompts, prompts_of(called)
        own = self._usual if prompts is None else prompts
        self.name = named(f"sentence-transformers:{called}", own, self._usual)
        self._lock = threading.Lock()

    @cached_property
    def dimension(self) -> int:
        """The length of the model's vectors."""
        return len(self.encode(["length"]).vectors[0])

    @cached_property
    def _loaded(self) -> Any:
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            raise MissingPart(
                f"{self.name!r} needs the sentence-transformers library. Run "
                '"pip install graphmem[sentence-transformers]" (several gigabytes with torch), '
                'or use embedder="minilm".'
            ) from error
        try:
            return SentenceTransformer(self._model, local_files_only=self._local)
        except (OSError, ValueError) as error:
            raise MissingPart(
                f"sentence-transformers cannot load {self._model!r}: {error}. Give the folder of "
                "a model, or the name of one on the hub, e.g. "
                '"sentence-transformers:intfloat/multilingual-e5-small".'
            ) from error

    @cached_property
    def _prompts(self) -> Prompts:
        """The prompts as given, or as the model has them."""
        if self._given is not None:
            return self._given
        held = getattr(self._loaded, "prompts", None) or {}
        text = held.get("document") or held.get("passage") or self._usual.text
        return Prompts(text, held.get("query") or self._usual.question)

    def encode(self, texts: Sequence[str]) -> Encoding:
        """Unit vectors of *texts*, and their tokens' without those that mark begin and end."""
        return self._encode(texts, self._prompts.text) if texts else self._nothing()

    def encode_questions(self, texts: Sequence[str]) -> Encoding:
        """The same of *texts* as questions."""
        return self._encode(texts, self._prompts.question) if texts else self._nothing()

    def _nothing(self) -> Encoding:
        """The vectors of no texts."""
        return Encoding(np.zeros((0, self.dimension), np.float32), [])

    def _encode(self, texts: Sequence[str], prompt: str) -> Encoding:
        """The vectors of *texts* behind a prompt."""
        given = [prompt + text for text in texts]
        with self._lock:
            rows = self._loaded.encode(given, output_value=None, show_progress_bar=False)
        vectors = unit(np.stack([numbers(row["sentence_embedding"]) for row in rows]))
        return Encoding(vectors, self._tokens(rows, vectors.shape[1]))

    def _tokens(self, rows: Sequence[Any], dimension: int) -> list[TokenVectors]:
        """The tokens of each text; none of a model that shortens its vectors after pooling."""
        found = []
        for row in rows:
            if "input_ids" not in row or row["token_embeddings"].shape[-1] != dimension:
                return []
            held = numbers(row["attention_mask"]).astype(bool)[: len(row["token_embeddings"])]
            ids, states = numbers(row["input_ids"]), numbers(row["token_embeddings"])
            ids, states = ids[: len(held)][held], states[held]
            inner = slice(1, -1) if len(ids) > 2 else slice(0, 1)  # never no token at all
            found.append(TokenVectors(ids[inner].astype(np.int32), unit(states[inner])))
        return found


def numbers(given: Any) -> Any:
    """A tensor or an array as an array, from wherever it lies."""
    return np.asarray(given.detach().cpu().float() if hasattr(given, "detach") else given)
