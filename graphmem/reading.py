"""What was read from an episode, as it is recorded: claims with their ids, names as mentions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, cast

from graphmem.extract.base import Extraction
from graphmem.ids import digest
from graphmem.kinds import guessed
from graphmem.model import ANY, Claim, Episode, Mention, Naming, Passage, Same
from graphmem.resolve import entity_id
from graphmem.text import name_key

if TYPE_CHECKING:
    from graphmem.ontology import Ontology


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from one episode, passage by passage, and by whom."""

    episode: Episode
    passages: Sequence[Passage]
    extractions: Sequence[Extraction]
    by: str
    ontology: Ontology | None = None
    known: frozenset[str] = frozenset()  # passages of other episodes that claims may rest on
    guesses: bool = False  # whether the reader only guesses what type of thing a name is

    def dropped(self) -> tuple[str, ...]:
        """A word for each thing that was said and did not hold."""
        return tuple(word for extraction in self.extractions for word in extraction.dropped)

    def cited(self) -> frozenset[str]:
        """The ids of passages of other episodes that claims say they rest on."""
        claims = (claim for extraction in self.extractions for claim in extraction.claims)
        named = {id_ for claim in claims for id_ in claim.evidence}
        return frozenset(named.difference(passage.id for passage in self.passages))

    def mentions(self) -> Iterator[tuple[str, Mention]]:
        """(entity id, mention) for each name in the passages, those of claims included."""
        for passage, extraction in zip(self.passages, self.extractions, strict=True):
            for mention in extraction.mentions:
                type_ = guessed(mention.type) if self.guesses else mention.type
                told = replace(mention, passage_id=passage.id, type=type_)
                yield entity_id(mention.name), told
            named = {name_key(mention.name) for mention in extraction.mentions}
            for claim in extraction.claims:
                for name in claim_names(claim):
                    if name_key(name) not in named and passage.id in self._evidence(claim, passage):
                        yield entity_id(name), mention_of(name, passage)

    def namings(self) -> Iterator[Naming]:
        """What the episode calls entities."""
        for id_, mention in self.mentions():
            yield Naming(
                entity_id=id_,
                key=name_key(mention.name),
                name=mention.name,
                type=mention.type,
                episode_id=self.episode.id,
                told=cast(datetime, self.episode.occurred_at),
            )

    def same(self, system: datetime) -> Iterator[Same]:
        """The aliases that the episode tells."""
        for extraction in self.extractions:
            for alias in extraction.aliases:
                if name_key(alias.name) != name_key(alias.other):
                    yield Same(
                        alias_id=entity_id(alias.name),
                        entity_id=entity_id(alias.other),
                        reason=alias.reason,
                        episode_id=self.episode.id,
                        system_from=system,
                    )

    def claims(self, system: datetime) -> Iterator[Claim]:
        """The claims as they are recorded."""
        for passage, extraction in zip(self.passages, self.extractions, strict=True):
            for claim in self._worded(extraction.claims):
                recorded = replace(
                    claim,
                    text=claim.text or plain(claim),
                    evidence=self._evidence(claim, passage),
                    episode_id=self.episode.id,
                    told=cast(datetime, self.episode.occurred_at),
                    recorded_at=system,
                    by=claim.by or self.by,
                    subject_id=entity_id(claim.subject),
                    object_id=entity_id(claim.object),
                )
                yield replace(recorded, id=claim_id(recorded))

    def _worded(self, claims: Sequence[Claim]) -> Sequence[Claim]:
        """Claims in the ontology's words; the caller's own only where the caller declared one."""
        told = self.episode.claims is not None
        if not claims or (told and self.ontology is None):
            return claims
        from graphmem.ontology import worded  # pydantic takes a tenth of a second

        named = [mention for one in self.extractions for mention in one.mentions]
        types = {name_key(mention.name): mention.type for mention in named if mention.type}
        return worded(claims, types, self.ontology, told=told)

    def _evidence(self, claim: Claim, passage: Passage) -> tuple[str, ...]:
        """The passages that a claim rests on: those it names that are there, its own always."""
        own = {passage.id for passage in self.passages}
        named = tuple(id_ for id_ in claim.evidence if id_ in own or id_ in self.known)
        return named if own.intersection(named) else (*named, passage.id)


def by_hand(claims: Iterable[Claim], passages: Sequence[Passage]) -> list[Extraction]:
    """The caller's claims, each with the passage that speaks most of it."""
    held: list[list[Claim]] = [[] for _ in passages]
    for claim in claims:
        names = [name.casefold() for name in claim_names(claim)]
        spoken = [sum(name in passage.text.casefold() for name in names) for passage in passages]
        held[spoken.index(max(spoken))].append(claim)
    return [Extraction(claims=tuple(group)) for group in held]


def claim_names(claim: Claim) -> list[str]:
    """The names that a claim speaks of."""
    return [name for name in (claim.subject, claim.object) if name != ANY]


def mention_of(name: str, passage: Passage) -> Mention:
    """A name as a mention, where it stands in the passage or beside it."""
    start = max(0, passage.text.find(name))
    found = passage.text.startswith(name, start)
    end = start + len(name) if found else 0
    return Mention(passage_id=passage.id, name=name, start=start if found else 0, end=end)


def claim_id(claim: Claim) -> str:
    """A claim's id: what it says, in which episode."""
    return digest(
        "claim",
        claim.episode_id,
        claim.subject_id,
        name_key(claim.predicate),
        claim.object_id,
        claim.kind,
        claim.valid_from,
        claim.valid_to,
        claim.negated,
    )


def plain(claim: Claim) -> str:
    """A claim as a sentence of its own."""
    negation = "not " if claim.negated else ""
    object_ = "anything" if claim.object == ANY else claim.object
    return f"{negation}{claim.subject} {claim.predicate} {object_}"
