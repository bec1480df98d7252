"""Several processes on one SQLite file: they read, write and are killed, and nothing is lost."""

from __future__ import annotations

import os
import signal
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import pytest

from graphmem import AsOf, Claim, Extraction, Memory, Passage
from tests.parts import HashEmbedder

SPAWN = get_context("spawn")
COUNT = 25


class Splitting:
    """An extractor that reads "subject | predicate | object", and waits once it reads "stop"."""

    name = "splitting"

    def __init__(self, stops: bool = False) -> None:
        self.stops = stops

    def extract(self, passages: Sequence[Passage]) -> list[Extraction]:
        """One claim a passage."""
        return [Extraction(claims=(self.claim(passage.text),)) for passage in passages]

    def claim(self, text: str) -> Claim:
        """The claim that a text is."""
        if self.stops and text.startswith("stop"):
            time.sleep(600)
        subject, predicate, object_ = text.split(" | ")
        return Claim(subject, predicate, object_, exclusive=True)


class Meddled(Splitting):
    """An extractor during whose reading somebody else does something to the store, once."""

    def __init__(self, meddle: Callable[[], object]) -> None:
        super().__init__()
        self.meddle = [meddle]

    def extract(self, passages: Sequence[Passage]) -> list[Extraction]:
        """One claim a passage, after the meddling."""
        while self.meddle:
            self.meddle.pop()()
        return super().extract(passages)


def opened(path: Path, stops: bool = False) -> Memory:
    """A memory on a file, without models."""
    return Memory(path, embedder=HashEmbedder(), extractor=Splitting(stops))


def guests(who: str, count: int = COUNT) -> Iterator[dict[str, Any]]:
    """Episodes that seat guests at one table."""
    for number in range(count):
        day = f"2020-01-{number % 28 + 1:02}"
        text = f"{who} {number} | sits at | Table One"
        yield {"id": f"{who}-{number}", "text": text, "occurred_at": day}


def moves(who: str, count: int = COUNT) -> Iterator[dict[str, Any]]:
    """Episodes in which Alice moves, each at a time of its own; all compete in one slot."""
    start = {"Ann": 0, "Bob": 1}[who]
    for number in range(start, 2 * count, 2):
        day = f"{2000 + number // 12}-{number % 12 + 1:02}"
        text = f"Alice | lives in | Town {number}"
        yield {"id": f"move-{number}", "text": text, "occurred_at": day}


def tell(path: Path, episodes: list[dict[str, Any]]) -> int:
    """Tell episodes one by one."""
    with opened(path) as memory:
        return sum(memory.add_many([episode])[0].new for episode in episodes)


def watch(path: Path, until: int) -> list[tuple[int, int]]:
    """Read until so many facts are in view; what was seen, as counts of claims and of facts."""
    seen: list[tuple[int, int]] = []
    with opened(path) as memory:
        while not seen or seen[-1][1] < until:
            facts = memory.facts(object="Table One")
            claims = {claim.id for claim in memory.claims()}
            assert {id_ for fact in facts for id_ in fact.claim_ids} <= claims
            assert len(memory.search("Who sits at Table One?", limit=3).hits) <= 3
            seen.append((len(claims), len(facts)))
    return seen


def tell_all(path: Path, episodes: list[dict[str, Any]], stops: bool) -> None:
    """Tell episodes as batches, over and over new ones."""
    with opened(path, stops) as memory:
        for start in range(0, len(episodes), 4):
            memory.add_many(episodes[start : start + 4])


def believed(memory: Memory) -> set[tuple[Any, ...]]:
    """The facts at any valid time, without what depends on when they were recorded."""
    facts = memory.facts(as_of=AsOf())
    return {(f.subject, f.predicate, f.object, f.valid_from, f.valid_to) for f in facts}


def alone(episodes: list[dict[str, Any]]) -> set[tuple[Any, ...]]:
    """What one undisturbed writer believes after the same episodes."""
    with Memory(embedder=HashEmbedder(), extractor=Splitting()) as memory:
        memory.add_many(episodes)
        return believed(memory)


def sound(path: Path) -> bool:
    """Whether SQLite finds the file in order."""
    connection = sqlite3.connect(path)
    found = {message for (message,) in connection.execute("PRAGMA integrity_check")}
    connection.close()
    # SQLite 3.40 takes columns of this table, which has no row ids, for one another.
    return found <= {"ok", "NULL value in mention.last"}


def killed(process: BaseProcess, when: Callable[[], bool]) -> None:
    """Kill a process, without a chance to clean up, as soon as something is so."""
    process.start()
    began = time.monotonic()
    while not when() and process.is_alive() and time.monotonic() - began < 60:
        time.sleep(0.002)
    assert process.pid
    assert process.is_alive()
    os.kill(process.pid, signal.SIGKILL)
    process.join()


