"""What a model answers is checked, whoever wrote it: an answer that is none is a `ModelError`, and
an episode that was read by it has failed, with the reason, and no other."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from graphmem import Limits
from graphmem.config import Models
from graphmem.errors import BadInput, ModelError
from graphmem.llm.base import Reply
from tests.endpoint import Endpoint, Fault, opened, read, serving
from tests.test_llm import ASKED, GREEN, Tea, model

ONE = Limits(retries=0, concurrency=1)


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    """A server that always says the same."""
    with serving(Endpoint(rule=lambda _: GREEN)) as endpoint:
        yield endpoint


def completion(**parts: Any) -> bytes:
    """The body of an answer with some of its parts replaced."""
    choice = {"index": 0, "message": {"role": "assistant", "content": GREEN}}
    return json.dumps({"choices": [choice], **parts}).encode()


BROKEN = {
    "a page": b"<html>Bad Gateway</html>",
    "nothing": b"",
    "cut off": b'{"choices":[{"mess',
    "no UTF-8": b'{"choices":[{"message":{"content":"\xff"}}]}',
    "half a surrogate": b'{"choices":[{"message":{"content":"\\ud800"}}]}',
    "a number": b"5",
    "null": b"null",
    "no choices": b'{"a":1}',
    "choices of text": completion(choices="abc"),
    "empty choices": completion(choices=[]),
    "a choice of nothing": completion(choices=[None]),
    "a choice of text": completion(choices=["a"]),
    "a message of text": completion(choices=[{"message": "str"}]),
    "a number as content": completion(choices=[{"message": {"content": 5}}]),
    "parts as content": completion(choices=[{"message": {"content": [{"text": GREEN}]}}]),
}


class TestBodies:
    """What a server sends with status 200."""

    @pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN.keys())
    def test_a_body_that_is_no_completion_is_a_model_error(
        self, endpoint: Endpoint, body: bytes
    ) -> None:
        """The error says what was wrong and what to look at."""
        endpoint.faults.append(Fault(body=body))

        with pytest.raises(ModelError, match=r"no chat completion: .* Check base_url"):
            model(endpoint).answer(Tea, ASKED, purpose="answer")

    @pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN.keys())
    def test_it_fails_its_own_episode_and_no_other(self, endpoint: Endpoint, body: bytes) -> None:
        """The episode behind it is read, and the failed one is read by resume."""
        endpoint.rule = read
        endpoint.faults.append(Fault(body=body))
        with opened(endpoint, ONE) as memory:
            memory.add_many(
                [
                    {"id": "a", "text": "Ann lives in Rome.", "occurred_at": "2024-01-01"},
                    {"id": "b", "text": "Bob lives in Oslo.", "occurred_at": "2024-01-02"},
                ]
            )
            status = memory.status()
            assert (list(status["failed"]), status["pending"]) == (["a"], [])
            assert [claim.object for claim in memory.claims()] == ["Oslo"]

            memory.resume()

            assert memory.status() == {"pending": [], "failed": {}}

    @pytest.mark.parametrize(
        "usage",
        [
            None,
            "many",
            [],
            {"prompt_tokens": "12", "completion_tokens": None},
            {"prompt_tokens": -1, "completion_tokens": 1e999},
            {"prompt_tokens_details": {"cached_tokens": "x"}},
            {"prompt_tokens_details": "x"},
        ],
    )
    def test_tokens_that_are_no_numbers_are_not_counted(
        self, endpoint: Endpoint, usage: Any
    ) -> None:
        """The answer is used all the same, and the sums can be made."""
        endpoint.faults.append(Fault(body=completion(usage=usage)))
        models = Models(endpoint.url, "key", None, {"tea": (10, 100, 1)})

        assert models.open("openai:tea").answer(Tea, ASKED, purpose="answer").value.cups == 2
        total = models.accounts.usage().total
        assert (total.input_tokens, total.output_tokens, total.cached_tokens) == (0, 0, 0)
        assert (total.calls, total.failed, total.price) == (1, 0, 0)


class Own:
    """A language model of the user's own: answers what a function gives or raises."""

    name = "own"

    def __init__(self, answer: Callable[[], Any]) -> None:
        self.answer = answer

    def complete(self, messages: Any, schema: Any) -> Reply:
        """The same answer to everything."""
        reply: Reply = self.answer() if messages and schema else Reply("")
        return reply


def fail() -> Any:
    """A model that raises."""
    raise KeyError("choices")


class TestOwnModels:
    """A language model is any object with a name and complete()."""

    def test_an_object_of_the_caller_s_answers(self) -> None:
        """Its answers are checked and written down like a server's."""
        models = Models()
        used = models.open(Own(lambda: Reply(GREEN, 3, 4)))

        assert used.answer(Tea, ASKED, purpose="answer").value.cups == 2
        assert models.accounts.usage().by_model["own"].output_tokens == 4

    @pytest.mark.parametrize(
        ("answer", "says"),
        [
            (lambda: GREEN, "own gave a str"),
            (lambda: None, "own gave a NoneType"),
            (lambda: Reply(5), "a reply is text: got 5"),  # type: ignore[arg-type]
            (fail, "own failed: KeyError: 'choices'"),
        ],
    )
    def test_what_is_no_reply_is_a_model_error(
        self, endpoint: Endpoint, answer: Callable[[], Any], says: str
    ) -> None:
        """From `ask`, too; the call is written down as one that failed."""
        with opened(endpoint, model=Own(answer), extractor=None) as memory:
            memory.add_fact("Alice", "lives in", "Berlin")

            with pytest.raises(ModelError, match=says):
                memory.ask("Where does Alice live?")
            assert (memory.usage().total.calls, memory.usage().total.failed) == (1, 1)

    def test_a_model_without_a_name_is_refused(self) -> None:
        """Its name stands in the accounts."""
        own = Own(fail)
        own.name = ""

        with pytest.raises(BadInput, match="has no name"):
            Models().open(own)
