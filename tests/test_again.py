"""What is told again: the same telling, another one under its id, or one that was erased."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from graphmem import Claim, Memory
from graphmem.errors import Erased
from graphmem.intake import telling
from tests.parts import Clock
from tests.refusals import opened, refused, says
from tests.test_memory import Reader

YES = {"text": "Yes.", "speaker": "Ann"}
TEA = Claim("Ann", "likes", "tea")


class TestErased:
    """Which tellings are the erased one."""

    @pytest.fixture
    def without(self, memory: Memory) -> Memory:
        """A memory from which one short answer was erased."""
        memory.add({**YES, "id": "mon"}, occurred_at="2024-01-01")
        memory.erase("mon")
        return memory

    @pytest.mark.parametrize(
        "again",
        [
            {"occurred_at": "2024-01-01", "id": "other"},
            {"occurred_at": "2024-01-01T02:00+02:00"},
            {"id": "mon", "occurred_at": "2024-03-03"},
            {"id": "other"},
            {},
        ],
    )
    def test_the_same_words_stay_out_by_time_by_id_or_without_a_time(
        self, without: Memory, again: dict[str, Any]
    ) -> None:
        """Its time or its id tell the erased one; where neither is told, nobody can tell."""
        (left_out,) = without.add_many([{**YES, **again}])

        assert (left_out.new, left_out.episode.status, left_out.episode.text) == (
            False,
            "erased",
            "",
        )
        with pytest.raises(Erased, match="occurred_at where it is another one"):
            without.add({**YES, **again})

    def test_the_same_words_at_another_time_are_another_telling(self, without: Memory) -> None:
        """A short answer is given many times: erasing one loses no other."""
        assert without.add({**YES, "id": "tue"}, occurred_at="2024-01-02").new

    def test_all_in_a_batch_are_treated_alike(self, without: Memory) -> None:
        """Whatever stands beside it, the erased one stays out and the others come in."""
        days = [None, "2024-02-02", "2024-01-01", None]
        told = [{**YES, "id": f"e{n}", "occurred_at": day} for n, day in enumerate(days)]

        done = without.add_many(told)

        assert [one.episode.status for one in done] == ["erased", "done", "erased", "erased"]

    def test_each_of_two_erased_ones_stays_out(self, without: Memory) -> None:
        """Erasing another telling of the same words does not let the first one in again."""
        without.add({**YES, "id": "tue"}, occurred_at="2024-01-02")
        without.erase("tue")

        days = "2024-01-01", "2024-01-02", "2024-01-03"
        done = without.add_many([{**YES, "id": f"e{d}", "occurred_at": d} for d in days])

        assert [one.episode.status for one in done] == ["erased", "erased", "done"]

    def test_what_an_older_graphmem_erased_stays_out_at_any_time(self, memory: Memory) -> None:
        """A tombstone of old has no time in its digest."""
        episode = memory.add({**YES, "id": "mon"}).episode
        memory.erase("mon")
        (stone,) = memory._store.tombstones()
        old = opened()
        old._store.bury(replace(stone, digest=telling(episode)), None)

        with pytest.raises(Erased):
            old.add({**YES, "id": "tue"}, occurred_at="2024-01-02")


class TestKnown:
    """An id that is there already."""

    @pytest.mark.parametrize(
        ("other", "what"),
        [
            ({"claims": [TEA]}, "claims"),
            ({"speaker": "Ann"}, "speaker"),
            ({"session": "s"}, "session"),
            ({"title": "Tea"}, "title"),
            ({"occurred_at": "2020"}, "occurred_at"),
            ({"speaker": "Ann", "occurred_at": "2020"}, "speaker and occurred_at"),
        ],
    )
    def test_what_differs_is_refused_by_name(
        self, memory: Memory, other: dict[str, Any], what: str
    ) -> None:
        """An episode never changes: nothing that is told under its id is dropped in silence."""
        memory.add("hello", id="x")

        with refused(memory, "BadInput: ", f"'x' is there already with another {what}. ", "erase"):
            memory.add("hello", id="x", **other)

    @pytest.mark.parametrize(
        "other", [Claim("Ann", "likes", "tea", exclusive=True), Claim("Ann", "likes", "rum")]
    )
    def test_other_claims_are_refused(self, memory: Memory, other: Claim) -> None:
        """Of an episode that was read by the caller's own claims."""
        memory.add("hello", id="x", claims=[TEA])

        with refused(memory, "BadInput: ", "with another claims"):
            memory.add("hello", id="x", claims=[other])

    def test_the_same_telling_changes_nothing(self, memory: Memory, clock: Clock) -> None:
        """With its claims, its time and its teller, or with fewer words about them."""
        whole = {"id": "x", "speaker": "Ann", "occurred_at": "2020", "claims": [TEA]}
        memory.add("hello", **whole)  # type: ignore[arg-type]
        clock.tick(days=1)

        assert not memory.add("hello", **whole).new  # type: ignore[arg-type]
        assert not memory.add("hello", id="x").new

    def test_claims_in_declared_words_are_the_same_again(self) -> None:
        """What the ontology made of the claims is not held against them."""
        words = {"predicates": [{"name": "is fond of", "aliases": ["likes"]}]}
        with opened(ontology=words) as memory:
            added = memory.add("hello", id="x", claims=[TEA])

            assert added.claims[0].predicate == "is fond of"
            assert not memory.add("hello", id="x", claims=[TEA]).new

    def test_one_batch_may_not_hold_one_id_with_other_claims(self, memory: Memory) -> None:
        """The second's claims would be lost."""
        hello: dict[str, Any] = {"text": "hello", "id": "x"}

        with says("BadInput: ", "'x'", "claims"):
            memory.add_many([hello, {**hello, "claims": [TEA]}])

    def test_a_failed_episode_takes_the_claims_given_now(self) -> None:
        """Own claims heal what no extractor could read."""
        reader = Reader()
        reader.off = True
        with opened(extractor=reader) as memory:
            memory.add("Ann likes tea.", id="x")
            assert memory.status()["failed"] == {"x": "the model is away"}

            added = memory.add("Ann likes tea.", id="x", claims=[TEA])

            assert [fact.object for fact in added.facts] == ["tea"]
            assert memory.status() == {"pending": [], "failed": {}}

    def test_a_waiting_episode_takes_the_claims_given_now(self, memory: Memory) -> None:
        """They were told after the words."""
        memory.add("Ann likes tea.", id="x", extract="later")

        memory.add("Ann likes tea.", id="x", claims=[TEA])

        assert memory.status()["pending"] == []
        assert [fact.object for fact in memory.facts("Ann")] == ["tea"]


