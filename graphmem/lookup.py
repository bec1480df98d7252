"""Reading without searching: facts, entities and histories, by name and in a view."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import TYPE_CHECKING

from graphmem.errors import NotFound
from graphmem.found import Found
from graphmem.instant import EPOCH
from graphmem.kinds import alike
from graphmem.model import Claim, Entity, Fact, Kind, Same, Version, View
from graphmem.resolve import entities, entity_id
from graphmem.revise import known_names
from graphmem.store.base import Slot, Store, Wanted
from graphmem.text import name_key
from graphmem.timeline import against

if TYPE_CHECKING:
    from graphmem.ontology import Ends, Ontology

EVERYTHING = View()


@dataclass(frozen=True, slots=True)
class Lookup:
    """Reads from a store by name; a predicate that finds nothing is asked in declared words."""

    store: Store
    ontology: Ontology | None = None

    def facts(
        self,
        view: View,
        subject: str | None = None,
        predicate: str | None = None,
        object_: str | None = None,
        kind: Kind | None = None,
    ) -> list[Fact]:
        """Facts in view, their ends called by the entities' names."""
        found = self._facts(view, subject, predicate, object_, kind)
        if found or predicate is None:
            return found
        asked = self.declared(subject, predicate, object_)
        return self._facts(view, *asked, kind) if asked else []

    def _facts(
        self,
        view: View,
        subject: str | None,
        predicate: str | None,
        object_: str | None,
        kind: Kind | None,
    ) -> list[Fact]:
        """Facts in view by the very words."""
        wanted = Wanted(
            subject_ids=None if subject is None else tuple(sorted(self.roots(subject, view))),
            predicate=None if predicate is None else name_key(predicate),
        )
        found = self.named(self.store.facts(wanted, view), view)
        objects = None if object_ is None else self.roots(object_, view)
        return [
            fact
            for fact in found
            if (objects is None or fact.object_id in objects) and kind in (None, fact.kind)
        ]

    def declared(self, subject: str | None, predicate: str, object_: str | None) -> Ends | None:
        """What is asked, in the declared words, if these are others."""
        from graphmem.ontology import asked  # pydantic takes a tenth of a second

        return asked(self.ontology, (subject, predicate, object_))

    def named(self, facts: Sequence[Fact], view: View) -> list[Fact]:
        """Facts whose ends are called by the entities' names, where an alias was told."""
        ends = ((f.subject, f.subject_id) for f in facts)
        others = ((f.object, f.object_id) for f in facts)
        aliased = {id_ for name, id_ in (*ends, *others) if entity_id(name) != id_}
        if not aliased:
            return list(facts)
        found = self._entities(sorted(aliased), view)
        names = {entity.id: entity.name for entity in found}
        return [
            replace(
                fact,
                subject=names.get(fact.subject_id, fact.subject),
                object=names.get(fact.object_id, fact.object),
            )
            for fact in facts
        ]

    def called(self, found: Found, view: View) -> Found:
        """What a search found, its facts' ends called by the entities' names."""
        facts = self.named(found.facts, view)
        hits = (replace(hit, facts=tuple(self.named(hit.facts, view))) for hit in found.hits)
        path = self.named(found.path, view)
        return replace(found, facts=tuple(facts), hits=tuple(hits), path=tuple(path))

    def entities(self, view: View) -> list[Entity]:
        """All entities in view."""
        namings = self.store.namings(view)
        names = known_names(self.store, {naming.entity_id for naming in namings})
        return entities(namings, names, view.system)

    def entity(self, name: str, view: View, type_: str | None = None) -> Entity:
        """The entity that a name refers to in a view; of several, the usual one comes first."""
        id_ = entity_id(name)
        names = known_names(self.store, [id_])
        usual, roots = names.root(id_, view.system), names.roots(id_, view.system)
        found = [one for one in self._entities(sorted(roots), view) if one.id in roots]
        for entity in sorted(found, key=lambda one: (one.id != usual, one.type)):
            if type_ is None or alike(type_, entity.type):
                return entity
        if found:
            raise NotFound(
                f"nothing in view that is called {name!r} is of type {type_!r}; it is of type "
                f"{', '.join(sorted(repr(one.type) for one in found))}."
            )
        raise NotFound(
            f"nothing in view is called {name!r}. See memory.entities(), or ask as of a later time."
        )

    def whole(self, given: Entity, view: View) -> Entity:
        """What an entity that was got before is now: itself, or what it was joined with."""
        root = known_names(self.store, [given.id]).root(given.id, view.system)
        for entity in self._entities([root], view):
            if entity.id == root:
                return entity
        raise NotFound(
            f"there is no entity {given.name!r} with the id {given.id!r} in this memory. "
            "See memory.entities()."
        )

    def history(self, fact_id: str) -> list[Version]:
        """Every version of the spans of one subject, predicate and object."""
        found = self.store.facts(Wanted(ids=(fact_id,), believed=False, shown=False), EVERYTHING)
        if not found:
            raise NotFound(f"there is no fact {fact_id!r}. Facts have ids: see memory.facts().")
        fact = found[0]
        wanted = Wanted(
            subject_ids=(fact.subject_id,),
            predicate=name_key(fact.predicate),
            believed=False,
            shown=False,
        )
        strip = [
            other
            for other in self.store.facts(wanted, EVERYTHING)
            if (other.object_id, other.kind) == (fact.object_id, fact.kind)
        ]
        names = known_names(self.store, [fact.subject_id])
        slot = Slot(subject_ids=names.ever(fact.subject_id), predicate=name_key(fact.predicate))
        told = self.store.claims_in([slot])
        claims = [claim for claim in told if names.means(claim, fact.subject_id)]
        decided = self.store.same(sorted(names.ever(fact.subject_id)))
        versions = [version(other, claims, decided) for other in self.named(strip, EVERYTHING)]
        return sorted(versions, key=lambda v: (v.system_from, v.valid_from))

    def chosen(
        self, claims: Iterable[Claim], view: View, subject: str | None, predicate: str | None
    ) -> list[Claim]:
        """The claims in view, retracted ones too, by subject and predicate.

        A predicate in other words than the declared ones may ask for its subject as the object.
        """
        known, object_ = self._told(claims, view), None
        if predicate and not any(name_key(c.predicate) == name_key(predicate) for c in known):
            asked = self.declared(subject, predicate, None)
            subject, predicate, object_ = asked or (subject, predicate, None)
        subjects, objects = self._ever(subject), self._ever(object_)
        key = None if predicate is None else name_key(predicate)
        return [
            as_known(claim, view.system)
            for claim in known
            if (subjects is None or claim.subject_id in subjects)
            and (objects is None or claim.object_id in objects)
            and (key is None or name_key(claim.predicate) == key)
            and (view.system is None or (claim.recorded_at or view.system) <= view.system)
        ]

    def _ever(self, name: str | None) -> Collection[str] | None:
        """Every entity id that a name ever stood for; `None` for no name."""
        if name is None:
            return None
        id_ = entity_id(name)
        return known_names(self.store, [id_]).ever(id_)

    def _told(self, claims: Iterable[Claim], view: View) -> list[Claim]:
        """The claims that were told by an explicit valid time, or are behind a fact in view."""
        if not view.asked or view.valid is None:
            return list(claims)
        behind = {id_ for fact in self.store.facts(Wanted(), view) for id_ in fact.claim_ids}
        return [one for one in claims if one.id in behind or (one.told or EPOCH) <= view.valid]

    def root(self, name: str, view: View = EVERYTHING) -> str:
        """The entity id that a name stands for in a view, where no type is told."""
        id_ = entity_id(name)
        return known_names(self.store, [id_]).root(id_, view.system)

    def roots(self, name: str, view: View = EVERYTHING) -> frozenset[str]:
        """The entity ids that a name may stand for in a view."""
        id_ = entity_id(name)
        return known_names(self.store, [id_]).roots(id_, view.system)

    def _entities(self, ids: Sequence[str], view: View) -> list[Entity]:
        """Some entities in view, under all their names."""
        names = known_names(self.store, ids)
        spelled = sorted({name for id_ in ids for name in names.ever(id_)})
        return entities(self.store.namings(view, spelled), names, view.system)


