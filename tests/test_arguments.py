"""What callers pass is checked before anything is done with it, and no part of it is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from graphmem import Claim, Memory
from tests.refusals import opened, refused, says

HALF = "\ud800"
NUL = "a\x00b"


@pytest.mark.parametrize(
    ("part", "value", "message"),
    [
        ("text", 5, "a claim's text must be text: got 5, a int"),
        ("text", HALF, "a claim's text is no valid Unicode"),
        ("object", HALF, "a claim's object is no valid Unicode"),
        ("subject", NUL, "a claim's subject has a NUL character at 1"),
        ("evidence", None, "a claim's evidence must be a list of ids: got None"),
        ("evidence", 5, "a claim's evidence must be a list of ids: got 5, a int"),
        ("evidence", [5], "an id in a claim's evidence must be text: got 5"),
        ("exclusive", "false", "a claim's exclusive must be True or False: got 'false'"),
        ("exclusive", 5, "a claim's exclusive must be True or False: got 5"),
        ("exclusive", None, "a claim's exclusive must be True or False: got None"),
        ("negated", "no", "a claim's negated must be True or False: got 'no'"),
        ("kind", ["state"], "unknown kind ['state']. Allowed: state, event, plan"),
    ],
)
def test_a_claim_that_cannot_be_is_refused_before_anything_is_stored(
    memory: Memory, part: str, value: Any, message: str
) -> None:
    """Each part of a claim is checked; what is refused leaves nothing that would fail later."""
    claim = Claim(**{"subject": "A", "predicate": "b", "object": "c", part: value})
    with refused(memory, "BadInput: ", message):
        memory.add("x", claims=[claim])


def test_what_a_mapping_leaves_empty_is_as_if_it_were_not_there(memory: Memory) -> None:
    """JSON says null for what is not known: of an episode and of a claim."""
    claim = {"subject": "A", "predicate": "b", "object": "c", "evidence": None, "exclusive": None}

    (added,) = memory.add_many([{"id": None, "text": "A b c.", "speaker": None, "claims": [claim]}])

    assert added.facts[0].subject == "A"


@pytest.mark.parametrize("name", ["id", "speaker", "session", "title"])
@pytest.mark.parametrize(("value", "why"), [(NUL, "NUL character at 1"), (HALF, "valid Unicode")])
def test_a_name_that_not_every_store_can_keep_is_refused(
    memory: Memory, name: str, value: str, why: str
) -> None:
    """NUL and half of a pair of surrogates in an id, a speaker, a session or a title."""
    with refused(memory, "BadInput: ", f"an episode's {name}", why):
        memory.add({"text": "hi tea", name: value})


def test_a_text_with_a_nul_is_refused_with_how_to_replace_it(memory: Memory) -> None:
    """A store would keep such a text and show only what stands before the NUL."""
    with refused(memory, "BadInput: ", "an episode's text", "NUL", 'text.replace("\\0", " ")'):
        memory.add("Page one.\x00 Alice lives in Berlin.")


@pytest.mark.parametrize("bad", [5, b"x", ["a"], HALF])
@pytest.mark.parametrize(
    "call",
    [
        lambda m, bad: m.facts(bad),
        lambda m, bad: m.facts("Alice", predicate=bad),
        lambda m, bad: m.facts(object=bad),
        lambda m, bad: m.timeline(bad),
        lambda m, bad: m.entity(bad),
        lambda m, bad: m.entity("Alice", type=bad),
        lambda m, bad: m.split(bad),
        lambda m, bad: m.merge(bad, into="Alice"),
        lambda m, bad: m.merge("Paris", into="Alice", reason=bad),
        lambda m, bad: m.claims(subject=bad),
        lambda m, bad: m.claims(episode=bad),
        lambda m, bad: m.graph(around=bad),
        lambda m, bad: m.diff(None, None, entity=bad),
        lambda m, bad: m.history(bad),
        lambda m, bad: m.retract(bad),
        lambda m, bad: m.reinstate(bad),
        lambda m, bad: m.erase(bad),
        lambda m, bad: m.erase("before", reason=bad),
    ],
)
def test_what_is_no_name_and_no_id_is_refused(
    memory: Memory, call: Callable[[Memory, Any], Any], bad: Any
) -> None:
    """A value of another type, or no Unicode, where a name, an id or a reason belongs."""
    with refused(memory, "BadInput: ", "must be text" if bad is not HALF else "no valid Unicode"):
        call(memory, bad)


@pytest.mark.parametrize(
    "call",
    [
        lambda m: m.timeline(None),
        lambda m: m.history(None),
        lambda m: m.entity(None),
        lambda m: m.retract(None),
        lambda m: m.erase(None),
        lambda m: m.erase("before", reason=None),
        lambda m: m.merge("Paris", into="Alice", reason=None),
        lambda m: m.passages(5),
        lambda m: m.passages([None]),
        lambda m: m.episodes(5),
        lambda m: m.claims(5),
        lambda m: m.add_many(5),
        lambda m: m.add_many(None),
        lambda m: m.graph(around="Alice", hops="x"),
        lambda m: m.graph(around="Alice", hops=None),
        lambda m: m.export(None),
        lambda m: m.search("Alice").as_prompt(max_tokens=None),
    ],
)
def test_a_call_with_a_value_of_another_type_is_refused(
    memory: Memory, call: Callable[[Memory], Any]
) -> None:
    """Nothing, or a number, where a name, a list, a count or a path belongs."""
    with refused(memory, "BadInput: "):
        call(memory)


def test_one_id_stands_for_a_list_of_one(memory: Memory) -> None:
    """Passages, episodes and claims are asked for by one id or by several."""
    added = memory.add_fact("Alice", "lives in", "Rome", id="e1")

    assert [one.id for one in memory.episodes("e1")] == ["e1"]
    assert [one.episode_id for one in memory.passages("e1#0")] == ["e1"]
    assert memory.claims(added.claims[0].id) == list(added.claims)


def test_a_whole_number_may_be_of_any_integer_type(memory: Memory) -> None:
    """A limit from numpy is one; a fraction is none."""
    memory.add("I like tea.")

    assert len(memory.search("tea", limit=np.int64(3))) == 1  # type: ignore[arg-type]
    with says("BadInput: ", "a whole number, at least 1: got 2.5"):
        memory.search("tea", limit=2.5)  # type: ignore[arg-type]


def test_a_memory_is_sound_after_all_that_it_refused(tmp_path: Path) -> None:
    """Nothing that was refused stands in the way of status, resume, export and verify."""
    with opened(tmp_path / "memory.db") as memory:
        for claim in (Claim("A", "b", "c", evidence=None), Claim("Bob", "likes", HALF)):  # type: ignore[arg-type]
            with says("BadInput: "):
                memory.add("x", claims=[claim])

        assert memory.status() == {"pending": [], "failed": {}}
        assert (memory.resume(), memory.export(tmp_path / "all.jsonl")) == ([], 0)
        assert memory.verify().faults == ()
