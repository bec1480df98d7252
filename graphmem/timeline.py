"""Facts are computed here, and nowhere else: from claims, by a pure function.

The claims of one subject and predicate are put in order and painted over each other; what is
left visible is believed. So the order of arrival never matters, a retraction gives back what it
hid, and unrelated claims cannot end each other.

Snodgrass, "Developing Time-Oriented Database Applications in SQL", 1999: the two times.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple, cast

from graphmem.ids import digest
from graphmem.instant import EPOCH, micros
from graphmem.interval import Interval
from graphmem.model import ANY, Claim, Fact, Kind
from graphmem.text import name_key


class Claims:
    """Some claims, and those of other spans, which are shared: joining spans copies nothing."""

    __slots__ = ("more", "own")

    def __init__(self, own: Iterable[Claim] = (), more: Iterable[Claims] = ()) -> None:
        self.own, self.more = tuple(own), tuple(more)

    def __iter__(self) -> Iterator[Claim]:
        """Each list of claims once, however many ways lead to it."""
        waiting, seen = [self], {id(self)}
        while waiting:
            some = waiting.pop()
            yield from some.own
            fresh = [one for one in some.more if id(one) not in seen]
            seen.update(map(id, fresh))
            waiting += fresh


class Span(NamedTuple):
    """An object believed during an interval, and the claims that say so."""

    object_id: str
    interval: Interval[datetime]
    claims: Claims


def timeline(claims: Iterable[Claim], *, exclusive: bool | None = None) -> list[Fact]:
    """What is believed, given the claims of one subject and predicate.

    Args:
        claims: recorded claims that are believed now; their `subject_id` is one entity.
        exclusive: what the ontology says; `None` lets the claims decide: exclusive where more
            than half of the asserting states say so.

    Returns:
        Facts in order of (valid_from, object_id); `system_from` is left at 1970.
    """
    ordered = sorted(claims, key=place)
    states = [claim for claim in ordered if claim.kind == "state"]
    if exclusive is None:
        exclusive = says_exclusive(states)
    facts = [_state(span, exclusive) for span in _states(states, exclusive)]
    facts += _events([claim for claim in ordered if claim.kind == "event"])
    facts += _plans([claim for claim in ordered if claim.kind == "plan"])
    return sorted(facts, key=lambda fact: (fact.valid_from, fact.object_id, fact.kind))


def says_exclusive(states: Sequence[Claim]) -> bool:
    """Whether more than half of the asserting claims call their predicate exclusive."""
    asserting = [claim.exclusive for claim in states if not claim.negated]
    return 2 * sum(asserting) > len(asserting)


def begins(claim: Claim) -> datetime:
    """When a claim's interval begins: as stated, or when it was told."""
    return cast(datetime, claim.told if claim.valid_from is None else claim.valid_from)


def spans(claim: Claim) -> Interval[datetime]:
    """A claim's own interval of valid time."""
    return Interval(begins(claim), cast("datetime | None", claim.valid_to))


def against(claim: Claim, fact: Fact) -> bool:
    """Whether a claim of a fact's slot speaks against it for a part of its span."""
    differs = claim.negated or claim.object_id != fact.object_id
    return differs and spans(claim).overlaps(fact.interval)


def place(claim: Claim) -> tuple[datetime, datetime | None, datetime | None, str]:
    """Where a claim stands in the order of painting."""
    return begins(claim), claim.told, claim.recorded_at, claim.id


def _states(claims: Sequence[Claim], exclusive: bool) -> Iterator[Span]:
    """The visible spans of a strip for the subject, or of one strip for each object."""
    if exclusive:
        return iter(_painted(claims))
    strips: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        strips[claim.object_id].append(claim)
    denials = strips.pop(ANY, [])
    return (
        span
        for strip in strips.values()
        for span in _painted(sorted([*strip, *denials], key=place) if denials else strip)
    )


def _painted(claims: Sequence[Claim]) -> list[Span]:
    """Paint each claim's interval over what was painted before, in the order of their starts."""
    done: list[Span] = []  # what ends before a claim begins ends before all that follow
    strip: list[Span] = []
    for claim in claims:
        interval = spans(claim)
        rests: list[Claims] = []
        kept: list[Span] = []
        for span in strip:
            spared = claim.negated and claim.object_id not in (span.object_id, ANY)
            if span.interval.precedes(interval):
                done.append(span)
            elif spared or not span.interval.overlaps(interval):
                kept.append(span)
            else:
                kept += [span._replace(interval=left) for left in span.interval - interval]
                if span.object_id == claim.object_id:
                    rests.append(span.claims)
        if not claim.negated:
            kept.append(Span(claim.object_id, interval, Claims([claim], rests)))
        strip = kept
    return list(_joined(done + strip))


