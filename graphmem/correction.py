"""Corrections: what was so during a portion of valid time, whatever was said of it before.

A claim that begins later paints over one that begins earlier, whenever they were told; so one
claim cannot override what begins inside its own interval. A correction is therefore a claim cut
in pieces: one from the portion's start, and one from each start of a known claim inside it. At
equal starts the later telling wins, so each piece wins where it begins, and nothing begins
between two pieces.

SQL:2011 calls it UPDATE and DELETE "for portion of"; Kulkarni and Michels, "Temporal features
in SQL:2011", SIGMOD Record 41(3), 2012.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from typing import cast

from graphmem.errors import BadInterval
from graphmem.instant import STEP
from graphmem.interval import Interval
from graphmem.model import Claim
from graphmem.resolve import entity_id
from graphmem.timeline import begins, says_exclusive, spans


def corrected(
    claims: Iterable[Claim], said: Claim, root: Callable[[str], str] = entity_id
) -> list[Claim]:
    """The claims that make *said* so during its interval, to be told in one episode.

    In a slot that is not exclusive, what else was claimed of the portion is denied object by
    object. Every piece is as exclusive as the slot is, so that outside nothing changes.

    Args:
        claims: all recorded claims of the subject and predicate.
        said: the state that is so, its times read; negated with the object "*": nothing was,
            with an object: only that was not. Without `valid_from` it is so since the slot's
            first claim begins; `exclusive` counts only where nothing is asserted yet.
        root: the id of the entity that a name refers to, for names with aliases.

    Raises:
        BadInterval: no `valid_from`, and nothing that begins before `valid_to` is recorded.

    >>> from graphmem.instant import instant
    >>> day = instant("2023-05-08")
    >>> said = Claim("Ann", "lives in", "Rome", valid_from=day, exclusive=True)
    >>> [(claim.object, claim.valid_from == day) for claim in corrected([], said)]
    [('Rome', True)]
    """
    # Retracted claims are cut at and denied too: they may be reinstated after the correction.
    states = [claim for claim in claims if claim.kind == "state"]
    believed = [claim for claim in states if claim.retracted_at is None]
    portion = _portion(believed, said)
    asserting = [claim for claim in believed if not claim.negated]
    exclusive = says_exclusive(asserting) if asserting else said.exclusive
    said = replace(said, exclusive=exclusive)
    told = _cut(said, pieces(states, portion))
    if exclusive or said.negated:
        return told
    # Not a denial of "*": it would stand at the same place as the assertion and may win.
    for others in _by_object(states, portion, without=root(said.object), root=root):
        denial = replace(said, object=others[0].object, negated=True, text="")
        told += _cut(denial, pieces(others, portion))
    return told


def pieces(claims: Iterable[Claim], portion: Interval[datetime]) -> list[Interval[datetime]]:
    """A portion of valid time, cut where claims begin inside it.

    >>> pieces([], Interval(1, 5)), pieces([Claim("", "", "", valid_from=3)], Interval(1, 5))
    ([Interval(start=1, end=5)], [Interval(start=1, end=3), Interval(start=3, end=5)])
    """
    inside = {begins(claim) for claim in claims if begins(claim) in portion}
    starts = sorted(inside | {cast(datetime, portion.start)})
    return [Interval(*ends) for ends in pairwise([*starts, portion.end])]


def last_word(claims: Iterable[Claim], now: datetime) -> datetime:
    """When a correction must be told to be told last: now, or just after a claim dated later."""
    return max([now, *(claim.told + STEP for claim in claims if claim.told is not None)])


def _portion(slot: Sequence[Claim], said: Claim) -> Interval[datetime]:
    """The interval of what is said; since the slot's first claim, where no start is stated."""
    start = cast("datetime | None", said.valid_from)
    end = cast("datetime | None", said.valid_to)
    if start is None:
        start = min(map(begins, slot), default=None)
        if start is None or (end is not None and end <= start):
            before = "" if end is None else f" before {end}"
            raise BadInterval(
                f"there is nothing to correct: nothing is recorded of {said.subject!r} "
                f"{said.predicate!r}{before}. Pass valid_from, or tell it with memory.add_fact()."
            )
    return Interval(start, end)


def _cut(claim: Claim, intervals: Iterable[Interval[datetime]]) -> list[Claim]:
    """One claim for each interval."""
    return [replace(claim, valid_from=span.start, valid_to=span.end) for span in intervals]


def _by_object(
    claims: Iterable[Claim],
    portion: Interval[datetime],
    *,
    without: str,
    root: Callable[[str], str],
) -> list[list[Claim]]:
    """The claims that speak of a portion, object by object, one object aside."""
    strips: dict[str, list[Claim]] = {}
    for claim in claims:
        object_id = root(claim.object)
        asserts = not claim.negated and spans(claim).overlaps(portion)
        if asserts and object_id != without:
            strips.setdefault(object_id, []).append(claim)
    return list(strips.values())
