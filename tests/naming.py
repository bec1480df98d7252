"""A reader for tests about names, and memories that read with it."""

from __future__ import annotations

from collections.abc import Sequence

from graphmem import Claim, Memory
from graphmem.extract.base import Extraction
from graphmem.model import Alias, Mention, Passage
from graphmem.store.base import Store
from graphmem.store.dict_store import DictStore
from tests.parts import Clock, HashEmbedder


class Naming:
    """A reader to whom "Mel:person likes tea" names a person; "Mel = Melanie" tells an alias."""

    name = "naming"

    def extract(self, passages: Sequence[Passage]) -> list[Extraction]:
        """What each passage says."""
        return [self._read(passage) for passage in passages]

    def _read(self, passage: Passage) -> Extraction:
        """A name, and what it likes."""
        if " = " in passage.text:
            said, other = passage.text.split(" = ")
            name, _, type_ = said.partition(":")
            mention = Mention(passage_id=passage.id, name=name, type=type_)
            mentions = (mention,) if type_ else ()
            return Extraction(mentions=mentions, aliases=(Alias(name=name, other=other),))
        said, _, liked = passage.text.partition(" likes ")
        name, _, type_ = said.partition(":")
        mention = Mention(passage_id=passage.id, name=name, type=type_)
        claims = (Claim(name, "likes", liked),) if liked else ()
        return Extraction(mentions=(mention,), claims=claims)


def reading(clock: Clock | None = None, store: Store | None = None) -> Memory:
    """A memory that reads in this way, on the reference store or another."""
    clock = clock or Clock("2025-01-01")
    return Memory(store or DictStore(), embedder=HashEmbedder(), extractor=Naming(), clock=clock)
