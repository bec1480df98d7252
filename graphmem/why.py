"""Why a passage was found: what each channel gave it, and what it hangs on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

CHANNELS = {
    "words": "BM25",
    "vectors": "cosine",
    "facts": "words and vectors, of the best claim that rests on the passage",
    "first": "both, of the passage and its neighbours, the claim, the time and the speaker named",
    "tokens": "how much of the question is found, token by token, in the passage or the claim",
    "seed": "share of the walk's restart",
    "walk": "mass that the walk left",
    "links": "log-odds that links from other passages add",
    "update": "log-odds that it gains as an update of the best",
}


@dataclass(frozen=True, slots=True)
class Step:
    """How a passage hangs on the seed *passage_id*.

    *kind* says by what: *title*: the seed mentions its title; *titled*: it mentions the seed's;
    *name*: both mention one name; *fact*: a fact joins names of both. *name* is the title, where
    it was one.
    """

    passage_id: str
    kind: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Why(Mapping[str, float]):
    """What each channel gave a passage, by its name in `CHANNELS`.

    A channel that does not know the passage is absent. *ranks* are the passage's places in the
    channels, 1 the best; *via* is the strongest link that led to it, from a seed of the walk.
    """

    scores: Mapping[str, float] = field(default_factory=dict)
    ranks: Mapping[str, int] = field(default_factory=dict)
    via: tuple[Step, ...] = ()

    def __getitem__(self, channel: str) -> float:
        return self.scores[channel]

    def __iter__(self) -> Iterator[str]:
        return iter(self.scores)

    def __len__(self) -> int:
        return len(self.scores)

    def __str__(self) -> str:
        said = [
            f"{name} {score:.2f}" + (f" (#{self.ranks[name]})" if name in self.ranks else "")
            for name, score in self.scores.items()
        ]
        steps = [f"via {s.kind} {s.name} of {s.passage_id}".replace("  ", " ") for s in self.via]
        return ", ".join(said + steps)


@dataclass(frozen=True, slots=True)
class Trace:
    """What each channel gave each passage, by key, and the strongest link to it."""

    channels: Mapping[str, Mapping[int, float]]
    via: Mapping[int, Step]

    def of(self, keys: list[int]) -> list[Why]:
        """Why each of some passages was found, in their order."""
        ordered = {name: np.sort(list(held.values())) for name, held in self.channels.items()}
        return [self._why(key, ordered) for key in keys]

    def _why(self, key: int, ordered: Mapping[str, np.ndarray]) -> Why:
        """Why one passage was found; each channel's scores are given in order."""
        scores = {n: float(held[key]) for n, held in self.channels.items() if key in held}
        ranks = {
            name: 1 + len(ordered[name]) - int(np.searchsorted(ordered[name], score, "right"))
            for name, score in scores.items()
        }
        return Why(scores, ranks, (self.via[key],) if key in self.via else ())
