"""Any OpenAI-compatible /embeddings endpoint: OpenAI's own, or a server on the user's machine.

The `openai` client does the timeouts and the retries (exponential backoff with jitter, and what
Retry-After says).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np

from graphmem.embed.base import Encoding, Prompts, Vectors, named, prompts_of, unit
from graphmem.errors import ModelError
from graphmem.llm.base import Limits, check_server
from graphmem.llm.openai import client, failure

AT_ONCE = 64  # texts a request
LONGEST = 8_000  # characters of a text that are sent: never more than 8,191 tokens of any script


class OpenAIEmbedder:
    """A model behind an /embeddings endpoint; it has no token vectors.

    Args:
        model: as the server calls it.
        base_url: of the API, e.g. "http://localhost:8080/v1"; `None` is OpenAI's.
        api_key: sent as the bearer token; a server of your own may ask for none.
        dimension: the length of the model's vectors, where it is known; asked for otherwise.
        limits: timeout and retries are used here; the timeout is for the silence between two bytes.
        prompts: stand before what is sent; by default those that the model's name asks for.
    """

    def __init__(
        self,
        model: str,
        *,
        base_url: str | None = None,
        api_key: str = "none",
        dimension: int | None = None,
        limits: Limits | None = None,
        prompts: Prompts | None = None,
    ) -> None:
        check_server(base_url, api_key)
        usual = prompts_of(model)
        self._prompts = usual if prompts is None else prompts
        self.name = named(f"openai:{model}", self._prompts, usual)
        self._model, self._base_url, self._api_key = model, base_url, api_key
        self._limits = limits or Limits()
        self._dimension = dimension

    @cached_property
    def dimension(self) -> int:
        """The length of the model's vectors: as given, or as the server makes them."""
        return self._dimension or self._vectors(["length"]).shape[1]

    @cached_property
    def _client(self) -> Any:
        return client(self._base_url, self._api_key, self._limits)

    def encode(self, texts: Sequence[str]) -> Encoding:
        """Unit vectors of *texts*, some at a time; a text without letters has its own, too."""
        return self._encode(texts, self._prompts.text)

    def encode_questions(self, texts: Sequence[str]) -> Encoding:
        """Unit vectors of *texts* as questions."""
        return self._encode(texts, self._prompts.question)

    def _encode(self, texts: Sequence[str], prompt: str) -> Encoding:
        """Unit vectors of *texts* behind a prompt."""
        given = [prompt + text[:LONGEST] if text.strip() else "." for text in texts]
        batches = [given[start : start + AT_ONCE] for start in range(0, len(given), AT_ONCE)]
        rows = [self._vectors(batch) for batch in batches]
        if lengths := {part.shape[1] for part in rows} - {self.dimension}:
            raise ModelError(
                f"{self.name} made vectors of length {min(lengths)}; {self.dimension} was "
                "expected. Give dimension=… as the model makes them, or none."
            )
        return Encoding(unit(np.concatenate([np.zeros((0, self.dimension)), *rows])), [])

    def _vectors(self, texts: list[str]) -> Vectors:
        """The vectors of some texts as they come, in order: (n, d)."""
        import openai

        try:
            answer = self._client.embeddings.create(
                model=self._model, input=texts, encoding_format="float"
            )
            held = sorted(answer.data, key=lambda one: one.index)
            vectors = np.array([one.embedding for one in held], np.float32)
            complete = [one.index for one in held] == list(range(len(texts)))
        except openai.OpenAIError as error:
            raise failure(self.name, error, self._client.base_url, self._limits) from error
        except (AttributeError, TypeError, ValueError):  # JSON, and none of what is expected
            complete = False
        if not complete or vectors.ndim != 2 or not np.isfinite(vectors).all():
            raise ModelError(
                f"{self.name} did not answer {len(texts)} texts with a vector each. "
                "Is this an embeddings endpoint?"
            )
        return vectors
