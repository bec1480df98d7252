"""What a memory in Neo4j looks like to people, and what its store does beyond the contract."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import neo4j
import pytest

from graphmem import AsOf, Claim, Memory
from tests.conftest import fresh, on_neo4j
from tests.neo4j_server.server import Address
from tests.parts import Clock, HashEmbedder

Ask = Callable[..., list[list[Any]]]

# What a careless program would take for Cypher, Lucene syntax, a format or a path.
INJECTIONS = (
    "x' OR 1=1 //",
    "'}) DETACH DELETE n //",
    '"}) MATCH (n) DETACH DELETE n //',
    "`FACT`|WAS|:Entity",
    "Robert`) DETACH DELETE (n",
    "$namespace {namespace} %s @fact_in_view",
    "\\u0027 \\' \\",
    "CALL db.clearQueryCaches()",
    "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
    "*:* OR words:*",
    "tea AND (milk OR",
    '"tea~2 +milk -gin',
    "[* TO *] {a TO b} te?a t*a tea^9 /t.*a/",
    "AND OR NOT && || !",
    "1_tea 2_tea",
    "// comment",
    "/* comment */ ;",
    "'; DROP INDEX graphmem_words; --",
    "../../etc/passwd",
    "name: {id: 1}",
    "Zoë O'Brien 北京 🙂 ‮x",
)


@pytest.fixture
def namespace() -> str:
    """A namespace that nobody has used."""
    return fresh()


@pytest.fixture
def told(neo4j_server: Address, namespace: str, clock: Clock) -> Iterator[Memory]:
    """An empty memory in it."""
    store = on_neo4j(neo4j_server, namespace)
    with Memory(store, embedder=HashEmbedder(), extractor=None, clock=clock) as memory:
        yield memory


@pytest.fixture
def ask(neo4j_server: Address, namespace: str) -> Iterator[Ask]:
    """Ask the graph of the namespace in Cypher, around graphmem."""
    auth = neo4j_server.user, neo4j_server.password
    with neo4j.GraphDatabase.driver(neo4j_server.url, auth=auth) as driver:

        def rows(query: str, **parameters: Any) -> list[list[Any]]:
            found = driver.execute_query(
                query, {"namespace": namespace, **parameters}, database_=neo4j_server.database
            )
            return [list(record.values()) for record in found.records]

        yield rows


def moved(memory: Memory, clock: Clock) -> None:
    """Alice lives in Paris; a day later it is heard that she moved to Berlin."""
    memory.add_fact("Alice", "lives in", "Paris", valid_from="2019-01-01", exclusive=True)
    clock.tick(days=1)
    memory.add_fact("Alice", "lives in", "Berlin", valid_from="2023-06-01", exclusive=True)


class TestGraph:
    """What people see in Neo4j Browser."""

    def test_the_graph_reads_as_what_is_believed(
        self, told: Memory, ask: Ask, clock: Clock
    ) -> None:
        """Entities have names, facts are relationships with texts and native times."""
        moved(told, clock)

        found = ask(
            "MATCH (s:Entity {namespace: $namespace})-[f:FACT]->(o) RETURN s.name, f.text, o.name, "
            "f.valid_from.year, toString(f.valid_to) ORDER BY f.valid_from"
        )

        assert found == [
            ["Alice", "Alice lives in Paris", "Paris", 2019, "2023-06-01T00:00:00Z"],
            ["Alice", "Alice lives in Berlin", "Berlin", 2023, None],
        ]

    def test_what_was_believed_once_is_kept_apart(
        self, told: Memory, ask: Ask, clock: Clock
    ) -> None:
        """A replaced version is a relationship of another type, with when that was."""
        moved(told, clock)

        found = ask(
            "MATCH ({namespace: $namespace})-[w:WAS]->(o) "
            "RETURN o.name, w.valid_to, toString(w.system_to)"
        )

        assert found == [["Paris", None, "2024-01-02T00:00:00Z"]]
        assert ask("MATCH ({namespace: $namespace})-[f:FACT]->() RETURN count(f)") == [[2]]

    def test_a_fact_leads_to_what_was_said(self, told: Memory, ask: Ask, clock: Clock) -> None:
        """From a fact's claim ids to claim, passage and episode is a path in the graph."""
        moved(told, clock)

        found = ask(
            "MATCH (:Entity {namespace: $namespace, name: 'Alice'})-[f:FACT]->({name: 'Berlin'}) "
            "MATCH (e:Episode)<-[:PART_OF]-(p:Passage)<-[:EVIDENCE]-(c:Claim)-[:SUBJECT]->(s) "
            "WHERE c.namespace = $namespace AND c.id IN f.claim_ids AND (c)-[:TOLD_IN]->(e) "
            "AND (p)-[:MENTIONS]->(s) "
            "RETURN p.text, s.name"
        )

        assert found == [["Alice lives in Berlin", "Alice"]]

    def test_it_is_the_graph_of_a_file_for_networkx(self, told: Memory, clock: Clock) -> None:
        """The same telling makes the same graph on both stores, as of any point in both times."""
        began = clock.at
        with Memory(":memory:", embedder=HashEmbedder(), extractor=None, clock=clock) as file:
            for memory in (told, file):
                clock.set(began)
                moved(memory, clock)
                memory.add("Bob met Alice.", claims=[Claim("Bob", "knows", "Alice", kind="event")])
            for as_of in (None, "2018", "2020", "2024", AsOf(system=began)):
                graphs = [m.graph(as_of=as_of).to_networkx() for m in (told, file)]
                nodes, edges = zip(
                    *((dict(g.nodes(data=True)), list(g.edges(data=True))) for g in graphs),
                    strict=True,
                )

                assert nodes[0] == nodes[1]
                assert edges[0] == edges[1]
            assert len(graphs[0].edges) == 1

    def test_vectors_stand_on_nodes_of_their_own(self, told: Memory, ask: Ask) -> None:
        """No node that people look at has bytes or vectors."""
        told.add("It rains.")

        seen = ask("MATCH (p:Passage {namespace: $namespace}) RETURN properties(p)")
        hidden = ask("MATCH (:Passage {namespace: $namespace})-[:INDEXED]->(i) RETURN keys(i)")

        assert not [value for value in seen[0][0].values() if isinstance(value, bytes | list)]
        assert {"vector", "token_vectors"} <= set(hidden[0][0])

    def test_turns_follow_each_other_however_late_they_come(self, told: Memory, ask: Ask) -> None:
        """A turn told late takes its place in the session; an erased one closes the gap."""
        for day in (1, 4, 2, 3):
            id_ = f"day {day}"
            told.add(id_, session="s", occurred_at=f"2023-01-0{day}", id=id_)
        told.erase("day 2")

        found = ask(
            "MATCH path = (p:Passage {namespace: $namespace})-[:NEXT*]->(q) "
            "WHERE NOT ()-[:NEXT]->(p) AND NOT (q)-[:NEXT]->() "
            "RETURN [n IN nodes(path) | n.text]"
        )

        assert found == [[["day 1", "day 3", "day 4"]]]

    def test_an_erasure_leaves_no_node_that_rests_on_nothing(
        self, told: Memory, ask: Ask, clock: Clock
    ) -> None:
        """After the last telling is erased only counters and tombstones are left."""
        moved(told, clock)
        for episode in told.episodes():
            told.erase(episode.id)

        found = ask("MATCH (n {namespace: $namespace}) RETURN DISTINCT labels(n)")

        assert found == [[["Tombstone"]]]


