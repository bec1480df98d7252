"""Changing one's mind: everything can be undone, and everything stays in the history."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graphmem import AsOf, Claim, Memory
from graphmem.errors import BadInput, NotFound
from tests.parts import Clock, HashEmbedder


def lives(memory: Memory, who: str, as_of: AsOf | None = None) -> list[str]:
    """Where somebody lives, as of any valid time."""
    return [fact.object for fact in memory.facts(who, as_of=as_of or AsOf())]


def test_a_retraction_is_undone_by_reinstating(memory: Memory, clock: Clock) -> None:
    """A reinstated claim is believed again, and the time between stays as it was."""
    claim = memory.add_fact("Ann", "lives in", "Oslo", valid_from="2020").claims[0]
    clock.tick(days=1)
    memory.retract(claim, reason="she was joking")
    between = clock.at
    clock.tick(days=1)
    again = memory.reinstate(claim)

    assert lives(memory, "Ann") == ["Oslo"]
    assert lives(memory, "Ann", AsOf(system=between)) == []
    assert again.told == claim.told
    assert memory.reinstate(again) == again


def test_the_history_says_why_a_version_ended(memory: Memory, clock: Clock) -> None:
    """A version that ended by a retraction names the claim and the reason."""
    added = memory.add_fact("Ann", "lives in", "Oslo", valid_from="2020")
    clock.tick(days=1)
    memory.retract(added.claims[0], reason="she was joking")

    (version,) = memory.history(added.facts[0])

    assert [claim.retraction for claim in version.retracted] == ["she was joking"]
    assert version.system_to == version.retracted[0].retracted_at


def test_retracting_what_was_reinstated_can_be_undone_again(memory: Memory, clock: Clock) -> None:
    """Each retraction and each reinstatement is an event of its own."""
    claim = memory.add_fact("Ann", "lives in", "Oslo", valid_from="2020").claims[0]
    for _ in range(2):
        clock.tick(days=1)
        memory.retract(claim)
        clock.tick(days=1)
        claim = memory.reinstate(claim)

    assert lives(memory, "Ann") == ["Oslo"]
    assert len(memory.claims()) == 3


class TestMerging:
    """Two names, one entity, and back."""

    @pytest.fixture
    def two(self, memory: Memory, clock: Clock) -> Memory:
        """Bob lives in Oslo, Robert later in Rome."""
        memory.add_fact("Bob", "lives in", "Oslo", valid_from="2020", exclusive=True)
        memory.add_fact("Robert", "lives in", "Rome", valid_from="2022", exclusive=True)
        memory.add_fact("Ann", "knows", "Bob")
        clock.tick(days=1)
        return memory

    def test_merged_names_share_their_slots(self, two: Memory) -> None:
        """After a merge the claims of both names meet, and both names lead to one entity."""
        robert = two.merge("Bob", into="Robert")

        assert (robert.name, robert.aliases) == ("Robert", ("Bob",))
        assert [str(f.valid_to)[:4] for f in two.timeline("Bob", predicate="lives in")] == [
            "2022",
            "None",
        ]
        assert two.facts("Ann")[0].object == "Robert"

    def test_splitting_undoes_a_merge(self, two: Memory, clock: Clock) -> None:
        """After a split all is as before; the time between stays answerable."""
        before = two.facts(as_of=AsOf())
        two.merge("Bob", into="Robert")
        between = clock.at
        clock.tick(days=1)
        bob = two.split("Bob")

        then = AsOf(system=between)
        assert bob.name == "Bob"
        assert [f.id for f in two.facts(as_of=AsOf())] == [f.id for f in before]
        assert two.entity("Bob", as_of=then).name == "Robert"
        assert {fact.subject for fact in two.facts("Bob", as_of=then)} == {"Robert"}

    def test_a_merge_shows_in_the_history(self, two: Memory) -> None:
        """The version that a merge ended says what was decided and why."""
        fact = two.facts("Bob")[0]
        two.merge("Bob", into="Robert", reason="same e-mail address")

        (version,) = two.history(fact)

        assert [same.reason for same in version.decided] == ["same e-mail address"]

    def test_what_is_one_cannot_be_merged(self, two: Memory) -> None:
        """Merging what is one, or splitting what is no alias, is refused."""
        two.merge("Bob", into="Robert")

        with pytest.raises(BadInput, match="one entity already"):
            two.merge("Robert", into="Bob")
        with pytest.raises(NotFound, match="no alias"):
            two.split("Robert")
        with pytest.raises(NotFound, match="Nobody"):
            two.merge("Nobody", into="Robert")


class TestFeed:
    """changes and diff."""

    def test_the_feed_tells_what_happened_since(self, memory: Memory, clock: Clock) -> None:
        """Assertions, supersessions, retractions and erasures come in order of system time."""
        memory.add_fact("Ann", "lives in", "Oslo", valid_from="2020", exclusive=True)
        start = clock.at
        for act in ("tell", "retract", "erase"):
            clock.tick(days=1)
            if act == "tell":
                rome = memory.add_fact("Ann", "lives in", "Rome", valid_from="2022", exclusive=True)
            elif act == "retract":
                memory.retract(rome.claims[0])
            else:
                memory.erase(memory.add("Tea is hot.", claims=[]).episode)

        feed = memory.changes(since=start)

        assert [change.what for change in feed] == [
            "asserted",
            "superseded",
            "retracted",
            "erased",
        ]
        assert feed[1].fact is not None
        assert feed[1].fact.object == "Oslo"

    def test_two_views_differ_by_what_only_one_shows(self, memory: Memory, clock: Clock) -> None:
        """A difference has the facts gained and lost, and those that changed their form."""
        memory.add_fact("Ann", "lives in", "Oslo", valid_from="2020", exclusive=True)
        memory.add("Ann owns a dog.", claims=[Claim("Ann", "owns", "a dog")])
        clock.tick(hours=1)
        first = AsOf(system=clock.at)
        clock.tick(days=1)
        memory.add_fact("Ann", "lives in", "Rome", valid_from="2022", exclusive=True)

        found = memory.diff(first, AsOf(), entity="Ann")

        assert [fact.object for fact in found.gained] == ["Rome"]
        assert [(a.valid_to, b.object) for a, b in found.changed] == [(None, "Oslo")]
        assert found.lost == ()
        assert not memory.diff(first, first)


def test_a_correction_overrides_what_was_told_of_its_span(memory: Memory, clock: Clock) -> None:
    """Inside the corrected span the correction holds, outside everything is as it was."""
    memory.add_fact("Ann", "lives in", "Oslo", valid_from="2020", exclusive=True)
    memory.add_fact("Ann", "lives in", "Rome", valid_from="2022", exclusive=True)
    clock.tick(days=1)

    said = memory.correct("Ann", "lives in", "Bern", valid_from="2021", valid_to="2023")

    assert lives(memory, "Ann") == ["Oslo", "Bern", "Rome"]
    for claim in said.claims:
        memory.retract(claim)
    assert lives(memory, "Ann") == ["Oslo", "Rome"]


def test_recorded_claims_can_be_told_again(memory: Memory) -> None:
    """Claims as they come out of a memory can go into one: only what a caller may say is kept."""
    memory.add_fact("Ann", "lives in", "Oslo", valid_from="2020")
    again = memory.add("Ann lives in Oslo, really.", claims=memory.claims())

    assert again.claims[0].episode_id == again.episode.id
    assert memory.add("Nothing is claimed here.", claims=[]).claims == ()


def test_an_export_restores_the_memory(memory: Memory, clock: Clock, tmp_path: Path) -> None:
    """What comes back from an export answers as the memory did, at every system time."""
    memory.add_fact("Ann", "lives in", "Oslo", valid_from="2020", exclusive=True)
    then = AsOf(system=clock.at)
    clock.tick(days=1)
    memory.add_fact("Ann", "lives in", "Rome", valid_from="2022", exclusive=True)

    memory.export(tmp_path / "memory.jsonl")
    parts: dict[str, Any] = {"embedder": HashEmbedder(), "extractor": None, "clock": clock}
    with Memory.restore(tmp_path / "memory.jsonl", tmp_path / "copy.db", **parts) as copy:
        assert copy.facts(as_of=AsOf()) == memory.facts(as_of=AsOf())
        assert copy.facts(as_of=then) == memory.facts(as_of=then)
        assert copy.search("Ann")[0].passage in [hit.passage for hit in memory.search("Ann")]


def test_claims_are_seen_as_of_a_valid_time_as_passages_are(memory: Memory) -> None:
    """What was told later is left out, but what a fact of that time rests on."""
    memory.add_fact("Ann", "lives in", "Rome", occurred_at="2023-01-01", exclusive=True)
    memory.add_fact("Bob", "lived in", "Oslo", valid_from="2020-01-01", occurred_at="2023-01-01")

    assert [claim.object for claim in memory.claims(as_of="2021")] == ["Oslo"]
    assert len(memory.claims(as_of="2024")) == 2
    assert memory.stats(as_of="2021")["claims"] == 1
