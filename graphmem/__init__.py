"""graphmem: the temporal memory graph you own.

Text goes in as episodes; claims are read from it; facts with two time axes are computed from the
claims; a question is answered as of any point in both times, with its evidence.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from graphmem.added import Added
from graphmem.amend import ErasureReceipt
from graphmem.changes import Change, Difference
from graphmem.embed.base import Embedder, Prompts
from graphmem.errors import GraphmemError
from graphmem.extract.base import Extraction, Extractor
from graphmem.follow import Followed
from graphmem.found import Found, Hit
from graphmem.graph import Graph
from graphmem.interval import Interval
from graphmem.llm.accounts import Usage
from graphmem.llm.base import LanguageModel, Limits
from graphmem.memory import Memory
from graphmem.model import (
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
    from graphmem.answer import Answer, Citation
    from graphmem.embed.openai import OpenAIEmbedder
    from graphmem.embed.sentence_transformers import SentenceTransformersEmbedder
    from graphmem.ontology import EntityType, Ontology, Predicate

# Imported when first asked for: asyncio and pydantic take a tenth of a second each.
LATER = {
    "Answer": "graphmem.answer",
    "Citation": "graphmem.answer",
    "AsyncMemory": "graphmem.aio",
    "EntityType": "graphmem.ontology",
    "Ontology": "graphmem.ontology",
    "OpenAIEmbedder": "graphmem.embed.openai",
    "Predicate": "graphmem.ontology",
    "SentenceTransformersEmbedder": "graphmem.embed.sentence_transformers",
}

__version__ = "0.1.0"
__all__ = [
    "Added",
    "Alias",
    "Answer",
    "AsOf",
    "AsyncMemory",
    "Change",
    "Citation",
    "Claim",
    "Difference",
    "Embedder",
    "Entity",
    "EntityType",
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
    "LanguageModel",
    "Limits",
    "Memory",
    "Mention",
    "Ontology",
    "OpenAIEmbedder",
    "Order",
    "Passage",
    "Predicate",
    "Prompts",
    "SentenceTransformersEmbedder",
    "Usage",
    "Version",
]


def __getattr__(name: str) -> Any:
    """The public names of `LATER`."""
    if name in LATER:
        return getattr(import_module(LATER[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
