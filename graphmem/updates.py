"""Of two things that one speaker said of the same, the later holds now."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from graphmem.found import Hit
from graphmem.rank.updates import LOOKED_AT, update_of_best
from graphmem.text import words

# What tells of a change, in English; in other languages nothing is known to be an update.
CHANGE = re.compile(
    r"\b(now|new|newly|recent|recently|latest|currently|current|finally|just|already"
    r"|instead|no longer|anymore|up to|down to|reached|grown|growth|moved|switched|replaced"
    r"|lowered|improved|update|(updat|increas|decreas|rais|reduc|chang)(ed|es|ing)"
    r"|(extend|shorten|postpon|reschedul)(ed|s|es|ing))\b",
    re.IGNORECASE,
)


def update_first(question: Sequence[str], hits: Sequence[Hit]) -> list[Hit]:
    """The hits of a question about the present: what updates the best stands before it.

    It takes over the best one's score.

    Args:
        question: its words.
        hits: best first.
    """
    if len(hits) < 2 or hits[0].passage.session is None:
        return list(hits)
    first, seen = hits[0], [hit.passage for hit in hits[:LOOKED_AT]]
    asked = set(question)
    both = asked & set(words(first.passage.text))
    place = update_of_best(
        np.array([hit.score for hit in hits[:LOOKED_AT]]),
        np.array([len(both & set(words(one.text))) for one in seen]) / max(len(asked), 1),
        np.array([hit.told > first.told and _one_speaker(hit, first) for hit in hits[:LOOKED_AT]]),
        np.array([CHANGE.search(one.text) is not None for one in seen]),
    )
    if not place:
        return list(hits)
    gained = {"update": first.score - hits[place].score}
    why = replace(hits[place].why, scores={**hits[place].why.scores, **gained})
    raised = replace(hits[place], score=first.score, why=why)
    return [raised, *hits[:place], *hits[place + 1 :]]


def _one_speaker(hit: Hit, other: Hit) -> bool:
    """Whether one speaker told both, in two episodes."""
    one, two = hit.passage, other.passage
    return one.speaker == two.speaker and one.episode_id != two.episode_id
