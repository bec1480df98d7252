"""What is told again: the same telling, another one under its id, or one that was erased."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, cast

from graphmem.errors import BadInput
from graphmem.intake import Given, dated, telling
from graphmem.model import Claim, Episode, Passage
from graphmem.reading import Reading, by_hand
from graphmem.store.base import Tombstone

if TYPE_CHECKING:
    from graphmem.ontology import Ontology


def erased(told: Iterable[Given], stones: Sequence[Tombstone]) -> set[str]:
    """The ids of those whose telling is an erased one: the same words, told by the same.

    And of the same id or time. Without a stated time nobody can tell that it is another one.
    """
    return {one.episode.id for one in told if any(is_erased(one, stone) for stone in stones)}


def is_erased(given: Given, stone: Tombstone) -> bool:
    """Whether a telling is the one that was erased; a stone of old knows of no time."""
    what = telling(given.episode)
    if not stone.digest.startswith(what):
        return False
    known = stone.episode_id == given.episode.id or stone.digest in (what, dated(given.episode))
    return known or not given.stated


def check_same(given: Given, known: Episode) -> None:
    """Refuse other words, another teller or time under an id that is taken."""
    said = given.episode
    names = ("text", "speaker", "session", "title")
    other = [name for name in names if getattr(said, name) not in (None, getattr(known, name))]
    if given.stated and said.occurred_at != known.occurred_at:
        other.append("occurred_at")
    if other:
        raise changed(known, *other)


def check_claims(
    given: Episode, known: Episode, held: Iterable[Claim], ontology: Ontology | None
) -> None:
    """Refuse claims that an episode which was read does not have, in the words told or declared."""
    there = {worth(claim) for claim in held}
    for words in (ontology, None):
        if {worth(claim) for claim in recorded(given, known, words)} <= there:
            return
    raise changed(known, "claims")


def recorded(given: Episode, known: Episode, ontology: Ontology | None) -> Iterable[Claim]:
    """A caller's claims as an episode has them once they were read."""
    whole = [Passage.of(known, 0, 0, len(known.text))]
    said = by_hand(given.claims or (), whole)
    own = replace(known, claims=given.claims)
    return Reading(own, whole, said, "caller", ontology).claims(cast(datetime, known.recorded_at))


def worth(claim: Claim) -> tuple[str, str, bool]:
    """What makes a claim another one."""
    return claim.id, claim.text, claim.exclusive


def changed(known: Episode, *parts: str) -> BadInput:
    """An episode was told again, with other parts."""
    return BadInput(
        f"episode {known.id!r} is there already with another {' and '.join(parts)}. "
        "An episode never changes: give the new telling an id of its own, or erase the old one "
        "first."
    )
