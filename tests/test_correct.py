"""Corrections: what was so during a portion of valid time overrides all that was said of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphmem import AsOf, Claim, Memory
from graphmem.added import Added
from graphmem.correction import corrected, last_word
from graphmem.errors import BadInterval
from graphmem.model import ANY, Fact
from graphmem.resolve import entity_id
from graphmem.timeline import timeline
from tests.parts import Clock

DAY = timedelta(days=1)
START = datetime(2024, 1, 1, tzinfo=UTC)
HOURS = [START + hours * DAY / 2 for hours in range(-4, 60)]


def year(number: int) -> datetime:
    """The start of a year."""
    return datetime(number, 1, 1, tzinfo=UTC)


def so(object_: str, start: int | None, end: int | None = None, **options: Any) -> Claim:
    """That Ann lived somewhere between two years."""
    given = {"exclusive": True, "negated": object_ == ANY, **options}
    begin, stop = (None if at is None else year(at) for at in (start, end))
    return Claim("Ann", "lives in", object_, valid_from=begin, valid_to=stop, **given)


def tell(memory: Memory, clock: Clock, claim: Claim) -> Added:
    """Tell one claim, some time after the last one."""
    clock.tick(hours=1)
    return memory.add(f"told at {clock()}", claims=[claim])


def correct(memory: Memory, clock: Clock, said: Claim) -> Added:
    """Correct what is known of Ann."""
    clock.tick(hours=1)
    claims = memory.claims(subject="Ann", predicate="lives in")
    text = f"corrected at {clock()}"
    when = last_word(claims, clock())
    return memory.add(text, claims=corrected(claims, said), occurred_at=when)


def lived(memory: Memory, as_of: AsOf | None = None) -> list[tuple[str, int, int | None]]:
    """Where Ann lived, in years."""
    return [
        (fact.object, fact.valid_from.year, fact.valid_to.year if fact.valid_to else None)
        for fact in memory.timeline("Ann", as_of=as_of)
    ]


class TestCorrections:
    """A correction is told once and is cut where other claims begin."""

    def test_a_correction_overrides_what_begins_inside_it(
        self, memory: Memory, clock: Clock
    ) -> None:
        """A later start does not paint over a correction, as it does over a claim."""
        tell(memory, clock, so("Oslo", 2000))
        tell(memory, clock, so("Rome", 2010))

        added = correct(memory, clock, so("Bern", 2005, 2015))

        assert lived(memory) == [("Oslo", 2000, 2005), ("Bern", 2005, 2015), ("Rome", 2015, None)]
        assert [claim.valid_from for claim in added.claims] == [year(2005), year(2010)]

    def test_a_deletion_leaves_a_gap(self, memory: Memory, clock: Clock) -> None:
        """Where nothing was so, nothing is believed, whatever begins there."""
        tell(memory, clock, so("Oslo", 2000))
        tell(memory, clock, so("Rome", 2010))

        correct(memory, clock, so(ANY, 2005, 2015))

        assert lived(memory) == [("Oslo", 2000, 2005), ("Rome", 2015, None)]

    def test_one_object_is_taken_out_of_a_portion(self, memory: Memory, clock: Clock) -> None:
        """A denied object is gone from the portion, the others stay."""
        tell(memory, clock, so("Oslo", 2000))
        tell(memory, clock, so("Rome", 2010, 2012))
        tell(memory, clock, so("Oslo", 2012))

        correct(memory, clock, so("Oslo", 2005, 2015, negated=True))

        assert lived(memory) == [
            ("Oslo", 2000, 2005),
            ("Rome", 2010, 2012),
            ("Oslo", 2015, None),
        ]

    def test_without_a_start_it_is_so_since_the_first_claim(
        self, memory: Memory, clock: Clock
    ) -> None:
        """Since ever means since anything is known."""
        tell(memory, clock, so("Oslo", 2000))
        tell(memory, clock, so("Rome", 2010))

        correct(memory, clock, so("Bern", None, 2012))

        assert lived(memory) == [("Bern", 2000, 2012), ("Rome", 2012, None)]

    def test_without_an_end_it_is_so_until_further_notice(
        self, memory: Memory, clock: Clock
    ) -> None:
        """An open correction overrides what was to come, too."""
        tell(memory, clock, so("Oslo", 2000))
        tell(memory, clock, so("Rome", 2030))

        correct(memory, clock, so("Bern", 2010))

        assert lived(memory) == [("Oslo", 2000, 2010), ("Bern", 2010, None)]

    def test_a_correction_is_corrected_in_turn(self, memory: Memory, clock: Clock) -> None:
        """The correction told last wins, its portion within, around or across the other's."""
        tell(memory, clock, so("Oslo", 2000))
        correct(memory, clock, so("Rome", 2005, 2015))
        correct(memory, clock, so("Bern", 2010, 2012))
        correct(memory, clock, so("Paris", 2003, 2011))

        assert lived(memory) == [
            ("Oslo", 2000, 2003),
            ("Paris", 2003, 2011),
            ("Bern", 2011, 2012),
            ("Rome", 2012, 2015),
            ("Oslo", 2015, None),
        ]

    def test_what_was_believed_before_is_still_known(self, memory: Memory, clock: Clock) -> None:
        """As of a system time before a correction the memory answers without it."""
        tell(memory, clock, so("Oslo", 2000))
        before = clock()

        correct(memory, clock, so("Bern", 2005, 2015))

        assert lived(memory, AsOf(system=before)) == [("Oslo", 2000, None)]

    def test_erasing_a_correction_gives_back_what_it_hid(
        self, memory: Memory, clock: Clock
    ) -> None:
        """A correction is one episode, and erasing it undoes the whole of it."""
        tell(memory, clock, so("Oslo", 2000))
        tell(memory, clock, so("Rome", 2010))
        added = correct(memory, clock, so("Bern", 2005, 2015))

        memory.erase(added.episode)

        assert lived(memory) == [("Oslo", 2000, 2010), ("Rome", 2010, None)]

    def test_a_claim_dated_after_now_is_corrected_too(self, memory: Memory, clock: Clock) -> None:
        """A correction is told after every claim that it corrects."""
        memory.add("from the future", claims=[so("Oslo", 2000)], occurred_at="2040")

        for place in ("Bern", "Rome", "Bern"):
            correct(memory, clock, so(place, 2000, 2005))

        assert lived(memory) == [("Bern", 2000, 2005), ("Oslo", 2005, None)]

    def test_a_later_claim_that_begins_inside_takes_over(
        self, memory: Memory, clock: Clock
    ) -> None:
        """A correction overrides what is known, not what is still to be told."""
        correct(memory, clock, so("Bern", 2005, 2015))

        tell(memory, clock, so("Rome", 2010))

        assert lived(memory) == [("Bern", 2005, 2010), ("Rome", 2010, None)]

    def test_a_slot_that_is_not_exclusive_stays_so(self, memory: Memory, clock: Clock) -> None:
        """Inside only the correction is so, outside objects go on side by side."""
        for place in ("Oslo", "Rome"):
            tell(memory, clock, so(place, 2000, exclusive=False))

        correct(memory, clock, so("Bern", 2005, 2015))

        assert sorted(lived(memory), key=str) == [
            ("Bern", 2005, 2015),
            ("Oslo", 2000, 2005),
            ("Oslo", 2015, None),
            ("Rome", 2000, 2005),
            ("Rome", 2015, None),
        ]

    def test_events_are_left_alone(self, memory: Memory, clock: Clock) -> None:
        """Only states compete, so only states are corrected."""
        tell(memory, clock, so("Oslo", 2010, 2011, kind="event", exclusive=False))

        correct(memory, clock, so("Bern", 2005, 2015))

        assert lived(memory) == [("Bern", 2005, 2015), ("Oslo", 2010, 2011)]


