"""Any OpenAI-compatible endpoint: OpenAI's own, or a server on the user's machine.

The `openai` client does the timeouts and the retries (exponential backoff with jitter, and what
Retry-After says); this file tells it what is wanted and learns what the server can do.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from graphmem.errors import ModelError
from graphmem.llm.base import Limits, Messages, Reply, Schema

# Structured output, best first; a server that refuses one is asked for the next from then on.
FORMATS = ("json_schema", "json_object", "text")
REFUSALS = (400, 404, 415, 422, 501)


def client(base_url: str | None, api_key: str, limits: Limits) -> Any:
    """The library's client, imported when it is first needed."""
    from openai import OpenAI

    return OpenAI(
        api_key=api_key, base_url=base_url, timeout=limits.timeout, max_retries=limits.retries
    )


class OpenAIModel:
    """A model behind a /chat/completions endpoint.

    Args:
        model: as the server calls it.
        base_url: of the API, e.g. "http://localhost:8080/v1"; `None` is OpenAI's.
        api_key: sent as the bearer token.
        limits: timeout, retries and the longest answer are used here.
    """

    def __init__(self, model: str, base_url: str | None, api_key: str, limits: Limits) -> None:
        self.name = f"openai:{model}"
        self._model, self._base_url, self._api_key = model, base_url, api_key
        self._limits = limits
        self._format = 0
        self._warm = False  # a server that takes no temperature gets none from then on

    @cached_property
    def _client(self) -> Any:
        return client(self._base_url, self._api_key, self._limits)

    def complete(self, messages: Messages, schema: Schema) -> Reply:
        """The answer to *messages*; see `LanguageModel`."""
        import openai

        while True:
            format_, warm = self._format, self._warm
            try:
                return self._reply(self._asked(messages, schema, FORMATS[format_], warm))
            except openai.APIStatusError as error:
                if not self._learned(error.status_code, str(error), format_, warm):
                    raise failure(self.name, error, None, self._limits) from error
            except openai.OpenAIError as error:
                raise failure(self.name, error, self._client.base_url, self._limits) from error

    def _asked(self, messages: Messages, schema: Schema, format_: str, warm: bool) -> Any:
        """The server's answer as it comes."""
        options: dict[str, Any] = {} if warm else {"temperature": 0}
        if self._limits.max_tokens is not None:
            options["max_tokens"] = self._limits.max_tokens
        if format_ != "text":
            options["response_format"] = _format(format_, schema)
        return self._client.chat.completions.create(
            model=self._model, messages=[dict(message) for message in messages], **options
        )

    def _reply(self, answer: Any) -> Reply:
        """What of an answer is used."""
        choices = getattr(answer, "choices", None)
        if not choices or choices[0].message is None:
            raise ModelError(f"{self.name} answered without a choice. Is this a chat endpoint?")
        message, usage = choices[0].message, answer.usage
        if getattr(message, "refusal", None):
            raise ModelError(f"{self.name} refused to answer: {message.refusal:.200}")
        details = getattr(usage, "prompt_tokens_details", None)
        return Reply(
            text=message.content or "",
            input_tokens=getattr(usage, "prompt_tokens", 0) or 0,
            output_tokens=getattr(usage, "completion_tokens", 0) or 0,
            cached_tokens=getattr(details, "cached_tokens", 0) or 0,
            cut=choices[0].finish_reason == "length",
        )

    def _learned(self, status: int, message: str, format_: int, warm: bool) -> bool:
        """Whether a refusal taught something about the server that is worth another try."""
        if status not in REFUSALS:
            return False
        if "temperature" in message and not warm:
            self._warm = True
            return True
        if format_ + 1 < len(FORMATS) and status != 404:
            self._format = max(self._format, format_ + 1)
            return True
        return False


def _format(format_: str, schema: Schema) -> Mapping[str, Any]:
    """How structured output is asked for."""
    if format_ == "json_object":
        return {"type": "json_object"}
    title = schema.get("title", "answer")
    return {
        "type": "json_schema",
        "json_schema": {"name": title, "schema": dict(schema), "strict": True},
    }


def failure(name: str, error: Exception, url: object, limits: Limits) -> ModelError:
    """What the client could not get from the server at *url*, in words, with what to do."""
    import openai

    if isinstance(error, openai.APIStatusError):
        return ModelError(_status(name, error))
    if isinstance(error, openai.APITimeoutError):
        return ModelError(
            f"{name} did not answer within {limits.timeout:g} s, tried "
            f"{limits.retries + 1} times. Raise Limits(timeout=…) or try later."
        )
    if isinstance(error, openai.APIConnectionError):
        return ModelError(
            f"{name} cannot be reached at {url}: {error}. Check base_url and that the server runs."
        )
    return ModelError(f"{name} gave no usable answer: {error}")


def _status(name: str, error: Any) -> str:
    """A refusal in words, with what to do."""
    advice = {
        401: "Check the key: api_key=… or OPENAI_API_KEY.",
        403: "Check what the key may do.",
        404: "Check the model's name and base_url.",
        429: "Lower Limits(requests_per_minute=…), or run memory.resume() later.",
    }.get(error.status_code, "Run memory.resume() when it is back.")
    return f"{name} refused with status {error.status_code}: {error.message:.300}. {advice}"
