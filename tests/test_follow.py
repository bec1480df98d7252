"""Following facts: by predicates that are given, and from the names in a question."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphmem import Memory
from graphmem.errors import BadInput
from tests.parts import Clock, HashEmbedder
from tests.shell import Shell


def work(memory: Memory) -> None:
    """Alice changes her job; each firm moves once."""
    memory.add_fact("Alice", "works at", "Acme", valid_from="2018", exclusive=True)
    memory.add_fact("Alice", "works at", "Bolt", valid_from="2022", exclusive=True)
    memory.add_fact("Acme", "based in", "Oslo", valid_from="2010", exclusive=True)
    memory.add_fact("Bolt", "based in", "Rome", valid_from="2010", exclusive=True)
    memory.add_fact("Bolt", "based in", "Bern", valid_from="2023", exclusive=True)


class TestFollow:
    """`memory.follow`."""

    def test_facts_are_followed_in_view(self, memory: Memory) -> None:
        """Each step takes the facts that hold at the time asked about."""
        work(memory)
        steps = ["works at", "based in"]

        assert memory.follow("Alice", steps).objects == ("Bern",)
        assert memory.follow("Alice", steps, as_of="2022-06").objects == ("Rome",)
        assert memory.follow("alice", steps, as_of="2020").objects == ("Oslo",)

    def test_a_path_is_its_chain_of_facts(self, memory: Memory) -> None:
        """A path has one fact for each predicate, each beginning where the last one ended."""
        work(memory)

        (path,) = memory.follow("Alice", ["works at", "based in"]).paths

        assert [(f.subject, f.object) for f in path] == [("Alice", "Bolt"), ("Bolt", "Bern")]

    def test_several_facts_make_several_paths(self, memory: Memory) -> None:
        """What does not compete leads on in parallel, and one goal is named once."""
        for friend in ("Bob", "Cleo"):
            memory.add_fact("Alice", "knows", friend)
            memory.add_fact(friend, "lives in", "Lima")

        found = memory.follow("Alice", ["knows", "lives in"])

        assert len(found) == 2
        assert found.objects == ("Lima",)

    def test_an_inverse_wording_leads_the_other_way(self, memory: Memory) -> None:
        """From a firm to whom it employs, and on from there; the facts are as they were told."""
        work(memory)
        memory.add_fact("Alice", "lives in", "Lima")

        found = memory.follow("Bolt", ["employs", "lives in"])

        assert memory.follow("Acme", "employs", as_of="2020").objects == ("Alice",)
        assert memory.follow("Acme", "employs").objects == ()
        assert found.objects == ("Lima",)
        assert [(f.subject, f.object) for f in found.paths[0]] == [
            ("Alice", "Bolt"),
            ("Alice", "Lima"),
        ]

    def test_an_own_inverse_leads_the_other_way(self) -> None:
        """The inverse of a predicate that the caller declared is followed, too."""
        own = {"predicates": [{"name": "reports to", "inverse": ["leads"]}]}
        with Memory(extractor=None, embedder=HashEmbedder(), ontology=own) as memory:
            memory.add_fact("Bob", "reports to", "Ann")
            memory.add_fact("Cleo", "reports to", "Bob")

            assert memory.follow("Ann", ["leads", "leads"]).objects == ("Cleo",)

    def test_each_step_takes_the_words_that_each_end_has(self, memory: Memory) -> None:
        """The very words of one do not hide the declared words of another."""
        for firm in ("Acme", "Bolt"):
            memory.add_fact("Dora", "owns", firm)
        memory.add_fact("Acme", "employs", "Bob")
        memory.add_fact("Alice", "works at", "Bolt")

        assert set(memory.follow("Dora", ["owns", "employs"]).objects) == {"Alice", "Bob"}

    def test_nothing_leads_on(self, memory: Memory) -> None:
        """Where no fact leads on there is no path, and that is false."""
        work(memory)

        for steps in (["works at", "painted by"], ["likes"], ["likes", "based in"]):
            found = memory.follow("Alice", steps)
            assert not found
            assert found.paths == ()
            assert found.objects == ()

    def test_a_merged_name_is_followed(self, memory: Memory, clock: Clock) -> None:
        """Names that are one entity lead on as one."""
        work(memory)
        memory.add_fact("Acme Ltd", "owned by", "Dora", valid_from="2010")
        clock.tick(days=1)
        memory.merge("Acme Ltd", into="Acme")

        found = memory.follow("Alice", ["works at", "owned by"], as_of="2020")

        assert found.objects == ("Dora",)

    @pytest.mark.parametrize(
        ("start", "steps"), [("", ["likes"]), ("Alice", []), ("Alice", [" "]), ("Alice", [3])]
    )
    def test_what_cannot_be_followed_is_refused(
        self, memory: Memory, start: str, steps: list[str]
    ) -> None:
        """A name and at least one predicate are needed."""
        with pytest.raises(BadInput, match="got"):
            memory.follow(start, steps)

    def test_the_command_line_shows_each_path(self, tmp_path: Path) -> None:
        """`graphmem follow` prints a line for each path."""
        shell = Shell(tmp_path)
        with Memory(tmp_path / "team.db", extractor=None) as memory:
            work(memory)

        printed = shell.out("follow", "Alice", "works at", "based in")

        assert printed.strip() == "Alice works at Bolt → Bolt based in Bern"


class TestPath:
    """`found.path`: the facts that answer a question, one after the other."""

    @pytest.mark.parametrize(
        ("question", "steps"),
        [
            ("Where does Alice work?", [("Alice", "Bolt")]),
            ("Where is the firm based that Alice works at?", [("Alice", "Bolt"), ("Bolt", "Bern")]),
            ("Where is Bolt based?", [("Bolt", "Bern")]),
        ],
    )
    def test_a_question_is_answered_by_a_chain(
        self, question: str, steps: list[tuple[str, str]]
    ) -> None:
        """The path begins at a name in the question and ends in the answer."""
        with Memory(extractor=None) as memory:
            work(memory)

            found = memory.search(question)

            assert [(f.subject, f.object) for f in found.path] == steps
            assert set(found.path) <= set(found.facts)

    def test_a_fact_of_a_named_entity_is_found_without_its_passage(self) -> None:
        """What is known of a name is among the facts although its telling is not a hit."""
        with Memory(extractor=None) as memory:
            memory.add_fact("Alice", "has mother", "Zoe", text="They are related.")
            memory.add_many([{"text": f"Somebody's mother called {n}."} for n in range(20)])

            found = memory.search("Who is Alice's mother?", limit=3)

            assert found.facts[0].object == "Zoe"
            assert found.path[-1].object == "Zoe"

    def test_no_name_no_path(self, memory: Memory) -> None:
        """A question without a known name, or about something else, has no path."""
        work(memory)

        assert memory.search("What is the weather like?").path == ()
        assert memory.search("Does Alice like rye bread with butter?").path == ()

    def test_a_time_inside_a_name_is_not_asked_about(self, memory: Memory) -> None:
        """The year in a title is a part of the title."""
        memory.add_fact("Rocky (1976 film)", "director", "John Avildsen", valid_from="2000")

        found = memory.search("Who is the director of Rocky (1976 film)?")

        assert found.time_expression is None
        assert found.path[-1].object == "John Avildsen"
