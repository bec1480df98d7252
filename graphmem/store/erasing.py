"""What is erased, what its slots are like without it, and what remains."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from graphmem.ids import digest
from graphmem.model import Fact, Same


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """The claims that meet: what one entity (all its names) is said to be by one predicate."""

    subject_ids: frozenset[str]
    predicate: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tombstone:
    """What remains of an erased episode: no content."""

    id: str
    episode_id: str
    digest: str
    erased_at: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """One episode to be erased, what its slots were always like without it, and what remains.

    Without it the decisions *parted* would never have been, but *same* instead.
    """

    episode_id: str
    reason: str
    system: datetime
    digest: str
    slots: tuple[Slot, ...]
    facts: tuple[Fact, ...]
    same: tuple[Same, ...] = ()
    parted: tuple[Same, ...] = ()

    @property
    def tombstone(self) -> Tombstone:
        """What remains of the episode."""
        return Tombstone(
            id=digest("tombstone", self.episode_id, self.digest),
            episode_id=self.episode_id,
            digest=self.digest,
            erased_at=self.system,
            reason=self.reason,
        )
