"""Another embedder for a memory that is there: resumable, never mixed, nothing left behind."""

from __future__ import annotations

import os
import signal
import sqlite3
import time
from collections.abc import Sequence
from multiprocessing import get_context
from pathlib import Path

import pytest

from graphmem import Claim, Memory
from graphmem.embed.base import Encoding
from graphmem.errors import EmbedderMismatch, MissingPart
from graphmem.rank.similarity import to_bytes
from graphmem.store.sqlite_file import APPLICATION, statements
from tests.parts import HashEmbedder
from tests.refusals import OtherEmbedder, opened, says

SPAWN = get_context("spawn")
COUNT = 200


class Slow(OtherEmbedder):
    """The other embedder, so slow that one can end the process meanwhile."""

    def encode(self, texts: Sequence[str]) -> Encoding:
        """As the other, after a while."""
        time.sleep(0.1)
        return super().encode(texts)


class Broken(OtherEmbedder):
    """An embedder that makes no vector."""

    def encode(self, texts: Sequence[str]) -> Encoding:
        """Nothing."""
        raise MissingPart(f"no such model for {texts}")


def filled(memory: Memory, count: int = COUNT) -> Memory:
    """A memory of some turns, one of them about tea."""
    memory.add_many({"text": f"Number {n} is a number.", "id": f"n{n}"} for n in range(count))
    memory.add("Alice likes green tea.", id="tea", claims=[Claim("Alice", "likes", "green tea")])
    return memory


def vectors(path: Path) -> list[bytes]:
    """The vector of each passage and claim as the file holds it, read around graphmem."""
    with sqlite3.connect(path) as connection:
        found = connection.execute("SELECT vector FROM passage_index ORDER BY passage").fetchall()
        found += connection.execute("SELECT vector FROM sentence ORDER BY claim").fetchall()
    return [vector for (vector,) in found]


def test_a_memory_goes_on_with_the_new_embedder(memory: Memory) -> None:
    """On every store: after the change it finds, tells and is sound as if it had always had it."""
    filled(memory, 5)

    assert memory.reembed(OtherEmbedder()) == 6
    memory.add("Bob likes black tea.", id="black")

    found = memory.search("green tea")
    assert found[0].passage.episode_id == "tea"
    assert "vectors" in found[0].why
    assert memory.verify()
    assert memory.reembed() == 0


def test_facts_are_found_by_their_new_sentences(memory: Memory) -> None:
    """On every store: what is searched of claims is the new embedder's, too."""
    memory.add_fact("Alice", "plays", "the violin")
    memory.add_fact("Bob", "collects", "stamps")

    memory.reembed(OtherEmbedder())

    found = memory.search("Who plays the violin?")
    assert found[0].why["facts"] > 0
    assert found.facts[0].subject == "Alice"
    assert memory.add_fact("Carol", "plays", "chess").facts
    assert memory.verify()


def test_it_is_the_store_that_the_new_embedder_would_have_made(tmp_path: Path) -> None:
    """The vectors in the file are those of a memory that never had another embedder."""
    with filled(opened(tmp_path / "one.db")) as memory:
        memory.reembed(OtherEmbedder())
    filled(opened(tmp_path / "two.db", embedder=OtherEmbedder())).close()

    assert vectors(tmp_path / "one.db") == vectors(tmp_path / "two.db")


def test_killed_it_goes_on_where_it_was(tmp_path: Path) -> None:
    """After a kill the old embedder is refused, words find, and the rest is made, not all."""
    path = tmp_path / "team.db"
    filled(opened(path)).close()
    process = SPAWN.Process(target=reembed_slowly, args=(path,))
    process.start()
    new = {len(vector) for vector in to_bytes(OtherEmbedder().encode(["a"]).vectors)}
    while len(vectors(path)[0]) not in new:
        time.sleep(0.01)
    os.kill(process.pid or 0, signal.SIGKILL)
    process.join()

    with says("EmbedderMismatch: ", "16-", "'hashed-words' makes 32", '"graphmem reembed"'):
        opened(path)
    with opened(path, embedder=OtherEmbedder()) as memory:
        found = memory.search("green tea")
        assert found[0].passage.episode_id == "tea"
        assert "vectors" not in found[0].why
        assert memory.status()["reembedding"]
        assert 0 < memory.reembed() < COUNT
        assert "reembedding" not in memory.status()
        assert "vectors" in memory.search("green tea")[0].why
        assert memory.verify()
    assert {len(vector) for vector in vectors(path)} == new


