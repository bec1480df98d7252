"""Order and updates in long chats: `python -m benchmarks.updates DIRECTORY`.

DIRECTORY is `beam_100k` in the uniform format; its questions name the roles of gold messages.

    updates   knowledge_update and contradiction_resolution: the message in the second role
              (updated_info, second_statement) is found above that in the first. In three
              contradictions the second statement was told before the first: `later` counts the
              later message instead.
    order     event_ordering: of each two gold messages found, `found.by_time()` has the one that
              was told first before the other: pairs in order, and Kendall's tau.
    sequence  the same two messages given to `memory.sequence`.

Questions whose roles share a message, or have none, are left out. Without the reader; limit 100.
"""

from __future__ import annotations

import argparse
import json
import statistics
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from graphmem import Memory
from graphmem.evals.data import episode, lines, utc
from graphmem.progress import batches

LIMIT = 100
UPDATES = ("knowledge_update", "contradiction_resolution")


def turn(episode_id: str) -> int:
    """The number of a message in its chat."""
    return int(episode_id.rsplit(":", 1)[1])


def updates(memory: Memory, questions: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """For each question about an update: which of its two messages is above the other."""
    found = []
    for row in questions:
        first, second = map(set, row["gold_roles"].values())
        if not first or not second or first & second:
            continue
        hits = memory.search(row["question"], limit=LIMIT, asked_at=utc(row["question_date"]))
        ranking = list(dict.fromkeys(hit.passage.episode_id for hit in hits))
        above = place(ranking, second) < place(ranking, first)
        later = min(map(turn, second)) > min(map(turn, first))
        one, other = (min(role, key=turn) for role in (first, second))
        order = memory.sequence(one, other)
        right = bool(order) and (order.first == order.asked[0]) == later
        line = {"type": row["type"], "second": above, "later": above == later}
        found.append({**line, "sequence_known": bool(order), "sequence_right": right})
    return found


def place(ranking: Sequence[str], wanted: set[str]) -> int:
    """The best place of some episodes, or behind all."""
    return min((ranking.index(one) for one in wanted if one in ranking), default=len(ranking))


def orders(memory: Memory, questions: Sequence[dict[str, Any]]) -> list[tuple[int, int, int]]:
    """For each question about order: gold messages, those found, and found pairs in order."""
    found = []
    for row in questions:
        gold = set(row["gold_passage_ids"])
        hits = memory.search(row["question"], limit=LIMIT, asked_at=utc(row["question_date"]))
        told = dict.fromkeys(hit.passage.episode_id for hit in hits.by_time())
        pairs = list(combinations([one for one in told if one in gold], 2))
        right = sum(turn(one) < turn(other) for one, other in pairs)
        found.append((len(gold), len(gold & set(told)), right))
    return found


def main() -> None:
    """Fill a memory for each chat, ask, and print a JSON object for each measure."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("directory", type=Path)
    given = options.parse_args()
    chats: dict[str, list[Any]] = {}
    for row in lines(given.directory / "passages.jsonl"):
        chats.setdefault(row["conversation"], []).append(row)
    questions = list(lines(given.directory / "questions.jsonl"))
    updated: list[dict[str, Any]] = []
    ordered: list[tuple[int, int, int]] = []
    for chat, passages in chats.items():
        own = [row for row in questions if row["conversation"] == chat]
        with Memory(extractor=None) as memory:
            for batch in batches(passages):
                memory.add_many([episode(row) for row in batch])
            updated += updates(memory, [row for row in own if row["type"] in UPDATES])
            ordered += orders(memory, [row for row in own if row["type"] == "event_ordering"])
    report(updated, ordered)


def report(updated: Sequence[dict[str, Any]], ordered: Sequence[tuple[int, int, int]]) -> None:
    """Print what was measured."""
    for kind in ("all", *UPDATES):
        some = [row for row in updated if kind in ("all", row["type"])]
        names = ("second", "later", "sequence_known", "sequence_right")
        shares = {
            name: round(100 * statistics.mean(row[name] for row in some), 1) for name in names
        }
        print(json.dumps({"updates": kind, "n": len(some), **shares}))
    pairs = sum(found * (found - 1) // 2 for _, found, _ in ordered)
    right = sum(one for *_, one in ordered)
    line = {
        "order": "by_time",
        "n": len(ordered),
        "gold": sum(gold for gold, *_ in ordered),
        "found": sum(found for _, found, _ in ordered),
        "pairs": pairs,
        "in_order": round(100 * right / pairs, 1),
        "kendall_tau": round(2 * right / pairs - 1, 3),
    }
    print(json.dumps(line))


if __name__ == "__main__":
    main()
