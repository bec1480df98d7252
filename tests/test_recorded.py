"""Replaying what was read before: sessions with claims, and OpenIE statements."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from graphmem import Memory
from graphmem.errors import BadInput
from graphmem.extract.recorded import RecordedExtractor
from tests.parts import HashEmbedder

SESSION = {
    "session": 1,
    "date": "2023-05-08",
    "entities": [
        {"name": "Melanie", "type": "person", "aliases": ["Sunshine"]},
        {"name": "Oslo", "type": "place", "aliases": []},
    ],
    "claims": [
        {
            "subject": "Melanie",
            "predicate": "lives in",
            "object": "Oslo",
            "text": "Melanie has lived in Oslo since 2019.",
            "valid_from": "2019",
            "valid_to": None,
            "kind": "state",
            "exclusive": True,
            "negated": False,
            "evidence": ["D1:1", "D1:2"],
        }
    ],
}
TURNS = [
    {"id": "talk:D1:1", "text": "Where do you live, Sunshine?", "session": "talk:session_1"},
    {"id": "talk:D1:2", "text": "In Oslo, since 2019.", "session": "talk:session_1"},
    {"id": "talk:D1:3", "text": "Oslo is nice.", "session": "talk:session_1"},
]


def write(path: Path, *rows: dict[str, Any]) -> Path:
    """A recorded file."""
    path.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    return path


def replayed(path: Path, turns: list[dict[str, Any]], **options: Any) -> Memory:
    """A memory that was told *turns* and had them read from a file."""
    reader = RecordedExtractor(path, **options)
    memory = Memory(extractor=reader, embedder=HashEmbedder())
    memory.add_many(turns)
    return memory


class TestSessions:
    """The format of a session a line."""

    def test_a_claim_rests_on_all_its_turns(self, tmp_path: Path) -> None:
        """Ids are a file's own; times, kinds and who read it are as recorded."""
        with replayed(write(tmp_path / "talk.jsonl", SESSION), TURNS) as memory:
            (fact,) = memory.facts()
            (claim,) = memory.claims()

        assert fact.text == "Melanie has lived in Oslo since 2019."
        assert set(fact.evidence) == {"talk:D1:1#0", "talk:D1:2#0"}
        assert str(fact.valid_from)[:10] == "2019-01-01"
        assert claim.by == "recorded:talk"
        assert claim.episode_id == "talk:D1:2"

    def test_aliases_are_told_or_left_out(self, tmp_path: Path) -> None:
        """The recorded aliases join names, unless they are not wanted."""
        path = write(tmp_path / "talk.jsonl", SESSION)
        with replayed(path, TURNS) as memory:
            assert memory.entity("Sunshine").name == "Melanie"
        with replayed(path, TURNS, aliases=False) as memory:
            assert {entity.name for entity in memory.entities()} >= {"Melanie", "Oslo"}
            assert "Sunshine" not in memory.entity("Melanie").aliases

    def test_a_folder_is_read_by_the_names_of_its_files(self, tmp_path: Path) -> None:
        """Turns of two conversations with the same numbers stay apart."""
        write(tmp_path / "talk.jsonl", SESSION)
        other = json.loads(json.dumps(SESSION).replace("Oslo", "Bergen"))
        write(tmp_path / "chat.jsonl", other)
        told = [{**one, "id": one["id"].replace("talk", "chat")} for one in TURNS]
        with replayed(tmp_path, [*TURNS, *told]) as memory:
            found = {(c.object, c.episode_id) for c in memory.claims()}

        assert found == {("Oslo", "talk:D1:2"), ("Bergen", "chat:D1:2")}

    @pytest.mark.parametrize(
        ("said", "utc"),
        [
            ("2023-05-01T10:00-05:00", "2023-05-01T15:00"),
            ("2023-05-01T10:00+05:00", "2023-05-01T05:00"),
            ("2023-05-01 10:00", "2023-05-01T10:00"),
            ("2023-05-01T10:00", "2023-05-01T10:00"),
            ("2023-05-01T10:00Z", "2023-05-01T10:00"),
            ("2023-05", "2023-05-01T00:00"),
        ],
    )
    def test_a_time_without_a_zone_is_utc(self, tmp_path: Path, said: str, utc: str) -> None:
        """A stated offset counts, whichever way it goes."""
        row = json.loads(json.dumps(SESSION).replace('"2019"', json.dumps(said)))
        with replayed(write(tmp_path / "talk.jsonl", row), TURNS) as memory:
            (claim,) = memory.claims()

        assert claim.valid_from == datetime.fromisoformat(utc).replace(tzinfo=UTC)

    def test_a_claim_that_ended_before_it_was_told_is_counted(self, tmp_path: Path) -> None:
        """Without a beginning it would begin when it was told: what cannot be is no fact."""
        row = json.loads(json.dumps(SESSION).replace('"valid_to": null', '"valid_to": "2020"'))
        row["claims"][0]["valid_from"] = None
        reader = RecordedExtractor(write(tmp_path / "talk.jsonl", row))
        with Memory(extractor=reader, embedder=HashEmbedder()) as memory:
            added = memory.add_many([{**turn, "occurred_at": "2023-05-08"} for turn in TURNS])

            assert memory.claims() == []

        assert [word for one in added for word in one.dropped] == ["time"]

    def test_a_byte_order_mark_is_left_out(self, tmp_path: Path) -> None:
        """What some editors write at the beginning of a file."""
        path = tmp_path / "talk.jsonl"
        path.write_text("\ufeff" + json.dumps(SESSION), "utf-8")

        assert RecordedExtractor(path).name == "recorded:talk"

    def test_the_option_names_a_file(self, tmp_path: Path) -> None:
        """extractor="recorded:PATH" replays it."""
        path = write(tmp_path / "talk.jsonl", SESSION)
        with Memory(extractor=f"recorded:{path}", embedder=HashEmbedder()) as memory:
            memory.add_many(TURNS)

            assert memory.stats()["extractor"] == "recorded:talk"
            assert [fact.object for fact in memory.facts("Melanie")] == ["Oslo"]


