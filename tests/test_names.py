"""Which names are one entity: short forms, titles, spellings; what the user decides stands."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphmem import AsOf, Memory
from graphmem.store.base import Store
from tests.naming import reading
from tests.parts import Clock

Name = tuple[str, str]


def joined(*told: Name) -> list[tuple[str, ...]]:
    """The names that are one entity, once all have been told."""
    memory = reading()
    for name, type_ in told:
        memory.add(f"{name}:{type_}")
    found = [(entity.name, *entity.aliases) for entity in memory.entities(as_of=AsOf())]
    return sorted(tuple(sorted(names)) for names in found if len(names) > 1)


PERSON, PLACE, WORK, FIRM = "person", "place", "work", "organization"
ONE = [
    [("Mel", PERSON), ("Melanie", PERSON)],
    [("Bob Marsh", PERSON), ("Robert Marsh", PERSON)],
    [("Dr. Chen", PERSON), ("Lin Chen", PERSON)],
    [("Prof. Lin Chen", ""), ("Lin Chen", "")],
    [("NYC", PLACE), ("New York City", PLACE)],
    [("LOTR", WORK), ("The Lord of the Rings", WORK)],
    [("The Wolves", FIRM), ("Minnesota Wolves", FIRM)],
    [("Bergen, Norway", PLACE), ("Bergen", PLACE)],
    [("ice-cream", ""), ("ice cream", "")],
    [("Xeonoblade Chronicles", WORK), ("Xenoblade Chronicles", WORK)],
    [("Алекс", PERSON), ("Александра", PERSON)],
]
APART = [
    [("Carol", PERSON), ("Caroline", PERSON)],
    [("Paul", PERSON), ("Paula", PERSON)],
    [("John", PERSON), ("John Lennon", PERSON)],
    [("Mel", PERSON), ("Melbourne", PLACE)],
    [("Mel", PERSON), ("Melanie", PERSON), ("Melissa", PERSON)],
    [("Mr. Lee", PERSON), ("Mrs. Lee", PERSON), ("Sam Lee", PERSON)],
    [("Dr. Chen", PERSON), ("Lin Chen", PERSON), ("Ming Chen", PERSON)],
    [("Paris, Texas", PLACE), ("Paris, France", PLACE), ("Paris", PLACE)],
    [("Christina Lee", PERSON), ("Christine Lee", PERSON)],
    [("Windows 10", WORK), ("Windows 11", WORK)],
    [("World War I", "event"), ("World War II", "event")],
    [("Colombia", PLACE), ("Columbia", PLACE)],
    [("Judge Dee", ""), ("Frances Dee", "")],
    [("guitar", ""), ("acoustic guitar", "")],
    [("北京大学", FIRM), ("北京", PLACE)],
    [("Melanie's kids", PERSON), ("Melanie", PERSON)],
]


@pytest.mark.parametrize("told", ONE, ids=lambda told: told[0][0])
def test_a_name_that_is_short_for_one_other_is_joined_with_it(told: list[Name]) -> None:
    """A short form, a title, initials or another spelling of one known name mean that name."""
    assert joined(*told) == [tuple(sorted(name for name, _ in told))]


@pytest.mark.parametrize("told", APART, ids=lambda told: told[0][0])
def test_names_that_could_be_two_things_stay_apart(told: list[Name]) -> None:
    """Nothing is joined where a second thing could be meant, or each name is one of its own."""
    assert joined(*told) == []


@pytest.mark.parametrize("one", ["Melanie's kids", "Melanie’s  Kids"])
def test_a_possessive_is_an_entity_of_its_own(one: str) -> None:
    """What somebody has is one entity, whichever apostrophe is written."""
    memory = reading()
    memory.add("Melanie's kids:person likes tea")
    memory.add("Melanie:person likes rain")

    assert [fact.object for fact in memory.facts(one)] == ["tea"]


def test_a_second_candidate_ends_a_decision_and_its_erasure_gives_it_back() -> None:
    """Mel is Melanie while no Melissa is known; who she was then stays answerable."""
    clock = Clock("2025-01-01")
    memory = reading(clock)
    memory.add("Melanie:person likes rain")
    memory.add("Mel:person likes tea")
    clock.tick(days=1)
    then = clock.at
    clock.tick(days=1)
    melissa = memory.add("Melissa:person likes snow")
    apart = memory.facts("Melanie")
    before = memory.facts("Melanie", as_of=AsOf(system=then))
    memory.erase(melissa.episode)

    assert [fact.object for fact in apart] == ["rain"]
    assert sorted(fact.object for fact in before) == ["rain", "tea"]
    assert sorted(fact.object for fact in memory.facts("Mel")) == ["rain", "tea"]
    assert memory.verify()


def test_a_decision_says_why() -> None:
    """What joined two names is kept as data with its reason."""
    memory = reading()
    memory.add("Melanie:person")
    memory.add("Mel:person")

    (same,) = memory._store.same()

    assert same.reason == "by name: a short form of it"


TOLD = [
    "Mel:person likes tea",
    "Melanie:person likes rain",
    "Melissa:person likes snow",
    "Dr. Chen:person likes Mel",
    "Lin Chen:person likes tea",
    "Mel = Melody",
    "Mel = Melissa",
    "Melody:person likes Melanie",
    "Mel:place",
    "Mel:animal likes rain",
    "Mel likes Mel",
    "Jordan:place = Mel",
    "Jordan:person likes Mel",
    "Jordan:place likes tea",
    "Jordan likes Jordan",
    "Jordan:work",
    "Dr. Lee:person",
    "J. Lee",
    "J. Lee:user",
]


def told(texts: list[str]) -> Memory:
    """A memory that was told these, all at the same times whatever their order."""
    memory = reading()
    for text in texts:
        memory.add(text, id=text, occurred_at=f"2024-01-{TOLD.index(text) + 1:02}")
    return memory


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(TOLD), min_size=2, max_size=6, unique=True), st.randoms())
def test_who_is_who_does_not_depend_on_the_order_of_arrival(texts: list[str], dice: object) -> None:
    """The same tellings make the same entities and facts in whatever order they arrive."""
    other = list(texts)
    dice.shuffle(other)  # type: ignore[attr-defined]
    one, two = told(texts), told(other)

    assert one.entities(as_of=AsOf()) == two.entities(as_of=AsOf())
    assert shown(one) == shown(two)
    assert one.verify()


def shown(memory: Memory) -> list[tuple[str, str, str]]:
    """The facts of a memory."""
    return sorted((fact.id, fact.subject, fact.object) for fact in memory.facts(as_of=AsOf()))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(TOLD), min_size=2, max_size=6, unique=True), st.data())
def test_an_erased_name_was_never_told(texts: list[str], data: st.DataObject) -> None:
    """After an erasure the decisions, past ones too, are as if it had never been told."""
    gone = data.draw(st.sampled_from(texts))
    memories = []
    for left_out in (None, gone):
        clock = Clock("2025-01-01")
        memories.append(reading(clock))
        for text in texts:
            clock.tick(days=1)
            if text != left_out:
                memories[-1].add(text, id=text, occurred_at="2024-01-01")
    full, never = (memory._store for memory in memories)

    memories[0].erase(gone)

    assert set(full.same()) == set(never.same())
    assert full.contents.facts == never.contents.facts  # type: ignore[attr-defined]
    assert memories[0].verify()


def test_another_type_of_a_name_is_erased_without_a_trace() -> None:
    """What is like a name by its other types is looked at, too, when one of them is erased."""
    memory = reading()
    for text in ("Dr. Lee:person", "J. Lee", "J. Lee:user"):
        memory.add(text, id=text)
    memory.erase("J. Lee:user")

    assert [entity.name for entity in memory.entities()] == ["J. Lee"]


class TestTheUserDecides:
    """What the user decided about a name stands until the user decides otherwise."""

    def test_a_split_outlives_a_later_telling(self) -> None:
        """A name that the user split off stays apart, though its alias is told again."""
        memory = reading()
        for text in ("Melanie:person likes rain", "Mel:person likes tea"):
            memory.add(text)
        memory.split("Mel")
        memory.add("Mel = Melanie")
        memory.add("Mel:person likes snow")

        assert sorted(fact.object for fact in memory.facts("Mel")) == ["snow", "tea"]
        assert memory.verify()

    def test_a_merge_undoes_a_split(self) -> None:
        """After a split and a merge the names are one again, and can be split again."""
        memory = reading()
        for text in ("Melanie:person likes rain", "Mel:person likes tea"):
            memory.add(text)
        memory.split("Mel")
        memory.merge("Mel", into="Melanie")
        merged = memory.entity("Mel").name
        memory.split("Mel")

        assert (merged, memory.entity("Mel").name) == ("Melanie", "Mel")
        assert memory.verify()

    def test_a_merge_outlives_a_second_candidate(self) -> None:
        """What the user merged is not parted by a name that turns up later."""
        memory = reading()
        for text in ("Bess:person likes tea", "Melanie:person likes rain"):
            memory.add(text)
        memory.merge("Bess", into="Melanie", reason="by name: I know her")
        memory.add("Bessarion:person likes snow")

        assert memory.entity("Bess").name == "Melanie"


def test_names_told_in_one_telling_are_joined_too() -> None:
    """It makes no difference whether names come one by one or all at once."""
    texts = ["Mel:person likes tea", "Melanie:person likes rain", "Melissa:person"]
    for order in permutations(texts):
        at_once, one_by_one = reading(), reading()
        at_once.add_many([{"text": text, "id": text} for text in order])
        for text in order:
            one_by_one.add(text, id=text)

        assert at_once.entities(as_of=AsOf()) == one_by_one.entities(as_of=AsOf())


def test_every_store_joins_splits_and_erases_alike(store: Store) -> None:
    """Decisions, facts and the names' index are the same on every store."""
    memories = [reading(Clock("2025-01-01")), reading(Clock("2025-01-01"), store)]
    for memory in memories:
        for text in ("Mel:person likes tea", "Melanie:person likes rain", "Mel = Melanie"):
            memory.add(text, id=text, occurred_at="2024-01-01")
        memory.add("Melissa:person likes snow", id="melissa", occurred_at="2024-01-01")
        memory.add("Dr. Chen:person likes Mel", id="chen", occurred_at="2024-01-01")
        memory.add("Lin Chen:person", id="lin", occurred_at="2024-01-01")
        for text in ("Jordan:person likes tea", "Jordan:place likes tea", "Jordan likes Jordan"):
            memory.add(text, id=text, occurred_at="2024-01-01")
        memory.add("Lin Chen:place likes Jordan", id="place", occurred_at="2024-01-01")
        memory.erase("Mel = Melanie")
        memory.erase("melissa")
        memory.erase("place")
        memory.split("Dr. Chen")
    one, other = memories

    assert set(one._store.same()) == set(other._store.same())
    assert one.facts(as_of=AsOf()) == other.facts(as_of=AsOf())
    assert one.entities(as_of=AsOf()) == other.entities(as_of=AsOf())
    assert [same.reason for same in one._store.same()][-1] == "split by the user"
    assert other.verify()
