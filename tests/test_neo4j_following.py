"""What a process keeps in memory of a Neo4j follows what others write, even half seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import neo4j
import pytest

from graphmem import Claim, Memory
from graphmem.model import View
from graphmem.store import neo4j_following
from tests.conftest import fresh, on_neo4j
from tests.neo4j_server.server import Address
from tests.parts import Clock, HashEmbedder
from tests.test_laws import walked
from tests.test_processes import Meddled

Run = Callable[..., list[Any]]
NOW = View()


@pytest.fixture
def namespace() -> str:
    """One that nobody has used."""
    return fresh()


@pytest.fixture
def opened(neo4j_server: Address, namespace: str) -> Iterator[Callable[[], Memory]]:
    """Opens a memory there."""
    memories: list[Memory] = []

    def there() -> Memory:
        store = on_neo4j(neo4j_server, namespace)
        memories.append(Memory(store, embedder=HashEmbedder(), extractor=None))
        return memories[-1]

    yield there
    for memory in memories:
        memory.close()


@pytest.fixture
def run(neo4j_server: Address, namespace: str) -> Iterator[Run]:
    """Runs a statement about the namespace behind the memories' backs."""
    auth = neo4j_server.user, neo4j_server.password
    with neo4j.GraphDatabase.driver(neo4j_server.url, auth=auth) as driver:

        def asked(query: str, **parameters: Any) -> list[Any]:
            given = {"namespace": namespace, **parameters}
            database = neo4j_server.database
            found = driver.execute_query(neo4j.Query(query), given, database_=database).records
            return [list(record.values()) for record in found]

        yield asked


def test_merging_splitting_and_erasing_are_followed(opened: Callable[[], Memory]) -> None:
    """Whatever changes edges changes those that another process walks on."""
    teller, watcher = opened(), opened()
    changes: list[Callable[[], Any]] = [
        lambda: teller.add("Bob lives in Rome.", claims=[Claim("Bob", "lives in", "Rome")], id="b"),
        lambda: teller.add_fact("Robert", "works at", "Acme"),
        lambda: teller.merge("Bob", into="Robert"),
        lambda: teller.add_fact("Bob", "lives in", "Paris", kind="state", exclusive=True),
        lambda: teller.split("Bob"),
        lambda: teller.erase("b"),
        lambda: teller.retract(teller.claims(predicate="works at")[0].id, reason="wrong"),
    ]
    seen = [walked(watcher, View())]
    for change in changes:
        change()
        seen.append(walked(watcher, View()))
        assert seen[-1] == walked(opened(), View())

    assert all(one != other for one, other in pairwise(seen))


# What is seen last of a writing, each in its turn: a row that an index does not show yet.
LATE = {
    "a mention": ("MATCH (n:Passage {namespace: $namespace, episode_id: 'late'})", "mentioned_at"),
    "what is mentioned": (
        "MATCH (n:Passage {namespace: $namespace, episode_id: 'late'})",
        "namespace",
    ),
    "a fact": ("MATCH ()-[n:FACT {namespace: $namespace, object: 'Dee'}]->()", "namespace"),
    "a passage": (
        "MATCH (:Passage {namespace: $namespace, episode_id: 'late'})-[:INDEXED]->(n)",
        "namespace",
    ),
    "a claim": (
        "MATCH (:Claim {namespace: $namespace, object: 'Cid'})-[:SAID]->(n)",
        "namespace",
    ),
}


@pytest.mark.parametrize("late", LATE)
@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("more", [True, False])
def test_a_writing_that_is_half_visible_is_read_again(
    opened: Callable[[], Memory], run: Run, late: str, first: bool, more: bool
) -> None:
    """A server makes the rows of a writing visible one after the other: none is missed for good.

    Whether it is the first look or a later one, and whether something is written after it.
    """
    teller, watcher = opened(), opened()
    teller.add("Ann knows Ben.", claims=[Claim("Ann", "knows", "Ben")])
    if not first:
        known(watcher)
    told = [Claim("Ann", "knows", name) for name in ("Cid", "Dee", "Eve")]
    late_one = {"id": "late", "text": "Ann knows Cid, Dee and Eve.", "claims": told}
    teller.add_many([late_one, {"id": "later", "text": "Ann knows many."}])
    find, name = LATE[late]
    ((id_, was),) = run(f"{find} RETURN elementId(n), n.{name}")
    run(f"{find} SET n.{name} = null")
    known(watcher)
    match = "MATCH ()-[n]->()" if late == "a fact" else "MATCH (n)"
    run(f"{match} WHERE elementId(n) = $id SET n.{name} = $was", id=id_, was=was)
    if more:
        teller.add("Ann knows Fay.", claims=[Claim("Ann", "knows", "Fay")])

    assert known(watcher) == known(opened())


