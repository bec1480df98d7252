"""An extractor of the user's own: what it gives is checked as the caller's claims are, and whatever
it does wrong fails its own episode and no other."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from graphmem import Claim, Extraction, Memory, Passage
from graphmem.errors import BadInput, ExtractionError
from graphmem.extract.base import Stretch
from graphmem.model import Alias, Mention
from tests.refusals import opened

Answer = Callable[[Sequence[Passage]], Any]


class Scripted:
    """Answers for each episode as it is told to; nothing for others."""

    name = "scripted"

    def __init__(self, **answers: Any) -> None:
        self.answers = answers

    def extract(self, passages: Sequence[Passage]) -> list[Extraction]:
        """What was scripted: a value, or what a function gives or raises."""
        answer = self.answers.get(passages[0].episode_id, [Extraction() for _ in passages])
        given: list[Extraction] = answer(passages) if callable(answer) else answer
        return given


def saying(*claims: Any, **more: Any) -> list[Extraction]:
    """The answer of an extractor that says some claims of one passage."""
    return [Extraction(claims=claims, **more)]


def raising(error: Exception) -> Answer:
    """An extractor that fails."""

    def fail(_: Sequence[Passage]) -> Any:
        raise error

    return fail


def told(extractor: Any, file: Path, **options: Any) -> Memory:
    """A memory in a file that was told an odd episode and a good one, in this order."""
    memory = opened(file, extractor=extractor, **options)
    memory.add_many(
        [
            {"id": "odd", "text": "Ann moved.", "occurred_at": "2024-01-01"},
            {"id": "good", "text": "Bob lives in Rome.", "occurred_at": "2024-01-02"},
        ]
    )
    return memory


GOOD = saying(Claim("Bob", "lives in", "Rome"))
LIVES = ("Ann", "lives in", "Oslo")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file for a memory."""
    return tmp_path / "m.db"


