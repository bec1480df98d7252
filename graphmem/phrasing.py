"""What makes two predicates one wording: articles, auxiliaries and tense put aside.

"is living in", "has lived in" and "lives in" have one key; "lives with", "used to live in" and
"wants to live in" have others: only what carries no meaning of its own is left out. English, as
the declared predicates are; a predicate of another language is its own key.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from graphmem.extract.verbs import IRREGULAR
from graphmem.text import folded, name_key, stemmed, tokens

EMPTY = frozenset(
    """
    a an the his her its their my our your
    currently now presently still also already
    """.split()
)
BE = frozenset("be is are am was were been being".split())
HAVE = frozenset("has have had having".split())
DO = frozenset("do does did doing".split())
GET = frozenset("get gets got gotten getting".split())
PAST = frozenset("was were had did got".split())
PREPOSITIONS = frozenset(
    """
    about after against as at before behind between by for from in inside into near of off on onto
    over since through to toward towards under until upon with within without
    """.split()
)
PASTS = {past: lemma for lemma, past in IRREGULAR.items() if lemma != past}
PASTS |= dict(
    pair.split(":")
    for pair in """
    beaten:beat begun:begin bitten:bite born:bear broken:break chosen:choose done:do drawn:draw
    driven:drive drunk:drink eaten:eat fallen:fall flown:fly forgotten:forget given:give gone:go
    grown:grow hidden:hide known:know ridden:ride risen:rise seen:see shown:show spoken:speak
    stolen:steal sung:sing sworn:swear taken:take thrown:throw woken:wake worn:wear written:write
    """.split()
)
LEMMAS = {
    **PASTS,
    **dict.fromkeys(BE, "be"),
    **dict.fromkeys(HAVE, "have"),
    **dict.fromkeys(DO, "do"),
    **dict.fromkeys(GET, "get"),
    "goes": "go",
    "going": "go",
    "children": "child",
}
# Nouns and adjectives made from verbs, which a stemmer would make the verb again.
MADE = re.compile(r"\w+(?:[ae]nce|[ae]nt|[st]ion|ship|ness)")
ENDINGS = (("s", ""), ("d", ""), ("ed", ""), ("ing", ""), ("ing", "e"))


class Phrasing(NamedTuple):
    """The key of a predicate, and whether it speaks of the past: "lived in", "was based in"."""

    key: tuple[str, ...]
    past: bool


def phrasing(predicate: str) -> Phrasing:
    """The key of a predicate and its tense.

    >>> phrasing("is living in") == phrasing("lives in"), phrasing("lived in")
    (True, Phrasing(key=('live', 'in'), past=True))
    >>> phrasing("is supported by").key, phrasing("is called").key
    (('support', 'by'), ('be', 'call'))
    """
    text = folded(predicate).replace("n't", " not").replace("n’t", " not")
    spoken = [token for token in tokens(text) if token not in EMPTY]
    bare = without_auxiliaries(spoken)
    if not bare or (len(bare) == 1 and bare[0] in BE):
        return Phrasing((name_key(predicate),), False)
    dropped = spoken[: len(spoken) - len(bare)]
    perfect = bool(HAVE.intersection(dropped))
    going = bare[0].endswith("ing") and bool(dropped)
    said = dropped[0] if dropped else bare[0]
    past = said in PAST or (not dropped and is_past(said)) or (perfect and not going)
    return Phrasing(tuple(lemma(token) for token in bare), past)


def without_auxiliaries(spoken: list[str]) -> list[str]:
    """The words from the first one that means something on.

    "is" goes before "…ing", and where the object follows a preposition: "is supported by" and
    "supported by" say the same, "is called" and "called" do not.
    """
    bare = spoken
    while len(bare) > 1:
        first, second = bare[:2]
        bound = bare[-1] in PREPOSITIONS
        droppable = (
            (first in BE and (second.endswith("ing") or bound))
            or (first in HAVE and is_participle(second))
            or (first in GET and is_participle(second) and bound)
            or (first in DO and second not in PREPOSITIONS)
        )
        if not droppable:
            return bare
        bare = bare[1:]
    return bare


def is_past(word: str) -> bool:
    """Whether a word looks like the past of a verb."""
    return word.endswith("ed") or word in PASTS


def is_participle(word: str) -> bool:
    """Whether a word looks like a participle, as after "has"."""
    return word in BE or is_past(word)


def lemma(token: str) -> str:
    """The stem of a word, irregular verbs by their lemma; a preposition is itself.

    A noun made from a verb keeps its ending: a residence is no resident.
    """
    known = LEMMAS.get(token, token)
    bare = [known, *(known.removesuffix(end) + e for end, e in ENDINGS if known.endswith(end))]
    made = next((form for form in bare if MADE.fullmatch(form)), None)
    return made or stemmed(known) or known
