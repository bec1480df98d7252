"""Text: the words that are searched, the key of a name, the sentences of a passage.

Nothing here assumes ASCII. Stop words are English; a word is stemmed as its letters suggest:
ASCII as English, with umlauts as German, with acute accents as Spanish, Cyrillic as Russian,
Arabic letters as Arabic, all others not at all. Only the word itself decides: it has one stem,
wherever it stands.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

PASSAGE_WORDS = 120
CHARACTERS_PER_TOKEN = 4  # of a language model, about

# A run of letters and digits, or one character of a script that writes without spaces.
SPACELESS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
# Accents and vowel signs that belong to the letter before them but are no letters themselves.
MARKS = "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0900-\u0dff"
TOKEN = re.compile(rf"[{SPACELESS}]+|(?:[^\W_{SPACELESS}]|[{MARKS}])+")
POSSESSIVE = re.compile(r"['’]s?\W*$")
WITHOUT_SPACES = re.compile(rf"[{SPACELESS}]")
# What a name is made of: what stands between spaces, or a character of a script without them.
PIECE = re.compile(rf"[{SPACELESS}]|[^\s{SPACELESS}]+")
SENTENCE_END = re.compile(r"(?<=[.!?…؟۔।])[\"'”’)»\]]*\s+|(?<=[。！？])[」』”’）]*|\n+")
# Spellings of one letter, and signs that are written or left out as one likes: alef with and
# without hamza, Persian yeh and kaf, the Arabic vowel signs and the stretching bar; ё; the
# apostrophes and the hyphens.
FOLDED = str.maketrans(
    dict.fromkeys("أإآٱ", "ا")
    | {"ى": "ي", "ی": "ي", "ک": "ك", "ё": "е"}
    | dict.fromkeys("’ʼ", "'")
    | dict.fromkeys("‐‑", "-")
    | dict.fromkeys(map(chr, [0x640, 0x670, *range(0x64B, 0x653)]), "")
)
STEMMERS = (
    (re.compile(r"[ -~]*"), "english"),
    (re.compile(r"[a-z0-9äöü]*"), "german"),
    (re.compile(r"[a-z0-9áéíñóúü]*"), "spanish"),
    (re.compile(r"[\u0400-\u052f]*"), "russian"),
    (re.compile(r"[\u0620-\u06ff]*"), "arabic"),
)
# A full stop after these, or after one capital letter, ends no sentence.
ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|Jr|Sr|vs|etc|e\.g|i\.e|No|Inc|Ltd|Co)\.$"
)
ABBREVIATED = 8  # characters: more than any of them with its full stop and what stands before it

OUTER = " \"'“”‘’«»„.,;:!?()[]¿¡。，、；：！？（）「」『』《》،؛؟"

STOP_WORDS = frozenset(
    """
    a about above after again against all also am an and any are aren as at be because been before
    being below between both but by can cannot could couldn d did didn do does doesn doing don
    down during each else ever few for from further get gets getting go goes going got had hadn
    has hasn have haven having he her here hers herself him himself his how i if in into is isn it
    its itself just let ll m may me might mightn more most much must mustn my myself n no nor not
    now of off on once only or other our ours ourselves out over own re s same shall shan she
    should shouldn so some such t than that the their theirs them themselves then there these they
    this those through to too under until up upon us ve very was wasn we were weren what when
    where whether which while who whom whose why will with won would wouldn yes yet you your yours
    yourself yourselves
    """.split()
)


def words(text: str) -> list[str]:
    """The stems of *text*'s words, in order, stop words left out.

    A script without spaces (Chinese, Japanese, Thai, …) gives its pairs of characters. The same
    words come out of every store and question, so that nothing depends on how one cuts them.

    >>> words("Where did the sisters' café move?")
    ['sister', 'caf', 'move']
    >>> words("北京大学")
    ['北京', '京大', '大学']
    """
    return [stem for token in tokens(text) if (stem := stemmed(token))]


def tokens(text: str) -> Iterator[str]:
    """The words of *text* in one case and one Unicode form, not yet stemmed."""
    for match in TOKEN.finditer(folded(text)):
        token = match.group()
        if len(token) > 1 and WITHOUT_SPACES.match(token):
            yield from (token[i : i + 2] for i in range(len(token) - 1))
        else:
            yield token


def folded(text: str) -> str:
    """A text in one Unicode form and one case, one spelling for each letter.

    >>> folded("Straße"), folded("Орёл"), folded("أَحْمَد") == folded("احمد")
    ('strasse', 'орел', True)
    """
    return unicodedata.normalize("NFKC", text).casefold().translate(FOLDED)


@lru_cache(maxsize=65536)
def stemmed(token: str) -> str:
    """The stem of one token, empty for a stop word.

    >>> stemmed("moving"), stemmed("москве"), stemmed("القاهرة"), stemmed("münchen")
    ('move', 'москв', 'قاهر', 'munch')
    """
    if token in STOP_WORDS:
        return ""
    for script, language in STEMMERS:
        if script.fullmatch(token):
            return str(_stemmer(language).stemWord(token)) or token
    return token


@lru_cache(maxsize=len(STEMMERS))
def _stemmer(language: str):  # type: ignore[no-untyped-def]
    import snowballstemmer

    return snowballstemmer.stemmer(language)


def name_key(name: str) -> str:
    """What makes two spellings one name: Unicode form, case, spaces, outer punctuation.

    >>> name_key("  São   Paulo. "), name_key("C++"), name_key("Москва")
    ('são paulo', 'c++', 'москва')
    """
    key = " ".join(folded(name).split())
    return key.strip(OUTER) or key


def runs(text: str, longest: int) -> Iterator[tuple[int, int]]:
    """Where names may stand in *text*: [start, end) of runs of words, the longest first.

    A run has at most *longest* words; in a script without spaces, characters.

    >>> [("Ann Lee sang")[start:end] for start, end in runs("Ann Lee sang", 2)]
    ['Ann Lee', 'Ann', 'Lee sang', 'Lee', 'sang']
    """
    places = [match.span() for match in PIECE.finditer(text)]
    for first, (start, _) in enumerate(places):
        for last in range(min(first + longest, len(places)) - 1, first - 1, -1):
            yield start, places[last][1]


def title_key(title: str) -> str:
    """A title as other texts mention it: without a bracket at its end.

    >>> title_key("The Wolf (1930 film)")
    'the wolf'
    """
    return name_key(re.sub(r"\s*\([^()]*\)\s*$", "", title)) or name_key(title)


def sentences(text: str) -> list[tuple[int, int]]:
    """Where the sentences of *text* lie: (start, end) positions, white space left out."""
    spans: list[tuple[int, int]] = []
    start = 0
    for match in SENTENCE_END.finditer(text):
        said = text[max(start, match.start() - ABBREVIATED) : match.start()]
        if "\n" not in match.group() and ABBREVIATION.search(said):
            continue
        spans.append((start, match.end()))
        start = match.end()
    spans.append((start, len(text)))
    return [stripped for span in spans if (stripped := _stripped(text, *span))]


def _stripped(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span without the white space at its ends; `None` where nothing is left."""
    inner = text[start:end].strip()
    if not inner:
        return None
    start = text.index(inner, start)
    return start, start + len(inner)


