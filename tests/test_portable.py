"""Export and restore: what is restored is the memory that was exported, at every system time."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphmem import Claim, Memory
from graphmem.embed.base import Encoding
from graphmem.errors import GraphmemError, StoreError
from graphmem.extract.base import Extraction
from graphmem.model import Alias, Passage, View
from graphmem.portable import export, restore
from graphmem.store.base import Store, Wanted
from graphmem.store.dict_search import Contents
from graphmem.store.dict_store import DictStore
from graphmem.store.sqlite_store import SqliteStore
from tests.parts import Clock, HashEmbedder
from tests.test_laws import claims, days

Step = tuple[str, Any]
EVERY = Wanted(believed=False, shown=False)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("tell"), st.tuples(st.lists(claims(), max_size=2), st.none() | days)),
        st.tuples(st.just("introduce"), st.permutations(["Ann", "Bo", "Cleo"])),
        st.tuples(st.sampled_from(["retract", "reinstate", "erase"]), st.integers(0, 9)),
        st.tuples(st.just("merge"), st.permutations(["Ann", "Bo", "Cleo"])),
        st.tuples(st.just("split"), st.sampled_from(["Ann", "Bo", "Cleo"])),
    ),
    min_size=1,
    max_size=9,
)


class Introducing:
    """An extractor that reads "A is B": A is an alias of B; it fails at what is no sentence."""

    name = "introducing"

    def extract(self, passages: Sequence[Passage]) -> list[Extraction]:
        """One alias and one claim a passage."""
        found = []
        for passage in passages:
            name, other = passage.text.strip(".").split(" is ")
            claim = Claim(name, "likes", other)
            found.append(Extraction(claims=(claim,), aliases=(Alias(name=name, other=other),)))
        return found


def lived(store: Store, story: list[Step]) -> Memory:
    """A memory after some steps, a day each; what cannot be done is not done."""
    clock = Clock()
    memory = Memory(store, embedder=HashEmbedder(), extractor=Introducing(), clock=clock)
    for number, (what, given_) in enumerate(story):
        clock.tick(days=1)
        try:
            step(memory, number, what, given_)
        except GraphmemError:
            clock.tick(hours=1)
    return memory


def step(memory: Memory, number: int, what: str, how: Any) -> None:
    """One thing that happens to a memory."""
    episodes, said = memory.episodes(), memory.claims()
    if what == "tell":
        told, at = how
        memory.add(f"Telling {number}.", claims=told, occurred_at=at, id=f"e{number}", session="s")
    elif what == "introduce":
        memory.add(f"{how[0]} is {how[1]}.", speaker=how[2])
    elif what == "erase" and episodes:
        memory.erase(episodes[how % len(episodes)].id, reason="asked for")
    elif what in ("retract", "reinstate") and said:
        getattr(memory, what)(said[how % len(said)])
    elif what == "merge":
        memory.merge(how[0], into=how[1])
    elif what == "split":
        memory.split(how)


def held(store: Store) -> dict[str, Any]:
    """Everything that a store holds, in the store's own words."""
    episodes = store.episodes()
    entities = {naming.entity_id for naming in store.namings(View())}
    return {
        "revision": store.revision(),
        "episodes": episodes,
        "passages": store.passages_of([episode.id for episode in episodes]),
        "mentions": sorted(map(repr, store.mentions(sorted(entities), View()))),
        "namings": sorted(map(repr, store.namings(View()))),
        "same": sorted(map(repr, store.same())),
        "claims": store.claims(),
        "facts": store.facts(EVERY, View()),
        "tombstones": sorted(map(repr, store.tombstones())),
        "counts": store.counts(View()),
    }


def emptied() -> DictStore:
    """A reference store that is set up."""
    store = DictStore()
    store.setup(HashEmbedder.name, HashEmbedder.dimension)
    return store


def same_contents(one: Contents, other: Contents) -> None:
    """Two reference stores hold the same, vectors included."""
    for field in fields(Contents):
        if field.name not in ("passages", "sentences"):
            assert getattr(one, field.name) == getattr(other, field.name), field.name
    assert one.passages.keys() == other.passages.keys()
    for id_, indexed in one.passages.items():
        again = other.passages[id_]
        assert (indexed.passage, indexed.words) == (again.passage, again.words)
        assert indexed.vector.tobytes() == again.vector.tobytes()
    searched = (
        {id_: (said.words, said.vector.tobytes()) for id_, said in store.sentences.items()}
        for store in (one, other)
    )
    assert next(searched) == next(searched)


@settings(max_examples=80, deadline=None)
@given(steps)
def test_what_is_restored_is_what_was_exported(story: list[Step]) -> None:
    """Every version of every fact, every claim, decision and tombstone is as it was."""
    original, again = DictStore(), emptied()
    lived(original, story)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "memory.jsonl"

        written = export(original, path)
        read = restore(again, HashEmbedder(), path)

    assert written == read
    assert again.revision() == original.revision()
    same_contents(original.contents, again.contents)


