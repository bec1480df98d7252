"""How fast graphmem is: `python -m benchmarks.speed [--passages 10000]`.

Prints milliseconds and, since machines are noisy, ratios against a baseline of the same run: one
durable SQLite commit for writing, one embedding of the question for searching. Passages are
made-up turns; everything runs on files in a temporary folder.
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
from pathlib import Path

from graphmem import Memory
from graphmem.embed.minilm import MiniLM

NAMES = "Alice Ben Chiara Deniz Emma Farid Grace Hiro Ines Jonas".split()
PLACES = "Paris Berlin Oslo Lisbon Rome Zurich Vienna Porto Madrid Lyon".split()
THINGS = "bread music work a new job the garden a long walk chess rain the cello".split()


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
        for line in measured(path, given.passages, dice, embedder, commit):
            print(json.dumps(line), flush=True)
        print(json.dumps({"what": "cold process answers", "seconds": round(cold_answer(path), 2)}))
        size = path.stat().st_size / given.passages
        print(json.dumps({"what": "file", "bytes_per_passage": round(size)}))


def measured(
    path: Path, passages: int, dice: random.Random, embedder: MiniLM, commit: float
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
        with Memory(path, embedder=embedder, extractor=None) as fill:
            fill.add_many([turn(next(numbers), dice) for _ in range(passages - 152)])
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
