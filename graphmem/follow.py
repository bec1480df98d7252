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

    Empty, and false, where nothing leads on. *objects* are the different things that the paths
    lead to; *as_of* is the view that was used.
    """

    start: str
    predicates: tuple[str, ...]
    paths: tuple[tuple[Fact, ...], ...]
    objects: tuple[str, ...]
    as_of: AsOf

    def __len__(self) -> int:
        return len(self.paths)


def follow(lookup: Lookup, start: str, predicates: Sequence[str], view: View) -> Followed:
    """Follow facts in view from a name: by the first predicate, from there by the second, …

    Each step takes every fact of that predicate; one that is declared as the inverse of another
    ("employs") leads from the object to the subject of that one's facts. The paths are in the
    order of the facts' valid times, the first step's first.

    Raises:
        BadInput: no predicates, or more paths than can be an answer.
    """
    asked = checked(start, predicates)
    reached: list[tuple[str, tuple[Fact, ...]]]
    reached = [(root, ()) for root in sorted(lookup.roots(start, view))]
    for predicate in asked:
        onward = _onward(lookup, sorted({end for end, _ in reached}), predicate, view)
        reached = [(to, (*path, fact)) for end, path in reached for to, fact in onward[end]]
        if len(reached) > MOST:
            raise BadInput(
                f"{len(reached)} paths lead on from {start!r} by {list(asked)}; at most {MOST} are "
                "followed. Begin nearer to what you look for, or take fewer steps."
            )
    named = [(end, tuple(lookup.named(path, view))) for end, path in reached]
    goals = {
        end: path[-1].object if path[-1].object_id == end else path[-1].subject
        for end, path in named
    }
    return Followed(
        start=start,
        predicates=asked,
        paths=tuple(path for _, path in named),
        objects=tuple(goals.values()),
        as_of=AsOf(valid=view.valid, system=view.system),
    )


def _onward(
    lookup: Lookup, ends: Sequence[str], predicate: str, view: View
) -> dict[str, list[tuple[str, Fact]]]:
    """Where facts lead from each end; in the declared words where it has none in the very words."""
    onward: dict[str, list[tuple[str, Fact]]] = {end: [] for end in ends}
    if ends:
        wanted = Wanted(subject_ids=tuple(ends), predicate=name_key(predicate))
        for fact in lookup.store.facts(wanted, view):
            onward[fact.subject_id].append((fact.object_id, fact))
    left = {end for end in ends if not onward[end]}
    asked = lookup.declared("this", predicate, None) if left else None
    if asked is None:
        return onward
    said, inverse = name_key(asked[1]), asked[0] is None  # the subject became the object
    from_ = tuple(sorted(left))
    ways = Wanted(entity_ids=from_) if inverse else Wanted(subject_ids=from_)
    for fact in lookup.store.facts(replace(ways, predicate=said), view):
        here, there = fact.subject_id, fact.object_id
        if inverse:
            here, there = there, here
        if here in left:
            onward[here].append((there, fact))
    return onward


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
