"""Exports that are damaged or none at all: found before anything is restored."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from graphmem.errors import BadInput
from graphmem.portable import export, restore
from graphmem.store.dict_store import DictStore
from tests.parts import HashEmbedder
from tests.test_portable import TOLD, emptied, held, lived


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An export of a small memory."""
    store = DictStore()
    lived(store, TOLD)
    export(store, tmp_path / "memory.jsonl")
    return tmp_path / "memory.jsonl"


def edited(**changes: Any) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """An edit of the one value that a line holds."""

    def edit(line: dict[str, Any]) -> dict[str, Any]:
        """The line with other fields in its value."""
        kind = next(key for key in line if key not in ("at", "passages", "mentions"))
        return {**line, kind: {**line[kind], **changes}}

    return edit


ENDED = {"subject": "Ann", "predicate": "is", "object": "here", "valid_to": "0001-01-01T00:00:00Z"}
DAMAGE: dict[str, tuple[int, Callable[[Any], Any], str]] = {
    "another program's file": (1, lambda _: {"version": 3}, "an export begins with"),
    "a newer format": (1, lambda line: {**line, "graphmem": 9}, "an export begins with"),
    "no revision": (1, lambda line: {**line, "revision": None}, "first line says"),
    "a wrong count": (1, lambda line: {**line, "events": 99}, "the file ends here"),
    "no object": (3, lambda _: [1, 2], "a JSON object"),
    "no time": (3, lambda line: {**line, "at": "tomorrow"}, "Invalid isoformat"),
    "no zone": (3, lambda line: {**line, "at": "2024-01-03"}, "no time zone"),
    "time going back": (4, lambda line: {**line, "at": "2020-01-01T00:00:00Z"}, "is before that"),
    "no event": (3, lambda line: {"at": line["at"]}, "a line tells one of"),
    "no text": (2, edited(text=7), "should be a str"),
    "half a character": (2, edited(text="\ud800 and more of it"), "surrogates not allowed"),
    "an unknown field": (2, edited(mood="good"), "unknown fields"),
    "an unknown status": (2, edited(status="lost"), "none of pending"),
    "a claim to come that cannot be": (2, edited(claims=[ENDED]), "must end after it begins"),
    "passages beyond the text": (2, lambda line: {**line, "passages": [["p", 0, 999]]}, "not lie"),
    "no passages": (2, lambda line: {"at": line["at"], "episode": line["episode"]}, "is missing"),
    "mentions nowhere": (2, lambda line: {**line, "mentions": [[7, "", "", "", 0, 0]]}, "missing"),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_file_restores_nothing(path: Path, damage: str) -> None:
    """Whatever is wrong in a line is found before anything is written, with the line's number."""
    number, edit, message = DAMAGE[damage]
    lines = path.read_text("utf-8").splitlines()
    lines[number - 1] = json.dumps(edit(json.loads(lines[number - 1])))
    path.write_text("\n".join(lines), "utf-8")
    last = len(lines) if damage in ("no revision", "a wrong count") else number
    again = emptied()

    with pytest.raises(BadInput, match=rf"by line {last}: .*{message}.*Nothing was restored"):
        restore(again, HashEmbedder(), path)

    assert held(again) == held(emptied())


@pytest.mark.parametrize("kind", ["episode", "claim"])
def test_a_line_that_is_missing_or_there_twice_is_found(path: Path, kind: str) -> None:
    """A claim without its episode, or one id twice, is refused."""
    lines = path.read_text("utf-8").splitlines()
    place = next(n for n, line in enumerate(lines) if f'"{kind}": {{' in line)

    for damaged in (lines[:place] + lines[place + 1 :], [*lines[: place + 1], *lines[place:]]):
        path.write_text("\n".join(damaged), "utf-8")
        with pytest.raises(BadInput, match=r"by line \d+: (there is no|the (episode|claim|file))"):
            restore(emptied(), HashEmbedder(), path)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\n", b"SQLite format 3\0", b"{}\n"])
def test_a_file_that_is_no_export_is_refused(tmp_path: Path, content: bytes) -> None:
    """An empty file, bytes that are no text, and what is no JSON are bad input in line 1."""
    path = tmp_path / "other"
    path.write_bytes(content)

    with pytest.raises(BadInput, match="by line 1: "):
        restore(emptied(), HashEmbedder(), path)


def test_a_path_that_cannot_be_used_is_refused(tmp_path: Path) -> None:
    """A file that is not there, and a folder that is not there, are bad input."""
    with pytest.raises(BadInput, match="cannot read"):
        restore(emptied(), HashEmbedder(), tmp_path / "none.jsonl")
    with pytest.raises(BadInput, match="cannot write"):
        export(emptied(), tmp_path / "none" / "memory.jsonl")
