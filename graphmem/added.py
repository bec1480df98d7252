"""What one telling made: its claims, the facts that rest on them, what they took over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from graphmem.model import Claim, Delta, Episode, Fact
from graphmem.text import name_key
from graphmem.timeline import spans


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What one telling made: its claims, the facts that rest on them, what they took over.

    *episodes* are all that one call told, *episode* the first; *new* is false for a telling
    that was there already and was not read now, and where it was erased before (its status says
    so); *dropped* has a word for each thing that the reader said and that did not hold
    ("evidence", "name", "time").
    """

    episode: Episode
    episodes: tuple[Episode, ...] = ()
    claims: tuple[Claim, ...] = ()
    facts: tuple[Fact, ...] = ()
    superseded: tuple[Fact, ...] = ()
    new: bool = True
    dropped: tuple[str, ...] = ()

    @classmethod
    def together(cls, done: Sequence[Added]) -> Added:
        """What several tellings of one call made, as one; at least one."""
        return cls(
            episode=done[0].episode,
            episodes=tuple(one.episode for one in done),
            claims=tuple(claim for one in done for claim in one.claims),
            facts=tuple({(f.id, f.system_from): f for one in done for f in one.facts}.values()),
            superseded=tuple({f.id: f for one in done for f in one.superseded}.values()),
            new=any(one.new for one in done),
            dropped=tuple(word for one in done for word in one.dropped),
        )


def added(episode: Episode, delta: Delta) -> Added:
    """What one episode of a delta made."""
    claims = tuple(claim for claim in delta.claims if claim.episode_id == episode.id)
    own = {claim.id for claim in claims}
    facts = tuple(fact for fact in delta.opened if own & set(fact.claim_ids))
    status, reason = delta.statuses[episode.id]
    return Added(
        episode=replace(episode, status=status, reason=reason, claims=None),
        claims=claims,
        facts=facts,
        superseded=tuple(superseded(delta, claims, facts)),
    )


def superseded(delta: Delta, claims: Sequence[Claim], facts: Sequence[Fact]) -> Iterator[Fact]:
    """The facts that lost a part of their span to some claims: as they are believed now."""
    subjects = {about.subject_id for about in claims} | {fact.subject_id for fact in facts}
    for old in delta.closed:
        now = next((fact for fact in delta.opened if fact.id == old.id), None)
        lost = list(old.interval - now.interval) if now else [old.interval]
        takers = [
            spans(claim)
            for claim in claims
            if name_key(claim.predicate) == name_key(old.predicate)
            and (claim.negated or claim.object_id != old.object_id)
        ]
        taken = any(taker.overlaps(span) for taker in takers for span in lost)
        if taken and old.subject_id in subjects:
            yield now or replace(old, system_to=delta.system)
