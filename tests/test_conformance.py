"""SQL:2011's bitemporal tables, told to a memory: Snodgrass' tutorial and XTDB's cases.

A row is a slot: its table and key are the subject, its columns are the object. See docs/sql2011.md.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import product
from typing import Any, NamedTuple, cast

import pytest

from graphmem import AsOf, Claim, Interval, Memory
from graphmem.correction import corrected
from graphmem.instant import STEP, brief, instant
from graphmem.model import ANY, Fact, Version
from graphmem.resolve import entity_id
from graphmem.timeline import spans, timeline
from tests.parts import SHARED, Clock

FILE = SHARED / "bitemporal_sql" / "cases.json"
CASES: list[dict[str, Any]] = json.loads(FILE.read_text()) if FILE.exists() else []
QUERIES = [
    pytest.param(case, query, id=f"{case['name']}: {query['name']}")
    for case in CASES
    for query in case["queries"]
]


class Row(NamedTuple):
    """One version of a row: its columns and both of its periods."""

    props: dict[str, Any]
    valid: Interval[datetime]
    system: Interval[datetime]

    def column(self, name: str) -> Any:
        """What a query selects by a name: a column, or an end of a period."""
        ends = {
            "valid_from": self.valid.start,
            "valid_to": self.valid.end,
            "system_from": self.system.start,
            "system_to": self.system.end,
        }
        return day(ends[name]) if name in ends else self.props.get(name)


def day(at: datetime | None) -> str | None:
    """An instant as the expected rows write it."""
    return None if at is None else brief(at)


def period(start: str | None, end: str | None) -> Interval[datetime]:
    """An interval of two dates."""
    return Interval(*(None if at is None else instant(at) for at in (start, end)))


# Telling: a transaction is an episode, an operation is a correction.


def tell(memory: Memory, clock: Clock, transaction: dict[str, Any]) -> None:
    """Tell one transaction at its system time."""
    now = instant(transaction["system_time"])
    clock.set(now)
    claims: list[Claim] = []
    for op in transaction["ops"]:
        for said in list(meant(memory, claims, op)):
            # What one episode says at once has no order: the later operation cuts the earlier.
            rest = [part for claim in claims for part in apart(claim, said)]
            fresh = corrected(known(memory, rest, said.subject), said)
            claims = rest + [recorded(claim, now) for claim in fresh]
    told = [replace(claim, told=None, recorded_at=None, object_id="") for claim in claims]
    memory.add(json.dumps(transaction), claims=told, occurred_at=now)


def recorded(claim: Claim, now: datetime) -> Claim:
    """A claim of this transaction as it is going to be recorded."""
    return replace(claim, told=now, recorded_at=now, object_id=entity_id(claim.object))


def apart(claim: Claim, said: Claim) -> list[Claim]:
    """What a claim says of another row, or of other times than *said* does."""
    if claim.subject != said.subject:
        return [claim]
    left = spans(claim) - spans(said)
    return [replace(claim, valid_from=span.start, valid_to=span.end) for span in left]


def meant(memory: Memory, told: list[Claim], op: dict[str, Any]) -> Iterator[Claim]:
    """What an operation makes so, one claim for each span that it touches."""
    portion = period(op["valid_from"], op["valid_to"])
    subjects = {f"{op['table']}/{op['id']}"}
    if op["id"] is None:
        every = {claim.subject for claim in [*memory.claims(), *told]}
        subjects = {subject for subject in every if subject.startswith(f"{op['table']}/")}
    if op["op"] == "put" or (op["op"] == "delete" and "where" not in op):
        for subject in subjects:
            yield row(subject, op.get("props"), portion)
        return
    for subject in subjects:
        for fact in timeline(known(memory, told, subject)):
            props = json.loads(fact.object)
            touched = fact.interval.intersect(portion)
            if touched and op.get("where", {}).items() <= props.items():
                yield row(subject, {**props, **op["set"]} if "set" in op else None, touched)


def row(subject: str, props: dict[str, Any] | None, span: Interval[datetime]) -> Claim:
    """A row with its columns, or its absence, as a claim."""
    object_ = ANY if props is None else json.dumps(props, sort_keys=True)
    claim = Claim(subject, "row", object_, exclusive=True, negated=props is None)
    return replace(claim, valid_from=span.start, valid_to=span.end)


def known(memory: Memory, told: list[Claim], subject: str) -> list[Claim]:
    """The claims of a row: recorded ones, and those that this transaction is about to tell."""
    recorded = memory.claims(subject=subject, predicate="row")
    return recorded + [claim for claim in told if claim.subject == subject]


# Asking


def answer(memory: Memory, query: dict[str, Any]) -> list[list[Any]]:
    """What a query selects."""
    if "join" in query:
        return JOINS[query["name"].split(":")[0]](memory, query)
    portion = period(*query.get("valid_overlaps", (None, None)))
    found = []
    for one in rows(memory, query):
        shared = one.valid.intersect(portion)
        if shared and query.get("where", {}).items() <= one.props.items():
            seen = one._replace(valid=shared) if query.get("clamp") else one
            found.append([seen.column(name) for name in query["select"]])
    return found


def rows(memory: Memory, query: dict[str, Any]) -> list[Row]:
    """The versions of rows in the system time of a query, and at its valid time."""
    valid = query.get("valid_as_of")
    if "system_as_of" in query or query.get("system") == "current":
        as_of = AsOf(valid=valid, system=query.get("system_as_of"))
        return [as_row(fact) for fact in memory.facts(as_of=as_of)]
    found = [as_row(version) for version in every_version(memory)]
    if valid is not None:
        found = [one for one in found if instant(valid) in one.valid]
    if "system_from_to" in query:
        asked = period(*query["system_from_to"])
        return [one for one in found if one.system.overlaps(asked)]
    if "system_between" in query:
        first, last = map(instant, query["system_between"])
        asked = Interval(first, last + STEP)
        return [one for one in found if one.system.overlaps(asked)]
    return found


def every_version(memory: Memory) -> list[Version]:
    """Every version of every fact that was ever believed."""
    instants = {claim.recorded_at for claim in memory.claims()}
    facts = [fact for at in instants for fact in memory.facts(as_of=AsOf(system=at))]
    versions = [version for fact in facts for version in memory.history(fact)]
    return list({(one.id, one.system_from): one for one in versions}.values())


def as_row(fact: Fact) -> Row:
    """A version of a fact as a version of a row."""
    key = fact.subject.split("/")[1]
    props = {**json.loads(fact.object), "id": int(key) if key.isdigit() else key}
    return Row(props, fact.interval, Interval(fact.system_from, fact.system_to))


# Snodgrass' joins: the other properties of who owns property 7797.


def pairs(found: list[Row]) -> Iterator[tuple[Row, Row, Interval[datetime]]]:
    """(7797, another property of one customer, when they were both owned)."""
    for own, other in product(found, found):
        one, two = own.props, other.props
        beside = one["property_number"] == 7797 != two["property_number"]
        both = own.valid.intersect(other.valid)
        if beside and both and one["customer_number"] == two["customer_number"]:
            yield own, other, both


def as_known_then(memory: Memory, query: dict[str, Any]) -> list[list[Any]]:
    """Valid-time sequenced, system time current."""
    return [
        [other.props["property_number"], day(both.start), day(both.end)]
        for _, other, both in pairs(rows(memory, query))
    ]


def as_known_ever(memory: Memory, query: dict[str, Any]) -> list[list[Any]]:
    """Valid-time sequenced and system-time sequenced."""
    return [
        [other.props["property_number"], *map(day, (both.start, both.end, when.start, when.end))]
        for own, other, both in pairs(rows(memory, query))
        if (when := own.system.intersect(other.system))
    ]


def as_learned(memory: Memory, query: dict[str, Any]) -> list[list[Any]]:
    """Valid-time sequenced and system-time nonsequenced: the other is as it is known now."""
    return [
        [other.props["property_number"], *map(day, (both.start, both.end, other.system.start))]
        for own, other, both in pairs(rows(memory, query))
        if other.system.end is None and cast(datetime, other.system.start) in own.system
    ]


JOINS = {"Case 2": as_known_then, "Case 5": as_known_ever, "Case 8": as_learned}


@pytest.mark.skipif(not CASES, reason="the SQL:2011 cases are not beside this checkout")
@pytest.mark.parametrize(("case", "query"), QUERIES)
def test_a_memory_answers_as_a_bitemporal_table(
    case: dict[str, Any], query: dict[str, Any], memory: Memory, clock: Clock
) -> None:
    """Each of the 35 queries over both times has the rows that it has in SQL:2011."""
    for transaction in case["transactions"]:
        tell(memory, clock, transaction)

    found = answer(memory, query)

    assert Counter(map(tuple, found)) == Counter(map(tuple, query["expected"]))
