"""An answer in a given shape: asked for, checked, and once sent back where it does not fit.

A shape is a pydantic model. What does not fit it after one repair is an error: nothing in an
answer is ever guessed, and nothing of it is run.
"""

from __future__ import annotations

import json
import logging
import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from graphmem.errors import MissingPart, ModelError
from graphmem.llm.accounts import Accounts, Call
from graphmem.llm.base import LanguageModel, Messages, Reply, TryAgain
from graphmem.llm.limiter import Limiter
from graphmem.llm.tracing import span
from graphmem.llm.trying import backoff
from graphmem.text import CHARACTERS_PER_TOKEN

LOG = logging.getLogger(__name__)
Shape = TypeVar("Shape", bound=BaseModel)
FENCED = re.compile(r"\s*```(?:json)?\s*\n(.*)\n\s*```\s*", re.DOTALL)
SHOWN_ERRORS = 10
SHOWN_ANSWER = 8000


class CutOff(ModelError):
    """The answer was cut off at the longest that the model gives."""


class Misfit(Exception):
    """A reply that does not have the shape that was asked for."""

    def __init__(self, reply: Reply, fault: ValueError) -> None:
        super().__init__(str(fault))
        self.reply, self.fault = reply, fault


@dataclass(frozen=True, slots=True)
class Asked(Generic[Shape]):
    """What is asked, in which shape, and what the accounts say of it."""

    shape: type[Shape]
    messages: Messages
    purpose: str
    episodes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Response(Generic[Shape]):
    """An answer in its shape, and the calls that it took, those that failed included."""

    value: Shape
    calls: tuple[Call, ...]


@dataclass(frozen=True, slots=True)
class Structured:
    """A language model that answers in shapes, within limits, on account."""

    model: LanguageModel
    limiter: Limiter
    accounts: Accounts

    def answer(
        self,
        shape: type[Shape],
        messages: Messages,
        *,
        purpose: str,
        episodes: Sequence[str] = (),
    ) -> Response[Shape]:
        """The model's answer as *shape*, after at most one repair.

        Args:
            shape: what the answer must be.
            messages: in order, each with role and content.
            purpose: for the accounts.
            episodes: ids that the call is about, for the accounts.

        Raises:
            ModelError: no answer, or none of this shape.
            CutOff: the answer was longer than the model can answer.
        """
        asked = Asked(shape, messages, purpose, tuple(episodes))
        calls: list[Call] = []
        try:
            return Response(self._answer(asked, calls), tuple(calls))
        except Misfit as misfit:
            if misfit.reply.cut:
                raise CutOff("the answer was cut off: it is longer than allowed.") from misfit
            again = [*messages, *repair(misfit.reply.text, misfit.fault)]
        try:
            value = self._answer(replace(asked, messages=again, purpose="repair"), calls)
        except Misfit as misfit:
            raise ModelError(
                f"{self.model.name} gave no valid {shape.__name__}, not after one repair either: "
                f"{faults(misfit.fault)[0]}. Take a model that follows JSON, or try again later."
            ) from misfit
        return Response(value, tuple(calls))

    def _answer(self, asked: Asked[Shape], calls: list[Call]) -> Shape:
        """An answer in its shape, by as many tries as the limits allow; *calls* gets each."""
        schema = strict_schema(asked.shape)
        ask: Callable[[], Reply] = partial(self.model.complete, asked.messages, schema)
        tried = 0
        while True:
            try:
                return self._try(asked, ask, calls)
            except TryAgain as error:
                if error.how is not None:
                    ask = error.how
                    continue
                tried += 1
                if tried > self.limiter.limits.retries:
                    raise
                time.sleep(backoff(tried) if error.after is None else error.after)

    def _try(self, asked: Asked[Shape], ask: Callable[[], Reply], calls: list[Call]) -> Shape:
        """One try, in its turn, written down."""
        name = self.model.name
        size = sum(len(message["content"]) for message in asked.messages) // CHARACTERS_PER_TOKEN
        write = partial(
            self.accounts.write, purpose=asked.purpose, model=name, episodes=asked.episodes
        )
        with self.limiter.place(size) as booking, span(name, asked.purpose) as traced:
            begun = time.perf_counter()
            try:
                reply = replied(name, ask)
            except ModelError as error:
                kind = type(error.__cause__ or error).__name__
                calls.append(write(seconds=time.perf_counter() - begun, error=kind))
                raise
            seconds = time.perf_counter() - begun
            booking.tokens = reply.input_tokens + reply.output_tokens or size
            value = fitted(reply, asked.shape)
            call = write(
                input_tokens=reply.input_tokens,
                output_tokens=reply.output_tokens,
                cached_tokens=reply.cached_tokens,
                seconds=seconds,
                error=type(value.fault).__name__ if isinstance(value, Misfit) else None,
            )
            calls.append(call)
            traced.answered(reply)
        if isinstance(value, Misfit):
            raise value
        return value


def replied(name: str, ask: Callable[[], Reply]) -> Reply:
    """The reply of a model, which may be the caller's own.

    Raises:
        ModelError: none, or something else; what it raised itself is told and logged.
    """
    try:
        reply = ask()
    except (ModelError, MissingPart):
        raise
    except Exception as error:
        LOG.warning("the language model %s failed", name, exc_info=True)
        raise ModelError(f"{name} failed: {type(error).__name__}: {error!s:.300}") from error
    if not isinstance(reply, Reply):
        raise ModelError(
            f"{name} gave a {type(reply).__name__}. A model's complete() gives a Reply, e.g. "
            "graphmem.llm.base.Reply(text)."
        )
    return reply


def fitted(reply: Reply, shape: type[Shape]) -> Shape | Misfit:
    """A reply as *shape*, or why it does not fit."""
    try:
        return parsed(reply.text, shape)
    except ValueError as error:
        return Misfit(reply, error)


def parsed(text: str, shape: type[Shape]) -> Shape:
    """A JSON object, or one in a code fence, as *shape*; anything else is a ValueError."""
    fenced = FENCED.fullmatch(text)
    return shape.model_validate_json(fenced[1] if fenced else text)


def repair(answer: str, error: ValueError) -> list[dict[str, str]]:
    """The messages that send an answer back with what is wrong with it."""
    wrong = "\n".join(f"- {fault}" for fault in faults(error))
    return [
        {"role": "assistant", "content": answer[:SHOWN_ANSWER]},
        {
            "role": "user",
            "content": f"That answer does not follow the schema:\n{wrong}\n"
            "Answer again with the whole JSON object and nothing else.",
        },
    ]


def faults(error: ValueError) -> list[str]:
    """What is wrong with an answer, a line each, without what it says."""
    if not isinstance(error, ValidationError):
        return [str(error)]
    return [
        f"{'.'.join(map(str, one['loc'])) or 'the answer'}: {one['msg']}"
        for one in error.errors(include_url=False, include_input=False)[:SHOWN_ERRORS]
    ]


def strict_schema(shape: type[BaseModel]) -> Mapping[str, Any]:
    """A shape's JSON Schema as strict servers want it: every property required, no others."""
    schema: dict[str, Any] = json.loads(json.dumps(shape.model_json_schema()))
    for part in [schema, *schema.get("$defs", {}).values()]:
        if part.get("type") == "object":
            part["additionalProperties"] = False
            part["required"] = list(part["properties"])
            for value in part["properties"].values():
                value.pop("default", None)
    return schema
