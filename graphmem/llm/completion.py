"""What a /chat/completions endpoint answers: what is used of it is checked, the rest left alone."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field, ValidationError

from graphmem.errors import ModelError
from graphmem.llm.base import Reply

SHOWN = 80  # bytes of what was answered instead


class Message(BaseModel):
    """What the model says."""

    content: str | None = None
    refusal: Any = None


class Choice(BaseModel):
    """One answer."""

    message: Message
    finish_reason: Any = None


class Completion(BaseModel):
    """The answers to one request, and the tokens that they took."""

    choices: list[Choice] = Field(min_length=1)
    usage: Any = None


def reply(name: str, body: bytes) -> Reply:
    """The reply in the body of an answer of the model *name*.

    Raises:
        ModelError: it is something else, or a refusal.
    """
    try:
        said = Completion.model_validate_json(body)
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, fault["loc"])) or "the body"
        raise ModelError(
            f"{name} answered with no chat completion: {where}: {fault['msg']}; it begins with "
            f"{body[:SHOWN]!r}. Check base_url: is this a chat endpoint?"
        ) from error
    choice = said.choices[0]
    if choice.message.refusal:
        raise ModelError(f"{name} refused to answer: {choice.message.refusal!s:.200}")
    return Reply(
        text=choice.message.content or "",
        input_tokens=inside(said.usage, "prompt_tokens"),
        output_tokens=inside(said.usage, "completion_tokens"),
        cached_tokens=inside(said.usage, "prompt_tokens_details", "cached_tokens"),
        cut=choice.finish_reason == "length",
    )


def inside(given: Any, *names: str) -> Any:
    """What stands under some names, one in the other; `None` where nothing does."""
    for name in names:
        given = given.get(name) if isinstance(given, dict) else None
    return given
