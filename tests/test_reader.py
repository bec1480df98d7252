"""Reading with a language model, end to end, against a real HTTP server that answers by a rule."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from graphmem import Claim, Extraction, Limits, Memory, Passage
from graphmem.errors import BadInput, MissingPart
from graphmem.reader import TURNS
from graphmem.store.base import Store
from graphmem.store.dict_store import DictStore
from tests.endpoint import Endpoint, Fault, brief, serving
from tests.parts import Clock, HashEmbedder

QUICK = Limits(retries=0, timeout=5)


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    """A server that reads plain sentences."""
    with serving(Endpoint()) as endpoint:
        yield endpoint


def opened(
    endpoint: Endpoint, limits: Limits = QUICK, store: Store | str = ":memory:", **options: Any
) -> Memory:
    """A memory that reads with the server."""
    parts: dict[str, Any] = {"embedder": HashEmbedder(), "clock": Clock(), "limits": limits}
    parts |= {"extractor": "openai:test-model", "base_url": endpoint.url}
    return Memory(store, **{**parts, **options})


def turns(count: int, session: str | None = "s") -> list[dict[str, Any]]:
    """Turns of one conversation, a day each, that tell of moves and jobs."""
    towns = ("Paris", "Rome", "Oslo", "Bern")
    return [
        {
            "id": f"{session}-{n}",
            "text": f"Ann lives in {towns[n % 4]}. Bob{n} works at Firm{n % 3}.",
            "session": session,
            "occurred_at": f"2023-01-{n % 28 + 1:02}T{n // 28:02}:00Z",
            "speaker": "Ann",
        }
        for n in range(count)
    ]


def day(turn: dict[str, Any]) -> str:
    """When a turn was told."""
    return str(turn["occurred_at"])


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


class TestFailing:
    """A model that does not answer, or answers nonsense."""

    def test_a_failed_stretch_fails_its_episodes_and_no_others(self, endpoint: Endpoint) -> None:
        """They stay searchable, are listed with the reason, and are read by resume."""
        endpoint.faults.append(Fault(status=500))
        with opened(endpoint, Limits(retries=0, concurrency=1)) as memory:
            told = turns(TURNS + 5)
            memory.add_many(told)

            failed = memory.status()["failed"]
            assert set(failed) == {turn["id"] for turn in sorted(told, key=day)[:TURNS]}
            assert "status 500" in failed["s-0"]
            assert len(memory.search("Ann", limit=50).hits) == TURNS + 5
            assert memory.usage().total.failed == 1

            memory.resume()

            assert memory.status()["failed"] == {}
            assert memory.stats()["claims"] == (TURNS + 5) * 2

    def test_an_answer_of_no_shape_is_repaired_once(self, endpoint: Endpoint) -> None:
        """The second call shows the model its answer and what is wrong with it."""
        endpoint.faults.append(Fault(text='{"claims": [{"subject": "Ann"}]}'))
        with opened(endpoint) as memory:
            added = memory.add("Ann lives in Rome.")

            assert [claim.object for claim in added.claims] == ["Rome"]
            assert memory.usage().by_purpose["repair"].calls == 1
        said = endpoint.requests[1]["messages"][-1]["content"]
        assert "claims.0.predicate: Field required" in said

    def test_an_answer_that_cannot_be_repaired_is_a_failure(self, endpoint: Endpoint) -> None:
        """After one repair the episode has failed, and nothing of the answer was used."""
        endpoint.faults.extend([Fault(text="I'd say: {}"), Fault(text="__import__('os')")])
        with opened(endpoint) as memory:
            added = memory.add("Ann lives in Rome.", id="one")

            assert (added.episode.status, added.claims) == ("failed", ())
            assert "not after one repair" in memory.status()["failed"]["one"]
            assert len(endpoint.requests) == 2

    def test_an_answer_that_is_cut_off_is_read_in_halves(self, endpoint: Endpoint) -> None:
        """Too much for one answer is asked for in two parts, the second after the first."""
        endpoint.faults.append(Fault(text='{"entities": [], "cl', cut=True))
        with opened(endpoint) as memory:
            memory.add_many(turns(4))

            assert memory.stats()["claims"] == 8
        sizes = [len(brief(asked)["turns"]) for asked in endpoint.requests]
        assert sizes == [4, 2, 2]
        before = [turn["text"] for turn in brief(endpoint.requests[2])["before"]]
        assert before == [turn["text"] for turn in turns(2)]

    def test_erased_while_it_is_read_it_leaves_nothing(self, endpoint: Endpoint) -> None:
        """An episode that goes during the call makes no claim, nor one that rests on it."""
        store = DictStore()
        with opened(endpoint, store=store) as memory:
            other = Memory(store, embedder=HashEmbedder(), extractor=None, clock=Clock())

            def read(asked: dict[str, Any]) -> str:
                other.erase("s-0")
                claim = {"subject": "Ann", "predicate": "knows", "object": "Bob1", "kind": "state"}
                return json.dumps(
                    {"claims": [{**claim, "text": "Ann knows Bob1.", "evidence": [1, 2]}]}
                )

            endpoint.rule = read
            done = memory.add_many(turns(2))

            assert [one.claims for one in done] == [(), ()]
            assert memory.claims() == []
            assert [episode.id for episode in memory.episodes()] == ["s-1"]


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


class TestOpening:
    """Which model, which server, which key."""

    def test_a_model_of_the_cloud_needs_a_key(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Without a key and a server of one's own the memory is not opened."""
        monkeypatch.delenv("OPENAI_API_KEY", raising=False)
        monkeypatch.delenv("OPENAI_BASE_URL", raising=False)

        with pytest.raises(MissingPart, match="OPENAI_API_KEY"):
            Memory(extractor="openai:gpt-4.1-mini")

    def test_server_and_key_may_come_from_the_environment(
        self, endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """OPENAI_BASE_URL and OPENAI_API_KEY are used where nothing is given."""
        monkeypatch.setenv("OPENAI_BASE_URL", endpoint.url)
        monkeypatch.setenv("OPENAI_API_KEY", "secret-key")
        with Memory(extractor="openai:m", embedder=HashEmbedder()) as memory:
            memory.add("Ann lives in Rome.")

            assert "secret-key" not in repr(memory) + str(memory.stats())
        assert endpoint.headers[0]["Authorization"] == "Bearer secret-key"

    @pytest.mark.parametrize("name", ["openai:", "gpt-4", "anthropic:claude", " "])
    def test_an_unknown_model_is_refused(self, name: str) -> None:
        """The message says what is allowed."""
        with pytest.raises(BadInput, match="openai:MODEL"):
            Memory(model=name, extractor=None)

    def test_any_object_that_reads_will_do(self) -> None:
        """An object with name and extract() is an extractor; a wrong number of answers fails."""

        class Own:
            """Reads one claim from the first passage."""

            name = "own"

            def extract(self, passages: Sequence[Passage]) -> list[Extraction]:
                """As many extractions as it likes."""
                return [Extraction(claims=(Claim("Ann", "knows", "Bob"),)) for _ in passages[:1]]

        with Memory(extractor=Own(), embedder=HashEmbedder()) as memory:
            assert memory.add("One.").claims[0].by == "own"
            long = memory.add(" ".join(f"Word{n} is here." for n in range(400)))
            assert long.episode.status == "failed"
            assert "own gave 1 extractions for" in (long.episode.reason or "")
