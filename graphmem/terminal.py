"""Facts, hits and counts for a terminal. What was told is shown as text, never as markup."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple
from datetime import datetime
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from graphmem.added import Added
from graphmem.changes import Change
from graphmem.found import Found
from graphmem.instant import brief
from graphmem.llm.accounts import Usage
from graphmem.model import Fact, Version
from graphmem.sequence import Order

if TYPE_CHECKING:
    from graphmem.answer import Answer

# Into a pipe or a file lines are as long as they need to be, so that ids can be copied.
console = Console(highlight=False, width=None if sys.stdout.isatty() else 400)


def show_facts(facts: Iterable[Fact], title: str = "", *, ids: bool = False) -> None:
    """Facts as a table, with their ids where they are wanted."""
    head = ("subject", "predicate", "object", "from", "to", "id")
    rows = (
        (f.subject, f.predicate, f.object, brief(f.valid_from), brief(f.valid_to), f.id)
        for f in facts
    )
    width = len(head) if ids else len(head) - 1
    show_table(head[:width], (row[:width] for row in rows), title)


def show_found(found: Found, *, why: bool = False) -> None:
    """Hits, with *why* what each channel gave them, then the facts behind them."""
    if why and found.names:
        console.print(Text(f"names in the question: {', '.join(found.names)}", style="dim"))
    for place, hit in enumerate(found, 1):
        passage = hit.passage
        about = passage.speaker or passage.title or ""
        head = f"{place}. {brief(passage.occurred_at)} {about}".rstrip()
        console.print(Text(head, style="bold"), Text(passage.text), sep="  ")
        if why:
            console.print(Text(f"   {hit.score:.2f}: {hit.why}", style="dim"))
    if found.path:
        console.print(Text("the path to the answer", style="bold"))
        show_paths([found.path])
    if found.facts:
        show_facts(found.facts[:10], "facts in view")
    console.print(Text(f"{len(found)} passages in {found.seconds * 1000:.0f} ms", style="dim"))


def show_answer(answer: Answer) -> None:
    """An answer with what it rests on, or why there is none."""
    console.print(Text(answer.text, style="bold"))
    if answer.reason:
        console.print(Text(answer.reason, style="dim"))
    for one in answer.citations:
        console.print(Text(f"[{one.label}] {one.text} ({one.kind} {one.id})"))
    took = answer.usage
    tokens = f"{took.input_tokens} + {took.output_tokens} tokens"
    console.print(Text(f"{answer.model}, {tokens}, {answer.seconds:.1f} s", style="dim"))


def show_calls(usage: Usage) -> None:
    """What language models were asked, by purpose and model, on stderr."""
    head = ("", "calls", "failed", "input", "output", "cached", "seconds", "price")
    sums = [*usage.by_purpose.items(), *usage.by_model.items(), ("total", usage.total)]
    rows = [
        (name, *map(str, astuple(t)[:5]), *cost)
        for name, t in sums
        for cost in [(f"{t.seconds:.1f}", "" if t.price is None else f"{t.price:.4f}")]
    ]
    Console(stderr=True, highlight=False).print(table(head, rows))


def show_paths(paths: Iterable[Sequence[Fact]]) -> None:
    """Facts that lead on from each other, a line each path."""
    for path in paths:
        steps = (f"{fact.subject} {fact.predicate} {fact.object}" for fact in path)
        console.print(Text(" → ".join(steps)))


def show_order(order: Order) -> None:
    """Which of two things came first, or why that is not known."""
    known = (("first", order.first), ("then", order.second))
    taken = (("", placed) for placed in order.asked)
    for word, placed in known if order else taken:
        if placed:
            console.print(Text(f"{word:6}{brief(placed.start)}  {placed.text}"))
    console.print(Text(order.reason if order else f"not known: {order.reason}", style="dim"))


def show_history(versions: Sequence[Version]) -> None:
    """Versions of a fact, each with the claims behind it and those that ended it."""
    for v in versions:
        believed = f"believed from {exact(v.system_from)} to {exact(v.system_to) or 'now'}:"
        span = f"{brief(v.valid_from)} to {brief(v.valid_to) or 'now'}"
        console.print(Text(f"{believed}  {v.object}, {span}", style="bold"))
        for word, claims in (("because", v.claims), ("until", v.superseded_by)):
            for claim in claims:
                console.print(Text(f"  {word:8} {claim.text} ({claim.episode_id})"))


def show_changes(changes: Iterable[Change]) -> None:
    """A feed of changes, a line each."""
    for change in changes:
        about = change.claim or change.fact
        said = about.text if about else f"episode {getattr(change.tombstone, 'episode_id', '')}"
        console.print(Text(f"{exact(change.at)}  {change.what:10}  {said}"))


def exact(at: datetime | None) -> str:
    """A system time to the millisecond; open ends are empty."""
    return "" if at is None else at.strftime("%Y-%m-%d %H:%M:%S.%f")[:-3]


def show_added(done: Sequence[Added], reader: str) -> None:
    """What some tellings made; what is left to read is best read by the same *reader*."""
    new = sum(one.new for one in done)
    claims = sum(len(one.claims) for one in done if one.new)
    facts = sum(len(one.facts) for one in done)
    out = sum(one.episode.status == "erased" for one in done)
    told = f"{new} new of {len(done)} episodes, {claims} claims, {facts} facts"
    told += f"; {out} kept out, erased before (--force takes them in)" if out else ""
    dropped = Counter(word for one in done for word in one.dropped)
    if dropped:
        words = ", ".join(f"{word} {count}" for word, count in sorted(dropped.items()))
        told += f"; dropped as not holding: {words}"
    named = "spacy, or openai:MODEL," if reader == "none" else reader
    for status in ("pending", "failed"):
        if count := sum(one.episode.status == status for one in done):
            told += f"; {count} {status} (graphmem resume --extractor {named} reads them)"
    console.print(Text(told))
    for fact in [fact for one in done for fact in one.superseded]:
        span = f"{brief(fact.valid_from)} to {brief(fact.valid_to)}"
        line = f"superseded: {fact.subject} {fact.predicate} {fact.object} ({span})"
        console.print(Text(line))


def show_mapping(values: Mapping[str, Any]) -> None:
    """Names and values, a line each."""
    show_table(("", ""), ((name, str(value)) for name, value in values.items()))


def show_table(head: Sequence[str], rows: Iterable[Sequence[str]], title: str = "") -> None:
    """A table of plain texts; nothing in them is read as markup."""
    console.print(table(head, rows, title))


def table(head: Sequence[str], rows: Iterable[Sequence[str]], title: str = "") -> Table:
    """A table of plain texts."""
    made = Table(title=title or None, title_justify="left", box=None, show_header=any(head))
    for name in head:
        made.add_column(name, overflow="fold", header_style="bold")
    for row in rows:
        made.add_row(*(Text(cell) for cell in row))
    return made
