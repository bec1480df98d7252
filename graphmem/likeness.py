"""When one name may be short for another, or another spelling of it: pure rules over names.

Each name has *forms*, under which it is found by what it may be like: `alike` asks a store for
them. `fits` then says why a name may be short for a fuller one, `rival` that two names cannot be
one thing. What is decided from that stands in `resolve`. The rules are careful: a given name
alone is never a full name, two figures that differ are two things, and a common noun is short
for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import product
from typing import NamedTuple, TypeAlias

from graphmem.given_names import TITLES, short_names, surname, titled
from graphmem.kinds import plain
from graphmem.text import name_key

SMALL = frozenset("a an and at by de for from in la of on or the to van von with".split())
# Between letters these are written, or not, as one likes: "ice-cream", "ice cream", "icecream".
JOINT = re.compile(r"(?<=[^\W\d_])[\s'.,:\u2010-\u2015-]+(?=[^\W\d_])")
ARTICLE = re.compile(r"(?:the|an?)\s+(?=\S)")
VOWELS = re.compile(r"[aeiouy]")
REPEATED = re.compile(r"(.)\1+")
FIGURE = re.compile(r"\d|\b[IVXLC]+\b")
MISSPELT = 8  # letters from which on a letter put wrong still shows which name is meant
UNTYPED = 3  # initials that are too few where the types do not say that they may be the name


class Called(NamedTuple):
    """What an entity is called somewhere."""

    entity_id: str
    name: str
    type: str

    @property
    def forms(self) -> frozenset[str]:
        """The forms under which it is found."""
        return forms(self.name, self.type)

    @property
    def sought(self) -> frozenset[str]:
        """The forms under which what is like it is found."""
        return sought(self.name, self.type)


class Known(NamedTuple):
    """How an entity is spelled, the types that it has, and the kinds that it was told to be of."""

    names: frozenset[str]
    types: frozenset[str]
    kinds: frozenset[str] = frozenset()


@lru_cache(maxsize=65536)
def forms(name: str, type_: str = "") -> frozenset[str]:
    """Under what a name is found, each with a mark.

    "=" its letters, "<" those of a name that may be short for it, ">" those of a name that it
    says more of, "@" the surname behind a title, "&" another's surname, "~" its outline.

    >>> sorted(forms("Dr. Chen", "person"))
    ['=drchen', '>chen', '@chen']
    """
    type_ = plain(type_)
    found = {f"={bare(name)}", *(f"<{short}" for short in shorts(name, type_))}
    if skeleton := outline(name):
        found.add(f"~{skeleton}")
    title, rest = titled(name)
    if title:
        found |= {f">{bare(rest)}", f"@{surname(rest)}"}
    elif type_ in ("", "person") and len(words(name)) > 1 and is_proper(name):
        found.add(f"&{surname(name)}")
    if place := placed(name):
        found.add(f">{place[0]}")
    return frozenset(found)


# Which names are like one: for each mark of its forms, the marks of theirs.
SOUGHT = {"=": "=<>", "<": "=", ">": "=>", "@": "@&", "&": "@", "~": "~"}


@lru_cache(maxsize=65536)
def sought(name: str, type_: str = "") -> frozenset[str]:
    """Under what the names are found that are like a name, or cannot be what it is.

    >>> sorted(sought("Mel", "person")), "<mel" in forms("Melanie", "person")
    (['<mel', '=mel', '>mel'], True)
    """
    own = forms(name, type_)
    return frozenset(mark + form[1:] for form in own for mark in SOUGHT[form[0]])


def shorts(name: str, type_: str) -> Iterator[str]:
    """The short forms that a name may go by, spelled barely."""
    if not is_proper(name):
        return
    parts = words(name)
    if len(parts) > 1 and type_ != "person":
        yield from initials(name)
    if len(parts) > 1 and type_ == "organization":
        yield bare(parts[-1])
    if type_ == "person" and not titled(name)[0]:
        for given in short_names(parts[0]):
            yield bare(" ".join([given, *parts[1:]]))


@lru_cache(maxsize=65536)
def fits(alias: Known, fuller: Known) -> str:
    """Why *alias* may be short for *fuller*, or another spelling of it; empty where it may not.

    >>> person = frozenset(["person"])
    >>> fits(Known(frozenset(["Mel"]), person), Known(frozenset(["Melanie"]), person))
    'a short form of it'
    """
    if alias.types and fuller.types and not alias.types & fuller.types:
        return ""
    pairs = [(one, other) for one in sorted(alias.names) for other in sorted(fuller.names)]
    common = alias.types & fuller.types
    types, told = common or alias.types | fuller.types, bool(common)
    for reason, rule in RULES:
        if any(rule(one, other, types, told) for one, other in pairs):
            return reason
    return ""


@lru_cache(maxsize=65536)
def hang_together(alias: Known, fuller: Known) -> bool:
    """Whether what *alias* is short for depends on *fuller*, with whichever of their types."""
    untyped = frozenset[str]()
    typed = ([untyped, *(frozenset([type_]) for type_ in k.types)] for k in (alias, fuller))
    return rivals(alias, fuller) or any(
        fits(Known(alias.names, one), Known(fuller.names, other)) for one, other in product(*typed)
    )


def rivals(one: Known, other: Known) -> bool:
    """Whether two names that could be short for one thing cannot both be it.

    >>> none: frozenset[str] = frozenset()
    >>> rivals(Known(frozenset(["Mr. Lee"]), none), Known(frozenset(["Mrs. Lee"]), none))
    True
    """
    for name in one.names:
        for against in other.names:
            (title, rest), (its, others) = titled(name), titled(against)
            apart = {TITLES.get(title), TITLES.get(its)} == {"m", "f"}
            if apart and surname(rest) == surname(others):
                return True
            place, its_place = placed(name), placed(against)
            if place and its_place and place[0] == its_place[0] and place[1] != its_place[1]:
                return True
    return False


def respelled(alias: str, fuller: str, _types: frozenset[str], _told: bool) -> bool:
    """The same letters; the longer spelling is the fuller name."""
    return bare(alias) == bare(fuller) and order(alias) < order(fuller)


def untitled(alias: str, fuller: str, types: frozenset[str], _told: bool) -> bool:
    """A title before the whole name, or before the surname of a whole name."""
    title, rest = titled(alias)
    if not title or titled(fuller)[0] or not is_proper(fuller) or not types <= {"person"}:
        return False
    if len(words(rest)) > 1:
        return bare(rest) == bare(fuller)
    known = types == {"person"} and 1 < len(words(fuller)) < 5
    return known and surname(rest) == surname(fuller)


def shortened(alias: str, fuller: str, types: frozenset[str], _told: bool) -> bool:
    """A short given name; what else the name has is the same."""
    if types != {"person"} or not (is_proper(alias) and is_proper(fuller)) or titled(alias)[0]:
        return False
    (short, *others), (given, *rest) = words(alias), words(fuller)
    known = name_key(short) in short_names(given)
    return known and [name_key(one) for one in others] == [name_key(one) for one in rest]


def initialled(alias: str, fuller: str, types: frozenset[str], told: bool) -> bool:
    """Its initials, written in capitals; a few letters only where both have one type."""
    if not is_proper(fuller) or "person" in types or len(words(fuller)) < 2:
        return False
    letters = re.sub(r"[\W\d_]", "", alias)
    capitals = sum(letter.isupper() for letter in letters)
    loud = capitals > 1 and alias[:1].isupper() and letters[-1:].isupper() and " " not in alias
    return loud and (told or len(letters) > UNTYPED) and bare(alias) in initials(fuller)


def called(alias: str, fuller: str, types: frozenset[str], told: bool) -> bool:
    """The article and the last word of an organization's name: "The Wolves"."""
    said = re.fullmatch(r"[Tt]he\s+(\S+s)", alias)
    return (
        bool(said and said[1][:1].isupper())
        and told
        and types == {"organization"}
        and is_proper(fuller)
        and len(words(fuller)) > 1
        and bare(alias) == bare(words(fuller)[-1])
    )