def as_known(claim: Claim, system: datetime | None) -> Claim:
    """A claim as it was known at a system time: a later retraction was not."""
    later = system is not None and claim.retracted_at is not None and claim.retracted_at > system
    return replace(claim, retracted_at=None, retraction=None) if later else claim


def version(fact: Fact, claims: Sequence[Claim], decided: Sequence[Same]) -> Version:
    """A version of a fact with the claims that made it, and what ended it."""
    behind = {claim.id: claim for claim in claims}
    held = {field.name: getattr(fact, field.name) for field in fields(Fact)}
    return Version(
        **held,
        claims=tuple(behind[id_] for id_ in fact.claim_ids if id_ in behind),
        superseded_by=tuple(claim for claim in claims if _took_over(claim, fact)),
        retracted=tuple(
            c for c in claims if c.id in fact.claim_ids and _ended(c.retracted_at, fact)
        ),
        decided=tuple(
            same
            for same in decided
            if _ended(same.system_from, fact) or _ended(same.system_to, fact)
        ),
    )


def _ended(at: datetime | None, fact: Fact) -> bool:
    """Whether something happened at the instant at which a version ceased to be believed."""
    return at is not None and at == fact.system_to


def _took_over(claim: Claim, fact: Fact) -> bool:
    """Whether a claim was recorded when a version ended, and speaks of a part of its span."""
    return (
        fact.system_to is not None and claim.recorded_at == fact.system_to and against(claim, fact)
    )
