"""Which names are one entity: pure decisions over what was said and decided.

A name's spelling-free form has one id. Decisions (`Same`) join names: an alias points to the
fuller name, which may point on; where it ends is the entity. Decisions have a system time, so
that who was who can be asked as of any of them.

The user decides first, then what was told, then the names themselves: a name that is short for
one other name, and could be short for no second, is joined with it (`likeness`). That depends on
which names are known and on nothing else, so that the order of arrival does not matter; a
decision that no longer holds ends. A name that the user parted from others points to itself.

A name that was told to be of two kinds is two things (`kinds`): it points to a *sense* for each,
and a telling means the sense of the kind that it told. One that told none means the person, where
a person is so called, else neither.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import TypeAlias

from graphmem.ids import digest
from graphmem.instant import EPOCH
from graphmem.kinds import KINDS, USUAL, kind, plain, sense_id
from graphmem.likeness import Called, Known, fits, hang_together, rivals
from graphmem.model import ANY, Claim, Entity, Naming, Same
from graphmem.text import name_key

BY_NAME = "by name: "  # so begins the reason of a decision that the names themselves make
BY_KIND = BY_NAME + "told to be of the kind "  # so begins that of a sense; its kind follows
SPLIT = "split by the user"


def entity_id(name: str) -> str:
    """The id that a name stands for; "*" stands for itself.

    >>> entity_id("São Paulo") == entity_id("  são paulo.")
    True
    """
    return ANY if name == ANY else digest("entity", name_key(name))


class Names:
    """Who was who at any system time, by some decisions.

    Args:
        same: the decisions.
        namings: what the names were called, where some have senses.
    """

    def __init__(self, same: Iterable[Same], namings: Iterable[Naming] = ()) -> None:
        self._decisions: dict[str, list[Same]] = defaultdict(list)
        self._joined: dict[str, set[str]] = defaultdict(set)
        self._kinds = kinds_by_episode(namings)
        self._of_kinds: set[str] = set()
        self.instants: set[datetime] = set()
        for decision in same:
            self._decisions[decision.alias_id].append(decision)
            self._joined[decision.alias_id].add(decision.entity_id)
            self._joined[decision.entity_id].add(decision.alias_id)
            self.instants.add(decision.system_from)
            if decision.system_to is not None:
                self.instants.add(decision.system_to)
            if by_kind(decision):
                self._of_kinds.add(decision.alias_id)

    def root(self, id_: str, at: datetime | None = None, kind: str = "") -> str:
        """The entity that a name stood for at a system time; `None` is now.

        Args:
            id_: the name.
            at: the system time.
            kind: what kind of thing the telling says that it is; empty = none.
        """
        passed = {id_}
        while following := [s for s in self._decisions[id_] if _live(s, at)]:
            before, id_ = id_, self._foremost(following, kind)
            if id_ == before:
                return id_  # the user said that it is itself, or no sense is meant
            if id_ in passed:
                return min(passed)  # a circle of aliases: any one of them, always the same
            passed.add(id_)
        return id_

    def roots(self, id_: str, at: datetime | None = None) -> frozenset[str]:
        """The entities that a name may stand for: several, where it has senses."""
        kinds = ("", *KINDS) if self._of_kinds else ("",)
        return frozenset(self.root(id_, at, kind) for kind in kinds)

    def senses(self, id_: str) -> list[str]:
        """What a name means now, one for each kind; itself where it means one thing only."""
        live = [same for same in self._decisions[id_] if _live(same, None)]
        senses = [same.entity_id for same in live if by_kind(same)]
        return senses if senses and not any(map(by_user, live)) else [id_]

    def ends(self, claim: Claim, at: datetime | None = None) -> tuple[str, str]:
        """The entities that a claim's subject and object stood for, by what its episode told."""
        subject, object_ = (
            self.root(id_, at, self._kinds.get((id_, claim.episode_id), ""))
            for id_ in (claim.subject_id, claim.object_id)
        )
        return subject, object_

    def ever(self, id_: str) -> frozenset[str]:
        """Every name that was ever joined with this one, itself and all senses included."""
        found, waiting = {id_}, [id_]
        while waiting:
            fresh = self._joined[waiting.pop()] - found
            found |= fresh
            waiting += fresh
        return frozenset(found)

    def means(self, claim: Claim, subject_id: str) -> bool:
        """Whether a claim may be about an entity: where its name has senses, about that one."""
        parted = self.several([claim.subject_id])
        return not parted or subject_id in (claim.subject_id, self.ends(claim)[0])

    def several(self, ids: Iterable[str]) -> bool:
        """Whether some of these names ever had senses."""
        return not self._of_kinds.isdisjoint(ids)

    def _foremost(self, live: list[Same], kind: str) -> str:
        """Where a name points: by the user's last decision, by its kind, by what was told most
        often, or by the name itself.
        """
        if decided := [same for same in live if by_user(same)]:
            return max(decided, key=lambda s: (s.system_from, s.entity_id)).entity_id
        told = [same for same in live if same.episode_id]
        if senses := {kind_of(same): same.entity_id for same in live if by_kind(same)}:
            meant = _sense(senses, kind)
            alias_id = live[0].alias_id
            kinds = {one: self._kinds.get((alias_id, one.episode_id), "") for one in told}
            told = [one for one in told if _sense(senses, kinds[one]) == meant]
            if not told:
                return meant or alias_id
        counted = Counter(same.entity_id for same in told or live)
        return min(counted, key=lambda id_: (-counted[id_], id_))


