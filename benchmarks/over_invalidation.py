"""Facts closed by what is no contradiction: `python -m benchmarks.over_invalidation DIRECTORY`.

The recorded claims of each conversation are replayed, and every fact is listed that ends, or is
interrupted, where none of its own claims says so: another claim *closed* it. Since there are few
of them, every *exclusive* fact is listed too: those that a second object would close.

`over_invalidation.csv` holds a verdict on each, made by reading the claims: whether a reader
would call the closing claim a contradiction, or a second object of an exclusive predicate one.
The rows name turns by their ids and quote nothing. What is listed and not judged is printed.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks.replayed import replayed
from graphmem import AsOf, Memory
from graphmem.model import Claim, Fact

VERDICTS = Path(__file__).with_suffix(".csv")
Row = tuple[str, str, str]


def listed(memory: Memory) -> Iterator[Row]:
    """(what, the ids of the turns, the predicate) of each fact to be judged."""
    claims = {claim.id: claim for claim in memory.claims()}
    for fact in memory.facts(as_of=AsOf()):
        own = [claims[id_] for id_ in fact.claim_ids]
        turns = ";".join(sorted({claim.episode_id for claim in own}))
        if fact.kind == "state" and cut_short(fact, own):
            yield "closed", turns, fact.predicate
        if fact.exclusive:
            yield "exclusive", turns, fact.predicate


def cut_short(fact: Fact, own: list[Claim]) -> bool:
    """Whether a state begins or ends where none of its claims says so."""
    begins = {claim.valid_from or claim.told for claim in own}
    ends = {claim.valid_to for claim in own}
    return fact.valid_from not in begins or fact.valid_to not in ends


def verdicts() -> dict[Row, str]:
    """What was judged of each fact."""
    with VERDICTS.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return {(row["what"], row["turns"], row["predicate"]): row["verdict"] for row in rows}


def main() -> None:
    """Print what is not judged, and the shares."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("directory", type=Path)
    given = options.parse_args()
    judged, facts, found = verdicts(), 0, []
    for _, memory in replayed(given.directory, aliases=True):
        facts += len(memory.facts(as_of=AsOf()))
        found += list(listed(memory))
    for row in found:
        if row not in judged:
            print(json.dumps({"not judged": row}, ensure_ascii=False))
    for what in ("closed", "exclusive"):
        mine = Counter(judged.get(row, "not judged") for row in found if row[0] == what)
        share = round(100 * mine["wrong"] / facts, 2)
        print(json.dumps({"what": what, "facts": facts, **mine, "wrong, per cent of facts": share}))


if __name__ == "__main__":
    main()