def lying(alias: str, fuller: str, types: frozenset[str], told: bool) -> bool:
    """A place, and where it lies: "Edinburgh, Scotland"."""
    place = placed(alias)
    return bool(place) and told and types == {"place"} and place[0] == bare(fuller)  # type: ignore[index]


def misspelt(alias: str, fuller: str, types: frozenset[str], told: bool) -> bool:
    """One letter wrong in a long word of a name of one type, no person's; all figures right."""
    if "person" in types or not told or order(alias) >= order(fuller) or not outline(alias):
        return False
    if outline(alias) != outline(fuller) or len(words(alias)) != len(words(fuller)):
        return False
    from rapidfuzz.distance import OSA  # needed for few names

    pairs = zip(words(name_key(alias)), words(name_key(fuller)), strict=True)
    wrong = [pair for pair in pairs if pair[0] != pair[1]]
    if len(wrong) != 1 or len(words(alias)) < 2:
        return False
    ((one, other),) = wrong
    long = min(len(one), len(other)) >= MISSPELT and one[-1] == other[-1]
    return long and int(OSA.distance(one, other, score_cutoff=1)) == 1


Rule: TypeAlias = Callable[[str, str, frozenset[str], bool], bool]
RULES: tuple[tuple[str, Rule], ...] = (
    ("another spelling of it", respelled),
    ("the name with a title", untitled),
    ("a short form of it", shortened),
    ("its initials", initialled),
    ("its last word", called),
    ("the place and where it lies", lying),
    ("it with a letter wrong", misspelt),
)


