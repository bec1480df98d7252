"""Erasing for good: no byte of what was told is left, and all is as if it had not been told."""

from __future__ import annotations

import random
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from graphmem import AsOf, Claim, Memory
from graphmem.errors import Erased, StoreError
from graphmem.extract.base import Extraction
from graphmem.model import Alias, Passage
from graphmem.store.base import Store
from graphmem.store.sqlite_file import SqliteFile
from tests.parts import Clock, HashEmbedder

LETTERS = "bcdfghjklmnpqrstvwz"
TELLER = ("xerxspeaker", "yolsession", "zaptitle", "quonk")
NAMES = ("quaddlewick", "marzipanella", "secretly adores")
SAID = [
    Claim("Wolfram Quaddlewick", "secretly adores", "Marzipanella", text="Zealously, he does."),
    Claim("Wolfram Quaddlewick", "likes", "tea", text="Quaddlewick drinks tea."),
]


class Introducing:
    """An extractor that reads "Robert alias Bob likes tea"."""

    name = "introducing"

    def extract(self, passages: Sequence[Passage]) -> list[Extraction]:
        """One claim and one alias a passage that has them."""
        return [self.read(passage.text.split()) for passage in passages]

    def read(self, words: list[str]) -> Extraction:
        """What one passage says."""
        claims = (Claim(words[0], words[-2], words[-1]),)
        if "alias" not in words:
            return Extraction(claims=claims)
        return Extraction(claims=claims, aliases=(Alias(name=words[2], other=words[0]),))


def invented(rng: random.Random, least: int = 4, most: int = 9) -> str:
    """A word that means nothing."""
    return "".join(rng.choices(LETTERS, k=rng.randint(least, most)))


def opened(path: Path) -> Memory:
    """A memory on a file, without models."""
    return Memory(path, embedder=HashEmbedder(), extractor=None, clock=Clock())


def fill(memory: Memory, rng: random.Random, count: int) -> None:
    """Tell many other things, some of them long."""
    memory.add_many(
        {
            "text": " ".join(invented(rng) for _ in range(rng.choice([5, 20, 60, 600]))),
            "speaker": f"Speaker {rng.randint(0, 5)}",
            "session": invented(rng),
            "claims": [Claim(f"Person {rng.randint(0, 50)}", "likes", rng.choice(["tea", "rum"]))],
        }
        for _ in range(count)
    )


