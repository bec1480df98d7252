"""What an extractor gives is checked here, whoever wrote it, as the caller's own claims are.

An answer that is none as a whole is a failed reading. One claim, mention or alias of it that
cannot be is dropped and counted, and the rest is used.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias, TypeVar
from zoneinfo import ZoneInfo

from graphmem import arguments
from graphmem.errors import BadInput, BadInterval, BadTime, ExtractionError, MissingPart
from graphmem.extract.base import Extraction
from graphmem.intake import Intake, check_start
from graphmem.model import Alias, Claim, Mention, Passage

LOG = logging.getLogger(__name__)
LONGEST_REASON = 500
Said: TypeAlias = "list[Extraction] | ExtractionError"
Item = TypeVar("Item", Claim, Mention, Alias)


def extracted(
    name: str, read: Callable[[], object], passages: Sequence[Passage], zone: ZoneInfo | None
) -> Said:
    """What an extractor says of some passages, or why it said nothing of use.

    Args:
        name: the extractor's.
        read: has it read the passages; whatever it raises is a failed reading.
        passages: an extraction for each is expected.
        zone: naive times are read as local times there.

    Raises:
        MissingPart: nothing can be read before something is installed.
    """
    try:
        said = counted(name, read(), passages)
        return [checked(*one, zone) for one in zip(said, passages, strict=True)]
    except MissingPart:
        raise
    except ExtractionError as error:
        return ExtractionError(writable(str(error)))
    except Exception as error:  # code of the caller's: all that it had to say is told and logged
        LOG.warning("the extractor %s failed", name, exc_info=True)
        reason = writable(f"{name} failed: {type(error).__name__}: {error}")
        return ExtractionError(reason[:LONGEST_REASON])


def counted(name: str, said: object, passages: Sequence[Passage]) -> Sequence[Extraction]:
    """One extraction for each passage.

    Raises:
        ExtractionError: the extractor gave something else, or more or fewer.
    """
    if not isinstance(said, list | tuple):
        raise ExtractionError(
            f"{name} gave a {type(said).__name__} for {len(passages)} passages. "
            "An extractor gives a list with one Extraction for each, in their order."
        )
    if len(said) != len(passages):
        raise ExtractionError(
            f"{name} gave {len(said)} extractions for {len(passages)} passages. "
            "An extractor gives one for each, in their order."
        )
    if odd := [type(one).__name__ for one in said if not isinstance(one, Extraction)]:
        raise ExtractionError(
            f"{name} gave a {odd[0]} for a passage. "
            "An extractor gives an Extraction for each, e.g. Extraction(claims=(claim,))."
        )
    return [one for one in said if isinstance(one, Extraction)]


def checked(said: Extraction, passage: Passage, zone: ZoneInfo | None) -> Extraction:
    """What holds of an extraction, with a word for each thing that does not."""
    dropped = [str(word) for word in said.dropped]
    intake = Intake(passage.occurred_at, zone)
    return Extraction(
        mentions=tuple(holding(said.mentions, mention, dropped)),
        claims=tuple(holding(said.claims, lambda one: claim(one, intake), dropped)),
        aliases=tuple(holding(said.aliases, alias, dropped)),
        dropped=tuple(dropped),
    )


def holding(
    said: Iterable[Item], check: Callable[[Item], Item], dropped: list[str]
) -> Iterator[Item]:
    """Those that hold, as they are checked; a word for each of the others is added to *dropped*."""
    for one in said:
        try:
            yield check(one)
        except (BadTime, BadInterval):
            dropped.append("time")
        except BadInput:
            dropped.append("words")


def claim(said: Claim, intake: Intake) -> Claim:
    """A claim with its times read, checked as one of the caller's."""
    check_type(said, Claim)
    held = intake.claim(said)
    check_start(held, intake.now)
    return replace(held, by=arguments.text(said.by, "who read a claim"))


def mention(said: Mention) -> Mention:
    """A mention that has a name, and a type and a place as they must be."""
    check_type(said, Mention)
    check_name(said.name)
    check_text(said.type)
    if not all(isinstance(place, int) for place in (said.start, said.end)):
        raise BadInput("a mention's place is two numbers.")
    return said


def alias(said: Alias) -> Alias:
    """An alias of two names."""
    check_type(said, Alias)
    check_name(said.name, said.other)
    check_text(said.reason)
    return said


def check_type(said: object, type_: type) -> None:
    """Refuse what is something else."""
    if not isinstance(said, type_):
        raise BadInput(f"expected a {type_.__name__}: got {said!r:.80}.")


def check_name(*names: object) -> None:
    """Refuse names that are no text, or empty."""
    check_text(*names)
    if not all(str(name).strip() for name in names):
        raise BadInput("a name is empty.")


def check_text(*texts: object) -> None:
    """Refuse what is no text that every store can keep."""
    for text in texts:
        arguments.text(text, "what an extractor says")


def writable(text: str) -> str:
    """A text that every store can write, whatever somebody else's error said."""
    return text.encode("utf-8", "backslashreplace").decode()
