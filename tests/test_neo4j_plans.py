"""How a Neo4j server would run the statements: none looks through what it does not need."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import neo4j
import pytest
from neo4j.exceptions import ClientError

from graphmem import Memory
from graphmem.store.neo4j_server import folder, planned, statements
from graphmem.store.statements import PARAMETER, Statements
from tests.conftest import on_neo4j
from tests.neo4j_server.server import Address
from tests.parts import HashEmbedder

# Whose database it is: the first node that comes says whether there is any.
LOOKS_AT_ALL = {"format"}
# A fragment stands in other files' statements.
FRAGMENTS = {name for name in statements() if name.endswith(("_columns", "_in_view"))}
FRAGMENTS |= {"fact_versions", "facts_wanted", "versions"}


@pytest.fixture
def session(neo4j_server: Address) -> Iterator[neo4j.Session]:
    """A session of a database that has the schema."""
    with Memory(on_neo4j(neo4j_server), embedder=HashEmbedder(), extractor=None):
        auth = neo4j_server.user, neo4j_server.password
        with (
            neo4j.GraphDatabase.driver(neo4j_server.url, auth=auth) as driver,
            driver.session(database=neo4j_server.database) as session,
        ):
            yield session


def test_every_parameter_is_an_entry_of_one() -> None:
    """A statement has one parameter of one type: then the server plans it once."""
    for text in planned().values():
        assert set(PARAMETER.findall(text)) <= {"given"}


def operators(plan: dict[str, Any]) -> Iterator[str]:
    """The operators of a plan."""
    yield plan["operatorType"].partition("@")[0]
    for child in plan.get("children", ()):
        yield from operators(child)


def test_no_statement_looks_through_the_whole_graph(session: neo4j.Session) -> None:
    """Every statement finds what it needs by an index, whatever else is in the database."""
    found = set()
    for name in statements().keys() - FRAGMENTS:
        given = {"given": dict.fromkeys(statements().parameters(name))}
        query = neo4j.Query("EXPLAIN " + planned()[name])
        plan = session.run(query, given).consume().plan
        assert plan is not None
        if {"AllNodesScan", "NodeByLabelScan"} & set(operators(plan)):
            found.add(name)

    assert found == LOOKS_AT_ALL


def test_the_projection_for_data_science_lacks_only_its_library(session: neo4j.Session) -> None:
    """All of the statement for the Graph Data Science library is known but for its function."""
    texts = Statements(folder() / "gds", ".cypher", "//")

    with pytest.raises(ClientError, match=r"Unknown function 'gds\.graph\.project'"):
        session.run(
            neo4j.Query("EXPLAIN " + texts["project_believed"]),
            {"namespace": "default"},
        ).consume()
