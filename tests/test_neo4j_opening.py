"""Servers and databases that cannot be used: a named error, and the database as it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import neo4j
import pytest

from graphmem import Claim, Memory, config
from graphmem.errors import EmbedderMismatch
from graphmem.store.neo4j_server import FORMAT, OLDEST, version
from tests.conftest import fresh, on_neo4j
from tests.neo4j_server.server import Address, Missing, given, server
from tests.parts import HashEmbedder
from tests.refusals import OtherEmbedder, opened, says

Run = Callable[[str], list[list[Any]]]


@pytest.fixture(scope="module")
def own_server(
    neo4j_server: Address, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Address]:
    """A server of its own, whose database may be emptied."""
    try:
        with server(tmp_path_factory.mktemp("neo4j")) as address:
            yield address
    except Missing as error:
        pytest.skip(f"no second Neo4j server: {error}")


@pytest.fixture
def run(own_server: Address) -> Iterator[Run]:
    """Runs Cypher on that server, around graphmem; its database is empty, without a schema."""
    auth = own_server.user, own_server.password
    with neo4j.GraphDatabase.driver(own_server.url, auth=auth) as driver:

        def rows(query: str) -> list[list[Any]]:
            return [list(record.values()) for record in driver.execute_query(query).records]

        rows("MATCH (n) DETACH DELETE n")
        for (name,) in rows("SHOW CONSTRAINTS YIELD name"):
            rows(f"DROP CONSTRAINT `{name}`")
        for (name,) in rows("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name"):
            rows(f"DROP INDEX `{name}`")
        yield rows


def there(address: Address, **options: Any) -> Memory:
    """A memory on a server."""
    given = {"auth": (address.user, address.password), "database": address.database}
    return opened(address.url, **{**given, **options})


class TestServers:
    """Servers that are not there, or do not let one in."""

    def test_nobody_answers(self) -> None:
        """A URL where no server is says so, whatever its scheme."""
        for scheme in ("bolt", "neo4j", "bolt+s"):
            with says("Unreachable: no Neo4j answers at ", "localhost:1", "check host and port"):
                opened(f"{scheme}://localhost:1", auth=("neo4j", "x"))

    def test_a_wrong_password_is_refused(self, own_server: Address) -> None:
        """Wrong or missing credentials name the option and the variables, and no password."""
        for auth in (("neo4j", "secret-and-wrong"), ("nobody", "x"), None):
            with says("Refused: ", 'auth=("neo4j", "password")', "NEO4J_PASSWORD") as raised:
                there(own_server, auth=auth)
            assert "secret-and-wrong" not in str(raised.value)

    def test_a_database_that_is_not_there_is_refused(self, neo4j_server: Address) -> None:
        """A wrong database names it."""
        with says("Refused: ", "has no database 'nowhere'", "home database"):
            there(neo4j_server, database="nowhere")

    def test_a_password_in_the_url_is_not_repeated(self) -> None:
        """A URL with credentials in it is refused without saying them."""
        with says("BadInput: bad store 'bolt://localhost:1'") as raised:
            opened("bolt://neo4j:secret@localhost:1")
        assert "secret" not in str(raised.value)

    @pytest.mark.parametrize(
        ("agent", "enough"),
        [
            ("Neo4j/4.4.9", False),
            ("Neo4j/5.12.0", False),
            ("Neo4j/5.26.12", True),
            ("Neo4j/2025.08.0", True),
            ("Neo4j/5.26-aura", True),
        ],
    )
    def test_old_servers_are_known_by_their_version(self, agent: str, enough: bool) -> None:
        """Versions are compared as numbers, with or without what follows them."""
        assert (version(agent) >= OLDEST) == enough


class TestDatabases:
    """Databases that hold something else."""

    def test_a_foreign_graph_is_not_touched(self, own_server: Address, run: Run) -> None:
        """Another program's graph gets no node and no index."""
        run("CREATE (:Movie {title: 'Heat'})")

        with says("NotAStore: the database at ", "another program's graph", "empty database"):
            there(own_server)

        assert run("MATCH (n) RETURN labels(n)") == [[["Movie"]]]
        assert run("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name") == []

    def test_a_newer_format_is_refused(self, own_server: Address, run: Run) -> None:
        """A database of a newer graphmem stays as it is."""
        run(f"CREATE (:Graphmem {{name: 'graphmem', format: {FORMAT + 1}}})")

        with says("NewerStore: ", f"format {FORMAT + 1}", "pip install --upgrade graphmem"):
            there(own_server)

        assert run("MATCH (n) RETURN n.format") == [[FORMAT + 1]]
        assert run("SHOW CONSTRAINTS YIELD name") == []

    def test_a_schema_that_was_left_half_made_is_completed(
        self, own_server: Address, run: Run
    ) -> None:
        """After a crash between two statements the next opening makes the rest."""
        there(own_server).close()
        whole = run("SHOW INDEXES YIELD name RETURN name ORDER BY name")
        run("MATCH (n) DETACH DELETE n")
        run("DROP INDEX graphmem_words")
        run("DROP CONSTRAINT graphmem_entity")

        there(own_server).close()

        assert run("SHOW INDEXES YIELD name RETURN name ORDER BY name") == whole

    def test_six_can_make_one_database(self, own_server: Address, run: Run) -> None:
        """Memories that open an empty database at the same time share it."""

        def told(number: int) -> None:
            with there(own_server, clock=config.now, namespace=f"n{number % 2}") as memory:
                memory.add_fact(f"Guest {number}", "sits at", "Table One")

        with ThreadPoolExecutor(6) as pool:
            list(pool.map(told, range(6)))

        assert run("MATCH (g:Graphmem) RETURN g.namespaces") == [[2]]
        for namespace in ("n0", "n1"):
            with there(own_server, namespace=namespace) as memory:
                assert len(memory.facts()) == 3

    def test_a_namespace_has_one_embedder(self, neo4j_server: Address) -> None:
        """Vectors of two embedders cannot be compared; another namespace may have another."""
        namespace = fresh()
        there(neo4j_server, namespace=namespace).close()

        with says("EmbedderMismatch: ", "32-", "'hashed-words'", "'other-words' makes 16"):
            there(neo4j_server, namespace=namespace, embedder=OtherEmbedder())
        there(neo4j_server, namespace=fresh(), embedder=OtherEmbedder()).close()


