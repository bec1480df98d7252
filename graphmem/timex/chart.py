"""A small bottom-up chart parser: it joins words into meanings, shortest stretches first.

A rule is `(category, "pattern", function)`. In a pattern a bare word stands for itself,
`<name>` for any meaning of that category, `a|b` for either, `[x]` for an optional word.
The function gets the `Context` and the meanings of the `<name>`s in order; it returns the
new meaning, or `None` (or raises ValueError) where these meanings do not go together.
All rules share one prefix tree, so that ten rules beginning alike cost as much as one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any, NamedTuple

from graphmem.timex.values import Context

Meaning = Any  # a Span, Cycle, Clock, Hours, Amount, number or word: whatever its rule made
Action = Callable[..., Meaning]
MOST_MEANINGS = 4  # kept for the same words and category; more never changed an answer


class Rule(NamedTuple):
    """How one category is made; a higher *cost* loses against other readings."""

    category: str
    pattern: str
    action: Action
    cost: float = 1.0


class Edge(NamedTuple):
    """A meaning of the tokens from *start* up to *end*."""

    symbol: str
    start: int
    end: int
    meaning: Meaning
    cost: float


@dataclass(slots=True)
class Node:
    """A place in the prefix tree of patterns."""

    after: dict[str, Node] = field(default_factory=dict)
    rules: list[tuple[str, Action, float]] = field(default_factory=list)


class Grammar:
    """The rules, compiled."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.root = Node()
        self.words: set[str] = set()
        for rule in rules:
            for symbols in spellings(rule.pattern):
                node = self.root
                for symbol in symbols:
                    node = node.after.setdefault(symbol, Node())
                    if symbol[0] != "<" or len(symbol) == 1:
                        self.words.add(symbol)
                node.rules.append((f"<{rule.category}>", rule.action, rule.cost))


def spellings(pattern: str) -> list[list[str]]:
    """Every plain sequence of symbols that a pattern allows."""
    choices: list[list[str]] = []
    for piece in pattern.split():
        if piece.startswith("[") and piece.endswith("]"):
            choices.append([*piece[1:-1].split("|"), ""])
        else:
            choices.append(piece.split("|") if len(piece) > 1 else [piece])
    return [[symbol for symbol in chosen if symbol] for chosen in product(*choices)]


class Active(NamedTuple):
    """A rule that has been matched in part."""

    node: Node
    start: int
    children: tuple[Meaning, ...]
    cost: float


class Chart:
    """All the meanings found in one run of tokens."""

    def __init__(self, grammar: Grammar, context: Context, size: int) -> None:
        self.root = grammar.root
        self.context = context
        self.edges: dict[tuple[str, int, int], list[Edge]] = {}
        self.waiting: list[list[Active]] = [[] for _ in range(size + 1)]

    def fill(self, words: Sequence[str], given: Iterable[Edge]) -> None:
        """Parse; *given* are meanings that were read off the text itself, such as numbers."""
        by_end: dict[int, list[Edge]] = {}
        for edge in given:
            by_end.setdefault(edge.end, []).append(edge)
        for position, word in enumerate(words):
            self.add(Edge(word, position, position + 1, None, 0.0))
            for edge in by_end.get(position + 1, ()):
                self.add(edge)

    def add(self, edge: Edge) -> None:
        """Take in a meaning and follow up what it completes."""
        known = self.edges.setdefault((edge.symbol, edge.start, edge.end), [])
        for position, one in enumerate(known):
            if one.meaning == edge.meaning:
                if one.cost <= edge.cost:
                    return
                del known[position]
                break
        if len(known) >= MOST_MEANINGS:
            worst = max(known, key=lambda one: one.cost)
            if worst.cost <= edge.cost:
                return
            known.remove(worst)
        known.append(edge)
        children = (edge.meaning,) if edge.symbol[0] == "<" and len(edge.symbol) > 1 else ()
        node = self.root.after.get(edge.symbol)
        if node is not None:
            self.advance(Active(node, edge.start, children, edge.cost), edge.end)
        for active in self.waiting[edge.start]:
            node = active.node.after.get(edge.symbol)
            if node is not None:
                grown = active.children + children
                self.advance(Active(node, active.start, grown, active.cost + edge.cost), edge.end)

    def advance(self, active: Active, end: int) -> None:
        """Complete the rules that end here, and wait for the others."""
        if active.node.after:
            self.waiting[end].append(active)
        for category, action, cost in active.node.rules:
            try:
                meaning = action(self.context, *active.children)
            except (ValueError, OverflowError):
                continue  # such a day, year or combination does not exist
            if meaning is not None:
                self.add(Edge(category, active.start, end, meaning, active.cost + cost))

    def best(self, symbol: str, start: int, end: int) -> Edge | None:
        """The cheapest reading of that category."""
        return min(self.edges.get((symbol, start, end), ()), key=lambda e: e.cost, default=None)
