"""The prompts, a file each: a line with the version, then the words.

The version is recorded with what was read or answered by it: change it with the words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import resources

HEADER = re.compile(r"version: (\d+)\n\n")


@dataclass(frozen=True, slots=True)
class Prompt:
    """The words of a prompt and its name with its version, as "claims-1"."""

    name: str
    text: str


def prompt(room: str, stem: str) -> Prompt:
    """The prompt in the file prompts/*stem*.md of a package of graphmem, its *room*."""
    file = resources.files(f"graphmem.{room}").joinpath("prompts", f"{stem}.md")
    content = file.read_text(encoding="utf-8")
    header = HEADER.match(content)
    if header is None:
        raise ValueError(f"{stem}.md must begin with a line 'version: N' and an empty one.")
    return Prompt(f"{stem}-{header[1]}", content[header.end() :].strip())