def traces(path: Path, marks: Sequence[str]) -> list[str]:
    """Which of these are to be read in the file or the files beside it, in any case."""
    files = [Path(f"{path}{end}") for end in ("", "-wal", "-shm")]
    held = b"".join(file.read_bytes().lower() for file in files if file.exists())
    return [mark for mark in marks if mark.lower().encode() in held]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a memory is kept."""
    return tmp_path / "memory.db"


@pytest.mark.parametrize("later", [0, 250], ids=["at once", "much later"])
@pytest.mark.parametrize("size", [12, 9000], ids=["short", "long"])
def test_nothing_that_was_told_is_left_in_the_files(path: Path, size: int, later: int) -> None:
    """No text, word, stem, name, claim, speaker, session or title is to be read any more."""
    rng = random.Random(size + later)
    secrets = [invented(rng, 10, 14) for _ in range(size)]
    # An index that shares beginnings between words still holds their ends.
    marks = [*(secret[2:] for secret in secrets[:: 1 + size // 200]), *TELLER, *NAMES, "zealous"]
    with opened(path) as memory:
        fill(memory, rng, 250)
        memory.add(
            f"Wolfram Quaddlewick confessed: {' '.join(secrets)}.",
            id="secret",
            speaker="Xerxspeaker",
            session="Yolsession",
            title="Zaptitle Quonk",
            claims=SAID,
        )
        fill(memory, rng, later)
        assert traces(path, marks) == marks

        memory.erase("secret")

        assert traces(path, marks) == []
        assert memory.stats()["passages"] >= 250 + later
    assert traces(path, marks) == []


def test_nothing_is_left_where_rows_moved_between_pages(path: Path) -> None:
    """Copies of rows that a growing file leaves in unused space of its pages are gone as well."""
    rng = random.Random(1)  # with it, zeroing what is removed leaves a name behind
    told: dict[str, list[str]] = {}
    with opened(path) as memory:
        for batch in range(0, 600, 20):
            memory.add_many(named(rng, told, number) for number in range(batch, batch + 20))
        for _ in range(20):
            id_ = rng.choice(sorted(told))
            memory.erase(id_)
            assert traces(path, told.pop(id_)) == []


def named(rng: random.Random, told: dict[str, list[str]], number: int) -> dict[str, Any]:
    """An episode with a title, session, predicate and name that no other has; kept in *told*."""
    title, session, verb, name = marks = [invented(rng, 12, 30) for _ in range(4)]
    told[f"e{number}"] = marks
    someone = f"Person {rng.randint(0, 40)}"
    said = [Claim(someone, verb, name), Claim(name, "likes", someone)]
    text = invented(rng)
    return {"id": f"e{number}", "text": text, "title": title, "session": session, "claims": said}


def test_a_telling_that_waits_to_be_read_leaves_nothing(path: Path) -> None:
    """What was kept for an extractor that failed is erased with the telling."""
    with opened(path) as memory:
        fill(memory, random.Random(0), 50)
        memory.add("Wolfram Quaddlewick confessed.", id="secret", claims=SAID)
        fill(memory, random.Random(1), 50)
        memory.erase("secret")
        memory.add("Wolfram Quaddlewick confessed again.", id="again", claims=SAID, force=True)
        memory.erase("again")

    assert traces(path, ["wolfram", *NAMES, "confess", "zealous"]) == []


def test_an_erasure_that_cannot_write_the_file_anew_says_so(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While another program reads, traces may be left: a named error says that, and what to do."""
    monkeypatch.setattr("graphmem.store.sqlite_file.WAIT_SECONDS", 0.1)
    with opened(path) as memory:
        memory.add("Wolfram Quaddlewick confessed.", id="secret")
        other = SqliteFile(str(path))
        with other.reading():
            other.rows("namespace", name="default")
            with pytest.raises(StoreError, match=r"gone from the memory.*traces may be left"):
                memory.erase("secret")

        assert memory.episodes() == []
        memory.add("Something else.", id="else")
        memory.erase("else")
        assert traces(path, ["quaddlewick", "confess"]) == []
        other.close()


class TestReceipt:
    """What an erasure says it removed."""

    def test_it_counts_what_went_by_kind(self, store: Store, clock: Clock) -> None:
        """Rows of each kind that rested on the telling alone are counted."""
        with Memory(store, embedder=HashEmbedder(), extractor=Introducing(), clock=clock) as memory:
            memory.add("Robert likes tea", id="kept")
            clock.tick(days=1)
            memory.add("Robert alias Bob likes rum", id="gone")
            clock.tick(days=1)

            receipt = memory.erase("gone", reason="asked for")

            assert receipt.removed == {
                "episodes": 1,
                "passages": 1,
                "mentions": 2,
                "claims": 1,
                "facts": 1,
                "entities": 1,
                "aliases": 1,
            }
            assert [entity.name for entity in memory.entities()] == ["Robert", "tea"]

    def test_it_names_what_remains(self, memory: Memory, clock: Clock) -> None:
        """Digest, time, reason and id are those of the tombstone, also when erased twice."""
        for id_ in ("first", "second"):
            clock.tick(days=1)
            memory.add("A secret.", id=id_, occurred_at="2024-01-01", force=True)
            clock.tick(days=1)

            receipt = memory.erase(id_, reason=f"asked for {id_}")

            (stone,) = memory._store.tombstones()
            assert (stone.id, stone.episode_id) == (receipt.tombstone_id, id_)
            assert (stone.digest, stone.reason) == (receipt.digest, f"asked for {id_}")
            assert stone.erased_at == receipt.erased_at == clock()