def kinds_by_episode(namings: Iterable[Naming]) -> dict[tuple[str, str], str]:
    """The kind that each episode told of a name, by name and episode; none where it told two."""
    told: dict[tuple[str, str], set[str]] = defaultdict(set)
    for naming in namings:
        if known := kind(naming.type):
            told[naming.entity_id, naming.episode_id].add(known)
    return {place: next(iter(kinds)) for place, kinds in told.items() if len(kinds) == 1}


def _sense(senses: Mapping[str, str], kind: str) -> str:
    """The sense of a kind, or else the usual one; empty where there is none."""
    return senses.get(kind) or senses.get(USUAL, "")


def decision(same: Same) -> tuple[str, str, str, datetime]:
    """What makes a decision one, whether it still holds or not."""
    return same.alias_id, same.entity_id, same.episode_id, same.system_from


def by_name(same: Same) -> bool:
    """Whether the names themselves made a decision."""
    return not same.episode_id and same.reason.startswith(BY_NAME)


def by_user(same: Same) -> bool:
    """Whether the user made a decision."""
    return not same.episode_id and not by_name(same)


def by_kind(same: Same) -> bool:
    """Whether a decision says what a name means where it means something of one kind."""
    return by_name(same) and same.reason.startswith(BY_KIND)


def kind_of(same: Same) -> str:
    """The kind that such a decision is about."""
    return same.reason.removeprefix(BY_KIND)


Like: TypeAlias = Callable[[str], Mapping[str, Known]]


class Likely:
    """What names are short for, as far as the names alone say it.

    Args:
        like: the names that are like one, itself among them, by id.
    """

    def __init__(self, like: Like) -> None:
        self._like = like
        self._decided: dict[str, tuple[str, str] | None] = {}

    def decided(self, id_: str) -> frozenset[tuple[str, str]]:
        """Everything that a name points to, each with the reason: an entity, or its senses."""
        own = self._like(id_).get(id_)
        if own and len(own.kinds) > 1:
            return frozenset((sense_id(id_, one), BY_KIND + one) for one in own.kinds)
        found = self.entity(id_)
        return frozenset((found,) if found else ())

    def entity(self, id_: str) -> tuple[str, str] | None:
        """The one entity that a name is short for, and why; `None` where there is no or a second.

        Names that are short for each other's fuller name are one candidate.
        """
        if id_ not in self._decided:
            self._decided[id_] = None  # in a circle of names each is itself
            held = self._like(id_)
            own = held.get(id_)
            found: dict[str, list[tuple[str, str]]] = defaultdict(list)
            for other, known in sorted(held.items()):
                if own and other != id_ and (reason := fits(own, known)):
                    further = self.entity(other)
                    found[further[0] if further else other].append((other, reason))
            contested = own and any(rivals(own, known) for known in held.values())
            if len(found) == 1 and not contested and not (own and len(own.kinds) > 1):
                ((root, ways),) = found.items()
                reason = next((why for other, why in ways if other == root), ways[0][1])
                self._decided[id_] = root, BY_NAME + reason
        return self._decided[id_]

    def dependants(self, ids: Iterable[str]) -> set[str]:
        """The names that may be short for some names, directly or through others; these too.

        Whatever types they have: what a new type makes of a name changes what is short for it.
        """
        found, waiting = set(ids), list(ids)
        while waiting:
            id_ = waiting.pop()
            held = self._like(id_)
            own = held.get(id_)
            for other, known in held.items():
                if own and other not in found and hang_together(known, own):
                    found.add(other)
                    waiting.append(other)
        return found


def _live(same: Same, at: datetime | None) -> bool:
    """Whether a decision was believed at a system time."""
    if at is None:
        return same.system_to is None
    return same.system_from <= at and (same.system_to is None or at < same.system_to)


def entities(namings: Iterable[Naming], names: Names, at: datetime | None = None) -> list[Entity]:
    """The entities that some namings speak of, by name.

    An entity is called by what its own name's first telling called it; the other names are its
    aliases; its type is the one told most often.
    """
    held: dict[str, list[Naming]] = defaultdict(list)
    for naming in namings:
        held[names.root(naming.entity_id, at, kind(naming.type))].append(naming)
    return sorted(
        (_entity(id_, told) for id_, told in held.items()),
        key=lambda entity: (entity.name.casefold(), entity.id),
    )


def called(every: Iterable[Called], names: Names) -> list[Entity]:
    """The entities that some names speak of, where it does not matter when each was told."""
    return entities(
        (
            Naming(
                entity_id=one.entity_id,
                key=name_key(one.name),
                name=one.name,
                type=one.type,
                episode_id="",
                told=EPOCH,
            )
            for one in every
        ),
        names,
    )


def _entity(id_: str, namings: list[Naming]) -> Entity:
    """One entity from what it was called."""
    namings = sorted(namings, key=lambda n: (n.entity_id != id_, n.told, n.name))
    name = namings[0].name
    spellings = dict.fromkeys(naming.name for naming in namings)
    aliases = [other for other in spellings if name_key(other) != name_key(name)]
    types = Counter(plain(naming.type) for naming in namings if naming.type)
    usual = min(types, key=lambda type_: (-types[type_], type_), default="")
    return Entity(id=id_, name=name, type=usual, aliases=tuple(aliases))
