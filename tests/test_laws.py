"""Laws over random histories: stores agree, arrival does not matter, erasing is never telling."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from graphmem import AsOf, Claim, Memory
from graphmem.model import Fact, View
from graphmem.store.dict_store import DictStore
from graphmem.timeline import content
from tests.parts import Clock, HashEmbedder

Told = list[tuple[datetime, Claim]]
DAY = timedelta(days=1)
START = datetime(2024, 1, 1, tzinfo=UTC)
days = st.integers(0, 12).map(lambda day: START + day * DAY)
names = st.sampled_from(["Ann", "Bo", "Cleo"])
objects = st.sampled_from(["Oslo", "Rome", "tea"])
texts = st.sampled_from(["tea", "rain", "snow in Oslo"])
predicates = st.sampled_from(["lives in", "likes"])


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    """A claim about a small world, so that claims meet."""
    negated = draw(st.booleans())
    start = draw(st.none() | days)
    length = draw(st.none() | st.integers(1, 6))
    end = None if start is None or length is None else start + length * DAY
    return Claim(
        draw(names),
        draw(predicates),
        "*" if negated and draw(st.booleans()) else draw(objects),
        valid_from=start,
        valid_to=end,
        kind=draw(st.sampled_from(["state", "state", "event", "plan"])),
        exclusive=draw(st.booleans()),
        negated=negated,
    )


def on_dicts(clock: Clock) -> Memory:
    """A memory on the reference store."""
    return Memory(DictStore(), embedder=HashEmbedder(), extractor=None, clock=clock)


def believed(memory: Memory, as_of: AsOf) -> list[Fact]:
    """What a memory believes, without system times."""
    return [content(fact) for fact in memory.facts(as_of=as_of)]


def picture(memory: Memory, as_of: AsOf) -> dict[str, Any]:
    """Everything that a view shows, searching aside."""
    counts = memory.stats(as_of=as_of)
    return {
        "facts": memory.facts(as_of=as_of),
        "entities": memory.entities(as_of=as_of),
        "claims": memory.claims(as_of=as_of),
        "passages": memory.passages(as_of=as_of),
        "counts": {name: counts[name] for name in ("episodes", "passages", "facts", "entities")},
    }


def walked(memory: Memory, view: View) -> dict[str, tuple[list[str], int]]:
    """The entities, and how many passages, that the walk goes to from each entity."""
    store = memory._store
    store.nearest(HashEmbedder().encode(["snow"]).vectors[0], view, 1)  # as a search begins
    nodes = store.nodes(sorted({naming.entity_id for naming in store.namings(View())}))
    names = {node: id_ for id_, node in nodes.items()}
    edges = store.neighbours(list(nodes.values()), view, 100)
    found = {
        id_: [names.get(int(n), "") for n in edges.nodes[edges.owners == place]]
        for place, id_ in enumerate(nodes)
    }
    return {id_: (sorted(filter(None, ends)), ends.count("")) for id_, ends in found.items()}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(days, claims()), min_size=2, max_size=7), st.randoms())
def test_the_order_of_arrival_does_not_matter(told: Told, random: Any) -> None:
    """The same dated claims give the same believed timeline, in whatever order they arrive."""
    shuffled = list(enumerate(told))
    random.shuffle(shuffled)
    memories = []
    for order in (list(enumerate(told)), shuffled):
        memories.append(on_dicts(Clock("2025-01-01")))
        for number, (at, claim) in order:
            # A tie in (start, told) is broken by arrival, so no two are told at one instant.
            when = at + timedelta(minutes=number)
            memories[-1].add(f"telling {number}", claims=[claim], occurred_at=when, id=str(number))

    one, other = (believed(memory, AsOf()) for memory in memories)

    assert one == other


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(days, claims()), min_size=1, max_size=6), st.data())
def test_erasing_is_the_same_as_never_having_been_told(told: Told, data: st.DataObject) -> None:
    """After an erasure the store holds what it would hold had the telling never come."""
    gone = data.draw(st.integers(0, len(told) - 1))
    memories = []
    for left_out in (None, gone):
        clock = Clock("2025-01-01")
        memories.append(on_dicts(clock))
        for number, (at, claim) in enumerate(told):
            clock.tick(days=1)
            if number != left_out:
                memories[-1].add(f"{number}", claims=[claim], occurred_at=at, id=str(number))
    full, never = memories

    full.erase(str(gone))

    held, wanted = full._store.contents, never._store.contents  # type: ignore[attr-defined]
    searched: dict[str, Any] = {"tombstones": {}, "passages": {}, "sentences": {}}
    assert replace(held, **searched) == replace(wanted, **searched)
    assert held.passages.keys() == wanted.passages.keys()
    assert held.sentences.keys() == wanted.sentences.keys()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(days, claims()), min_size=2, max_size=6), st.data())
def test_the_past_stays_answerable(told: Told, data: st.DataObject) -> None:
    """As of a system time, a full memory shows what one that stopped then shows now."""
    clock = Clock("2025-01-01")
    full, stopped = on_dicts(clock), on_dicts(clock)
    stop = data.draw(st.integers(1, len(told)))
    for number, (at, claim) in enumerate(told):
        clock.tick(days=1)
        for memory in (full, stopped) if number < stop else (full,):
            memory.add(f"{number}", claims=[claim], occurred_at=at, id=str(number))
    then = datetime(2025, 1, 1, tzinfo=UTC) + stop * DAY
    clock.tick(days=1)
    change_mind(full, data)

    for valid in (None, START + 3 * DAY):
        seen = picture(full, AsOf(valid=valid, system=then))
        wanted = picture(stopped, AsOf(valid=valid))
        seen["facts"], wanted["facts"] = (
            [content(fact) for fact in view["facts"]] for view in (seen, wanted)
        )
        assert seen == wanted


def change_mind(memory: Memory, data: st.DataObject) -> None:
    """Retract a claim, reinstate it or not, and merge two names."""
    claim = data.draw(st.sampled_from(memory.claims()))
    memory.retract(claim, reason="wrong")
    if data.draw(st.booleans()):
        memory.reinstate(claim)
    called = [entity.name for entity in memory.entities(as_of=AsOf())]
    if len(called) > 1:
        memory.merge(called[0], into=called[1])


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(days, claims()), min_size=2, max_size=6), st.data())
def test_nothing_told_later_is_found(told: Told, data: st.DataObject) -> None:
    """As of a system time a search finds what one that stopped then finds now, and no more."""
    clock = Clock("2025-01-01")
    full, stopped = on_dicts(clock), on_dicts(clock)
    stop = data.draw(st.integers(1, len(told)))
    for number, (at, claim) in enumerate(told):
        clock.tick(days=1)
        for memory in (full, stopped) if number < stop else (full,):
            text = f"{claim.subject} said something of {claim.object}, number {number}"
            memory.add(text, claims=[claim], occurred_at=at, id=str(number))
    then = datetime(2025, 1, 1, tzinfo=UTC) + stop * DAY

    found = full.search("What did Ann say of Oslo?", limit=30, as_of=AsOf(system=then))
    wanted = stopped.search("What did Ann say of Oslo?", limit=30, as_of=AsOf())

    assert {hit.passage.id for hit in found} == {hit.passage.id for hit in wanted}
    assert [fact.id for fact in found.facts] == [fact.id for fact in wanted.facts]
    reached = [{"walk", "seed"} & set(hit.why) for hit in found.by_time()]
    assert reached == [{"walk", "seed"} & set(hit.why) for hit in wanted.by_time()]


class StoresAgree(RuleBasedStateMachine):
    """Drives a memory on SQLite and one on dictionaries alike, and compares what they say."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = Clock()
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name) / "memory.db"
        self.path = str(path)
        self.memories = [on_dicts(self.clock), self.opened()]
        self.told = 0
        self.episodes: list[str] = []
        self.claims: list[str] = []

    def opened(self) -> Memory:
        """The memory on SQLite."""
        return Memory(self.path, embedder=HashEmbedder(), extractor=None, clock=self.clock)

    @rule(claim=claims(), at=st.none() | days, text=texts)
    def tell(self, claim: Claim, at: datetime | None, text: str) -> None:
        """Tell both the same."""
        self.clock.tick(hours=7)
        self.told += 1
        id_ = f"e{self.told}"
        done = [
            memory.add(f"{text} {id_}", claims=[claim], occurred_at=at, id=id_, session="s")
            for memory in self.memories
        ]
        assert done[0] == done[1]
        self.episodes.append(id_)
        self.claims += [one.id for one in done[0].claims]

    @precondition(lambda self: self.claims)
    @rule(data=st.data())
    def retract(self, data: st.DataObject) -> None:
        """Retract one claim from both."""
        self.clock.tick(hours=7)
        claim = data.draw(st.sampled_from(self.claims))
        done = [memory.retract(claim, reason="wrong") for memory in self.memories]
        assert done[0] == done[1]

    @precondition(lambda self: self.episodes)
    @rule(data=st.data())
    def erase(self, data: st.DataObject) -> None:
        """Erase one telling from both."""
        self.clock.tick(hours=7)
        id_ = data.draw(st.sampled_from(self.episodes))
        gone = {claim.id for claim in self.memories[0].claims(episode=id_)}
        receipts = [memory.erase(id_) for memory in self.memories]
        assert receipts[0].digest == receipts[1].digest
        self.episodes.remove(id_)
        self.claims = [claim for claim in self.claims if claim not in gone]

    @rule()
    def reopen(self) -> None:
        """Close the file and open it again."""
        self.memories[1].close()
        self.memories[1] = self.opened()

    @invariant()
    def agree(self) -> None:
        """Both show the same, at several points in both times."""
        for valid in (None, START + 2 * DAY):
            for system in (None, START + DAY):
                as_of = AsOf(valid=valid, system=system)
                one, other = (picture(memory, as_of) for memory in self.memories)
                assert one == other
        first, second = (memory.facts() for memory in self.memories)
        assert first == second
        for fact in first[:2]:
            versions = [memory.history(fact) for memory in self.memories]
            assert versions[0] == versions[1]

    @invariant()
    def search_agrees(self) -> None:
        """Both find the same passages."""
        if self.episodes:
            for as_of in (None, AsOf(valid=START + 2 * DAY)):
                found = [m.search("snow in Oslo", as_of=as_of, limit=30) for m in self.memories]
                ids = [sorted(hit.passage.id for hit in one) for one in found]
                assert ids[0] == ids[1]

    @invariant()
    def walks_agree(self) -> None:
        """From each entity the walk goes to the same ones."""
        for view in (View(), View(system=START + DAY), View(valid=START + 2 * DAY, asked=True)):
            one, other = (walked(memory, view) for memory in self.memories)
            assert one == other

    def teardown(self) -> None:
        """Close both."""
        for memory in self.memories:
            memory.close()
        self.folder.cleanup()


TestStoresAgree = StoresAgree.TestCase
TestStoresAgree.settings = settings(
    max_examples=25,
    stateful_step_count=10,
    phases=(Phase.reuse, Phase.generate),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")
