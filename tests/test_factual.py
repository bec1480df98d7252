"""Passages are found by what was read from them: facts as keys."""

from __future__ import annotations

from graphmem import Claim, Memory
from tests.parts import Clock

RAIN = [f"It rained all day on the {place} of the town." for place in ("north", "south", "square")]


def filled(memory: Memory, claims: list[Claim] | None) -> Memory:
    """A memory in which one turn says little, but for its claim."""
    for text in RAIN:
        memory.add(text, speaker="Bo", session="s")
    memory.add("I did that, yes.", speaker="Ann", session="t", claims=claims or [], id="that")
    return memory


def test_a_passage_is_found_by_the_fact_that_was_read_from_it(memory: Memory) -> None:
    """A turn that says nothing of what is asked is found by the claim that rests on it."""
    claim = Claim("Ann", "visited", "harbour", text="Ann visited the harbour in Oslo.")

    found = filled(memory, [claim]).search("Who visited the harbour?")

    assert found[0].passage.episode_id == "that"
    assert found[0].why.ranks["facts"] == 1
    assert "words" not in found[0].why
    assert [fact.object for fact in found[0].facts] == ["harbour"]


def test_without_claims_there_is_no_such_channel(memory: Memory) -> None:
    """Where nothing was read, nothing is said of facts."""
    found = filled(memory, None).search("Who visited the harbour?")

    assert all("facts" not in hit.why for hit in found)


def test_what_is_taken_back_finds_nothing_any_more(memory: Memory, clock: Clock) -> None:
    """A retracted claim leads to its passage only as of when it was believed."""
    claim = Claim("Ann", "visited", "harbour")
    (held,) = filled(memory, [claim]).claims()
    clock.tick(days=1)
    memory.retract(held)

    found = memory.search("Who visited the harbour?")

    assert all("facts" not in hit.why for hit in found)


def test_who_is_named_in_the_question_is_heard_first(memory: Memory) -> None:
    """Of two who said the same, the one whom the question names comes first."""
    for name in ("Bo", "Ann", "Cleo"):
        memory.add("I was at the lake.", speaker=name, session=name)

    for name in ("Ann", "Cleo"):
        assert memory.search(f"Was {name} at the lake?")[0].passage.speaker == name
