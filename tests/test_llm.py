"""A language model behind an OpenAI-compatible endpoint: faults, limits, accounts, spans."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel

from graphmem import Limits
from graphmem.config import Models
from graphmem.errors import ModelError
from graphmem.llm.base import Reply
from graphmem.llm.structured import Structured
from tests.endpoint import Endpoint, Fault, serving


class Tea(BaseModel):
    """A shape."""

    kind: str
    cups: int = 1


ASKED = [{"role": "user", "content": "Which tea?"}]
GREEN = '{"kind": "green", "cups": 2}'


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    """A server that always says the same."""
    with serving(Endpoint(rule=lambda _: GREEN)) as endpoint:
        yield endpoint


def model(endpoint: Endpoint, **options: Any) -> Structured:
    """A model of that server."""
    limits = Limits(**{"retries": 2, "timeout": 5, **options})
    return Models(endpoint.url, "key", limits, {"tea": (10, 100)}).open("openai:tea")


def asked(endpoint: Endpoint, **options: Any) -> Tea:
    """What the model answers."""
    return model(endpoint, **options).answer(Tea, ASKED, purpose="extract").value


class TestFormats:
    """How structured output is asked for."""

    def test_the_schema_is_strict(self, endpoint: Endpoint) -> None:
        """Every property is required and no others are allowed, as strict servers want it."""
        assert asked(endpoint) == Tea(kind="green", cups=2)

        wanted = endpoint.requests[0]["response_format"]["json_schema"]
        assert wanted["strict"]
        assert wanted["schema"]["required"] == ["kind", "cups"]
        assert wanted["schema"]["additionalProperties"] is False
        assert "default" not in wanted["schema"]["properties"]["cups"]

    @pytest.mark.parametrize(
        ("refuse", "kinds"),
        [
            ((), ["json_schema"]),
            (("json_schema",), ["json_schema", "json_object"]),
            (("json_schema", "json_object"), ["json_schema", "json_object", "text"]),
        ],
    )
    def test_what_a_server_refuses_is_not_asked_again(
        self, endpoint: Endpoint, refuse: tuple[str, ...], kinds: list[str]
    ) -> None:
        """Schema, then JSON mode, then plain text; the next call begins with what worked."""
        endpoint.refuse = refuse
        used = model(endpoint)

        for _ in range(2):
            assert used.answer(Tea, ASKED, purpose="extract").value.cups == 2

        said = [one.get("response_format", {}).get("type", "text") for one in endpoint.requests]
        assert said == [*kinds, kinds[-1]]

    @pytest.mark.parametrize("text", [f"```json\n{GREEN}\n```", f" ```\n{GREEN}\n``` \n", GREEN])
    def test_a_fence_around_the_answer_is_no_fault(self, endpoint: Endpoint, text: str) -> None:
        """Models that write Markdown are understood; text around the object is not."""
        endpoint.faults.append(Fault(text=text))

        assert asked(endpoint).kind == "green"
        assert len(endpoint.requests) == 1

    def test_words_around_the_answer_are_repaired(self, endpoint: Endpoint) -> None:
        """Plain text is parsed strictly."""
        endpoint.faults.append(Fault(text=f"Sure! {GREEN}"))

        assert asked(endpoint).kind == "green"
        assert len(endpoint.requests) == 2

    def test_a_server_without_temperature_is_asked_without(self, endpoint: Endpoint) -> None:
        """Models that take no temperature are asked again without one, and from then on."""
        fault = Fault(status=400, message="'temperature' does not support 0 with this model")
        endpoint.faults.append(fault)
        used = model(endpoint)
        for _ in range(2):
            used.answer(Tea, ASKED, purpose="extract")

        assert ["temperature" in one for one in endpoint.requests] == [True, False, False]


class TestFaults:
    """What goes wrong on the way."""

    def test_a_busy_server_is_asked_again_when_it_says(self, endpoint: Endpoint) -> None:
        """429 with Retry-After is waited for and costs no answer."""
        endpoint.faults.append(Fault(status=429, headers={"Retry-After": "1"}))
        began = time.monotonic()

        assert asked(endpoint).kind == "green"
        assert time.monotonic() - began >= 1
        assert len(endpoint.requests) == 2

    @pytest.mark.parametrize("fault", [Fault(status=503), Fault(drop=True), Fault(wait=1.5)])
    def test_a_fault_that_passes_costs_a_retry(self, endpoint: Endpoint, fault: Fault) -> None:
        """Server errors, dropped connections and silence are tried again."""
        endpoint.faults.append(fault)

        assert asked(endpoint, timeout=1).kind == "green"
        assert len(endpoint.requests) == 2

    @pytest.mark.parametrize(
        ("fault", "says"),
        [
            (Fault(status=401), "Check the key"),
            (Fault(status=404), "Check the model's name and base_url"),
            (Fault(status=429), "resume"),
            (Fault(status=500), "status 500"),
            (Fault(drop=True), "cannot be reached"),
            (Fault(wait=1.5), "did not answer within 0.5 s, tried 1 times"),
        ],
    )
    def test_a_fault_that_stays_is_named(self, endpoint: Endpoint, fault: Fault, says: str) -> None:
        """The error says what happened and what to do, and holds no key."""
        endpoint.faults.append(fault)

        with pytest.raises(ModelError, match=says) as raised:
            model(endpoint, retries=0, timeout=0.5).answer(Tea, ASKED, purpose="extract")
        assert "Bearer" not in str(raised.value)

    def test_nobody_there_is_named(self) -> None:
        """A server that does not run is an error with its address."""
        used = Models("http://127.0.0.1:9/v1", None, Limits(retries=0)).open("openai:tea")

        with pytest.raises(ModelError, match=r"cannot be reached at http://127\.0\.0\.1:9/v1"):
            used.answer(Tea, ASKED, purpose="extract")

    def test_a_refusal_is_no_answer(self, endpoint: Endpoint) -> None:
        """A model that refuses gives an error with its words."""
        body = {"choices": [{"index": 0, "finish_reason": "stop", "message": {}}]}
        body["choices"][0]["message"] = {"role": "assistant", "refusal": "I would rather not."}
        endpoint._body = lambda *_: (200, body)  # type: ignore[method-assign]

        with pytest.raises(ModelError, match="I would rather not"):
            model(endpoint).answer(Tea, ASKED, purpose="extract")


class TestOwnModels:
    """A language model is any object with a name and complete()."""

    def test_an_object_of_the_caller_s_answers(self) -> None:
        """Its answers are checked and written down like a server's."""

        class Parrot:
            """Says one thing."""

            name = "parrot"

            def complete(self, messages: Any, schema: Any) -> Reply:
                """The same answer to every message that has a schema."""
                return Reply(GREEN if messages and schema else "", 3, 4)

        models = Models()

        assert models.open(Parrot()).answer(Tea, ASKED, purpose="answer").value.cups == 2
        assert models.accounts.usage().by_model["parrot"].output_tokens == 4
