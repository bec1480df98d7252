"""A name that was told to be of two kinds is two entities; each telling means its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphmem import AsOf, Claim, Entity, Memory
from graphmem.errors import NotFound
from graphmem.extract.base import Extraction
from graphmem.model import Mention, Passage
from graphmem.portable.restoring import restore
from graphmem.store.base import Store
from graphmem.store.dict_store import DictStore
from tests.naming import Naming, reading
from tests.parts import Clock, HashEmbedder
from tests.refusals import says

PERSON, PLACE = "person", "place"


class Living(Naming):
    """Likewise; somebody lives in one place at a time."""

    def _read(self, passage: Passage) -> Extraction:
        """A name, and where it lives."""
        said, _, place = passage.text.partition(" lives in ")
        name, _, type_ = said.partition(":")
        mention = Mention(passage_id=passage.id, name=name, type=type_)
        claim = Claim(name, "lives in", place, exclusive=True)
        return Extraction(mentions=(mention,), claims=(claim,))


class Guessing(Naming):
    """Likewise, of a tagger's kind."""

    guesses = True


def test_the_facts_of_a_person_and_of_a_place_are_not_mixed() -> None:
    """Jordan the person and Jordan the country have their own facts, and both are found."""
    memory = reading()
    memory.add("Jordan:person likes tea")
    memory.add("Jordan:place likes rain")

    found = {(one.name, one.type) for one in memory.entities(as_of=AsOf())}
    person = memory.entity("Jordan")
    facts = {fact.object: fact.subject_id for fact in memory.facts("Jordan")}

    assert {("Jordan", PERSON), ("Jordan", PLACE)} <= found
    assert person.type == PERSON
    assert facts["tea"] == person.id
    assert facts["rain"] == memory.entity("Jordan", type="place").id
    assert memory.verify()


def test_one_does_not_take_over_from_the_other() -> None:
    """What is exclusive is so for each of them."""
    memory = Memory(DictStore(), embedder=HashEmbedder(), extractor=Living())
    memory.add("Max:person lives in Rome", occurred_at="2024-01-01")
    memory.add("Max:animal lives in Oslo", occurred_at="2024-02-01")
    memory.add("Max:person lives in Bonn", occurred_at="2024-03-01")
    rome = next(f for f in memory.facts("Max", as_of=AsOf()) if f.object == "Rome")

    living = {fact.object for fact in memory.facts("Max")}
    (last,) = [v for v in memory.history(rome) if v.system_to is None]

    assert living == {"Oslo", "Bonn"}
    assert last.valid_to == memory.facts("Max", object="Bonn")[0].valid_from


def test_who_tells_no_kind_means_the_person() -> None:
    """A telling without a type is about the person, where a person is called so."""
    memory = reading()
    for text in ("Jordan:place likes rain", "Jordan likes snow", "Jordan:person likes tea"):
        memory.add(text)

    person = memory.entity("Jordan", type="person")

    told = {fact.object for fact in memory.facts() if fact.subject_id == person.id}
    assert told == {"snow", "tea"}


def test_without_a_person_no_kind_is_neither() -> None:
    """Nothing is guessed: a telling without a type stays apart from a place and a firm."""
    memory = reading()
    for text in ("Amazon:place likes rain", "Amazon likes snow", "Amazon:company likes tea"):
        memory.add(text)

    assert len({fact.subject_id for fact in memory.facts("Amazon")}) == 3


@pytest.mark.parametrize("other", ["concept", "object", "person?", ""])
def test_a_vague_or_guessed_type_parts_nothing(other: str) -> None:
    """Only what was told to be of two kinds is two things."""
    memory = reading()
    memory.add("Jordan:place likes rain")
    memory.add(f"Jordan:{other} likes tea")

    assert len({fact.subject_id for fact in memory.facts("Jordan")}) == 1


def test_types_that_a_tagger_guesses_part_nothing() -> None:
    """A reader that says so only guesses; its types are shown all the same."""
    memory = Memory(DictStore(), embedder=HashEmbedder(), extractor=Guessing())
    memory.add("Jordan:place likes rain")
    memory.add("Jordan:person likes tea")
    memory.add("Jordan:person likes snow")

    assert [(e.name, e.type) for e in memory.entities() if e.type] == [("Jordan", PERSON)]
    assert len({fact.subject_id for fact in memory.facts("Jordan")}) == 1


def test_before_the_second_was_told_of_they_were_one() -> None:
    """Who was who at a system time stays answerable."""
    clock = Clock("2025-01-01")
    memory = reading(clock)
    memory.add("Jordan:person likes tea")
    then = clock.at
    clock.tick(days=1)
    memory.add("Jordan:place likes rain")

    (before,) = memory.facts("Jordan", as_of=AsOf(system=then))
    (closed,) = [v for v in memory.history(before) if v.system_to is not None]

    assert before.subject_id != memory.entity("Jordan").id
    assert {same.reason for same in closed.decided} == {
        "by name: told to be of the kind person",
        "by name: told to be of the kind place",
    }


