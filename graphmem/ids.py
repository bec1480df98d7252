"""Ids: content hashes, so that the same thing always has the same id."""

from __future__ import annotations

import hashlib

SEPARATOR = "\x1f"


def digest(kind: str, *parts: object) -> str:
    """A stable id of 24 hexadecimal digits for *parts*, in the name space of *kind*.

    >>> digest("claim", "a", None) == digest("claim", "a", None)
    True
    >>> digest("claim", "a") == digest("fact", "a")
    False
    """
    text = SEPARATOR.join(["" if part is None else str(part) for part in (kind, *parts)])
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:24]