class TestChecking:
    """`verify` on a graph that somebody changed."""

    @pytest.mark.parametrize(
        ("damage", "fault"),
        [
            ("MATCH (w:Word {namespace: $namespace, word: 'berlin'}) DELETE w", "word: 1 counts"),
            ("MATCH (n:Namespace {name: $namespace}) SET n.words = 99", "counts (2, 99)"),
            ("MATCH (:Passage {namespace: $namespace})-[n:NEXT]->() DELETE n", "turn: 1 are not"),
            ("MATCH (c:Claim {namespace: $namespace}) SET c.facts = []", "claim: "),
            ("MATCH ({namespace: $namespace})-[f:FACT]->() DELETE f", "fact"),
        ],
    )
    def test_what_is_derived_is_checked_and_mended(
        self, told: Memory, ask: Ask, damage: str, fault: str
    ) -> None:
        """A counter, link or fact that differs is found, and made again from what was told."""
        for number, city in enumerate(("Paris", "Berlin")):
            claim = Claim("Alice", "lives in", city)
            told.add(f"Alice likes {city}", claims=[claim], session="s", id=f"e{number}")
        ask(damage)

        found = told.verify()

        assert any(fault in str(one) for one in found.faults)
        assert told.verify(repair=True).repaired
        assert told.verify().faults == ()


