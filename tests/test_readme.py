"""The README tells the truth: its transcript runs, its tree is the tree."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

from graphmem.cli import app

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def test_the_transcript_runs_as_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the README shows is what graphmem answers."""
    monkeypatch.chdir(tmp_path)

    result = doctest.testfile(str(ROOT / "README.md"), module_relative=False)

    assert result.attempted > 15
    assert result.failed == 0


def test_the_tree_names_what_is_there() -> None:
    """Every module and folder of the package stands in the README's tree, and nothing else."""
    tree = README.split("## The tree")[1].split("```")[1]
    named = set(re.findall(r"^  (\S+?)/? ", tree, re.M))

    there = {path.name for path in (ROOT / "graphmem").iterdir()}
    there -= {"__pycache__", "py.typed"}

    assert named == there


def test_every_command_is_mentioned() -> None:
    """Each command of the command line stands in the README."""
    calls = [(command.name, command.callback) for command in app.registered_commands]
    names = [name or call.__name__ for name, call in calls if call]

    assert [name for name in names if not re.search(rf"`(graphmem )?{name}`", README)] == []
