"""Opening what cannot be opened: a named error, and the file as it was."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from graphmem import Claim
from graphmem.store.sqlite_file import FORMAT
from tests.refusals import OtherEmbedder, opened, says


class TestOpening:
    """Names of parts, and files."""

    @pytest.mark.parametrize(
        ("options", "message"),
        [
            ({"namespace": "a b"}, "BadInput: bad namespace 'a b'. Allowed: 1 to 64 letters"),
            ({"extractor": "magic"}, "BadInput: unknown extractor 'magic'. Allowed: \"spacy\""),
            ({"embedder": "magic"}, "BadInput: unknown embedder 'magic'. Allowed: \"minilm\""),
            ({"timezone": "Mars/Base"}, "BadInput: unknown timezone 'Mars/Base'. Give an IANA"),
            ({"url": "http://x"}, "BadInput: unknown store 'http://x'. Give the path of a file"),
            ({"auth": ("a", "b")}, "BadInput: ':memory:' is a file and takes no auth"),
            ({"url": "bolt://localhost:1", "auth": "a"}, "BadInput: bad auth: give a user"),
            ({"url": "bolt://localhost:1"}, "Unreachable: no Neo4j answers at bolt://localhost:1"),
            ({"url": "/no/such/a.db"}, "StoreError: cannot open '/no/such/a.db'"),
        ],
    )
    def test_an_unknown_part_is_refused(self, options: dict[str, Any], message: str) -> None:
        """A name that means no part is refused with what is allowed."""
        with says(message):
            opened(**options)

    @pytest.mark.parametrize(
        ("name", "message"),
        [
            ("notes.txt", "NotAStore: {}notes.txt' cannot be used as a graphmem store"),
            ("other.db", "NotAStore: {}other.db' is an SQLite file of another program"),
            ("newer.db", f"NewerStore: {{}}newer.db' has format {FORMAT + 1}; this graphmem knows"),
        ],
    )
    def test_a_file_of_something_else_is_not_touched(
        self, tmp_path: Path, name: str, message: str
    ) -> None:
        """A text file, another program's and a newer graphmem's stay the same to the byte."""
        (tmp_path / "notes.txt").write_text("It rains.\n" * 100)
        opened(tmp_path / "newer.db").close()
        run(tmp_path / "newer.db", f"PRAGMA user_version = {FORMAT + 1}")
        run(tmp_path / "other.db", "CREATE TABLE mine (x)")
        before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

        with says(message.format(f"'{tmp_path}/")):
            opened(tmp_path / name)
        assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before

    def test_a_file_of_an_older_format_is_brought_forward(self, tmp_path: Path) -> None:
        """A file of format 1 is opened as it stands, and its claims get their sentences."""
        path = tmp_path / "team.db"
        with opened(path) as memory:
            memory.add("I went there.", claims=[Claim("Ann", "visited", "Oslo")], speaker="Ann")
            told = memory.search("Who visited Oslo?")
        run(
            path,
            "DROP TABLE sentence",
            "DROP TABLE name_form",
            "DROP INDEX claim_retracted",
            "ALTER TABLE namespace DROP COLUMN said",
            "CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID",
            "INSERT INTO meta SELECT 'embedder', embedder FROM namespace",
            "INSERT INTO meta SELECT 'dimension', dimension FROM namespace",
            "ALTER TABLE namespace DROP COLUMN embedder",
            "ALTER TABLE namespace DROP COLUMN dimension",
            "ALTER TABLE namespace DROP COLUMN reembedded",
            "PRAGMA user_version = 1",
        )

        with opened(path) as memory:
            assert memory.verify().faults == ()
            assert memory.search("Who visited Oslo?").hits == told.hits
        with sqlite3.connect(path) as connection:
            assert connection.execute("PRAGMA user_version").fetchone() == (FORMAT,)
            assert connection.execute("SELECT said FROM namespace").fetchone() == (1,)
        connection.close()

    def test_another_embedder_is_refused(self, tmp_path: Path) -> None:
        """Vectors of two embedders cannot be compared: the message names both."""
        with opened(tmp_path / "team.db") as memory:
            memory.add("It rains.")

        with says("EmbedderMismatch: ", "32-", "'hashed-words'", "'other-words' makes 16"):
            opened(tmp_path / "team.db", embedder=OtherEmbedder())


def run(path: Path, *statements: str) -> None:
    """Run statements on an SQLite file, around graphmem."""
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()
