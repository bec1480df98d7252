"""What a memory is made of: "team.db" and "spacy" become a store and an extractor.

The only place that reads the environment.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from graphmem.arguments import check_whole
from graphmem.embed.base import Embedder
from graphmem.embed.minilm import MiniLM
from graphmem.errors import BadInput, MissingPart
from graphmem.extract.base import Extractor, StretchExtractor
from graphmem.llm.accounts import Accounts, Price
from graphmem.llm.base import LanguageModel, Limits, check_server
from graphmem.llm.limiter import Limiter
from graphmem.store.base import Store
from graphmem.store.sqlite_store import SqliteStore

if TYPE_CHECKING:
    from graphmem.llm.structured import Structured
    from graphmem.ontology import Ontology

NAMESPACE = re.compile(r"\w[\w.:@-]{0,63}")
SERVERS = ("neo4j://", "neo4j+s://", "neo4j+ssc://", "bolt://", "bolt+s://", "bolt+ssc://")
Clock = Callable[[], datetime]
# An ontology as a TOML file's path, as a mapping, or as the user's entity types alone.
Words: TypeAlias = "str | Path | Mapping[str, Any] | Sequence[Any]"
T = TypeVar("T")


def now() -> datetime:
    """The time; nothing else reads it."""
    return datetime.now(UTC)


def default_url() -> str:
    """The store that the command line uses where none is named."""
    return os.environ.get("GRAPHMEM_DB") or os.environ.get("NEO4J_URI") or "graphmem.db"


def default_embedder() -> str:
    """The embedder that the command line uses where none is named."""
    return os.environ.get("GRAPHMEM_EMBEDDER") or "minilm"


def default_model() -> str | None:
    """The language model that the command line asks where none is named."""
    return os.environ.get("GRAPHMEM_MODEL") or None


def open_store(
    url: str | Path | Store,
    namespace: str,
    auth: tuple[str, str] | None = None,
    database: str | None = None,
) -> Store:
    """The store that a URL or a path names; *auth* and *database* are for servers.

    Raises:
        BadInput: the namespace has characters that are not allowed, or the URL is unknown.
    """
    if not isinstance(namespace, str) or not NAMESPACE.fullmatch(namespace):
        raise BadInput(
            f"bad namespace {namespace!r}. Allowed: 1 to 64 letters, digits and . _ : @ - , "
            'beginning with a letter or digit, e.g. namespace="alice".'
        )
    if not isinstance(url, str | Path):
        return part(url, "store", "put_episodes", named=False)
    if not str(url):
        raise BadInput('the store has no name. Give the path of a file, or ":memory:" for none.')
    if str(url).startswith(SERVERS):
        return open_server(str(url), namespace, auth, database)
    if auth is not None or database is not None:
        raise BadInput(
            f"{str(url)!r} is a file and takes no auth or database. They are for servers, e.g. "
            'Memory("neo4j://localhost:7687", auth=("neo4j", "password")).'
        )
    if "://" in str(url):
        raise BadInput(
            f'unknown store {str(url)!r}. Give the path of a file, or ":memory:" for none.'
        )
    return SqliteStore(str(Path(url).expanduser()) if url != ":memory:" else url, namespace)


def open_server(
    url: str, namespace: str, auth: tuple[str, str] | None, database: str | None
) -> Store:
    """A Neo4j store; what is not given is read from NEO4J_USERNAME, NEO4J_PASSWORD, …

    Raises:
        BadInput: *auth* is no user and password.
        MissingPart: the neo4j package is not installed.
    """
    password = os.environ.get("NEO4J_PASSWORD")
    if auth is None and password is not None:
        user = os.environ.get("NEO4J_USERNAME") or os.environ.get("NEO4J_USER") or "neo4j"
        auth = user, password
    if auth is not None and not (
        isinstance(auth, tuple | list) and len(auth) == 2 and all(isinstance(a, str) for a in auth)
    ):
        raise BadInput('bad auth: give a user and a password, e.g. auth=("neo4j", "password").')
    try:
        from graphmem.store.neo4j_store import Neo4jStore  # its library takes a third of a second
    except ImportError as error:
        raise MissingPart('the neo4j package is not installed. Run "pip install neo4j".') from error
    database = database or os.environ.get("NEO4J_DATABASE") or None
    return Neo4jStore(url, namespace, auth, database)


class Models:
    """The language models of one memory: they share one limiter and one account.

    Args:
        base_url: of an OpenAI-compatible API; from OPENAI_BASE_URL otherwise, or OpenAI's own.
        api_key: from OPENAI_API_KEY otherwise; a server of one's own may need none.
        limits: how hard they may be used.
        prices: see `Accounts`.
    """

    def __init__(
        self,
        base_url: str | None = None,
        api_key: str | None = None,
        limits: Limits | None = None,
        prices: Mapping[str, Price] | None = None,
    ) -> None:
        check_server(base_url, api_key)
        if limits is not None and not isinstance(limits, Limits):
            raise BadInput(
                f"limits must be a Limits: got {limits!r:.80}. Pass e.g. Limits(concurrency=4)."
            )
        self._base_url, self._api_key = base_url, api_key
        self._limiter = Limiter(limits or Limits())
        self.accounts = Accounts({} if prices is None else prices)

    def open(self, given: str | LanguageModel) -> Structured:
        """The language model that a name means: "openai:MODEL".

        Raises:
            BadInput: the name means none.
            MissingPart: there is no key.
        """
        from graphmem.llm.structured import Structured  # pydantic takes a tenth of a second

        model = (
            self._named(given)
            if isinstance(given, str)
            else part(given, "language model", "complete")
        )
        return Structured(model, self._limiter, self.accounts)

    def _named(self, name: str) -> LanguageModel:
        """The model of a name; the client's library is imported with the first call."""
        kind, _, model = name.partition(":")
        if kind != "openai" or not model.strip():
            raise BadInput(
                f'unknown language model {name!r}. Allowed: "openai:MODEL" (with base_url for '
                "any OpenAI-compatible server), or an object with name and complete()."
            )
        from graphmem.llm.openai import OpenAIModel

        base_url, api_key = self.address(name)
        return OpenAIModel(model.strip(), base_url, api_key, self._limiter.limits)

    def address(self, name: str) -> tuple[str | None, str]:
        """The URL (`None` is OpenAI's) and the key of the API that has a model.

        Raises:
            BadInput: the URL or the key is none.
            MissingPart: there is no key.
        """
        base_url = self._base_url or os.environ.get("OPENAI_BASE_URL") or None
        api_key = self._api_key or os.environ.get("OPENAI_API_KEY") or (base_url and "none")
        if not api_key:
            raise MissingPart(
                f'{name!r} needs a key: pass api_key="…" or set OPENAI_API_KEY; or name a server '
                'of your own, e.g. base_url="http://localhost:8080/v1".'
            )
        check_server(base_url, api_key)
        return base_url, api_key