def test_the_user_makes_them_one_and_two_again() -> None:
    """A merge of the two entities outlives later tellings; a split undoes it."""
    memory = reading()
    memory.add("Jordan:person likes tea")
    memory.add("Jordan:place likes rain")
    person, place = (memory.entity("Jordan", type=one) for one in (PERSON, PLACE))

    merged = memory.merge(place, into=person)
    memory.add("Jordan:place likes snow")
    one = {fact.subject_id for fact in memory.facts("Jordan")}
    memory.split("Jordan")

    assert merged.id == person.id
    assert one == {person.id}
    assert {fact.subject_id for fact in memory.facts("Jordan")} == {person.id, place.id}
    assert memory.verify()


@pytest.mark.parametrize("by_name", [True, False])
def test_one_of_them_is_merged_with_another_name_and_parted_again(by_name: bool) -> None:
    """The other is left alone by both."""
    memory = reading()
    for text in ("Jordan:person likes tea", "Jordan:place likes rain", "Mike Jordan:person"):
        memory.add(text)
    person = memory.entity("Jordan", type="person")

    merged = memory.merge(person, into="Mike Jordan")
    apart = memory.split("Jordan" if by_name else person)

    assert (merged.name, apart) == ("Mike Jordan", person)
    assert len({fact.subject_id for fact in memory.facts("Jordan")}) == 2
    assert memory.verify()
    with says("NotFound: this name is no alias"):
        memory.split("Jordan")


def test_an_entity_of_another_memory_is_not_merged() -> None:
    """Nothing is decided about an id that this memory does not have."""
    memory = reading()
    memory.add("Alice:person likes tea")
    stranger = Entity(id="nope", name="Nope")

    with says("NotFound: there is no entity 'Nope'"):
        memory.merge("Alice", into=stranger)
    with says("NotFound: there is no entity 'Nope'"):
        memory.merge(stranger, into="Alice")
    with says("NotFound: this name is no alias"):
        memory.split(stranger)
    assert memory._store.same() == []


def test_a_type_may_be_asked_for_by_any_of_its_words() -> None:
    """A place that was told to be a city or a country is found as a place."""
    memory = reading()
    memory.add("Jordan:country likes rain")
    memory.add("Jordan:human likes tea")

    place = memory.entity("Jordan", type="place")

    assert place == memory.entity("Jordan", type="Country")
    assert place.type == "country"
    assert memory.entity("Jordan", type="person").type == "human"


def test_a_graph_around_a_name_shows_what_both_have() -> None:
    """As facts and timelines do."""
    memory = reading()
    memory.add("Jordan:person likes tea")
    memory.add("Jordan:place likes rain")

    assert {fact.object for fact in memory.graph(around="Jordan").facts} == {"tea", "rain"}


def test_an_alias_of_one_of_them_is_that_one() -> None:
    """An alias goes with the kind that it was told to be of."""
    memory = reading()
    for text in ("Jordan:person likes tea", "Jordan:place likes rain", "MJ = Jordan"):
        memory.add(text)
    memory.add("MJ:person likes snow")

    snow = memory.facts("MJ", object="snow")[0]

    assert snow.subject_id == memory.entity("Jordan", type="person").id


def test_a_wrong_type_is_named_with_those_that_there_are() -> None:
    """Asking for a type that nothing of the name has says which there are."""
    memory = reading()
    memory.add("Jordan:person likes tea")

    with pytest.raises(NotFound, match="'Jordan' is of type 'place'; it is of type 'person'"):
        memory.entity("Jordan", type="place")


def test_an_export_brings_both_back(tmp_path: Path) -> None:
    """A restored memory keeps the same two apart."""
    memory = reading()
    memory.add("Jordan:person likes tea")
    memory.add("Jordan:place likes rain")
    memory.export(tmp_path / "all.jsonl")

    other = reading()
    restore(other._store, HashEmbedder(), tmp_path / "all.jsonl")

    assert other.entities(as_of=AsOf()) == memory.entities(as_of=AsOf())
    assert other.facts(as_of=AsOf()) == memory.facts(as_of=AsOf())
    assert other.verify()


def test_nothing_of_them_stays_in_a_store_when_both_are_erased(store: Store) -> None:
    """What a name meant goes with the tellings."""
    memory = reading(Clock("2025-01-01"), store)
    memory.add("Jordan:person likes tea", id="person")
    memory.add("Jordan:place likes rain", id="place")
    senses = [memory.entity("Jordan", type=one).id for one in (PERSON, PLACE)]
    both = store.nodes(senses)
    memory.erase("place")
    one = {entity.name for entity in memory.entities(as_of=AsOf())}
    memory.erase("person")

    assert both.keys() == set(senses)
    assert one == {"Jordan", "tea"}
    assert not store.nodes(senses)
    assert not memory.entities(as_of=AsOf())
    assert memory.verify()


def test_a_search_shows_whose_facts_they_are(store: Store) -> None:
    """Every store finds both, and tells them apart."""
    memory = reading(Clock("2025-01-01"), store)
    memory.add("Jordan:person likes tea")
    memory.add("Jordan:place likes rain")

    found = memory.search("What does Jordan like?")

    told = {
        fact.object: memory.entity("Jordan", type=kind).id
        for fact in found.facts
        for kind in [PERSON if fact.object == "tea" else PLACE]
    }
    assert {fact.object: fact.subject_id for fact in found.facts} == told
    assert set(told) == {"tea", "rain"}
