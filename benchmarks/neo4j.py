"""A memory in Neo4j beside one in SQLite and beside the server's own vector search: ratios.

`python -m benchmarks.neo4j --facts 100000` starts a server of its own, fills both stores with the
same made-up facts (ten claims an episode, given) and prints a JSON object a line.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import neo4j
import numpy as np

from benchmarks.speed import milliseconds
from graphmem import Claim, Memory
from graphmem.embed.base import unit
from graphmem.embed.minilm import MiniLM
from graphmem.rank.similarity import to_bytes
from graphmem.store.neo4j_following import VECTORS_AT_ONCE
from graphmem.store.vectors import VectorTable
from tests.neo4j_server.server import Address, server

PREDICATES = ("works at", "lives in", "knows", "likes", "owns")
CLAIMS = 10  # an episode
SMALL = 1_000
AT_ONCE = 2_000  # vectors in one writing
INDEXED = 20_000  # vectors in the server's index, at most: making it takes minutes
SEARCH = "search, p50 ms"
WARM = 40  # searches before those that are timed: a server compiles what it does often
WRITE = "UNWIND $rows AS row CREATE (:Scratch {key: row[0], vector: row[1], direction: row[2]})"
READ = (
    "MATCH (n:Scratch) WHERE n.key > $after WITH n ORDER BY n.key LIMIT $limit "
    "RETURN collect(n.key), collect(n.direction)"
)
SCAN = (
    "MATCH (n:Scratch) WITH n, vector.similarity.cosine(n.vector, $question) AS score "
    "RETURN elementId(n), score ORDER BY score DESC LIMIT 20"
)
INDEX = (
    "CREATE VECTOR INDEX scratch FOR (n:Indexed) ON (n.vector) OPTIONS {indexConfig: "
    f"{{`vector.dimensions`: {MiniLM.dimension}, `vector.similarity_function`: 'cosine'}}}}"
)
BEST = "CALL db.index.vector.queryNodes('scratch', 100, $question) YIELD node, score RETURN score"
Ask = Callable[..., list[Any]]


class Told:
    """Made-up episodes, the same for each store."""

    def __init__(self, facts: int) -> None:
        self.dice = random.Random(1)
        self.people, self.things = max(10, facts // 20), max(10, facts // 5)
        self.count = 0

    def person(self) -> str:
        """A name."""
        return f"Person {self.dice.randrange(self.people)}"

    def episode(self, claims: int = CLAIMS) -> dict[str, Any]:
        """One of so many claims."""
        self.count += 1
        said = []
        for _ in range(claims):
            thing = f"Thing {self.dice.randrange(self.things)}"
            said.append(Claim(self.person(), self.dice.choice(PREDICATES), thing))
        first = said[0]
        text = (
            f"{first.subject} {first.predicate} {first.object}, as was heard on day {self.count}."
        )
        return {"id": f"e{self.count}", "text": text, "claims": said}


def measured(memory: Memory, facts: int) -> Iterator[tuple[str, float]]:
    """What a store does, as (what, number)."""
    told = Told(facts)
    memory.add_many([told.episode() for _ in range(SMALL // CLAIMS)])
    yield f"one add at {SMALL} facts, p50 ms", one_add(memory, told)
    more = [told.episode() for _ in range((facts - SMALL) // CLAIMS)]
    began = time.perf_counter()
    memory.add_many(more)
    yield "add_many with given claims, facts/s", len(more) * CLAIMS / (time.perf_counter() - began)
    yield f"one add at {facts} facts, p50 ms", one_add(memory, told)
    asked = (f"What does {told.person()} own, and who knows it?" for _ in range(999))
    first = milliseconds(lambda: memory.search(next(asked)), 1)
    yield "first search, ms", first[0]
    milliseconds(lambda: memory.search(next(asked)), WARM)
    yield SEARCH, middle(milliseconds(lambda: memory.search(next(asked)), 100))


def one_add(memory: Memory, told: Told) -> float:
    """The median milliseconds of telling one claim."""
    return middle(milliseconds(lambda: memory.add_many([told.episode(1)]), 40))


def middle(spent: list[float]) -> float:
    """The median."""
    return float(np.median(spent))


def own_search(ask: Ask, vectors: int) -> Iterator[tuple[str, float]]:
    """So many vectors found by the server's scan and its index, and in memory: (what, number)."""
    dice = np.random.default_rng(1)
    for start in range(0, vectors, AT_ONCE):
        rows = unit(dice.normal(size=(min(AT_ONCE, vectors - start), MiniLM.dimension)))
        directions = [row.tobytes() for row in to_bytes(rows)]
        keys = range(start + 1, start + 1 + len(rows))
        ask(WRITE, rows=list(map(list, zip(keys, rows.tolist(), directions, strict=True))))
    question = unit(dice.normal(size=MiniLM.dimension))
    given = question.tolist()
    milliseconds(lambda: ask(SCAN, question=given), 2)
    spent = milliseconds(lambda: ask(SCAN, question=given), 5)
    yield f"vector.similarity.cosine over {vectors}, 20 best, p50 ms", middle(spent)
    table = VectorTable(MiniLM.dimension)
    began = time.perf_counter()
    while table.size < vectors:
        ((found, directions),) = ask(READ, after=table.last, limit=VECTORS_AT_ONCE)
        table.extend((key, 0, 0, one) for key, one in zip(found, directions, strict=True))
    yield f"reading {vectors} vectors into memory, once, s", time.perf_counter() - began
    spent = milliseconds(lambda: table.nearest(question, 0, 0, 100), 20)
    yield f"in memory over {vectors}, 100 best, p50 ms", middle(spent)
    indexed = min(vectors, INDEXED)
    ask("MATCH (n:Scratch) WHERE n.key <= $most SET n:Indexed", most=indexed)
    began = time.perf_counter()
    ask(INDEX)
    ask("CALL db.awaitIndexes(1800)")
    yield f"making a vector index over {indexed}, s", time.perf_counter() - began
    spent = milliseconds(lambda: ask(BEST, question=given), 20)
    yield f"vector index over {indexed}, 100 best, p50 ms", middle(spent)
    yield "RETURN 1, p50 ms", middle(milliseconds(lambda: ask("RETURN 1"), 20))