class TestWholeAnswers:
    """An answer that is none fails its episode, says why, and leaves the others alone."""

    @pytest.mark.parametrize(
        ("answer", "reason"),
        [
            (None, "scripted gave a NoneType for 1 passages"),
            ({}, "scripted gave a dict for 1 passages"),
            (lambda p: (Extraction() for _ in p), "scripted gave a generator"),
            ([{"claims": []}], "scripted gave a dict for a passage"),
            ([None], "scripted gave a NoneType for a passage"),
            ([], "scripted gave 0 extractions for 1 passages"),
            ([Extraction(claims=None)], "scripted failed: TypeError: "),  # type: ignore[arg-type]
            (raising(KeyError("subject")), "scripted failed: KeyError: 'subject'"),
            (raising(TimeoutError("too slow")), "scripted failed: TimeoutError: too slow"),
            (raising(ExtractionError("no \ud800")), "no \\ud800"),
            (raising(OSError("no disk")), "scripted failed: OSError: no disk"),
        ],
    )
    def test_a_malformed_answer_is_a_failed_reading(
        self, file: Path, answer: Any, reason: str
    ) -> None:
        """The good episode is read, and the odd one is read by resume when it can be."""
        extractor = Scripted(odd=answer, good=GOOD)
        with told(extractor, file) as memory:
            status = memory.status()
            assert status["failed"]["odd"].startswith(reason)
            assert status["pending"] == []
            assert [claim.object for claim in memory.claims()] == ["Rome"]

            extractor.answers["odd"] = saying(Claim(*LIVES))
            memory.resume()

            assert memory.status() == {"pending": [], "failed": {}}
            assert {claim.object for claim in memory.claims()} == {"Rome", "Oslo"}

    def test_the_traceback_of_a_failing_extractor_is_logged(
        self, file: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        """What the reason has no room for stands in the log, as a warning."""
        with caplog.at_level(logging.WARNING), told(Scripted(odd=raising(KeyError("x"))), file):
            pass

        (record,) = caplog.records
        assert (record.levelname, record.exc_info and record.exc_info[0]) == ("WARNING", KeyError)

    def test_a_failing_stretch_leaves_the_other_stretches(self, file: Path) -> None:
        """Of stretches that are read side by side, one that raises loses only its own turns."""

        class Stretches(Scripted):
            """Reads stretches; cannot bear Ann."""

            budget, concurrency = 100, 2

            def read(self, stretch: Stretch) -> list[Extraction]:
                """A claim for each passage."""
                if "Ann" in stretch.passages[0].text:
                    raise RuntimeError("not her")
                return [Extraction(claims=(Claim("Bob", "is", "here"),)) for _ in stretch.passages]

        with told(Stretches(), file) as memory:
            assert memory.status()["failed"] == {"odd": "scripted failed: RuntimeError: not her"}
            assert len(memory.claims()) == 1

    def test_an_interrupt_stops_the_call(self, file: Path) -> None:
        """Ctrl-C is no failed reading: the episode waits."""

        def interrupt(_: Sequence[Passage]) -> Any:
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            told(Scripted(odd=interrupt), file)
        with opened(file) as memory:
            assert memory.status()["pending"] == ["odd", "good"]


class TestSingleClaims:
    """One claim that cannot be is dropped and counted; the rest is used."""

    @pytest.mark.parametrize(
        ("odd", "word"),
        [
            (Claim("Ann", "lives in", None), "words"),  # type: ignore[arg-type]
            (Claim("Ann", "lives in", 5), "words"),  # type: ignore[arg-type]
            (Claim("Ann", "lives in", " "), "words"),
            (Claim("Ann", "lives in", "*"), "words"),
            (Claim("Ann", "lives in", "\ud800"), "words"),
            (Claim(*LIVES, kind="foo"), "words"),  # type: ignore[arg-type]
            (Claim(*LIVES, text=5), "words"),  # type: ignore[arg-type]
            (Claim(*LIVES, negated="no"), "words"),  # type: ignore[arg-type]
            (Claim(*LIVES, evidence=None), "words"),  # type: ignore[arg-type]
            (Claim(*LIVES, evidence=({},)), "words"),  # type: ignore[arg-type]
            (LIVES, "words"),
            (None, "words"),
            (Claim(*LIVES, valid_from="last week"), "time"),
            (Claim(*LIVES, valid_from="9" * 5000), "time"),
            (Claim(*LIVES, valid_from=2023), "time"),  # type: ignore[arg-type]
            (Claim(*LIVES, valid_from=datetime(2023, 5, 1)), "time"),
            (Claim(*LIVES, valid_from="2023", valid_to="2022"), "time"),
            (Claim(*LIVES, valid_to="2022"), "time"),
        ],
    )
    def test_a_claim_that_cannot_be_is_dropped_and_counted(
        self, file: Path, odd: Any, word: str
    ) -> None:
        """The extraction's other claim is kept, and so are the words that came with it."""
        extractor = Scripted(odd=saying(odd, Claim("Ann", "likes", "Tea"), dropped=("name",)))
        with opened(file, extractor=extractor) as memory:
            added = memory.add("Ann moved.", id="odd", occurred_at="2024-01-01")

            assert added.episode.status == "done"
            assert added.dropped == ("name", word)
            assert [claim.object for claim in added.claims] == ["Tea"]

    @pytest.mark.parametrize(
        "odd",
        [
            Mention(passage_id="", name=""),
            Mention(passage_id="", name=None),  # type: ignore[arg-type]
            Mention(passage_id="", name="Ann", type=None),  # type: ignore[arg-type]
            Mention(passage_id="", name="Ann", start=None),  # type: ignore[arg-type]
            "Ann",
        ],
    )
    def test_a_mention_that_cannot_be_is_dropped_and_counted(self, file: Path, odd: Any) -> None:
        """The other mention is kept."""
        held = Mention(passage_id="", name="Ann", type="person")
        with opened(file, extractor=Scripted(odd=saying(mentions=(odd, held)))) as memory:
            added = memory.add("Ann moved.", id="odd")

            assert (added.episode.status, added.dropped) == ("done", ("words",))
            assert [(one.name, one.type) for one in memory.entities()] == [("Ann", "person")]

    @pytest.mark.parametrize("odd", [Alias(name="", other="Ann"), ("Annie", "Ann")])
    def test_an_alias_that_cannot_be_is_dropped_and_counted(self, file: Path, odd: Any) -> None:
        """Nothing is joined by it."""
        with opened(file, extractor=Scripted(odd=saying(aliases=(odd,)))) as memory:
            assert memory.add("Ann moved.", id="odd").dropped == ("words",)

    @pytest.mark.parametrize(
        ("time", "zone", "utc"),
        [
            ("2023-05", None, "2023-05-01T00:00"),
            (date(2023, 5, 8), None, "2023-05-08T00:00"),
            (datetime(2023, 5, 8, 9), "Europe/Berlin", "2023-05-08T07:00"),
            ("2023-05", "Europe/Berlin", "2023-04-30T22:00"),
        ],
    )
    def test_a_time_is_read_as_the_caller_s_times_are(
        self, file: Path, time: Any, zone: str | None, utc: str
    ) -> None:
        """Partial dates, dates and, with the memory's time zone, naive times."""
        extractor = Scripted(odd=saying(Claim(*LIVES, valid_from=time)))
        with opened(file, extractor=extractor, timezone=zone) as memory:
            (claim,) = memory.add("Ann moved.", id="odd").claims

            assert claim.valid_from == datetime.fromisoformat(utc).replace(tzinfo=UTC)


class TestOpening:
    """What is no extractor is refused before anything is told."""

    @pytest.mark.parametrize("name", [None, "", " ", 5])
    def test_an_extractor_without_a_name_is_refused(self, file: Path, name: Any) -> None:
        """Its name stands on every claim that it reads."""
        extractor = Scripted()
        extractor.name = name

        with pytest.raises(BadInput, match="has no name"):
            opened(file, extractor=extractor)

    @pytest.mark.parametrize("part", ["budget", "concurrency"])
    @pytest.mark.parametrize("value", [0, None, "8", 1.5])
    def test_an_extractor_of_no_budget_is_refused(self, file: Path, part: str, value: Any) -> None:
        """One that reads stretches says how long they may be, and how many at once."""

        class Stretches(Scripted):
            """Reads stretches."""

            budget, concurrency = 100, 2

            def read(self, stretch: Stretch) -> list[Extraction]:
                """Nothing."""
                return [Extraction() for _ in stretch.passages]

        extractor = Stretches()
        setattr(extractor, part, value)

        with pytest.raises(BadInput, match=f"{part} must be a whole number"):
            opened(file, extractor=extractor)
