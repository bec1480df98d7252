"""What graphmem asks of a store.

A store keeps one namespace's rows and answers what is asked of them in a view. It decides
nothing: what is believed is computed above it. `dict_store` is the reference; one contract suite
runs on all stores. Every method may raise `StoreClosed`; each writing method is one transaction.

Nodes of the walk are integers: `2·key` for a passage, `2·key + 1` for an entity. Keys belong to
the store, are never reused and never leave this package.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from graphmem.likeness import Called
from graphmem.model import (
    Claim,
    Delta,
    Episode,
    Fact,
    Indexed,
    Mention,
    Naming,
    Passage,
    Same,
    Status,
    View,
)
from graphmem.store.erasing import Erasure as Erasure
from graphmem.store.erasing import Slot as Slot
from graphmem.store.erasing import Tombstone as Tombstone
from graphmem.store.saying import Saying
from graphmem.store.saying import Tokens as Tokens

Ids: TypeAlias = Sequence[str] | None


class Stale(Exception):
    """Somebody else wrote since the delta was computed: compute it again."""


class Scored(NamedTuple):
    """Keys with a score each, best first."""

    keys: NDArray[np.int64]
    scores: NDArray[np.float64]


class Edges(NamedTuple):
    """Edges that leave some nodes: for each, the place of its node, where it leads, its weight."""

    owners: NDArray[np.int64]
    nodes: NDArray[np.int64]
    weights: NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A passage as the first stage of a search needs it, told at *occurred_at* by *speaker*.

    *size* counts its tokens, *parts* the passages of its episode; *previous* and *following* are
    the keys of the turns before and after it in its *session*, 0 for none.
    """

    key: int
    id: str
    episode_id: str
    session: str | None
    speaker: str | None
    occurred_at: datetime
    words: tuple[str, ...]
    vector: NDArray[np.int8]
    size: int
    parts: int
    previous: int
    following: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which facts are asked for; `None` = any.

    At most one of *ids*, *subject_ids*, *pairs* (subject and object), *entity_ids* (as either
    end) and *passage_ids* (the evidence) is given; *predicate* narrows it down; *believed* leaves
    out versions that were replaced by the view's system time, and *shown* what the view's valid
    time does not show.
    """

    ids: tuple[str, ...] | None = None
    subject_ids: tuple[str, ...] | None = None
    pairs: tuple[tuple[str, str], ...] | None = None
    entity_ids: tuple[str, ...] | None = None
    predicate: str | None = None
    passage_ids: tuple[str, ...] | None = None
    believed: bool = True
    shown: bool = True


class Store(Saying, Protocol):
    """One namespace of one database."""

    def setup(self, embedder: str, dimension: int, *, change: bool = False) -> None:
        """Make the schema where there is none, and check that the store can be used.

        With *change* the vectors of another embedder become this one's, to be made again: until
        `reembed` has put the last, nothing is found or read by vector, and no token either.

        Raises:
            NotAStore, NewerStore, EmbedderMismatch: nothing was changed.
        """

    def close(self) -> None:
        """Let go of the database; closing twice does nothing."""

    def revision(self) -> datetime | None:
        """The system time of the last writing; `None` before the first."""

    # Writing

    def put_episodes(
        self, told: Sequence[tuple[Episode, Sequence[Indexed]]], at: datetime
    ) -> list[bool]:
        """Keep episodes and their passages, searchable at once; which of them were new.

        They are recorded at *at*. An id that is already there changes nothing. Claims that the
        caller gave are kept with the episode until it is *done*.

        Raises:
            Stale: the last writing is not before *at*.
        """

    def apply(self, delta: Delta, after: datetime | None) -> None:
        """Write a delta.

        Raises:
            Stale: the last writing was not at *after*.
        """

    def erase(self, erasure: Erasure, after: datetime | None) -> Mapping[str, int]:
        """Remove an episode and all that rests on it alone; how many rows of each kind went.

        Raises:
            Stale: the last writing was not at *after*.
        """

    def bury(self, tombstone: Tombstone, after: datetime | None) -> None:
        """Keep the tombstone of an erasure that was made elsewhere, at the time of that erasure.

        Raises:
            Stale: the last writing was not at *after*.
        """

    def unembedded(self, limit: int) -> list[Passage]:
        """The first *limit* passages whose vectors are to be made again."""

    def reembed(self, passages: Sequence[Indexed]) -> None:
        """Put the vectors of the first such passages, or of none where none is left."""

    def rewrite(self, slots: Sequence[Slot], facts: Sequence[Fact]) -> None:
        """Put these versions in the place of every version of the facts of some slots."""

    def check(self) -> list[str]:
        """What in the store's own indexes differs from its rows, a sentence each."""

    def mend(self) -> None:
        """Make the store's own indexes again from its rows."""

    # Reading

    def episodes(self, ids: Ids = None, status: Status | None = None) -> list[Episode]:
        """Episodes by id, or all, or all of one status; in order of (occurred_at, id)."""

    def passages(self, ids: Sequence[str], view: View) -> list[Passage]:
        """The passages of these ids that are in view, in the order of *ids*."""

    def passages_of(self, episode_ids: Sequence[str]) -> list[Passage]:
        """All passages of some episodes, in order of when they occurred, then of arrival."""

    def preceding(self, passage_id: str, limit: int) -> list[Passage]:
        """The last passages of its session before one, at most *limit*, in the same order."""

    def mentions(self, entity_ids: Sequence[str], view: View) -> list[tuple[str, Mention]]:
        """(entity id, mention) for each mention of these entities in passages in view."""

    def claims(self, ids: Ids = None, episode_ids: Ids = None) -> list[Claim]:
        """Claims by id, or all, or those that rest on passages of some episodes.

        In order of (told, id).
        """

    def claims_in(self, slots: Sequence[Slot]) -> list[Claim]:
        """Every claim ever recorded in these slots, the retracted ones too."""

    def claims_about(self, said: Sequence[tuple[str, str, str]]) -> list[Claim]:
        """Likewise every claim of these subject ids, predicates and object ids."""

    def tally(self, slots: Sequence[Slot]) -> list[tuple[int, int]]:
        """How many asserting states each slot believes, and how many of them are exclusive."""

    def slots_of(self, entity_ids: Sequence[str]) -> list[tuple[str, str]]:
        """(subject id, predicate) of every claim that names one of these, as either end."""

    def facts(self, wanted: Wanted, view: View) -> list[Fact]:
        """Versions of facts, in order of (valid_from, told, id, system_from)."""

    def namings(self, view: View, entity_ids: Ids = None, episode_ids: Ids = None) -> list[Naming]:
        """What entities, or some of them, were called in episodes in view, or in some of these."""

    def alike(self, forms: Sequence[str]) -> list[Called]:
        """What is called by a name that has any of these forms."""

    def called(self, entity_ids: Sequence[str]) -> list[Called]:
        """What some entities are called, each name and type once."""

    def same(self, entity_ids: Sequence[str] | None = None) -> list[Same]:
        """All decisions, past ones too, about some names (as either end), or all."""

    def tombstones(self, digests: Sequence[str] | None = None) -> list[Tombstone]:
        """What remains of erased episodes: those whose digest begins with one of some, or all."""

    def counts(self, view: View) -> Mapping[str, int]:
        """How many episodes, passages, claims, facts and entities are in view."""

    # Searching

    def matching(
        self, words: Sequence[str], view: View, limit: int, among: Sequence[str] | None = None
    ) -> Scored:
        """Passages in view that hold any of *words*, by BM25; only those with one of *among*.

        Args:
            words: none = nothing is found.
            view: what may be seen.
            limit: how many at most.
            among: some of *words*; `None` = all.
        """

    def phrase(self, words: Sequence[str], view: View, limit: int) -> list[int]:
        """Keys of at most *limit* passages in view that hold these words one after the other."""

    def titled(self, titles: Sequence[str], view: View) -> list[tuple[str, int]]:
        """(title, key) of each passage in view whose episode has one of these title keys."""

    def nearest(self, vector: NDArray[np.float32], view: View, limit: int) -> Scored:
        """Passages in view by cosine with *vector*, a unit vector."""

    def rows(self, keys: Sequence[int], view: View) -> list[Row]:
        """Passages in view by key, for the first stage; unknown keys are left out."""

    def tokens(self, keys: Sequence[int]) -> list[Tokens]:
        """The tokens of some passages, in the order of *keys*; none of one that was erased."""

    def frequencies(self, words: Sequence[str]) -> tuple[Mapping[str, int], int, float]:
        """In how many passages each word occurs, how many there are, their mean length."""

    def nodes(self, entity_ids: Sequence[str]) -> Mapping[str, int]:
        """The walk's nodes of some entities; unknown ones are left out."""

    def neighbours(self, nodes: Sequence[int], view: View, limit: int) -> Edges:
        """Edges in view from each of *nodes*, at most the *limit* heaviest a node.

        What other processes wrote since `nearest` was asked need not be seen.
        """