def reembed_slowly(path: Path) -> None:
    """What the process does that is killed."""
    opened(path).reembed(Slow())


def test_who_has_it_open_with_the_old_embedder_is_refused(tmp_path: Path) -> None:
    """Another process neither searches nor tells with vectors that are no longer the store's."""
    path = tmp_path / "team.db"
    late = filled(opened(path), 3)
    with Memory.adopt(path, embedder=OtherEmbedder(), extractor=None) as memory:
        memory.reembed()

    with pytest.raises(EmbedderMismatch):
        late.search("tea")
    with pytest.raises(EmbedderMismatch):
        late.add("It rains.")
    assert [fact.object for fact in late.facts("Alice")] == ["green tea"]
    late.close()


def test_who_has_it_open_with_the_new_embedder_sees_the_end(tmp_path: Path) -> None:
    """A memory opened during the change finds by vector as soon as another one has ended it."""
    path = tmp_path / "team.db"
    filled(opened(path), 3).close()
    first = Memory.adopt(path, embedder=OtherEmbedder(), extractor=None)
    with opened(path, embedder=OtherEmbedder()) as second:
        assert "vectors" not in second.search("green tea")[0].why

        first.reembed()

        assert "vectors" in second.search("green tea")[0].why
    first.close()


def test_an_embedder_that_does_not_work_changes_nothing(tmp_path: Path) -> None:
    """A wrong key or name is found out before a vector is given up."""
    with filled(opened(tmp_path / "team.db"), 3) as memory:
        with says("MissingPart: no such model"):
            memory.reembed(Broken())

        assert "vectors" in memory.search("green tea")[0].why
        assert memory.reembed() == 0


def test_each_namespace_has_its_own_embedder(tmp_path: Path) -> None:
    """Changing one namespace leaves the file's others as they are."""
    path = tmp_path / "team.db"
    with opened(path, namespace="a") as one, opened(path, namespace="b") as other:
        filled(one, 2)
        filled(other, 2)

        assert one.reembed(OtherEmbedder()) == 3

        assert "vectors" in other.search("green tea")[0].why


def test_what_is_erased_leaves_neither_its_old_nor_its_new_vector(tmp_path: Path) -> None:
    """Erasing after, and during, a change leaves no byte of what any embedder made of it."""
    path = tmp_path / "team.db"
    secret = "The quaddlewick sings."
    made = [HashEmbedder().encode([secret]), OtherEmbedder().encode([secret])]
    with filled(opened(path)) as memory:
        memory.add(secret, id="secret", claims=[Claim("It", "sings", "it", text=secret)])
        Memory.adopt(path, embedder=OtherEmbedder(), extractor=None).close()
        with opened(path, embedder=OtherEmbedder()) as other:
            other.reembed()
            other.erase("secret")
            assert other.verify()

    files = b"".join(one.read_bytes() for one in tmp_path.iterdir())
    assert [e for e in made if to_bytes(e.vectors)[0].tobytes() in files] == []


def test_a_file_of_the_first_format_keeps_its_embedder(tmp_path: Path) -> None:
    """There, all namespaces of a file had one embedder; it is still theirs."""
    path = tmp_path / "old.db"
    with sqlite3.connect(path) as connection:
        connection.executescript(statements()["schema_1"])
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute("PRAGMA user_version = 1")
        held = [("embedder", HashEmbedder.name), ("dimension", HashEmbedder.dimension)]
        connection.executemany("INSERT INTO meta VALUES (?, ?)", held)
        connection.execute("INSERT INTO namespace (name) VALUES ('default')")

    with says("EmbedderMismatch: ", "'hashed-words'"):
        opened(path, embedder=OtherEmbedder())
    with opened(path) as memory:
        assert "vectors" in filled(memory, 2).search("green tea")[0].why
