"""Reading with a language model, end to end, against a real HTTP server that answers by a rule."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel

from graphmem import Limits, Memory
from graphmem.reader import TURNS
from tests.endpoint import Endpoint, Fault, brief, opened, serving, turns


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    """A server that reads plain sentences."""
    with serving(Endpoint()) as endpoint:
        yield endpoint


def believed(memory: Memory) -> set[tuple[Any, ...]]:
    """What a memory believes, at all times."""
    facts = memory.timeline("Ann")
    return {(f.predicate, f.object, f.valid_from, f.valid_to, f.evidence) for f in facts}


class TestStretches:
    """What is read in one call."""

    def test_a_conversation_costs_one_call_for_thirty_turns(self, endpoint: Endpoint) -> None:
        """Nothing but the reading of a stretch calls the model: not resolving, not revising."""
        with opened(endpoint) as memory:
            done = memory.add_many(turns(TURNS * 2))

            assert len(endpoint.requests) == memory.usage().total.calls == 2
            assert sum(len(one.claims) for one in done) == TURNS * 4
            assert memory.usage().by_purpose.keys() == {"extract"}

    def test_long_turns_share_a_call_up_to_its_budget(self, endpoint: Endpoint) -> None:
        """Turns of about 400 tokens are read by twos."""
        long = [{**turn, "text": turn["text"] + " word" * 320} for turn in turns(6)]
        with opened(endpoint) as memory:
            memory.add_many(long)

        texts = ["".join(t["text"] for t in brief(one)["turns"]) for one in endpoint.requests]
        assert [text.count("lives in") for text in texts] == [2, 2, 2]

    def test_a_long_document_is_read_in_parts_with_what_came_before(
        self, endpoint: Endpoint
    ) -> None:
        """Each part of whole passages is read once, after the passages just before it."""
        text = "\n\n".join(f"Ann{n} lives in Paris{n}." + " More of it." * 90 for n in range(9))
        with opened(endpoint, Limits(concurrency=1)) as memory:
            added = memory.add(text, title="Report")

        parts = [brief(asked) for asked in endpoint.requests]
        read = [turn["text"] for part in parts for turn in part["turns"]]
        assert len(parts) > 1
        assert "".join("".join(read).split()) == "".join(text.split())
        assert parts[1]["before"][-1]["text"] == parts[0]["turns"][-1]["text"]
        assert {claim.object for claim in added.claims} == {f"Paris{n}" for n in range(9)}

    def test_two_conversations_are_never_read_together(self, endpoint: Endpoint) -> None:
        """A call sees turns of one session; what has none is read for itself."""
        mixed = [*turns(3, "a"), *turns(3, "b"), *turns(2, None)]
        with opened(endpoint) as memory:
            memory.add_many({**turn, "id": f"{n}"} for n, turn in enumerate(mixed))

        assert sorted(len(brief(asked)["turns"]) for asked in endpoint.requests) == [1, 1, 3, 3]

    def test_a_turn_comes_with_what_helps_to_understand_it(self, endpoint: Endpoint) -> None:
        """The turns before it, the names it may mean with their aliases, their predicates."""
        with opened(endpoint) as memory:
            memory.add_many(turns(3))
            memory.add_fact("Annie", "likes", "Tea")
            memory.merge("Annie", into="Ann")

            memory.add("Ann likes Bob1.", session="s", occurred_at="2023-02-01", speaker="Zoe")

        asked = brief(endpoint.requests[-1])
        assert [turn["text"] for turn in asked["before"]] == [one["text"] for one in turns(3)]
        known = {one["name"]: one for one in asked["known"]}
        assert {"Ann", "Bob1"} <= known.keys()
        assert known["Ann"]["aliases"] == ["Annie"]
        assert {"lives in", "works at", "likes"} <= set(asked["predicates"])
        assert asked["turns"][0]["at"] == "2023-02-01 00:00 (Wednesday)"
        assert asked["turns"][0]["speaker"] == "Zoe"

    def test_what_is_declared_is_told_to_the_model(self, endpoint: Endpoint) -> None:
        """The caller's predicates and entity types, before what the memory has used."""

        class Town(BaseModel):
            """A place with a mayor."""

        words = {"predicates": [{"name": "lives in"}, {"name": "governs"}], "types": [Town]}
        with opened(endpoint, ontology=words) as memory:
            memory.add("Ann likes Rome.")
            memory.add("Ann lives in Rome.")

        asked = brief(endpoint.requests[1])
        assert asked["predicates"] == ["lives in", "governs", "likes"]
        assert asked["types"] == {"town": "A place with a mayor."}

    def test_model_and_prompt_stand_on_every_claim(self, endpoint: Endpoint) -> None:
        """A claim says which model read it, by which version of which prompt."""
        with opened(endpoint) as memory:
            added = memory.add("Ann lives in Rome.")

        assert added.claims[0].by.startswith("openai:test-model/claims-")