def cut(text: str, limit: int = PASSAGE_WORDS) -> list[tuple[int, int]]:
    """Cut *text* at sentence ends into spans of at most about *limit* words.

    In a script without spaces a character counts as a word.

    A paragraph's end is preferred where the span is at least half full; one sentence longer
    than *limit* is cut between words.

    >>> cut("One two. Three four. Five.", limit=4)
    [(0, 20), (21, 26)]
    """
    spans: list[tuple[int, int]] = []
    size = 0
    for start, end in sentences(text):
        for piece in _pieces(text, start, end, limit):
            length = len(PIECE.findall(text, *piece))
            fresh = bool(spans) and "\n\n" in text[spans[-1][1] : piece[0]] and size > limit // 2
            if spans and not fresh and size + length <= limit:
                spans[-1] = (spans[-1][0], piece[1])
                size += length
            else:
                spans.append(piece)
                size = length
    return spans


def _pieces(text: str, start: int, end: int, limit: int) -> Iterator[tuple[int, int]]:
    """One sentence as it is, or in pieces of *limit* words where it is longer."""
    places = [match.span() for match in PIECE.finditer(text, start, end)]
    for first in range(0, len(places), limit):
        last = places[min(first + limit, len(places)) - 1]
        yield places[first][0], last[1]
