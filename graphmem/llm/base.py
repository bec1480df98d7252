"""What graphmem asks of a language model, and how it may be asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

from graphmem.errors import BadInput

Messages: TypeAlias = Sequence[Mapping[str, str]]
Schema: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model answered, and what that cost in tokens; *cut* where it was cut off."""

    text: str
    input_tokens: int = 0
    output_tokens: int = 0
    cached_tokens: int = 0
    cut: bool = False


class LanguageModel(Protocol):
    """Answers messages; may be called from several threads at once."""

    @property
    def name(self) -> str:
        """Recorded on every claim it reads and every call it answers."""

    def complete(self, messages: Messages, schema: Schema) -> Reply:
        """The answer to *messages* (role, content), a JSON object that follows *schema*.

        Args:
            messages: in order, each with role and content.
            schema: JSON Schema of the answer, with a title; a model that cannot be bound to it is
                trusted to follow the words of the messages.

        Raises:
            ModelError: no answer.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How hard a language model may be used; shared by all that one memory asks of it.

    Args:
        concurrency: calls under way at once.
        requests_per_minute: `None` = no limit.
        tokens_per_minute: of input and output together; `None` = no limit.
        timeout: seconds for one try.
        retries: further tries after 408, 409, 429, 5xx and connection errors, with exponential
            backoff and jitter, or when the server's Retry-After says.
        max_tokens: the longest answer that is asked for; `None` leaves it to the server.
    """

    concurrency: int = 8
    requests_per_minute: int | None = None
    tokens_per_minute: int | None = None
    timeout: float = 120.0
    retries: int = 4
    max_tokens: int | None = None

    def __post_init__(self) -> None:
        for name, least in (("concurrency", 1), ("timeout", 0), ("retries", 0)):
            self._check(name, least)
        for name in ("requests_per_minute", "tokens_per_minute", "max_tokens"):
            if getattr(self, name) is not None:
                self._check(name, 1)

    def _check(self, name: str, least: int) -> None:
        """Refuse what is no number or too small."""
        value = getattr(self, name)
        if isinstance(value, bool) or not isinstance(value, int | float) or value < least:
            raise BadInput(f"{name} must be a number, at least {least}: got {value!r}.")
