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
from graphmem.embed.minilm import MiniLM
from tests.neo4j_server.server import Address, server

PREDICATES = ("works at", "lives in", "knows", "likes", "owns")
CLAIMS = 10  # an episode
SMALL = 1_000
SCRATCH = 20_000  # nodes with vectors for the server's own search; a scan grows with their number
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
    yield "search, p50 ms", middle(milliseconds(lambda: memory.search(next(asked)), 60))


def one_add(memory: Memory, told: Told) -> float:
    """The median milliseconds of telling one claim."""
    return middle(milliseconds(lambda: memory.add_many([told.episode(1)]), 40))


def middle(spent: list[float]) -> float:
    """The median."""
    return float(np.median(spent))


def own_search(ask: Ask) -> Iterator[tuple[str, float]]:
    """The server's own search over vectors, by a scan and by its index, as (what, number)."""
    dice = np.random.default_rng(1)
    write = "UNWIND $rows AS row CREATE (:Scratch {vector: row})"
    for _ in range(SCRATCH // 2_000):
        ask(write, rows=dice.normal(size=(2_000, MiniLM.dimension)).tolist())
    question = dice.normal(size=MiniLM.dimension).tolist()
    scan = (
        "MATCH (n:Scratch) WITH n, vector.similarity.cosine(n.vector, $question) AS score "
        "RETURN elementId(n), score ORDER BY score DESC LIMIT 20"
    )
    spent = milliseconds(lambda: ask(scan, question=question), 5)
    yield f"vector.similarity.cosine over {SCRATCH}, p50 ms", middle(spent)
    began = time.perf_counter()
    ask(
        "CREATE VECTOR INDEX scratch FOR (n:Scratch) ON (n.vector) OPTIONS {indexConfig: "
        f"{{`vector.dimensions`: {MiniLM.dimension}, `vector.similarity_function`: 'cosine'}}}}"
    )
    ask("CALL db.awaitIndexes(600)")
    yield f"making a vector index over {SCRATCH}, s", time.perf_counter() - began
    best = (
        "CALL db.index.vector.queryNodes('scratch', 100, $question) YIELD node, score RETURN score"
    )
    spent = milliseconds(lambda: ask(best, question=question), 20)
    yield f"vector index over {SCRATCH}, 100 best, p50 ms", middle(spent)
    yield "RETURN 1, p50 ms", middle(milliseconds(lambda: ask("RETURN 1"), 20))


def compared(address: Address, folder: Path, facts: int) -> Iterator[dict[str, Any]]:
    """Every line of the report."""
    auth = address.user, address.password
    embedder = MiniLM()
    embedder.encode(["warm"])
    with Memory(folder / "memory.db", extractor=None, embedder=embedder) as memory:
        on_sqlite = dict(measured(memory, facts))
    with Memory(address.url, auth=auth, extractor=None, embedder=embedder) as memory:
        for what, number in measured(memory, facts):
            ratio = round(number / on_sqlite[what], 2)
            known = round(on_sqlite[what], 1)
            yield {"what": what, "neo4j": round(number, 1), "sqlite": known, "ratio": ratio}
        vector = embedder.encode(["Who owns Thing 7?"]).vectors[0]
        view = memory.view()
        spent = milliseconds(lambda: memory._store.nearest(vector, view, 100), 20)
        yield {"what": "nearest 100 passages in memory, p50 ms", "neo4j": round(middle(spent), 1)}
    with neo4j.GraphDatabase.driver(address.url, auth=auth) as driver:

        def ask(query: str, **parameters: Any) -> list[Any]:
            return driver.execute_query(neo4j.Query(query), parameters).records

        for what, number in own_search(ask):
            yield {"what": what, "neo4j": round(number, 1)}


def main() -> None:
    """Run everything and print a JSON object a line."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--facts", type=int, default=100_000)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as name, server(Path(name) / "neo4j") as address:
        for line in compared(address, Path(name), given.facts):
            print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main()
