"""Our own time for a stretch of turns, the model aside: `python -m benchmarks.stretches`.

A stretch is twenty turns of a conversation with a claim each, as a language model would read
them at once; here the claims stand in the turns, in a made-up world of persons, places, firms
and things. Its time is all that adding it takes, storing and embedding aside that of any text:
keeping the turns, looking up known names, joining names, computing facts, writing them to a file.
Measured with few facts and with --facts many; --profile says where the time goes.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import pstats
import random
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.replayed import Flat
from graphmem import Claim, Memory
from graphmem.extract.base import Extraction, Stretch
from graphmem.model import Mention, Passage

CLAIMS = 20
GIVEN = (
    "Ada Ben Clara Dario Edith Farid Greta Hiro Ines Jonas Katarina Leonard Melanie Nadia".split()
)
GIVEN += "Oskar Petra Quentin Rosalind Samuel Theodore Ursula Viktor Wilhelmina Yusuf Zelda".split()
ENDS = "berg ford son well ley stein mann ova ski dale wood ton man field croft".split()
STEMS = (
    "Ander Brook Carl Dahl Ever Falk Gold Hart Iver Kess Lang Mor Nor Oster Pal Ros Stan".split()
)
THINGS = "garden cello kettle bicycle novel lantern quilt canoe recipe camera mural ladder".split()
KINDS = "old red quiet broken small wooden secret bright heavy folded painted spare lost".split()
SAID = (
    ("lives in", "place", True),
    ("works at", "organization", True),
    ("visited", "place", False),
    ("knows", "person", False),
    ("likes", "object", False),
    ("owns", "object", False),
    ("repaired", "object", False),
    ("talked about", "object", False),
)


class Written:
    """Reads "subject|predicate|object|type|exclusive" from each turn, many turns at once."""

    name = "written"
    budget = 1200
    concurrency = 4

    def extract(self, passages: Sequence[Passage]) -> list[Extraction]:
        """What each passage says."""
        return [self._said(passage) for passage in passages]

    def read(self, stretch: Stretch) -> list[Extraction]:
        """What each passage of a stretch says."""
        return self.extract(stretch.passages)

    def _said(self, passage: Passage) -> Extraction:
        """A claim and its names."""
        subject, predicate, object_, type_, exclusive = passage.text.split("|")
        claim = Claim(subject, predicate, object_, exclusive=exclusive == "True")
        named = ((subject, "person"), (object_, type_))
        mentions = tuple(Mention(passage_id=passage.id, name=n, type=t) for n, t in named)
        return Extraction(mentions=mentions, claims=(claim,))


class World:
    """Turns about many persons, some of whom are spoken of far more often than others."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.told = 0

    def name(self, type_: str) -> str:
        """A name of some type."""
        dice = self.dice
        family = f"{dice.choice(STEMS)}{dice.choice(ENDS)}"
        if type_ == "place":
            return f"{dice.choice(('New ', 'Port ', 'Upper ', ''))}{family}"
        if type_ == "organization":
            return f"{family} {dice.choice(('Works', 'Bank', 'College', 'Press', 'Wolves'))}"
        if type_ == "object":
            return (
                f"{dice.choice(KINDS)} {dice.choice(THINGS)} {int(dice.paretovariate(0.5)) % 999}"
            )
        given = dice.choice(GIVEN)
        return given if dice.random() < 0.2 else f"{given} {family}"

    def stretch(self) -> list[dict[str, Any]]:
        """The turns of a conversation."""
        self.told += 1
        return [self._turn(place) for place in range(CLAIMS)]

    def _turn(self, place: int) -> dict[str, Any]:
        """One turn."""
        predicate, type_, exclusive = self.dice.choices(SAID, weights=(1, 1, 4, 4, 4, 4, 4, 4))[0]
        said = (self.name("person"), predicate, self.name(type_), type_, str(exclusive))
        hours = 3 * self.told
        stamp = f"{2000 + hours // 8760}-{1 + hours % 12:02}-{1 + hours % 28:02}T{place:02}:00:00Z"
        id_ = f"s{self.told}:{place}"
        return {"id": id_, "text": "|".join(said), "session": f"s{self.told}", "occurred_at": stamp}


def spent(memory: Memory, world: World, times: int) -> Iterator[tuple[float, float]]:
    """Milliseconds of adding a stretch, several times: by the clock, and of the processor."""
    for _ in range(times):
        turns = world.stretch()
        began, busy = time.perf_counter(), time.process_time()
        memory.add_many(turns)
        yield 1000 * (time.perf_counter() - began), 1000 * (time.process_time() - busy)


def report(memory: Memory, world: World, times: int) -> dict[str, object]:
    """How long a stretch takes with as many facts as there are."""
    facts = memory.stats()["facts"]
    taken, busy = zip(*spent(memory, world, times), strict=True)
    high = sorted(taken)[int(0.95 * (times - 1))]
    return {
        "facts": facts,
        "stretches": times,
        "p50_ms": round(statistics.median(taken), 1),
        "p95_ms": round(high, 1),
        "p50_processor_ms": round(statistics.median(busy), 1),
    }


def main() -> None:
    """Print a JSON object a line."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--facts", type=int, default=100_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--profile", action="store_true")
    given = options.parse_args()
    world = World(given.seed)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "memory.db"
        with Memory(path, extractor=Written(), embedder=Flat()) as memory:
            memory.add_many(world.stretch())
            print(json.dumps(report(memory, world, 20)), flush=True)
            while memory.stats()["facts"] < given.facts:
                memory.add_many([turn for _ in range(50) for turn in world.stretch()])
            print(json.dumps(report(memory, world, 40)), flush=True)
            if given.profile:
                with cProfile.Profile() as profile:
                    list(spent(memory, world, 20))
                pstats.Stats(profile).sort_stats("cumulative").print_stats(45)


if __name__ == "__main__":
    main()
