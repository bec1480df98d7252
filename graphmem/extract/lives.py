"""Dates of life in brackets, as articles begin: "Marie Curie (7 November 1867 – 4 July 1934) …"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from graphmem.extract.name_words import MONTHS
from graphmem.extract.names import Name
from graphmem.model import Claim, Passage
from graphmem.timex import resolve

DATE = rf"(?:\d{{1,2}} (?:{MONTHS}) \d{{3,4}}|(?:{MONTHS}) \d{{1,2}}, \d{{3,4}}|\d{{3,4}})"
PLACE = r"(?:,? (?:in |at )?[^–\-\d()]{2,40}?)?"
LIFE = (
    re.compile(rf"\(\s*(?P<born>{DATE}){PLACE}\s*[–—-]\s*(?P<died>{DATE})[^()]{{0,40}}\)"),
    re.compile(
        rf"\((?:[^()]*?;)?\s*born:?(?: on| in)? (?P<born>{DATE})(?P<died>(?!))?[^()]{{0,60}}\)"
    ),
    re.compile(rf"\(\s*(?P<born>(?!))?(?:died|d\.) (?P<died>{DATE})[^()]{{0,40}}\)"),
)
NEAR = 60


def lives(passage: Passage, subject: Name | None) -> Iterator[Claim]:
    """When *subject*, the name that the passage begins with, was born and died."""
    if subject is None:
        return
    opening = passage.text[subject.end : subject.end + 4 * NEAR]
    for pattern in LIFE:
        match = pattern.search(opening)
        if match and match.start() <= NEAR:
            yield from ends(passage, subject, match)
            return


def ends(passage: Passage, subject: Name, match: re.Match[str]) -> Iterator[Claim]:
    """The claims of a birth and a death."""
    for verb, date in (("was born", match["born"]), ("died", match["died"])):
        if date:
            preposition = "in" if date.isdigit() else "on"
            start, end = day(date, passage.occurred_at)
            yield Claim(
                subject.text,
                f"{verb} {preposition}",
                date,
                text=f"{subject.text} {verb} {preposition} {date}.",
                valid_from=start,
                valid_to=end,
                kind="event",
            )


def day(date: str, reference: datetime) -> tuple[datetime | None, datetime | None]:
    """The interval of a date."""
    interval = resolve(date, reference)
    return (interval.start, interval.end) if interval else (None, None)
