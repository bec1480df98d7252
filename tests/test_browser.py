"""What people see in Neo4j Browser: the style, the saved queries, the guide."""

from __future__ import annotations

import os
import threading
import urllib.request
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import neo4j
import pytest

from graphmem import Claim, Memory
from graphmem.browser import GUIDE, STYLE, Serving, guide, saved, walked, write
from tests.browser_page import BrowserPage, NoChromium, browser_page
from tests.conftest import fresh, on_neo4j
from tests.neo4j_server.server import Address
from tests.parts import Clock, HashEmbedder
from tests.refusals import says
from tests.shell import TOLD, Shell, lines

FACT, WAS = "#1F5388", "#D98C80"
QUESTION = "Where does the sister of Alice live?"


def tell(memory: Memory, clock: Clock) -> None:
    """Three days of news about two sisters."""

    def home(name: str, city: str, since: str | None = None) -> Claim:
        return Claim(name, "lives in", city, valid_from=since, exclusive=True)

    first = [home("Alice", "Paris", "2019"), Claim("Alice", "works at", "Acme", valid_from="2019")]
    memory.add("I have lived in Paris and worked at Acme since 2019.", id="day 1", claims=first)
    memory.add("Acme is based in Lyon.", id="day 1b", claims=[Claim("Acme", "based in", "Lyon")])
    clock.tick(days=1)
    sister = [Claim("Alice", "has sister", "Emma"), home("Emma", "Oslo", "2018")]
    told = "I live in Berlin since June 2023. My sister Emma lives in Oslo."
    memory.add(told, id="day 2", claims=[home("Alice", "Berlin", "2023-06"), *sister])
    clock.tick(days=1)
    moved = [home("Emma", "Bergen", "2024-01-03"), Claim("Emma", "plays with", "Bob")]
    memory.add(
        "Emma moved to Bergen today. She plays the cello with Bob.", id="day 3", claims=moved
    )


@pytest.fixture(scope="module")
def namespace() -> str:
    """A namespace that nobody has used."""
    return fresh()


@pytest.fixture(scope="module")
def given(neo4j_server: Address, namespace: str) -> dict[str, Any]:
    """The story, told; the parameters of the saved queries for it."""
    clock = Clock()
    store = on_neo4j(neo4j_server, namespace)
    with Memory(store, embedder=HashEmbedder(), extractor=None, clock=clock) as memory:
        tell(memory, clock)
        return {"namespace": namespace, "walked": walked(memory.search(QUESTION))}


@pytest.fixture(scope="module")
def serving(given: dict[str, Any]) -> Iterator[Serving]:
    """The files, served."""
    with Serving(0, given) as serving:
        threading.Thread(target=serving.serve_forever, daemon=True).start()
        yield serving
        serving.shutdown()


@pytest.fixture(scope="module")
def page(neo4j_server: Address) -> Iterator[BrowserPage]:
    """The Browser's page in Chromium."""
    if not neo4j_server.browser:
        pytest.skip("the server that was given has no Browser that is known")
    try:
        with browser_page(neo4j_server) as page:
            yield page
    except NoChromium as error:
        if os.environ.get("GRAPHMEM_REQUIRE_CHROMIUM") == "1":
            pytest.fail(f"the tests need Chromium: {error}")
        pytest.skip(f"no Chromium: {error}")


