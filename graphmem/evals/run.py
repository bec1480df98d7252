"""Retrieval measured: recall@k and all@k of episodes, by the public SDK only."""

from __future__ import annotations

import statistics
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from graphmem.embed.base import Embedder
from graphmem.evals.data import Part, Question, episode, load
from graphmem.extract.base import Extractor
from graphmem.memory import Memory
from graphmem.progress import Progress, batches

KS = (2, 5, 10, 20)
HITS = 60  # passages asked for, so that 20 episodes are among them


def evaluate(
    directory: Path,
    *,
    extractor: str | Extractor | None = "spacy",
    embedder: str | Embedder = "minilm",
    pooled: bool | None = None,
    first: int | None = None,
    progress: bool = False,
) -> dict[str, Any]:
    """Recall on a directory in the uniform format.

    Recall@k is the mean over questions of |gold ∩ first k episodes| / |gold|; all@k is the share
    of questions with all gold among the first k.

    Returns:
        counts, recall and all (per cent), both by type, timings, settings.
    """
    parts, pooled = load(directory, pooled)
    parts = list(needed(parts, first))
    asked: list[tuple[Question, list[str]]] = []
    adding, searching = 0.0, []
    passages = sum(len(part.passages) for part in parts)
    reader = _shared(extractor)
    with Progress("evaluating", progress, passages) as bar:
        for part in parts:
            with Memory(":memory:", extractor=reader, embedder=embedder) as memory:
                adding += _tell(memory, part, bar)
                for question in part.questions:
                    began = time.perf_counter()
                    asked.append((question, _ranking(memory, question)))
                    searching.append(time.perf_counter() - began)
                settings = memory.stats()
    if not asked:
        return {"questions": 0}
    return {
        "data": directory.name,
        "questions": len(asked),
        "passages": passages,
        "memories": len(parts),
        **_scores(asked),
        "by_type": {
            type_: {"questions": len(group), **_scores(group)}
            for type_, group in sorted(_by_type(asked).items())
        },
        "timings": {
            "add_seconds": round(adding, 2),
            "add_ms_per_passage": round(1000 * adding / passages, 2),
            "search_ms_p50": round(1000 * statistics.median(searching), 2),
            "search_ms_p95": round(1000 * sorted(searching)[int(0.95 * (len(searching) - 1))], 2),
        },
        "settings": {
            "extractor": settings["extractor"],
            "embedder": settings["embedder"],
            "pooled": pooled,
            "hits": HITS,
        },
    }


def needed(parts: list[Part], first: int | None) -> Iterator[Part]:
    """The parts that the first so many questions are asked of."""
    left = sum(len(part.questions) for part in parts) if first is None else first
    for part in parts:
        if left > 0:
            yield Part(part.passages, part.questions[:left])
            left -= len(part.questions)


def _shared(extractor: str | Extractor | None) -> Extractor | None:
    """One extractor for all memories, so that its model is loaded once."""
    from graphmem.config import open_extractor

    return open_extractor(extractor)


def _tell(memory: Memory, part: Part, bar: Progress) -> float:
    """Tell the passages of a part; how many seconds that took."""
    began = time.perf_counter()
    for batch in batches(part.passages):
        memory.add_many([episode(passage) for passage in batch])
        bar.advance(len(batch))
    return time.perf_counter() - began


def _ranking(memory: Memory, question: Question) -> list[str]:
    """The episodes that a search finds, best first, each by its best passage."""
    found = memory.search(question.text, limit=HITS, asked_at=question.asked_at)
    return list(dict.fromkeys(hit.passage.episode_id for hit in found))


def _by_type(
    asked: Sequence[tuple[Question, list[str]]],
) -> dict[str, list[tuple[Question, list[str]]]]:
    """The questions with their rankings, by type."""
    groups: dict[str, list[tuple[Question, list[str]]]] = defaultdict(list)
    for question, ranking in asked:
        groups[question.type].append((question, ranking))
    return groups


def _scores(asked: Sequence[tuple[Question, list[str]]]) -> dict[str, dict[str, float]]:
    """Recall and all@k over some questions, per cent."""
    recall, whole = {}, {}
    for k in KS:
        shares = [len(q.gold & set(ranking[:k])) / len(q.gold) for q, ranking in asked]
        recall[str(k)] = round(100 * statistics.mean(shares), 1)
        whole[str(k)] = round(100 * statistics.mean(share == 1 for share in shares), 1)
    return {"recall": recall, "all": whole}
