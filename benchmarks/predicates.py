"""Which predicates meet in one slot: `python -m benchmarks.predicates [--vectors]`.

`predicates.csv` holds pairs that should meet and pairs that should not; those of the set *held*
are held out: no wording was declared because of them. Two predicates meet where states worded by
them, with a stated end, are recorded under one predicate by the built-in ontology; without an end
the past of a state ("lived in") has a slot of its own by design. "employs" meets "works at" with
its ends exchanged.

With --vectors also: how well the cosine of two predicates, as MiniLM embeds them, tells the
pairs apart that no rule joins, and the best that any threshold would do on them.
"""

from __future__ import annotations

import argparse
import csv
import json
from datetime import UTC, datetime
from itertools import product
from pathlib import Path

from graphmem import Claim
from graphmem.embed.minilm import MiniLM
from graphmem.ontology import built_in
from graphmem.phrasing import phrasing
from graphmem.text import name_key

PAIRS = Path(__file__).with_suffix(".csv")
ENDED = datetime(2024, 1, 1, tzinfo=UTC)
Pair = tuple[str, bool, str, str]


def pairs() -> list[Pair]:
    """(set, whether they should meet, one predicate, the other)."""
    with PAIRS.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return [(row["set"], row["meet"] == "yes", row["one"], row["other"]) for row in rows]


def slot(predicate: str) -> str:
    """Under which predicate a state so worded is recorded."""
    said = built_in().applied(Claim("A", predicate, "B", valid_to=ENDED))
    return name_key(said.predicate)


def meets(one: str, other: str) -> bool:
    """Whether two predicates meet."""
    return slot(one) == slot(other)


def separation(rest: list[Pair]) -> dict[str, object]:
    """How well cosines tell some pairs apart: the area under the curve, and the best threshold."""
    given = [name for _, _, *names in rest for name in names]
    vectors = MiniLM().encode(given).vectors
    cosines = (vectors[::2] * vectors[1::2]).sum(axis=1)
    yes = [float(c) for c, (_, meet, _, _) in zip(cosines, rest, strict=True) if meet]
    no = [float(c) for c, (_, meet, _, _) in zip(cosines, rest, strict=True) if not meet]
    area = sum((a > b) + (a == b) / 2 for a, b in product(yes, no)) / (len(yes) * len(no))
    free = sum(a > max(no) for a in yes)
    return {
        "pairs": len(rest),
        "area": round(area, 3),
        "should meet": len(yes),
        "of these above every other": free,
        "highest that should not": round(max(no), 3),
        "median that should": round(sorted(yes)[len(yes) // 2], 3),
    }


def main() -> None:
    """Print a JSON object a line: what is wrong, and the shares of each set."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--vectors", action="store_true")
    given = options.parse_args()
    held = pairs()
    right = {pair: meets(*pair[2:]) == pair[1] for pair in held}
    for pair, is_right in right.items():
        if not is_right:
            print(json.dumps({"set": pair[0], "should meet": pair[1], "wrong": pair[2:]}))
    for name, meet in product(("list", "held"), (True, False)):
        mine = [is_right for pair, is_right in right.items() if pair[:2] == (name, meet)]
        print(
            json.dumps({"set": name, "should meet": meet, "pairs": len(mine), "right": sum(mine)})
        )
    if given.vectors:
        print(json.dumps({"vectors": "all pairs", **separation(held)}))
        apart = [p for p in held if phrasing(p[2]).key != phrasing(p[3]).key]
        print(json.dumps({"vectors": "of other wordings", **separation(apart)}))


if __name__ == "__main__":
    main()