@pytest.mark.parametrize("said", [so("Bern", None), so(ANY, None, 1990)], ids=["empty", "before"])
def test_nothing_known_cannot_be_corrected_since_ever(said: Claim) -> None:
    """Without a start and without anything that begins before the end there is no portion."""
    with pytest.raises(BadInterval, match="Pass valid_from"):
        corrected([so("Oslo", 2000)] if said.negated else [], said)


def test_the_correct_object_is_not_denied_under_another_name() -> None:
    """Where two names are one entity, a correction to one does not deny the other."""
    slot = [so("Bob", 2000, exclusive=False)]

    told = corrected(slot, so("Robert", 2001, 2002), lambda _: "robert")

    assert [claim.object for claim in told] == ["Robert"]


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    """A recorded state of one slot; claims often begin, and are told, at one time."""
    negated = draw(st.booleans())
    object_ = draw(st.sampled_from(["Oslo", "Rome", "Bern", *([ANY] if negated else [])]))
    start, length = draw(st.integers(0, 8)), draw(st.none() | st.integers(1, 9))
    claim = Claim("Ann", "lives in", object_, exclusive=draw(st.booleans()), negated=negated)
    return recorded(
        replace(
            claim,
            valid_from=START + start * DAY,
            valid_to=None if length is None else START + (start + length) * DAY,
            retracted_at=draw(st.sampled_from([None, None, None, START])),
        ),
        draw(st.integers(0, 3)),
        draw(st.text("abc", min_size=4, max_size=4)),
    )


