"""The command line as a user runs it: a process in a folder of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any


def moved(city: str, day: str) -> dict[str, Any]:
    """An episode in which Alice says where she lives from that day on."""
    home = {"subject": "Alice", "predicate": "lives in", "object": city, "valid_from": day}
    return {
        "id": city.lower(),
        "text": f"I moved to {city}.",
        "speaker": "Alice",
        "occurred_at": day,
        "claims": [{**home, "exclusive": True}],
    }


def lines(*told: dict[str, Any]) -> str:
    """Episodes as JSON lines."""
    return "\n".join(json.dumps(one) for one in told)


TOLD = moved("Paris", "2019-01-01"), moved("Berlin", "2023-06-01")


class Shell:
    """Runs the command line in a folder of its own; GRAPHMEM_DB names the store there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.env = {**os.environ, "GRAPHMEM_DB": str(folder / "team.db"), "COLUMNS": "200"}

    def run(self, *words: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        """What a command printed, and its exit code."""
        return subprocess.run(
            [sys.executable, "-m", "graphmem", *words],
            input=stdin,
            capture_output=True,
            text=True,
            cwd=self.folder,
            env=self.env,
            timeout=120,
        )

    def out(self, *words: str, stdin: str = "") -> str:
        """What a command that works printed."""
        done = self.run(*words, stdin=stdin)
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    def json(self, *words: str, stdin: str = "") -> Any:
        """The one JSON value that a command printed."""
        return json.loads(self.out(*words, "--json", stdin=stdin))
