"""Writing an export: all events of one state of a store, in order of system time."""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import cast

from graphmem.errors import BadInput, StoreError
from graphmem.model import Mention, Passage, View
from graphmem.portable.events import KINDS, Event, Retraction, Telling, line, plain
from graphmem.store.base import Store

VERSION = 1
ATTEMPTS = 20
EVERYTHING = View()


def export(
    store: Store, path: str | Path, *, namespace: str = "default", embedder: str = ""
) -> int:
    """Write everything that a store holds, but for what can be computed; how many events.

    A file that is there already is replaced once all is written.

    Args:
        store: what is exported, in one state of it.
        path: the file.
        namespace: of the store, for the file's first line.
        embedder: whose vectors the store holds, for the file's first line.

    Raises:
        BadInput: the file cannot be written.
        StoreError: others write into the store all the while.
    """
    events, revision = settled(store)
    header = {
        "graphmem": VERSION,
        "namespace": namespace,
        "embedder": embedder,
        "revision": plain(revision),
        "events": len(events),
    }
    part = Path(f"{path}.part")
    try:
        with part.open("w", encoding="utf-8", newline="\n") as file:
            file.write(json.dumps(header, ensure_ascii=False) + "\n")
            for event in events:
                file.write(json.dumps(line(event), ensure_ascii=False) + "\n")
        os.replace(part, path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise BadInput(
            f"cannot write {str(path)!r}: {error}. Give the path of a file in a folder that exists."
        ) from error
    return len(events)


def settled(store: Store) -> tuple[list[Event], datetime | None]:
    """All events of one state of the store, in order, and its system time."""
    order = {kind: place for place, kind in enumerate(KINDS)}
    for _ in range(ATTEMPTS):
        before = _state(store)
        found = list(_events(store))
        if _state(store) == before:
            return sorted(found, key=lambda event: (event.at, order[event.kind])), before[0]
    raise StoreError(
        f"others wrote into this store during each of {ATTEMPTS} attempts to export it. "
        "Export it when they pause."
    )


def _state(store: Store) -> tuple[datetime | None, list[str]]:
    """What any writing changes; an episode may be read at the system time of its telling."""
    return store.revision(), [episode.id for episode in store.episodes(status="pending")]


def _events(store: Store) -> Iterator[Event]:
    """Every event, in no order."""
    yield from _tellings(store)
    for same in store.same():
        yield Event(same.system_from, "same", replace(same, system_to=None))
        if same.system_to is not None:
            yield Event(same.system_to, "parted", same)
    for claim in store.claims():
        at, ended = cast(datetime, claim.recorded_at), claim.retracted_at
        yield Event(at, "claim", replace(claim, retracted_at=None, retraction=None))
        if ended is not None:
            reason = claim.retraction
            yield Event(ended, "retraction", Retraction(at=ended, claim_id=claim.id, reason=reason))
    for stone in store.tombstones():
        yield Event(stone.erased_at, "tombstone", stone)


def _tellings(store: Store) -> Iterator[Event]:
    """Every episode, with its passages and what they mention."""
    episodes = {episode.id: episode for episode in store.episodes()}
    passages: dict[str, list[Passage]] = defaultdict(list)
    for passage in store.passages_of(list(episodes)):
        passages[passage.episode_id].append(passage)
    mentions: dict[str, list[tuple[str, Mention]]] = defaultdict(list)
    entities = sorted({naming.entity_id for naming in store.namings(EVERYTHING)})
    for entity_id, mention in store.mentions(entities, EVERYTHING):
        mentions[mention.passage_id].append((entity_id, mention))
    for id_, parts in passages.items():  # in order of arrival where they occurred at once
        episode, own = episodes[id_], tuple(parts)
        named = tuple(pair for passage in own for pair in mentions[passage.id])
        telling = Telling(episode=episode, passages=own, mentions=named)
        yield Event(cast(datetime, episode.recorded_at), "episode", telling)
