"""The contract for names: what is found by their forms, and decisions about them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graphmem.likeness import Called
from graphmem.model import Delta, Same, View
from graphmem.resolve import entity_id
from graphmem.store.base import Erasure, Store
from tests.contract.test_store import DAY, START, mention, put, told


@pytest.fixture
def ready(store: Store) -> Store:
    """Each store, set up for two-dimensional vectors."""
    store.setup("flat", 2)
    return store


def test_names_are_found_by_their_forms(ready: Store) -> None:
    """What is called by a name of some form is found, each once, and nothing else."""
    put(ready, told(1, "Mel came"), told(2, "Mel left"), told(3, "Bo came"))
    for day, name in ((1, "mel"), (2, "mel"), (3, "bo")):
        mention(ready, f"e{day}#0", name, 3 + day)

    assert ready.alike(["=mel", "=melanie"]) == [Called(entity_id("mel"), "mel", "")]
    assert ready.alike([]) == []
    assert ready.called([entity_id("mel")]) == [Called(entity_id("mel"), "mel", "")]


def test_the_names_of_an_erased_episode_are_gone(ready: Store) -> None:
    """A form goes with the last episode that calls something so; decisions are put right."""
    put(ready, told(1, "mel came"), told(2, "bo left"))
    mention(ready, "e1#0", "mel", 3)
    mention(ready, "e2#0", "bo", 4)
    mel, bo = entity_id("mel"), entity_id("bo")
    same = Same(alias_id=bo, entity_id=mel, reason="", episode_id="", system_from=START + 5 * DAY)
    itself = replace(same, entity_id=bo)
    ready.apply(Delta(system=START + 5 * DAY, same=(same,)), ready.revision())
    erasure = Erasure(
        episode_id="e1",
        reason="",
        system=START + 6 * DAY,
        digest="d",
        slots=(),
        facts=(),
        same=(itself,),
        parted=(same,),
    )

    ready.erase(erasure, ready.revision())

    assert ready.alike(["=mel", "=bo"]) == [Called(bo, "bo", "")]
    assert ready.same() == [itself]
    assert ready.nodes([mel]) == {}
    assert ready.check() == []


def test_what_an_episode_called_things_is_told(ready: Store) -> None:
    """Namings are asked for by entity, by episode, or by both."""
    put(ready, told(1, "Mel came"), told(2, "Mel and Bo left"))
    for day, name in ((1, "mel"), (2, "mel"), (2, "bo")):
        mention(ready, f"e{day}#0", name, 3 + day + len(name))

    found = ready.namings(View(), episode_ids=["e2"])
    both = ready.namings(View(), [entity_id("mel")], ["e2"])

    assert sorted(naming.name for naming in found) == ["bo", "mel"]
    assert [(naming.name, naming.episode_id) for naming in both] == [("mel", "e2")]


def test_a_name_that_stands_for_itself_is_no_edge(ready: Store) -> None:
    """A decision that a name refers to itself leads nowhere."""
    put(ready, told(1, "mel came"))
    mention(ready, "e1#0", "mel", 3)
    mel, at = entity_id("mel"), START + 4 * DAY
    itself = Same(alias_id=mel, entity_id=mel, reason="", episode_id="", system_from=at)
    ready.apply(Delta(system=at, same=(itself,)), ready.revision())
    (node,) = ready.nodes([mel]).values()

    assert node not in ready.neighbours([node], View(), 10).nodes
    assert ready.same([mel]) == [itself]
    assert ready.check() == []
