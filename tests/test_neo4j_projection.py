"""The projection for users of Neo4j's Graph Data Science library, without that library."""

from __future__ import annotations

import re

import neo4j

from graphmem import Memory
from graphmem.store.neo4j_server import folder
from tests.conftest import fresh, on_neo4j
from tests.neo4j_server.server import Address
from tests.parts import Clock, HashEmbedder


def test_what_is_projected_is_what_is_believed_and_true_now(
    neo4j_server: Address, clock: Clock
) -> None:
    """The statement's pattern gives exactly the facts in view; only its last call is left out."""
    namespace = fresh()
    store = on_neo4j(neo4j_server, namespace)
    with Memory(store, embedder=HashEmbedder(), extractor=None, clock=clock) as memory:
        memory.add_fact("Alice", "lives in", "Paris", valid_from="2019-01-01", exclusive=True)
        clock.tick(days=1)
        memory.add_fact("Alice", "lives in", "Berlin", valid_from="2023-06-01", exclusive=True)
        memory.add_fact(
            "Alice", "works at", "Helix", valid_from="2019-01-01", valid_to="2020-01-01"
        )
        memory.add_fact("Bob", "will visit", "Rome", valid_from="2999-01-01")
        believed = {(f.subject, f.predicate, f.object) for f in memory.facts()}
    text = (folder() / "gds" / "project_believed.cypher").read_text("utf-8")
    call = r"RETURN gds\.graph\.project\('believed', subject, object, \{.*\}\)"
    seen = "RETURN subject.name, fact.predicate, object.name"
    query, replaced = re.subn(call, seen, text)

    auth = neo4j_server.user, neo4j_server.password
    with neo4j.GraphDatabase.driver(neo4j_server.url, auth=auth) as driver:
        found = driver.execute_query(
            query, namespace=namespace, database_=neo4j_server.database
        ).records

    assert replaced == 1
    assert believed == {("Alice", "lives in", "Berlin")}
    assert {tuple(record.values()) for record in found} == believed