class TestOpenIE:
    """Statements of three parts, by passage."""

    ROW = {
        "passage_id": "p1",
        "entities": ["Oslo", "Norway"],
        "statements": [["Oslo", "is in", "Norway"], ["two", "parts"], ["", "is", "nothing"]],
    }

    def test_statements_of_three_parts_are_claims(self, tmp_path: Path) -> None:
        """What has two parts, or an empty one, is left out."""
        told = [{"id": "p1", "text": "Oslo is in Norway."}]
        with replayed(write(tmp_path / "openie.jsonl", self.ROW), told) as memory:
            assert [(c.subject, c.predicate, c.object) for c in memory.claims()] == [
                ("Oslo", "is in", "Norway")
            ]

    def test_hipporag_s_own_file_is_matched_by_its_text(self, tmp_path: Path) -> None:
        """One object of docs, each with its passage behind the title."""
        doc = {
            "idx": "chunk-1",
            "passage": "Oslo\nOslo is in Norway.",
            "extracted_entities": ["Oslo"],
            "extracted_triples": [["Oslo", "is in", "Norway"]],
        }
        path = write(tmp_path / "openie.json", {"docs": [doc], "avg_ent_chars": 4})
        with replayed(path, [{"title": "Oslo", "text": "Oslo is in Norway."}]) as memory:
            assert memory.stats()["claims"] == 1


class TestDamage:
    """Files that cannot be replayed."""

    @pytest.mark.parametrize(
        ("row", "says"),
        [
            ("no json", "line 1: no JSON"),
            ("[1]", "is no JSON object"),
            ('{"session": 1, "claims": [{"subject": "x"}]}', "claims.0.predicate: Field required"),
            ('{"foo": 1}', "a passage_id or the text of the passage is missing"),
            (json.dumps(SESSION).replace("2019", "noon"), "claims.0.valid_from"),
            (json.dumps(SESSION).replace('["D1:1", "D1:2"]', "[]"), "claims.0.evidence"),
            ("", "holds nothing recorded"),
        ],
    )
    def test_a_bad_line_is_named(self, tmp_path: Path, row: str, says: str) -> None:
        """The error says which file and line, and what is wrong; nothing is replayed."""
        path = tmp_path / "talk.jsonl"
        path.write_text(row, "utf-8")

        with pytest.raises(BadInput, match=says):
            RecordedExtractor(path)

    def test_a_file_that_is_not_there_is_named(self, tmp_path: Path) -> None:
        """The error says which."""
        with pytest.raises(BadInput, match="cannot read"):
            RecordedExtractor(tmp_path / "gone.jsonl")

    @pytest.mark.parametrize("path", ["", " "])
    def test_no_path_is_refused(self, path: str) -> None:
        """It does not mean the folder in which one happens to be."""
        with pytest.raises(BadInput, match="no path"):
            Memory(extractor=f"recorded:{path}", embedder=HashEmbedder())