class TestFiles:
    """What is written and served."""

    def test_every_saved_query_is_a_slide(self) -> None:
        """The guide has each query, as it stands in its file, with its parameters."""
        text = unescape(guide({"namespace": "alice", "walked": [{"id": "p", "mass": 0.5}]}))

        for query in saved():
            assert query.text in text
            assert query.heading[0] in text
        assert ':params {namespace: "alice", valid: "2020-01-01", system: null, name:' in text
        assert 'walked: [{"id": "p", "mass": 0.5}]}' in text

    def test_what_is_given_is_only_text(self) -> None:
        """Values that look like markup or Cypher stay values."""
        text = guide({"namespace": '"}) <script>alert(1)</script>'})

        assert "<script>" not in text
        assert r':params {namespace: "\"}) <script>' in unescape(text)

    def test_files_are_written_to_a_folder(self, tmp_path: Path) -> None:
        """The style, the guide and each query can be opened and imported from files."""
        paths = write(tmp_path / "new", {})

        assert {path.suffix for path in paths} == {".grass", ".html", ".cypher"}
        assert len(paths) == len(saved()) + 2
        assert all(path.read_text() for path in paths)
        with says("BadInput: cannot write to ", "Give a folder"):
            write(paths[0], {})

    def test_a_question_fills_in_what_the_walk_saw(self, tmp_path: Path) -> None:
        """The command asks the memory; its guide then names the passages that were reached."""
        shell = Shell(tmp_path)
        shell.out("add", "-", "--jsonl", stdin=lines(*TOLD))

        said = shell.out("browser", "--to", "out", "--question", "Where does Alice live?")

        assert said.split()[-1].endswith(GUIDE)
        assert 'walked: [{"id": "' in unescape((tmp_path / "out" / GUIDE).read_text())

    def test_the_browser_may_fetch_what_is_served(self) -> None:
        """Files come with leave for other origins, which is also given when asked for first."""
        with Serving(0, {}) as serving:
            threading.Thread(target=serving.serve_forever, daemon=True).start()
            for name in (GUIDE, STYLE, "1_believed_now.cypher"):
                for method, status in (("OPTIONS", 204), ("GET", 200)):
                    asked = urllib.request.Request(f"{serving.at}/{name}", method=method)
                    with urllib.request.urlopen(asked) as answer:
                        assert answer.status == status
                        assert answer.headers["Access-Control-Allow-Origin"] == "*"
            with pytest.raises(urllib.error.HTTPError):
                urllib.request.urlopen(f"{serving.at}/../../etc/passwd")
            with says("BadInput: cannot listen on port", "0 for a free one"):
                Serving(serving.server_port, {})
            serving.shutdown()


class TestQueries:
    """What the saved queries find."""

    def test_saved_queries_run_as_they_stand(
        self, neo4j_server: Address, given: dict[str, Any]
    ) -> None:
        """Each finds something of the story with the examples of its header."""
        auth = neo4j_server.user, neo4j_server.password
        with neo4j.GraphDatabase.driver(neo4j_server.url, auth=auth) as driver:
            for query in saved():
                found = driver.execute_query(query.text, {**query.examples, **given})
                assert found.records, query.name


SEEN = [
    ({"Alice", "Berlin", "Acme", "Lyon", "Emma", "Bergen", "Bob"}, {"lives in", "works at"}, set()),
    ({"Alice", "Paris", "Acme", "Emma", "Oslo"}, {"lives in", "works at"}, set()),
    ({"Alice", "Paris", "Berlin", "Acme", "Emma"}, {"lives in", "has sister"}, {"lives in"}),
    ({"Alice", "Berlin", "day 2"}, {"lives in"}, set()),
    ({"Alice", "Paris", "Berlin", "Emma", "Oslo"}, {"lives in", "has sister"}, {"lives in"}),
    ({"Alice", "Emma", "Oslo", "Bob"}, {"lives in", "has sister"}, set()),
]


class TestBrowser:
    """The Browser itself."""

    def test_the_guide_leads_through_the_pictures(
        self, page: BrowserPage, serving: Serving
    ) -> None:
        """Each slide's query draws names and predicates; what was believed once looks different."""
        pictures = os.environ.get("GRAPHMEM_PICTURES")
        page.play(f"{serving.at}/{GUIDE}")
        for block in range(3):
            page.click(block)

        for query, (nodes, facts, once) in zip(saved(), SEEN, strict=True):
            page.next_slide()
            page.click(0)
            captions, edges = page.drawn()

            assert nodes <= captions, query.name
            assert facts <= {caption for caption, colour in edges if colour == FACT}
            assert once == {caption for caption, colour in edges if colour == WAS}
            if pictures:
                page.picture(Path(pictures) / f"{query.name}.png")
