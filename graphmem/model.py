"""The values that graphmem works with. All are frozen; a change makes a new one.

episode → passages → mentions → entities
        ↘ claims → facts
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeAlias, cast

import numpy as np
from numpy.typing import NDArray

from graphmem.asof import AsOf as AsOf
from graphmem.asof import View as View
from graphmem.instant import Time
from graphmem.interval import Interval
from graphmem.sentence import Sentence

Kind: TypeAlias = Literal["state", "event", "plan"]
Status: TypeAlias = Literal["pending", "done", "failed", "erased"]
ANY = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """One thing told, kept verbatim and never changed.

    Args:
        text: what was told.
        id: the caller's own, or a content hash.
        occurred_at: when it was told; UTC.
        recorded_at: when this memory took it in (system time); UTC.
        speaker: who told it.
        session: what conversation or document it belongs to; turns follow each other in it.
        title: a document's title: a name that other passages may mention.
        claims: given with the episode; no extractor reads it then.
        status: *pending* until its claims were read, *failed* with a *reason*; *erased* is said
            only of a telling that was kept out.
    """

    text: str
    id: str = ""
    occurred_at: Time | None = None
    recorded_at: datetime | None = None
    speaker: str | None = None
    session: str | None = None
    title: str | None = None
    claims: tuple[Claim, ...] | None = None
    status: Status = "pending"
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A span of one episode: what is embedded, ranked and returned.

    *start* and *end* are positions in the episode's text; *place* counts its passages.
    """

    id: str
    episode_id: str
    text: str
    start: int
    end: int
    place: int
    occurred_at: datetime
    recorded_at: datetime
    speaker: str | None = None
    session: str | None = None
    title: str | None = None

    @classmethod
    def of(cls, episode: Episode, place: int, start: int, end: int, *, id: str = "") -> Passage:
        """The span [start, end) of an episode that is complete but for its system time."""
        told = cast(datetime, episode.occurred_at)
        return cls(
            id=id or f"{episode.id}#{place}",
            episode_id=episode.id,
            text=episode.text[start:end],
            start=start,
            end=end,
            place=place,
            occurred_at=told,
            recorded_at=episode.recorded_at or told,
            speaker=episode.speaker,
            session=episode.session,
            title=episode.title,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A name in a passage, at [start, end) of the passage's text (0, 0 = not in the text)."""

    passage_id: str
    name: str
    type: str = ""
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """Somebody said that *name* and *other* are one thing; *other* is the fuller name."""

    name: str
    other: str
    reason: str = "told"


@dataclass(frozen=True, slots=True)
class Claim:
    """What somebody said, once, in one episode.

    Args:
        subject: who or what it is about.
        predicate: "lives in", "works at", …
        object: the other entity or value; "*" in a negated claim: no object at all.
        text: a sentence that stands for itself.
        valid_from: when it became true; `None` = when it was told.
        valid_to: when it ceased to be true (exclusive); `None` = until further notice.
        kind: a *state* lasts and competes, an *event* happened, a *plan* is intended.
        exclusive: the subject has one such object at a time.
        negated: it is said not to be so.

    The rest is filled in when it is recorded: *told* (when the episode occurred), *recorded_at*
    and *retracted_at* (system time), *evidence* (passage ids), *by* (who read it).
    """

    subject: str
    predicate: str
    object: str
    text: str = ""
    valid_from: Time | None = None
    valid_to: Time | None = None
    kind: Kind = "state"
    exclusive: bool = False
    negated: bool = False
    evidence: tuple[str, ...] = ()
    id: str = ""
    episode_id: str = ""
    told: datetime | None = None
    recorded_at: datetime | None = None
    retracted_at: datetime | None = None
    retraction: str | None = None
    by: str = ""
    subject_id: str = ""
    object_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What is believed: a span of valid time computed from the claims of one slot.

    One version of it: the fact was believed in this form during [system_from, system_to).
    *evidence* are passage ids, *claim_ids* what it rests on, *told* when the first was told,
    *shown* when it is in view: a state's own span, an event from its start, a plan once told.
    """

    id: str
    subject: str
    predicate: str
    object: str
    text: str
    kind: Kind
    valid_from: datetime
    valid_to: datetime | None
    shown: Interval[datetime]
    told: datetime
    system_from: datetime
    system_to: datetime | None = None
    evidence: tuple[str, ...] = ()
    claim_ids: tuple[str, ...] = ()
    exclusive: bool = False
    subject_id: str = ""
    object_id: str = ""

    @property
    def interval(self) -> Interval[datetime]:
        """The valid time as an interval."""
        return Interval(self.valid_from, self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Version(Fact):
    """A fact in one of its forms, with what made it and what ended it.

    *claims* are the claims behind it; *superseded_by* are the claims recorded when this version
    ceased to be believed, which took over a part of its span; *retracted* are those of its own
    claims that were retracted then, and *decided* what was decided then about its names.
    """

    claims: tuple[Claim, ...] = ()
    superseded_by: tuple[Claim, ...] = ()
    retracted: tuple[Claim, ...] = ()
    decided: tuple[Same, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """The thing that names refer to: its fullest name, the other names, its type."""

    id: str
    name: str
    type: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """One episode called an entity by a name: what entities are computed from."""

    entity_id: str
    key: str
    name: str
    type: str
    episode_id: str
    told: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Same:
    """A decision that the name *alias_id* refers to the entity *entity_id*, and why.

    Believed during [system_from, system_to); rests on *episode_id*, or on the user (empty).
    """

    alias_id: str
    entity_id: str
    reason: str
    episode_id: str
    system_from: datetime
    system_to: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delta:
    """All changes that one writing makes, in one transaction at the instant *system*."""

    system: datetime
    statuses: Mapping[str, tuple[Status, str | None]] = field(default_factory=dict)
    mentions: tuple[tuple[str, Mention], ...] = ()
    namings: tuple[Naming, ...] = ()
    same: tuple[Same, ...] = ()
    parted: tuple[Same, ...] = ()
    claims: tuple[Claim, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    retractions: Mapping[str, str | None] = field(default_factory=dict)
    opened: tuple[Fact, ...] = ()
    closed: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexed:
    """A passage with what is searched.

    Args:
        words: stems, in order, the header's included.
        vector: (d,) the direction of its embedding; a cosine divides by its length.
        tokens: (n,) vocabulary ids; empty for an embedder without token vectors.
        token_vectors: (n, e) the tokens' vectors as `rank.maxsim.pack` packs them.
    """

    passage: Passage
    words: tuple[str, ...]
    vector: NDArray[np.int8]
    tokens: NDArray[np.int32]
    token_vectors: NDArray[np.uint8]
