"""Does a search know that it has no answer? `python -m benchmarks.abstention DIRECTORY`.

DIRECTORY is in the uniform format and has questions without an answer: LoCoMo's adversarial ones
(category 5) ask of one speaker what the other told; BEAM's of type abstention and LongMemEval's
marked ones ask for a detail that is not there. All others with resolvable gold are answerable.
A third kind is made: of each conversation some of the others' answerable questions are asked.

    auc        how often an answerable question has a higher `found.confidence` than one that is
               not, ties half: 0.5 is chance
    elsewhere  the same against the questions of other conversations
    auc_fold   as auc, with the weights fitted anew for each conversation from the others
    mean       the mean confidence of all three kinds
    below      the shares of them for which `ask` calls no model, the evidence being weak
    weights    fitted on the set's own questions, both kinds weighing the same

`--claims PATH` tells recorded claims; else nothing is read, or by `--extractor`.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphmem import Memory
from graphmem.answer import WEAK
from graphmem.config import open_extractor
from graphmem.evals.data import ADVERSARIAL, episode, lines, load, utc
from graphmem.extract.base import Extractor
from graphmem.found import Found
from graphmem.progress import batches
from graphmem.rank.confidence import Signs, terms

Numbers = NDArray[np.float64]
STEPS, DECAY = 30, 1e-3
STRANGE = 20  # questions of other conversations that are asked of each


class Asked(NamedTuple):
    """Some questions: what kind each is, its confidence and terms, the conversation asked."""

    answerable: NDArray[np.bool_]
    elsewhere: NDArray[np.bool_]
    sure: Numbers
    terms: Numbers
    where: NDArray[np.str_]


def unanswerable(row: dict[str, Any]) -> bool:
    """Whether the data says that a question has no answer."""
    marked = row.get("category") == ADVERSARIAL or row.get("type") == "abstention"
    return bool(marked or row.get("abstention"))


def given(found: Found) -> list[float]:
    """What the model of confidence weighs: see `graphmem.rank.confidence`."""
    return [*terms(Signs(**found.signs), bool(found.path)).values()]


def questions(
    rows: Sequence[dict[str, Any]], conversation: str | None
) -> Iterator[tuple[dict[str, Any], bool]]:
    """What is asked of a conversation (`None`: of all in one), and whether it is another's."""
    known = [row for row in rows if unanswerable(row) or row["gold_passage_ids"]]
    own = [row for row in known if conversation in (None, row.get("conversation"))]
    yield from ((row, False) for row in own)
    others = [row for row in known if row not in own and not unanswerable(row)]
    dice = random.Random(conversation)
    yield from ((row, True) for row in dice.sample(others, min(STRANGE, len(others))))


def asked(directory: Path, extractor: Extractor | None) -> Asked:
    """Every question asked."""
    parts, pooled = load(directory, None)
    rows = list(lines(directory / "questions.jsonl"))
    told: list[tuple[bool, bool, float, list[float], str]] = []
    for part in parts:
        conversation = None if pooled else part.passages[0].get("conversation")
        with Memory(":memory:", extractor=extractor) as memory:
            for batch in batches(part.passages):
                memory.add_many([episode(passage) for passage in batch])
            for row, strange in questions(rows, conversation):
                date = row.get("question_date")
                found = memory.search(row["question"], asked_at=utc(date) if date else None)
                answerable = not unanswerable(row) and not strange
                where = str(conversation or row.get("conversation"))
                told.append((answerable, strange, found.confidence, given(found), where))
    return Asked(*map(np.array, zip(*told, strict=True)))


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
    all_ = asked(directory, extractor)
    own, kinds = ~all_.elsewhere, (all_.answerable, ~all_.answerable & ~all_.elsewhere)
    answerable, weighed = all_.answerable[own], all_.terms[own]
    shown = [kind for kind in (*kinds, all_.elsewhere) if kind.any()]
    strange = all_.answerable | all_.elsewhere
    return {
        "data": directory.name,
        "extractor": extractor.name if extractor else None,
        "questions": [int(kind.sum()) for kind in (*kinds, all_.elsewhere)],
        "auc": round(auc(answerable, all_.sure[own]), 3),
        "auc_fold": round(auc(answerable, by_fold(answerable, weighed, all_.where[own])), 3),
        "elsewhere": round(auc(all_.answerable[strange], all_.sure[strange]), 3)
        if all_.elsewhere.any()
        else None,
        "mean": [round(float(all_.sure[kind].mean()), 2) for kind in shown],
        "below": [round(float((all_.sure[kind] < WEAK).mean()), 3) for kind in shown],
        "weights": fitted(answerable, weighed).round(2).tolist(),
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
