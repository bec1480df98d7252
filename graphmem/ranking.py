"""The ranking of one question: candidates → first stage → token by token → what hangs on them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain, compress, zip_longest
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphmem.factual import NEAREST, Factual
from graphmem.interval import Interval
from graphmem.linking import Around, Linking, walk
from graphmem.model import View
from graphmem.rank.bm25 import idf, telling
from graphmem.rank.candidates import Candidates, Question
from graphmem.rank.confidence import LOOKED_AT, NAMED, Signs, signs
from graphmem.rank.first import first_stage
from graphmem.rank.links import explained, strengths
from graphmem.rank.maxsim import coverage, maxsim, stretched, token_weights, unpack
from graphmem.rank.score import LINKED, READ, SEEDS, UNSEEN, best, own
from graphmem.rank.similarity import cosine, from_bytes
from graphmem.resolve import entity_id
from graphmem.store.base import Row, Store
from graphmem.store.base import Tokens as Held
from graphmem.store.saying import Said
from graphmem.why import Trace, Why

CANDIDATES = 100  # from words, and as many from vectors; 250 find no more
HOLDING = 10_000  # passages that hold a rare word of the question: more are not looked through
COMMON = 0.2  # a word in more than this share of the passages finds no candidates
FACT = 0.3  # what the best claim behind a passage counts against its own words and vectors
TIMELY = 0.4  # what a passage told near the named time gains on the first stage's score
LEAD, LAG = timedelta(days=1), timedelta(days=7)  # what is near: people tell of things afterwards
EARLIEST, LATEST = datetime(2, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)
NEW = 100  # linked passages that are read


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage with its score, and why it was found."""

    key: int
    id: str
    occurred_at: datetime
    score: float
    why: Why


