"""How well names are resolved: `python -m benchmarks.names DIRECTORY`.

The recorded claims of each conversation are replayed without their lists of aliases, into a
memory of its own. A *pair* is an alias and the name that the recorded lists join; it is joined
where both names lead to one entity afterwards. A pair is wrongly joined where the names of two
entities lead to one although the lists do not join them.

The lists hold more than names: "my mom", "little guys". Each pair is of one kind, told apart by
its letters alone: *names*, where both are written as names; *spelling*, where the letters are
nearly the same; *part*, where the alias is a part of the name's words; else *words*.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from benchmarks.replayed import replayed
from graphmem import AsOf, Memory
from graphmem.evals.data import lines
from graphmem.likeness import bare, is_proper
from graphmem.resolve import entity_id
from graphmem.text import name_key, tokens

NEARLY = 92  # per cent of letters alike
KINDS = ("names", "spelling", "part", "words")


def pairs(file: Path) -> Counter[tuple[str, str]]:
    """(alias, name) of a conversation, and in how many sessions."""
    found: Counter[tuple[str, str]] = Counter()
    for session in lines(file):
        for one in session["entities"]:
            found.update((alias, one["name"]) for alias in one["aliases"])
    return Counter({pair: n for pair, n in found.items() if len(set(map(name_key, pair))) > 1})


def kind(alias: str, name: str) -> str:
    """What sort of pair it is."""
    if is_proper(alias) and is_proper(name):
        return "names"
    if fuzz.ratio(bare(alias), bare(name)) >= NEARLY:
        return "spelling"
    return "part" if set(tokens(alias)) <= set(tokens(name)) else "words"


def groups(pairs: Counter[tuple[str, str]]) -> dict[str, str]:
    """For each name that the lists join with others, one of these: the same for all of them."""
    first: dict[str, str] = {}
    for alias, name in pairs:
        one, other = (first.get(name_key(n), name_key(n)) for n in (alias, name))
        first |= {name_key(alias): other, name_key(name): other}
        first = {key: other if held == one else held for key, held in first.items()}
    return first


def measured(file: Path, memory: Memory) -> Iterator[dict[str, Any]]:
    """A line for each pair of a conversation, and one for the pairs that are joined wrongly."""
    told = pairs(file)
    entities = memory.entities(as_of=AsOf())
    of = {entity_id(n): entity.id for entity in entities for n in (entity.name, *entity.aliases)}
    for (alias, name), sessions in told.items():
        ids = [of.get(entity_id(one)) for one in (alias, name)]
        known = None not in ids
        line = {"pair": f"{alias} = {name}", "kind": kind(alias, name), "sessions": sessions}
        yield {**line, "known": known, "joined": known and ids[0] == ids[1]}
    same, held = groups(told), defaultdict(list)
    for entity in entities:
        for key in {name_key(n) for n in (entity.name, *entity.aliases)}:
            held[entity.id].append(key)
    joined = [pair for keys in held.values() for pair in combinations(sorted(keys), 2)]
    wrong = [p for p in joined if same.get(p[0], p[0]) != same.get(p[1], p[1])]
    count = sum(map(len, held.values()))
    yield {
        "names": count,
        "pairs": count * (count - 1) // 2,
        "made": len(joined),
        "not told": wrong,
    }


def main() -> None:
    """Print a JSON object a line: every pair, and the sums."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("directory", type=Path)
    given = options.parse_args()
    held: list[dict[str, Any]] = []
    for name, memory in replayed(given.directory, aliases=False):
        for line in measured(given.directory / "claims" / f"{name}.jsonl", memory):
            held.append({"conversation": name, **line})
            print(json.dumps(held[-1], ensure_ascii=False), flush=True)
    for one in (*KINDS, "all"):
        mine = [line for line in held if "pair" in line and one in (line["kind"], "all")]
        known = [line for line in mine if line["known"]]
        joined = [line for line in known if line["joined"]]
        sessions = [sum(line["sessions"] for line in some) for some in (known, joined)]
        counts = {"pairs": len(mine), "known": len(known), "joined": len(joined)}
        print(json.dumps({"kind": one, **counts, "sessions": sessions[0], "of these": sessions[1]}))
    sums = [line for line in held if "made" in line]
    total = {name: sum(line[name] for line in sums) for name in ("names", "pairs", "made")}
    print(json.dumps({**total, "not told": sum(len(line["not told"]) for line in sums)}))


if __name__ == "__main__":
    main()
