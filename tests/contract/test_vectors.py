"""The contract of vectors: whose they are, and how they become another embedder's."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from graphmem.errors import EmbedderMismatch
from graphmem.model import Indexed, View
from graphmem.store.base import Erasure, Store
from tests.contract.test_store import START, put, ready, told

__all__ = ["ready"]

ASKED = np.array([1.0, 0.0, 0.0], np.float32)


def anew(number: int, text: str) -> Indexed:
    """The passage of `told`, as an embedder of three dimensions sees it."""
    return replace(
        told(number, text),
        vector=np.array([0, 127, number], np.int8),
        tokens=np.array([7, number], np.int32),
        token_vectors=np.array([[7], [number]], np.uint8),
    )


def changed(store: Store) -> Store:
    """A store of three passages whose vectors are to become those of "round"."""
    put(store, told(1, "tea"), told(2, "coffee"), told(3, "milk"))
    store.setup("round", 3, change=True)
    return store


def test_after_a_change_the_old_embedder_is_refused(ready: Store) -> None:
    """After a change the old embedder is another one, and is refused."""
    changed(ready)

    with pytest.raises(EmbedderMismatch):
        ready.setup("flat", 2)


def test_the_embedder_that_is_there_changes_nothing(ready: Store) -> None:
    """Asking for the embedder that made the vectors leaves them as they are."""
    put(ready, told(1, "tea"))

    ready.setup("flat", 2, change=True)

    assert ready.unembedded(9) == []
    assert len(ready.nearest(ASKED[:2], View(), 9).keys) == 1


def test_no_vector_is_read_until_all_are_made_again(ready: Store) -> None:
    """While one waits, words find passages, and neither vectors nor tokens are given."""
    changed(ready).reembed([anew(1, "tea"), anew(2, "coffee")])

    found = ready.matching(["tea"], View(), 9).keys.tolist()
    (row,) = ready.rows(found, View())
    (tokens,) = ready.tokens(found)

    assert [passage.id for passage in ready.unembedded(9)] == ["e3#0"]
    assert ready.nearest(ASKED, View(), 9).keys.tolist() == []
    assert row.vector.tolist() == [0, 0, 0]
    assert tokens.ids.tolist() == []


def test_once_all_are_made_the_new_vectors_are_searched(ready: Store) -> None:
    """The last batch ends the change, and what is read is what was put."""
    changed(ready)

    while waiting := ready.unembedded(2):
        ready.reembed([anew(int(passage.id[1]), passage.text) for passage in waiting])

    found = ready.nearest(np.array([0.0, 0.0, 1.0], np.float32), View(), 9).keys.tolist()
    rows = ready.rows(found, View())
    assert [row.vector.tolist() for row in rows] == [[0, 127, 3], [0, 127, 2], [0, 127, 1]]
    assert (rows[0].size, rows[0].words) == (2, ("milk",))
    assert ready.tokens(found[:1])[0].packed.tolist() == [[7], [3]]
    assert ready.check() == []


def test_what_was_erased_meanwhile_is_passed_over(ready: Store) -> None:
    """A batch may hold a passage that is gone, and be the last for that."""
    batch = [anew(int(p.id[1]), p.text) for p in changed(ready).unembedded(9)]
    at = START.replace(year=2025)
    gone = Erasure(episode_id="e3", reason="", system=at, digest="d", slots=(), facts=())
    ready.erase(gone, ready.revision())

    ready.reembed(batch)

    assert len(ready.nearest(ASKED, View(), 9).keys) == 2
    assert ready.unembedded(9) == []


def test_a_change_ends_though_nothing_is_left_to_embed(ready: Store) -> None:
    """A namespace without passages changes its embedder, too."""
    ready.setup("round", 3, change=True)
    ready.reembed([])

    put(ready, anew(1, "tea"))

    assert len(ready.nearest(ASKED, View(), 9).keys) == 1


def test_a_change_may_change_its_mind(ready: Store) -> None:
    """Begun for one embedder and then for another, all vectors are made by the last."""
    changed(ready).reembed([anew(1, "tea")])

    ready.setup("square", 3, change=True)

    assert len(ready.unembedded(9)) == 3


def test_a_passage_that_is_gone_has_no_tokens(ready: Store) -> None:
    """It may be erased between being found and being read."""
    put(ready, told(1, "tea"))
    found = ready.nearest(ASKED[:2], View(), 9).keys.tolist()

    one, gone = ready.tokens([*found, found[-1] + 99])

    assert len(one.ids)
    assert not len(gone.ids)
