"""Decisions that names themselves make, as they are recorded: when one begins, and when it ends.

`resolve` decides from the names that are known; here these are asked for, as few as an episode
touches, and what is decided is compared with what the store believes. What the user decided
about a name stands: names decide nothing about it any more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import groupby, zip_longest
from operator import itemgetter
from typing import NamedTuple, cast

from graphmem.kinds import kinds_told, plain
from graphmem.likeness import Called, Known, bare
from graphmem.model import Naming, Same, View
from graphmem.resolve import Likely, by_name, by_user
from graphmem.store.base import Store

EVERYTHING = View()


class Joined(NamedTuple):
    """Decisions to be added, and decisions that end or that never were."""

    same: tuple[Same, ...] = ()
    parted: tuple[Same, ...] = ()


class Alike:
    """The names that are like some: those that a store knows, and those of *namings*."""

    def __init__(self, store: Store, namings: Iterable[Naming] = ()) -> None:
        self._store = store
        self._asked: set[str] = set()
        self._of_form: dict[str, set[str]] = defaultdict(set)
        self.called: dict[str, set[Called]] = defaultdict(set)
        self.fresh = {Called(one.entity_id, one.name, one.type) for one in namings}
        for one in self.fresh:
            self._keep(one)

    def load(self, ids: Iterable[str]) -> None:
        """Ask for what is like some names, all at once."""
        ids, wanted = set(ids), set[str]()
        while True:  # what is found may be spelled otherwise, or be of another type
            wanted |= {form for id_ in ids for one in self.called[id_] for form in one.sought}
            missing = sorted(wanted - self._asked)
            if not missing:
                return
            self._asked.update(missing)
            for one in self._store.alike(missing):
                self.fresh.discard(one)
                self._keep(one)
                wanted.add(f"={bare(one.name)}")

    def like(self, id_: str, shown: Callable[[Called], bool] = lambda _: True) -> dict[str, Known]:
        """The names that share a form with one, itself included, of what is *shown*."""
        self.load([id_])
        mine = {form for one in self.called[id_] if shown(one) for form in one.sought}
        held = {
            other: [one for one in self.called[other] if shown(one)]
            for other in {other for form in mine for other in self._of_form[form]}
        }
        return {
            other: known(called)
            for other, called in held.items()
            if any(not mine.isdisjoint(one.forms) for one in called)
        }

    def _keep(self, one: Called) -> None:
        """Keep how an entity is called."""
        self.called[one.entity_id].add(one)
        for form in one.forms:
            self._of_form[form].add(one.entity_id)


def known(called: Iterable[Called]) -> Known:
    """How an entity is spelled, the types that it has, and the kinds that it was told to be of."""
    held = list(called)
    types = frozenset(plain(one.type).casefold() for one in held if one.type)
    kinds = kinds_told(one.type for one in held)
    return Known(frozenset(one.name for one in held), types, kinds)


def joined(store: Store, namings: Sequence[Naming], system: datetime) -> Joined:
    """The decisions that begin and end at *system*, once some names are known, too."""
    alike = Alike(store, namings)
    alike.load([naming.entity_id for naming in namings])
    if not alike.fresh:
        return Joined()
    likely = Likely(alike.like)
    ids = likely.dependants({one.entity_id for one in alike.fresh})
    held = [one for one in store.same(sorted(ids)) if one.system_to is None]
    settled = {one.alias_id for one in held if by_user(one)}
    same: list[Same] = []
    parted: list[Same] = []
    for id_ in sorted(ids - settled):
        wanted = likely.decided(id_)
        live = {(s.entity_id, s.reason): s for s in held if by_name(s) and s.alias_id == id_}
        parted += (replace(live[one], system_to=system) for one in sorted(live.keys() - wanted))
        same += (decision(id_, one, system) for one in sorted(wanted - live.keys()))
    return Joined(tuple(same), tuple(parted))


def decision(alias_id: str, wanted: tuple[str, str], system: datetime) -> Same:
    """A decision that a name makes from *system* on."""
    entity_id, reason = wanted
    return Same(
        alias_id=alias_id, entity_id=entity_id, reason=reason, episode_id="", system_from=system
    )


def rejoined(store: Store, episode_id: str) -> Joined:
    """The decisions that without an episode there would always have been, and those that not."""
    past = Past(store, episode_id)
    ids = Likely(past.alike.like).dependants(past.named)
    held = [one for one in store.same(sorted(ids)) if one.alias_id in ids]
    until: dict[str, datetime] = {}
    for one in held:
        if by_user(one):
            until[one.alias_id] = min(one.system_from, until.get(one.alias_id, one.system_from))
    wanted = {same for id_ in ids for same in past.decisions(id_, until.get(id_))}
    found = {one for one in held if by_name(one)}
    return Joined(_in_order(wanted - found), _in_order(found - wanted))


def _in_order(same: Iterable[Same]) -> tuple[Same, ...]:
    """Decisions in order of time."""
    return tuple(sorted(same, key=lambda one: (one.system_from, one.alias_id, one.entity_id)))


class Past:
    """Which names were known when, without one episode.

    A name is known from when the first episode that calls something so was read: when its claims
    were recorded, or else the episode itself.
    """

    def __init__(self, store: Store, without: str) -> None:
        self._store = store
        self._without = without
        self._since: dict[str, dict[Called, datetime]] = {}
        own = store.namings(EVERYTHING, episode_ids=[without])
        self.named = {naming.entity_id for naming in own}
        self.alike = Alike(store, own)

    def decisions(self, id_: str, until: datetime | None) -> Iterator[Same]:
        """What a name ever pointed to, until the user decided about it."""
        said = self._said(id_)
        for wanted in {one for _, decided in said for one in decided}:
            held = ((at, wanted in decided) for at, decided in said)
            spells = [next(spell) for _, spell in groupby(held, itemgetter(1))]
            for (at, holds), following in zip_longest(spells, spells[1:]):
                ends = [end for end in (following and following[0], until) if end is not None]
                end = min(ends, default=None)
                if holds and (end is None or at < end):
                    yield replace(decision(id_, wanted, at), system_to=end)

    def _said(self, id_: str) -> list[tuple[datetime, frozenset[tuple[str, str]]]]:
        """What a name pointed to by the names known at each instant."""
        said: list[tuple[datetime, frozenset[tuple[str, str]]]] = []
        seen: set[datetime] = set()
        self.since(id_)
        while fresh := self._instants() - seen:  # looking may bring up names known at others
            seen |= fresh
            said = [(at, self._likely(at).decided(id_)) for at in sorted(seen)]
        return said

    def _instants(self) -> set[datetime]:
        """When the names that were looked at so far became known."""
        return {at for since in self._since.values() for at in since.values()}

    def _likely(self, at: datetime) -> Likely:
        """What names are short for by the names known at an instant."""
        return Likely(lambda id_: self.alike.like(id_, lambda one: self._known(one, at)))

    def _known(self, one: Called, at: datetime) -> bool:
        """Whether an entity was called so by an instant."""
        since = self.since(one.entity_id)
        return one in since and since[one] <= at

    def since(self, id_: str) -> Mapping[Called, datetime]:
        """How an entity is called, each from when on."""
        if id_ not in self._since:
            told: dict[Called, list[str]] = defaultdict(list)
            for one in self._store.namings(EVERYTHING, [id_]):
                if one.episode_id != self._without:
                    told[Called(id_, one.name, one.type)].append(one.episode_id)
            self._since[id_] = {one: self._first(ids) for one, ids in told.items()}
        return self._since[id_]

    def _first(self, episode_ids: Sequence[str]) -> datetime:
        """When the first of some episodes was read."""
        first = datetime.max.replace(tzinfo=UTC)
        episodes = self._store.episodes(list(episode_ids))
        for kept, id_ in sorted((cast(datetime, e.recorded_at), e.id) for e in episodes):
            if kept >= first:
                break
            claims = self._store.claims(episode_ids=[id_])
            read = [c.recorded_at for c in claims if c.recorded_at and c.episode_id == id_]
            first = min(first, *(read[:1] and [min(read)]) or [kept])
        return first
