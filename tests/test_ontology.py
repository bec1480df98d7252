"""Declared predicates and types: what they make of claims, and of what is asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from graphmem import (
    Claim,
    EntityType,
    Extraction,
    Memory,
    Mention,
    Ontology,
    Passage,
    Predicate,
)
from graphmem.errors import BadInput
from graphmem.extract import kinship, patterns
from graphmem.ontology import built_in
from tests.parts import Clock, HashEmbedder

OWN = """
built_in = false
[[predicates]]
name = "steers"
aliases = ["is at the helm of"]
inverse = "is steered by"
exclusive = true
subjects = ["person"]
[[types]]
name = "person"
aliases = ["sailor"]
"""


class Scripted:
    """An extractor that reads in every passage the claims that it was given."""

    name = "scripted"

    def __init__(self, *claims: Claim, types: dict[str, str] | None = None) -> None:
        self.claims, self.types = claims, types or {}

    def extract(self, passages: Sequence[Passage]) -> list[Extraction]:
        """The same for each passage."""
        return [
            Extraction(
                tuple(Mention(passage_id=p.id, name=n, type=t) for n, t in self.types.items()),
                self.claims,
            )
            for p in passages
        ]


def read(*claims: Claim, types: dict[str, str] | None = None, **options: Any) -> list[Claim]:
    """What a memory records where an extractor reads some claims."""
    reader = Scripted(*claims, types=types)
    with Memory(embedder=HashEmbedder(), extractor=reader, clock=Clock(), **options) as memory:
        return list(memory.add("It is said.").claims)


@pytest.fixture
def memory() -> Iterator[Memory]:
    """A memory without an ontology of the user's."""
    with Memory(embedder=HashEmbedder(), extractor=None, clock=Clock()) as memory:
        yield memory


class TestCanonical:
    """Wordings of one predicate."""

    @pytest.mark.parametrize(
        ("said", "meant"),
        [
            ("resides in", "lives in"),
            ("is currently living in", "lives in"),
            ("has lived in", "lives in"),
            ("moved to", "lives in"),
            ("is an employee of", "works at"),
            ("Employs", "works at"),
            ("doesn't like", "dislikes"),
            ("volunteered at", "volunteers at"),
        ],
    )
    def test_wordings_meet(self, said: str, meant: str) -> None:
        """An alias, a tense or an auxiliary makes no other predicate."""
        assert built_in().canonical(said) == meant

    @pytest.mark.parametrize(
        "said",
        [
            *("lived near", "wants to live in", "used to live in", "is moving to", "not lives in"),
            *("was settled in", "worked with", "is called", "was the residence of", "住在", "is"),
        ],
    )
    def test_near_misses_do_not_meet(self, said: str) -> None:
        """A preposition, a wish, the passive or a negation makes another."""
        assert built_in().canonical(said) == said

    def test_the_readers_own_predicates_are_the_declared_ones(self) -> None:
        """What the reader without a model says is declared as it says it, exclusive as it says."""
        tables = [*patterns.STATES.values(), *patterns.BEGINS.values(), *patterns.LASTING.values()]
        for pattern in [*tables, *patterns.ADJECTIVES.values()]:
            sense = built_in().sense(pattern.predicate)
            if sense is not None:
                assert pattern.predicate in (sense.predicate.name, *sense.predicate.inverse)
                assert bool(sense.predicate.exclusive) == pattern.exclusive, pattern
        for kin in set(kinship.PEOPLE.values()) - {"wife", "husband", "spouse", "boss"}:
            sense = built_in().sense(f"has {kin}")
            assert sense is None or sense.way == "same"

    def test_a_name_is_declared_once(self) -> None:
        """No built-in wording stands for two predicates."""
        said = [wording for one in built_in().predicates for wording, _ in one.wordings()]
        assert len(said) == len(set(said))


class TestApplied:
    """A claim in the declared words."""

    def test_an_inverse_exchanges_the_ends(self) -> None:
        """ "Acme employs Alice" is recorded as "Alice works at Acme", exclusive as declared."""
        (claim,) = read(Claim("Acme", "employs", "Alice"))

        assert (claim.subject, claim.predicate, claim.object) == ("Alice", "works at", "Acme")
        assert claim.exclusive

    def test_an_event_begins_its_state(self) -> None:
        """Who moved to a place lives there from then on."""
        june = datetime(2023, 6, 1, tzinfo=UTC)
        moved = Claim("Alice", "moved to", "Rome", kind="event", valid_from=june)
        (claim,) = read(replace(moved, valid_to=june + timedelta(days=1)))

        assert (claim.predicate, claim.kind, claim.valid_to) == ("lives in", "state", None)

    def test_the_past_is_the_state_only_where_its_end_is_told(self) -> None:
        """ "lived in" without an end is not "lives in"."""
        ontology = built_in()
        over = Claim("Alice", "lived in", "Rome", valid_from="2019", valid_to="2020")

        assert ontology.applied(over).predicate == "lives in"
        assert ontology.applied(Claim("Alice", "lived in", "Rome")).predicate == "lived in"

    @pytest.mark.parametrize(
        "claim",
        [
            Claim("Acme", "employs", "*", negated=True),
            Claim("Alice", "moved to", "Rome", kind="plan"),
            Claim("Alice", "moved to", "Rome", kind="event", negated=True),
        ],
    )
    def test_what_would_say_something_else_stays(self, claim: Claim) -> None:
        """Nobody is no subject, a plan begins nothing, and what did not happen neither."""
        assert built_in().applied(claim) == claim

    def test_declared_exclusive_beats_the_readers(self) -> None:
        """A reader that calls "visited" exclusive does not make it so."""
        first = Claim("Alice", "visited", "Rome", exclusive=True)
        assert [claim.exclusive for claim in read(first)] == [False]

    def test_known_types_keep_a_claim_in_its_own_words(self) -> None:
        """A congregation that moved into a hall does not live there."""
        said = Claim("Choir", "moved into", "Hall", kind="event")
        (claim,) = read(said, types={"Choir": "organization"})

        assert (claim.predicate, claim.kind) == ("moved into", "event")


