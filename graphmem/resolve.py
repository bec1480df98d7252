"""Which names are one entity: pure decisions over what was said and decided.

A name's spelling-free form has one id. Decisions (`Same`) join names: an alias points to the
fuller name, which may point on; where it ends is the entity. Decisions have a system time, so
that who was who can be asked as of any of them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime

from graphmem.ids import digest
from graphmem.model import ANY, Entity, Naming, Same
from graphmem.text import name_key


def entity_id(name: str) -> str:
    """The id that a name stands for; "*" stands for itself.

    >>> entity_id("São Paulo") == entity_id("  são paulo.")
    True
    """
    return ANY if name == ANY else digest("entity", name_key(name))


class Names:
    """Who was who at any system time, by some decisions."""

    def __init__(self, same: Iterable[Same]) -> None:
        self._decisions: dict[str, list[Same]] = defaultdict(list)
        self._joined: dict[str, set[str]] = defaultdict(set)
        self.instants: set[datetime] = set()
        for decision in same:
            self._decisions[decision.alias_id].append(decision)
            self._joined[decision.alias_id].add(decision.entity_id)
            self._joined[decision.entity_id].add(decision.alias_id)
            self.instants.add(decision.system_from)
            if decision.system_to is not None:
                self.instants.add(decision.system_to)

    def root(self, id_: str, at: datetime | None = None) -> str:
        """The entity that a name stood for at a system time; `None` is now."""
        passed = {id_}
        while following := [s for s in self._decisions[id_] if _live(s, at)]:
            id_ = min(following, key=lambda s: (s.system_from, s.entity_id)).entity_id
            if id_ in passed:
                return min(passed)  # a circle of aliases: any one of them, always the same
            passed.add(id_)
        return id_

    def ever(self, id_: str) -> frozenset[str]:
        """Every name that was ever joined with this one, itself included."""
        found, waiting = {id_}, [id_]
        while waiting:
            fresh = self._joined[waiting.pop()] - found
            found |= fresh
            waiting += fresh
        return frozenset(found)


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
        held[names.root(naming.entity_id, at)].append(naming)
    return sorted(
        (_entity(id_, told) for id_, told in held.items()),
        key=lambda entity: (entity.name.casefold(), entity.id),
    )


def _entity(id_: str, namings: list[Naming]) -> Entity:
    """One entity from what it was called."""
    namings = sorted(namings, key=lambda n: (n.entity_id != id_, n.told, n.name))
    name = namings[0].name
    spellings = dict.fromkeys(naming.name for naming in namings)
    aliases = [other for other in spellings if name_key(other) != name_key(name)]
    types = Counter(naming.type for naming in namings if naming.type)
    usual = min(types, key=lambda type_: (-types[type_], type_), default="")
    return Entity(id=id_, name=name, type=usual, aliases=tuple(aliases))
