"""`memory.sequence`: which of two things came first."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphmem import Memory, Order
from graphmem.errors import BadInput
from tests.shell import Shell


def told(memory: Memory) -> None:
    """Facts and turns with times that can and cannot be told apart."""
    memory.add_fact("Alice", "lives in", "Rome", valid_from="2019", exclusive=True)
    memory.add_fact("Alice", "lives in", "Oslo", valid_from="2021", exclusive=True)
    event = {"kind": "event", "valid_from": "2023", "valid_to": "2024"}
    memory.add_fact("Bob", "bought", "a boat", **event)  # type: ignore[arg-type]
    memory.add_fact("Bob", "met", "Zoe", kind="event", valid_from="2023-05-07")
    memory.add_many(
        {"text": text, "speaker": "Ann", "session": "s", "occurred_at": "2022", "id": text[:4]}
        for text in ("Then the cello arrived.", "Next came a piano.", "Later, a harp.")
    )


def said(order: Order) -> tuple[str, str]:
    """The texts of the first and the second."""
    assert order.first
    assert order.second
    return order.first.text, order.second.text


def test_facts_are_ordered_by_valid_time(memory: Memory) -> None:
    """Which began first is said with its times and evidence, whichever way it is asked."""
    told(memory)
    rome, oslo = memory.timeline("Alice")

    for one, other in ((rome, oslo), (oslo, rome), (oslo.id, rome.id)):
        order = memory.sequence(one, other)
        assert order.known
        assert said(order) == (rome.text, oslo.text)
        assert order.first.evidence == rome.evidence  # type: ignore[union-attr]
        assert order.reason == "by valid time"


def test_phrases_find_what_they_mean(memory: Memory) -> None:
    """A phrase stands for the fact or the passage that says most of it."""
    told(memory)

    order = memory.sequence("the cello arrived", "Alice lives in Rome")

    assert said(order) == ("Alice lives in Rome", "Then the cello arrived.")
    assert order.reason == "by when it was told and valid time"


def test_turns_of_one_instant_are_in_the_order_of_telling(memory: Memory) -> None:
    """Within a session it is known which turn came first, even at one time."""
    told(memory)

    order = memory.sequence("a harp", "Next")

    assert said(order) == ("Next came a piano.", "Later, a harp.")


def test_what_overlaps_is_not_known(memory: Memory) -> None:
    """An event of some day in 2023 is neither before nor after one in May."""
    told(memory)
    boat, zoe = (memory.facts("Bob", predicate=p, as_of="2023-06")[0] for p in ("bought", "met"))

    order = memory.sequence(boat, zoe)

    assert not order
    assert order.first is None
    assert "overlap" in order.reason
    assert [placed and placed.what for placed in order.asked] == [boat, zoe]


def test_what_is_not_there_is_not_known(memory: Memory) -> None:
    """A phrase that nothing speaks of, and one thing twice, have no order."""
    told(memory)

    assert "zeppelin" in memory.sequence("zeppelin", "Alice lives in Rome").reason
    assert not memory.sequence("Alice lives in Rome", "Alice lives in Rome")


def test_nothing_cannot_be_put_in_order(memory: Memory) -> None:
    """An empty phrase is refused."""
    with pytest.raises(BadInput, match="phrase"):
        memory.sequence(" ", "x")


def test_the_command_line_says_which_came_first(tmp_path: Path) -> None:
    """`graphmem sequence` prints both with their times, or that it is not known."""
    shell = Shell(tmp_path)
    with Memory(tmp_path / "team.db", extractor=None) as memory:
        told(memory)

    printed = shell.out("sequence", "Alice lives in Oslo", "Alice lives in Rome")

    assert printed.index("Rome") < printed.index("Oslo")
    assert "not known" in shell.out("sequence", "zeppelin", "Alice lives in Rome")
