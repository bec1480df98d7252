"""How fast graphmem is: `python -m benchmarks.speed [--passages 10000]`.

Prints milliseconds and, since machines are noisy, ratios against a baseline of the same run: one
durable SQLite commit for writing, one embedding of the question for searching. Passages are
made-up turns; everything runs on files in a temporary folder. With `--distinct 5000` only so many
texts are made up, told again and again and embedded once: 100,000 passages are filled in minutes.
"""

from __future__ import annotations

import argparse
import json
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from graphmem import Memory
from graphmem.embed.base import Embedder, Encoding
from graphmem.embed.minilm import MiniLM
from graphmem.index import headed

NAMES = "Alice Ben Chiara Deniz Emma Farid Grace Hiro Ines Jonas".split()
PLACES = "Paris Berlin Oslo Lisbon Rome Zurich Vienna Porto Madrid Lyon".split()
THINGS = "bread music work a new job the garden a long walk chess rain the cello".split()


class Remembering:
    """An embedder that embeds each text once."""

    def __init__(self, embedder: MiniLM) -> None:
        self.name, self.dimension, self._embedder = embedder.name, embedder.dimension, embedder
        self._known: dict[str, tuple[Any, Any]] = {}

    def encode(self, texts: Sequence[str]) -> Encoding:
        """What the embedder says of each text."""
        if fresh := list(dict.fromkeys(text for text in texts if text not in self._known)):
            said = self._embedder.encode(fresh)
            assert said.tokens is not None
            parts = zip(said.vectors, said.tokens, strict=True)
            self._known |= dict(zip(fresh, parts, strict=True))
        if not texts:
            return self._embedder.encode(texts)
        vectors, tokens = zip(*(self._known[text] for text in texts), strict=True)
        return Encoding(np.stack(vectors), list(tokens))


def indexing(folder: Path, embedder: MiniLM, dice: random.Random) -> float:
    """How long adding turns takes without a reader, as a multiple of embedding their texts."""
    with Memory(folder / "indexing.db", embedder=embedder, extractor=None) as memory:
        ratios = []
        for number in range(5):
            turns = [turn(1_000 * number + place, dice) for place in range(400)]
            (added,) = milliseconds(partial(memory.add_many, turns), 1)
            texts = [headed(passage) for passage in memory.passages()][-400:]
            (alone,) = milliseconds(partial(embedder.encode, texts), 1)
            ratios.append(added / alone)
    return statistics.median(ratios)


def turn(number: int, dice: random.Random) -> dict[str, str]:
    """A made-up turn of a conversation."""
    name, place, thing = dice.choice(NAMES), dice.choice(PLACES), dice.choice(THINGS)
    text = dice.choice(
        (
            f"I moved to {place} because of {thing}, and number {number} is my new door.",
            f"Yesterday I met {dice.choice(NAMES)} in {place} and we talked about {thing}.",
            f"I can't stop thinking about {thing} since we left {place}, honestly.",
        )
    )
    session = f"s{number // 20}"
    return {"id": f"t{number}", "text": text, "speaker": name, "session": session}


def milliseconds(call: Callable[[], object], times: int) -> list[float]:
    """How long a call takes, several times."""
    spent = []
    for _ in range(times):
        began = time.perf_counter()
        call()
        spent.append(1000 * (time.perf_counter() - began))
    return spent


def report(name: str, spent: Sequence[float], baseline: float, unit: str) -> dict[str, object]:
    """A line of the report: median, 95th percentile, ratio to the baseline."""
    middle = statistics.median(spent)
    high = sorted(spent)[int(0.95 * (len(spent) - 1))]
    line = {"what": name, "p50_ms": round(middle, 2), "p95_ms": round(high, 2)}
    return {**line, f"p50 / {unit}": round(middle / baseline, 2)}