def order(name: str) -> tuple[int, str]:
    """Of two spellings the one that comes later is the fuller name."""
    return len(name_key(name)), name_key(name)


@lru_cache(maxsize=65536)
def bare(name: str) -> str:
    """A name's letters: without an article before it and what joins its words.

    >>> bare("The ice-cream"), bare("U.K."), bare("May 1 2")
    ('icecream', 'uk', 'may 1 2')
    """
    key = name_key(name)
    return JOINT.sub("", key[article.end() :] if (article := ARTICLE.match(key)) else key)


def words(name: str) -> list[str]:
    """The words of a name as they are spelled; a name is at least one."""
    return name.split() or [name]


@lru_cache(maxsize=65536)
def is_proper(name: str) -> bool:
    """Whether every word of a name that is not small begins with a capital letter."""
    held = [word.strip("\"'“”‘’«»().,") for word in words(name)]
    chief = [word for word in held if word.casefold() not in SMALL]
    return bool(chief) and all(word[:1].isupper() for word in chief)


@lru_cache(maxsize=65536)
def initials(name: str) -> frozenset[str]:
    """The initials of a name's words: of all, and of those that are not small.

    >>> sorted(initials("The Lord of the Rings")), sorted(initials("Counter-Strike: Go"))
    (['lotr', 'lr', 'tlotr'], ['csg'])
    """
    parts = [part for part in re.split(r"[\s-]+", name_key(name)) if part]
    chief = [part for part in parts if part not in SMALL]
    kinds = (parts, parts[1:] if ARTICLE.match(name_key(name)) else parts, chief)
    return frozenset("".join(part[0] for part in kind) for kind in kinds if len(kind) > 1)


def placed(name: str) -> tuple[str, str] | None:
    """A place and where it lies, spelled barely; `None` where no comma says so."""
    place, comma, where = name.partition(",")
    known = comma and name_key(place) and name_key(where) and "," not in where
    return (bare(place), bare(where)) if known and is_proper(name) else None


@lru_cache(maxsize=65536)
def outline(name: str) -> str:
    """What stays of a long proper name that is spelled wrongly: consonants, and no figures."""
    key = bare(name)
    if len(key) < MISSPELT or not is_proper(name) or FIGURE.search(name):
        return ""
    return key[0] + REPEATED.sub(r"\1", VOWELS.sub("", key[1:]))
