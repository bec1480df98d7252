"""Memory: what users hold in their hands. It owns the parts and the clock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Sized
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphmem import config
from graphmem.added import Added
from graphmem.correction import corrected, last_word
from graphmem.embed.base import Embedder
from graphmem.errors import BadInput, Erased
from graphmem.extract.base import Extractor
from graphmem.index import say
from graphmem.ingest import Ingest
from graphmem.instant import Time
from graphmem.intake import Extract, Given, Intake, Told, messages, put_off
from graphmem.keeping import Keeping
from graphmem.lookup import Lookup
from graphmem.model import ANY, Claim, Kind
from graphmem.portable import restore
from graphmem.progress import Progress, batches
from graphmem.reading import plain
from graphmem.retrieve import Retriever
from graphmem.store.base import Store

if TYPE_CHECKING:
    from graphmem.llm.accounts import Price
    from graphmem.llm.base import LanguageModel, Limits
    from graphmem.ontology import Ontology


class Memory(Keeping):
    """A temporal memory in one store.

    Args:
        url: the path of a file, ":memory:" for none, or a Neo4j server: neo4j://, bolt:// …
        auth: the server's user and password; from NEO4J_USERNAME and NEO4J_PASSWORD otherwise.
        database: the server's database; from NEO4J_DATABASE otherwise, or the user's home.
        namespace: the partition of the store that this memory sees.
        extractor: "spacy" reads English without a model server; "openai:MODEL" reads with a
            language model behind any OpenAI-compatible API, which is then sent what is told;
            `None` reads nothing, bring your own claims; or any `Extractor`.
        model: the language model that `ask` uses, "openai:MODEL"; the extractor's by default.
        base_url: of the model's API; from OPENAI_BASE_URL otherwise.
        api_key: from OPENAI_API_KEY otherwise.
        limits: how hard the models may be used.
        prices: per million tokens, by model: (input, output) or (input, output, cached input).
        embedder: "minilm"; "openai:MODEL", at the same API; "sentence-transformers:NAME" or a
            folder in the place of the name; or any `Embedder`.
        ontology: your predicates and entity types, as an `Ontology`, a TOML file's path, a mapping
            or a list of pydantic models; they word what is read, and your own claims too.
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
        auth: tuple[str, str] | None = None,
        database: str | None = None,
        namespace: str = "default",
        extractor: str | Extractor | None = "spacy",
        model: str | LanguageModel | None = None,
        base_url: str | None = None,
        api_key: str | None = None,
        limits: Limits | None = None,
        prices: Mapping[str, Price] | None = None,
        embedder: str | Embedder = "minilm",
        ontology: config.Words | Ontology | None = None,
        timezone: str | None = None,
        clock: config.Clock = config.now,
    ) -> None:
        self._zone = config.open_zone(timezone)
        self._models = config.Models(base_url, api_key, limits, prices)
        self._embedder = config.open_embedder(embedder, self._models)
        self._extractor = config.open_extractor(extractor, self._models)
        self._model = self._models.open(model) if model else getattr(self._extractor, "model", None)
        declared = config.open_ontology(ontology)
        self._store = config.open_store(url, namespace, auth, database)
        self._store.setup(self._embedder.name, self._embedder.dimension)
        say(self._store, self._embedder)
        self._clock = clock
        parts = self._store, self._embedder, self._extractor
        self._ingest = Ingest(*parts, clock, declared, self._zone)
        self._retriever = Retriever(self._store, self._embedder)
        self._lookup = Lookup(self._store, declared)
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
        extract: Extract = "now",
        force: bool = False,
    ) -> Added:
        """Tell something: it is kept, its claims are read, facts follow from them.

        Args:
            told: text, or messages with role and content (an episode each).
            id: your own id of the episode; telling one id twice is one episode. One that waits or
                failed takes the *claims* given now.
            speaker: who says it; "I" is understood as that.
            session: the conversation it belongs to.
            title: a document's title.
            occurred_at: when it was told; now by default.
            claims: what it claims, as you know it; no extractor reads it then. Of several messages
                each has its own.
            extract: "later" leaves the reading to `resume`, which reads waiting turns together;
                until then it is found as it is.
            force: take it in although it was erased before.

        Raises:
            BadInput: empty text, a bad time, a claim that cannot be, something else under an id
                that is there already; nothing was stored.
            Erased: the same telling was erased before: these words, of this id or time, or without
                a time.
        """
        shared: dict[str, Any] = {
            "id": id,
            "speaker": speaker,
            "session": session,
            "title": title,
            "occurred_at": occurred_at,
            "claims": claims,
        }
        given = messages(told, {n: value for n, value in shared.items() if value not in (None, "")})
        intake, later = Intake(self._now(), self._zone), put_off(extract)
        done = self._ingest.tell([intake.given(one) for one in given], force=force, later=later)
        if out := [one.episode.id for one in done if one.episode.status == "erased"]:
            raise Erased(
                f"this telling was erased before and stays out: {out}. "
                "Pass force=True to take it in again, or occurred_at where it is another one that "
                "was told at another time."
            )
        return Added.together(done)

    def add_many(
        self,
        episodes: Iterable[Told],
        *,
        progress: bool = False,
        extract: Extract = "now",
        force: bool = False,
    ) -> list[Added]:
        """Tell many things; those that are there already change nothing, so it can be resumed.

        What waits to be read or failed is not read again by that, but by `resume`.

        Args:
            episodes: mappings with an episode's fields, or `Episode` values.
            progress: show a bar on the terminal.
            extract: see `add`.
            force: take in what was erased before, too; else it is left out, and its status says so.

        Raises:
            BadInput: as `add`; what stood before the bad one was taken in.
        """
        if not isinstance(episodes, Iterable):
            raise BadInput(
                f"cannot add {episodes!r:.80}: give episodes one after the other, as a list of "
                '{"text": …, "occurred_at": …}.'
            )
        done: list[Added] = []
        later = put_off(extract)
        total = len(episodes) if isinstance(episodes, Sized) else None
        with Progress("adding", progress, total) as bar:
            told = self._given(episodes)
            every = self._ingest.tell_all(told, early=total is not None, force=force, later=later)
            for some in every:
                done += some
                bar.advance(len(some))
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
        """Read what waits or failed: what was to be read later, or when a model is back.

        Without an extractor it goes on waiting, with its status; only claims of your own are read.
        """
        done = []
        with Progress("reading", progress) as bar:
            for one in self._ingest.resume():
                done.append(one)
                bar.advance(1)
        return done

    def correct(
        self,
        subject: str,
        predicate: str,
        object: str | None,
        *,
        valid_from: Time | None = None,
        valid_to: Time | None = None,
        reason: str = "",
    ) -> Added:
        """Say what was so during a span, whatever was told of it before.

        Told as claims of one episode, so it is undone by retracting them or erasing it. A claim
        told later that begins inside the span takes over from there, as always.

        Args:
            object: `None` = nothing at all.
            valid_from: `None` = since ever.
            valid_to: exclusive; `None` = until further notice.
        """
        said = Claim(subject, predicate, ANY if object is None else object, negated=object is None)
        said = replace(said, valid_from=valid_from, valid_to=valid_to, exclusive=True)
        said = Intake(self._now(), self._zone).claim(said)
        known = self.claims(subject=said.subject, predicate=said.predicate)
        claims, told = corrected(known, said, self._lookup.root), last_word(known, self._now())
        text = reason or f"correction: {plain(said)}"
        return self.add(text, claims=claims, occurred_at=told, force=True)

    @classmethod
    def restore(
        cls,
        path: str | Path,
        url: str | Path | Store = ":memory:",
        *,
        progress: bool = False,
        **options: Any,
    ) -> Memory:
        """Open an empty memory and replay an export into it.

        Args:
            path: what `export` wrote; it is checked as a whole before anything is written.
            url: a new file, or an empty namespace of one.
            options: as for `Memory`.

        Raises:
            BadInput: the file is damaged or no export.
            StoreError: the memory is not empty.
        """
        memory = cls(url, **options)
        try:
            restore(memory._store, memory._embedder, path, progress=progress)
        except BaseException:
            memory.close()
            raise
        return memory

    def __repr__(self) -> str:
        return f"Memory({self.url!r}, namespace={self.namespace!r})"

    def _given(self, told: Iterable[Told]) -> Iterator[list[Given]]:
        """What was told in batches, each checked when its turn comes."""
        size = self._ingest.batch
        for batch in batches(told, size):
            yield from batches(map(Intake(self._now(), self._zone).given, batch), size)
