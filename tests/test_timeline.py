"""The time model: claims of one slot are painted over each other."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from graphmem.interval import Interval
from graphmem.model import ANY, Claim
from graphmem.timeline import timeline, versions

MINUTE = timedelta(minutes=1)


def year(number: int) -> datetime:
    """The start of a year."""
    return datetime(number, 1, 1, tzinfo=UTC)


def claim(object_: str, start: int, end: int | None = None, **options: object) -> Claim:
    """A claim about one subject, told in 2020 in the order of its text."""
    given = {"exclusive": True, "told": year(2020), "recorded_at": year(2020), **options}
    return Claim(
        "Ann",
        "lives in",
        object_,
        valid_from=year(start),
        valid_to=None if end is None else year(end),
        id=f"{object_}{start}{end}{options}",
        subject_id="ann",
        object_id=object_ if object_ == ANY else object_.lower(),
        evidence=(f"passage {object_} {start}",),
        **given,  # type: ignore[arg-type]
    )


def strip(*claims: Claim) -> list[tuple[str, int, int | None]]:
    """What is believed, in years."""
    return [
        (fact.object, fact.valid_from.year, fact.valid_to.year if fact.valid_to else None)
        for fact in timeline(claims)
    ]


class TestStates:
    """States compete for a span."""

    def test_a_later_start_paints_over_an_earlier_one(self) -> None:
        """The claim that begins later takes over from its start on."""
        assert strip(claim("Oslo", 2000), claim("Rome", 2010)) == [
            ("Oslo", 2000, 2010),
            ("Rome", 2010, None),
        ]

    def test_a_bounded_stay_interrupts_an_open_one(self) -> None:
        """What was hidden for a while goes on afterwards."""
        assert strip(claim("Oslo", 2000), claim("Rome", 2010, 2012)) == [
            ("Oslo", 2000, 2010),
            ("Rome", 2010, 2012),
            ("Oslo", 2012, None),
        ]

    def test_one_object_told_twice_is_one_span_with_both_evidences(self) -> None:
        """Spans of one object that touch are joined, their evidence with them."""
        (fact,) = timeline([claim("Oslo", 2000, 2005), claim("Oslo", 2005)])

        assert fact.interval == Interval(year(2000), None)
        assert fact.evidence == ("passage Oslo 2000", "passage Oslo 2005")

    def test_a_span_within_its_own_does_not_split_it(self) -> None:
        """Saying again what is already so adds evidence and nothing else."""
        (fact,) = timeline([claim("Oslo", 2000), claim("Oslo", 2003, 2004)])

        assert len(fact.claim_ids) == 2

    def test_a_denial_ends_only_what_it_names(self) -> None:
        """A denial of another object changes nothing."""
        assert strip(claim("Oslo", 2000), claim("Rome", 2005, negated=True)) == [
            ("Oslo", 2000, None)
        ]

    def test_a_denial_of_everything_leaves_a_gap(self) -> None:
        """A denial of "*" wipes every object during its span."""
        assert strip(claim("Oslo", 2000), claim(ANY, 2005, 2006, negated=True)) == [
            ("Oslo", 2000, 2005),
            ("Oslo", 2006, None),
        ]

    def test_the_ontology_decides_before_the_claims(self) -> None:
        """What is declared exclusive competes although no claim says so."""
        claims = [claim("Oslo", 2000, exclusive=False), claim("Rome", 2010, exclusive=False)]

        assert len([f for f in timeline(claims) if f.valid_to is None]) == 2
        assert len([f for f in timeline(claims, exclusive=True) if f.valid_to is None]) == 1

    def test_half_of_the_claims_are_not_enough_to_be_exclusive(self) -> None:
        """A slot is exclusive only where more than half of its asserting states say so."""
        claims = [claim("Oslo", 2000), claim("Rome", 2010, exclusive=False)]

        assert all(fact.valid_to is None for fact in timeline(claims))

    def test_what_is_told_again_and_again_is_one_fact_that_rests_on_all(self) -> None:
        """Thousands of restatements are painted at once; copying what came before would not end."""
        told = [
            replace(claim("up", 1), valid_from=year(1) + minute * MINUTE, id=f"c{minute}")
            for minute in range(3_000)
        ]

        (fact,) = timeline(told, exclusive=True)

        assert (fact.valid_from, fact.valid_to) == (year(1), None)
        assert set(fact.claim_ids) == {one.id for one in told}


class TestEventsAndPlans:
    """Events and plans stand side by side."""

    def test_two_events_keep_their_own_spans(self) -> None:
        """A later event does not close an earlier one; it is in view from its start on."""
        facts = timeline(
            [claim("Oslo", 2000, 2001, kind="event"), claim("Rome", 2000, kind="event")]
        )

        assert [fact.valid_to for fact in facts] == [year(2001), None]
        assert all(fact.shown == Interval(year(2000), None) for fact in facts)

    def test_an_event_told_again_with_the_same_start_is_one_fact(self) -> None:
        """The telling that came last says how long it took."""
        again = claim("Oslo", 2000, 2002, kind="event", told=year(2021))
        (fact,) = timeline([claim("Oslo", 2000, 2001, kind="event"), again])

        assert (fact.valid_to, len(fact.claim_ids)) == (year(2002), 2)

    def test_a_denied_event_did_not_happen(self) -> None:
        """A denial told later takes back the events that begin within its span."""
        denial = claim("Oslo", 1999, 2005, kind="event", negated=True, told=year(2021))

        assert timeline([claim("Oslo", 2000, 2001, kind="event"), denial]) == []

    def test_a_plan_is_in_view_from_when_it_was_told_until_it_is_called_off(self) -> None:
        """A plan for later is shown before it begins, and no longer once it is denied."""
        plan = claim("Rome", 2030, kind="plan", told=year(2020))
        off = claim("Rome", 2030, kind="plan", told=year(2024), negated=True)

        (fact,) = timeline([plan, off])

        assert fact.shown == Interval(year(2020), year(2024))
        assert fact.valid_from == year(2030)


class TestVersions:
    """Beliefs over system time."""

    def test_a_belief_that_does_not_change_is_one_version(self) -> None:
        """Only what differs between two instants opens or closes a version."""
        first = timeline([claim("Oslo", 2000)])
        second = timeline([claim("Oslo", 2000), claim("Rome", 2010)])

        found = versions([(year(2020), first), (year(2021), first), (year(2022), second)])

        spans = [(f.object, f.system_from.year, f.system_to and f.system_to.year) for f in found]
        assert sorted(spans, key=str) == [
            ("Oslo", 2020, 2022),
            ("Oslo", 2022, None),
            ("Rome", 2022, None),
        ]
