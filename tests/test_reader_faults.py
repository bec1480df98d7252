"""A language model that fails or is not there: nothing is lost, and what is wrong is said."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from graphmem import Claim, Extraction, Limits, Memory, Passage
from graphmem.errors import BadInput, MissingPart
from graphmem.reader import TURNS
from graphmem.store.dict_store import DictStore
from tests.endpoint import Endpoint, Fault, brief, opened, serving, turns
from tests.parts import Clock, HashEmbedder


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    """A server that reads plain sentences."""
    with serving(Endpoint()) as endpoint:
        yield endpoint


def day(turn: dict[str, Any]) -> str:
    """When a turn was told."""
    return str(turn["occurred_at"])


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

    def test_a_date_of_very_many_digits_is_no_date(self, endpoint: Endpoint) -> None:
        """The claim is dropped like any whose time cannot be read; the others are kept."""
        said = {"subject": "Ann", "object": "Rome", "kind": "state", "text": "", "evidence": [1]}
        claims = [
            {**said, "predicate": "lives in", "valid_from": "9" * 5000},
            {**said, "predicate": "likes"},
        ]
        endpoint.rule = lambda _: json.dumps({"claims": claims})
        with opened(endpoint) as memory:
            added = memory.add("Ann lives in Rome and likes it.")

        assert ([claim.predicate for claim in added.claims], added.dropped) == (
            ["likes"],
            ("time",),
        )

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

    @pytest.mark.parametrize(
        ("options", "says"),
        [
            ({"base_url": "localhost:8080/v1"}, "http://localhost:8080/v1"),
            ({"base_url": "http://"}, "http://localhost:8080/v1"),
            ({"base_url": "http://host:port/v1"}, "http://localhost:8080/v1"),
            ({"base_url": "http://my host/v1"}, "http://localhost:8080/v1"),
            ({"base_url": 5}, "got 5"),
            ({"api_key": "secret\n"}, "Allowed: ASCII"),
            ({"api_key": "sécret"}, "Allowed: ASCII"),
            ({"api_key": 5}, "Allowed: ASCII"),
            ({"limits": {}}, "limits must be a Limits"),
            ({"prices": "abc"}, "prices must be a mapping"),
        ],
    )
    def test_a_setting_that_cannot_be_is_refused_at_once(
        self, options: dict[str, Any], says: str
    ) -> None:
        """Before anything is told or asked; the message says what is allowed and shows no key."""
        with pytest.raises(BadInput, match=says) as raised:
            Memory(extractor=None, embedder=HashEmbedder(), **options)
        assert "cret" not in str(raised.value)

    @pytest.mark.parametrize(
        "variable", [("OPENAI_BASE_URL", "localhost/v1"), ("OPENAI_API_KEY", "a b")]
    )
    def test_a_bad_setting_of_the_environment_is_refused_where_it_is_used(
        self, monkeypatch: pytest.MonkeyPatch, variable: tuple[str, str]
    ) -> None:
        """A memory that asks no server does not mind."""
        monkeypatch.setenv("OPENAI_API_KEY", "key")
        monkeypatch.setenv(*variable)
        Memory(extractor=None, embedder=HashEmbedder()).close()

        with pytest.raises(BadInput, match="Allowed: "):
            Memory(extractor="openai:m", embedder=HashEmbedder())

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
