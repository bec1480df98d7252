"""The reading half of `Memory`: search, facts, entities, histories, as of any point."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeAlias, get_args
from zoneinfo import ZoneInfo

from graphmem.arguments import id_of, text, texts, whole
from graphmem.arguments import ids as listed
from graphmem.changes import Change, Difference, changes, difference
from graphmem.config import Models
from graphmem.embed.base import Embedder
from graphmem.errors import BadInput, MissingPart
from graphmem.extract.base import Extractor
from graphmem.follow import Followed, follow
from graphmem.found import Found
from graphmem.graph import Graph
from graphmem.ingest import Clock
from graphmem.instant import Time, instant
from graphmem.llm.accounts import Usage
from graphmem.lookup import Lookup
from graphmem.model import AsOf, Claim, Entity, Episode, Fact, Kind, Passage, Version, View
from graphmem.retrieve import Retriever
from graphmem.sequence import Order, Ordering
from graphmem.store.base import Store
from graphmem.view.tables import Facts

if TYPE_CHECKING:
    from graphmem.answer import Answer
    from graphmem.llm.structured import Structured
    from graphmem.timex import TimeExpression

When: TypeAlias = AsOf | Time | None


class Asking:
    """What can be asked of a memory; `Memory` gives it its parts."""

    url: str
    namespace: str
    _store: Store
    _embedder: Embedder
    _extractor: Extractor | None
    _clock: Clock
    _zone: ZoneInfo | None
    _lookup: Lookup
    _retriever: Retriever
    _models: Models
    _model: Structured | None

    def search(
        self,
        question: str,
        *,
        limit: int = 10,
        as_of: When = None,
        asked_at: Time | None = None,
    ) -> Found:
        """Passages and facts in view that answer a question, best first.

        Args:
            question: in words. A time that it names ("in March", "last spring") decides which
                facts are shown and which passages are preferred, unless *as_of* is given; what
                was understood is in `found.time_expression`.
            limit: how many passages.
            as_of: a valid time, or both times; now by default.
            asked_at: when it is asked; now by default.
        """
        if not isinstance(question, str) or not question.strip():
            raise BadInput(f"empty question: got {question!r}. Ask in words.")
        text(question, "the question")
        limit = whole(limit, "limit")
        view, expression = self.view(as_of), None
        spoken = self._retriever.spoken(question, view)
        if view.valid is not None and as_of is None:
            from graphmem.question import understood, widened

            when = view.valid if asked_at is None else instant(asked_at, "asked_at", self._zone)
            expression = understood(question, when, spoken.spans())
            expression = expression or self._told_by_event(question, view)
            view = widened(question, view, expression)
        found = self._retriever.search(question, view, limit, spoken)
        return self._lookup.called(replace(found, time_expression=expression), view)

    def ask(
        self,
        question: str,
        *,
        limit: int = 10,
        as_of: When = None,
        asked_at: Time | None = None,
        max_tokens: int = 3000,
    ) -> Answer:
        """An answer by a language model from what a search finds, in one call.

        The facts and passages that are found are sent to the model.

        Args:
            question, limit, as_of, asked_at: as for `search`.
            max_tokens: about how much of what is found the model is shown.

        Returns:
            the text with its citations; "not in memory" where what is found does not say it.

        Raises:
            MissingPart: the memory was opened without a language model.
            ModelError: the model gave no answer.
        """
        if self._model is None:
            raise MissingPart(
                'ask() needs a language model. Open the memory with model="openai:MODEL" (and '
                "base_url for a server of your own), or use search()."
            )
        from graphmem.answer import answer  # pydantic takes a tenth of a second

        found = self.search(question, limit=limit, as_of=as_of, asked_at=asked_at)
        when = self._now() if asked_at is None else instant(asked_at, "asked_at", self._zone)
        return answer(self._model, found, when, max_tokens)

    def usage(self) -> Usage:
        """What language models were asked since the memory was opened, and what it cost."""
        return self._models.accounts.usage()

    def _told_by_event(self, question: str, view: View) -> TimeExpression | None:
        """The time that a question names by what happened then, if the memory knows of it."""
        from graphmem.question import event, told_by

        clause = event(question)
        if clause is None:
            return None
        fact = self._retriever.spoken_of(clause["clause"], question, view)
        return None if fact is None else told_by(question, clause, fact)

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
        if kind not in (None, *get_args(Kind)):
            raise BadInput(f"unknown kind {kind!r}. Allowed: {', '.join(get_args(Kind))}.")
        texts(subject=subject, predicate=predicate, object=object)
        view = self.view(as_of)
        return Facts(self._lookup.facts(view, subject, predicate, object, kind))

    def follow(
        self, start: str, predicates: str | Sequence[str], *, as_of: When = None
    ) -> Followed:
        """Where the facts in view lead from a name, by one predicate after the other.

        `memory.follow("Alice", ["works at", "based in"]).objects` is where Alice's employers are.

        Args:
            start: a name or an alias.
            predicates: one for each step, in order.

        Returns:
            the chain of facts of each path; empty where nothing leads on.
        """
        return follow(self._lookup, start, predicates, self.view(as_of))

    def sequence(
        self, one: str | Fact | Passage, other: str | Fact | Passage, *, as_of: When = None
    ) -> Order:
        """Which of two things came first, as far as is known; facts of any valid time count.

        Args:
            one: a fact, the id of a fact, a passage or an episode, or a phrase, which is taken
                for the fact or passage that says most of it.
            other: likewise.

        Returns:
            first and second with their times and evidence; false, with the reason, where the
            order is not known.
        """
        view = replace(self.view(as_of), valid=None, asked=False)
        return Ordering(self._lookup, self._retriever, view).order(one, other)

    def timeline(self, subject: str, *, predicate: str | None = None, as_of: When = None) -> Facts:
        """Every believed span about a subject, of every predicate, in order of valid time."""
        texts(predicate=predicate)
        view = replace(self.view(as_of), valid=None, asked=False)
        return Facts(self._lookup.facts(view, text(subject, "the subject"), predicate))

    def history(self, fact: str | Fact) -> list[Version]:
        """Every version of a fact in order of system time, with the claims behind it.

        The spans that one subject, predicate and object ever had belong together.

        Raises:
            NotFound: there is no such fact.
        """
        return self._lookup.history(id_of(fact, Fact, "a fact"))

    def entities(self, *, as_of: When = None) -> list[Entity]:
        """The entities in view, by name."""
        return self._lookup.entities(self.view(as_of))

    def entity(self, name: str, *, type: str | None = None, as_of: When = None) -> Entity:
        """The entity that a name or an alias refers to.

        Args:
            name: of several that are called so, the person is meant.
            type: "person", "place", …: the one of that type.
            as_of: the view.

        Raises:
            NotFound: nothing in view is called that.
        """
        texts(type=type)
        return self._lookup.entity(text(name, "a name"), self.view(as_of), type)

    def passages(self, ids: Iterable[str] | None = None, *, as_of: When = None) -> list[Passage]:
        """Passages by id, or all, in view."""
        view = self.view(as_of)
        if ids is None:
            episodes = [episode.id for episode in self._store.episodes()]
            ids = [passage.id for passage in self._store.passages_of(episodes)]
        return self._store.passages(listed(ids, "passages"), view)

    def episodes(self, ids: Iterable[str] | None = None) -> list[Episode]:
        """Episodes by id, or all, in order of when they occurred."""
        return self._store.episodes(None if ids is None else listed(ids, "episodes"))

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
        texts(episode=episode, subject=subject, predicate=predicate)
        wanted = None if ids is None else listed(ids, "claims")
        found = self._store.claims(wanted, None if episode is None else [episode])
        return self._lookup.chosen(found, self.view(as_of), subject, predicate)

    def changes(self, *, since: Time) -> list[Change]:
        """What was asserted, superseded, retracted and erased after a system time, in order."""
        return changes(self._store, instant(since, "since", self._zone))

    def diff(self, first: When, second: When, *, entity: str | None = None) -> Difference:
        """The facts that one view shows and another does not: all, or about an entity."""
        views = self.facts(entity, as_of=first), self.facts(entity, as_of=second)
        return difference(*views)

    def graph(self, *, as_of: When = None, around: str | None = None, hops: int = 1) -> Graph:
        """The facts in view as a graph: all, or within some hops around what a name means."""
        facts = self.facts(as_of=as_of)
        hops = whole(hops, "hops", 0)
        if around is None:
            return Graph.of(facts)
        self.entity(around, as_of=as_of)  # a name that nothing has is an error
        return Graph.of(facts, self._lookup.roots(around, self.view(as_of)), hops)

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
        """What waits to be read and what failed, with the reasons; "reembedding" while it is so."""
        failed = self._store.episodes(status="failed")
        return {
            "pending": [episode.id for episode in self._store.episodes(status="pending")],
            "failed": {episode.id: episode.reason for episode in failed},
            **({"reembedding": True} if self._store.unembedded(1) else {}),
        }

    def view(self, as_of: When = None) -> View:
        """A point in both times as this memory reads it."""
        if as_of is None:
            return View(valid=self._now())
        given = as_of if isinstance(as_of, AsOf) else AsOf(valid=as_of)
        valid = None if given.valid is None else instant(given.valid, "as_of", self._zone)
        system = None if given.system is None else instant(given.system, "system", self._zone)
        return View(valid=valid, system=system, asked=valid is not None)

    def _now(self) -> datetime:
        """The time, and never before the last writing."""
        revision = self._store.revision()
        now = instant(self._clock(), "the clock's time")
        return max(now, revision) if revision else now
