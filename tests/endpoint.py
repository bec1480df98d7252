"""A real HTTP server with a /chat/completions endpoint: it answers by a rule, by another server
(as a proxy), or with the faults that real servers have."""

from __future__ import annotations

import json
import re
import threading
import time
import urllib.request
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from graphmem import Limits, Memory
from graphmem.store.base import Store
from tests.parts import Clock, HashEmbedder

QUICK = Limits(retries=0, timeout=5)
Rule = Callable[[dict[str, Any]], str]
STATED = re.compile(r"([A-Z]\w+) (lives in|works at|likes) ([A-Z]\w+)(?: since (\d{4}))?")


@dataclass
class Fault:
    """What goes wrong with one request: a status, a broken answer, silence, or a slow answer.

    *body* is sent as it is; *drip* is how many seconds pass between two bytes.
    """

    status: int = 200
    message: str = "made to fail"
    headers: dict[str, str] = field(default_factory=dict)
    text: str | None = None
    cut: bool = False
    drop: bool = False
    wait: float = 0.0
    body: bytes | None = None
    drip: float = 0.0


class Endpoint:
    """The server: the faults that are queued come first, then the rule or the other server.

    Args:
        rule: makes the answer's text from the request.
        upstream: the URL of a server that answers instead.
        refuse: names of response formats that it does not take.
    """

    def __init__(
        self, rule: Rule | None = None, upstream: str = "", refuse: tuple[str, ...] = ()
    ) -> None:
        self.rule, self.upstream, self.refuse = rule or read, upstream, refuse
        self.faults: deque[Fault] = deque()
        self.requests: list[dict[str, Any]] = []
        self.headers: list[Message] = []
        self.running = self.most = 0
        self.lock = threading.Lock()
        self.url = ""

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        """Answer one request."""
        length = int(handler.headers.get("Content-Length", 0))
        asked = json.loads(handler.rfile.read(length))
        with self.lock:
            self.requests.append(asked)
            self.headers.append(handler.headers)
            fault = self.faults.popleft() if self.faults else Fault()
            self.running += 1
            self.most = max(self.most, self.running)
        try:
            time.sleep(fault.wait)
            if fault.drop:
                handler.connection.close()
                return
            status, body = self._body(asked, fault)
        finally:
            with self.lock:
                self.running -= 1
        handler.send_response(status)
        for name, value in {"Content-Type": "application/json", **fault.headers}.items():
            handler.send_header(name, value)
        handler.end_headers()
        sent = json.dumps(body).encode() if fault.body is None else fault.body
        with suppress(ConnectionError):  # whoever asked may have had enough
            for piece in (sent[n : n + 1] for n in range(len(sent))) if fault.drip else (sent,):
                handler.wfile.write(piece)
                time.sleep(fault.drip)

    def _body(self, asked: dict[str, Any], fault: Fault) -> tuple[int, dict[str, Any]]:
        """The status and the body of an answer."""
        kind = asked.get("response_format", {}).get("type", "text")
        if kind in self.refuse:
            return 400, {"error": {"message": f"response_format {kind!r} is not supported"}}
        if fault.status != 200:
            return fault.status, {"error": {"message": fault.message}}
        if self.upstream and fault.text is None:
            return forwarded(self.upstream, asked)
        text = self.rule(asked) if fault.text is None else fault.text
        choice = {
            "index": 0,
            "message": {"role": "assistant", "content": text},
            "finish_reason": "length" if fault.cut else "stop",
        }
        spent = {
            "prompt_tokens": 100,
            "completion_tokens": 10,
            "total_tokens": 110,
            "prompt_tokens_details": {"cached_tokens": 40},
        }
        model = asked["model"]
        told = {"id": "x", "object": "chat.completion", "created": 0, "model": model}
        return 200, {**told, "choices": [choice], "usage": spent}


def forwarded(upstream: str, asked: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    """What another server answers."""
    request = urllib.request.Request(
        f"{upstream}/chat/completions",
        json.dumps(asked).encode(),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=300) as reply:
        return reply.status, json.load(reply)


@contextmanager
def serving(endpoint: Endpoint) -> Iterator[Endpoint]:
    """The endpoint on a port of its own, on this machine only."""

    class Handler(BaseHTTPRequestHandler):
        """Hands every request to the endpoint."""

        def do_POST(self) -> None:
            """Answer one request."""
            endpoint.answer(self)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    endpoint.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    try:
        yield endpoint
    finally:
        server.shutdown()
        server.server_close()


def brief(asked: dict[str, Any]) -> dict[str, Any]:
    """The JSON object that a request's first user message holds."""
    content = next(one["content"] for one in asked["messages"] if one["role"] == "user")
    found: dict[str, Any] = json.loads(content)
    return found


def read(asked: dict[str, Any]) -> str:
    """What plain sentences of the turns state: "Alice lives in Paris since 2019"."""
    claims: list[dict[str, Any]] = []
    entities: dict[str, str] = {}
    for turn in brief(asked)["turns"]:
        for subject, predicate, object_, since in STATED.findall(turn["text"]):
            entities |= {subject: "person", object_: "place"}
            claims.append(
                {
                    "subject": subject,
                    "predicate": predicate,
                    "object": object_,
                    "kind": "state",
                    "text": f"{subject} {predicate} {object_}.",
                    "time_words": f"since {since}" if since else None,
                    "valid_from": since or None,
                    "valid_to": None,
                    "exclusive": predicate == "lives in",
                    "negated": False,
                    "evidence": [turn["n"]],
                }
            )
    named = [{"name": name, "type": kind, "aliases": []} for name, kind in entities.items()]
    return json.dumps({"entities": named, "claims": claims})


def opened(
    endpoint: Endpoint, limits: Limits = QUICK, store: Store | str = ":memory:", **options: Any
) -> Memory:
    """A memory that reads with the server."""
    parts: dict[str, Any] = {"embedder": HashEmbedder(), "clock": Clock(), "limits": limits}
    parts |= {"extractor": "openai:test-model", "base_url": endpoint.url}
    return Memory(store, **{**parts, **options})


def turns(count: int, session: str | None = "s") -> list[dict[str, Any]]:
    """Turns of one conversation, a day each, that tell of moves and jobs."""
    towns = ("Paris", "Rome", "Oslo", "Bern")
    return [
        {
            "id": f"{session}-{n}",
            "text": f"Ann lives in {towns[n % 4]}. Bob{n} works at Firm{n % 3}.",
            "session": session,
            "occurred_at": f"2023-01-{n % 28 + 1:02}T{n // 28:02}:00Z",
            "speaker": "Ann",
        }
        for n in range(count)
    ]
