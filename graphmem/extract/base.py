"""What graphmem asks of an extractor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from graphmem.model import Alias, Claim, Entity, Mention, Passage


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was read from one passage: the names in it and what it claims.

    *dropped* has a word for each thing that the reader said and that did not hold: "evidence",
    "name", "time", … Whatever an extractor gives is checked as the caller's own claims are; what
    cannot be is dropped and has its word here, too.
    """

    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()
    aliases: tuple[Alias, ...] = ()
    dropped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Passages that are read together, in order, and what helps to understand them.

    *before* are the passages that came just before them, not to be read again; *names* the
    entities that they seem to speak of; *predicates* those that the caller declared, and what
    was already said of these entities; *types* the declared entity types with a description.
    """

    passages: tuple[Passage, ...]
    before: tuple[Passage, ...] = ()
    names: tuple[Entity, ...] = ()
    predicates: tuple[str, ...] = ()
    types: tuple[tuple[str, str], ...] = ()


class Extractor(Protocol):
    """Reads passages; keeps nothing between calls, so that the order of arrival does not matter.

    Whatever it raises makes the reading of these passages fail, and of no others.

    One whose types of names are guesses, as a statistical tagger's are, has *guesses = True*:
    then two types of one name do not make it two things.
    """

    @property
    def name(self) -> str:
        """Recorded on every claim it reads."""

    def extract(self, passages: Sequence[Passage]) -> list[Extraction]:
        """One extraction for each of *passages*, in their order.

        Raises:
            ExtractionError: it cannot read them; the episodes stay stored and searchable.
        """


@runtime_checkable
class StretchExtractor(Extractor, Protocol):
    """Reads several turns at once, several stretches side by side.

    Each passage of a stretch of at most *budget* tokens (a longer passage is one for itself) may
    lend its evidence to any claim of the stretch.
    """

    budget: int
    concurrency: int

    def read(self, stretch: Stretch) -> list[Extraction]:
        """One extraction for each passage of *stretch*; called from several threads.

        Raises:
            ExtractionError: it cannot be read; the episodes stay stored and searchable.
        """
