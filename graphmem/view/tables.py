"""Facts and hits as HTML tables; every text is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Protocol

from graphmem.instant import brief
from graphmem.model import Fact, Passage

CELL = 'style="text-align:left;vertical-align:top"'


class Hit(Protocol):
    """What a table shows of a hit."""

    @property
    def passage(self) -> Passage: ...
    @property
    def score(self) -> float: ...
    @property
    def facts(self) -> tuple[Fact, ...]: ...


class Facts(list[Fact]):
    """A list of facts that shows itself as a table in Jupyter."""

    def _repr_html_(self) -> str:
        return facts_table(self)


def facts_table(facts: Iterable[Fact]) -> str:
    """Facts with their valid time and evidence."""
    head = "subject", "predicate", "object", "kind", "from", "to", "evidence"
    rows = (
        (
            fact.subject,
            fact.predicate,
            fact.object,
            fact.kind,
            brief(fact.valid_from),
            brief(fact.valid_to),
            ", ".join(fact.evidence),
        )
        for fact in facts
    )
    return table(head, rows)


def hits_table(hits: Iterable[Hit]) -> str:
    """Hits with their scores and the facts that rest on them."""
    head = "", "told", "by", "passage", "facts", "score"
    rows = (
        (
            str(place),
            brief(hit.passage.occurred_at),
            hit.passage.speaker or hit.passage.title or "",
            hit.passage.text,
            "; ".join(f"{f.subject} {f.predicate} {f.object}" for f in hit.facts),
            f"{hit.score:.2f}",
        )
        for place, hit in enumerate(hits, 1)
    )
    return table(head, rows)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """An HTML table of plain texts."""
    names = "".join(f"<th {CELL}>{escape(name)}</th>" for name in head)
    body = "".join(
        "<tr>" + "".join(f"<td {CELL}>{escape(cell)}</td>" for cell in row) + "</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{names}</tr></thead><tbody>{body}</tbody></table>"
