"""Retrieval measured on real data, where it is beside the checkout."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from graphmem.evals.run import evaluate
from tests.parts import SHARED, HashEmbedder

REQUIRED = os.environ.get("GRAPHMEM_REQUIRE_DATA") == "1"
needs_data = pytest.mark.skipif(
    not SHARED.exists() and not REQUIRED, reason=f"no data sets at {SHARED}: set GRAPHMEM_DATA"
)


def write(folder: Path, name: str, rows: Sequence[Mapping[str, object]]) -> None:
    """A file of JSON lines."""
    (folder / name).write_text("\n".join(json.dumps(row) for row in rows), "utf-8")


def test_recall_counts_gold_episodes_among_the_first(tmp_path: Path) -> None:
    """Recall is the share of gold found, all@k the share of questions with all of it."""
    texts = ["green tea is hot", "coffee is bitter", "rain falls in Oslo"]
    write(tmp_path, "passages.jsonl", [{"id": f"p{n}", "text": t} for n, t in enumerate(texts)])
    asked = {"question": "is green tea hot?", "type": "drinks"}
    gold: list[dict[str, object]] = [{**asked, "id": "q0", "gold_passage_ids": ["p0"]}]
    gold += [{**asked, "id": "q1", "gold_passage_ids": ["p0", "gone"], "category": 5}]
    gold += [{**asked, "id": "q2", "gold_passage_ids": []}]
    write(tmp_path, "questions.jsonl", gold)

    report = evaluate(tmp_path, extractor=None, embedder=HashEmbedder())

    assert (report["questions"], report["passages"]) == (1, 3)
    assert report["recall"]["2"] == report["all"]["2"] == 100
    assert report["by_type"]["drinks"]["questions"] == 1
    assert report["settings"]["pooled"]


@needs_data
def test_recall_holds_on_real_conversations() -> None:
    """Recall on the first questions of a real conversation stays where it was measured."""
    report = evaluate(SHARED / "locomo", extractor=None, first=60)

    assert (report["questions"], report["memories"]) == (60, 1)
    assert report["recall"]["5"] >= 64