class TestReadOnly:
    """A server that lets nobody write."""

    SETTING = "server.databases.default_to_read_only=true\n"

    @pytest.mark.usefixtures("neo4j_server")
    def test_a_read_only_server_is_read(self, tmp_path: Path) -> None:
        """A memory that is there answers and is checked; whatever would write is refused."""
        if given():
            pytest.skip("a server of one's own is needed")
        with server(tmp_path / "full") as address, there(address) as memory:
            memory.add_fact("Alice", "lives in", "Paris", id="one")
        with server(tmp_path / "full", self.SETTING) as address, there(address) as memory:
            assert [fact.object for fact in memory.search("Where does Alice live?").facts] == [
                "Paris"
            ]
            assert memory.verify().faults == ()
            with says("Refused: that may not be done at ", "graphmem writes data"):
                memory.add_fact("Alice", "lives in", "Rome")
            for write in (lambda: memory.erase("one"), lambda: there(address, namespace="new")):
                with says("Refused: "):
                    write()


class TestEnvironment:
    """What is not given is read from the environment."""

    def test_credentials_come_from_the_environment(
        self, neo4j_server: Address, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """NEO4J_USER, NEO4J_PASSWORD and NEO4J_DATABASE open a URL without auth."""
        monkeypatch.setenv("NEO4J_USER", neo4j_server.user)
        monkeypatch.setenv("NEO4J_PASSWORD", neo4j_server.password)
        monkeypatch.setenv("NEO4J_URI", neo4j_server.url)
        monkeypatch.delenv("GRAPHMEM_DB", raising=False)

        with opened(config.default_url(), namespace=fresh()) as memory:
            assert memory.add_fact("Alice", "lives in", "Paris").new
        monkeypatch.setenv("NEO4J_DATABASE", "nowhere")
        with says("Refused: "):
            opened(config.default_url(), namespace=fresh())

    def test_the_routing_scheme_works(self, neo4j_server: Address) -> None:
        """neo4j:// asks the server for its routes."""
        routed = replace(neo4j_server, url=neo4j_server.url.replace("bolt://", "neo4j://"))
        with there(routed, namespace=fresh()) as memory:
            assert memory.add_fact("Alice", "lives in", "Paris").new

    def test_a_store_that_is_not_opened_closes(self, neo4j_server: Address) -> None:
        """A refused opening leaves no connection behind."""
        store = on_neo4j(neo4j_server)
        store.setup(HashEmbedder.name, HashEmbedder.dimension)
        with pytest.raises(EmbedderMismatch):
            store.setup("other", 3)
        with says("StoreClosed: "):
            store.revision()


def test_a_database_of_an_older_format_is_brought_forward(own_server: Address, run: Run) -> None:
    """A database of format 1 is opened as it stands, and its claims get their sentences."""
    with there(own_server) as memory:
        memory.add("I went there.", claims=[Claim("Ann", "visited", "Oslo")], speaker="Ann")
        told = memory.search("Who visited Oslo?")
    run("MATCH (n:Sentence) DETACH DELETE n")
    run("DROP CONSTRAINT graphmem_sentence_key")
    run("MATCH (n:Namespace) REMOVE n.said")
    run("MATCH (n:Graphmem) SET n.format = 1")

    with there(own_server) as memory:
        assert memory.verify().faults == ()
        assert memory.search("Who visited Oslo?").hits == told.hits
    assert run("MATCH (n:Graphmem) RETURN n.format") == [[FORMAT]]
