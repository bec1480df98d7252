"""Names in a passage: what the model finds, what it misses, each once and whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graphmem.extract.name_words import (
    EDGES,
    NO_NAMES,
    ORDINARY,
    POSSESSIVE,
    QUOTED,
    RANKS,
    SMALL,
    TITLES,
    TYPES,
    VALUES,
)
from graphmem.text import STOP_WORDS


@dataclass(frozen=True, slots=True)
class Name:
    """A name at [start, end) of a text."""

    text: str
    start: int
    end: int
    type: str = ""


def names(doc: Any, title: str | None = None) -> list[Name]:
    """The names in a parsed text, in order; of two that overlap the surer one.

    The title comes first, then works in quotation marks, names over an "of", what the model
    found, and the runs of proper nouns that it missed.
    """
    taken: list[Name] = []
    finders = (titled(doc, title), quoted(doc.text), linked(doc), found(doc), missed(doc))
    for finder in finders:
        for name in finder:
            if not any(name.start < other.end and other.start < name.end for other in taken):
                taken.append(name)
    return sorted(taken, key=lambda name: name.start)


def by_token(doc: Any, found: list[Name]) -> Mapping[int, Name]:
    """Which name each token belongs to, by the token's position."""
    return {
        token.i: name
        for name in found
        for token in doc
        if name.start <= token.idx and token.idx + len(token) <= name.end + 2
        if token.idx < name.end
    }


def short_title(title: str) -> str:
    """A title without what tells it from its namesakes.

    >>> short_title("Theodred II (Bishop of Elmham)")
    'Theodred II'
    """
    return re.sub(r"\s*\([^()]*\)$", "", title)


def titled(doc: Any, title: str | None) -> Iterator[Name]:
    """The episode's title, wherever it or a plain part of it occurs as whole words."""
    if not title:
        return
    opening = leading(doc, title)
    if opening:
        yield opening
    # dict.fromkeys: the longer form first, and once where they are the same
    for form in dict.fromkeys((title, short_title(title))):
        for match in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", doc.text):
            yield Name(title, match.start(), match.end())
    yield from parts(doc, title, opening)


def leading(doc: Any, title: str) -> Name | None:
    """The name that a document opens with, where it is a form of its title.

    "Frank Wright Tuttle (1892–1963) was …" opens the document "Frank Tuttle".
    """
    run: list[Any] = []
    for token in doc:
        if not run and (token.is_punct or token.is_space or token.lower_ in ("the", "a", "an")):
            continue
        if token.pos_ != "PROPN" and token.lower_ not in SMALL and token.text != "-":
            break
        run.append(token)
    while run and run[-1].pos_ != "PROPN":
        run.pop()
    words = {token.lower_ for token in run} - SMALL
    main = re.findall(r"\w+", short_title(title).split(",")[0].lower())
    given = set(main) - SMALL
    # "Myanmar" does not open the document "Geography of Myanmar"
    part = words <= given and (main[0] in words or not SMALL & set(main))
    if not words or not given or not (part or given <= words):
        return None
    return Name(title, run[0].idx, run[-1].idx + len(run[-1]))


def parts(doc: Any, title: str, opening: Name | None) -> Iterator[Name]:
    """The first or last word of a title of a person that the document opens with: "Curie"."""
    words = short_title(title).split(",")[0].split()
    if opening is None or len(words) > 4 or not len(words) > 1:
        return
    for token in doc:
        alone = not any(is_proper(one) or one.text == "-" for one in around(token))
        if token.text in (words[0], words[-1]) and is_proper(token) and alone:
            yield Name(title, token.idx, token.idx + len(token))


def around(token: Any) -> list[Any]:
    """The tokens beside *token*, over an "of"."""
    doc, i = token.doc, token.i
    near = [*doc[max(i - 1, 0) : i], *doc[i + 1 : i + 2]]
    over = i + 1 < len(doc) and doc[i + 1].lower_ in ("of", "and", "-")
    return [*near, *(doc[i + 2 : i + 3] if over else [])]


def quoted(text: str) -> Iterator[Name]:
    """Works in quotation marks: every word but the small ones begins with a capital."""
    for match in QUOTED.finditer(text):
        inner = match[1].strip()
        words = inner.split()
        big = [word for word in words if word.lower() not in SMALL or word is words[0]]
        written = all(word[0].isupper() or word[0].isdigit() for word in big)
        plain = inner.lower().strip(EDGES) in NO_NAMES | STOP_WORDS
        if written and 1 <= len(words) <= 8 and not plain and not inner.endswith(("!", "?")):
            start = text.index(inner, match.start(1))
            yield Name(inner, start, start + len(inner), "work")


def found(doc: Any) -> Iterator[Name]:
    """What the model found, without articles, possessives and what is plainly no name."""
    for entity in doc.ents:
        if entity.label_ in VALUES or all(token.pos_ == "ADJ" for token in entity):
            continue
        if any(token.pos_ in ("VERB", "AUX", "PRON") and token.is_lower for token in entity):
            continue
        name = trimmed(doc, entity.start, entity.end, TYPES.get(entity.label_, ""))
        if name:
            yield name


