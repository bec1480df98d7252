"""A point in both times, as a caller names it and as it was read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from graphmem.instant import Time
from graphmem.interval import Interval


@dataclass(frozen=True, slots=True)
class AsOf:
    """A point in both times. A bare date or datetime in a call means `AsOf(valid=…)`.

    Args:
        valid: when it was true in the world; `None` = at any valid time.
        system: when it was believed; `None` = now.
    """

    valid: Time | None = None
    system: Time | None = None


@dataclass(frozen=True, slots=True)
class View:
    """An `AsOf` that was read: what a question may see.

    Args:
        valid: facts whose span covers this instant; `None` = any.
        system: what was recorded by this instant and not yet replaced; `None` = now.
        asked: the caller named the valid time, so passages told after it are hidden.
        during: the question names this time: facts that hold at any point of it are shown,
            whatever *valid* says, and passages told near it are preferred.
    """

    valid: datetime | None = None
    system: datetime | None = None
    asked: bool = False
    during: Interval[datetime] | None = None

    def shows(self, shown: Interval[datetime]) -> bool:
        """Whether what is in view during *shown* is shown."""
        if self.during is not None:
            return self.during.overlaps(shown)
        return self.valid is None or self.valid in shown