@settings(max_examples=20, deadline=None)
@given(steps)
def test_an_export_carries_a_memory_from_store_to_store(story: list[Step]) -> None:
    """SQLite to a file to the reference store to a file to SQLite: all hold and answer the same."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in ("one.jsonl", "two.jsonl")]
        first, second = (SqliteStore(f"{folder}/{name}.db", "default") for name in "ab")
        lived(first, story)
        between = emptied()
        second.setup(HashEmbedder.name, HashEmbedder.dimension)

        export(first, paths[0])
        restore(between, HashEmbedder(), paths[0])
        export(between, paths[1])
        restore(second, HashEmbedder(), paths[1])

        assert held(first) == held(between) == held(second)
        assert sorted(paths[0].read_text().splitlines()) == sorted(
            paths[1].read_text().splitlines()
        )
        first.close()
        second.close()


TOLD: list[Step] = [
    ("tell", ([Claim("Ann", "lives in", "Oslo", exclusive=True)], None)),
    ("introduce", ["Annie", "Ann", "Bo"]),
    ("tell", ([Claim("Annie", "lives in", "Rome", exclusive=True)], None)),
    ("retract", 1),
    ("erase", 0),
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An export of a small memory."""
    store = DictStore()
    lived(store, TOLD)
    export(store, tmp_path / "memory.jsonl", namespace="alice", embedder="hashed-words")
    return tmp_path / "memory.jsonl"


def test_the_file_says_what_it_is(path: Path) -> None:
    """The first line names format, namespace and embedder; times never go back; no facts."""
    header, *events = map(json.loads, path.read_text("utf-8").splitlines())

    assert header["graphmem"] == 1
    assert (header["namespace"], header["embedder"]) == ("alice", "hashed-words")
    assert header["events"] == len(events)
    assert [event["at"] for event in events] == sorted(event["at"] for event in events)
    kinds = {kind for event in events for kind in event} - {"at", "passages", "mentions"}
    assert kinds == {"episode", "same", "claim", "retraction", "tombstone"}


def test_a_restored_memory_goes_on(path: Path, store: Store, clock: Clock) -> None:
    """It is searched, told more, and keeps out what was erased before the export."""
    clock.tick(days=99)
    with Memory(store, embedder=HashEmbedder(), extractor=None, clock=clock) as memory:
        restore(store, HashEmbedder(), path)

        assert memory.search("Telling 2").hits[0].passage.text == "Telling 2."
        assert (
            memory.add_many([{"text": "Telling 0.", "session": "s"}])[0].episode.status == "erased"
        )
        assert memory.add("Something new.").new


def test_what_waits_to_be_read_waits_on(tmp_path: Path, clock: Clock) -> None:
    """An episode whose reading failed is restored with its reason, and can be read then."""
    store, again = DictStore(), emptied()
    broken = Memory(store, embedder=HashEmbedder(), extractor=Introducing(), clock=clock)
    broken.add("no sentence", id="failed")
    broken.add("nor this", id="waits", occurred_at="2020", extract="later")

    export(store, tmp_path / "memory.jsonl")
    restore(again, HashEmbedder(), tmp_path / "memory.jsonl")

    clock.tick(days=1)
    memory = Memory(again, embedder=HashEmbedder(), extractor=None, clock=clock)
    assert memory.status()["pending"] == ["waits"]
    assert "not enough values to unpack" in memory.status()["failed"]["failed"]
    assert len(memory.resume()) == 2


def test_another_embedder_makes_other_vectors(path: Path) -> None:
    """Vectors are made anew, so that an export changes a memory's embedder."""

    class Wide(HashEmbedder):
        """Twice as many directions."""

        name = "wide"
        dimension = 64

        def encode(self, texts: Sequence[str]) -> Encoding:
            """Vectors of twice the length."""
            return super().encode(texts)

    store = DictStore()
    with Memory(store, embedder=Wide(), extractor=None, clock=Clock("2025-01-01")) as memory:
        restore(store, Wide(), path)

        assert {len(one.vector) for one in store.contents.passages.values()} == {64}
        assert memory.search("Telling 2").hits


def test_a_store_that_holds_something_is_left_alone(path: Path, memory: Memory) -> None:
    """Restoring into what is not empty is refused, and nothing is changed."""
    memory.add("I was here first.", id="first")

    with pytest.raises(StoreError, match=r"empty store only.*new file, or a new namespace"):
        restore(memory._store, HashEmbedder(), path)

    assert [episode.id for episode in memory.episodes()] == ["first"]


def test_an_erasure_elsewhere_is_kept_as_a_tombstone(store: Store) -> None:
    """A tombstone alone can be kept, and moves the system time on."""
    exported = DictStore()
    lived(exported, TOLD)
    (stone,) = exported.tombstones()
    store.setup(HashEmbedder.name, HashEmbedder.dimension)

    store.bury(stone, None)

    assert (store.tombstones(), store.revision()) == ([stone], stone.erased_at)
    later = replace(stone, episode_id="other", erased_at=stone.erased_at + timedelta(days=1))
    store.bury(later, stone.erased_at)
    assert store.tombstones() == [later]


def test_an_empty_memory_can_be_exported(tmp_path: Path) -> None:
    """The export of nothing is its first line, and restores to nothing."""
    again = emptied()

    assert export(emptied(), tmp_path / "memory.jsonl") == 0
    assert restore(again, HashEmbedder(), tmp_path / "memory.jsonl") == 0
    assert again.revision() is None
