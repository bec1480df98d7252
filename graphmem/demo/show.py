"""The demo: load the bundled conversation, then ask it things, each with how long it took."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from importlib.resources import files
from typing import Any, TypeVar

from rich.text import Text

from graphmem.instant import brief
from graphmem.memory import Memory
from graphmem.model import Fact
from graphmem.terminal import console, show_facts, show_history

T = TypeVar("T")
PERSON = "Alice"
WHERE = "Where does Alice live?"
TIMES = "2019-05-01", "2021-06-01", "2024-05-01"
TWO_HOPS = "In which city is the company based where Alice's sister works?"


def conversation() -> list[dict[str, Any]]:
    """The bundled conversation, a mapping for each turn."""
    text = (files("graphmem.demo") / "conversation.jsonl").read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


def run(*, quiet: bool = False) -> dict[str, Any]:
    """Play the demo on a memory that is thrown away.

    Args:
        quiet: print nothing.

    Returns:
        What was shown: the answers, and the seconds that each step took.
    """
    demo = Demo(quiet)
    with Memory(":memory:") as memory:
        demo.play(memory)
    return demo.told


class Demo:
    """Plays the demo and keeps what it showed."""

    def __init__(self, quiet: bool) -> None:
        self.quiet = quiet
        self.told: dict[str, Any] = {"seconds": {}}

    def play(self, memory: Memory) -> None:
        """All steps, in order."""
        turns = conversation()
        shown = not self.quiet
        self.step("load", f"Loading {len(turns)} turns of a conversation")
        self.timed("load", lambda: memory.add_many(turns, progress=shown))
        self.told["stats"] = memory.stats()

        self.step("timeline", f"The timeline of {PERSON}")
        spans = self.timed("timeline", lambda: memory.timeline(PERSON))
        self.told["timeline"] = [line(fact) for fact in spans]
        self.show(lambda: show_facts(spans))

        self.step("as of", f"{WHERE} As of three dates:")
        self.told["as of"] = {at: self.answer(memory, at) for at in TIMES}

        self.step("two hops", TWO_HOPS)
        found = self.timed("two hops", lambda: memory.search(TWO_HOPS, limit=3))
        self.told["two hops"] = [line(fact) for fact in found.facts]
        self.show(lambda: show_facts(found.facts[:6]))

        self.step("evidence", "Why do we believe that she lived in Oslo?")
        (oslo,) = memory.facts(PERSON, predicate="lives in", as_of="2021-06-01")
        self.evidence(memory, oslo)

        self.step("history", "What did we believe about Berlin before she told us?")
        (berlin,) = memory.facts(PERSON, predicate="lives in", as_of="2021-01-01")
        versions = self.timed("history", lambda: memory.history(berlin))
        self.told["history"] = [line(version) for version in versions]
        self.show(lambda: show_history(versions))

    def answer(self, memory: Memory, at: str) -> str:
        """The first fact that a search as of *at* gives."""
        found = self.timed(f"as of {at}", lambda: memory.search(WHERE, as_of=at, limit=3))
        best = found.facts[0]
        self.say(f"  {at}: {best.object}   ({line(best)})")
        return best.object

    def evidence(self, memory: Memory, fact: Fact) -> None:
        """The passages behind a fact."""
        passages = self.timed("evidence", lambda: memory.passages(fact.evidence))
        self.told["evidence"] = [passage.text for passage in passages]
        for passage in passages:
            told = f"{passage.speaker}, {brief(passage.occurred_at)}"
            self.say(f'  "{passage.text}" ({told}, {passage.episode_id})')

    def step(self, name: str, title: str) -> None:
        """A heading."""
        if not self.quiet:
            console.print()
            console.print(Text(title, style="bold"))
        self.told.setdefault(name, None)

    def timed(self, name: str, call: Callable[[], T]) -> T:
        """Call something and note how long it took."""
        began = time.perf_counter()
        found = call()
        seconds = time.perf_counter() - began
        self.told["seconds"][name] = round(seconds, 4)
        took = f"{seconds:.1f} s" if seconds >= 1 else f"{1000 * seconds:.0f} ms"
        self.show(lambda: console.print(Text(f"  {took}", style="dim")))
        return found

    def say(self, text: str) -> None:
        """A line of text."""
        self.show(lambda: console.print(Text(text)))

    def show(self, show: Callable[[], None]) -> None:
        """Show something unless it is to be quiet."""
        if not self.quiet:
            show()


def line(fact: Fact) -> str:
    """A fact on one line."""
    span = f"{brief(fact.valid_from)} to {brief(fact.valid_to) or 'now'}"
    return f"{fact.subject} {fact.predicate} {fact.object}, {span}"
