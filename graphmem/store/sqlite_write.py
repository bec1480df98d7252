"""How a SQLite store writes its rows; the transactions around them are `sqlite_store`'s."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import cast

from graphmem.instant import EVER, micros
from graphmem.likeness import forms
from graphmem.model import ANY, Claim, Delta, Fact, Indexed, Same
from graphmem.store import sqlite_rows as rows
from graphmem.store.sqlite_file import SqliteFile, listed
from graphmem.store.sqlite_search import marked

MENTION_WEIGHT = FACT_WEIGHT = SAME_WEIGHT = 1.0


class SqliteWriting:
    """The writing half of a SQLite store: each method writes one kind of row and its edges."""

    file: SqliteFile
    ns: int

    def _put_passage(self, episode: int, indexed: Indexed) -> None:
        """A passage with its index."""
        row = rows.passage_row(indexed.passage)
        ((key,),) = self.file.rows("passage_put", ns=self.ns, episode=episode, **row)
        self.file.run(
            "passage_index_put",
            passage=key,
            words=" ".join(indexed.words),
            **rows.vectors_row(indexed),
        )
        self.file.run("words_put", passage=key, words=" ".join(marked(self.ns, indexed.words)))
        self.file.run("words_count", ns=self.ns, passages=1, words=len(indexed.words))

    def _put_names(self, delta: Delta, keys: Keys) -> None:
        """Namings, mentions and decisions, and the edges that they make."""
        for naming in delta.namings:
            self.file.run(
                "naming_put",
                entity=keys.entity(naming.entity_id),
                episode=keys.episode[naming.episode_id],
                name=naming.name,
                type=naming.type,
            )
        for entity_id, name, type_ in {(n.entity_id, n.name, n.type) for n in delta.namings}:
            named = {"ns": self.ns, "entity": keys.entity(entity_id), "name": name, "type": type_}
            given = [{**named, "form": form} for form in sorted(forms(name, type_))]
            self.file.run_many("form_put", given)
        for entity_id, mention in delta.mentions:
            entity, (passage, told, recorded_at) = (
                keys.entity(entity_id),
                keys.passage[mention.passage_id],
            )
            self.file.run(
                "mention_put",
                passage=passage,
                entity=entity,
                first=mention.start,
                last=mention.end,
                name=mention.name,
                type=mention.type,
            )
            times = {**rows.always(delta.system), "system_from": recorded_at, "told": told}
            self._put_edge(2 * passage, 2 * entity + 1, 0, MENTION_WEIGHT, times)
        self._put_same(delta.same, keys)

    def _put_same(self, decided: Iterable[Same], keys: Keys) -> None:
        """Decisions, and the edges that they make."""
        for same in decided:
            alias, entity = keys.entity(same.alias_id), keys.entity(same.entity_id)
            times = {**rows.always(same.system_from, same.system_to), "told": EVER}
            ((key,),) = self.file.rows(
                "same_put",
                ns=self.ns,
                alias=alias,
                entity=entity,
                reason=same.reason,
                episode=keys.episode.get(same.episode_id, 0),
                system_from=times["system_from"],
                system_to=times["system_to"],
            )
            if alias != entity:
                self._put_edge(2 * alias + 1, 2 * entity + 1, -key, SAME_WEIGHT, times)

    def _part_names(self, delta: Delta, keys: Keys) -> None:
        """Decisions that end, and their edges with them."""
        at = micros(delta.system)
        for same in delta.parted:
            alias, entity = keys.entity(same.alias_id), keys.entity(same.entity_id)
            ((key,),) = self.file.rows(
                "same_close",
                alias=alias,
                entity=entity,
                episode=keys.episode.get(same.episode_id, 0),
                system_from=micros(same.system_from),
                system_to=at,
            )
            self._close_edge(2 * alias + 1, 2 * entity + 1, -key, at)

    def _erase_same(self, decided: Iterable[Same], keys: Keys) -> None:
        """Decisions that would never have been made, and their edges."""
        for same in decided:
            alias, entity = keys.entity(same.alias_id), keys.entity(same.entity_id)
            at = micros(same.system_from)
            ((key,),) = self.file.rows("same_erase", alias=alias, entity=entity, system_from=at)
            for node, other in both(2 * alias + 1, 2 * entity + 1):
                edge = {"node": node, "other": other, "ref": -key, "lightness": -SAME_WEIGHT}
                self.file.run("erase_edge", **edge)

    def _put_claim(self, claim: Claim, keys: Keys) -> None:
        """A claim and its evidence."""
        ((key,),) = self.file.rows(
            "claim_put",
            ns=self.ns,
            episode=keys.episode[claim.episode_id],
            subject=keys.entity(claim.subject_id),
            object=0 if claim.object_id == ANY else keys.entity(claim.object_id),
            **rows.claim_row(claim),
        )
        keys.claim[claim.id] = key
        evidence = ((place, keys.passage[id_][0]) for place, id_ in enumerate(claim.evidence))
        self.file.run_many(
            "evidence_put",
            [{"claim": key, "place": place, "passage": passage} for place, passage in evidence],
        )

    def _put_facts(self, facts: Iterable[Fact], keys: Keys) -> None:
        """Versions of facts, what they rest on, and their edges."""
        given = list(facts)
        keys.look_up_claims(id_ for fact in given for id_ in fact.claim_ids)
        for fact in given:
            subject, object_ = keys.entity(fact.subject_id), keys.entity(fact.object_id)
            row = rows.fact_row(fact)
            ((key,),) = self.file.rows(
                "fact_put", ns=self.ns, subject=subject, object=object_, **row
            )
            self.file.run_many(
                "fact_claim_put",
                [
                    {"fact": key, "place": place, "claim": keys.claim[id_]}
                    for place, id_ in enumerate(fact.claim_ids)
                ],
            )
            if subject != object_:
                times = {**rows.fact_times(fact), "told": EVER}
                self._put_edge(2 * subject + 1, 2 * object_ + 1, key, FACT_WEIGHT, times)

    def _close_fact(self, fact: Fact, system: datetime) -> None:
        """A version ends; its edges with it."""
        at = micros(system)
        ((key, subject, object_),) = self.file.rows(
            "fact_close", ns=self.ns, id=fact.id, system_from=micros(fact.system_from), system_to=at
        )
        self._close_edge(2 * subject + 1, 2 * object_ + 1, key, at)

    def _close_edge(self, one: int, other: int, ref: int, at: int) -> None:
        """An edge of weight 1 ends at both ends."""
        edge = {"ref": ref, "lightness": -FACT_WEIGHT, "system_to": at}
        for node, end in both(one, other):
            self.file.run("edge_close", node=node, other=end, **edge)

    def _put_edge(
        self, one: int, other: int, ref: int, weight: float, times: Mapping[str, int]
    ) -> None:
        """An edge from both ends."""
        edge = {"ref": ref, "lightness": -weight, **times}
        for node, end in both(one, other):
            self.file.run("edge_put", node=node, other=end, **edge)


class Keys:
    """The keys of what a delta speaks of; entities are made where they are not there yet."""

    def __init__(self, file: SqliteFile, ns: int, delta: Delta) -> None:
        self._file = file
        self._ns = ns
        self._entities: dict[str, int] = {}
        episodes = {naming.episode_id for naming in delta.namings}
        episodes |= {claim.episode_id for claim in delta.claims}
        episodes |= {same.episode_id for same in (*delta.same, *delta.parted)}
        found = file.rows("episode_keys", ns=ns, ids=listed(sorted(episodes)))
        self.episode: dict[str, int] = dict(cast("list[tuple[str, int]]", found))
        passages = {mention.passage_id for _, mention in delta.mentions}
        passages |= {id_ for claim in delta.claims for id_ in claim.evidence}
        rows_ = file.rows("passage_keys", ns=ns, ids=listed(sorted(passages)))
        self.passage: dict[str, tuple[int, int, int]] = {
            id_: (key, told, recorded_at) for id_, key, told, recorded_at in rows_
        }
        self.claim: dict[str, int] = {}

    def entity(self, id_: str) -> int:
        """The key of an entity."""
        if id_ not in self._entities:
            self._file.run("entity_put", ns=self._ns, id=id_)
            ((_, key),) = self._file.rows("entity_keys", ns=self._ns, ids=listed([id_]))
            self._entities[id_] = key
        return self._entities[id_]

    def look_up_claims(self, ids: Iterable[str]) -> None:
        """Find the keys of claims that are in the store already."""
        missing = sorted({id_ for id_ in ids if id_ not in self.claim})
        self.claim |= dict(
            cast(
                "list[tuple[str, int]]",
                self._file.rows("claim_keys", ns=self._ns, ids=listed(missing)),
            )
        )


def both(one: int, other: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """An edge's two directions."""
    return (one, other), (other, one)
