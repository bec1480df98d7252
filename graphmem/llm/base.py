"""What graphmem asks of a language model, and how it may be asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from threading import TIMEOUT_MAX
from typing import Any, Protocol, TypeAlias

from graphmem.arguments import check_whole
from graphmem.errors import BadInput, ModelError

Messages: TypeAlias = Sequence[Mapping[str, str]]
Schema: TypeAlias = Mapping[str, Any]
MOST_TOKENS = 10**12  # more is no count
HOST = r"(\[[\da-f:.%]+\]|[^\s/:?#@\[\]]+)(:\d{1,5})?"
URL = re.compile(rf"https?://([^\s/?#@]*@)?{HOST}([/?]\S*)?", re.IGNORECASE)
KEY = re.compile(r"[!-~]*")


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model answered, and what that cost in tokens; *cut* where it was cut off.

    Counts of tokens that are no numbers are unknown and count as 0.
    """

    text: str
    input_tokens: int = 0
    output_tokens: int = 0
    cached_tokens: int = 0
    cut: bool = False

    def __post_init__(self) -> None:
        if not isinstance(self.text, str):
            raise ModelError(f"a reply is text: got {self.text!r:.80}.")
        for name in ("input_tokens", "output_tokens", "cached_tokens"):
            given = getattr(self, name)
            known = isinstance(given, int | float) and 0 <= given <= MOST_TOKENS
            object.__setattr__(self, name, int(given) if known else 0)


class TryAgain(ModelError):
    """No answer this time; another try may bring one.

    Args:
        message: what went wrong.
        after: seconds to wait, where the server says so; longer with each try otherwise.
        how: how to ask instead, at once and beside the retries, where the server did not like
            the form of the request.
    """

    def __init__(
        self,
        message: str,
        *,
        after: float | None = None,
        how: Callable[[], Reply] | None = None,
    ) -> None:
        super().__init__(message)
        self.after, self.how = after, how


class LanguageModel(Protocol):
    """Answers messages; may be called from several threads at once."""

    @property
    def name(self) -> str:
        """Recorded on every claim it reads and every call it answers."""

    def complete(self, messages: Messages, schema: Schema) -> Reply:
        """The answer to *messages* (role, content), a JSON object that follows *schema*; one try.

        Args:
            messages: in order, each with role and content.
            schema: JSON Schema of the answer, with a title; a model that cannot be bound to it is
                trusted to follow the words of the messages.

        Raises:
            ModelError: no answer; anything else that is raised is taken for one.
            TryAgain: no answer this time.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How hard a language model may be used; shared by all that one memory asks of it.

    Args:
        concurrency: calls under way at once.
        requests_per_minute: every try counts; `None` = no limit.
        tokens_per_minute: of input and output together; `None` = no limit.
        timeout: seconds for one try, until its answer is complete.
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
        check_whole("concurrency", self.concurrency, 1)
        check_whole("retries", self.retries, 0)
        for name in ("requests_per_minute", "tokens_per_minute", "max_tokens"):
            if (value := getattr(self, name)) is not None:
                check_whole(name, value, 1)
        given = self.timeout
        number = isinstance(given, int | float) and not isinstance(given, bool)
        if not number or not 0 < given <= TIMEOUT_MAX:
            raise BadInput(
                f"timeout must be a number of seconds above 0: got {given!r}, "
                "e.g. Limits(timeout=60)."
            )


def check_server(base_url: object, api_key: object) -> None:
    """Refuse an address or a key that no request can be sent with; `None` is left open.

    Raises:
        BadInput: the message shows no key.
    """
    if base_url is not None and not (isinstance(base_url, str) and URL.fullmatch(base_url)):
        raise BadInput(
            f"base_url must be a URL with its scheme: got {base_url!r}. Allowed: http:// or "
            'https://, a host and a path, e.g. base_url="http://localhost:8080/v1".'
        )
    if api_key is not None and not (isinstance(api_key, str) and KEY.fullmatch(api_key)):
        raise BadInput(
            "api_key has characters that cannot be sent, or is no text. Allowed: ASCII letters, "
            "digits and signs, without spaces and ends of line; strip() what was read from a file."
        )
