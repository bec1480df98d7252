"""Memory: what users hold in their hands. It owns the parts and the clock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from graphmem import amend, config
from graphmem.embed.base import Embedder
from graphmem.errors import BadInput, Erased, NotFound
from graphmem.extract.base import Extractor
from graphmem.found import Found
from graphmem.graph import Graph
from graphmem.ingest import Ingest
from graphmem.instant import Time, instant
from graphmem.intake import Intake, Told, messages
from graphmem.lookup import Lookup
from graphmem.model import (
    Added,
    AsOf,
    Claim,
    Entity,
    Episode,
    Fact,
    Kind,
    Passage,
    Version,
    View,
)
from graphmem.progress import Progress, batches
from graphmem.retrieve import Retriever
from graphmem.store.base import Store
from graphmem.view.tables import Facts

When = AsOf | Time | None


class Memory:
    """A temporal memory in one store.

    Args:
        url: the path of a file, or ":memory:" for none.
        namespace: the partition of the store that this memory sees.
        extractor: "spacy" reads English without a model server; `None` reads nothing, bring
            your own claims; or any `Extractor`.
        embedder: "minilm", or any `Embedder`.
        timezone: an IANA name; naive times are read as local times there.
        clock: gives the time, for tests.

    >>> memory = Memory(":memory:", extractor=None)
    >>> added = memory.add_fact("Alice", "lives in", "Paris", valid_from="2019", exclusive=True)
    >>> added = memory.add_fact("Alice", "lives in", "Berlin", valid_from="2023-06", exclusive=True)
    >>> [fact.object for fact in memory.facts("Alice", as_of="2020")]
    ['Paris']
    >>> memory.close()
    """

    def __init__(
        self,
        url: str | Path | Store = ":memory:",
        *,
        namespace: str = "default",
        extractor: str | Extractor | None = "spacy",
        embedder: str | Embedder = "minilm",
        timezone: str | None = None,
        clock: config.Clock = config.now,
    ) -> None:
        self._zone = config.open_zone(timezone)
        self._embedder = config.open_embedder(embedder)
        self._extractor = config.open_extractor(extractor)
        self._store = config.open_store(url, namespace)
        self._store.setup(self._embedder.name, self._embedder.dimension)
        self._clock = clock
        self._ingest = Ingest(self._store, self._embedder, self._extractor, clock)
        self._retriever = Retriever(self._store, self._embedder)
        self._lookup = Lookup(self._store)
        self.url = str(url) if isinstance(url, str | Path) else type(url).__name__
        self.namespace = namespace

    # Telling

    def add(
        self,
        told: str | Sequence[Told] | Told,
        *,
        id: str = "",
        speaker: str | None = None,
        session: str | None = None,
        title: str | None = None,
        occurred_at: Time | None = None,
        claims: Iterable[Claim | Mapping[str, Any]] | None = None,
        force: bool = False,
    ) -> Added:
        """Tell something: it is kept, its claims are read, facts follow from them.

        Args:
            told: text, or messages with role and content (an episode each).
            id: your own id of the episode; telling one id twice is one episode.
            speaker: who says it; "I" is understood as that.
            session: the conversation it belongs to.
            title: a document's title.
            occurred_at: when it was told; now by default.
            claims: what it claims, as you know it; no extractor reads it then.
            force: take it in although it was erased before.

        Raises:
            BadInput: empty text, a bad time, a claim that cannot be; nothing was stored.
            Erased: the same telling was erased before.
        """
        shared: dict[str, Any] = {
            "id": id,
            "speaker": speaker,
            "session": session,
            "title": title,
            "occurred_at": occurred_at,
            "claims": None if claims is None else list(claims),
        }
        if isinstance(told, str):
            given: list[Told] = [{"text": told, **shared}]
        elif isinstance(told, Mapping | Episode):
            given = messages([told], {k: v for k, v in shared.items() if v})
        else:
            given = messages(told, {k: v for k, v in shared.items() if v})
        if id and len(given) > 1:
            raise BadInput(
                f"one id {id!r} was given for {len(given)} messages. "
                'Give each message its own: {"id": …, "content": …}.'
            )
        done = self._ingest.tell(self._episodes(given), force=force)
        if out := [one.episode.id for one in done if one.episode.status == "erased"]:
            raise Erased(
                f"this telling was erased before and stays out: {out}. "
                "Pass force=True to take it in again."
            )
        return together(done)

    def add_many(
        self, episodes: Iterable[Told], *, progress: bool = False, force: bool = False
    ) -> list[Added]:
        """Tell many things; those that are there already change nothing, so it can be resumed.

        Args:
            episodes: mappings with an episode's fields, or `Episode` values.
            progress: show a bar on the terminal.
            force: take in what was erased before, too; left out otherwise.

        Raises:
            BadInput: as `add`; what stood before the bad one was taken in.
        """
        done: list[Added] = []
        with Progress("adding", progress) as bar:
            for batch in batches(episodes):
                done += self._ingest.tell(self._episodes(batch), force=force)
                bar.advance(len(batch))
        return done

    def add_fact(
        self,
        subject: str,
        predicate: str,
        object: str,
        *,
        valid_from: Time | None = None,
        valid_to: Time | None = None,
        exclusive: bool = False,
        kind: Kind = "state",
        negated: bool = False,
        text: str = "",
        occurred_at: Time | None = None,
        speaker: str | None = None,
        id: str = "",
    ) -> Added:
        """Tell one claim without text of its own; see `Claim` for its parts."""
        claim = Claim(
            subject,
            predicate,
            object,
            text=text,
            valid_from=valid_from,
            valid_to=valid_to,
            kind=kind,
            exclusive=exclusive,
            negated=negated,
        )
        told = text or f"{'not ' if negated else ''}{subject} {predicate} {object}"
        return self.add(told, claims=[claim], occurred_at=occurred_at, speaker=speaker, id=id)

    def resume(self, *, progress: bool = False) -> list[Added]:
        """Read what waits or failed: after a crash, or when a model is back."""
        done = []
        with Progress("reading", progress) as bar:
            for one in self._ingest.resume():
                done.append(one)
                bar.advance(1)
        return done

    # Asking

    def search(self, question: str, *, limit: int = 10, as_of: When = None) -> Found:
        """Passages and facts in view that answer a question, best first.

        Args:
            question: in words.
            limit: how many passages.
            as_of: a valid time, or both times; now by default.
        """
        if not isinstance(question, str) or not question.strip():
            raise BadInput(f"empty question: got {question!r}. Ask in words.")
        if limit < 1:
            raise BadInput(f"limit must be at least 1: got {limit}.")
        found = self._retriever.search(question, self.view(as_of), limit)
        return self._lookup.called(found, self.view(as_of))

    def facts(
        self,
        subject: str | None = None,
        *,
        predicate: str | None = None,
        object: str | None = None,
        kind: Kind | None = None,
        as_of: When = None,
    ) -> Facts:
        """The facts in view: all, or those about a subject, by predicate, object or kind."""
        view = self.view(as_of)
        return Facts(self._lookup.facts(view, subject, predicate, object, kind))

    def timeline(self, subject: str, *, predicate: str | None = None, as_of: When = None) -> Facts:
        """Every believed span about a subject, of every predicate, in order of valid time."""
        view = replace(self.view(as_of), valid=None, asked=False)
        return Facts(self._lookup.facts(view, subject, predicate))

    def history(self, fact: str | Fact) -> list[Version]:
        """Every version of a fact in order of system time, with the claims behind it.

        The spans that one subject, predicate and object ever had belong together.

        Raises:
            NotFound: there is no such fact.
        """
        return self._lookup.history(fact if isinstance(fact, str) else fact.id)

    def entities(self, *, as_of: When = None) -> list[Entity]:
        """The entities in view, by name."""
        return self._lookup.entities(self.view(as_of))

    def entity(self, name: str, *, as_of: When = None) -> Entity:
        """The entity that a name or an alias refers to.

        Raises:
            NotFound: nothing in view is called that.
        """
        return self._lookup.entity(name, self.view(as_of))

    def passages(self, ids: Iterable[str] | None = None, *, as_of: When = None) -> list[Passage]:
        """Passages by id, or all, in view."""
        view = self.view(as_of)
        if ids is None:
            episodes = [episode.id for episode in self._store.episodes()]
            ids = [passage.id for passage in self._store.passages_of(episodes)]
        return self._store.passages([ids] if isinstance(ids, str) else list(ids), view)

    def episodes(self, ids: Iterable[str] | None = None) -> list[Episode]:
        """Episodes by id, or all, in order of when they occurred."""
        return self._store.episodes(None if ids is None else list(ids))

    def claims(
        self,
        ids: Iterable[str] | None = None,
        *,
        episode: str | None = None,
        subject: str | None = None,
        predicate: str | None = None,
        as_of: When = None,
    ) -> list[Claim]:
        """Claims by id, episode, subject or predicate, retracted ones too, by when told."""
        wanted = None if ids is None else list(ids)
        episodes = None if episode is None else [episode]
        found = self._store.claims(wanted, episodes)
        return self._lookup.chosen(found, self.view(as_of), subject, predicate)

    def graph(self, *, as_of: When = None, around: str | None = None, hops: int = 1) -> Graph:
        """The facts in view as a graph: all, or within some hops around an entity."""
        facts = self.facts(as_of=as_of)
        start = None if around is None else self.entity(around, as_of=as_of).id
        return Graph.of(facts, start, hops)

    # Taking back

    def retract(self, claim: str | Claim, *, reason: str = "") -> Claim:
        """Stop believing a claim; what it had hidden comes back, history stays.

        Raises:
            NotFound: there is no such claim.
        """
        return amend.retract(self._ingest, claim if isinstance(claim, str) else claim.id, reason)

    def erase(self, episode: str | Episode, *, reason: str = "") -> amend.ErasureReceipt:
        """Remove a telling for good and at all times, with all that rests on it alone.

        Raises:
            NotFound: there is no such episode.
            Erased: it was erased before.
        """
        id_ = episode if isinstance(episode, str) else episode.id
        return amend.erase(self._ingest, id_, reason)

    # The memory itself

    def stats(self, *, as_of: When = None) -> dict[str, Any]:
        """How much is in view, and what the memory is made of."""
        return {
            **self._store.counts(self.view(as_of)),
            "store": self.url,
            "namespace": self.namespace,
            "embedder": self._embedder.name,
            "extractor": self._extractor.name if self._extractor else None,
        }

    def status(self) -> dict[str, Any]:
        """What waits to be read and what failed, with the reasons."""
        failed = self._store.episodes(status="failed")
        return {
            "pending": [episode.id for episode in self._store.episodes(status="pending")],
            "failed": {episode.id: episode.reason for episode in failed},
        }

    def view(self, as_of: When = None) -> View:
        """A point in both times as this memory reads it."""
        if as_of is None:
            return View(valid=self._now())
        given = as_of if isinstance(as_of, AsOf) else AsOf(valid=as_of)
        valid = None if given.valid is None else instant(given.valid, "as_of", self._zone)
        system = None if given.system is None else instant(given.system, "system", self._zone)
        return View(valid=valid, system=system, asked=valid is not None)

    def close(self) -> None:
        """Close the store; closing twice does nothing."""
        self._store.close()

    def __enter__(self) -> Memory:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Memory({self.url!r}, namespace={self.namespace!r})"

    def _episodes(self, told: Iterable[Told]) -> list[Episode]:
        """What was told, checked and complete but for its system time."""
        intake = Intake(self._now(), self._zone)
        return [intake.episode(one) for one in told]

    def _now(self) -> datetime:
        """The time, and never before the last writing."""
        revision = self._store.revision()
        return max(self._clock(), revision) if revision else self._clock()


def together(done: Sequence[Added]) -> Added:
    """What several tellings of one call made, as one."""
    if not done:
        raise NotFound("nothing was told: the list of messages is empty. Pass at least one.")
    return Added(
        episode=done[0].episode,
        episodes=tuple(one.episode for one in done),
        claims=tuple(claim for one in done for claim in one.claims),
        facts=tuple({(f.id, f.system_from): f for one in done for f in one.facts}.values()),
        superseded=tuple({f.id: f for one in done for f in one.superseded}.values()),
        new=any(one.new for one in done),
    )
