"""A real language model server (llama.cpp), asked through a proxy that can fail.

The model is far too small to say anything true: what is tested is how it is asked.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from pydantic import BaseModel, Field

from graphmem import Limits, Memory
from graphmem.config import Models
from graphmem.errors import ModelError
from graphmem.llm.structured import Structured
from tests.endpoint import Endpoint, Fault, serving
from tests.model_server import Missing
from tests.model_server import serving as llama
from tests.parts import HashEmbedder

PATIENT = Limits(timeout=600, retries=1)
ASKED = [{"role": "user", "content": "Name a tea and say how many cups there are."}]


class Tea(BaseModel):
    """A shape that only a bound model keeps to."""

    kind: str = Field(max_length=20)
    cups: int


@pytest.fixture(scope="module")
def upstream() -> Iterator[str]:
    """The server."""
    try:
        with llama() as url:
            yield url
    except Missing as error:
        if os.environ.get("GRAPHMEM_REQUIRE_MODEL") == "1":
            pytest.fail(f"the tests need a model server: {error}")
        pytest.skip(f"no model server: {error}")


@pytest.fixture
def proxy(upstream: str) -> Iterator[Endpoint]:
    """A server before it."""
    with serving(Endpoint(upstream=upstream)) as endpoint:
        yield endpoint


def model(proxy: Endpoint, limits: Limits = PATIENT) -> Structured:
    """The model behind the proxy."""
    return Models(proxy.url, None, limits).open("openai:smollm2")


def test_a_bound_model_answers_in_its_shape(proxy: Endpoint) -> None:
    """The server keeps the model to the schema, and says what the answer cost."""
    said = model(proxy).answer(Tea, ASKED, purpose="extract")

    assert isinstance(said.value, Tea)
    assert [one["response_format"]["type"] for one in proxy.requests] == ["json_schema"]
    (call,) = said.calls
    assert call.input_tokens > 0
    assert call.output_tokens > 0
    assert call.seconds > 0


def test_a_busy_server_and_a_broken_answer_are_got_over(proxy: Endpoint) -> None:
    """A 429 is tried again, an answer of no shape is sent back: the third answer holds."""
    busy = Fault(status=429, headers={"Retry-After": "0"})
    proxy.faults.extend([busy, Fault(text='{"kind": "green", ')])

    said = model(proxy).answer(Tea, ASKED, purpose="extract")

    assert [call.purpose for call in said.calls] == ["extract", "extract", "repair"]
    assert len(proxy.requests) == 3


def test_a_slow_server_is_not_waited_for(proxy: Endpoint) -> None:
    """A call ends when its time is over."""
    with pytest.raises(ModelError, match=r"did not answer within 0\.05 s"):
        model(proxy, Limits(timeout=0.05, retries=0)).answer(Tea, ASKED, purpose="extract")


def test_a_reading_ends_as_done_or_failed_and_nothing_is_lost(proxy: Endpoint) -> None:
    """Whatever the model says, the telling is kept and found, and what it cost is known."""
    parts = {"base_url": proxy.url, "limits": PATIENT, "embedder": HashEmbedder()}
    with Memory(extractor="openai:smollm2", **parts) as memory:  # type: ignore[arg-type]
        added = memory.add("I moved to Berlin in March 2022.", speaker="Ann", id="one")

        assert added.episode.status in ("done", "failed")
        assert added.episode.reason or added.episode.status == "done"
        assert all(claim.by.startswith("openai:smollm2/claims-") for claim in added.claims)
        assert memory.search("Who moved to Berlin?")[0].passage.text.startswith("I moved")
        assert memory.usage().by_purpose["extract"].input_tokens > 500
        assert memory.usage().by_episode["one"].calls == len(proxy.requests)
        assert memory.verify().faults == ()
