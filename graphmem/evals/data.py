"""Data sets in the uniform format: passages.jsonl and questions.jsonl in one directory."""

from __future__ import annotations

import json
import statistics
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graphmem.errors import BadInput

# Where the typical conversation is shorter than this, finding in it alone would measure nothing.
SHORTEST_CONVERSATION = 40
ADVERSARIAL = 5


@dataclass(frozen=True, slots=True)
class Question:
    """A question with the episodes that answer it."""

    id: str
    text: str
    type: str
    gold: frozenset[str]
    asked_at: str | None = None


@dataclass(slots=True)
class Part:
    """What goes into one memory, and what is asked of it."""

    passages: list[Mapping[str, Any]] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)


def load(directory: Path, pooled: bool | None) -> tuple[list[Part], bool]:
    """The parts of a data set, and whether it is pooled into one.

    Args:
        directory: holds the two files.
        pooled: one memory for all; `None` = only where there are no conversations, or where the
            typical one has fewer than 40 passages.
    """
    passages = list(lines(directory / "passages.jsonl"))
    by_conversation: dict[str, int] = defaultdict(int)
    for passage in passages:
        by_conversation[passage.get("conversation") or ""] += 1
    if pooled is None:
        short = statistics.median(by_conversation.values()) < SHORTEST_CONVERSATION
        pooled = short or set(by_conversation) == {""}
    parts: dict[str, Part] = defaultdict(Part)
    for passage in passages:
        parts["" if pooled else passage["conversation"]].passages.append(passage)
    known = {key: {p["id"] for p in part.passages} for key, part in parts.items()}
    for row in lines(directory / "questions.jsonl"):
        key = "" if pooled else row["conversation"]
        gold = row.get("audit_correct_passage_ids") or row["gold_passage_ids"]
        held = frozenset(gold) & known.get(key, set())
        if held and row.get("category") != ADVERSARIAL:
            kind, date = str(row.get("type", "")), row.get("question_date")
            asked_at = utc(date) if date else None
            question = Question(row["id"], row["question"], kind, held, asked_at)
            parts[key].questions.append(question)
    return [part for part in parts.values() if part.questions], pooled


def utc(stamp: str) -> str:
    """A time without a zone is UTC."""
    zoned = len(stamp) == len("2023-05-08") or stamp.endswith("Z") or "+" in stamp
    return stamp if zoned else f"{stamp}Z"


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The JSON objects of a file, a line each."""
    try:
        text = path.read_text("utf-8")
    except OSError as error:
        raise BadInput(
            f"cannot read {str(path)!r}: {error}. Give a directory with passages.jsonl and "
            "questions.jsonl."
        ) from error
    return (json.loads(line) for line in text.split("\n") if line.strip())


def episode(passage: Mapping[str, Any]) -> dict[str, Any]:
    """A passage of a data set as an episode to be told: times without a zone are UTC."""
    told = {"id": passage["id"], "text": passage["text"]}
    for name in ("speaker", "session", "title"):
        if passage.get(name):
            told[name] = passage[name]
    if stamp := passage.get("timestamp"):
        told["occurred_at"] = utc(stamp)
    return told