class TestConcurrency:
    """Stretches that are read side by side."""

    @pytest.mark.parametrize("concurrency", [2, 8])
    def test_the_result_does_not_depend_on_it(self, endpoint: Endpoint, concurrency: int) -> None:
        """One call at a time and eight, fast and slow ones, give the same memory."""
        told = [*turns(100, "a"), *turns(60, "b")]
        with opened(endpoint, Limits(retries=0, concurrency=1)) as memory:
            memory.add_many(told)
            alone = believed(memory), memory.stats(), [claim.id for claim in memory.claims()]
        asked = {json.dumps(brief(one)) for one in endpoint.requests}
        endpoint.requests.clear()
        endpoint.faults.extend(Fault(wait=0.2 / (n + 1)) for n in range(8))

        with opened(endpoint, Limits(retries=0, concurrency=concurrency)) as memory:
            memory.add_many(told)

            assert (believed(memory), memory.stats(), [c.id for c in memory.claims()]) == alone
        assert {json.dumps(brief(one)) for one in endpoint.requests} == asked
        assert 1 < endpoint.most <= concurrency

    def test_what_is_read_later_is_as_if_read_at_once(self, endpoint: Endpoint) -> None:
        """Turns that waited, told one by one, make the same facts as turns told together."""
        with opened(endpoint) as memory:
            memory.add_many(turns(40))
            together = believed(memory)
        endpoint.requests.clear()

        with opened(endpoint) as memory:
            for turn in turns(40):
                added = memory.add(turn, extract="later")
                assert (added.new, added.episode.status, added.claims) == (True, "pending", ())
            assert memory.search("Bob7").hits[0].passage.episode_id == "s-7"
            assert len(memory.status()["pending"]) == 40
            assert endpoint.requests == []

            assert len(memory.resume()) == 40

            assert len(endpoint.requests) == 2
            assert believed(memory) == together
            assert memory.status() == {"pending": [], "failed": {}}


class TestEvidence:
    """Claims that rest on several turns."""

    def test_a_claim_of_two_turns_goes_with_either(self, endpoint: Endpoint) -> None:
        """Question and answer are both its evidence; erasing one of them erases it."""
        said = {"subject": "Ann", "predicate": "lives in", "object": "Rome", "kind": "state"}
        claim = {**said, "text": "Ann lives in Rome.", "evidence": [1, 2]}
        endpoint.rule = lambda _: json.dumps({"claims": [claim]})
        told = [
            {"id": "q", "text": "Do you live in Rome, Ann?", "session": "s"},
            {"id": "a", "text": "Yes.", "session": "s"},
        ]
        with opened(endpoint) as memory:
            memory.add_many(told)

            (fact,) = memory.facts()
            assert fact.evidence == ("q#0", "a#0")
            assert {hit.passage.id for hit in memory.search("Rome") if hit.facts} == {"q#0", "a#0"}
            memory.erase("q")
            assert memory.facts() == []
            assert memory.verify().faults == ()
