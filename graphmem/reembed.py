"""Changing the embedder: every vector is made again, a batch a transaction.

The store is told first whose vectors it will hold. From then on until the last of them is made,
it gives no vector of a passage, so that those of two embedders never meet: searches go by words.
The sentences of claims are removed at once, and are found again as soon as they are made. How far
it has come is in the store: killed at any point, it goes on there.
"""

from __future__ import annotations

from graphmem.embed.base import Embedder
from graphmem.embed.encoded import encoded
from graphmem.index import index, say
from graphmem.model import View
from graphmem.progress import BATCH, Progress
from graphmem.store.base import Store


def change(store: Store, embedder: Embedder) -> None:
    """Let a store's vectors be *embedder*'s from now on; nothing happens where they are."""
    encoded(embedder, ["Is it there?"])  # a wrong key or name fails before anything is changed
    store.setup(embedder.name, embedder.dimension, change=True)


def reembed(store: Store, embedder: Embedder, *, progress: bool = False) -> int:
    """Make the vectors that are to be made again; how many were."""
    say(store, embedder)
    made = 0
    total = store.counts(View())["passages"]
    with Progress("embedding again", progress, total) as bar:
        while waiting := store.unembedded(BATCH):
            store.reembed(index(waiting, embedder))
            made += len(waiting)
            bar.advance(len(waiting))
        store.reembed([])
    return made
