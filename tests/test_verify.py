"""A memory is checked like a file system, and what is derived can be put right."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from graphmem import Claim, Memory
from tests.parts import Clock, HashEmbedder


def filled(memory: Memory, clock: Clock) -> Memory:
    """A memory with supersessions, a retraction, a merge and an erasure behind it."""
    memory.add_fact("Ann", "lives in", "Oslo", valid_from="2020", exclusive=True)
    clock.tick(days=1)
    rome = memory.add_fact("Ann", "lives in", "Rome", valid_from="2022", exclusive=True)
    memory.add("Annie likes tea.", claims=[Claim("Annie", "likes", "tea")], id="tea")
    clock.tick(days=1)
    memory.retract(rome.claims[0])
    memory.merge("Annie", into="Ann")
    memory.add("Bo likes rum.", claims=[Claim("Bo", "likes", "rum")], id="rum")
    memory.erase("rum")
    return memory


def test_a_memory_in_use_is_sound(memory: Memory, clock: Clock) -> None:
    """What was told, retracted, merged and erased leaves nothing that differs."""
    report = filled(memory, clock).verify()

    assert report.faults == ()
    assert report
    assert report.claims == 3


@pytest.mark.parametrize(
    ("damage", "place"),
    [
        ("UPDATE fact SET valid_to = valid_to - 1 WHERE valid_to < 1e18", "not from its claims"),
        ("DELETE FROM fact WHERE key = 1", "missing"),
        ("DELETE FROM edge WHERE ref = 0", "edge:"),
        ("UPDATE edge SET told = 7 WHERE ref = 0", "edge:"),
        ("DELETE FROM name_form", "name_form:"),
        ("INSERT INTO passage_words (passage_words) VALUES ('delete-all')", "passage_words:"),
        ("UPDATE namespace SET words = words + 1", "namespace 1:"),
        ("DELETE FROM sentence", "sentence: 3 are missing"),
        ("INSERT INTO sentence VALUES (99, '', '', '', '')", "sentence: 1 rest on nothing"),
    ],
)
def test_damage_is_found_with_its_place_and_repaired(
    tmp_path: Path, clock: Clock, damage: str, place: str
) -> None:
    """Each kind of damage to what is derived is named, and repairing puts it right."""
    path = tmp_path / "memory.db"
    with Memory(path, embedder=HashEmbedder(), extractor=None, clock=clock) as memory:
        sound = filled(memory, clock).facts(), memory.search("Oslo")[0].passage
        with sqlite3.connect(path) as other:
            other.execute(damage)
        other.close()

        report = memory.verify()
        repaired = memory.verify(repair=True)

        assert any(place in fault for fault in report.faults)
        assert repaired.repaired
        assert memory.verify().faults == ()
        assert (memory.facts(), memory.search("Oslo")[0].passage) == sound
