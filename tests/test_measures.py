"""What is measured on recorded conversations and on the list of predicates stays reached."""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks import names, over_invalidation, predicates
from benchmarks.replayed import replayed
from graphmem import AsOf
from tests.parts import SHARED

LOCOMO = SHARED / "locomo"


def test_wordings_of_the_list_meet_or_do_not() -> None:
    """All pairs of the list fall as they should, and nine of ten of those that were held out."""
    wrong = Counter(
        of for of, meet, one, other in predicates.pairs() if predicates.meets(one, other) != meet
    )

    assert wrong["list"] == 0
    assert wrong["held"] <= 4


@pytest.mark.skipif(not LOCOMO.exists(), reason=f"no data set at {LOCOMO}: set GRAPHMEM_DATA")
class TestRecorded:
    """LoCoMo's recorded claims."""

    def test_names_are_joined_without_lists_of_aliases(self) -> None:
        """Of the names that the lists join 95 % are joined, of all pairs at most 1 % wrongly."""
        lines = [
            line
            for name, memory in replayed(LOCOMO, aliases=False)
            for line in names.measured(LOCOMO / "claims" / f"{name}.jsonl", memory)
        ]
        known = [line for line in lines if line.get("kind") == "names" and line["known"]]
        made = [line for line in lines if "made" in line]

        assert sum(line["joined"] for line in known) >= 0.95 * len(known) > 0
        assert sum(len(line["not told"]) for line in made) <= 0.01 * sum(
            line["made"] for line in made
        )

    def test_nothing_is_closed_that_is_not_contradicted(self) -> None:
        """At most 2 % of the facts are closed by what a reader would not call a contradiction."""
        judged, facts, closed = over_invalidation.verdicts(), 0, []
        for _, memory in replayed(LOCOMO, aliases=True):
            facts += len(memory.facts(as_of=AsOf()))
            closed += [row for row in over_invalidation.listed(memory) if row[0] == "closed"]

        assert sum(judged.get(row) != "right" for row in closed) <= 0.02 * facts