def recorded(claim: Claim, day: int, id_: str) -> Claim:
    """A claim as it is recorded on a day."""
    at = START + day * DAY
    return replace(
        claim, id=id_, told=at, recorded_at=at, subject_id="ann", object_id=entity_id(claim.object)
    )


def at_each_hour(slot: list[Claim]) -> list[set[str]]:
    """What is believed at each of many instants."""
    facts: list[Fact] = timeline([claim for claim in slot if claim.retracted_at is None])
    return [{fact.object for fact in facts if at in fact.interval} for at in HOURS]


@st.composite
def portions(draw: st.DrawFn) -> Claim:
    """Something that was so during a portion, or nothing."""
    object_ = draw(st.sampled_from(["Oslo", "Bern", "Lima", ANY]))
    start, length = draw(st.integers(0, 10)), draw(st.none() | st.integers(1, 9))
    claim = Claim("Ann", "lives in", object_, exclusive=True, negated=object_ == ANY)
    end = None if length is None else START + (start + length) * DAY
    return replace(claim, valid_from=START + start * DAY, valid_to=end)


@settings(max_examples=400, deadline=None)
@given(st.lists(claims(), max_size=8), st.lists(portions(), min_size=1, max_size=3))
def test_inside_a_correction_is_exactly_it_and_outside_nothing_changes(
    slot: list[Claim], said: list[Claim]
) -> None:
    """After a correction only its object is believed inside, and outside what was before."""
    for day, claim in enumerate(said, start=4):
        before = at_each_hour(slot)
        inside = set() if claim.negated else {claim.object}
        told = corrected(slot, claim)
        slot = slot + [recorded(one, day, f"{number}{day}") for number, one in enumerate(told)]

        begin, end = claim.valid_from, claim.valid_to
        expected = [
            inside if begin <= at and (end is None or at < end) else old  # type: ignore[operator]
            for at, old in zip(HOURS, before, strict=True)
        ]
        assert at_each_hour(slot) == expected


@settings(max_examples=200, deadline=None)
@given(st.lists(claims().filter(lambda c: c.exclusive), max_size=8), portions())
def test_what_is_reinstated_later_does_not_show_through(slot: list[Claim], said: Claim) -> None:
    """A claim that was retracted when the correction was told stays overridden by it."""
    told = corrected(slot, said)
    back = [replace(claim, retracted_at=None) for claim in slot]

    after = at_each_hour([*back, *(recorded(one, 9, f"{n}") for n, one in enumerate(told))])

    inside = set() if said.negated else {said.object}
    for at, believed in zip(HOURS, after, strict=True):
        if said.valid_from <= at and (said.valid_to is None or at < said.valid_to):  # type: ignore[operator]
            assert believed == inside
