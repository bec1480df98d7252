"""From Neo4j's records to graphmem's values and back.

Times are native datetimes in the graph. In rows they are sent as text, and come back as
microseconds: the driver needs 50 µs to read or to write a datetime, and a fact has seven.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, cast

from graphmem.instant import STEP
from graphmem.interval import Interval
from graphmem.model import ANY, Claim, Episode, Fact, Indexed, Passage, Same, View
from graphmem.store.sqlite_rows import claim_kept, maybe, vectors_row
from graphmem.text import name_key, title_key

Record = Mapping[str, Any]
Properties = dict[str, Any]


def seen(view: View) -> dict[str, datetime | None]:
    """A view as the parameters of `passage_in_view`: see its file."""
    by = after = view.valid
    if view.during is not None:
        start, end = view.during.start, view.during.end
        by, after = None if end is None else end - STEP, start
    return {
        "system": view.system,
        "told": view.valid if view.asked else None,
        "shown_by": by,
        "shown_after": after,
    }


def claim(record: Record) -> Claim:
    """A record of `claims_…`."""
    times = ("valid_from", "valid_to", "told", "recorded_at", "retracted_at")
    return Claim(
        **{
            **record,
            **{name: maybe(record[name]) for name in times},
            "evidence": tuple(record["evidence"]),
        }
    )


def fact(record: Record) -> Fact:
    """A record of `facts_…`."""
    held = dict(record)
    shown = Interval(maybe(held.pop("shown_from")), maybe(held.pop("shown_to")))
    times = ("valid_from", "valid_to", "told", "system_from", "system_to")
    return Fact(
        **{
            **held,
            **{name: maybe(held[name]) for name in times},
            "shown": shown,
            "claim_ids": tuple(held["claim_ids"]),
            "evidence": tuple(held["evidence"]),
        }
    )


def same(record: Record) -> Same:
    """A record of `same_…`."""
    held = {name: value for name, value in record.items() if name != "key"}
    return Same(**{**held, **{name: maybe(held[name]) for name in ("system_from", "system_to")}})


def episode_row(given: Episode, namespace: str) -> Properties:
    """An episode's node."""
    return {
        "namespace": namespace,
        "id": given.id,
        "text": given.text,
        "occurred_at": stamp(given.occurred_at),
        "recorded_at": stamp(given.recorded_at),
        "speaker": given.speaker,
        "session": given.session,
        "title": given.title,
        "title_key": title_key(given.title) if given.title else None,
        "claims": None if given.claims is None else json.dumps(list(map(claim_kept, given.claims))),
        "status": given.status,
        "reason": given.reason,
    }


def passage_row(given: Passage, namespace: str, key: int) -> Properties:
    """A passage's node."""
    return {
        "namespace": namespace,
        "key": key,
        "id": given.id,
        "episode_id": given.episode_id,
        "text": given.text,
        "start": given.start,
        "end": given.end,
        "place": given.place,
        "occurred_at": stamp(given.occurred_at),
        "recorded_at": stamp(given.recorded_at),
        "speaker": given.speaker,
        "session": given.session,
        "title": given.title,
    }


def index_row(given: Indexed, namespace: str, key: int, words: Sequence[str]) -> Properties:
    """The node that holds what is searched of a passage; *words* carry their namespace."""
    return {
        "namespace": namespace,
        "key": key,
        "words": " ".join(words),
        **vectors_row(given),
    }


def claim_row(given: Claim, namespace: str) -> Properties:
    """A claim's node."""
    times = ("valid_from", "valid_to", "told", "recorded_at", "retracted_at")
    return {
        "namespace": namespace,
        "id": given.id,
        "subject_id": given.subject_id,
        "predicate_key": name_key(given.predicate),
        "object_id": given.object_id,
        "subject": given.subject,
        "predicate": given.predicate,
        "object": given.object,
        "text": given.text,
        "kind": given.kind,
        "exclusive": given.exclusive,
        "negated": given.negated,
        "retraction": given.retraction,
        "by": given.by,
        "episode_id": given.episode_id,
        "evidence": list(given.evidence),
        "facts": [],
        **{name: stamp(getattr(given, name)) for name in times},
    }


def fact_row(given: Fact, namespace: str) -> Properties:
    """The relationship that is a version of a fact."""
    times = ("valid_from", "valid_to", "told", "system_from", "system_to")
    return {
        "namespace": namespace,
        "id": given.id,
        "subject_id": given.subject_id,
        "predicate_key": name_key(given.predicate),
        "object_id": given.object_id,
        "subject": given.subject,
        "predicate": given.predicate,
        "object": given.object,
        "text": given.text,
        "kind": given.kind,
        "exclusive": given.exclusive,
        "claim_ids": list(given.claim_ids),
        "evidence": list(given.evidence),
        "shown_from": stamp(given.shown.start),
        "shown_to": stamp(given.shown.end),
        **{name: stamp(getattr(given, name)) for name in times},
    }


def same_row(given: Same, namespace: str, key: int) -> Properties:
    """The relationship that is a decision about names."""
    return {
        "namespace": namespace,
        "key": key,
        "reason": given.reason,
        "episode_id": given.episode_id,
        "system_from": stamp(given.system_from),
        "system_to": stamp(given.system_to),
    }


def utc(given: Any) -> datetime | None:
    """A time as it is sent: two that are equal must be of one zone to be equal in the graph."""
    return None if given is None else cast(datetime, given).astimezone(UTC)


def stamp(given: Any) -> str | None:
    """A time as it is sent in rows: as text, which the driver sends in a fiftieth of the time."""
    return None if given is None else cast(datetime, given).astimezone(UTC).isoformat()


def known(claim: Claim) -> frozenset[str]:
    """The entities that a claim names."""
    return frozenset({claim.subject_id, claim.object_id} - {ANY})