def test_two_writings_of_one_time_are_followed(
    neo4j_server: Address, namespace: str, opened: Callable[[], Memory]
) -> None:
    """A clock may stand: what is read from an episode is written at the time of its telling."""
    watcher = opened()
    with Memory(
        on_neo4j(neo4j_server, namespace),
        embedder=HashEmbedder(),
        extractor=Meddled(lambda: known(watcher)),
        clock=Clock(),
    ) as teller:
        teller.add("Ann | knows | Ben")

    assert known(watcher) == known(opened())


def test_what_an_older_graphmem_writes_is_followed(opened: Callable[[], Memory], run: Run) -> None:
    """It may still be open in another process: it says nothing of what it changed."""
    teller, watcher = opened(), opened()
    teller.add("Ann knows Ben.", claims=[Claim("Ann", "knows", "Ben")])
    known(watcher)
    node = "MATCH (n:Namespace {name: $namespace}) "
    ((changed, at),) = run(node + "RETURN n.changed, n.changed_at")
    teller.add("Ann knows Cid.", claims=[Claim("Ann", "knows", "Cid")])
    run("MATCH (n:Passage {namespace: $namespace, text: 'Ann knows Cid.'}) REMOVE n.mentioned_at")
    run(node + "SET n.changed = $changed, n.changed_at = $at", changed=changed, at=at)

    assert known(watcher) == known(opened())


def known(memory: Memory, view: View = NOW) -> Any:
    """What is kept in memory, as a search finds it."""
    store, vector = memory._store, HashEmbedder().encode(["Ann knows"]).vectors[0]
    edges = walked(memory, view)
    passages = store.nearest(vector, view, 100).keys.tolist()
    return edges, passages, [said.key for said in store.sentences(vector, [], view, 100)]


def test_a_graph_of_an_older_graphmem_is_walked(opened: Callable[[], Memory], run: Run) -> None:
    """It says neither when mentions were written nor how much a writing changed."""
    teller = opened()
    teller.add("Ann knows Ben.", claims=[Claim("Ann", "knows", "Ben")])
    whole = walked(opened(), View())
    run("MATCH (n:Passage {namespace: $namespace}) REMOVE n.mentioned_at")
    run("MATCH (n:Namespace {name: $namespace}) REMOVE n.changed, n.changed_at")
    watcher = opened()

    assert walked(watcher, View()) == whole

    teller.add("Ben knows Cid.", claims=[Claim("Ben", "knows", "Cid")])
    assert walked(watcher, View()) == walked(opened(), View()) != whole


def test_what_is_in_view_is_found_whether_asked_for_each_or_for_all(
    opened: Callable[[], Memory], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As of a time before all telling, passages and claims are shown by the facts of that time."""
    memory = opened()
    for number, year in enumerate(["1985", "1992", "1988", "1970"]):
        claim = Claim("Ann", f"lives in {number}", "Oslo", valid_from=year)
        memory.add(f"Ann lived in house {number}.", claims=[claim], id=f"e{number}")
    memory.add("Ann knows nobody.")
    memory.retract(memory.claims(episode="e2")[0].id, reason="wrong")
    recorded = memory.passages()[3].recorded_at
    views = [
        View(valid=datetime(year, 1, 1, tzinfo=UTC), system=system, asked=True)
        for year in (1960, 1980, 1990, 2000)
        for system in (None, recorded)
    ]

    each = [known(memory, view) for view in views]
    monkeypatch.setattr(neo4j_following, "MANY", 0)

    assert [known(memory, view) for view in views] == each
    assert len({str(found) for found in each}) > 4
