"""graphmem: the temporal memory graph you own.

Text goes in as episodes; claims are read from it; facts with two time axes are computed from the
claims; a question is answered as of any point in both times, with its evidence.
"""

from typing import TYPE_CHECKING, Any

from graphmem.amend import ErasureReceipt
from graphmem.changes import Change, Difference
from graphmem.embed.base import Embedder
from graphmem.errors import GraphmemError
from graphmem.extract.base import Extraction, Extractor
from graphmem.follow import Followed
from graphmem.found import Found, Hit
from graphmem.graph import Graph
from graphmem.interval import Interval
from graphmem.memory import Memory
from graphmem.model import (
    Added,
    Alias,
    AsOf,
    Claim,
    Entity,
    Episode,
    Fact,
    Mention,
    Passage,
    Version,
)
from graphmem.sequence import Order

if TYPE_CHECKING:
    from graphmem.aio import AsyncMemory

__version__ = "0.1.0"
__all__ = [
    "Added",
    "Alias",
    "AsOf",
    "AsyncMemory",
    "Change",
    "Claim",
    "Difference",
    "Embedder",
    "Entity",
    "Episode",
    "ErasureReceipt",
    "Extraction",
    "Extractor",
    "Fact",
    "Followed",
    "Found",
    "Graph",
    "GraphmemError",
    "Hit",
    "Interval",
    "Memory",
    "Mention",
    "Order",
    "Passage",
    "Version",
]


def __getattr__(name: str) -> Any:
    """`AsyncMemory` is imported when it is first asked for: asyncio takes a tenth of a second."""
    if name == "AsyncMemory":
        from graphmem.aio import AsyncMemory

        return AsyncMemory
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
