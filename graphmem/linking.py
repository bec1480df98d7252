"""What the best passages hang together with: links through titles and names, from the store.

    title    the seed's text mentions the title of the target's episode
    titled   the target's text mentions the title of the seed's episode
    name     both mention one name

The walk (personalized PageRank by local push) starts from the seeds and the names in the
question; of the passages that are linked, those with most of its mass are read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from graphmem.model import Passage, View
from graphmem.rank.links import KINDS, Links
from graphmem.rank.push import push
from graphmem.store.base import Edges, Row, Store
from graphmem.text import name_key, runs, title_key, words
from graphmem.why import Step

HUB = 256  # edges that the walk follows from one node
RARE = 20  # a name in more passages than this joins nothing
SAME_TITLE = 5  # passages that one mentioned title may lead to
LONGEST = 8  # words of a title that is mentioned
NAMES = 0.5  # what the names in the question take of the walk's restart


@dataclass(frozen=True, slots=True)
class Around:
    """The edges around nodes in one view, at most `HUB` a node; each node is asked for once.

    The walk and the links look at the same nodes: the seeds, and the names in them.
    """

    store: Store
    view: View
    held: dict[int, tuple[NDArray[np.int64], NDArray[np.float64]]] = field(default_factory=dict)

    def edges(self, nodes: Sequence[int], limit: int | None = None) -> Edges:
        """The edges of some nodes, all or a few."""
        if limit is not None:
            return self.store.neighbours(nodes, self.view, limit)
        fresh = [node for node in dict.fromkeys(nodes) if node not in self.held]
        if fresh:
            found = self.store.neighbours(fresh, self.view, HUB)
            order = np.argsort(found.owners, kind="stable")
            ends = np.cumsum(np.bincount(found.owners, minlength=len(fresh)))[:-1]
            others = np.split(found.nodes[order], ends), np.split(found.weights[order], ends)
            self.held.update(zip(fresh, zip(*others, strict=True), strict=True))
        held = [self.held[node] for node in nodes]
        owners = np.repeat(np.arange(len(held)), [len(others) for others, _ in held])
        empty = np.zeros(0, np.int64)
        return Edges(
            owners,
            np.concatenate([empty, *(others for others, _ in held)]),
            np.concatenate([empty.astype(np.float64), *(weights for _, weights in held)]),
        )


@dataclass(frozen=True, slots=True)
class Linking:
    """Links from some seed passages, by key."""

    around: Around
    found: set[tuple[int, int, int, int]] = field(default_factory=set)
    titles: dict[int, str] = field(default_factory=dict)

    def follow(self, seeds: Sequence[tuple[int, Passage]]) -> None:
        """Find every link of the seeds: (seed key, target key, kind, name)."""
        own: dict[int, str] = {k: title_key(p.title) for k, p in seeds if p.title}
        self._titles(seeds, own)
        for key, title in own.items():
            held = self.around.store.phrase(words(title), self.around.view, RARE + 1)
            if len(held) <= RARE:
                self._add(key, held, "titled", self._title(title))
        self._names([key for key, _ in seeds])

    def _titles(self, seeds: Sequence[tuple[int, Passage]], own: dict[int, str]) -> None:
        """Titles that the seeds' texts mention, the longest first."""
        mentioned = {key: list(names(passage.text)) for key, passage in seeds}
        asked = sorted({run for held in mentioned.values() for _, _, run in held})
        targets: dict[str, list[int]] = defaultdict(list)
        for title, target in self.around.store.titled(asked, self.around.view):
            targets[title].append(target)
        for key, held in mentioned.items():
            end = 0
            for start, stop, run in held:
                if start >= end and targets.get(run) and run != own.get(key):
                    end = stop
                    self._add(key, targets[run][:SAME_TITLE], "title", self._title(run))

    def _names(self, keys: Sequence[int]) -> None:
        """Names that the seeds mention and few others do."""
        edges = self.around.edges([2 * key for key in keys])
        pairs = list(zip(edges.owners.tolist(), edges.nodes.tolist(), strict=True))
        names = sorted({node for _, node in pairs})
        back = self.around.edges(names)
        passages: dict[int, list[int]] = defaultdict(list)
        for owner, node in zip(back.owners.tolist(), back.nodes.tolist(), strict=True):
            if node % 2 == 0:
                passages[names[owner]].append(node // 2)
        for owner, name in pairs:
            if len(passages[name]) <= RARE:
                self._add(keys[owner], passages[name], "name", name)

    def _add(self, seed: int, targets: Sequence[int], kind: str, name: int) -> None:
        """Links of one seed by one name."""
        place = KINDS.index(kind)
        self.found.update((seed, target, place, name) for target in targets if target != seed)

    def _title(self, title: str) -> int:
        """The number by which a title is known."""
        self.titles[hash(title)] = title
        return hash(title)

    def strongest(
        self, rows: Sequence[Row], links: Links, strength: NDArray[np.float64]
    ) -> dict[int, Step]:
        """The strongest link to each passage that has one, by its key."""
        found: dict[int, Step] = {}
        for place in np.argsort(strength, kind="stable"):  # the last to be written is the best
            kind = KINDS[links.kind[place]]
            title = self.titles.get(int(links.name[place]), "") if kind != "name" else ""
            seed = rows[links.seed[place]].id
            found[rows[links.target[place]].key] = Step(seed, kind, title)
        return found

    def arrays(self, places: dict[int, int]) -> Links:
        """The links between passages that have a place, as the ranking takes them."""
        held = sorted(
            (places[seed], places[target], kind, name)
            for seed, target, kind, name in self.found
            if seed in places and target in places
        )
        table = np.array(held, np.int64).reshape(-1, 4)
        return Links(*(table[:, column] for column in range(4)))


def names(text: str) -> Iterator[tuple[int, int, str]]:
    """What may be a title in a text, as (start, end, key): the longest first at each place.

    It begins with a capital, a digit, or a letter of a script that has no capitals.
    """
    for start, end in runs(text, LONGEST):
        letter = text[start:end].lstrip("\"'(“‘[«„¿¡")[:1]
        if letter.isupper() or letter.isdigit() or (letter.isalpha() and not letter.islower()):
            key = name_key(text[start:end])
            yield start, end, key
            if key.endswith(("'s", "’s")):
                yield start, end, key[:-2]


def walk(
    around: Around, seeds: Sequence[int], names: Sequence[int]
) -> tuple[dict[int, float], dict[int, float]]:
    """The share of the restart of each seed, and the walk's mass on each passage, by key.

    Args:
        around: gives the edges.
        seeds: keys of passages, best first; they restart at 1/rank.
        names: nodes of the entities that the question names; half of the restart, if any.
    """
    nodes = [2 * key for key in seeds] + list(names)
    if not nodes:
        return {}, {}
    share: NDArray[np.float64] = 1.0 / np.arange(1, len(seeds) + 1)
    if names and len(seeds):
        share *= (1 - NAMES) / share.sum()
    weights = np.concatenate([share, np.full(len(names), NAMES / max(len(names), 1))])
    reached, mass = push(
        np.array(nodes, np.int64),
        weights,
        lambda frontier, limit: around.edges(frontier.tolist(), limit),
    )
    passages = reached % 2 == 0
    pairs = zip((reached[passages] // 2).tolist(), mass[passages].tolist(), strict=True)
    restart = (weights / weights.sum())[: len(seeds)].tolist()
    return dict(zip(seeds, restart, strict=True)), dict(pairs)
