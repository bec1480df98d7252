"""The demo tells what its texts promise, and its conversation is well made."""

from __future__ import annotations

from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from itertools import pairwise
from typing import Any

import pytest

from graphmem.demo.show import TIMES, conversation, run
from graphmem.instant import instant


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    """What the demo shows, and what it printed while it was quiet."""
    with redirect_stdout(StringIO()) as out, redirect_stderr(out):
        shown = run(quiet=True)
    return {**shown, "printed": out.getvalue()}


def test_three_dates_have_three_answers(told: dict[str, Any]) -> None:
    """One question, as of three dates, has the three right answers."""
    assert told["as of"] == dict(zip(TIMES, ("Paris", "Oslo", "Lisbon"), strict=True))


def test_a_question_over_two_hops_finds_its_chain(told: dict[str, Any]) -> None:
    """The facts found lead from Alice over her sister and the company to its city."""
    found = " | ".join(told["two hops"])

    assert "Alice has sister Emma" in found
    assert "Emma works at Northwind" in found
    assert "Northwind is based in Copenhagen" in found


def test_evidence_is_what_was_said(told: dict[str, Any]) -> None:
    """The evidence of a fact is the turn that told it, word for word."""
    (evidence,) = told["evidence"]

    assert "Oslo" in evidence
    assert evidence in [turn["text"] for turn in conversation()]


def test_a_late_report_changes_the_past_and_keeps_what_was_believed(told: dict[str, Any]) -> None:
    """Berlin was believed without a gap until Oslo was told; then it has two spans around it."""
    assert told["history"] == [
        "Alice lives in Berlin, 2020-06-08 to now",
        "Alice lives in Berlin, 2020-06-08 to 2021-03-01",
        "Alice lives in Berlin, 2021-09-01 to 2022-09-05",
    ]


def test_homes_follow_each_other_without_a_gap(told: dict[str, Any]) -> None:
    """The timeline has one home at a time, from Paris to Lisbon."""
    homes = [line for line in told["timeline"] if " lives in " in line]
    places = [line.split(" lives in ")[1].split(", ")[0] for line in homes]
    spans = [line.rsplit(", ", 1)[1].split(" to ") for line in homes]

    assert places == ["Paris", "Berlin", "Oslo", "Berlin", "Lisbon"]
    assert all(one[1] == other[0] for one, other in pairwise(spans))
    assert spans[-1][1] == "now"


def test_every_turn_is_taken_in(told: dict[str, Any]) -> None:
    """The memory of the demo holds every turn, and says how long each step took."""
    assert told["stats"]["episodes"] == len(conversation())
    assert all(seconds >= 0 for seconds in told["seconds"].values())


def test_a_quiet_demo_prints_nothing(told: dict[str, Any]) -> None:
    """quiet=True leaves the terminal alone."""
    assert told["printed"] == ""


def test_the_conversation_is_about_a_hundred_turns() -> None:
    """It is long enough for a story and short enough for a minute."""
    assert 90 <= len(conversation()) <= 130


def test_turns_have_ids_of_their_own_and_follow_in_time() -> None:
    """Ids are unique, times never go back, and every turn has a speaker and a text."""
    turns = conversation()
    times = [instant(turn["occurred_at"]) for turn in turns]

    assert len({turn["id"] for turn in turns}) == len(turns)
    assert all(earlier <= later for earlier, later in pairwise(times))
    assert all(turn["speaker"] and turn["text"] and turn["session"] for turn in turns)
