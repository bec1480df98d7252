"""Copying from store to store: the copy is the memory, however often it was cut short."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphmem import Claim, Memory
from graphmem.portable import copy
from graphmem.store.base import Store
from graphmem.store.dict_store import DictStore
from graphmem.store.sqlite_store import SqliteStore
from tests.conftest import fresh, on_neo4j
from tests.neo4j_server.server import Address
from tests.parts import Clock, HashEmbedder
from tests.refusals import says
from tests.shell import TOLD as SAID
from tests.shell import Shell, lines
from tests.test_portable import TOLD, Step, held, lived, same_contents, step, steps


class Broken(Exception):
    """The machine that a store is on went away."""


class Breaking(DictStore):
    """A store that goes away after some writings."""

    left = 0

    def write(self, how: Callable[..., Any], *given: Any) -> Any:
        """Write, as long as it is there."""
        if not self.left:
            raise Broken
        self.left -= 1
        return how(*given)

    def put_episodes(self, *given: Any) -> Any:
        """As the reference store."""
        return self.write(super().put_episodes, *given)

    def apply(self, *given: Any) -> Any:
        """As the reference store."""
        return self.write(super().apply, *given)

    def bury(self, *given: Any) -> Any:
        """As the reference store."""
        return self.write(super().bury, *given)


def ready(store: Store) -> Store:
    """A store that is set up."""
    store.setup(HashEmbedder.name, HashEmbedder.dimension)
    return store


@settings(max_examples=60, deadline=None)
@given(steps, st.integers(1, 4))
def test_a_copy_goes_on_where_it_was_cut_short(story: list[Step], size: int) -> None:
    """Cut short after every few writings it ends as if it had been written at once."""
    original, target = DictStore(), Breaking()
    ready(target)
    lived(original, story)
    for _ in range(99):
        target.left = size
        try:
            copy(original, target, HashEmbedder())
            break
        except Broken:
            continue

    same_contents(original.contents, target.contents)
    assert target.revision() == original.revision()
    target.left = 0
    assert copy(original, target, HashEmbedder()) == 0


@settings(max_examples=30, deadline=None)
@given(steps, steps)
def test_a_copy_takes_over_what_was_told_since(first: list[Step], then: list[Step]) -> None:
    """After more was told, only that is written, unless what was told before is gone."""
    original, target = DictStore(), ready(DictStore())
    memory = lived(original, [one for one in first if one[0] != "introduce"])
    copy(original, target, HashEmbedder())
    memory._clock.tick(days=30)  # type: ignore[attr-defined]
    for number, (what, how) in enumerate(then, 100):
        if what in ("tell", "retract"):
            memory._clock.tick(days=1)  # type: ignore[attr-defined]
            step(memory, number, what, how)

    copy(original, target, HashEmbedder())

    assert held(original) == held(target)


def test_a_store_that_holds_something_else_is_left_alone(memory: Memory) -> None:
    """A copy goes into nothing but a copy; what is there stays."""
    memory.add("It rains.", id="rain")
    other = Memory(DictStore(), embedder=HashEmbedder(), extractor=None, clock=Clock("2025-01-01"))
    other.add("It snows.", id="snow")
    before = held(other._store)

    for one, target in ((memory, other._store), (other, memory._store)):
        with says("StoreError: the target holds something else", "a new namespace"):
            copy(one._store, target, HashEmbedder())

    assert held(other._store) == before


class TestServer:
    """To a server and back."""

    def test_a_memory_goes_to_neo4j_and_back(self, neo4j_server: Address) -> None:
        """SQLite, Neo4j and SQLite again hold the same, and verify finds no fault in any."""
        with tempfile.TemporaryDirectory() as folder:
            first, last = (SqliteStore(f"{folder}/{name}.db", "default") for name in "ab")
            between = on_neo4j(neo4j_server)
            lived(first, TOLD)
            for source, target in ((first, between), (between, last)):
                copy(source, ready(target), HashEmbedder())

            assert held(first) == held(between) == held(last)
            for store in (first, between, last):
                with Memory(store, embedder=HashEmbedder(), extractor=None) as memory:
                    assert memory.verify().faults == ()


@pytest.fixture
def shell(tmp_path: Path, neo4j_server: Address) -> Shell:
    """The command line, with the server's credentials."""
    shell = Shell(tmp_path)
    shell.env |= {"NEO4J_USERNAME": neo4j_server.user, "NEO4J_PASSWORD": neo4j_server.password}
    if neo4j_server.database:
        shell.env["NEO4J_DATABASE"] = neo4j_server.database
    return shell


class TestCommand:
    """graphmem copy."""

    def test_the_command_copies_both_ways(self, shell: Shell, neo4j_server: Address) -> None:
        """To a server, to another namespace of it, back to a file: the facts are the same."""
        shell.out("add", "-", "--jsonl", stdin=lines(*SAID))
        there, url = fresh(), neo4j_server.url

        first = shell.json("copy", "team.db", url, "--to-namespace", there)
        back = shell.json("copy", url, "back.db", "--namespace", there, "--to-namespace", "default")

        assert first == back == {"events": 4}
        facts = [shell.json("facts", "--db", db) for db in ("team.db", "back.db")]
        assert facts[0] == facts[1] != []
        assert shell.json("verify", "--db", url, "--namespace", there)["faults"] == []
        assert shell.json("copy", "team.db", "back.db") == {"events": 0}

    def test_a_killed_copy_is_completed(self, shell: Shell, neo4j_server: Address) -> None:
        """A process killed in the middle leaves what the next one completes."""
        there = fresh()
        path = shell.folder / "team.db"
        with Memory(path, extractor=None) as memory:
            for number in range(40):
                claim = Claim(f"Guest {number}", "sits at", "Table One")
                memory.add(f"Guest {number} came in.", id=f"e{number}", claims=[claim])
            whole = held(memory._store)
        command = [sys.executable, "-m", "graphmem", "copy", str(path), neo4j_server.url]
        command += ["--to-namespace", there]
        process = subprocess.Popen(command, env=shell.env, cwd=shell.folder)
        target = on_neo4j(neo4j_server, there)
        while process.poll() is None and not target.server.records("namespace"):
            time.sleep(0.05)
        while process.poll() is None and len(target.episodes()) < 5:
            time.sleep(0.02)
        process.kill()
        process.wait()
        assert 0 < len(target.episodes()) < 40

        shell.out("copy", str(path), neo4j_server.url, "--to-namespace", there)

        assert {**held(target), "revision": None} == {**whole, "revision": None}
        target.close()
