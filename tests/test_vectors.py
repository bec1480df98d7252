"""The table of vectors: exact for some, and for many nearly so, with the same filters."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from numpy.typing import NDArray

from graphmem.rank.similarity import to_bytes
from graphmem.store.vectors import EXACT, VectorTable, signs

DIMENSION = 100  # no multiple of 64
FOREVER = 2**62


def clustered(count: int) -> NDArray[np.float32]:
    """Unit vectors (count, DIMENSION) around two hundred centres, as texts of one subject are."""
    dice = np.random.default_rng(1)
    centres = dice.normal(size=(200, DIMENSION))
    made = centres[dice.integers(200, size=count)] + 0.7 * dice.normal(size=(count, DIMENSION))
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), np.float32)


def table(vectors: NDArray[np.float32]) -> VectorTable:
    """A table of them: key n + 1 is told at n and recorded at n."""

    def rows() -> Iterator[tuple[int, int, int, bytes]]:
        for place, vector in enumerate(to_bytes(vectors)):
            yield place + 1, place, place, vector.tobytes()

    made = VectorTable(DIMENSION)
    made.extend(rows())
    return made


@pytest.mark.parametrize(("count", "alike"), [(3_000, 1.0), (EXACT + 4_000, 0.95)])
def test_the_nearest_are_found_with_their_cosines(count: int, alike: float) -> None:
    """All of the hundred nearest of some, nearly all of many; every score is the cosine."""
    vectors = clustered(count)
    held = table(vectors)
    found = 0
    for asked in vectors[:20]:
        wanted = np.argsort(-(vectors @ asked), kind="stable")[:100]
        near = held.nearest(asked, FOREVER, FOREVER, 100)
        found += len(set(near.keys.tolist()) & set((wanted + 1).tolist()))

        assert near.scores == pytest.approx((vectors @ asked)[near.keys - 1], abs=0.02)
        assert (np.diff(near.scores) <= 0).all()

    assert found >= alike * 20 * 99  # one in a hundred may change places by rounding to a byte


@pytest.mark.parametrize("count", [3_000, EXACT + 4_000])
def test_what_is_out_of_view_is_not_found(count: int) -> None:
    """Nothing recorded or told later is found, but told as evidence; nothing hidden either."""
    vectors = clustered(count)
    held = table(vectors)

    told, recorded = 50, count - 100
    evidence = {count - 200, count}

    near = held.nearest(
        vectors[5], recorded, told, 60, hidden=[7], shown=lambda keys: sorted(evidence & {*keys})
    )

    assert set(near.keys.tolist()) == {*range(1, 52), count - 200} - {7}


def test_few_are_asked_whether_they_are_shown_and_none_of_the_nearest_is_missed() -> None:
    """What was told later is asked for from the nearest on, as far as it may be among the best."""
    vectors = clustered(3_000)
    held, asked = table(vectors), list[int]()

    def shown(keys: list[int]) -> list[int]:
        asked.extend(keys)
        return [key for key in keys if key % 3 == 0]

    for question in vectors[:10]:
        asked.clear()
        near = held.nearest(question, FOREVER, 1_500, 10, shown=shown)

        scores = dict(enumerate((vectors @ question).tolist(), 1))
        wanted = sorted((k for k in scores if k <= 1_501 or k % 3 == 0), key=scores.__getitem__)
        assert near.scores == pytest.approx([scores[key] for key in wanted[:-11:-1]], abs=0.02)
        assert len(set(asked)) < 1_400


def test_a_table_that_grows_is_the_table_made_at_once() -> None:
    """One by one or all at once makes no difference."""
    vectors = clustered(1_500)
    grown = VectorTable(DIMENSION)
    for place, vector in enumerate(to_bytes(vectors)):
        grown.extend([(place + 1, place, place, vector.tobytes())])

    one, other = (t.nearest(vectors[0], FOREVER, FOREVER, 9) for t in (grown, table(vectors)))

    assert one.keys.tolist() == other.keys.tolist()
    assert (grown.signs[:, : grown.size] == table(vectors).signs[:, : grown.size]).all()


def test_signs_are_one_bit_a_component() -> None:
    """Components above zero are counted, whatever the dimension."""
    given = np.array([[1.0, -1.0, 0.0, 2.0] * 20])

    assert np.bitwise_count(signs(given)).sum() == 40
    assert signs(given).shape == (1, 2)
