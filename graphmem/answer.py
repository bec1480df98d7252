"""Answering: what a search found, given to a language model as quoted data, in one call.

Whatever the model says is checked: an answer without a citation of what it was shown is none.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from graphmem.citing import Block, block
from graphmem.found import Found
from graphmem.llm.accounts import Call, Total
from graphmem.llm.base import Messages
from graphmem.llm.prompt import prompt
from graphmem.llm.structured import Structured
from graphmem.model import AsOf

NOT_IN_MEMORY = "not in memory"
# A search that is less sure than this is no ground for an answer, and no model is asked. Low, so
# that hardly an answer is missed: in benchmarks/abstention.py 0.9 % of LoCoMo's questions that have
# one, 10 % of those that have none and 18 % of another conversation's are below it (with recorded
# claims 0.1, 5.5 and 8 %), of BEAM's none, none and 22 %.
WEAK = 0.1


class SaidAnswer(BaseModel):
    """The shape of a model's answer."""

    model_config = ConfigDict(extra="forbid", title="Answer")

    known: bool = Field(description="whether the memory says it")
    answer: str
    citations: list[str] = Field(description='labels, e.g. "f1" or "3"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A passage or a fact that an answer rests on, with the label that the model saw."""

    kind: Literal["passage", "fact"]
    id: str
    label: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer with what it rests on, or that the memory does not say it.

    *abstains* where it does not, and then *text* is "not in memory" and *reason* says why;
    *citations* are the passages and facts that it rests on; *found* is what the model was shown
    the best of; *usage* is what it took (no calls where the model was not asked), *seconds* how
    long all of it was, the search included.
    """

    question: str
    text: str
    abstains: bool
    reason: str
    citations: tuple[Citation, ...]
    found: Found
    model: str
    usage: Total
    seconds: float

    @property
    def as_of(self) -> AsOf:
        """The view that was used."""
        return self.found.as_of

    def __str__(self) -> str:
        return self.text


def answer(model: Structured, found: Found, asked_at: datetime, max_tokens: int) -> Answer:
    """Answer the question of a search from what it found.

    Args:
        model: is asked once, twice where its answer has no shape, not at all where nothing was
            found or it is `WEAK`.
        found: the search.
        asked_at: when the question is asked.
        max_tokens: about how much of *found* the model is shown.

    Raises:
        ModelError: the model gave no answer.
    """
    began = time.perf_counter()
    words = prompt("llm", "answer")
    passages = [hit.passage for hit in found.hits]
    shown = block(passages, found.facts, found.as_of, max_tokens, labelled=True)
    calls: tuple[Call, ...] = ()
    text, reason = "", "nothing was found"
    cited: tuple[Citation, ...] = ()
    if shown.passages and found.confidence < WEAK:
        reason = f"the evidence is weak: confidence {found.confidence:.3f}"
    elif shown.passages:
        asked = messages(words.text, found.question, asked_at, shown)
        episodes = dict.fromkeys(passage.episode_id for passage in shown.passages.values())
        said = model.answer(SaidAnswer, asked, purpose="answer", episodes=tuple(episodes))
        calls = said.calls
        text, reason, cited = checked(said.value, shown)
    return Answer(
        question=found.question,
        text=text or NOT_IN_MEMORY,
        abstains=not text,
        reason=reason,
        citations=cited,
        found=found,
        model=f"{model.model.name}/{words.name}",
        usage=Total.of(calls),
        seconds=found.seconds + time.perf_counter() - began,
    )


def messages(words: str, question: str, asked_at: datetime, shown: Block) -> Messages:
    """What the model gets to read: one JSON object, so that no text can leave its place."""
    when = f"{asked_at:%Y-%m-%d %H:%M} ({asked_at:%A})"
    asked = {"question": question, "asked_at": when, "memory": shown.text}
    return [
        {"role": "system", "content": words},
        {"role": "user", "content": json.dumps(asked, ensure_ascii=False)},
    ]


def checked(said: SaidAnswer, shown: Block) -> tuple[str, str, tuple[Citation, ...]]:
    """The text of an answer, empty with the reason where it does not hold, and its citations."""
    cited = tuple(citations(said.citations, shown))
    text = said.answer.strip()
    if not said.known or not text:
        return "", "the model found no answer in what was found", ()
    if not cited:
        return "", "the model's answer cited nothing that it was shown", ()
    return text, "", cited


def citations(labels: Iterable[str], shown: Block) -> Iterator[Citation]:
    """What some labels stand for, each once; those that were not shown are dropped."""
    for label in dict.fromkeys(given.strip(" []") for given in labels):
        if passage := shown.passages.get(label):
            yield Citation(kind="passage", id=passage.id, label=label, text=passage.text)
        elif fact := shown.facts.get(label):
            yield Citation(kind="fact", id=fact.id, label=label, text=fact.text)