class TestOwn:
    """An ontology of the user's."""

    def test_it_words_the_callers_claims_too(self, tmp_path: Path) -> None:
        """The built-in predicates leave the caller's own claims alone, the user's do not."""
        (tmp_path / "own.toml").write_text(OWN, "utf-8")
        given = [Claim("Pequod", "is steered by", "Bob"), Claim("Bob", "resides in", "Rome")]
        with Memory(embedder=HashEmbedder(), extractor=None, ontology=tmp_path / "own.toml") as own:
            said = own.add("So it is.", claims=given).claims

        assert [(c.subject, c.predicate, c.exclusive) for c in said] == [
            ("Bob", "steers", True),
            ("Bob", "resides in", False),
        ]

    def test_the_builtin_one_stands_behind_it(self) -> None:
        """What the user's ontology does not declare is worded by the built-in one, unless not."""
        said = Claim("Bob", "resides in", "Rome")
        ships = {"name": "steers"}

        assert read(said, ontology={"predicates": [ships]})[0].predicate == "lives in"
        alone = {"predicates": [ships], "built_in": False}
        assert read(said, ontology=alone)[0].predicate == "resides in"

    def test_what_it_does_not_allow_is_not_read(self) -> None:
        """A claim whose ends have other types than the user declared is left out."""
        steers = Predicate(name="steers", subjects=("person",))
        own = Ontology(
            predicates=(steers,), types=(EntityType(name="person", aliases=("sailor",)),)
        )
        said = [Claim("Bob", "steers", "Pequod"), Claim("Rome", "steers", "Pequod")]

        kept = read(*said, types={"Bob": "sailor", "Rome": "place"}, ontology=own)

        assert [claim.subject for claim in kept] == ["Bob"]
        why = own.allows(said[1], {"rome": "place"})
        assert why == "the subject of 'steers' is person, not place"

    def test_types_are_declared_as_pydantic_models(self) -> None:
        """A list of the user's own models declares entity types."""

        class Ship(BaseModel):
            """A vessel."""

            tons: int = 0

        own = Ontology(types=(Ship, "person"))  # type: ignore[arg-type]

        assert [(one.name, one.description) for one in own.types] == [
            ("ship", "A vessel."),
            ("person", ""),
        ]
        with Memory(embedder=HashEmbedder(), extractor=None, ontology=[Ship]) as memory:
            assert not memory.facts()

    @pytest.mark.parametrize(
        ("given", "message"),
        [
            ("no/such.toml", "cannot read the ontology 'no/such.toml'"),
            ({"predicates": [{"nam": "x"}]}, "this is no ontology: predicates.0.name: Field req"),
            ({"predicates": [{"name": " "}]}, "a name must be words"),
            ({"types": [3]}, "this is no ontology: types.0"),
        ],
    )
    def test_what_is_none_is_refused(self, given: Any, message: str) -> None:
        """A file that is not there, a wrong field, an empty name: said with its place."""
        with pytest.raises(BadInput) as refused:
            Memory(embedder=HashEmbedder(), extractor=None, ontology=given)
        assert message in str(refused.value)


class TestAsked:
    """Asking by a predicate."""

    def test_another_wording_finds_the_declared_one(self, memory: Memory) -> None:
        """ "resides in" finds "lives in", "employs" finds who works there."""
        memory.add_fact("Alice", "lives in", "Rome")
        memory.add_fact("Alice", "works at", "Acme")

        assert [fact.object for fact in memory.facts("Alice", predicate="resides in")] == ["Rome"]
        assert [fact.subject for fact in memory.facts("Acme", predicate="employs")] == ["Alice"]
        assert [claim.object for claim in memory.claims(predicate="living in")] == ["Rome"]
        assert memory.follow("Alice", ["is employed by"]).objects == ("Acme",)

    def test_claims_are_asked_for_from_the_other_end(self, memory: Memory) -> None:
        """ "Acme employs" shows the claims about who works there."""
        memory.add_fact("Alice", "works at", "Acme")
        memory.add_fact("Bob", "works at", "Bolt")

        found = memory.claims(subject="Acme", predicate="employs")
        assert [claim.subject for claim in found] == ["Alice"]
        assert len(memory.claims(predicate="employs")) == 2
        assert not memory.claims(subject="Acme", predicate="works at")

    def test_the_very_words_come_first(self, memory: Memory) -> None:
        """What was told as "resides in" is found as that."""
        memory.add_fact("Alice", "lives in", "Rome")
        memory.add_fact("Alice", "resides in", "Oslo")

        assert [fact.object for fact in memory.facts("Alice", predicate="resides in")] == ["Oslo"]
        assert not memory.facts("Alice", predicate="lived near")