def stored(path: Path) -> int:
    """How many episodes a file holds."""
    with opened(path) as memory:
        return len(memory.episodes())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store on disk, empty."""
    opened(tmp_path / "team.db").close()
    return tmp_path / "team.db"


@pytest.fixture(scope="module")
def pool() -> Iterator[ProcessPoolExecutor]:
    """Three processes of their own."""
    with ProcessPoolExecutor(3, mp_context=SPAWN) as pool:
        yield pool


def test_two_read_while_one_writes(path: Path, pool: ProcessPoolExecutor) -> None:
    """Readers see whole writings only, never fewer facts than before, and in the end all."""
    readers = [pool.submit(watch, path, COUNT) for _ in range(2)]
    writer = pool.submit(tell, path, list(guests("Ann")))

    assert writer.result(60) == COUNT
    for reader in readers:
        seen = reader.result(60)
        assert seen == sorted(seen)
        assert seen[-1][1] == COUNT


def test_two_that_add_at_once_lose_nothing(path: Path, pool: ProcessPoolExecutor) -> None:
    """Everything that both tell is kept, and one name is one entity."""
    told = [pool.submit(tell, path, list(guests(who))) for who in ("Ann", "Bob")]

    assert [one.result(60) for one in told] == [COUNT, COUNT]
    with opened(path) as memory:
        counts = memory.stats()
        names = [entity.name for entity in memory.entities()]
        times = {episode.recorded_at for episode in memory.episodes()}
    assert (counts["episodes"], counts["claims"], counts["facts"]) == (2 * COUNT,) * 3
    assert names.count("Table One") == 1
    assert len(set(names)) == len(names) == 2 * COUNT + 1
    assert len(times) == 2 * COUNT


def test_two_that_add_to_one_slot_make_one_timeline(path: Path, pool: ProcessPoolExecutor) -> None:
    """Claims that compete give the timeline that one writer would have made of them."""
    given = {who: list(moves(who)) for who in ("Ann", "Bob")}

    told = [pool.submit(tell, path, episodes) for episodes in given.values()]

    assert [one.result(60) for one in told] == [COUNT, COUNT]
    with opened(path) as memory:
        assert believed(memory) == alone([*given["Ann"], *given["Bob"]])


def test_two_that_tell_the_same_tell_it_once(path: Path, pool: ProcessPoolExecutor) -> None:
    """The same episodes from two processes are taken in once."""
    told = [pool.submit(tell, path, list(guests("Ann"))) for _ in range(2)]

    assert sum(one.result(60) for one in told) == COUNT
    with opened(path) as memory:
        assert memory.stats()["facts"] == COUNT
        assert believed(memory) == alone(list(guests("Ann")))


def test_an_episode_that_two_read_is_read_once(path: Path) -> None:
    """A resume() while another process still reads the episode changes nothing for either."""
    with opened(path) as other:
        extractor = Meddled(lambda: other.resume())
        with Memory(path, embedder=HashEmbedder(), extractor=extractor) as memory:
            memory.add("Ann | sits at | Table One", id="ann")

        assert other.stats()["claims"] == 1


def test_an_episode_erased_while_it_is_read_stays_out(path: Path) -> None:
    """What is erased while its batch is read leaves nothing, and the others are taken in."""
    with opened(path) as other:
        extractor = Meddled(lambda: other.erase("Ann-0"))
        with Memory(path, embedder=HashEmbedder(), extractor=extractor) as memory:
            memory.add_many(guests("Ann", 3))

        assert other.status()["pending"] == []
        assert {fact.subject for fact in other.facts()} == {"Ann 1", "Ann 2"}


def test_three_can_make_one_store(tmp_path: Path, pool: ProcessPoolExecutor) -> None:
    """Processes that open a new file at the same time share it."""
    for number in range(20):
        path = tmp_path / f"{number}.db"

        told = [pool.submit(tell, path, list(guests(who, 1))) for who in ("Ann", "Bob", "Cat")]

        assert [one.result(60) for one in told] == [1, 1, 1]
        assert stored(path) == 3


def test_a_writer_killed_while_it_reads_leaves_pending_episodes(path: Path) -> None:
    """What was told before the kill is kept and searchable; resume() reads the rest."""
    told = [*guests("Ann"), {"id": "last", "text": "stop | sits at | Table One"}]
    writer = SPAWN.Process(target=tell_all, args=(path, told, True))

    killed(writer, lambda: stored(path) == len(told))

    assert sound(path)
    with opened(path) as memory:
        assert memory.status() == {"pending": ["Ann-24", "last"], "failed": {}}
        assert memory.search("stop")[0].passage.episode_id == "last"
        resumed = memory.resume()
        assert {one.episode.id for one in resumed} == {"Ann-24", "last"}
        assert memory.status() == {"pending": [], "failed": {}}
        assert memory.stats()["facts"] == len(told)


@pytest.mark.parametrize("count", [1, 9, 30])
def test_a_writer_killed_anywhere_leaves_a_sound_store(path: Path, count: int) -> None:
    """After a kill the file is sound, holds whole batches, and can be told the rest."""
    told = list(guests("Ann", 400))
    writer = SPAWN.Process(target=tell_all, args=(path, told, False))

    killed(writer, lambda: stored(path) >= count)

    assert sound(path)
    with opened(path) as memory:
        kept = memory.episodes()
        assert len(kept) % 4 == 0
        assert len(memory.passages()) == len(kept)
        assert len(memory.claims()) == sum(episode.status == "done" for episode in kept)
        memory.resume()
        assert believed(memory) == alone(told[: len(kept)])
        assert sum(one.new for one in memory.add_many(told)) == len(told) - len(kept)
        assert believed(memory) == alone(told)


def test_reopening_gives_everything_back(path: Path) -> None:
    """A closed store opens with the same episodes, claims, facts, entities and hits."""

    def everything(memory: Memory) -> tuple[Any, ...]:
        at = AsOf()
        hits = [(hit.passage, hit.score) for hit in memory.search("Who sits where?", as_of=at)]
        held = memory.episodes(), memory.claims(), memory.passages(), memory.entities()
        return held, list(memory.facts(as_of=at)), hits, memory.stats(as_of=at)

    with opened(path) as memory:
        memory.add_many([*guests("Ann"), *moves("Bob")])
        memory.retract(memory.claims(episode="Ann-3")[0], reason="she left")
        memory.erase("Ann-4")
        before = everything(memory)

    with opened(path) as memory:
        assert everything(memory) == before
