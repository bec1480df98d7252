"""What cannot be is refused by name, with the way out, and leaves the store as it was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any

import pytest

from graphmem import AsOf, Claim, Memory
from tests.parts import Clock
from tests.refusals import bare, opened, refused, says


class TestTimes:
    """Dates and times."""

    @pytest.mark.parametrize("time", [datetime(2024, 5, 1, 9), "2024-05-01T09:00"])
    def test_a_naive_time_is_refused_with_the_fix(self, memory: Memory, time: Any) -> None:
        """A time without a zone names its argument and two ways to give it a zone."""
        with refused(memory, "NaiveTime: ", "occurred_at=2024-05-01 09:00", ":00Z", "timezone="):
            memory.add("It rains.", occurred_at=time)

    @pytest.mark.parametrize("as_of", [datetime(2024, 5, 1), AsOf(system=datetime(2024, 5, 1))])
    def test_a_naive_time_is_refused_in_questions(self, memory: Memory, as_of: Any) -> None:
        """A question about a naive time is refused like a telling."""
        with refused(memory, "NaiveTime: ", "2024-05-01 00:00:00", "timezone="):
            memory.search("Where does Alice live?", as_of=as_of)

    @pytest.mark.parametrize(
        "time",
        (
            "last week||05/08/2023|2023-5-8|2023-02-30|2023-13|2023-02-29T10:00Z|0000|10000-01-01|"
            "2024-05-01T09:00+24:00|2024-05-01T09:00-99:99"
        ).split("|"),
    )
    def test_what_is_no_date_is_refused(self, memory: Memory, time: str) -> None:
        """Words, dates that no calendar has and offsets of a day are refused with what can be."""
        with refused(memory, "BadTime: ", f"valid_from={time!r}", 'Allowed: "2023"', "+02:00"):
            memory.add_fact("Alice", "lives in", "Rome", valid_from=time)

    @pytest.mark.parametrize("time", ["0001-01-01T00:00+14:00", "9999-12-31T23:59:59-00:01"])
    def test_years_outside_1_to_9999_are_refused(self, memory: Memory, time: str) -> None:
        """A time whose year in UTC no date can hold is refused."""
        with refused(memory, "BadTime: ", f"occurred_at={time!r}", "years 1 to 9999"):
            memory.add("It rains.", occurred_at=time)

    @pytest.mark.parametrize("time", [2023, 16e8, ["2023"]])
    def test_a_time_of_another_type_is_refused(self, memory: Memory, time: Any) -> None:
        """A number or a list is no time, and the message says what is one."""
        said = f"as_of={time!r} ({type(time).__name__}) is no date or time"
        with refused(memory, "BadTime: ", said, "Pass a date"):
            memory.facts("Alice", as_of=time)

    @pytest.mark.parametrize(
        ("time", "utc"),
        [
            ("2024-01-01T00:00+05:45", "2023-12-31T18:15:00+00:00"),
            ("2024-01-01T00:00-00:00:30", "2024-01-01T00:00:30+00:00"),
            ("0001-01-01", "0001-01-01T00:00:00+00:00"),
            ("9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999+00:00"),
            (date(2024, 2, 29), "2024-02-29T00:00:00+00:00"),
        ],
    )
    def test_an_odd_time_that_exists_is_kept(self, memory: Memory, time: Any, utc: str) -> None:
        """Odd offsets and the first and last instant are kept in UTC and come back the same."""
        added = memory.add("It rains.", occurred_at=time, id="odd")

        assert added.episode.occurred_at == datetime.fromisoformat(utc)
        assert memory.episodes(["odd"])[0].occurred_at == datetime.fromisoformat(utc)

    @pytest.mark.parametrize(
        ("time", "utc"),
        [
            ("2024-03-31T02:30", "2024-03-31T01:30"),
            ("2024-10-27T02:30", "2024-10-27T00:30"),
            (datetime(2024, 10, 27, 2, 30, fold=1), "2024-10-27T01:30"),
            ("2024-10-27T02:30+01:00", "2024-10-27T01:30"),
            (date(2024, 7, 1), "2024-06-30T22:00"),
            ("2024", "2023-12-31T23:00"),
        ],
    )
    def test_a_local_time_around_a_change_of_clocks_is_read(self, time: Any, utc: str) -> None:
        """A time in the gap moves on by the hour; one that comes twice is the first of the two."""
        with opened(timezone="Europe/Berlin") as memory:
            added = memory.add("It rains.", occurred_at=time)

        assert added.episode.occurred_at == datetime.fromisoformat(utc).replace(tzinfo=UTC)

    def test_a_clock_that_goes_back_keeps_the_order(self, memory: Memory, clock: Clock) -> None:
        """System time increases with every writing, and the facts follow what was told."""
        told = []
        for city in ("Paris", "Berlin", "Rome"):
            told.append(memory.add_fact("Alice", "lives in", city, exclusive=True))
            clock.tick(days=-100)

        times = [claim.recorded_at for one in told for claim in one.claims if claim.recorded_at]
        believed = memory.facts("Alice", as_of=AsOf(system=times[1]))
        assert all(earlier < later for earlier, later in pairwise(times))
        assert [fact.object for fact in believed] == ["Berlin"]
        assert [fact.object for fact in memory.facts("Alice")] == ["Rome"]


class TestCalls:
    """What is told, asked and taken back."""

    @pytest.mark.parametrize("end", ["2019-01-01", "2020-01-01"])
    def test_a_reversed_or_empty_interval_is_refused(self, memory: Memory, end: str) -> None:
        """A claim must end after it begins; the message says that the end is exclusive."""
        with refused(memory, "BadInterval: ", "2020-01-01", end, "exclusive", "next day"):
            memory.add_fact("Alice", "lives in", "Rome", valid_from="2020", valid_to=end)

    def test_an_end_before_the_telling_needs_a_start(self, memory: Memory) -> None:
        """A claim without a start begins when it is told, so it cannot end before that."""
        with refused(memory, "BadInterval: ", "valid_to=2019", "Pass valid_from"):
            memory.add_fact("Alice", "lives in", "Rome", valid_to="2019")

    @pytest.mark.parametrize(
        ("claim", "message"),
        [
            ({"subject": "Alice"}, "['predicate', 'object'] are missing"),
            ({"subject": "Alice", "sure": 1}, "unknown fields ['sure'] of a claim. Allowed: "),
            (
                {"subject": "Alice", "predicate": " ", "object": "x"},
                "for its predicate: got ' '",
            ),
            (
                {"subject": None, "predicate": "is", "object": "x"},
                "for its subject: got None",
            ),
            (Claim("", "is", "it"), "needs text for its subject: got ''. Pass text, e.g. Claim("),
            (Claim("Alice", "is", "*"), '"*" means "no object at all" and needs negated=True'),
            (Claim("Alice", "is", "x", kind="dream"), "'dream'. Allowed: state, event, plan"),  # type: ignore[arg-type]
            bare(None, "None"),
        ],
    )
    def test_a_malformed_claim_is_refused(self, memory: Memory, claim: Any, message: str) -> None:
        """A claim that lacks a part, or has one that cannot be, is refused with what can."""
        with refused(memory, "BadInput: ", message):
            memory.add("Alice is it.", claims=[claim])

    @pytest.mark.parametrize(
        ("message", "call"),
        [
            ("BadInput: empty text: an episode needs something told", lambda m: m.add(" \n")),
            ("BadInput: unknown field 'when'", lambda m: m.add({"text": "x", "when": "2020"})),
            ("Allowed: claims, content, id,", lambda m: m.add({"text": "x", "when": "2020"})),
            ("BadInput: cannot read a str as an episode", lambda m: m.add_many(["It rains."])),
            ("BadInput: empty text", lambda m: m.add_many([{"text": ""}, {"text": "x"}])),
            ("is there already with another text", lambda m: m.add("x", id="before")),
            ("BadInput: empty question: got ' '", lambda m: m.search(" ")),
            (
                "a whole number, at least 1: got 0",
                lambda m: m.search("x", limit=0),
            ),
            ("NotFound: there is no claim 'x'", lambda m: m.retract("x")),
            ("NotFound: there is no episode 'x'", lambda m: m.erase("x")),
            ("NotFound: there is no fact 'x'", lambda m: m.history("x")),
            ("NotFound: nothing in view is called 'x'", lambda m: m.entity("x")),
            bare("BadInput: ", lambda m: m.add(None)),
            bare("BadInput: ", lambda m: m.add(["It rains."])),
            bare("BadInput: ", lambda m: m.add("x", claims=3)),
            bare("BadInput: ", lambda m: m.add("\ud800")),
            bare("BadInput: ", lambda m: m.search("x", limit="3")),
            bare("BadInput: unknown kind", lambda m: m.facts(kind="dream")),
            bare("BadInput: ", lambda m: m.add_many([{"id": "before", "text": "x"}])),
        ],
    )
    def test_a_call_that_cannot_be_is_refused(
        self, memory: Memory, message: str, call: Callable[[Memory], Any]
    ) -> None:
        """A call without sense, or about what is not there, is refused by name."""
        with refused(memory, message):
            call(memory)

    def test_erasing_twice_is_refused(self, memory: Memory) -> None:
        """What was erased cannot be erased again, and the message says that it was."""
        memory.add("It rains.", id="gone")
        memory.erase("gone")

        with refused(memory, "Erased: ", "'gone'", "it was erased before"):
            memory.erase("gone")

    def test_an_erased_telling_stays_out_unless_it_is_forced_in(self, memory: Memory) -> None:
        """Telling again what was erased is refused, whatever its id; force=True takes it in."""
        memory.add("It rains.", id="gone")
        memory.erase("gone")

        with refused(memory, "Erased: ", "stays out: ['other']", "force=True"):
            memory.add("It rains.", id="other")
        assert memory.add("It rains.", id="gone", force=True).new

    @pytest.mark.parametrize("call", ["facts", "episodes", "stats", "status", "resume", "graph"])
    def test_a_closed_memory_says_so(self, call: str) -> None:
        """After close() every call says that the memory is closed; closing again is allowed."""
        memory = opened()
        memory.close()
        memory.close()

        with says("StoreClosed: this memory is closed. Open it again"):
            getattr(memory, call)()
