"""Values as plain data that JSON can hold: times in ISO 8601, tuples as lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from typing import Any

from graphmem.interval import Interval


def plain(value: Any) -> Any:
    """A value of graphmem's, or a container of them, as plain data.

    >>> plain({"at": datetime(2023, 5, 8), "ids": ("a",)})
    {'at': '2023-05-08T00:00:00', 'ids': ['a']}
    """
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Interval):
        return [plain(value.start), plain(value.end)]
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(held) for key, held in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(held) for held in value]
    return value
