"""Phrases: what a noun, a pronoun or a whole noun phrase refers to, in words that stand alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphmem.extract.name_words import EDGES
from graphmem.extract.names import Name

KIN = dict(
    pair.split(":")
    for pair in """
    mother:mother mom:mother mum:mother mama:mother father:father dad:father papa:father
    sister:sister brother:brother son:son daughter:daughter wife:wife husband:husband
    spouse:spouse partner:partner boyfriend:boyfriend girlfriend:girlfriend fiancé:fiancé
    fiancée:fiancée fiance:fiancé fiancee:fiancée boss:boss grandmother:grandmother
    grandma:grandmother grandfather:grandfather grandpa:grandfather roommate:roommate
    flatmate:flatmate dog:dog cat:cat puppy:dog kitten:cat parrot:parrot horse:horse rabbit:rabbit
    turtle:turtle hamster:hamster stepmother:stepmother stepfather:stepfather twin:twin
    landlord:landlord landlady:landlady mentor:mentor
    """.split()
)
# Only with a name: one can have many, so "Alice's friend" is nobody in particular.
MANY = dict(
    pair.split(":")
    for pair in """
    friend:friend cousin:cousin colleague:colleague coworker:colleague aunt:aunt uncle:uncle
    neighbor:neighbour neighbour:neighbour niece:niece nephew:nephew teacher:teacher coach:coach
    therapist:therapist doctor:doctor buddy:friend bestie:friend pal:friend
    """.split()
)
FIRST = {"i", "me", "myself"}
THIRD = {"he": "m", "she": "f", "it": "n", "his": "m", "her": "f", "its": "n", "him": "m"}
EMPTY = frozenset(
    """
    anyone anything best bit
    blast bunch chance choice couple deal end everyone everything feeling fun
    glimpse gonna guess hand heart hell idea insight it job kind look lot love luck matter mind
    moment nothing one ones other others page part place plenty plunge point problem progress
    question reason room same sense shot someone something sort step stuff sure thing things thought
    time times touch turn type way ways while word words world somebody everybody people person
    guy guys day days week weeks month year years night morning today tomorrow work plan plans
    difference news break advantage attention care note pleasure impression effort that this
    those these stop mistake result decision track edge opportunity experience account fact hope
    setback letdown chat conversation talk faith respect ideas thoughts feelings issue issues
    discussion past courage doubt doubts trouble difficulty glance picture photo pic ones
    announcement secret secrets news favor favour promise
    no yes significance meaning value journey
    name role contributions contribution
    pictures photos pics notes example examples go space
    impact success process memory memories all half most some many few more both
    """.split()
)
VAGUE = {"this", "that", "these", "those", "such", "another", "no", "any", "every", "each", "all"}
VAGUE |= {"what", "which", "whose", "both", "either", "neither", "half", "quite", "some"}
MODIFIERS = {"amod", "compound", "nummod", "nmod", "poss", "case", "punct", "advmod", "quantmod"}
MODIFIERS |= {"npadvmod", "neg"}
# Said before a noun without telling what it is.
COUNTS = {"few", "several", "many", "more", "most", "own", "other", "certain", "various", "a", "an"}
COUNTS |= {
    "the",
    "some",
    "so",
    "than",
    "lil",
    "amazing",
    "awesome",
    "great",
    "nice",
    "cool",
    "huge",
}
MEASURES = {
    "lot",
    "lots",
    "bit",
    "couple",
    "bunch",
    "ton",
    "tons",
    "number",
    "variety",
    "pair",
    "few",
}
WORDS = 7
# What belongs to a noun that stands before it; anything else may belong to the verb.
TAILS = {"of", "for", "about", "to", "with"}


@dataclass(frozen=True, slots=True)
class Setting:
    """What the words of a sentence can refer to.

    Args:
        speaker: who "I" is.
        topic: who "she" is, where only one can be meant.
        names: the names, by the positions of their tokens.
        times: the positions of tokens in time phrases.
        gender: of the only pronouns that can mean the topic.
        quoted: the positions of tokens in quotations.
        titled: the passage is part of a document.
    """

    speaker: str | None
    names: Mapping[int, Name]
    topic: str | None = None
    times: frozenset[int] = frozenset()
    gender: str = ""
    quoted: frozenset[int] = frozenset()
    titled: bool = False

    def meant_by(self, pronoun: str) -> str | None:
        """The topic, where *pronoun* ("she", "his") can only mean it."""
        return self.topic if THIRD.get(pronoun) == self.gender else None


def referent(token: Any, setting: Setting) -> str | None:
    """The name of what *token* refers to as a subject; `None` where it is not plain."""
    low = token.lower_
    if low in FIRST:
        return setting.speaker
    if token.pos_ == "PRON":
        return setting.meant_by(low)
    if token.i in setting.names:
        return whole(token, setting)
    named = appended(token, setting)
    if named:
        return named
    owner = possessor(token, setting)
    if owner and low in KIN:
        return f"{owner}'s {KIN[low]}"
    return None


def whole(token: Any, setting: Setting) -> str | None:
    """The name that *token* belongs to, if it is the head of the phrase.

    In "Bob's car" the head is the car; "Berlin office" is no Berlin.
    """
    name = setting.names[token.i]
    if token.head.i in setting.names and setting.names[token.head.i] is name:
        return name.text
    return None if token.dep_ in ("compound", "poss", "nmod", "amod") else name.text


def is_named(token: Any, setting: Setting) -> bool:
    """Whether *token* heads a name."""
    return token.i in setting.names and whole(token, setting) is not None


def appended(token: Any, setting: Setting) -> str | None:
    """The name that is set beside a noun: "my sister Emma", "a dog named Rex"."""
    for child in token.children:
        if child.dep_ == "appos" and child.i in setting.names and child.i > token.i:
            return setting.names[child.i].text
        if child.dep_ == "acl" and child.lower_ in ("named", "called"):
            for one in child.children:
                if one.dep_ in ("oprd", "dobj", "attr", "xcomp") and one.text[:1].isupper():
                    return setting.names[one.i].text if one.i in setting.names else str(one.text)
    return None


def possessor(token: Any, setting: Setting) -> str | None:
    """Whose *token* is: "my", "Bob's", and "her" where it is plain who she is."""
    for child in token.children:
        if child.dep_ == "poss":
            if child.lower_ == "my":
                return setting.speaker
            if child.lower_ in THIRD:
                # in "written by Jan and his father" it is another's
                return setting.meant_by(child.lower_) if token.dep_.startswith("nsubj") else None
            if child.i in setting.names:
                return setting.names[child.i].text
            owner = possessor(child, setting)
            return f"{owner}'s {KIN[child.lower_]}" if owner and child.lower_ in KIN else None
    return None


def phrase(token: Any, setting: Setting) -> str | None:
    """The phrase that *token* heads, in words that stand alone; `None` where it cannot."""
    if is_named(token, setting):
        # "I love the thought Nate!" calls Nate
        tied = any(one.pos_ == "NOUN" and one.i not in setting.names for one in token.lefts)
        return None if tied and setting.names[token.i].type == "person" else whole(token, setting)
    named = appended(token, setting) if token.lower_ not in EMPTY else None
    if named:
        return named
    if token.lower_ in MEASURES:
        inner = [one for child in token.children if child.lower_ == "of" for one in child.children]
        return phrase(inner[0], setting) if len(inner) == 1 else None
    if token.pos_ not in ("NOUN", "PROPN", "ADJ", "VERB", "X") or token.lower_ in EMPTY:
        return None
    if goes_on(token, setting):
        return None
    if any(child.lower_ in VAGUE and child.dep_ != "prep" for child in token.lefts):
        return None
    text = premodified(token, setting)
    tail = postmodified(token, setting) if text else ""
    if not text or tail is None:
        return None
    text = re.split(r"\s[-–—]", f"{text}{tail}")[0].replace('"', "").strip(EDGES)
    plain = text and not text.isdigit() and not re.search(r"``|''|[(){}<>|]", text)
    return text if plain and len(text.split()) <= WORDS else None


def goes_on(token: Any, setting: Setting) -> bool:
    """Whether the parser cut a compound in two: "a charity | run", "level | 150"."""
    if token.i + 1 >= len(token.doc):
        return False
    after = token.nbor(1)
    if not token.whitespace_ and after.text in (":", "/", "@", "&"):
        return True
    more = after.pos_ in ("NOUN", "PROPN", "NUM") or after.tag_ == "POS"
    return more and after.dep_ not in ("npadvmod", "appos") and after.i not in setting.times


def premodified(token: Any, setting: Setting) -> str | None:
    """The noun with what stands before it; the owner by name."""
    dropped: set[int] = set()
    first = token.i
    prefix = ""
    for child in token.lefts:
        if child.dep_ == "poss" and prefix:
            return None  # "my colleague Alex's graduation", cut in two
        if child.dep_ == "poss":
            owner = possessor(token, setting)
            if owner is None and (token.lower_ in KIN or child.lower_ not in (*THIRD, "their")):
                return None
            prefix = f"{owner}'s " if owner else ""
            dropped |= {one.i for one in child.subtree}
        elif child.dep_ not in MODIFIERS or child.pos_ in ("ADV", "PRON", "DET"):
            dropped |= {one.i for one in child.subtree}
        first = min(first, child.left_edge.i)
    kept = [one for one in token.doc[first : token.i + 1] if one.i not in dropped]
    text = "".join(str(one.text_with_ws) for one in kept if not counts(one))
    text = re.sub(r"\s+", " ", text).strip(EDGES)
    # an adjective was left out before it: "a great and colorful city"
    return prefix + re.sub(r"^(?:and|or|but|,)\s+", "", text)


def counts(token: Any) -> bool:
    """Whether *token* is one of COUNTS, and no part of a word like "northern-most"."""
    return token.lower_ in COUNTS and (token.i == 0 or token.nbor(-1).text != "-")


def postmodified(token: Any, setting: Setting) -> str | None:
    """What follows the noun and belongs to its meaning; `None` where it is out of reach."""
    tail = ""
    for child in token.rights:
        if child.dep_ == "conj":
            # what follows may belong to the other: "merchant and member of the council"
            return tail
        if child.dep_ == "prep" and child.lower_ in TAILS and not tail:
            inner = [one for one in child.children if one.dep_ == "pobj"]
            if child.lower_ == "to" and not (inner and is_named(inner[0], setting)):
                continue
            if inner and inner[0].i in setting.times:
                continue
            text = phrase(inner[0], setting) if inner else None
            if text is None and child.lower_ == "of":
                return None
            tail = f" {child.text} {text}" if text else ""
        elif child.dep_ in ("relcl", "acl") and child.lower_ in ("named", "called"):
            return None
    return tail


def points(token: Any, setting: Setting) -> bool:
    """Whether a noun points at something told before or behind it: "the color", "his tech"."""
    if is_named(token, setting):
        return False
    first = token.head if token.dep_ == "conj" else token
    bound = any(child.dep_ == "prep" and child.lower_ == "of" for child in token.rights)
    article = any(child.lower_ == "the" for child in first.lefts) and not bound
    owned = any(child.lower_ in (*THIRD, "their") for child in first.lefts)
    # "stories that tackle important issues" are not stories as such
    bare = not any(child.dep_ in MODIFIERS for child in token.lefts)
    told = bare and any(child.dep_ == "relcl" for child in token.rights)
    return article or owned or told