def linked(doc: Any) -> Iterator[Name]:
    """Names over an "of" that the model cut in two: "Lord of the Rings"."""
    for name in missed(doc):
        if " of " not in name.text:
            continue
        labels = {token.ent_type_ for token in doc if name.start <= token.idx < name.end}
        if not labels & {"GPE", "LOC"}:
            yield name


def missed(doc: Any) -> Iterator[Name]:
    """Runs of capitalised proper nouns, over an "of" within them."""
    run: list[Any] = []
    for token in [*doc, None]:
        if token is not None and (is_proper(token) or links(token)):
            run += [token] if run or is_proper(token) else []
            continue
        while run and not is_proper(run[-1]):
            run.pop()
        if run:
            name = trimmed(doc, run[0].i, run[-1].i + 1, "")
            if name:
                yield name
        run = []


def links(token: Any) -> bool:
    """Whether *token* is the "of" or the "the" in "Lord of the Rings", or a hyphen."""
    if token.text == "-" and 0 < token.i < len(token.doc) - 1:
        return not token.whitespace_ and is_proper(token.nbor(-1)) and is_proper(token.nbor(1))
    if token.lower_ == "the" and token.i and token.nbor(-1).lower_ != "of":
        return False
    after = [one for one in token.doc[token.i + 1 : token.i + 3] if one.lower_ != "the"]
    return token.lower_ in ("of", "the") and bool(after) and is_proper(after[0])


def called(doc: Any, start: int, end: int) -> bool:
    """Whether the tokens [start, end) call somebody: "Hey Mel!", "Maria, that's great"."""
    before = doc[start - 1] if start else None
    after = doc[end] if end < len(doc) else None
    if end - start > 2 or (after is not None and after.text not in (",", "!", ".", "?", "-", "–")):
        return False
    if {"GPE", "LOC"} & {token.ent_type_ for token in doc[start:end]}:
        return False
    if before is None or doc[start].is_sent_start:
        alone = end >= doc[start].sent.end - 1
        return after is not None and after.text in (",", "!") and not alone
    if before.text == ",":
        earlier = doc[start - 2] if start > 1 else before
        closes = after is None or (end == doc[start].sent.end - 1 and after.text in ("!", "?"))
        return closes or earlier.lower_ in NO_NAMES
    return before.lower_ in NO_NAMES - TITLES


def is_proper(token: Any) -> bool:
    """Whether *token* is tagged and written as a proper noun."""
    text = str(token.text)
    return bool(
        token.pos_ == "PROPN"
        and text[:1].isupper()
        and text.lower() not in NO_NAMES
        and token.ent_type_ not in VALUES
    )


def trimmed(doc: Any, start: int, end: int, kind: str) -> Name | None:
    """The tokens [start, end) as a name, or `None` where no name is left of them."""
    while start < end and not is_opening(doc[start], kind):
        start += 1
    while start < end and is_closing(doc[end - 1]):
        end -= 1
    if start < end and start and is_proper(doc[start - 1]) and doc[start - 1].head == doc[end - 1]:
        start -= 1
    if start < end and start and doc[start - 1].text == "The" and not doc[start - 1].is_sent_start:
        start -= 1
    elif start < end and start and doc[start - 1].text.lower() in TITLES and kind in ("person", ""):
        start, kind = start - 1, "person"
    if start < end and called(doc, start, end):
        kind = "person"
    elif end - start == 1 and doc[start].is_sent_start and ORDINARY.search(doc[start].text):
        return None
    raw = doc[start:end].text if start < end else ""
    left = len(raw) - len(raw.lstrip(EDGES))
    text = POSSESSIVE.sub("", raw.strip(EDGES) + ("." if raw.endswith((" Jr.", " Sr.")) else ""))
    offset = doc[start].idx + left if start < end else 0
    return Name(" ".join(text.split()), offset, offset + len(text), kind) if is_name(text) else None


def is_opening(token: Any, kind: str) -> bool:
    """Whether a name can begin with *token*: not an article, a greeting or a lower-case word."""
    text = str(token.text)
    low = text.lower()
    if low in TITLES:
        return True
    if token.is_sent_start and token.pos_ in ("VERB", "ADV", "INTJ", "AUX", "PRON", "ADP"):
        return kind == "work"
    if low in NO_NAMES or not (text[0].isupper() or text[0].isdigit() or kind == "work"):
        return False
    return low not in {"the", "a", "an", "this", "that", "my", "our"} or kind == "work"


def is_closing(token: Any) -> bool:
    """Whether *token* is behind a name: a possessive, a preposition, a common word."""
    text = str(token.text)
    return text.lower() in NO_NAMES | {"'s", "'"} or (token.pos_ == "ADP" and text.islower())


def is_name(text: str) -> bool:
    """Whether *text* is written like a name."""
    words = text.split()
    return (
        1 <= len(words) <= 9
        and len(text) > 1
        and any(character.isupper() for character in text)
        and text.lower() not in NO_NAMES | RANKS
        and words[0].lower().strip(EDGES) not in NO_NAMES - TITLES - {"st"}
    )
