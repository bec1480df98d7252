"""From SQLite's rows to graphmem's values and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any, cast

import numpy as np

from graphmem.instant import (
    EVER,
    FOREVER,
    end_micros,
    maybe_moment,
    micros,
    moment,
    start_micros,
)
from graphmem.interval import Interval
from graphmem.model import Claim, Episode, Fact, Indexed, Mention, Naming, Passage, Same, View
from graphmem.store.base import Row, Tokens, Tombstone
from graphmem.store.saying import Said
from graphmem.text import name_key, title_key

Record = Mapping[str, Any]


def maybe(count: int | None) -> datetime | None:
    """An instant that may be absent."""
    return None if count is None else moment(count)


def episode(row: Record) -> Episode:
    """A row of `episodes`."""
    times = {name: moment(row[name]) for name in ("occurred_at", "recorded_at")}
    given = row["claims"]
    claims = None if given is None else tuple(map(claim_given, json.loads(given)))
    return Episode(**{**row, **times, "claims": claims})


def claim_given(held: Record) -> Claim:
    """A claim that the caller gave, as it was kept with its episode."""
    times = {name: maybe(held[name]) for name in ("valid_from", "valid_to")}
    return Claim(**{**held, **times, "evidence": tuple(held["evidence"])})


def claim_kept(given: Claim) -> Record:
    """A claim that the caller gave, as plain data."""
    held = asdict(given)
    times = {
        name: None if held[name] is None else micros(held[name])
        for name in ("valid_from", "valid_to")
    }
    return {**{name: value for name, value in held.items() if value is not None}, **times}


def passage(row: Record) -> Passage:
    """A row of `passages` or `passages_of`."""
    return Passage(
        id=row["id"],
        episode_id=row["episode_id"],
        text=row["text"],
        start=row["first"],
        end=row["last"],
        place=row["place"],
        occurred_at=moment(row["occurred_at"]),
        recorded_at=moment(row["recorded_at"]),
        speaker=row["speaker"],
        session=row["session"],
        title=row["title"],
    )


def row(held: Record, dimension: int) -> Row:
    """A row of `rows`; where its vector may not be read, it has the zero vector."""
    vector = np.frombuffer(held["vector"] or bytes(dimension), np.int8)
    told, words = moment(held["occurred_at"]), tuple(held["words"].split())
    return Row(**{**held, "occurred_at": told, "words": words, "vector": vector})


def tokens(ids: bytes | None, packed: bytes | None) -> Tokens:
    """A row of `tokens`."""
    numbers = np.frombuffer(ids or b"", np.int32)
    vectors = np.frombuffer(packed or b"", np.uint8)
    return Tokens(numbers, vectors.reshape(len(numbers), -1) if len(numbers) else vectors[None])


def said(row: Record) -> Said:
    """A row of `sentences`."""
    return Said(
        key=row["key"],
        ends=tuple(2 * key + 1 for key in (row["subject"], row["object"]) if key),
        passages=tuple(map(int, row["passages"].split())),
        words=tuple(row["words"].split()),
        vector=np.frombuffer(row["vector"], np.int8),
        tokens=tokens(row["tokens"], row["token_vectors"]),
    )


def mention(row: Record) -> tuple[str, Mention]:
    """A row of `mentions`."""
    return row["entity_id"], Mention(
        passage_id=row["passage_id"],
        name=row["name"],
        type=row["type"],
        start=row["first"],
        end=row["last"],
    )


def naming(row: Record) -> Naming:
    """A row of `namings`."""
    return Naming(**{**row, "told": moment(row["told"]), "key": name_key(row["name"])})


def same(row: Record) -> Same:
    """A row of `same`."""
    return Same(
        **{
            **row,
            "system_from": moment(row["system_from"]),
            "system_to": maybe_moment(row["system_to"]),
        }
    )


def claim(row: Record) -> Claim:
    """A row of `claims` or `claims_in`."""
    times = ("valid_from", "valid_to", "told", "recorded_at", "retracted_at")
    return Claim(
        **{
            **row,
            **{name: maybe(row[name]) for name in times},
            "exclusive": bool(row["exclusive"]),
            "negated": bool(row["negated"]),
            "evidence": tuple(json.loads(row["evidence"])),
        }
    )


def fact(row: Record) -> Fact:
    """A row of `facts`."""
    held = dict(row)
    shown = Interval(maybe_moment(held.pop("shown_from")), maybe_moment(held.pop("shown_to")))
    return Fact(
        **{
            **held,
            "shown": shown,
            "valid_from": moment(row["valid_from"]),
            "valid_to": maybe_moment(row["valid_to"]),
            "told": moment(row["told"]),
            "system_from": moment(row["system_from"]),
            "system_to": maybe_moment(row["system_to"]),
            "exclusive": bool(row["exclusive"]),
            "claim_ids": tuple(json.loads(row["claim_ids"])),
            "evidence": tuple(dict.fromkeys(json.loads(row["evidence"]))),
        }
    )


def tombstone(row: Record) -> Tombstone:
    """A row of `tombstones`."""
    return Tombstone(**{**row, "erased_at": moment(row["erased_at"])})


def episode_row(given: Episode) -> dict[str, Any]:
    """The parameters of `episode_put`, the namespace aside."""
    return {
        "id": given.id,
        "text": given.text,
        "occurred_at": micros(cast(datetime, given.occurred_at)),
        "recorded_at": micros(cast(datetime, given.recorded_at)),
        "speaker": given.speaker,
        "session": given.session,
        "title": given.title,
        "title_key": title_key(given.title) if given.title else None,
        "claims": None if given.claims is None else json.dumps(list(map(claim_kept, given.claims))),
        "status": given.status,
        "reason": given.reason,
    }


def passage_row(given: Passage) -> dict[str, Any]:
    """The parameters of `passage_put`, the keys aside."""
    return {
        "id": given.id,
        "place": given.place,
        "first": given.start,
        "last": given.end,
        "occurred_at": micros(given.occurred_at),
        "recorded_at": micros(given.recorded_at),
        "session": given.session,
    }


def vectors_row(given: Indexed) -> dict[str, Any]:
    """What an embedder made of a passage, as parameters."""
    return {
        "vector": given.vector.astype(np.int8).tobytes(),
        "size": len(given.tokens) or len(given.words),
        "tokens": given.tokens.tobytes(),
        "token_vectors": given.token_vectors.tobytes(),
    }


def claim_row(given: Claim) -> dict[str, Any]:
    """The parameters of `claim_put`, the keys aside."""
    valid_from, valid_to = (
        None if time is None else micros(cast(datetime, time))
        for time in (given.valid_from, given.valid_to)
    )
    return {
        "id": given.id,
        "predicate_key": name_key(given.predicate),
        "subject_name": given.subject,
        "predicate": given.predicate,
        "object_name": given.object,
        "text": given.text,
        "valid_from": valid_from,
        "valid_to": valid_to,
        "kind": given.kind,
        "exclusive": given.exclusive,
        "negated": given.negated,
        "told": micros(cast(datetime, given.told)),
        "recorded_at": micros(cast(datetime, given.recorded_at)),
        "by": given.by,
    }


def fact_row(given: Fact) -> dict[str, Any]:
    """The parameters of `fact_put`, the keys aside."""
    return {
        "id": given.id,
        "predicate_key": name_key(given.predicate),
        "subject_name": given.subject,
        "predicate": given.predicate,
        "object_name": given.object,
        "text": given.text,
        "kind": given.kind,
        "exclusive": given.exclusive,
        "valid_from": micros(given.valid_from),
        "valid_to": end_micros(given.valid_to),
        "told": micros(given.told),
        **fact_times(given),
    }


def fact_times(given: Fact) -> dict[str, int]:
    """When a version of a fact is in view: what its edges share with it."""
    return {
        "shown_from": start_micros(given.shown.start),
        "shown_to": end_micros(given.shown.end),
        "system_from": micros(given.system_from),
        "system_to": end_micros(given.system_to),
    }


def always(system_from: datetime, system_to: datetime | None = None) -> dict[str, int]:
    """When an edge that has no valid time is in view."""
    return {
        "shown_from": EVER,
        "shown_to": end_micros(None),
        "system_from": micros(system_from),
        "system_to": end_micros(system_to),
    }


def seen(view: View) -> dict[str, int]:
    """A view as the parameters of `passage_in_view`: see its file."""
    valid = None if view.valid is None else micros(view.valid)
    by, after = (FOREVER, EVER - 1) if valid is None else (valid, valid)
    if view.during is not None:
        by, after = end_micros(view.during.end) - 1, start_micros(view.during.start)
    return {
        "system": FOREVER - 1 if view.system is None else micros(view.system),
        "told": FOREVER if valid is None or not view.asked else valid,
        "shown_by": by,
        "shown_after": after,
    }
