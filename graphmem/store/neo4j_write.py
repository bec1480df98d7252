"""How a Neo4j store writes: each function sends one kind of row, many at once.

The transactions around them are `neo4j_store`'s; they hold the namespace's lock.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from graphmem.likeness import Called
from graphmem.model import ANY, Delta, Episode, Fact, Indexed, Naming, Passage, Same
from graphmem.resolve import by_kind, kind_of
from graphmem.store import neo4j_rows as rows
from graphmem.store.neo4j_rows import stamp, utc
from graphmem.store.neo4j_search import marked
from graphmem.store.neo4j_server import Work


def put_passages(
    work: Work, namespace: dict[str, Any], episodes: Iterable[Episode], passages: Sequence[Indexed]
) -> None:
    """New episodes and their passages, searchable when the transaction ends."""
    name, key = namespace["name"], namespace["keys"]
    work.each("episodes_put", [rows.episode_row(episode, name) for episode in episodes])
    given: list[dict[str, Any]] = []
    for indexed in passages:
        key += 1
        words = marked(namespace["number"], indexed.words)
        row = rows.passage_row(indexed.passage, name, key)
        given.append({"passage": row, "index": rows.index_row(indexed, name, key, words)})
    work.each("passages_put", given)
    count_words(work, [indexed.words for indexed in passages])
    link_turns(work, [indexed.passage for indexed in passages])


def count_words(work: Work, passages: Iterable[Sequence[str]], sign: int = 1) -> None:
    """Count the words of some passages in, or out (-1)."""
    counts = Counter(word for words in passages for word in set(words))
    work.each("words_count", [[word, sign * count] for word, count in sorted(counts.items())])


def link_turns(work: Work, passages: Iterable[Passage]) -> None:
    """Join the turns of the sessions that some passages belong to."""
    times = defaultdict(list)
    for passage in passages:
        if passage.session is not None:
            times[passage.session].append(passage.occurred_at)
    spans = [
        {"session": session, "first": utc(min(at)), "last": utc(max(at))}
        for session, at in times.items()
    ]
    if spans:
        work.rows("turns_link", spans=spans)


def put_entities(work: Work, delta: Delta, keys: int) -> int:
    """Entities that a delta speaks of, numbered after *keys*; how many numbers were used up."""
    ids = {naming.entity_id for naming in delta.namings}
    ids |= {entity_id for entity_id, _ in delta.mentions}
    ids |= {id_ for same in delta.same for id_ in (same.alias_id, same.entity_id)}
    ids |= {id_ for claim in delta.claims for id_ in (claim.subject_id, claim.object_id)}
    ids |= {id_ for fact in delta.opened for id_ in (fact.subject_id, fact.object_id)}
    given = [[id_, keys + place] for place, id_ in enumerate(sorted(ids - {ANY}), 1)]
    work.each("entities_put", given)
    return len(given)


def put_names(work: Work, delta: Delta, namespace: str, keys: int) -> int:
    """Namings, mentions and decisions; how many numbers were used up."""
    work.each("namings_put", [naming_row(naming) for naming in delta.namings])
    called = {Called(one.entity_id, one.name, one.type) for one in delta.namings}
    work.each("forms_put", [[form, *one] for one in sorted(called) for form in sorted(one.forms)])
    mentions = []
    for entity_id, mention in delta.mentions:
        row = {"entity_id": entity_id, "passage_id": mention.passage_id, "name": mention.name}
        place = {"type": mention.type, "start": mention.start, "end": mention.end}
        mentions.append({**row, **place})
    work.each("mentions_put", mentions, mentioned_at=utc(delta.system))
    work.each("same_part", [same_key(same) for same in delta.parted], system=utc(delta.system))
    return put_same(work, delta.same, namespace, keys)


def put_same(work: Work, decided: Sequence[Same], namespace: str, keys: int) -> int:
    """Decisions about names, numbered after *keys*; how many numbers were used up."""
    decisions = [
        {
            "alias_id": same.alias_id,
            "entity_id": same.entity_id,
            "kind": kind_of(same) if by_kind(same) else None,
            "properties": rows.same_row(same, namespace, keys + place),
        }
        for place, same in enumerate(decided, 1)
    ]
    work.each("same_put", decisions)
    return len(decisions)


def same_key(same: Same) -> dict[str, Any]:
    """What makes a decision one."""
    return {
        "alias_id": same.alias_id,
        "entity_id": same.entity_id,
        "episode_id": same.episode_id,
        "system_from": stamp(same.system_from),
    }


def naming_row(naming: Naming) -> dict[str, Any]:
    """What an episode called an entity."""
    return {
        "entity_id": naming.entity_id,
        "episode_id": naming.episode_id,
        "name": naming.name,
        "type": naming.type,
        "told": stamp(naming.told),
    }


def put_facts(work: Work, facts: Iterable[Fact], namespace: str) -> None:
    """Versions of facts, those believed and those of the past, and the claims' way to them."""
    given = [rows.fact_row(fact, namespace) for fact in facts]
    work.each("facts_put", [row for row in given if row["system_to"] is None])
    work.each("was_put", [row for row in given if row["system_to"] is not None])
    resting: dict[str, set[str]] = defaultdict(set)
    for row in given:
        for claim_id in row["claim_ids"]:
            resting[claim_id].add(row["id"])
    backs = [{"claim": claim, "facts": sorted(ids)} for claim, ids in sorted(resting.items())]
    work.each("facts_back", backs)


def close_facts(work: Work, delta: Delta) -> None:
    """Versions that end."""
    closed = [[fact.id, stamp(fact.system_from)] for fact in delta.closed]
    work.each("facts_close", closed, system=utc(delta.system))


def revise(work: Work, at: datetime | None, **more: int) -> None:
    """Move the namespace's system time and counters on."""
    none = dict.fromkeys(("keys", "passages", "words", "erasures", "changed"), 0)
    work.rows("revise", revision=utc(at), **{**none, **more})
