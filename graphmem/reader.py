"""Having stored episodes read: what is read together, what helps to understand it, side by side.

Turns of one conversation are read together up to the extractor's budget, so that a model is
called once for 15 to 30 of them; a long document is read in parts of whole passages. A stretch
comes with the passages just before it and with the names and predicates that the memory knows,
which are looked up before any stretch of its wave is read: how many are read side by side
changes no result.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, TypeAlias, cast
from zoneinfo import ZoneInfo

from graphmem.errors import ExtractionError
from graphmem.extract.base import Extraction, Extractor, Stretch, StretchExtractor
from graphmem.extracted import Said, extracted
from graphmem.model import Entity, Episode, Passage
from graphmem.progress import batches
from graphmem.resolve import called, entity_id
from graphmem.revise import known_names
from graphmem.store.base import Store
from graphmem.text import CHARACTERS_PER_TOKEN, POSSESSIVE, runs

if TYPE_CHECKING:
    from graphmem.ontology import Ontology

WAVE = 16  # stretches that are read without knowing of each other
BEFORE = 4  # passages that come with a stretch, to understand it
LONGEST_NAME = 4  # words
TURNS = 30  # of one conversation that are read together, however short
NAMES, PREDICATES = 40, 60  # that are told to the extractor

Told: TypeAlias = "tuple[Episode, Sequence[Passage]]"


@dataclass(frozen=True, slots=True)
class Reader:
    """Has an extractor read episodes of a store; `None` reads nothing."""

    store: Store
    extractor: Extractor | None
    ontology: Ontology | None = None
    zone: ZoneInfo | None = None  # naive times of the extractor are local times there

    @property
    def name(self) -> str:
        """Who reads; recorded on every claim."""
        return self.extractor.name if self.extractor else ""

    @property
    def guesses(self) -> bool:
        """Whether the types that it tells of names are guesses."""
        return bool(getattr(self.extractor, "guesses", False))

    @property
    def together(self) -> bool:
        """Whether several turns are read at once."""
        return isinstance(self.extractor, StretchExtractor)

    def waves(self, told: Sequence[Told]) -> Iterator[list[Told]]:
        """Episodes in the order in which they are to be read, those in a list at once."""
        if not isinstance(self.extractor, StretchExtractor):
            yield list(told)
            return
        rest = [one for one in told if one[0].claims is not None]
        for groups in batches(grouped(unread(told), self.extractor.budget), WAVE):
            yield [*rest, *(one for group in groups for one in group)]
            rest = []
        if rest:
            yield rest

    def read(self, wave: Sequence[Told]) -> dict[str, Said]:
        """What the episodes of a wave say, or why they cannot be read, by their ids.

        Those that came with the caller's claims are left out.
        """
        extractor, asked = self.extractor, unread(wave)
        if extractor is None:
            return {episode.id: [Extraction()] * len(passages) for episode, passages in asked}
        if not isinstance(extractor, StretchExtractor):
            return {
                episode.id: self._said(partial(extractor.extract, passages), passages)
                for episode, passages in asked
            }
        stretches = [s for group in grouped(asked, extractor.budget) for s in self._parts(group)]
        read = [(partial(extractor.read, stretch), stretch.passages) for stretch in stretches]
        if len(read) == 1:
            said = [self._said(*read[0])]
        else:
            with ThreadPoolExecutor(extractor.concurrency, "graphmem-reader") as pool:
                said = list(pool.map(lambda one: self._said(*one), read))
        held: dict[str, Extraction | ExtractionError] = {}
        for stretch, found in zip(stretches, said, strict=True):
            for place, passage in enumerate(stretch.passages):
                held[passage.id] = found if isinstance(found, ExtractionError) else found[place]
        return {episode.id: together([held[p.id] for p in passages]) for episode, passages in asked}

    def _said(self, read: Callable[[], object], passages: Sequence[Passage]) -> Said:
        """What the extractor says of some passages when it is had to *read* them."""
        return extracted(self.name, read, passages, self.zone)

    def _parts(self, group: Sequence[Told]) -> Iterator[Stretch]:
        """The stretches of one group: one, or as many as a long episode needs."""
        passages = [passage for _, held in group for passage in held]
        budget = cast(StretchExtractor, self.extractor).budget
        before = self.store.preceding(passages[0].id, BEFORE)
        own = self.ontology
        declared = [one.name for one in own.predicates] if own else []
        types = tuple((one.name, one.description) for one in own.types) if own else ()
        for part in within(passages, budget):
            names, predicates = self._known([*before, *part])
            yield Stretch(
                passages=tuple(part),
                before=tuple(before),
                names=names,
                predicates=tuple(dict.fromkeys([*declared, *predicates]))[:PREDICATES],
                types=types,
            )
            before = [*before, *part][-BEFORE:]

    def _known(self, passages: Sequence[Passage]) -> tuple[tuple[Entity, ...], tuple[str, ...]]:
        """The entities that some passages seem to name, and what is said of these."""
        asked = dict.fromkeys(entity_id(name) for p in passages for name in spoken(p))
        held = self.store.nodes(sorted(asked))
        names = known_names(self.store, held)
        roots = dict.fromkeys(r for id_ in asked if id_ in held for r in sorted(names.roots(id_)))
        every = sorted({name for root in roots for name in names.ever(root)})
        found = {entity.id: entity for entity in called(self.store.called(every), names)}
        known = [found[root] for root in roots if root in found]
        known.sort(key=lambda entity: entity.name.islower())  # proper names before words
        chosen = known[:NAMES]
        subjects = {name for entity in chosen for name in names.ever(entity.id)}
        said = Counter(p for id_, p in self.store.slots_of(sorted(subjects)) if id_ in subjects)
        usual = sorted(said, key=lambda predicate: (-said[predicate], predicate))
        return tuple(chosen), tuple(usual)


def unread(told: Iterable[Told]) -> list[Told]:
    """The episodes whose claims an extractor is to read."""
    return [one for one in told if one[0].claims is None and one[1]]


def grouped(told: Sequence[Told], budget: int) -> list[list[Told]]:
    """Episodes that are read together, in order of time: turns of one session, within a budget.

    An episode without a session is read for itself.
    """
    groups: list[list[Told]] = []
    open_: dict[str, list[Told]] = {}
    room: dict[str, int] = {}
    for episode, passages in sorted(told, key=when):
        size = sum(map(tokens, passages))
        session = episode.session
        group = open_.get(session or "", [])
        if 0 < len(group) < TURNS and size <= room[session or ""]:
            group.append((episode, passages))
            room[session or ""] -= size
            continue
        groups.append([(episode, passages)])
        if session is not None:
            open_[session], room[session] = groups[-1], budget - size
    return groups


def when(told: Told) -> datetime:
    """When an episode occurred."""
    return cast(datetime, told[0].occurred_at)


def within(passages: Sequence[Passage], budget: int) -> Iterator[list[Passage]]:
    """Passages in lists of at most *budget* tokens, a longer passage alone."""
    part: list[Passage] = []
    room = budget
    for passage in passages:
        size = tokens(passage)
        if part and size > room:
            yield part
            part, room = [], budget
        part.append(passage)
        room -= size
    yield part


def tokens(passage: Passage) -> int:
    """About how many tokens a passage has."""
    return len(passage.text) // CHARACTERS_PER_TOKEN + 1


def spoken(passage: Passage) -> Iterator[str]:
    """What may be a name in a passage, its speaker and its title included."""
    yield from filter(None, (passage.speaker, passage.title))
    for start, end in runs(passage.text, LONGEST_NAME):
        name = passage.text[start:end]
        yield name
        if (bare := POSSESSIVE.sub("", name)) != name:
            yield bare


def together(said: Sequence[Extraction | ExtractionError]) -> Said:
    """What the passages of one episode say; the first error where one of them failed."""
    read: list[Extraction] = []
    for one in said:
        if isinstance(one, ExtractionError):
            return one
        read.append(one)
    return read