class Tokens(NamedTuple):
    """The tokens of some passages, one after the other: ids, packed vectors, where each begins."""

    ids: NDArray[np.int32]
    packed: NDArray[np.uint8]
    starts: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Ranking:
    """Ranks the passages of a store for one question in one view.

    *dimension* is that of the embedder's token vectors; *called* are the ids that entities
    would have that are called as some words of the question are.
    """

    store: Store
    asked: Question
    view: View
    dimension: int
    called: Collection[str] = ()

    def order(self, names: Sequence[int], limit: int) -> tuple[list[Ranked], Signs | None]:
        """The *limit* best candidates: those read token by token, then the others.

        With the signs that they answer, where there are any.

        Args:
            names: nodes of the entities that the question names.
        """
        rows, said, channels = self._candidates()
        if not rows:
            return [], None
        factual = Factual.of(self.asked, said)
        first = self._stage(rows, factual)
        rows = [rows[place] for place in best(first, len(rows))]
        stage = dict(zip((row.key for row in rows), np.sort(-first) * -1, strict=True))
        read = rows[:READ]
        tokens = self._tokens(read)
        weights = self._weights(tokens)
        matches = np.maximum(self._matches(tokens), self._said(factual, read))
        alone = own(values(stage, read), stretched(matches, weights, len(read)), weights)
        seeds = [read[place] for place in best(alone, LINKED)]
        names = list(dict.fromkeys([*names, *factual.ends()]))
        around = Around(self.store, self.view)
        restart, mass = walk(around, [row.key for row in seeds[:SEEDS]], names)
        linking = self._linking(around, seeds)
        brought = self._brought(linking, {row.key for row in read}, mass)
        linked = np.maximum(self._matches(self._tokens(brought)), self._said(factual, brought))
        every = np.concatenate([matches, linked])
        fit = stretched(every, weights, len(read))
        read = read + brought
        links = linking.arrays({row.key: place for place, row in enumerate(read)})
        alone = own(values(stage, read), fit, weights)
        strength = strengths(links, fit, weights, values(stage, read))
        scores = explained(alone, links, strength)
        keys = [row.key for row in read]
        gained = zip(keys, scores - alone, strict=True)
        channels |= {
            "facts": factual.channel(),
            "first": stage,
            "tokens": dict(zip(keys, coverage(every, weights).tolist(), strict=True)),
            "seed": restart,
            "walk": mass,
            "links": {key: value for key, value in gained if value > 0},
        }
        trace = Trace(channels, linking.strongest(read, links, strength))
        return ordered(rows, read, scores, limit, trace), self._signs(read, every, weights, scores)

    def _signs(
        self,
        rows: Sequence[Row],
        matches: NDArray[np.float32],
        weights: NDArray[np.float64],
        scores: NDArray[np.float64],
    ) -> Signs:
        """The signs that some rows answer; without token vectors the text's stands for them."""
        first = best(scores, LOOKED_AT)
        chosen = [rows[place] for place in first]
        matches, weights = matches[first], weights * ~np.isin(self.asked.ids, self.asked.stop)
        if not len(self.asked.ids):
            vectors = from_bytes(np.stack([row.vector for row in chosen]))
            matches, weights = cosine(vectors, self.asked.vector)[:, None], np.ones(1)
        return signs(matches, weights, scores[first], self._named(chosen) > 0)

    def _candidates(self) -> tuple[list[Row], list[Said], dict[str, Mapping[int, float]]]:
        """The passages that may answer, by words, by vector, by claims, and the turns beside.

        With the claims, and with the scores of those that words and that vectors found.
        """
        rare = self.asked.rarity > idf(np.array([COMMON]), 1)[0]
        rare = rare if rare.any() else ~rare
        few = telling(self.asked.frequencies, HOLDING) & rare
        terms, among = (list(compress(self.asked.terms, chosen)) for chosen in (rare, few))
        by_words = self.store.matching(terms, self.view, CANDIDATES, among)
        by_vector = self.store.nearest(self.asked.vector, self.view, CANDIDATES)
        keys = alternating(by_words.keys.tolist(), by_vector.keys.tolist())
        said = self.store.sentences(self.asked.vector, keys, self.view, NEAREST)
        behind = dict.fromkeys([*keys, *(key for one in said for key in one.passages)])
        rows = self.store.rows(list(behind), self.view)
        beside = dict.fromkeys(key for row in rows for key in (row.previous, row.following))
        rows += self.store.rows([key for key in beside if key and key not in behind], self.view)
        found = {"words": by_words, "vectors": by_vector}
        channels: dict[str, Mapping[int, float]] = {
            name: dict(zip(one.keys.tolist(), one.scores.tolist(), strict=True))
            for name, one in found.items()
        }
        return rows, said, channels

    def _stage(self, rows: Sequence[Row], factual: Factual) -> NDArray[np.float64]:
        """The first-stage scores of passages, with all that is known before tokens are read."""
        gain, _ = factual.behind(rows)
        # A turn may need the claim's sentence to be understood; a document stands for itself.
        turn = np.array([row.session is not None for row in rows], np.bool_)
        gain = np.where(turn, gain, gain.min())
        told = self._timely(rows) + NAMED * self._named(rows)
        return first_stage(self.asked, candidates(rows)) + FACT * gain + told

    def _timely(self, rows: Sequence[Row]) -> NDArray[np.float64]:
        """What each passage gains by being told near the time that the question names."""
        span = self.view.during
        if span is None or span.start is None or span.end is None:
            return np.zeros(len(rows))  # nearly everything is told before or after something
        near = Interval(max(span.start, EARLIEST) - LEAD, min(span.end, LATEST) + LAG)
        return TIMELY * np.array([row.occurred_at in near for row in rows], np.float64)

    def _named(self, rows: Sequence[Row]) -> NDArray[np.float64]:
        """1 where a passage was told by somebody whom the question names, else 0."""
        tellers = {row.speaker or "" for row in rows}
        named = {teller for teller in tellers if teller and entity_id(teller) in self.called}
        return np.array([row.speaker in named for row in rows], np.float64)

    def _tokens(self, rows: Sequence[Row]) -> Tokens:
        """The tokens of some passages."""
        return self._joined(self.store.tokens([row.key for row in rows]))

    def _joined(self, held: Sequence[Held]) -> Tokens:
        """The tokens of several texts, one after the other."""
        empty = np.zeros((0, -(-self.dimension // 4)), np.uint8)
        packed = np.concatenate([empty, *(one.packed for one in held if len(one.ids))])
        ids = np.concatenate([np.zeros(0, np.int32), *(one.ids for one in held)])
        return Tokens(ids, packed, np.cumsum([0, *(len(one.ids) for one in held)]))

    def _weights(self, tokens: Tokens) -> NDArray[np.float64]:
        """The question's tokens, weighted by how rare they are in the passages read."""
        if not len(tokens.ids):
            return np.zeros(len(self.asked.ids))
        return token_weights(self.asked.ids, tokens.ids, tokens.starts)

    def _matches(self, tokens: Tokens) -> NDArray[np.float32]:
        """How well each token of the question is matched in each passage: (n, q)."""
        if not len(tokens.ids):
            return np.zeros((len(tokens.starts) - 1, len(self.asked.ids)), np.float32)
        vectors = unpack(tokens.packed, self.dimension)
        return maxsim(self.asked.tokens, vectors, tokens.starts)

    def _said(self, factual: Factual, rows: Sequence[Row]) -> NDArray[np.float32]:
        """How well each token of the question is matched by the best claim behind each passage."""
        _, which = factual.behind(rows)
        used = sorted({place for place in which.tolist() if place >= 0})
        found = self._matches(self._joined([factual.said[place].tokens for place in used]))
        matches = np.zeros((len(rows), len(self.asked.ids)), np.float32)
        matches[which >= 0] = found[np.searchsorted(used, which[which >= 0])] if used else 0
        return matches

    def _linking(self, around: Around, seeds: Sequence[Row]) -> Linking:
        """The links of the seeds; turns of a conversation have none."""
        linking = Linking(around)
        alone = [row for row in seeds if row.session is None]
        passages = {p.id: p for p in self.store.passages([row.id for row in alone], self.view)}
        linking.follow([(row.key, passages[row.id]) for row in alone if row.id in passages])
        return linking

    def _brought(self, linking: Linking, read: set[int], mass: Mapping[int, float]) -> list[Row]:
        """The passages that the links bring and that are not read yet, by the walk's mass."""
        fresh = {target for _, target, _, _ in linking.found} - read
        chosen = sorted(fresh, key=lambda key: (-mass.get(key, 0.0), key))[:NEW]
        return self.store.rows(chosen, self.view)


def alternating(one: Iterable[int], other: Iterable[int]) -> list[int]:
    """The first of two rankings, then the second ones, …, each once.

    >>> alternating([3, 1, 2], [1, 4])
    [3, 1, 4, 2]
    """
    pairs = zip_longest(one, other)
    return [key for key in dict.fromkeys(chain.from_iterable(pairs)) if key is not None]


def ordered(
    rows: Sequence[Row],
    read: Sequence[Row],
    scores: NDArray[np.float64],
    limit: int,
    trace: Trace,
) -> list[Ranked]:
    """The passages that were read by their scores, then the others as the first stage has them."""
    stage = trace.channels["first"]
    ranked = [(read[place], float(scores[place])) for place in best(scores, limit)]
    lowest, known = float(scores.min()) - stage[rows[0].key], {row.key for row in read}
    rest = [row for row in rows if row.key not in known][: limit - len(ranked)]
    ranked += [(row, lowest + stage[row.key]) for row in rest]
    pairs = zip(ranked, trace.of([row.key for row, _ in ranked]), strict=True)
    return [Ranked(row.key, row.id, row.occurred_at, score, why) for (row, score), why in pairs]


def values(stage: Mapping[int, float], rows: Sequence[Row]) -> NDArray[np.float64]:
    """The first-stage scores of some rows; what a link brought has a low one."""
    return np.array([stage.get(row.key, UNSEEN) for row in rows], np.float64)


def candidates(rows: Sequence[Row]) -> Candidates:
    """Rows of a store as the arrays that the ranking works on."""
    places = {row.key: place for place, row in enumerate(rows)}
    return Candidates(
        words=[row.words for row in rows],
        vectors=from_bytes(np.stack([row.vector for row in rows])),
        sizes=integers(row.size for row in rows),
        previous=integers(places.get(row.previous, -1) for row in rows),
        following=integers(places.get(row.following, -1) for row in rows),
        parts=integers(row.parts for row in rows),
        told=np.array([row.session is not None for row in rows], np.bool_),
    )


def integers(values: Iterable[int]) -> NDArray[np.int64]:
    """Integers as an array."""
    return np.fromiter(values, np.int64)
