"""Following facts: from a name, by one predicate after the other, in a view."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from graphmem.errors import BadInput
from graphmem.lookup import Lookup
from graphmem.model import AsOf, Fact, View
from graphmem.store.base import Wanted
from graphmem.text import name_key

MOST = 1000  # paths; more are no answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """Where facts lead from a name: each path has a fact for each predicate, in order.

    Empty, and false, where nothing leads on. *as_of* is the view that was used.
    """

    start: str
    predicates: tuple[str, ...]
    paths: tuple[tuple[Fact, ...], ...]
    as_of: AsOf

    @property
    def objects(self) -> tuple[str, ...]:
        """The different things that the paths lead to."""
        return tuple({path[-1].object_id: path[-1].object for path in self.paths}.values())

    def __len__(self) -> int:
        return len(self.paths)


def follow(lookup: Lookup, start: str, predicates: Sequence[str], view: View) -> Followed:
    """Follow facts in view from a name: by the first predicate, from there by the second, …

    Each step takes every fact of that predicate. The paths are in the order of the facts'
    valid times, the first step's first.

    Raises:
        BadInput: no predicates, or more paths than can be an answer.
    """
    asked = checked(start, predicates)
    reached: list[tuple[str, tuple[Fact, ...]]]
    reached = [(root, ()) for root in sorted(lookup.roots(start, view))]
    for predicate in asked:
        ends = tuple(sorted({end for end, _ in reached}))
        wanted = Wanted(subject_ids=ends, predicate=name_key(predicate))
        onward: dict[str, list[Fact]] = {end: [] for end in ends}
        for fact in _step(lookup, wanted, view) if ends else ():
            onward[fact.subject_id].append(fact)
        reached = [(fact.object_id, (*path, fact)) for end, path in reached for fact in onward[end]]
        if len(reached) > MOST:
            raise BadInput(
                f"{len(reached)} paths lead on from {start!r} by {list(asked)}; at most {MOST} are "
                "followed. Begin nearer to what you look for, or take fewer steps."
            )
    paths = tuple(tuple(lookup.named(path, view)) for _, path in reached)
    as_of = AsOf(valid=view.valid, system=view.system)
    return Followed(start=start, predicates=asked, paths=paths, as_of=as_of)


def _step(lookup: Lookup, wanted: Wanted, view: View) -> Sequence[Fact]:
    """The facts of one step; in the declared words where none has the predicate."""
    found = lookup.store.facts(wanted, view)
    if found or wanted.predicate is None:
        return found
    said = name_key(lookup.canonical(wanted.predicate))
    return lookup.store.facts(replace(wanted, predicate=said), view)


def checked(start: str, predicates: Sequence[str]) -> tuple[str, ...]:
    """The predicates, once it is sure that they can be followed."""
    given = [predicates] if isinstance(predicates, str) else predicates
    if not isinstance(start, str) or not start.strip():
        raise BadInput(f"empty name: got {start!r}. Name what to start from.")
    if not isinstance(given, Sequence) or not given:
        raise BadInput(f"nothing to follow: got {predicates!r}. Give predicates, in order.")
    if wrong := [one for one in given if not isinstance(one, str) or not one.strip()]:
        raise BadInput(f'a predicate must be words, such as "works at": got {wrong[0]!r}.')
    return tuple(given)
