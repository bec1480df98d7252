"""Does a search know that it has no answer? `python -m benchmarks.abstention DIRECTORY`.

DIRECTORY is in the uniform format and has questions without an answer: LoCoMo's adversarial ones
(category 5) ask of one speaker what the other told, BEAM's of type abstention ask for a detail
that is not there. All others with resolvable gold count as answerable.

    auc        how often an answerable question has a higher `found.confidence` than one that is
               not, ties half: 0.5 is chance
    auc_fold   the same with the weights fitted anew for each conversation from the others
    mean       the mean confidence of both kinds
    below      the shares of both kinds for which `ask` calls no model, the evidence being weak
    weights    fitted on all questions, both kinds weighing the same

`--claims PATH` tells recorded claims; else nothing is read, or by `--extractor`.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graphmem import Memory
from graphmem.answer import WEAK
from graphmem.config import open_extractor
from graphmem.evals.data import ADVERSARIAL, episode, lines, load, utc
from graphmem.extract.base import Extractor
from graphmem.found import Found
from graphmem.progress import batches
from graphmem.rank.confidence import AMONG, LOOKED_AT, ahead_of_others
from graphmem.text import words

Numbers = NDArray[np.float64]
STEPS, DECAY = 30, 1e-3


def features(found: Found) -> list[float]:
    """What confidence is computed from: see `graphmem.rank.confidence`."""
    hits = found.hits[:LOOKED_AT]
    asked = set(words(found.question))
    named = [bool(set(words(hit.passage.speaker or "")) & asked) for hit in hits]
    ahead = ahead_of_others(np.array([hit.score for hit in hits]), np.array(named, np.bool_))
    covered = float(np.mean([hit.why.get("tokens", 0.0) for hit in hits[:AMONG]]))
    return [covered, hits[0].why.get("weakest", 0.0), ahead, float(bool(found.path))]


def unanswerable(row: dict[str, Any]) -> bool:
    """Whether the data says that a question has no answer."""
    return row.get("category") == ADVERSARIAL or row.get("type") == "abstention"


def asked(
    directory: Path, extractor: Extractor | None
) -> tuple[NDArray[np.bool_], Numbers, Numbers, NDArray[np.str_]]:
    """For each question: whether it has an answer, confidence, features, its conversation."""
    parts, _ = load(directory, None)
    rows = list(lines(directory / "questions.jsonl"))
    answerable, sure, told, where = [], [], [], []
    for part in parts:
        conversation = part.passages[0].get("conversation")
        with Memory(":memory:", extractor=extractor) as memory:
            for batch in batches(part.passages):
                memory.add_many([episode(passage) for passage in batch])
            for row in (row for row in rows if row.get("conversation") == conversation):
                if not (unanswerable(row) or row["gold_passage_ids"]):
                    continue
                date = row.get("question_date")
                found = memory.search(
                    row["question"], limit=LOOKED_AT, asked_at=utc(date) if date else None
                )
                answerable.append(not unanswerable(row))
                sure.append(found.confidence)
                told.append(features(found))
                where.append(str(conversation))
    return np.array(answerable), np.array(sure), np.array(told), np.array(where)


def auc(answerable: NDArray[np.bool_], scores: Numbers) -> float:
    """How often an answerable question has the higher score, ties half."""
    ahead = scores[answerable][:, None] - scores[~answerable][None, :]
    return float(np.mean((ahead > 0) + 0.5 * (ahead == 0)))


def fitted(answerable: NDArray[np.bool_], given: Numbers) -> Numbers:
    """The weights of a logistic model and its bias, by Newton's method."""
    table = np.column_stack([given, np.ones(len(given))])
    share = np.where(answerable, 0.5 / answerable.mean(), 0.5 / (1 - answerable.mean()))
    weights = np.zeros(table.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-np.clip(table @ weights, -30, 30)))
        slope = table.T @ (share * (chance - answerable)) / len(table) + DECAY * weights
        bend = (table.T * (share * chance * (1 - chance))) @ table / len(table)
        weights -= np.linalg.solve(bend + DECAY * np.eye(len(weights)), slope)
    return weights


def by_fold(answerable: NDArray[np.bool_], given: Numbers, where: NDArray[np.str_]) -> Numbers:
    """Each question's score by weights that were fitted on the other conversations."""
    scores = np.zeros(len(answerable))
    for conversation in np.unique(where):
        own = where == conversation
        weights = fitted(answerable[~own], given[~own])
        scores[own] = np.column_stack([given[own], np.ones(int(own.sum()))]) @ weights
    return scores


def report(directory: Path, extractor: Extractor | None) -> dict[str, Any]:
    """Every figure, for one data set."""
    answerable, sure, given, where = asked(directory, extractor)
    return {
        "data": directory.name,
        "extractor": extractor.name if extractor else None,
        "answerable": int(answerable.sum()),
        "unanswerable": int((~answerable).sum()),
        "auc": round(auc(answerable, sure), 3),
        "auc_fold": round(auc(answerable, by_fold(answerable, given, where)), 3),
        "mean": [round(float(sure[kind].mean()), 2) for kind in (answerable, ~answerable)],
        "below": [
            round(float((sure[kind] < WEAK).mean()), 3) for kind in (answerable, ~answerable)
        ],
        "weights": fitted(answerable, given).round(2).tolist(),
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the report of one directory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--claims", type=Path, default=None)
    parser.add_argument("--extractor", default=None)
    given = parser.parse_args(arguments)
    reader = f"recorded:{given.claims}" if given.claims else given.extractor
    print(json.dumps(report(given.directory, open_extractor(reader))))


if __name__ == "__main__":
    main()
