"""What a question says of time decides what is shown and preferred."""

from __future__ import annotations

import pytest

from graphmem import AsOf, Memory


@pytest.fixture
def homes(memory: Memory) -> Memory:
    """Ann lived in Oslo, then in Rome, and lives in Bern."""
    for home, start in (("Oslo", "2018"), ("Rome", "2020"), ("Bern", "2022")):
        memory.add_fact("Ann", "lives in", home, valid_from=start, exclusive=True)
    return memory


def objects(memory: Memory, question: str, asked_at: str = "2024-06-01") -> set[str]:
    """The objects of the facts that a question is shown."""
    return {fact.object for fact in memory.search(question, asked_at=asked_at).facts}


def test_a_year_in_the_question_restricts_the_facts(homes: Memory) -> None:
    """Facts that hold at some point of the named time are shown, and no others."""
    assert objects(homes, "Where did Ann live in 2021?") == {"Rome"}
    assert objects(homes, "Where did Ann live from 2019 to 2020?") == {"Oslo", "Rome"}


def test_a_relative_time_is_read_against_when_it_was_asked(homes: Memory) -> None:
    """The same words mean another time when they are asked at another time."""
    question = "Where did Ann live three years ago?"

    assert objects(homes, question, "2024-06-01") == {"Rome"}
    assert objects(homes, question, "2022-06-01") == {"Oslo"}


def test_used_to_widens_the_view_to_any_time(homes: Memory) -> None:
    """Asking what used to be so shows the past too."""
    assert objects(homes, "Where does Ann live?") == {"Bern"}
    assert objects(homes, "Where did Ann use to live, where has she ever lived?") == {
        "Oslo",
        "Rome",
        "Bern",
    }


def test_what_was_understood_is_shown(homes: Memory) -> None:
    """The time expression that was used comes with what was found."""
    found = homes.search("Where did Ann live in 2021?", asked_at="2024-06-01")

    assert found.time_expression is not None
    assert found.time_expression.text == "in 2021"
    assert homes.search("Where does Ann live?").time_expression is None


def test_an_explicit_view_goes_before_the_words(homes: Memory) -> None:
    """Given as_of, the question's own time is not read."""
    found = homes.search("Where did Ann live in 2021?", as_of=AsOf(valid="2019"))

    assert found.time_expression is None
    assert {fact.object for fact in found.facts} == {"Oslo"}


def test_what_was_told_near_the_named_time_is_preferred(memory: Memory) -> None:
    """Of two like passages the one told near the time comes first."""
    for day in ("2023-02-01", "2023-08-01"):
        memory.add(f"Ann: the concert was great, part {day}.", occurred_at=day, session="s")

    found = memory.search("How was the concert in August?", asked_at="2024-01-01")

    assert found[0].passage.occurred_at.month == 8


def test_a_time_can_be_told_by_what_happened_then(memory: Memory) -> None:
    """Before, after and while are read against the fact that the question speaks of."""
    for home, start in (("Oslo", "2018"), ("Rome", "2020"), ("Bern", "2022")):
        told = f"Ann moved to {home}."
        memory.add_fact("Ann", "lives in", home, valid_from=start, exclusive=True, text=told)

    assert objects(memory, "Where did Ann live before she moved to Rome?") == {"Oslo"}
    assert objects(memory, "Where has Ann lived since she moved to Rome?") == {"Rome", "Bern"}
    assert objects(memory, "What did Ann do when she lived in Berlin?") == {"Bern"}
    found = memory.search("Where did Ann live before she moved to Rome?")
    assert found.time_expression is not None
    assert found.time_expression.text == "before she moved to Rome"
