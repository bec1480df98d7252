"""Reads story files: dialogues that say what is told, and what must then be believed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from graphmem import AsOf, Claim, Memory
from graphmem.instant import brief, instant
from graphmem.model import Kind
from tests.parts import Clock

TOLD = re.compile(
    r"told (?P<at>\S+?)(?: occurred (?P<occurred>\S+?))?: (?P<negated>not )?"
    r"(?P<subject>[^|]+?) \| (?P<predicate>[^|]+?) \| (?P<object>.+?)"
    r"(?: from (?P<start>\d\S*))?(?: to (?P<end>\d\S*))?"
    r"(?P<exclusive> exclusive)?(?: (?P<kind>event|plan))?$"
)
TAKEN = re.compile(r"(?P<how>retract|erase) (?P<at>\S+): (?P<number>\d+)$")
HOLDS = re.compile(
    r"holds (?P<valid>\S+?)(?: known (?P<known>\S+?))?: "
    r"(?P<subject>.+?) \| (?P<predicate>.+?) -> (?P<answer>.+)$"
)
TIMELINE = re.compile(
    r"timeline(?: known (?P<known>\S+?))?: "
    r"(?P<subject>.+?) \| (?P<predicate>.+?) -> (?P<answer>.+)$"
)
EVIDENCE = re.compile(
    r"evidence (?P<valid>\S+?): "
    r"(?P<subject>.+?) \| (?P<predicate>.+?) \| (?P<object>.+?) -> (?P<answer>.+)$"
)


@dataclass
class Story:
    """A title and the lines below it."""

    title: str
    lines: list[str] = field(default_factory=list)


def stories(path: Path) -> Iterator[Story]:
    """The stories of a file."""
    story: Story | None = None
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("story: "):
            if story:
                yield story
            story = Story(line.removeprefix("story: "))
        elif line.strip() and not line.startswith("#") and story:
            story.lines.append(line.strip())
    if story:
        yield story


@dataclass
class Teller:
    """Tells a story to a memory and checks what it says is believed."""

    memory: Memory
    clock: Clock
    episodes: list[str] = field(default_factory=list)
    claims: list[str] = field(default_factory=list)

    def play(self, story: Story) -> None:
        """Every line of a story, in order."""
        for line in story.lines:
            for pattern, act in (
                (TOLD, self.tell),
                (TAKEN, self.take),
                (HOLDS, self.holds),
                (TIMELINE, self.timeline),
                (EVIDENCE, self.evidence),
            ):
                if match := pattern.match(line):
                    act(match)
                    break
            else:
                raise AssertionError(f"cannot read the story line {line!r}")

    def tell(self, said: re.Match[str]) -> None:
        """A telling of one claim."""
        self.clock.set(instant(said["at"]))
        claim = Claim(
            said["subject"],
            said["predicate"],
            said["object"],
            valid_from=said["start"],
            valid_to=said["end"],
            exclusive=bool(said["exclusive"]),
            negated=bool(said["negated"]),
            kind=cast(Kind, said["kind"] or "state"),
        )
        added = self.memory.add(
            f"telling {len(self.episodes) + 1}: {said[0]}",
            claims=[claim],
            occurred_at=said["occurred"] or said["at"],
        )
        self.episodes.append(added.episode.id)
        self.claims.append(added.claims[0].id)

    def take(self, said: re.Match[str]) -> None:
        """A retraction or an erasure."""
        self.clock.set(instant(said["at"]))
        number = int(said["number"]) - 1
        if said["how"] == "retract":
            self.memory.retract(self.claims[number], reason="the story says so")
        else:
            self.memory.erase(self.episodes[number], reason="the story says so")

    def holds(self, said: re.Match[str]) -> None:
        """What is true at a time."""
        facts = self.memory.facts(
            said["subject"],
            predicate=said["predicate"],
            as_of=AsOf(valid=said["valid"], system=said["known"]),
        )
        wanted = [] if said["answer"] == "nothing" else said["answer"].split("; ")
        assert sorted(fact.object for fact in facts) == sorted(wanted), said[0]

    def timeline(self, said: re.Match[str]) -> None:
        """The states of a slot over all time."""
        facts = self.memory.timeline(
            said["subject"],
            predicate=said["predicate"],
            as_of=AsOf(system=said["known"]),
        )
        spans = [
            f"{fact.object} {brief(fact.valid_from)}..{brief(fact.valid_to)}"
            for fact in facts
            if fact.kind == "state"
        ]
        assert sorted(spans) == sorted(said["answer"].split("; ")), said[0]

    def evidence(self, said: re.Match[str]) -> None:
        """The tellings that a fact rests on."""
        (fact,) = (
            fact
            for fact in self.memory.facts(
                said["subject"], predicate=said["predicate"], as_of=said["valid"]
            )
            if fact.object == said["object"]
        )
        passages = self.memory.passages(fact.evidence)
        told = {self.episodes.index(passage.episode_id) + 1 for passage in passages}
        assert told == {int(number) for number in said["answer"].split(", ")}, said[0]
