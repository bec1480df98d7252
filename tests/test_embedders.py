"""Embedders by name: OpenAI-compatible endpoints, and the sentence-transformers library."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from graphmem import Memory, OpenAIEmbedder, Prompts, SentenceTransformersEmbedder
from graphmem.errors import MissingPart
from graphmem.llm.base import Limits
from tests.parts import HashEmbedder
from tests.refusals import says
from tests.shell import TOLD, Shell, lines

Answer = Callable[[list[str]], tuple[int, Any]]
QUICK = Limits(timeout=0.5, retries=0)


def vectors(texts: list[str]) -> tuple[int, Any]:
    """What a good server answers: hashed words, not of length 1, in any order."""
    found = 3 * HashEmbedder().encode(texts).vectors
    data = [
        {"object": "embedding", "index": n, "embedding": v.tolist()} for n, v in enumerate(found)
    ]
    usage = {"prompt_tokens": 1, "total_tokens": 1}
    return 200, {"object": "list", "model": "m", "data": data[::-1], "usage": usage}


class Endpoint(ThreadingHTTPServer):
    """A server on the loopback that keeps what it was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answer: Answer = vectors
        self.asked: list[dict[str, Any]] = []
        self.url = f"http://127.0.0.1:{self.server_port}/v1"


class Handler(BaseHTTPRequestHandler):
    """One request."""

    server: Endpoint

    def do_POST(self) -> None:
        """Answer as the endpoint is told to."""
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append({**body, "path": self.path, "key": self.headers["Authorization"]})
        status, answer = self.server.answer(body["input"])
        sent = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(sent)))
        self.end_headers()
        self.wfile.write(sent)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    """A running endpoint."""
    with Endpoint() as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()


def behind(endpoint: Endpoint, **options: Any) -> OpenAIEmbedder:
    """The model "m" of an endpoint."""
    return OpenAIEmbedder("m", base_url=endpoint.url, api_key="k", limits=QUICK, **options)