class TestNamespaces:
    """Several memories in one database."""

    def test_namespaces_share_nothing(self, told: Memory, neo4j_server: Address) -> None:
        """The same names and words in two namespaces are two memories."""
        told.add_fact("Alice", "lives in", "Paris", id="one")
        other = on_neo4j(neo4j_server)
        with Memory(other, embedder=HashEmbedder(), extractor=None) as memory:
            memory.add_fact("Alice", "lives in", "Oslo", id="one")

            found = memory.search("Where does Alice live?")

            assert [fact.object for fact in found.facts] == ["Oslo"]
            assert len(found.hits) == 1
            assert other.frequencies(["alic"])[0] == {"alic": 1}
            assert memory.stats()["entities"] == 2

    def test_another_process_s_writings_are_found(
        self, told: Memory, neo4j_server: Address, namespace: str
    ) -> None:
        """A memory that has read its vectors finds what another one adds and erases."""
        told.add("Alice lives in Paris.", id="one")
        assert len(told.search("Alice").hits) == 1
        with Memory(
            on_neo4j(neo4j_server, namespace), embedder=HashEmbedder(), extractor=None
        ) as other:
            other.add("Alice lives in Oslo.", id="two")
            assert len(told.search("Alice").hits) == 2
            other.erase("one")
            assert [hit.passage.episode_id for hit in told.search("Alice")] == ["two"]


class TestInjections:
    """Text is data, whatever it looks like."""

    def test_what_looks_like_a_query_is_only_text(self, told: Memory, ask: Ask) -> None:
        """Names, predicates, titles, ids and questions of query syntax come back as they were."""
        told.add_fact("Alice", "lives in", "Paris", id="first")
        before = ask("SHOW INDEXES YIELD name RETURN name ORDER BY name")
        for number, text in enumerate(INJECTIONS):
            claim = Claim(f"{text} s{number}", f"{text} p", f"{text} o")
            told.add(text, claims=[claim], id=f"{text}{number}", session=text, title=text)

            facts = told.facts(f"{text} s{number}", predicate=f"{text} p")
            found = told.search(text, limit=30)

            assert [fact.object for fact in facts] == [f"{text} o"]
            assert told.passages([*facts[0].evidence])[0].text == text
            assert text in [hit.passage.text for hit in found]
            assert told.search(text, as_of=AsOf(valid="1999")).hits == ()

        assert len(told.episodes()) == len(INJECTIONS) + 1
        assert [fact.object for fact in told.facts("Alice")] == ["Paris"]
        assert ask("SHOW INDEXES YIELD name RETURN name ORDER BY name") == before
        told.erase(f"{INJECTIONS[0]}0")
        assert told.verify().faults == ()

    def test_a_question_may_be_very_long(self, told: Memory) -> None:
        """A question of more words than Lucene takes alternatives is answered."""
        told.add("The lighthouse is red.")

        found = told.search("lighthouse " + " ".join(f"word{number}" for number in range(3000)))

        assert len(found.hits) == 1
