"""Calling an embedder, which may be anybody's: what it makes fits together, or is refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from graphmem.embed.base import Embedder, Encoding, unit
from graphmem.errors import GraphmemError, ModelError


def encoded(embedder: Embedder, texts: Sequence[str]) -> Encoding:
    """What an embedder makes of what is to be found.

    Raises:
        ModelError: it failed, or made something else than a vector for each text.
    """
    return _checked(embedder, texts, embedder.encode)


def encoded_questions(embedder: Embedder, texts: Sequence[str]) -> Encoding:
    """What an embedder makes of questions.

    Raises:
        ModelError: as `encoded`.
    """
    return _checked(embedder, texts, getattr(embedder, "encode_questions", embedder.encode))


def _checked(
    embedder: Embedder, texts: Sequence[str], encode: Callable[[Sequence[str]], Any]
) -> Encoding:
    """What *encode* makes of some texts; vectors alone are taken as those of no tokens."""
    if not texts:
        return Encoding(np.zeros((0, embedder.dimension), np.float32), [])
    try:
        made = encode(texts)
    except GraphmemError:
        raise
    except Exception as error:
        raise ModelError(
            f"the embedder {embedder.name!r} failed with {type(error).__name__}: {error}. "
            "Mend its encode(), or open the memory with an embedder that works."
        ) from error
    fault = _fault(made, len(texts), embedder.dimension)
    if fault:
        raise ModelError(
            f"the embedder {embedder.name!r} made {fault}. Its encode() must give an array "
            "of a vector for each text, or an Encoding: see docs/embedders.md."
        )
    if hasattr(made, "vectors"):
        return Encoding(np.asarray(made.vectors, np.float32), list(made.tokens or ()))
    return Encoding(unit(np.asarray(made, np.float64)), [])


def _fault(made: Any, count: int, dimension: int) -> str:
    """What is wrong with what was made of *count* texts; empty where nothing is."""
    tokens = getattr(made, "tokens", None) or ()
    try:
        vectors = np.asarray(getattr(made, "vectors", made), np.float64)
    except (TypeError, ValueError):
        return "no vectors of numbers"
    if vectors.shape != (count, dimension):
        return f"vectors of shape {vectors.shape} where {(count, dimension)} was expected"
    if not np.isfinite(vectors).all():
        return "vectors with components that are not finite"
    if tokens and len(tokens) != count:
        return f"token vectors of {len(tokens)} texts where {count} was expected"
    if not all(_fits(one, dimension) for one in tokens):
        return "token vectors of another shape or with components that are not finite"
    return ""


def _fits(tokens: Any, dimension: int) -> bool:
    """Whether the tokens of one text have an id each and a vector of the dimension."""
    try:
        ids, vectors = np.asarray(tokens.ids), np.asarray(tokens.vectors)
        fit = ids.ndim == 1 and vectors.shape == (len(ids), dimension)
        return fit and bool(np.isfinite(vectors).all())
    except (AttributeError, TypeError, ValueError):
        return False
