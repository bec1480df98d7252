"""Any OpenAI-compatible endpoint: OpenAI's own, or a server on the user's machine.

The `openai` client sends; this file tells it what is wanted and learns what the server can do.
A call is one request: `Structured` tries again, so that each try is counted and limited.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property, partial
from time import monotonic
from typing import Any, NamedTuple

from graphmem.errors import ModelError
from graphmem.llm.base import Limits, Messages, Reply, Schema, TryAgain
from graphmem.llm.completion import reply
from graphmem.llm.trying import asked_to_wait, within

# Structured output, best first; a server that refuses one and takes the next is asked for that
# from then on.
FORMATS = ("json_schema", "json_object", "text")
REFUSALS = (400, 415, 422, 501)
# Refusals for the length of the text say nothing about its form.
TOO_LONG = re.compile(
    r"context[ _](length|size|window)|(prompt|input|request|messages?) (is|are) too (long|large)",
    re.IGNORECASE,
)
PASSING = (408, 409, 429)
LONGEST_WAIT = 120.0  # seconds: who asks for more is not waited for


class Form(NamedTuple):
    """How a request is put: the place of its format, and whether it leaves out the temperature."""

    format: int = 0
    warm: bool = False


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
        limits: timeout and the longest answer are used here.
    """

    def __init__(self, model: str, base_url: str | None, api_key: str, limits: Limits) -> None:
        self.name = f"openai:{model}"
        self._model, self._base_url, self._api_key = model, base_url, api_key
        self._limits = limits
        self._form = Form()

    @cached_property
    def _client(self) -> Any:
        """The library's client, without retries of its own: each try is counted and limited."""
        return client(self._base_url, self._api_key, replace(self._limits, retries=0))

    def complete(self, messages: Messages, schema: Schema) -> Reply:
        """The answer to *messages*, by one request; see `LanguageModel`."""
        return self._try(messages, schema, self._form)

    def _try(self, messages: Messages, schema: Schema, form: Form) -> Reply:
        """The answer to one request of a form; a form that works is kept."""
        import openai

        seconds = self._limits.timeout
        work = partial(self._body, self._options(messages, schema, form), monotonic() + seconds)
        try:
            body = within(seconds, work)
        except openai.APIStatusError as error:
            if other := lower(error, form):
                how = partial(self._try, messages, schema, other)
                raise TryAgain(_status(self.name, error), how=how) from error
            raise self._refusal(error) from error
        except (openai.APIConnectionError, ConnectionError, TimeoutError) as error:
            told = failure(self.name, error, self._client.base_url, self._limits)
            raise TryAgain(str(told)) from error
        except openai.OpenAIError as error:
            raise failure(self.name, error, self._client.base_url, self._limits) from error
        known = self._form
        self._form = Form(max(form.format, known.format), form.warm or known.warm)
        return reply(self.name, body)

    def _options(self, messages: Messages, schema: Schema, form: Form) -> dict[str, Any]:
        """What is sent."""
        options: dict[str, Any] = {} if form.warm else {"temperature": 0}
        if self._limits.max_tokens is not None:
            options["max_tokens"] = self._limits.max_tokens
        if FORMATS[form.format] != "text":
            options["response_format"] = _format(FORMATS[form.format], schema)
        return {
            "model": self._model,
            "messages": [dict(message) for message in messages],
            **options,
        }

    def _body(self, options: Mapping[str, Any], end: float) -> bytes:
        """The body of the server's answer, read until then and no longer."""
        body = bytearray()
        asked = self._client.chat.completions.with_streaming_response.create(**options)
        with asked as answer:
            try:
                for piece in answer.iter_bytes():
                    body += piece
                    if monotonic() > end:
                        raise TimeoutError
            except TimeoutError:
                raise
            except Exception as error:  # the HTTP library's own, which has more than one name
                raise ConnectionError(f"the answer broke off: {error}") from error
        return bytes(body)

    def _refusal(self, error: Any) -> ModelError:
        """A refusal that is final, or one that may pass, as the server's status and headers say."""
        message, after = _status(self.name, error), asked_to_wait(error.response.headers)
        word = error.response.headers.get("x-should-retry")
        passes = error.status_code in PASSING or error.status_code >= 500 or word == "true"
        if not passes or word == "false" or (after or 0) > LONGEST_WAIT:
            return ModelError(message)
        return TryAgain(message, after=after)


def lower(error: Any, form: Form) -> Form | None:
    """Another form of a request that was refused, if the refusal may be for its form."""
    if error.status_code not in REFUSALS:
        return None
    if "temperature" in str(error) and not form.warm:
        return form._replace(warm=True)
    if form.format + 1 == len(FORMATS) or TOO_LONG.search(str(error)):
        return None
    return form._replace(format=form.format + 1)


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
    if isinstance(error, openai.APITimeoutError | TimeoutError):
        return ModelError(
            f"{name} did not answer within {limits.timeout:g} s, tried "
            f"{limits.retries + 1} times. Raise Limits(timeout=…) or try later."
        )
    if isinstance(error, openai.APIConnectionError | ConnectionError):
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
