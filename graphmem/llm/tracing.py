"""Spans for OpenTelemetry, where its API is installed; nothing is sent by graphmem itself.

Attributes follow the semantic conventions for generative AI clients. Neither the messages nor
the answers are in a span.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from graphmem.llm.base import Reply


class Span:
    """A call's span, or nothing."""

    def __init__(self, span: Any = None) -> None:
        self._span = span

    def answered(self, reply: Reply) -> None:
        """Write down what the answer cost."""
        if self._span is not None:
            self._span.set_attribute("gen_ai.usage.input_tokens", reply.input_tokens)
            self._span.set_attribute("gen_ai.usage.output_tokens", reply.output_tokens)


@contextmanager
def span(model: str, purpose: str) -> Iterator[Span]:
    """A span around one call of a model named "provider:model"."""
    tracer = _tracer()
    if tracer is None:
        yield Span()
        return
    provider, _, short = model.rpartition(":")
    attributes = {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": provider or "custom",
        "gen_ai.request.model": short,
        "graphmem.purpose": purpose,
    }
    with tracer.start_as_current_span(f"chat {short}", attributes=attributes) as current:
        yield Span(current)


@lru_cache(maxsize=1)
def _tracer() -> Any:
    """The tracer, if there is an API to ask for one."""
    try:
        from opentelemetry import trace
    except ImportError:
        return None
    return trace.get_tracer("graphmem")