def _joined(strip: list[Span]) -> Iterator[Span]:
    """Adjacent spans with one object become one, and their claims with them."""
    last: Span | None = None
    for span in sorted(strip, key=lambda span: cast(datetime, span.interval.start)):
        if last is None:
            last = span
        elif last.object_id == span.object_id and last.interval.immediately_precedes(span.interval):
            whole = Interval(last.interval.start, span.interval.end)
            last = Span(last.object_id, whole, Claims(more=[last.claims, span.claims]))
        else:
            yield last
            last = span
    if last is not None:
        yield last


def _state(span: Span, exclusive: bool) -> Fact:
    """A state is in view during its own span."""
    fact = _fact("state", span, shown=span.interval)
    return replace(fact, exclusive=exclusive)


def _events(claims: Sequence[Claim]) -> Iterator[Fact]:
    """Events side by side: one fact for each object and start, in view from its start on.

    A denial takes back the events of its object that were told before it and begin within it.
    """
    groups: dict[tuple[str, datetime], list[Claim]] = defaultdict(list)
    denials = [claim for claim in claims if claim.negated]
    for claim in claims:
        if not claim.negated and not any(_denies(denial, claim) for denial in denials):
            groups[claim.object_id, begins(claim)].append(claim)
    for (object_id, start), told in groups.items():
        span = Span(object_id, spans(_last(told)), Claims(told))
        yield _fact("event", span, shown=Interval(start, None))


def _denies(denial: Claim, event: Claim) -> bool:
    """Whether *denial* says that *event*, told before it, did not happen."""
    return (
        denial.object_id in (event.object_id, ANY)
        and begins(event) in spans(denial)
        and _told(event) <= _told(denial)
    )


def _plans(claims: Sequence[Claim]) -> Iterator[Fact]:
    """Plans side by side, in view from when they were told until they are called off."""
    groups: dict[tuple[str, datetime], list[Claim]] = defaultdict(list)
    denials = [claim for claim in claims if claim.negated]
    for claim in claims:
        if not claim.negated:
            groups[claim.object_id, begins(claim)].append(claim)
    for (object_id, _), told in groups.items():
        since = min(_told(claim) for claim in told)
        ends = [
            _told(denial)
            for denial in denials
            if denial.object_id in (object_id, ANY) and _told(denial) > since
        ]
        span = Span(object_id, spans(_last(told)), Claims(told))
        yield _fact("plan", span, shown=Interval(since, min(ends, default=None)))


def _fact(kind: Kind, span: Span, *, shown: Interval[datetime]) -> Fact:
    """A fact about *span*, worded as the claim told last."""
    told = {claim.id: claim for claim in span.claims}
    claims = sorted(told.values(), key=lambda claim: (_told(claim), claim.recorded_at, claim.id))
    last = claims[-1]
    start = cast(datetime, span.interval.start)
    predicate = name_key(last.predicate)
    evidence = dict.fromkeys(passage for claim in claims for passage in claim.evidence)
    return Fact(
        id=digest("fact", last.subject_id, predicate, span.object_id, kind, micros(start)),
        subject=last.subject,
        predicate=last.predicate,
        object=last.object,
        text=last.text or f"{last.subject} {last.predicate} {last.object}",
        kind=kind,
        valid_from=start,
        valid_to=span.interval.end,
        shown=shown,
        told=_told(claims[0]),
        system_from=EPOCH,
        evidence=tuple(evidence),
        claim_ids=tuple(claim.id for claim in claims),
        subject_id=last.subject_id,
        object_id=span.object_id,
    )


def _last(claims: Sequence[Claim]) -> Claim:
    """The claim told last."""
    return max(claims, key=lambda claim: (_told(claim), claim.recorded_at, claim.id))


def _told(claim: Claim) -> datetime:
    """When a recorded claim was told."""
    return cast(datetime, claim.told)


def content(fact: Fact) -> Fact:
    """The fact without its system time: two versions of one content are one belief."""
    return replace(fact, system_from=EPOCH, system_to=None)


def versions(snapshots: Iterable[tuple[datetime, Iterable[Fact]]]) -> list[Fact]:
    """The history of beliefs, from what was believed at each instant of change.

    Args:
        snapshots: (system time, the facts believed from then on), in order of time.

    Returns:
        Every version with its [system_from, system_to), in order of system_from.
    """
    done: list[Fact] = []
    open_: dict[Fact, Fact] = {}
    for instant, facts in snapshots:
        believed = {content(fact) for fact in facts}
        for fact in [fact for fact in open_ if fact not in believed]:
            done.append(replace(open_.pop(fact), system_to=instant))
        for fact in believed - open_.keys():
            open_[fact] = replace(fact, system_from=instant)
    return sorted([*done, *open_.values()], key=lambda fact: (fact.system_from, fact.id))
