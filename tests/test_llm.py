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


def kinds(endpoint: Endpoint) -> list[str]:
    """The formats in which the server was asked, in order."""
    return [one.get("response_format", {}).get("type", "text") for one in endpoint.requests]


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
        ("refuse", "expected"),
        [
            ((), ["json_schema"]),
            (("json_schema",), ["json_schema", "json_object"]),
            (("json_schema", "json_object"), ["json_schema", "json_object", "text"]),
        ],
    )
    def test_what_a_server_refuses_is_not_asked_again(
        self, endpoint: Endpoint, refuse: tuple[str, ...], expected: list[str]
    ) -> None:
        """Schema, then JSON mode, then plain text; the next call begins with what worked."""
        endpoint.refuse = refuse
        used = model(endpoint)

        for _ in range(2):
            assert used.answer(Tea, ASKED, purpose="extract").value.cups == 2

        assert kinds(endpoint) == [*expected, expected[-1]]

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

    def test_a_refusal_for_the_length_says_nothing_about_formats(self, endpoint: Endpoint) -> None:
        """A text that is too long is refused at once, and the next is asked for as before."""
        long = "This model's maximum context length is 8192 tokens."
        endpoint.faults.append(Fault(status=400, message=long))
        used = model(endpoint)

        with pytest.raises(ModelError, match="maximum context length"):
            used.answer(Tea, ASKED, purpose="extract")
        used.answer(Tea, ASKED, purpose="extract")

        assert kinds(endpoint) == ["json_schema", "json_schema"]

    def test_a_refusal_that_no_format_mends_says_nothing_about_formats(
        self, endpoint: Endpoint
    ) -> None:
        """A request that is refused in every format leaves the next call as it was."""
        endpoint.faults.extend(Fault(status=400, message="bad request") for _ in range(3))
        used = model(endpoint)

        with pytest.raises(ModelError, match="bad request"):
            used.answer(Tea, ASKED, purpose="extract")
        used.answer(Tea, ASKED, purpose="extract")

        assert kinds(endpoint) == ["json_schema", "json_object", "text", "json_schema"]

    def test_a_format_that_works_where_another_was_refused_is_kept(
        self, endpoint: Endpoint
    ) -> None:
        """A server need not say what it did not like."""
        endpoint.faults.append(Fault(status=400, message="bad request"))
        used = model(endpoint)
        for _ in range(2):
            used.answer(Tea, ASKED, purpose="extract")

        assert kinds(endpoint) == ["json_schema", "json_object", "json_object"]

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

    def test_a_server_that_drips_is_left_after_the_timeout(self, endpoint: Endpoint) -> None:
        """The timeout is for the whole try, however often a byte comes."""
        endpoint.faults.append(Fault(drip=0.1))
        began = time.monotonic()

        with pytest.raises(ModelError, match=r"did not answer within 0\.5 s"):
            model(endpoint, retries=0, timeout=0.5).answer(Tea, ASKED, purpose="extract")
        assert time.monotonic() - began < 1

    @pytest.mark.parametrize(
        ("headers", "requests"),
        [
            ({"Retry-After": "3600"}, 1),
            ({"x-should-retry": "false"}, 1),
            ({"Retry-After": "soon"}, 2),
            ({"retry-after-ms": "20"}, 2),
        ],
    )
    def test_a_server_says_whether_to_ask_again(
        self, endpoint: Endpoint, headers: dict[str, str], requests: int
    ) -> None:
        """Nobody waits for an hour, or where the server says that it is of no use."""
        endpoint.faults.extend(Fault(status=429, headers=headers) for _ in range(2))

        with pytest.raises(ModelError, match="status 429"):
            model(endpoint, retries=1).answer(Tea, ASKED, purpose="extract")
        assert len(endpoint.requests) == requests

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
