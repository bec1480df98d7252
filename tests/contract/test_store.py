"""The contract: what every store must do, written around the store as far as it goes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from graphmem.errors import EmbedderMismatch, StoreClosed
from graphmem.model import Delta, Episode, Indexed, Mention, Naming, Passage, View
from graphmem.resolve import entity_id
from graphmem.store.base import Stale, Store

DAY = timedelta(days=1)
START = datetime(2024, 1, 1, tzinfo=UTC)


@pytest.fixture
def ready(store: Store) -> Store:
    """Each store, set up for two-dimensional vectors."""
    store.setup("flat", 2)
    return store


def told(number: int, text: str, vector: tuple[float, float] = (1.0, 0.0)) -> Indexed:
    """A passage that is its whole episode, told and recorded on day *number*."""
    passage = Passage(
        id=f"e{number}#0",
        episode_id=f"e{number}",
        text=text,
        start=0,
        end=len(text),
        place=0,
        occurred_at=START + number * DAY,
        recorded_at=START + number * DAY,
        session="s",
    )
    return Indexed(
        passage=passage,
        words=tuple(text.split()),
        vector=np.array([127 * part for part in vector], np.int8),
        tokens=np.array([number], np.int32),
        token_vectors=np.array([[number]], np.uint8),
    )


def put(store: Store, *passages: Indexed) -> None:
    """Keep passages, an episode each, one writing each."""
    for indexed in passages:
        passage = indexed.passage
        episode = Episode(
            id=passage.episode_id,
            text=passage.text,
            occurred_at=passage.occurred_at,
            recorded_at=passage.recorded_at,
            session=passage.session,
        )
        store.put_episodes([(episode, [indexed])], passage.recorded_at)


def on(day: int) -> View:
    """Everything that was recorded by a day."""
    return View(system=START + day * DAY)


def mention(store: Store, passage_id: str, name: str, day: int) -> None:
    """Write that a passage mentions a name."""
    at = START + day * DAY
    naming = Naming(
        entity_id=entity_id(name),
        key=name,
        name=name,
        type="",
        episode_id=passage_id.split("#")[0],
        told=at,
    )
    held = Mention(passage_id=passage_id, name=name)
    delta = Delta(system=at, mentions=((entity_id(name), held),), namings=(naming,))
    store.apply(delta, store.revision())


def test_a_new_store_was_never_written(ready: Store) -> None:
    """A store that holds nothing has no revision."""
    assert ready.revision() is None


def test_an_episode_is_kept_once(ready: Store) -> None:
    """Putting an episode of one id again changes nothing and says so."""
    first = told(1, "tea")
    put(ready, first)

    again = ready.put_episodes(
        [(Episode(id="e1", text="other", occurred_at=START, recorded_at=START), [])],
        START + 9 * DAY,
    )

    assert again == [False]
    assert [episode.text for episode in ready.episodes()] == ["tea"]
    assert ready.revision() == START + DAY


def test_system_time_only_moves_forward(ready: Store) -> None:
    """An episode that would be recorded before the last writing is refused as stale."""
    put(ready, told(2, "tea"))

    with pytest.raises(Stale):
        put(ready, told(1, "coffee"))


def test_a_delta_computed_before_another_writing_is_refused(ready: Store) -> None:
    """A delta must follow the writing that it was computed after."""
    put(ready, told(1, "tea"))

    with pytest.raises(Stale):
        ready.apply(Delta(system=START + 5 * DAY), after=None)


def test_passages_come_back_as_they_were_put(ready: Store) -> None:
    """A passage is read as it was written, in the order asked for."""
    one, two = told(1, "tea is hot"), told(2, "Zürich 北京 🙂")
    put(ready, one, two)

    found = ready.passages(["e2#0", "nobody", "e1#0"], View())

    assert found == [two.passage, one.passage]


def test_words_find_the_passages_that_hold_them(ready: Store) -> None:
    """Word search finds passages by any of the words, best first, in view."""
    put(ready, told(1, "green tea"), told(2, "tea"), told(3, "coffee milk sugar water"))

    everything = ready.matching(["green", "tea"], View(), 10)
    early = ready.matching(["tea"], on(1), 10)

    ids = [row.id for row in ready.rows(everything.keys.tolist(), View())]
    assert ids == ["e1#0", "e2#0"]
    assert len(early.keys) == 1
    assert (np.diff(everything.scores) <= 0).all()


def test_words_may_be_looked_up_among_the_passages_of_rarer_ones(ready: Store) -> None:
    """Only passages with one of the rarer words are found; their scores are what they would be."""
    put(ready, told(1, "green tea"), told(2, "tea"), told(3, "coffee tea sugar"), told(4, "rum"))
    asked = ["green", "sugar", "tea"]

    every = ready.matching(asked, View(), 10)
    some = ready.matching(asked, View(), 10, ["green", "sugar"])
    none = ready.matching(asked, View(), 10, [])

    scores = dict(zip(every.keys.tolist(), every.scores.tolist(), strict=True))
    assert len(scores) == 3
    assert [row.id for row in ready.rows(some.keys.tolist(), View())] == ["e1#0", "e3#0"]
    assert some.scores == pytest.approx([scores[key] for key in some.keys.tolist()])
    assert len(none.keys) == 0


def test_a_word_of_query_syntax_is_only_a_word(ready: Store) -> None:
    """Words that a search engine would read as syntax find nothing and break nothing."""
    put(ready, told(1, "tea"))

    found = ready.matching(["AND", "NEAR", "(", '"', "tea*", "-", "words:tea"], View(), 10)

    assert found.keys.tolist() == []


def test_vectors_find_the_nearest_in_view(ready: Store) -> None:
    """Vector search gives cosines, nearest first, of what was recorded by the system time."""
    put(ready, told(1, "a", (0.0, 1.0)), told(2, "b", (1.0, 0.0)), told(3, "c", (1.0, 1.0)))

    found = ready.nearest(np.array([1, 0], np.float32), View(), 2)
    early = ready.nearest(np.array([1, 0], np.float32), on(1), 2)

    assert [row.id for row in ready.rows(found.keys.tolist(), View())] == ["e2#0", "e3#0"]
    assert found.scores == pytest.approx([1.0, 0.7071], abs=1e-3)
    assert [row.id for row in ready.rows(early.keys.tolist(), View())] == ["e1#0"]


def test_a_passage_told_later_is_hidden_from_a_valid_time_that_was_asked_for(ready: Store) -> None:
    """Asking about a day does not find what was told after it; the plain view does."""
    put(ready, told(1, "tea"), told(5, "tea"))
    asked = View(valid=START + 2 * DAY, asked=True)

    assert len(ready.matching(["tea"], asked, 10).keys) == 1
    assert len(ready.nearest(np.array([1, 0], np.float32), asked, 10).keys) == 1
    assert ready.counts(asked)["passages"] == 1
    assert ready.counts(View(valid=START + 2 * DAY))["passages"] == 2


def test_rows_know_the_turns_beside_them(ready: Store) -> None:
    """A turn's neighbours are those told before and after it in its session."""
    put(ready, told(1, "a"), told(2, "b"), told(3, "c"))
    keys = ready.matching(["a", "b", "c"], View(), 10).keys.tolist()
    rows = {row.id: row for row in ready.rows(keys, View())}

    assert rows["e2#0"].previous == rows["e1#0"].key
    assert rows["e2#0"].following == rows["e3#0"].key
    assert (rows["e1#0"].previous, rows["e3#0"].following) == (0, 0)
    assert ready.tokens([rows["e2#0"].key])[0].ids.tolist() == [2]


