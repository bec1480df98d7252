"""The facts of one view as a graph, and its bridges to networkx and pandas."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from graphmem.model import Fact
from graphmem.view.tables import facts_table

if TYPE_CHECKING:
    import networkx


@dataclass(frozen=True, slots=True)
class Graph:
    """Facts as edges between entities."""

    facts: tuple[Fact, ...]

    @classmethod
    def of(
        cls, facts: Sequence[Fact], around: Collection[str] | None = None, hops: int = 1
    ) -> Graph:
        """All facts, or those within some hops around entities (by id), either way."""
        if around is None:
            return cls(tuple(facts))
        reached = set(around)
        kept: dict[str, Fact] = {}
        for _ in range(hops):
            near = [f for f in facts if {f.subject_id, f.object_id} & reached]
            kept |= {fact.id: fact for fact in near}
            reached |= {id_ for fact in near for id_ in (fact.subject_id, fact.object_id)}
        return cls(tuple(kept.values()))

    def to_networkx(self) -> networkx.MultiDiGraph:
        """A directed multigraph: nodes are entity ids with a *name*, edges carry the facts."""
        import networkx

        graph = networkx.MultiDiGraph()
        for fact in self.facts:
            graph.add_node(fact.subject_id, name=fact.subject)
            graph.add_node(fact.object_id, name=fact.object)
            graph.add_edge(fact.subject_id, fact.object_id, key=fact.id, **row(fact))
        return graph

    def to_pandas(self) -> Any:
        """A data frame with a row for each fact."""
        import pandas  # an extra: pip install "graphmem[jupyter]"

        return pandas.DataFrame([row(fact) for fact in self.facts])

    def _repr_html_(self) -> str:
        return facts_table(self.facts)


def row(fact: Fact) -> dict[str, Any]:
    """A fact's fields as plain values."""
    held = asdict(fact)
    del held["shown"]
    return held
