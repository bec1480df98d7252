"""How hard a language model may be used, what it was asked and what that cost."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from math import inf, nan
from typing import Any

import pytest

from graphmem import Limits
from graphmem.config import Models
from graphmem.errors import BadInput, ModelError
from graphmem.llm.accounts import Accounts
from graphmem.llm.limiter import Limiter
from graphmem.llm.openai import OpenAIModel
from graphmem.llm.structured import Structured
from tests.endpoint import Endpoint, Fault
from tests.test_llm import ASKED, Tea, asked, endpoint, model

__all__ = ["endpoint"]


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
            {"retries": 0.5},
            {"timeout": "5"},
            {"timeout": 0},
            {"timeout": nan},
            {"timeout": inf},
            {"requests_per_minute": 0},
            {"requests_per_minute": 1.5},
            {"tokens_per_minute": True},
        ],
    )
    def test_limits_that_cannot_be_are_refused(self, options: dict[str, Any]) -> None:
        """The message names the limit and what it must be."""
        with pytest.raises(BadInput, match=f"{next(iter(options))} must be a (whole )?number"):
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

    def test_every_request_is_a_call(self, endpoint: Endpoint) -> None:
        """Those that were tried again count, and so do those that were refused for their form."""
        endpoint.refuse = ("json_schema",)
        endpoint.faults.extend([Fault(), Fault(status=503), Fault(text="no"), Fault(cut=True)])
        used = model(endpoint)

        calls = used.answer(Tea, ASKED, purpose="extract").calls

        total = used.accounts.usage().total
        assert len(calls) == total.calls == len(endpoint.requests) == 4
        assert [call.error for call in calls] == [
            "BadRequestError",
            "InternalServerError",
            "ValidationError",
            None,
        ]
        assert total.failed == 3
        assert total.input_tokens == 200

    def test_every_request_counts_for_the_minute(self, endpoint: Endpoint) -> None:
        """A try more waits for room like any call."""
        clock, waited = [0.0], [0.0]

        def sleep(seconds: float) -> None:
            waited[0] += seconds
            clock[0] += seconds

        limits = Limits(requests_per_minute=2, timeout=5)
        endpoint.faults.extend([Fault(status=503), Fault(drop=True)])
        limiter = Limiter(limits, now=lambda: clock[0], sleep=sleep)
        used = Structured(OpenAIModel("tea", endpoint.url, "key", limits), limiter, Accounts())

        used.answer(Tea, ASKED, purpose="extract")

        assert (len(endpoint.requests), waited) == (3, [60])

    def test_a_price_that_is_not_known_is_not_guessed(self) -> None:
        """A sum has a price only where each call has one."""
        accounts = Accounts({"tea": (1, 1)})
        accounts.write(purpose="answer", model="openai:tea", input_tokens=1_000_000)
        assert accounts.usage().total.price == 1
        accounts.write(purpose="answer", model="openai:coffee", input_tokens=1)

        assert accounts.usage().total.price is None
        assert accounts.usage().by_model["openai:tea"].price == 1

    @pytest.mark.parametrize(
        "price", [1, (1,), (1, -1), ("1", "2"), (1, 2, 3, 4), (1, float("inf"))]
    )
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