def open_extractor(given: str | Extractor | None, models: Models | None = None) -> Extractor | None:
    """The extractor that a name means; `None` reads nothing."""
    if given is None:
        return None
    if not isinstance(given, str):
        return own_extractor(given)
    if given == "spacy":
        from graphmem.extract.by_spacy import SpacyExtractor  # its tables take a tenth of a second

        return SpacyExtractor()
    if given.startswith("recorded:"):
        from graphmem.extract.recorded import RecordedExtractor

        return RecordedExtractor(given.removeprefix("recorded:"))
    if given.startswith("openai:"):
        model = (models or Models()).open(given)
        from graphmem.extract.by_llm import LlmExtractor

        return LlmExtractor(model)
    raise BadInput(
        f'unknown extractor {given!r}. Allowed: "spacy", "openai:MODEL", "recorded:PATH", '
        "None (bring your own claims), or an object with name and extract()."
    )


def open_ontology(given: Words | Ontology | None) -> Ontology | None:
    """The ontology that the caller declares; `None` leaves it at the built-in one."""
    if given is None:
        return None
    from graphmem.ontology import opened  # pydantic takes a tenth of a second

    return opened(given)


def open_embedder(given: str | Embedder, models: Models | None = None) -> Embedder:
    """The embedder that a name means; one behind an API is where the language *models* are."""
    if not isinstance(given, str):
        return measured(part(given, "embedder", "encode"))
    kind, _, model = given.partition(":")
    if given == "minilm":
        return MiniLM()
    if kind == "sentence-transformers" and model:
        from graphmem.embed.sentence_transformers import SentenceTransformersEmbedder

        return SentenceTransformersEmbedder(model)
    if kind == "openai" and model:
        from graphmem.embed.openai import OpenAIEmbedder

        base_url, api_key = (models or Models()).address(given)
        return OpenAIEmbedder(model, base_url=base_url, api_key=api_key)
    raise BadInput(
        f'unknown embedder {given!r}. Allowed: "minilm", "sentence-transformers:NAME_OR_FOLDER", '
        '"openai:MODEL", or an object with name, dimension and encode().'
    )


def part(given: T, what: str, method: str, *, named: bool = True) -> T:
    """A part that the caller made, if it looks like one."""
    if not callable(getattr(given, method, None)):
        raise BadInput(f"{given!r:.80} is no {what}: it has no method {method}().")
    name = getattr(given, "name", None)
    if named and not (isinstance(name, str) and name.strip()):
        raise BadInput(
            f"{given!r:.80} is no {what}: it has no name, got {name!r}. Give it one that says "
            'which it is, e.g. name = "my-model-1"; it is kept in the store.'
        )
    return given


def measured(embedder: Embedder) -> Embedder:
    """An embedder that the caller made, if it says how long its vectors are."""
    dimension = getattr(embedder, "dimension", None)
    if not isinstance(dimension, int) or isinstance(dimension, bool) or dimension < 1:
        raise BadInput(
            f"the dimension of an embedder must be a whole number, at least 1: {embedder.name!r} "
            f"has {dimension!r}. Give the length of its vectors, e.g. dimension = 384."
        )
    return embedder


def own_extractor(given: Extractor) -> Extractor:
    """An extractor that the caller made, if it looks like one."""
    part(given, "extractor", "extract")
    if isinstance(given, StretchExtractor):
        check_whole("an extractor's budget", given.budget, 1)
        check_whole("an extractor's concurrency", given.concurrency, 1)
    return given


def open_zone(name: str | None) -> ZoneInfo | None:
    """The time zone in which naive times are read."""
    if name is None:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, TypeError, AttributeError, OSError) as error:
        raise BadInput(
            f'unknown timezone {name!r}. Give an IANA name, e.g. timezone="Europe/Berlin".'
        ) from error
