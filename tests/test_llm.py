"""A language model behind an OpenAI-compatible endpoint: faults, limits, accounts, spans."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from pydantic import BaseModel

from graphmem import Limits
from graphmem.config import Models
from graphmem.errors import BadInput, ModelError
from graphmem.llm.accounts import Accounts
from graphmem.llm.base import Reply
from graphmem.llm.limiter import Limiter
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


class TestLimits:
    """How hard a model may be used."""

    def test_no_more_calls_run_at_once_than_allowed(self, endpoint: Endpoint) -> None:
        """Twenty callers of one memory share its places."""
        endpoint.faults.extend(Fault(wait=0.05) for _ in range(20))
        used = model(endpoint, concurrency=3)

        with ThreadPoolExecutor(20) as pool:
            calls = [pool.submit(used.answer, Tea, ASKED, purpose="extract") for _ in range(20)]
            assert all(call.result().value.cups == 2 for call in calls)

        assert endpoint.most == 3

    def test_a_minute_holds_so_many_requests_and_tokens(self) -> None:
        """What does not fit into the last sixty seconds waits until it does."""
        clock = [0.0]
        limits = Limits(requests_per_minute=3, tokens_per_minute=100)

        def sleep(seconds: float) -> None:
            clock[0] += seconds

        limiter = Limiter(limits, now=lambda: clock[0], sleep=sleep)
        begun = []
        for tokens in (10, 10, 10, 10, 80, 500):
            with limiter.place(tokens):
                begun.append(clock[0])
            clock[0] += 1

        assert begun == [0, 1, 2, 60, 61, 121]

    def test_a_booking_is_put_right_by_what_it_was_worth(self) -> None:
        """A call that took fewer tokens than expected leaves room for the next."""
        clock = [0.0]
        waited: list[float] = []
        limits = Limits(tokens_per_minute=100)
        limiter = Limiter(limits, now=lambda: clock[0], sleep=waited.append)
        with limiter.place(90) as booking:
            booking.tokens = 20

        with limiter.place(80):
            assert waited == []

    @pytest.mark.parametrize(
        "options",
        [
            {"concurrency": 0},
            {"retries": -1},
            {"timeout": "5"},
            {"requests_per_minute": 0},
            {"tokens_per_minute": True},
        ],
    )
    def test_limits_that_cannot_be_are_refused(self, options: dict[str, Any]) -> None:
        """The message names the limit and what it must be."""
        with pytest.raises(BadInput, match=f"{next(iter(options))} must be a number, at least"):
            Limits(**options)


class TestAccounts:
    """What was asked and what it cost."""

    def test_every_call_is_written_down(self, endpoint: Endpoint) -> None:
        """Tokens, cached ones, seconds and price, by purpose, model and episode."""
        models = Models(endpoint.url, "key", None, {"tea": (10, 100, 1)})
        used = models.open("openai:tea")
        endpoint.faults.append(Fault(text="no"))
        used.answer(Tea, ASKED, purpose="extract", episodes=("a", "b"))
        used.answer(Tea, ASKED, purpose="answer", episodes=("b",))

        usage = models.accounts.usage()

        assert {name: one.calls for name, one in usage.by_purpose.items()} == {
            "extract": 1,
            "repair": 1,
            "answer": 1,
        }
        assert (usage.total.input_tokens, usage.total.output_tokens) == (300, 30)
        assert usage.total.cached_tokens == 120
        assert usage.total.price == pytest.approx(3 * (60 * 10 + 40 * 1 + 10 * 100) / 1e6)
        assert usage.by_episode["b"].calls == 3
        assert usage.by_model["openai:tea"].seconds > 0

    def test_a_price_that_is_not_known_is_not_guessed(self) -> None:
        """A sum has a price only where each call has one."""
        accounts = Accounts({"tea": (1, 1)})
        accounts.write(purpose="answer", model="openai:tea", input_tokens=1_000_000)
        assert accounts.usage().total.price == 1
        accounts.write(purpose="answer", model="openai:coffee", input_tokens=1)

        assert accounts.usage().total.price is None
        assert accounts.usage().by_model["openai:tea"].price == 1

    @pytest.mark.parametrize("price", [1, (1,), (1, -1), ("1", "2"), (1, 2, 3, 4)])
    def test_a_price_that_cannot_be_is_refused(self, price: Any) -> None:
        """The message shows the form."""
        with pytest.raises(BadInput, match=r"\(input, output\)"):
            Accounts({"tea": price})

    def test_accounts_are_kept_across_threads(self) -> None:
        """No call is lost where several threads write."""
        accounts = Accounts()
        start = threading.Barrier(8)

        def write() -> None:
            start.wait()
            for _ in range(200):
                accounts.write(purpose="extract", model="m")

        with ThreadPoolExecutor(8) as pool:
            for done in [pool.submit(write) for _ in range(8)]:
                done.result()
        assert accounts.usage().total.calls == 1600


class TestSpans:
    """OpenTelemetry, where its API is installed."""

    def test_a_call_is_a_span(self, endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
        """It has the attributes of the conventions for generative AI, and no text."""
        trace = pytest.importorskip("opentelemetry.sdk.trace")
        from opentelemetry.sdk.trace.export import SimpleSpanProcessor
        from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

        from graphmem.llm import tracing

        exporter, provider = InMemorySpanExporter(), trace.TracerProvider()
        provider.add_span_processor(SimpleSpanProcessor(exporter))
        monkeypatch.setattr(tracing, "_tracer", lambda: provider.get_tracer("graphmem"))

        asked(endpoint)
        endpoint.faults.append(Fault(status=401))
        with pytest.raises(ModelError):
            asked(endpoint)

        good, bad = exporter.get_finished_spans()
        assert good.name == "chat tea"
        held = dict(good.attributes or {})
        assert held["gen_ai.operation.name"] == "chat"
        assert held["gen_ai.request.model"] == "tea"
        assert held["gen_ai.usage.input_tokens"] == 100
        assert held["graphmem.purpose"] == "extract"
        assert not bad.status.is_ok
        assert "Which tea" not in str(held)


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
