"""Reading with a language model: one call for a stretch of text, its answer checked.

What the model says is data. `said` is its shape, `checks` says what of it holds; what does not
is dropped and counted. The model never decides what supersedes what: that is computed.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from graphmem.errors import ExtractionError, ModelError
from graphmem.extract.base import Extraction, Stretch
from graphmem.extract.checks import checked
from graphmem.extract.said import Statements
from graphmem.llm.prompt import prompt
from graphmem.llm.structured import CutOff, Structured
from graphmem.model import Entity, Passage

BUDGET = 1200  # tokens of text in one call


class LlmExtractor:
    """Reads claims with a language model; safe to use from several threads.

    Args:
        model: the model, with its limits and accounts.
        budget: tokens of text that are read in one call.
    """

    def __init__(self, model: Structured, budget: int = BUDGET) -> None:
        self.model = model
        self._prompt = prompt("extract", "claims")
        self.budget = budget
        self.concurrency = model.limiter.limits.concurrency
        self.name = f"{model.model.name}/{self._prompt.name}"

    def extract(self, passages: Sequence[Passage]) -> list[Extraction]:
        """One extraction for each of *passages*, which are read together."""
        return self.read(Stretch(passages=tuple(passages))) if passages else []

    def read(self, stretch: Stretch) -> list[Extraction]:
        """One extraction for each passage of a stretch, by one call; see `StretchExtractor`.

        A stretch whose answer is longer than the model can give is read in halves.
        """
        episodes = tuple(dict.fromkeys(passage.episode_id for passage in stretch.passages))
        messages = [
            {"role": "system", "content": self._prompt.text},
            {"role": "user", "content": brief(stretch)},
        ]
        try:
            said = self.model.answer(Statements, messages, purpose="extract", episodes=episodes)
        except CutOff as error:
            if len(stretch.passages) > 1:
                return [one for half in halves(stretch) for one in self.read(half)]
            raise ExtractionError(f"{self.name}: {error}") from error
        except ModelError as error:
            raise ExtractionError(str(error)) from error
        return checked(said.value, stretch)


def brief(stretch: Stretch) -> str:
    """What the model gets to read: one JSON object, so that no text can leave its place."""
    given = {
        "before": [turn(passage) for passage in stretch.before],
        "known": [known(entity) for entity in stretch.names],
        "predicates": list(stretch.predicates),
        "types": dict(stretch.types),
        "turns": [{"n": n, **turn(passage)} for n, passage in enumerate(stretch.passages, 1)],
    }
    return json.dumps({k: v for k, v in given.items() if v}, ensure_ascii=False)


def turn(passage: Passage) -> dict[str, str]:
    """A passage as the model gets it."""
    told = {"speaker": passage.speaker, "title": passage.title}
    at = f"{passage.occurred_at:%Y-%m-%d %H:%M} ({passage.occurred_at:%A})"
    return {"at": at, **{k: v for k, v in told.items() if v}, "text": passage.text}


def known(entity: Entity) -> dict[str, str | list[str]]:
    """A known entity as the model gets it."""
    given: dict[str, str | list[str]] = {"name": entity.name}
    if entity.type:
        given["type"] = entity.type
    if entity.aliases:
        given["aliases"] = list(entity.aliases)
    return given


def halves(stretch: Stretch) -> list[Stretch]:
    """A stretch in two, the second with the first before it."""
    middle = len(stretch.passages) // 2
    first, second = stretch.passages[:middle], stretch.passages[middle:]
    return [
        replace(stretch, passages=first),
        replace(stretch, passages=second, before=(*stretch.before, *first)[-len(first) :]),
    ]
