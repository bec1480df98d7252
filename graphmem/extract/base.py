"""What graphmem asks of an extractor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from graphmem.model import Alias, Claim, Mention, Passage


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was read from one passage: the names in it and what it claims."""

    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()
    aliases: tuple[Alias, ...] = ()


class Extractor(Protocol):
    """Reads passages; keeps nothing between calls, so that the order of arrival does not matter."""

    @property
    def name(self) -> str:
        """Recorded on every claim it reads."""

    def extract(self, passages: Sequence[Passage]) -> list[Extraction]:
        """One extraction for each of *passages*, in their order.

        Raises:
            ExtractionError: it cannot read them; the episodes stay stored and searchable.
        """