def test_frequencies_count_this_namespace(ready: Store) -> None:
    """Word statistics count passages, not occurrences, and their mean length."""
    put(ready, told(1, "tea tea"), told(2, "tea milk"), told(3, "milk"))

    counts, total, mean = ready.frequencies(["tea", "milk", "gin"])

    assert counts == {"tea": 2, "milk": 2}
    assert total == 3
    assert mean == pytest.approx(5 / 3)


def test_the_walk_goes_from_passages_to_entities_and_back(ready: Store) -> None:
    """A mention is an edge that is seen from both ends, from when it was recorded."""
    put(ready, told(1, "Ann came"), told(2, "Ann left"))
    mention(ready, "e1#0", "ann", 3)
    mention(ready, "e2#0", "ann", 4)
    (node,) = ready.nodes([entity_id("ann")]).values()

    edges = ready.neighbours([node], View(), 10)
    back = ready.neighbours(edges.nodes.tolist(), View(), 10)

    assert len(edges.nodes) == 2
    assert set(back.nodes.tolist()) == {node}
    assert len(ready.neighbours([node], on(1), 10).nodes) == 1


def test_a_hub_gives_no_more_edges_than_asked_for(ready: Store) -> None:
    """At most the given number of edges leaves one node."""
    put(ready, *(told(day, "Ann") for day in range(1, 6)))
    for day in range(1, 6):
        mention(ready, f"e{day}#0", "ann", 5 + day)
    (node,) = ready.nodes([entity_id("ann")]).values()

    assert len(ready.neighbours([node], View(), 3).nodes) == 3
    assert len(ready.neighbours([node, node], View(), 10).nodes) == 10


def test_another_embedder_is_refused(store: Store) -> None:
    """A store keeps the vectors of one embedder."""
    store.setup("flat", 2)

    with pytest.raises(EmbedderMismatch):
        store.setup("round", 3)


def test_a_closed_store_refuses(ready: Store) -> None:
    """A closed store says that it is closed; closing twice does nothing."""
    ready.close()
    ready.close()

    with pytest.raises(StoreClosed):
        ready.revision()