class TestMany:
    """Several at once."""

    def test_what_stands_before_a_bad_one_is_taken_in(self, memory: Memory) -> None:
        """Whether it cannot be read, or says something else under a known id."""
        bads: list[dict[str, str]] = [{"text": ""}, {"id": "e0", "text": "else"}]
        for bad in bads:
            told = [{"id": f"e{n}", "text": f"Number {n}."} for n in range(3)]
            with says("BadInput: "):
                memory.add_many([*told, bad, {"text": "After it."}])

            assert [one.id for one in memory.episodes()] == ["e0", "e1", "e2"]

    def test_what_comes_before_an_error_of_the_caller_is_taken_in(self, memory: Memory) -> None:
        """A generator that breaks loses nothing that it gave."""

        def broken() -> Any:
            """Two episodes, then a file that ends too early."""
            yield from ({"text": "one"}, {"text": "two"})
            raise EOFError

        with pytest.raises(EOFError):
            memory.add_many(broken())
        assert memory.stats()["episodes"] == 2

    @pytest.mark.parametrize("alone", [{"id": "x"}, {"claims": [TEA]}, {"claims": iter([TEA])}])
    def test_what_belongs_to_one_message_is_refused_for_several(
        self, memory: Memory, alone: dict[str, Any]
    ) -> None:
        """An id and claims are one message's own; a list's would be every message's."""
        told = [{"content": "Hello."}, {"content": "Ann likes tea."}]

        with refused(memory, "BadInput: ", "2 messages", '"claims": …'):
            memory.add(told, **alone)

    def test_messages_may_each_have_their_claims(self, memory: Memory) -> None:
        """A message's own claims are its evidence."""
        added = memory.add([{"content": "Hello."}, {"content": "Tea!", "claims": [TEA]}])

        assert [claim.episode_id for claim in added.claims] == [added.episodes[1].id]


class TestResume:
    """Reading what waits."""

    def test_without_an_extractor_what_waits_goes_on_waiting(self, tmp_path: Path) -> None:
        """It was told for a reader: nothing is marked as read, and a failure keeps its reason."""
        reader = Reader()
        with opened(tmp_path / "m.db", extractor=reader) as memory:
            reader.off = True
            memory.add("Ann lives in Oslo.", id="failed")
            memory.add("Ann lives in Rome.", id="later", extract="later")

        with opened(tmp_path / "m.db") as memory:
            done = memory.resume()

            assert [(one.episode.id, one.episode.status, one.new) for one in done] == [
                ("later", "pending", False),
                ("failed", "failed", False),
            ]
            assert memory.status() == {
                "pending": ["later"],
                "failed": {"failed": "the model is away"},
            }
