"""Whether a name stands in what was told, in any script: as it is, or bent as its language does.

A word is compared by its stem. Where the stemmer knows nothing of what a language attaches to
names, a word holds with that: Korean particles, the short words before a Hebrew or Arabic noun,
the endings of cases. A script without spaces is compared character by character.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cached_property

from graphmem.extract.figures import MULTIPLIED, NUMBERS, figures
from graphmem.text import POSSESSIVE, TOKEN, WITHOUT_SPACES, folded, stemmed

ROOT = 5  # letters that words of one root share
STEM, ENDING, DROPPED = 4, 3, 1  # letters that two cases share, that one has more, that one lacks
PIECE = 2  # characters of a name that stands in pieces
OF = re.compile("[的の之・]")  # what joins names in scripts without spaces
JOINING = frozenset("של का की के".split())  # … and in others without capitals
THOUSANDS = re.compile(r"(?<=\d)[,.](?=\d{3}(?!\d))")
ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")
HANGUL = re.compile("[가-힣]+")
PARTICLE = "[은는이가을를에의로으와과도만한하부까처보랑나께님씨들예입였라]"  # how one begins
HEBREW = re.compile("[א-ת]{2,}")
ARABIC = re.compile("[ء-ي]{2,}")


class Told:
    """What was told: its words, its figures and its runs of characters without spaces."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = [THOUSANDS.sub("", text) for text in texts]

    @cached_property
    def _tokens(self) -> frozenset[str]:
        return frozenset(token for text in self._texts for token in tokens(text))

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of a script with spaces."""
        return frozenset(one for one in self._tokens if not WITHOUT_SPACES.match(one))

    @cached_property
    def characters(self) -> str:
        """The runs of characters of scripts without spaces, apart from one another."""
        return "\n".join(self._tokens - self.words)

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of the words."""
        return frozenset(filter(None, map(stemmed, self.words)))

    @cached_property
    def roots(self) -> frozenset[str]:
        """What these stems begin with: "marriage" is said where somebody is married."""
        return frozenset(stem[:ROOT] for stem in self.stems if len(stem) >= ROOT)

    @cached_property
    def figures(self) -> frozenset[str]:
        """The numbers, whether in digits or in words."""
        return frozenset(figure for text in self._texts for figure in figures(text))

    def has(self, name: str) -> bool:
        """Whether all names and figures of a name occur, or a word of a description."""
        given = THOUSANDS.sub("", unicodedata.normalize("NFKC", name))
        parts = re.split(r"[\s/-]+", given)
        proper = [one for part in parts if is_proper(part) for one in tokens(bare(part))]
        if proper:
            return all(map(self._occurs, proper))
        described = [stem for one in tokens(given) if (stem := stemmed(one))]
        return not described or any(
            stem in self.stems or stem[:ROOT] in self.roots for stem in described
        )

    def _occurs(self, token: str) -> bool:
        """Whether a word of a name occurs."""
        if WITHOUT_SPACES.match(token):
            return self._written(token)
        if token in self.words or stemmed(token) in self.stems or token in JOINING:
            return True
        number = NUMBERS.get(token) or MULTIPLIED.get(token) or ORDINAL.sub(r"\1", token)
        return str(number) in self.figures or any(bent(token, word) for word in self.words)

    def _written(self, run: str) -> bool:
        """Whether characters occur, or each of the names that they join."""
        return run in self.characters or all(map(self._pieced, filter(None, OF.split(run))))

    def _pieced(self, run: str) -> bool:
        """Whether characters occur, at once or in pieces: "北京大学" is the university in 北京."""
        if run in self.characters:
            return True
        ends = {0}
        for end in range(PIECE, len(run) + 1):
            starts = (start for start in ends if end - start >= PIECE)
            if any(run[start:end] in self.characters for start in starts):
                ends.add(end)
        return len(run) in ends


def bent(name: str, word: str) -> bool:
    """Whether a word is a name with what its language attaches to it or ends it with.

    >>> bent("서울", "서울에"), bent("אביב", "באביב"), bent("сергей", "сергеем"), bent("김", "김치")
    (True, True, True, False)
    """
    if name.isascii() and word.isascii():
        return False
    if HANGUL.fullmatch(name):
        noun = name.removesuffix("의") or name
        return bool(re.fullmatch(rf"{noun}(?:{PARTICLE}\w{{0,3}})?", word))
    if HEBREW.fullmatch(name):
        return bool(re.fullmatch(rf"[והבכלמש]{{0,3}}(?:{name}|{unheaded(name, 'ה')})", word))
    if ARABIC.fullmatch(name):
        noun = re.sub("ة$", "[ةت]", unheaded(name, "ال"))
        return bool(re.fullmatch(rf"[وف]?[بكل]?(?:ا?ل)?{noun}(?:[يهكا]|ها|هم|نا|كم)?", word))
    return same_stem(plain(name), plain(word))


def same_stem(name: str, word: str) -> bool:
    """Whether two words are one but for their endings."""
    apart = (place for place, (a, b) in enumerate(zip(name, word, strict=False)) if a != b)
    shared = next(apart, min(len(name), len(word)))
    long_enough = shared >= STEM or name == word
    return long_enough and len(name) - shared <= DROPPED and len(word) - shared <= ENDING


def unheaded(name: str, article: str) -> str:
    """A noun without the article that is written before it, if enough of it is left."""
    rest = name.removeprefix(article)
    return rest if len(rest) >= PIECE else name


def plain(word: str) -> str:
    """A word without its accents."""
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


def tokens(text: str) -> Iterator[str]:
    """The words of a text, and its runs of characters of scripts without spaces."""
    return (match.group() for match in TOKEN.finditer(folded(text)))


def is_proper(word: str) -> bool:
    """Whether a word is a name or a figure: a capital, a digit, or a script without capitals."""
    first = next((c for c in word if c.isalnum()), "")
    return first.lower() == first.upper() or first.isupper() or any(c.isdigit() for c in word)


def bare(token: str) -> str:
    """A word without its possessive."""
    return POSSESSIVE.sub("", token)
