"""What a change of claims does to the facts: the slots it touches are computed anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from graphmem.kinds import KINDS
from graphmem.model import ANY, Claim, Fact, Naming, Same, View
from graphmem.progress import batches
from graphmem.resolve import Names, by_kind, decision
from graphmem.store.base import Slot, Store, Wanted
from graphmem.text import name_key
from graphmem.timeline import content, timeline, versions

Touched = tuple[str, str]
Said = tuple[str, str, str]
NOW = View()
WHOLE = 64  # slots that are read at once


@dataclass(frozen=True, slots=True)
class Revision:
    """The versions of facts that begin and that end."""

    opened: tuple[Fact, ...]
    closed: tuple[Fact, ...]


def touched(claims: Iterable[Claim]) -> set[Touched]:
    """The (subject id, predicate) pairs that some claims belong to."""
    return {(claim.subject_id, name_key(claim.predicate)) for claim in claims}


def known_names(
    store: Store,
    ids: Iterable[str],
    extra: Sequence[Same] = (),
    *,
    without: Sequence[Same] = (),
    namings: Iterable[Naming] = (),
) -> Names:
    """Every decision that some names hang on, directly or through other names.

    Args:
        store: holds the decisions so far.
        ids: the names.
        extra: decisions that are not in the store yet, or are to be taken as given here.
        without: leave these out.
        namings: what is told of names and is not in the store yet.
    """
    found: dict[tuple[object, ...], Same] = {}
    asked: set[str] = set()
    waiting = set(ids) | {id_ for same in extra for id_ in (same.alias_id, same.entity_id)}
    while waiting:
        asked |= waiting
        fresh = store.same(sorted(waiting))
        found |= {decision(same): same for same in fresh}
        waiting = {id_ for same in fresh for id_ in (same.alias_id, same.entity_id)} - asked
    gone = set(map(decision, without))
    found = {key: same for key, same in found.items() if key not in gone}
    decided = list((found | {decision(same): same for same in extra}).values())
    if not any(by_kind(same) for same in decided):
        return Names(decided)
    return Names(decided, [*store.namings(NOW, sorted(asked)), *namings])


def _moved(store: Store, decided: Sequence[Same]) -> list[str]:
    """The names that stand for another entity once some decisions begin or end."""
    ends = {id_ for same in decided for id_ in (same.alias_id, same.entity_id)}
    before, after = known_names(store, ends), known_names(store, ends, decided)
    every = {id_ for end in ends for id_ in after.ever(end)}
    kinds = ("", *KINDS) if after.several(every) else ("",)
    return sorted(
        id_
        for id_ in every
        if any(before.root(id_, kind=one) != after.root(id_, kind=one) for one in kinds)
    )


def slots(pairs: Iterable[Touched], names: Names) -> tuple[Slot, ...]:
    """The slots of some subjects, under all the names that each ever had."""
    found = {Slot(subject_ids=names.ever(id_), predicate=predicate) for id_, predicate in pairs}
    return tuple(sorted(found, key=lambda slot: (slot.predicate, sorted(slot.subject_ids))))


def revise(
    store: Store,
    changed: Sequence[Claim],
    system: datetime,
    decided: Sequence[Same] = (),
    namings: Sequence[Naming] = (),
) -> Revision:
    """What is believed from *system* on, once *changed* claims are as they are given.

    Args:
        store: holds the claims and facts so far.
        changed: new claims, or known ones with a retraction; they replace those of one id.
        system: the instant of the change.
        decided: decisions about names that begin or end at *system*.
        namings: what new claims' episodes call their names.
    """
    pairs = touched(changed)
    if moved := _moved(store, decided) if decided else []:
        pairs |= set(store.slots_of(moved))
    ids = _ends(changed) | {id_ for id_, _ in pairs}
    names = known_names(store, ids, decided, namings=namings)
    found = slots(pairs, names)
    whole = [Part(slot, None) for slot in found]
    parts = whole if moved else _parts(store, found, changed, names)
    claims = _claims(store, parts, changed)
    ids = _ends(claim for told in claims.values() for claim in told)
    names = known_names(store, ids, decided, namings=namings)
    after: set[Fact] = set()
    for part in parts:
        exclusive = None if part.objects is None else False
        facts = believed(claims[part], names, system, exclusive=exclusive)
        after |= {content(fact) for fact in facts}
    before = {content(fact): fact for fact in _facts(store, parts)}
    opened = (replace(fact, system_from=system) for fact in after - before.keys())
    closed = (fact for held, fact in before.items() if held not in after)
    return Revision(tuple(sorted(opened, key=_order)), tuple(sorted(closed, key=_order)))


@dataclass(frozen=True, slots=True)
class Part:
    """What of a slot has to be computed anew: all of it, or what is said of some objects."""

    slot: Slot
    objects: frozenset[str] | None

    def has(self, object_id: str) -> bool:
        """Whether what is said of an object belongs to it."""
        return self.objects is None or object_id in self.objects


def _parts(
    store: Store, found: Sequence[Slot], changed: Iterable[Claim], names: Names
) -> list[Part]:
    """What of some slots a change is about."""
    said: dict[Touched, list[Claim]] = defaultdict(list)
    for claim in changed:
        said[claim.subject_id, name_key(claim.predicate)].append(claim)
    parts = []
    for slot, tally in zip(found, store.tally(found), strict=True):
        mine = [claim for id_ in slot.subject_ids for claim in said[id_, slot.predicate]]
        objects = frozenset(id_ for claim in mine for id_ in names.ever(claim.object_id))
        apart = not names.several(slot.subject_ids) and _apart(mine, *tally)
        parts.append(Part(slot, objects if apart else None))
    return parts


def _apart(mine: Sequence[Claim], states: int, exclusive: int) -> bool:
    """Whether the objects of a slot do not compete: then a change is about its own objects only.

    They do not where the slot is not exclusive, before the change nor after it, and nothing is
    said of every object: then the cost of a change does not grow with the slot.

    Args:
        mine: what changes in the slot.
        states, exclusive: its tally.
    """
    if any(claim.object_id == ANY for claim in mine):
        return False
    competed = 2 * exclusive > states
    for claim in mine:
        if claim.kind == "state" and not claim.negated:
            step = 1 if claim.retracted_at is None else -1
            states, exclusive = states + step, exclusive + step * claim.exclusive
    return not competed and 2 * exclusive <= states


def _claims(
    store: Store, parts: Sequence[Part], changed: Iterable[Claim]
) -> dict[Part, list[Claim]]:
    """The claims of each part once the changed ones are as they are given."""
    place = _places(parts)
    found: dict[Part, dict[str, Claim]] = {part: {} for part in parts}
    held = [c for some in _whole(parts) for c in store.claims_in([part.slot for part in some])]
    if said := list(_said(parts)):
        held += store.claims_about(said)
    for claim in held:
        found[place[claim.subject_id, name_key(claim.predicate)]][claim.id] = claim
    for claim in changed:
        found[place[claim.subject_id, name_key(claim.predicate)]][claim.id] = claim
    return {part: list(claims.values()) for part, claims in found.items()}


def _facts(store: Store, parts: Sequence[Part]) -> Iterator[Fact]:
    """The facts of some parts that are believed now."""
    place = _places(parts)
    pairs = tuple(dict.fromkeys((id_, to) for id_, _, to in _said(parts) if to != ANY))
    held = store.facts(Wanted(pairs=pairs), NOW) if pairs else []
    for some in _whole(parts):
        ids = tuple(sorted(id_ for part in some for id_ in part.slot.subject_ids))
        held += store.facts(Wanted(subject_ids=ids, predicate=some[0].slot.predicate), NOW)
    for fact in held:
        part = place.get((fact.subject_id, name_key(fact.predicate)))
        if part and part.has(fact.object_id):
            yield fact


def _places(parts: Iterable[Part]) -> dict[Touched, Part]:
    """The part that each subject and predicate belongs to."""
    return {(id_, part.slot.predicate): part for part in parts for id_ in part.slot.subject_ids}


def _whole(parts: Iterable[Part]) -> Iterator[list[Part]]:
    """The parts that are whole slots, those of one predicate that can be asked for at once."""
    whole = [part for part in parts if part.objects is None]
    for _, group in groupby(whole, lambda part: part.slot.predicate):
        yield from batches(group, WHOLE)


def _said(parts: Iterable[Part]) -> Iterator[Said]:
    """The (subject id, predicate, object id) of what the other parts are about."""
    for part in parts:
        for id_ in part.slot.subject_ids if part.objects is not None else ():
            for object_id in (*sorted(part.objects or ()), ANY):
                yield id_, part.slot.predicate, object_id


def history(claims: Sequence[Claim], names: Names) -> list[Fact]:
    """Every version that some slots' claims make, at every instant at which something changed."""
    instants = set(names.instants)
    for claim in claims:
        instants |= {at for at in (claim.recorded_at, claim.retracted_at) if at is not None}
    return versions((at, list(believed(claims, names, at))) for at in sorted(instants))


def believed(
    claims: Iterable[Claim], names: Names, at: datetime, *, exclusive: bool | None = None
) -> Iterator[Fact]:
    """The facts that hold at a system time, by the claims believed then."""
    held: dict[Touched, list[Claim]] = defaultdict(list)
    for claim in claims:
        if live(claim, at):
            subject, object_ = names.ends(claim, at)
            resolved = replace(claim, subject_id=subject, object_id=object_)
            held[subject, name_key(claim.predicate)].append(resolved)
    for slot in held.values():
        yield from timeline(slot, exclusive=exclusive)


def live(claim: Claim, at: datetime) -> bool:
    """Whether a claim was recorded and not retracted at a system time."""
    recorded = claim.recorded_at is not None and claim.recorded_at <= at
    return recorded and (claim.retracted_at is None or at < claim.retracted_at)


def _ends(claims: Iterable[Claim]) -> set[str]:
    """The names that claims speak of."""
    return {id_ for claim in claims for id_ in (claim.subject_id, claim.object_id)}


def _order(fact: Fact) -> tuple[datetime, str]:
    """Facts in order of time."""
    return fact.valid_from, fact.id