class TestAnEndpoint:
    """Any server with /embeddings."""

    def test_a_memory_finds_by_its_vectors(
        self, endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        """Named "openai:MODEL" it is asked at OPENAI_BASE_URL with OPENAI_API_KEY."""
        monkeypatch.setenv("OPENAI_BASE_URL", endpoint.url)
        monkeypatch.setenv("OPENAI_API_KEY", "secret")
        with Memory(tmp_path / "team.db", embedder="openai:m", extractor=None) as memory:
            memory.add_many([{"text": "Alice likes tea."}, {"text": "It rains in Oslo."}])
            found = memory.search("Who likes tea?")

        assert found[0].passage.text == "Alice likes tea."
        assert found[0].why["vectors"] > 0.5
        assert {(one["path"], one["model"], one["key"]) for one in endpoint.asked} == {
            ("/v1/embeddings", "m", "Bearer secret")
        }
        with says("EmbedderMismatch: ", "32-", "'openai:m'", "'hashed-words'"):
            Memory(tmp_path / "team.db", embedder=HashEmbedder(), extractor=None)

    def test_the_command_line_changes_a_memory_to_it(
        self, endpoint: Endpoint, tmp_path: Path
    ) -> None:
        """After `graphmem reembed` the commands want the new embedder, by GRAPHMEM_EMBEDDER."""
        shell = Shell(tmp_path)
        shell.env |= {"OPENAI_BASE_URL": endpoint.url, "NO_PROXY": "*"}
        assert "there is no store" in shell.run("reembed", "openai:m").stderr
        shell.out("add", "-", "--jsonl", "--extractor", "none", stdin=lines(*TOLD))

        assert shell.json("reembed", "openai:m") == {"passages": 2}

        refused = shell.run("search", "Where does Alice live?")
        assert (refused.returncode, refused.stdout) == (1, "")
        assert "32-dimensional vectors by 'openai:m'" in refused.stderr
        shell.env["GRAPHMEM_EMBEDDER"] = "openai:m"
        assert "I moved to Berlin." in shell.out("search", "Where does Alice live?")
        assert shell.json("verify")["faults"] == []
        assert shell.json("reembed") == {"passages": 0}

    def test_vectors_come_in_order_and_of_length_1(self, endpoint: Endpoint) -> None:
        """What the server made is put in order and scaled; there are no token vectors."""
        texts = [f"number {n}" for n in range(150)]

        found = behind(endpoint).encode(texts)

        assert np.allclose(found.vectors, HashEmbedder().encode(texts).vectors, atol=1e-6)
        assert found.tokens == []
        assert [len(one["input"]) for one in endpoint.asked] == [64, 64, 22, 1]

    def test_the_dimension_is_given_or_asked_for_once(self, endpoint: Endpoint) -> None:
        """One call tells it; none is made where the caller says it, and a lie is found out."""
        embedder = behind(endpoint)
        assert (embedder.dimension, embedder.dimension, len(endpoint.asked)) == (32, 32, 1)
        assert behind(endpoint, dimension=32).dimension == 32
        assert len(endpoint.asked) == 1

        with says("ModelError: openai:m made vectors of length 32; 8 was expected"):
            behind(endpoint, dimension=8).encode(["tea"])

    def test_a_question_is_sent_as_the_model_wants_it(self, endpoint: Endpoint) -> None:
        """E5 models get their prompts by their name, others those that are given."""
        mine = Prompts(text="T ", question="Q ")
        e5 = OpenAIEmbedder("multilingual-e5-small", base_url=endpoint.url, dimension=32)
        for embedder in (e5, behind(endpoint, prompts=mine), behind(endpoint)):
            with Memory(embedder=embedder, extractor=None) as memory:
                memory.add("Tea is hot.")
                memory.search("What is hot?")

        sent = [one["input"][0] for one in endpoint.asked if one["input"] != ["length"]]
        assert sent[:2] == ["passage: Tea is hot.", "query: What is hot?"]
        assert {"T Tea is hot.", "Q What is hot?", "Tea is hot.", "What is hot?"} <= {*sent}
        names = {e5.name, behind(endpoint, prompts=mine).name, behind(endpoint).name}
        assert names == {"openai:multilingual-e5-small", "openai:m ('T ', 'Q ')", "openai:m"}

    def test_what_no_server_takes_is_not_sent(self, endpoint: Endpoint) -> None:
        """Nothing is asked for no text, an empty one is a full stop, an endless one is cut."""
        embedder = behind(endpoint, dimension=32)

        assert embedder.encode([]).vectors.shape == (0, 32)
        assert endpoint.asked == []
        embedder.encode(["  ", "x" * 100_000])

        assert [len(text) for text in endpoint.asked[0]["input"]] == [1, 8_000]

    @pytest.mark.parametrize(
        ("status", "answer", "message"),
        [
            (401, {"error": {"message": "who?"}}, "refused with status 401: "),
            (404, {"error": {"message": "no m"}}, "Check the model's name and base_url."),
            (500, {"error": {"message": "oh"}}, "refused with status 500: "),
            (200, {"data": [], "model": "m", "object": "list"}, "did not answer 1 texts"),
            (200, "no", "did not answer 1 texts"),
            (200, {"choices": []}, "did not answer 1 texts"),
            (200, {"data": [{"index": 0, "embedding": "AA"}]}, "did not answer 1 texts"),
            (200, {"data": [{"embedding": None}]}, "did not answer 1 texts"),
        ],
    )
    def test_an_answer_of_no_use_is_a_named_error(
        self, endpoint: Endpoint, status: int, answer: Any, message: str
    ) -> None:
        """Whatever the server answers, it is vectors or a ModelError that says what to do."""
        endpoint.answer = lambda _: (status, answer)

        with says("ModelError: ", message):
            behind(endpoint).encode(["tea"])

    def test_too_few_vectors_are_not_spread_over_the_texts(self, endpoint: Endpoint) -> None:
        """A server that leaves a text out is no embeddings endpoint."""
        endpoint.answer = lambda texts: vectors(texts[:1])

        with says("ModelError: openai:m did not answer 2 texts"):
            behind(endpoint).encode(["tea", "rum"])

    def test_nobody_there(self) -> None:
        """A server that does not run is named with its address."""
        embedder = OpenAIEmbedder("m", base_url="http://127.0.0.1:9/v1", limits=QUICK)

        with says("ModelError: openai:m cannot be reached at http://127.0.0.1:9/v1"):
            embedder.encode(["tea"])

    def test_a_name_alone_needs_a_key_or_a_server(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Without both, opening says what to set; nothing is sent anywhere."""
        monkeypatch.delenv("OPENAI_BASE_URL", raising=False)
        monkeypatch.delenv("OPENAI_API_KEY", raising=False)

        with says("MissingPart: 'openai:m' needs a key", "set OPENAI_API_KEY"):
            Memory(embedder="openai:m", extractor=None)


@pytest.mark.skipif(
    find_spec("sentence_transformers") is not None, reason="the library is installed here"
)
def test_the_missing_library_is_named_with_its_command() -> None:
    """Without sentence-transformers the message has the command that installs it."""
    with says('Run "pip install graphmem[sentence-transformers]"', "several gigabytes"):
        Memory(embedder="sentence-transformers:all-mpnet-base-v2", extractor=None)


@pytest.mark.skipif(
    find_spec("sentence_transformers") is None, reason="the library is not installed"
)
def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    """A folder is read as it is: what it lacks is fetched from nowhere."""
    with pytest.raises(MissingPart, match="cannot load"):
        SentenceTransformersEmbedder(tmp_path).encode(["tea"])


def test_a_model_is_named_alike_wherever_its_folder_lies(tmp_path: Path) -> None:
    """A folder's last name is kept, a hub's model has its whole one."""
    (tmp_path / "tiny").mkdir()

    assert SentenceTransformersEmbedder(tmp_path / "tiny").name == "sentence-transformers:tiny"
    assert SentenceTransformersEmbedder("a/tiny").name == "sentence-transformers:a/tiny"
