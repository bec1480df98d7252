"""An answer in a given shape: asked for, checked, and once sent back where it does not fit.

A shape is a pydantic model. What does not fit it after one repair is an error: nothing in an
answer is ever guessed, and nothing of it is run.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from graphmem.errors import ModelError
from graphmem.llm.accounts import Accounts, Call
from graphmem.llm.base import LanguageModel, Messages, Reply
from graphmem.llm.limiter import Limiter
from graphmem.llm.tracing import span
from graphmem.text import CHARACTERS_PER_TOKEN

Shape = TypeVar("Shape", bound=BaseModel)
FENCED = re.compile(r"\s*```(?:json)?\s*\n(.*)\n\s*```\s*", re.DOTALL)
SHOWN_ERRORS = 10
SHOWN_ANSWER = 8000


class CutOff(ModelError):
    """The answer was cut off at the longest that the model gives."""


@dataclass(frozen=True, slots=True)
class Response(Generic[Shape]):
    """An answer in its shape, and the calls that it took."""

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
        reply, call = self._call(messages, shape, purpose, episodes)
        try:
            return Response(parsed(reply.text, shape), (call,))
        except ValueError as error:
            if reply.cut:
                raise CutOff("the answer was cut off: it is longer than allowed.") from error
            again = [*messages, *repair(reply.text, error)]
        reply, repaired = self._call(again, shape, "repair", episodes)
        try:
            return Response(parsed(reply.text, shape), (call, repaired))
        except ValueError as error:
            raise ModelError(
                f"{self.model.name} gave no valid {shape.__name__}, not after one repair either: "
                f"{faults(error)[0]}. Take a model that follows JSON, or try again later."
            ) from error

    def _call(
        self, messages: Messages, shape: type[BaseModel], purpose: str, episodes: Sequence[str]
    ) -> tuple[Reply, Call]:
        """One call, in its turn, written down."""
        size = sum(len(message["content"]) for message in messages) // CHARACTERS_PER_TOKEN
        with self.limiter.place(size) as booking, span(self.model.name, purpose) as traced:
            begun = time.perf_counter()
            entry: dict[str, Any] = {"purpose": purpose, "model": self.model.name}
            entry["episodes"] = tuple(episodes)
            try:
                reply = self.model.complete(messages, strict_schema(shape))
            except Exception as error:
                seconds = time.perf_counter() - begun
                self.accounts.write(**entry, seconds=seconds, error=type(error).__name__)
                raise
            booking.tokens = reply.input_tokens + reply.output_tokens or size
            call = self.accounts.write(
                **entry,
                input_tokens=reply.input_tokens,
                output_tokens=reply.output_tokens,
                cached_tokens=reply.cached_tokens,
                seconds=time.perf_counter() - begun,
            )
            traced.answered(reply)
        return reply, call


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
