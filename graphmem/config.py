"""What a memory is made of: "team.db" and "spacy" become a store and an extractor.

The only place that reads the environment.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from graphmem.embed.base import Embedder
from graphmem.embed.minilm import MiniLM
from graphmem.errors import BadInput, MissingPart
from graphmem.extract.base import Extractor
from graphmem.store.base import Store
from graphmem.store.sqlite_store import SqliteStore

NAMESPACE = re.compile(r"\w[\w.:@-]{0,63}")
SERVERS = ("neo4j://", "neo4j+s://", "neo4j+ssc://", "bolt://", "bolt+s://", "bolt+ssc://")
Clock = Callable[[], datetime]
T = TypeVar("T")


def now() -> datetime:
    """The time; nothing else reads it."""
    return datetime.now(UTC)


def default_url() -> str:
    """The store that the command line uses where none is named."""
    return os.environ.get("GRAPHMEM_DB", "graphmem.db")


def open_store(url: str | Path | Store, namespace: str) -> Store:
    """The store that a URL or a path names.

    Raises:
        BadInput: the namespace has characters that are not allowed, or the URL is unknown.
    """
    if not isinstance(namespace, str) or not NAMESPACE.fullmatch(namespace):
        raise BadInput(
            f"bad namespace {namespace!r}. Allowed: 1 to 64 letters, digits and . _ : @ - , "
            'beginning with a letter or digit, e.g. namespace="alice".'
        )
    if not isinstance(url, str | Path):
        return part(url, "store", "put_episodes")
    if not str(url):
        raise BadInput('the store has no name. Give the path of a file, or ":memory:" for none.')
    if str(url).startswith(SERVERS):
        raise MissingPart(
            f"{str(url).split('://')[0]}:// stores are not in this version. "
            'Give the path of a file, e.g. Memory("team.db").'
        )
    if "://" in str(url):
        raise BadInput(
            f'unknown store {str(url)!r}. Give the path of a file, or ":memory:" for none.'
        )
    return SqliteStore(str(Path(url).expanduser()) if url != ":memory:" else url, namespace)


def open_extractor(given: str | Extractor | None) -> Extractor | None:
    """The extractor that a name means; `None` reads nothing."""
    if given is None:
        return None
    if not isinstance(given, str):
        return part(given, "extractor", "extract")
    if given == "spacy":
        from graphmem.extract.by_spacy import SpacyExtractor  # its tables take a tenth of a second

        return SpacyExtractor()
    raise BadInput(
        f'unknown extractor {given!r}. Allowed: "spacy", None (bring your own claims), '
        "or an object with name and extract()."
    )


def open_embedder(given: str | Embedder) -> Embedder:
    """The embedder that a name means."""
    if not isinstance(given, str):
        return part(given, "embedder", "encode")
    if given == "minilm":
        return MiniLM()
    raise BadInput(
        f'unknown embedder {given!r}. Allowed: "minilm", or an object with name, dimension '
        "and encode()."
    )


def part(given: T, what: str, method: str) -> T:
    """A part that the caller made, if it looks like one."""
    if not callable(getattr(given, method, None)):
        raise BadInput(f"{given!r:.80} is no {what}: it has no method {method}().")
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