class TestAfterwards:
    """A memory after an erasure."""

    @pytest.fixture
    def moved(self, memory: Memory, clock: Clock) -> Memory:
        """Alice lived in Paris, then a telling moved her to Berlin, and was erased."""
        for place, since in (("Paris", "2019"), ("Berlin", "2023")):
            clock.tick(days=1)
            claim = Claim("Alice", "lives in", place, valid_from=since, exclusive=True)
            memory.add(f"Alice lives in {place}.", id=place, claims=[claim])
        clock.tick(days=1)
        memory.erase("Berlin")
        return memory

    def test_what_was_superseded_comes_back_at_every_system_time(self, moved: Memory) -> None:
        """What the erased claim took over is believed, in the past of the memory as well."""
        for day in (2, 3, 4):
            then = AsOf(valid="2024", system=datetime(2024, 1, day, tzinfo=UTC))
            assert [fact.object for fact in moved.facts("Alice", as_of=then)] == ["Paris"]
        (version,) = moved.history(moved.facts("Alice")[0])
        assert (version.valid_to, version.system_to) == (None, None)

    def test_the_same_telling_stays_out_under_another_id(self, moved: Memory) -> None:
        """Telling it again is refused, importing leaves it out, force takes it in."""
        again = {"id": "other", "text": "Alice lives in Berlin."}
        with pytest.raises(Erased, match=r"'other'"):
            moved.add(again)
        (left_out,) = moved.add_many([again])
        assert (left_out.new, left_out.episode.status) == (False, "erased")
        assert [episode.id for episode in moved.episodes()] == ["Paris"]

        assert moved.add(again, force=True).new
        assert [episode.id for episode in moved.episodes()] == ["Paris", "other"]

    def test_what_others_say_too_stays(self, memory: Memory) -> None:
        """An entity that others name and a fact that others claim stay, on the other evidence."""
        for id_ in ("one", "two"):
            memory.add(f"Ann likes tea, says {id_}.", id=id_, claims=[Claim("Ann", "likes", "tea")])
        assert memory.facts("Ann")[0].evidence == ("one#0", "two#0")

        memory.erase("one")

        (fact,) = memory.facts("Ann")
        assert (fact.evidence, len(fact.claim_ids)) == (("two#0",), 1)
        assert [entity.name for entity in memory.entities()] == ["Ann", "tea"]
        assert memory.search("Who likes tea?").hits[0].passage.id == "two#0"

    def test_a_memory_opened_beside_it_no_longer_finds_it(self, path: Path) -> None:
        """Another memory on the file, which had found the telling, does not find it any more."""
        with opened(path) as memory, opened(path) as other:
            fill(memory, random.Random(0), 20)
            memory.add("Wolfram Quaddlewick confessed.", id="secret", claims=SAID)
            question = "What did Quaddlewick confess?"
            assert "secret#0" in [hit.passage.id for hit in other.search(question).hits]

            memory.erase("secret")

            found = other.search(question, limit=30)
            assert "secret#0" not in [hit.passage.id for hit in found.hits]
            assert other.facts("Wolfram Quaddlewick") == []


def test_a_search_meanwhile_finds_what_is_left(tmp_path: Path) -> None:
    """What one process erases may have been found already by a search of another."""
    episodes: list[dict[str, Any]] = [
        {
            "id": f"e{n}",
            "text": f"Ann knows Guest{n} in Oslo.",
            "title": f"Guest{n}",
            "claims": [Claim("Ann", "knows", f"Guest{n}")],
        }
        for n in range(40)
    ]
    parts: dict[str, Any] = {"embedder": HashEmbedder(), "extractor": None}
    with Memory(tmp_path / "m.db", **parts) as one, Memory(tmp_path / "m.db", **parts) as other:
        one.add_many(episodes)
        with ThreadPoolExecutor(1) as pool:
            erasing = pool.submit(lambda: [one.erase(episode["id"]) for episode in episodes])
            while not erasing.done():
                found = other.search("Whom does Ann know in Oslo?", limit=30)
                assert len({hit.passage.id for hit in found}) == len(found)
        assert not erasing.exception()
        assert not other.search("Whom does Ann know in Oslo?")
