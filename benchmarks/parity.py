"""The same questions to a memory in SQLite and to one in Neo4j: recall, and what differs.

`python -m benchmarks.parity ../shared/data/locomo` starts a server of its own and prints a JSON
object. Of a set with several conversations the first is asked. Nothing is read but words and
vectors (extractor=None).
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from graphmem import Memory
from graphmem.embed.base import Encoding
from graphmem.embed.minilm import MiniLM
from graphmem.evals.data import Part, Question, load
from graphmem.evals.run import _ranking, _scores, _tell
from graphmem.progress import Progress
from tests.neo4j_server.server import server


class Remembering:
    """MiniLM that does not read a text twice: both memories are told the same."""

    def __init__(self) -> None:
        self.model, self.known = MiniLM(), dict[str, Encoding]()
        self.name, self.dimension = self.model.name, self.model.dimension

    def encode(self, texts: Sequence[str]) -> Encoding:
        """The vectors of some texts."""
        fresh = [text for text in dict.fromkeys(texts) if text not in self.known]
        if fresh:
            made = self.model.encode(fresh)
            for place, text in enumerate(fresh):
                tokens = made.tokens[place : place + 1]
                self.known[text] = Encoding(made.vectors[place : place + 1], tokens)
        if not texts:
            return self.model.encode([])
        held = [self.known[text] for text in texts]
        vectors = [one.vectors[0] for one in held]
        return Encoding(np.array(vectors), [one.tokens[0] for one in held])


def asked(memory: Memory, part: Part) -> tuple[list[tuple[Question, list[str]]], dict[str, Any]]:
    """Each question with its ranking, and recall and times."""
    with Progress("", False) as bar:
        adding = _tell(memory, part, bar)
    found: list[tuple[Question, list[str]]] = []
    spent = []
    for question in part.questions:
        began = time.perf_counter()
        found.append((question, _ranking(memory, question)))
        spent.append(1000 * (time.perf_counter() - began))
    times = {"add_seconds": round(adding, 1), "search_ms_p50": round(statistics.median(spent), 1)}
    return found, {**_scores(found), **times}


def main() -> None:
    """Tell both, ask both, and print what differs."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("directory", type=Path)
    given = options.parse_args()
    parts, _ = load(given.directory, None)
    embedder = Remembering()
    with tempfile.TemporaryDirectory() as name, server(Path(name) / "neo4j") as address:
        with Memory(f"{name}/m.db", extractor=None, embedder=embedder) as memory:
            here, on_sqlite = asked(memory, parts[0])
        auth = address.user, address.password
        with Memory(address.url, auth=auth, extractor=None, embedder=embedder) as memory:
            there, on_neo4j = asked(memory, parts[0])
    pairs = [(one[1][:10], other[1][:10]) for one, other in zip(here, there, strict=True)]
    report = {
        "data": given.directory.name,
        "questions": len(pairs),
        "passages": len(parts[0].passages),
        "same first": sum(one[:1] == other[:1] for one, other in pairs),
        "same ten": sum(set(one) == set(other) for one, other in pairs),
        "sqlite": on_sqlite,
        "neo4j": on_neo4j,
    }
    print(json.dumps(report))


if __name__ == "__main__":
    main()
