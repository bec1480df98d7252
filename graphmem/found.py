"""What a search found: hits, the facts in view behind them, and how it can be given to a model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, overload

from graphmem.citing import block
from graphmem.model import AsOf, Fact, Passage
from graphmem.why import Why

if TYPE_CHECKING:
    from graphmem.timex import TimeExpression


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One passage that was found.

    *score* compares hits of one search only; *facts* are those in view that rest on the
    passage; *why* says what each channel gave it and what it hangs on; *told* is its place
    among the hits in the order of telling.
    """

    passage: Passage
    score: float
    facts: tuple[Fact, ...] = ()
    why: Why = field(default_factory=Why)
    told: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Found(Sequence[Hit]):
    """The hits of one search, best first.

    *facts* are the facts in view that the question is about or that the hits rest on, best
    first; *path* are those that answer it one after the other from a name in it, where there
    are such: the answer is where the last one leads; *names* are the known names in the
    question; *confidence* is the chance that the answer is among the hits, and *signs* are what it
    was told by (`rank.confidence`);
    *as_of* is the view that was used, and *time_expression* the time that the question
    named, where it did; *seconds* is how long it took.
    """

    question: str
    hits: tuple[Hit, ...]
    facts: tuple[Fact, ...]
    as_of: AsOf
    seconds: float
    path: tuple[Fact, ...] = ()
    names: tuple[str, ...] = ()
    confidence: float = 0.0
    signs: Mapping[str, float] = field(default_factory=dict)
    time_expression: TimeExpression | None = None

    @overload
    def __getitem__(self, place: int) -> Hit: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Hit, ...]: ...
    def __getitem__(self, place: int | slice) -> Hit | tuple[Hit, ...]:
        return self.hits[place]

    def __len__(self) -> int:
        return len(self.hits)

    def by_time(self) -> tuple[Hit, ...]:
        """The hits in the order in which they were told."""
        return tuple(sorted(self.hits, key=lambda hit: (hit.passage.occurred_at, hit.told)))

    def as_prompt(self, max_tokens: int = 1000) -> str:
        """The facts and passages as a dated, cited block, fenced as data.

        Args:
            max_tokens: about how long it may be, at four characters a token; what does not fit
                is left out from the end.
        """
        passages = [hit.passage for hit in self.hits]
        return block(passages, self.facts, self.as_of, max_tokens).text

    def _repr_html_(self) -> str:
        from graphmem.view.tables import hits_table

        return hits_table(self.hits)
