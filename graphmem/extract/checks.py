"""What of a model's statements holds: each is checked against the text, or dropped and counted.

Nothing is repaired by guessing. A claim is dropped when its evidence is not in the text
("evidence"), a name of it occurs neither there nor among the known names ("name"), its time
cannot be read or cannot be ("time"), or its words are none ("words").
"""

from __future__ import annotations

import re
from calendar import month_name
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from graphmem.extract.base import Extraction, Stretch
from graphmem.extract.said import SaidClaim, SaidEntity, Statements
from graphmem.extract.said_times import Unreadable, stated
from graphmem.extract.told import Told
from graphmem.model import ANY, Alias, Claim, Mention, Passage
from graphmem.text import SPACELESS, name_key

LONGEST_NAME = 200
LONGEST_TEXT = 1000
DATE = len("2023-05-07")
TYPE = re.compile(r"[^\W\d_][\w -]{0,29}")


class Dropped(Exception):
    """Something that was said and does not hold; its argument is the reason in a word."""


class Checker:
    """Checks what was said about one stretch."""

    def __init__(self, stretch: Stretch, said: Statements) -> None:
        self.stretch, self.said = stretch, said

    @cached_property
    def told(self) -> Told:
        """What the stretch, what came before it, the known names and the dates say.

        The dates are for names such as "camping trip of June 2023".
        """
        passages = [*self.stretch.before, *self.stretch.passages]
        told = [text for p in passages for text in (p.text, p.speaker, p.title) if text]
        names = [name for one in self.stretch.names for name in (one.name, *one.aliases)]
        times = [time for one in self.said.claims for time in (one.valid_from, one.valid_to)]
        dates = [date for time in times if time for date in dated(time)]
        return Told([*told, *names, *dates])

    def name(self, name: str) -> str:
        """A name that occurs, see `Told.has`.

        Raises:
            Dropped: it does not.
        """
        given = " ".join(name.split())
        if not is_worded(given):
            raise Dropped("words")
        if not self.told.has(given):
            raise Dropped("name")
        return given

    def claim(self, said: SaidClaim) -> tuple[int, Claim]:
        """A claim that holds, and the place of the passage that completes its evidence.

        Raises:
            Dropped: it does not hold.
        """
        places = sorted({number - 1 for number in said.evidence})
        if not places or places[0] < 0 or places[-1] >= len(self.stretch.passages):
            raise Dropped("evidence")
        evidence = [self.stretch.passages[place] for place in places]
        predicate = " ".join(said.predicate.split())
        if not is_worded(predicate):
            raise Dropped("words")
        nothing = said.negated and said.object.strip() == ANY
        subject, object_ = self.name(said.subject), ANY if nothing else self.name(said.object)
        if name_key(subject) == name_key(object_) or (object_ == ANY and not nothing):
            raise Dropped("name")
        try:
            start, end = stated(said, evidence)
        except Unreadable as error:
            raise Dropped("time") from error
        text = " ".join(said.text.split())
        return places[-1], Claim(
            subject,
            predicate,
            object_,
            text=text if len(text) <= LONGEST_TEXT else "",
            valid_from=start,
            valid_to=end,
            kind=said.kind,
            exclusive=said.exclusive and said.kind == "state",
            negated=said.negated,
            evidence=tuple(passage.id for passage in evidence),
        )

    def names(self, said: SaidEntity) -> Iterator[str | Dropped]:
        """The names of an entity, its own first, each as it holds or why it does not."""
        for name in dict.fromkeys([said.name, *said.aliases]):
            try:
                yield self.name(name)
            except Dropped as error:
                yield error


def checked(said: Statements, stretch: Stretch) -> list[Extraction]:
    """What holds of some statements: one extraction for each passage of the stretch."""
    checker = Checker(stretch, said)
    claims: dict[int, list[Claim]] = defaultdict(list)
    aliases: dict[int, list[Alias]] = defaultdict(list)
    mentions: dict[int, list[Mention]] = defaultdict(list)
    dropped: list[str] = []
    for entity in said.entities:
        own, *others = checker.names(entity)
        dropped += [str(name) for name in (own, *others) if isinstance(name, Dropped)]
        if isinstance(own, Dropped):
            continue
        told = [
            name for name in others if isinstance(name, str) and name_key(name) != name_key(own)
        ]
        for place, mention in mentioned([own, *told], kind(entity), stretch.passages):
            mentions[place].append(mention)
        for name in told:
            aliases[spoken(name, stretch.passages)].append(Alias(name=name, other=own))
    for one in said.claims:
        try:
            place, claim = checker.claim(one)
        except Dropped as error:
            dropped.append(str(error))
            continue
        claims[place].append(claim)
    return [
        Extraction(
            tuple(mentions[place]),
            tuple(claims[place]),
            tuple(aliases[place]),
            tuple(dropped) if place == 0 else (),
        )
        for place in range(len(stretch.passages))
    ]


def mentioned(
    names: Iterable[str], kind: str, passages: Sequence[Passage]
) -> Iterator[tuple[int, Mention]]:
    """Where some names of one entity stand, with the place of the passage."""
    for place, passage in enumerate(passages):
        for name in names:
            for start, end in occurrences(name, passage.text):
                yield (
                    place,
                    Mention(
                        passage_id=passage.id,
                        name=passage.text[start:end],
                        type=kind,
                        start=start,
                        end=end,
                    ),
                )
            if passage.speaker and name_key(passage.speaker) == name_key(name):
                yield place, Mention(passage_id=passage.id, name=name, type=kind)


def occurrences(name: str, text: str) -> Iterator[tuple[int, int]]:
    """Where a name stands in a text as words of its own, in any case."""
    spaced = not re.search(rf"[{SPACELESS}]", name)
    pattern = rf"(?<!\w){re.escape(name)}(?!\w)" if spaced else re.escape(name)
    for match in re.finditer(pattern, text, re.IGNORECASE):
        yield match.span()


def spoken(name: str, passages: Sequence[Passage]) -> int:
    """The place of the first passage in which a name stands, else the first."""
    places = (n for n, p in enumerate(passages) if any(occurrences(name, p.text)))
    return next(places, 0)


def dated(time: str) -> Iterator[str]:
    """The words of an ISO time that may be in a name: its year, its month, its day."""
    figures = [int(one) for one in re.findall(r"\d+", time.strip()[:DATE])]
    yield from map(str, figures[:1])
    rest = figures[1:]
    if rest and 1 <= rest[0] <= 12:
        yield month_name[rest[0]]
        yield from map(str, rest[1:])


def kind(entity: SaidEntity) -> str:
    """The type of an entity, if it is a word."""
    given = entity.type.strip().casefold()
    return given if TYPE.fullmatch(given) else ""


def is_worded(text: str) -> bool:
    """Whether a text has a letter or a digit, and is short enough for a name."""
    return len(text) <= LONGEST_NAME and any(map(str.isalnum, text))