def durable_commit(folder: Path) -> float:
    """The median milliseconds of one durable commit of one row."""
    connection = sqlite3.connect(folder / "baseline.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE t (x)")
    spent = milliseconds(lambda: connection.execute("INSERT INTO t VALUES (1)"), 50)
    connection.close()
    return statistics.median(spent)


def import_seconds() -> float:
    """The median seconds of importing graphmem in a fresh process, Python's own start left out."""
    code = "import time; t = time.perf_counter(); import graphmem; print(time.perf_counter() - t)"
    runs = [
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout)
        for _ in range(5)
    ]
    return statistics.median(runs)


def cold_answer(path: Path) -> float:
    """Seconds until a new process has opened the store and answered a question."""
    code = (
        "from graphmem import Memory\n"
        f"with Memory({str(path)!r}) as memory:\n"
        "    memory.search('Who moved to Oslo because of the cello?')\n"
    )
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - began


def main() -> None:
    """Run everything and print a JSON object a line."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--passages", type=int, default=10_000)
    options.add_argument("--distinct", type=int, default=None, help="texts; default: all")
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    dice = random.Random(given.seed)
    embedder = MiniLM()
    embedder.encode(["warm"])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        commit = durable_commit(folder)
        print(json.dumps({"what": "one durable commit (baseline)", "p50_ms": round(commit, 3)}))
        print(json.dumps({"what": "import graphmem", "seconds": round(import_seconds(), 3)}))
        path = folder / "memory.db"
        ratio = round(indexing(folder, embedder, dice), 2)
        print(json.dumps({"what": "add_many without a reader / embedding alone", "ratio": ratio}))
        filler = Remembering(embedder) if given.distinct else embedder
        texts = [turn(number, dice) for number in range(given.distinct or given.passages)]
        filling = Filling(filler, texts, given.passages)
        for line in measured(path, filling, dice, embedder, commit):
            print(json.dumps(line), flush=True)
        print(json.dumps({"what": "cold process answers", "seconds": round(cold_answer(path), 2)}))
        size = path.stat().st_size / given.passages
        print(json.dumps({"what": "file", "bytes_per_passage": round(size)}))


class Filling(NamedTuple):
    """What makes a store large: some turns, told again and again."""

    embedder: Embedder
    turns: Sequence[dict[str, str]]
    passages: int

    def fill(self, path: Path) -> None:
        """Tell them."""
        with Memory(path, embedder=self.embedder, extractor=None) as memory:
            told = zip(range(self.passages - 152), cycle(self.turns), strict=False)
            memory.add_many([{**said, "id": f"fill {number}"} for number, said in told])


def measured(
    path: Path, filling: Filling, dice: random.Random, embedder: MiniLM, commit: float
) -> list[dict[str, object]]:
    """Adding to a small and to a large store, and searching the large one."""
    lines = []
    with Memory(path, embedder=embedder) as memory:
        numbers = iter(range(10**9))
        facts = iter(range(10**9))

        def add() -> None:
            memory.add_many([turn(next(numbers), dice)])

        def add_fact() -> None:
            number = next(facts)
            memory.add_fact(f"Person {number}", "lives in", dice.choice(PLACES), exclusive=True)

        add()
        lines.append(report("add a turn, small store", milliseconds(add, 100), commit, "commit"))
        lines.append(report("add_fact, small store", milliseconds(add_fact, 50), commit, "commit"))
        filling.fill(path)
        lines.append(report("add a turn, large store", milliseconds(add, 100), commit, "commit"))
        lines.append(report("add_fact, large store", milliseconds(add_fact, 50), commit, "commit"))
        asked = [
            f"Who moved to {place} because of {thing}?" for place in PLACES for thing in THINGS
        ]
        dice.shuffle(asked)
        rest = iter(asked * 9)
        embedding = statistics.median(milliseconds(lambda: embedder.encode([next(rest)]), 50))
        memory.search(next(rest))
        spent = milliseconds(lambda: memory.search(next(rest)), 60)
        lines.append(report("search, large store", spent, embedding, "embedding"))
    return lines


if __name__ == "__main__":
    main()