def compared(address: Address, folder: Path, facts: int) -> Iterator[dict[str, Any]]:
    """Every line of the report."""
    auth = address.user, address.password
    embedder = MiniLM()
    embedder.encode(["warm"])
    with Memory(folder / "memory.db", extractor=None, embedder=embedder) as memory:
        on_sqlite = dict(measured(memory, facts))
    with Memory(address.url, auth=auth, extractor=None, embedder=embedder) as memory:
        on_neo4j = {}
        for what, number in measured(memory, facts):
            on_neo4j[what], known = number, on_sqlite[what]
            line = {"what": what, "neo4j": round(number, 1), "sqlite": round(known, 1)}
            yield {**line, "ratio": round(number / known, 2)}
    vectors = facts + facts // CLAIMS  # as the memory has: one for each claim and each passage
    with neo4j.GraphDatabase.driver(address.url, auth=auth) as driver:

        def ask(query: str, **parameters: Any) -> list[Any]:
            return driver.execute_query(neo4j.Query(query), parameters).records

        own = {}
        for what, number in own_search(ask, vectors):
            own[what] = number
            yield {"what": what, "neo4j": round(number, 1)}
    scan = next(iter(own.values()))
    faster = round(scan / on_neo4j[SEARCH], 2)
    yield {"what": "a scan of as many vectors takes so many times a search", "ratio": faster}
    held = [on_neo4j[f"one add at {count} facts, p50 ms"] for count in (SMALL, facts)]
    yield {
        "what": f"one add at {facts} facts against {SMALL}",
        "ratio": round(held[1] / held[0], 2),
    }


def main() -> None:
    """Run everything and print a JSON object a line."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--facts", type=int, default=100_000)
    options.add_argument("--heap", type=int, default=512, help="of the server, in MB")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with server(folder / "neo4j", heap=given.heap) as address:
            for line in compared(address, folder, given.facts):
                print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main()
