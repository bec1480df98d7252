"""Which of two things came first: facts by when they hold, passages by when they were told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from graphmem.chains import said
from graphmem.errors import BadInput
from graphmem.lookup import Lookup
from graphmem.model import Fact, Passage, View
from graphmem.retrieve import Retriever
from graphmem.store.base import Wanted
from graphmem.text import words

HITS = 5  # passages and facts among which a phrase finds what it means
TURNS = 100  # passages among which two turns are found again


@dataclass(frozen=True, slots=True)
class Placed:
    """Something with its time: it began within [start, latest], which is one instant mostly.

    An event of 2023 began on some day of that year. *evidence* are passage ids.
    """

    what: Fact | Passage
    start: datetime
    latest: datetime
    evidence: tuple[str, ...]

    @classmethod
    def of(cls, what: Fact | Passage) -> Placed:
        """A fact at its valid time, a passage at its telling."""
        if isinstance(what, Passage):
            return cls(what, what.occurred_at, what.occurred_at, (what.id,))
        latest = what.valid_to if what.kind == "event" and what.valid_to else what.valid_from
        return cls(what, what.valid_from, latest, what.evidence)

    @property
    def text(self) -> str:
        """What it says."""
        return self.what.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Which of two came first; false where that is not known.

    *reason* says by what it is known, or why not; *asked* is what the two were taken to be, in
    the order in which they were given, `None` for what was not found.
    """

    first: Placed | None = None
    second: Placed | None = None
    reason: str
    asked: tuple[Placed | None, Placed | None]

    @property
    def known(self) -> bool:
        """Whether it is known which came first."""
        return self.first is not None

    def __bool__(self) -> bool:
        return self.known


@dataclass(frozen=True, slots=True)
class Ordering:
    """Puts two things in order, in one view."""

    lookup: Lookup
    retriever: Retriever
    view: View

    def order(self, one: str | Fact | Passage, other: str | Fact | Passage) -> Order:
        """Which of two came first."""
        left, right = asked = self._placed(one), self._placed(other)
        if left is None or right is None:
            missing = one if left is None else other
            return Order(asked=asked, reason=f"nothing in view speaks of {missing!r}")
        if left.what == right.what:
            return Order(asked=asked, reason="both are one and the same")
        if left.latest <= right.start and (left.latest, left.start) != (right.start, right.latest):
            return Order(first=left, second=right, asked=asked, reason=by(left, right))
        if right.latest <= left.start and (right.latest, right.start) != (left.start, left.latest):
            return Order(first=right, second=left, asked=asked, reason=by(left, right))
        turns = self._turns([left, right])
        if turns and turns[0] != turns[1]:
            both = (left, right) if turns[0] < turns[1] else (right, left)
            reason = "told one after the other"
            return Order(first=both[0], second=both[1], asked=asked, reason=reason)
        return Order(asked=asked, reason="their times are the same or overlap")

    def _placed(self, what: str | Fact | Passage) -> Placed | None:
        """What is meant: a fact or a passage, given, or by id, or by a phrase."""
        if isinstance(what, Fact | Passage):
            return Placed.of(what)
        if not isinstance(what, str) or not what.strip():
            raise BadInput(
                f"cannot be put in order: {what!r}. Give a fact, the id of one, or a phrase."
            )
        store = self.lookup.store
        if facts := store.facts(Wanted(ids=(what,)), self.view):
            return Placed.of(facts[0])
        ids = [what, *(passage.id for passage in store.passages_of([what]))]
        if passages := store.passages(ids, self.view):
            return Placed.of(passages[0])
        return self._meant(what)

    def _meant(self, phrase: str) -> Placed | None:
        """The fact or the passage that a phrase speaks of; a fact where it says as much."""
        found = self.retriever.search(phrase, self.view, HITS)
        asked = set(words(phrase))
        known: list[tuple[int, Fact | Passage]] = [
            (len(asked & set(said(fact))), fact) for fact in found.facts[:HITS]
        ]
        known += [(len(asked & set(words(hit.passage.text))), hit.passage) for hit in found]
        shared, what = max(known, key=lambda pair: pair[0], default=(0, None))
        return Placed.of(what) if what and shared else None

    def _turns(self, both: Sequence[Placed]) -> list[tuple[datetime, int, int]]:
        """When two passages of one session were told, to the turn; empty where they are none."""
        passages = [placed.what for placed in both if isinstance(placed.what, Passage)]
        if len(passages) < len(both) or len({p.session or p.episode_id for p in passages}) > 1:
            return []
        store = self.lookup.store
        found: dict[str, int] = {}
        for passage in passages:
            keys = store.matching(words(passage.text), self.view, TURNS).keys.tolist()
            found |= {row.id: row.key for row in store.rows(keys, self.view)}
        if not all(passage.id in found for passage in passages):
            return []
        return [(p.occurred_at, found[p.id], p.place) for p in passages]


def by(*both: Placed) -> str:
    """By which times two things were put in order."""
    kinds = ["when it was told" if isinstance(p.what, Passage) else "valid time" for p in both]
    return "by " + " and ".join(dict.fromkeys(kinds))
