"""`hit.why`: what each channel gave a passage, its rank there, and what it hangs on."""

from __future__ import annotations

import pytest

from graphmem import Found, Memory
from graphmem.why import CHANNELS


@pytest.fixture(scope="module")
def found() -> Found:
    """What is found for a question in two steps over titled passages."""
    with Memory(extractor=None) as memory:
        memory.add("The Lost Sea was directed by Ann Lee.", title="The Lost Sea", id="film")
        memory.add("She was born in Oslo in 1950.", title="Ann Lee", id="director")
        for number in range(8):
            memory.add(f"The sea of number {number} is deep.", title=f"Sea {number}")
        memory.add_fact("The Lost Sea", "director", "Ann Lee", id="fact")
        return memory.search("Where was the director of The Lost Sea born?")


def test_every_channel_says_what_it_gave(found: Found) -> None:
    """The best passage has a score and a rank in words, vectors and both later stages."""
    best = found[0].why

    assert {"words", "vectors", "first", "tokens"} <= set(best)
    assert set(best) == set(best.ranks) <= set(CHANNELS)
    assert all(rank >= 1 for hit in found for rank in hit.why.ranks.values())
    assert 1 in [hit.why.ranks.get("words") for hit in found]


def test_a_link_says_where_it_came_from(found: Found) -> None:
    """What hangs on a seed by its title says so, with the title."""
    director = next(hit for hit in found if hit.passage.episode_id == "director")

    (step,) = director.why.via
    assert (step.kind, step.name) == ("title", "ann lee")
    assert director.why["links"] > 0
    assert step.passage_id in {hit.passage.id for hit in found if "seed" in hit.why}


def test_the_seeds_are_known(found: Found) -> None:
    """The names that were found in the question and the seeds' shares of the restart are there."""
    shares = [hit.why["seed"] for hit in found if "seed" in hit.why]

    assert found.names == ("The Lost Sea",)
    assert 0.4 < sum(shares) <= 0.5 + 1e-9  # names take the other half
    assert sum(hit.why.get("walk", 0.0) for hit in found) <= 1


def test_it_can_be_read(found: Found) -> None:
    """As text it names channels, scores and ranks."""
    assert "words" in str(found[0].why)
    assert "(#1)" in str(found[0].why)
