"""What can be told to a memory and asked of it; every test runs on every store."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from graphmem import AsOf, Claim, Episode, Memory
from graphmem.errors import ExtractionError, NotFound
from graphmem.extract.base import Extraction
from graphmem.model import Alias, Mention, Passage
from tests.parts import Clock, HashEmbedder


class TestTelling:
    """add, add_many, add_fact."""

    def test_telling_the_same_thing_twice_is_one_episode(self, memory: Memory) -> None:
        """The second telling changes nothing and says that it was there already."""
        first = memory.add("Tea is hot.", occurred_at="2023-05-08")
        second = memory.add("Tea is hot.", occurred_at="2023-05-08")

        assert (first.new, second.new) == (True, False)
        assert second.episode.id == first.episode.id
        assert memory.stats()["episodes"] == 1

    def test_the_same_words_on_another_day_are_another_episode(
        self, memory: Memory, clock: Clock
    ) -> None:
        """Without a stated time a telling counts for its day."""
        memory.add("Tea is hot.")
        clock.tick(days=1)
        memory.add("Tea is hot.")

        assert memory.stats()["episodes"] == 2

    def test_messages_are_episodes_of_one_session(self, memory: Memory) -> None:
        """Messages with role and content become turns, in their order."""
        added = memory.add(
            [{"role": "user", "content": "Hello."}, {"role": "assistant", "content": "Hi there."}],
            session="s1",
        )

        assert [episode.speaker for episode in added.episodes] == ["user", "assistant"]
        assert {episode.session for episode in added.episodes} == {"s1"}

    def test_adding_many_can_be_resumed(self, memory: Memory) -> None:
        """What is there already is passed over; the rest is added."""
        told = [{"id": f"m{n}", "text": f"Number {n}."} for n in range(70)]
        memory.add_many(told[:40])

        done = memory.add_many(told)

        assert sum(one.new for one in done) == 30
        assert memory.stats()["episodes"] == 70

    def test_one_batch_may_hold_one_thing_twice(self, memory: Memory) -> None:
        """Two tellings with one id in one call are one episode."""
        done = memory.add_many([{"id": "m", "text": "Once."}, Episode(id="m", text="Once.")])

        assert [one.episode.id for one in done] == ["m", "m"]
        assert memory.stats()["episodes"] == 1

    def test_claims_are_recorded_with_their_evidence(self, memory: Memory) -> None:
        """A claim knows its episode, when it was told, and the passage that it rests on."""
        claim = Claim("Ann", "lives in", "Oslo", valid_from="2020")
        added = memory.add("Ann lives in Oslo.", claims=[claim], id="e", occurred_at="2023-05-08")
        (recorded,) = added.claims

        assert recorded.episode_id == "e"
        assert recorded.told == added.episode.occurred_at
        assert memory.passages(recorded.evidence)[0].text == "Ann lives in Oslo."
        assert memory.claims(subject="ANN", predicate="Lives in") == [recorded]

    def test_a_long_text_becomes_passages_and_its_claims_find_theirs(self, memory: Memory) -> None:
        """A claim rests on the passage that speaks of it, not on the whole text."""
        filler = " ".join("Nothing much happened on that day." for _ in range(40))
        text = f"{filler} Ann moved to Oslo. {filler}"
        added = memory.add(text, claims=[Claim("Ann", "lives in", "Oslo")], id="long")

        (passage,) = memory.passages(added.claims[0].evidence)

        assert "Ann moved to Oslo" in passage.text
        assert len(passage.text.split()) <= 120
        assert text[passage.start : passage.end] == passage.text

    def test_what_was_superseded_is_said(self, memory: Memory) -> None:
        """An addition names the facts that lost a part of their span, as they are now."""
        memory.add_fact("Ann", "lives in", "Oslo", valid_from="2020", exclusive=True)
        added = memory.add_fact("Ann", "lives in", "Rome", valid_from="2022", exclusive=True)

        assert [fact.object for fact in added.facts] == ["Rome"]
        (old,) = added.superseded
        assert (old.object, old.valid_to) == ("Oslo", added.facts[0].valid_from)

    def test_a_denial_supersedes(self, memory: Memory) -> None:
        """A denial names what it ended."""
        memory.add_fact("Ann", "owns", "a dog", valid_from="2020")
        added = memory.add_fact("Ann", "owns", "a dog", valid_from="2022", negated=True)

        assert [fact.object for fact in added.superseded] == ["a dog"]

    def test_saying_it_again_supersedes_nothing(self, memory: Memory) -> None:
        """Another telling of what is believed adds evidence only."""
        memory.add_fact("Ann", "lives in", "Oslo", valid_from="2020", exclusive=True)
        added = memory.add_fact("Ann", "lives in", "Oslo", valid_from="2019", exclusive=True)

        assert added.superseded == ()


class TestAsking:
    """facts, timeline, history, entities, search."""

    def test_aliases_lead_to_one_entity(self, memory: Memory) -> None:
        """Claims under a nickname and under the full name meet in one slot."""
        reader = Reader({"Ally": "Alice"})
        with Memory(embedder=HashEmbedder(), extractor=reader) as reading:
            reading.add("Ally lives in Paris.", occurred_at="2020-01-01")
            reading.add("Alice lives in Berlin.", occurred_at="2023-01-01")

            assert reading.entity("Ally").name == "Alice"
            assert reading.entity("Alice").aliases == ("Ally",)
            assert [fact.object for fact in reading.facts("Ally")] == ["Berlin"]
            assert {fact.subject for fact in reading.timeline("Alice")} == {"Alice"}
        assert memory.entities() == []

    def test_nobody_is_called_that(self, memory: Memory) -> None:
        """An unknown name is an error for an entity and nothing for facts."""
        assert memory.facts("Nobody") == []
        with pytest.raises(NotFound, match="Nobody"):
            memory.entity("Nobody")

    def test_history_says_what_made_and_what_ended_each_version(
        self, memory: Memory, clock: Clock
    ) -> None:
        """Each version has the claims behind it; a closed one those that took over."""
        oslo = memory.add_fact("Ann", "lives in", "Oslo", valid_from="2020", exclusive=True)
        clock.tick(days=1)
        rome = memory.add_fact("Ann", "lives in", "Rome", valid_from="2022", exclusive=True)

        first, second = memory.history(oslo.facts[0])

        assert (first.valid_to, second.valid_to) == (None, rome.facts[0].valid_from)
        assert first.system_to == second.system_from
        assert first.claims == second.claims == oslo.claims
        assert first.superseded_by == rome.claims

    def test_nothing_told_later_shows_through(self, memory: Memory, clock: Clock) -> None:
        """As of a system time, later episodes, entities and counts are not there."""
        memory.add("Ann likes tea.", claims=[Claim("Ann", "likes", "tea")])
        then = clock.at
        clock.tick(days=5)
        memory.add("Bo likes rum.", claims=[Claim("Bo", "likes", "rum")], occurred_at="2020-01-01")
        view = AsOf(system=then)

        assert [entity.name for entity in memory.entities(as_of=view)] == ["Ann", "tea"]
        assert memory.stats(as_of=view)["facts"] == 1
        found = memory.search("Who likes rum?", as_of=view)
        assert [hit.passage.text for hit in found] == ["Ann likes tea."]
        assert all("Bo" not in fact.text for fact in found.facts)

    def test_asking_about_a_time_hides_what_was_told_after_it(self, memory: Memory) -> None:
        """A passage told later is found only as evidence of a fact that held then."""
        late = Claim("Ann", "lived in", "Oslo", valid_from="2019", valid_to="2021")
        memory.add("Ann lived in Oslo.", claims=[late], occurred_at="2023-01-01")
        memory.add("Oslo is cold.", occurred_at="2023-02-01")

        found = memory.search("Oslo", as_of="2020")

        assert [hit.passage.text for hit in found] == ["Ann lived in Oslo."]
        assert len(memory.search("Oslo")) == 2

    def test_facts_come_with_the_hits_that_are_their_evidence(self, memory: Memory) -> None:
        """A hit carries the facts in view that rest on it."""
        memory.add("Ann lives in Oslo.", claims=[Claim("Ann", "lives in", "Oslo")], id="e")

        found = memory.search("Where does Ann live?")

        assert found[0].passage.episode_id == "e"
        assert [fact.object for fact in found[0].facts] == ["Oslo"]
        assert found.facts == found[0].facts

    def test_the_walk_reaches_what_shares_no_word_with_the_question(self, memory: Memory) -> None:
        """A passage two hops away is found although its words are others."""
        memory.add("Emma works at Northwind.", claims=[Claim("Emma", "works at", "Northwind")])
        memory.add("Northwind sits by the sea.", claims=[Claim("Northwind", "sits by", "the sea")])
        for number in range(30):
            memory.add(f"Filler {number} about Emma's weather and nothing else.")

        found = memory.search("Emma works", limit=32)

        walked = {hit.passage.text: hit.why.get("walk", 0.0) for hit in found}
        assert walked["Northwind sits by the sea."] > 0


class TestNamespaces:
    """One file, several memories."""

    def test_a_namespace_sees_only_itself(self, tmp_path: Path) -> None:
        """Neither facts, nor words, nor counts of another namespace show through."""
        path = tmp_path / "team.db"
        options = {"embedder": HashEmbedder(), "extractor": None}
        with (
            Memory(path, namespace="alice", **options) as alice,  # type: ignore[arg-type]
            Memory(path, namespace="bob", **options) as bob,  # type: ignore[arg-type]
        ):
            alice.add("Tea is hot.", claims=[Claim("tea", "is", "hot")], id="same")
            bob.add("Rum is cold.", claims=[Claim("rum", "is", "cold")], id="same")

            assert [hit.passage.text for hit in alice.search("tea rum")] == ["Tea is hot."]
            assert [fact.subject for fact in bob.facts()] == ["rum"]
            assert alice._store.frequencies(["rum"])[0] == {}
            assert bob.stats()["entities"] == 2


class Reader:
    """An extractor that reads "X lives in Y." and knows some nicknames; it can be switched off."""

    name = "reader"

    def __init__(self, nicknames: dict[str, str] | None = None) -> None:
        self.nicknames = nicknames or {}
        self.off = False

    def extract(self, passages: Sequence[Passage]) -> list[Extraction]:
        """One claim a passage."""
        if self.off:
            raise ExtractionError("the model is away")
        return [self._read(passage) for passage in passages]

    def _read(self, passage: Passage) -> Extraction:
        """The claim of one passage."""
        subject, _, place = passage.text.rstrip(".").partition(" lives in ")
        aliases = [Alias(name=n, other=o) for n, o in self.nicknames.items() if n == subject]
        return Extraction(
            mentions=(Mention(passage_id=passage.id, name=subject, type="person"),),
            claims=(Claim(subject, "lives in", place, exclusive=True),),
            aliases=tuple(aliases),
        )


class TestFailing:
    """An extractor that fails loses nothing."""

    def test_what_could_not_be_read_is_kept_and_read_later(self) -> None:
        """A failed episode is searchable, listed with its reason, and read by resume."""
        reader = Reader()
        with Memory(embedder=HashEmbedder(), extractor=reader) as memory:
            reader.off = True
            added = memory.add("Ann lives in Oslo.", id="e")
            failed = memory.status()["failed"]
            reader.off = False
            memory.resume()

            assert added.episode.status == "failed"
            assert failed == {"e": "the model is away"}
            assert memory.search("Oslo")[0].passage.episode_id == "e"
            assert [fact.object for fact in memory.facts("Ann")] == ["Oslo"]
            assert memory.status() == {"pending": [], "failed": {}}

    def test_what_waits_is_read_one_by_one_though_the_clock_stands_still(
        self, tmp_path: Path
    ) -> None:
        """Episodes of one slot that failed together are each read at an instant of their own."""
        reader = Reader()
        with Memory(
            tmp_path / "m.db", embedder=HashEmbedder(), extractor=reader, clock=Clock()
        ) as memory:
            reader.off = True
            memory.add_many(
                [{"text": f"Ann lives in {home}."} for home in ("Oslo", "Rome", "Bern")]
            )
            reader.off = False

            assert len(memory.resume()) == 3
            assert memory.status()["failed"] == {}
            assert memory.verify()
