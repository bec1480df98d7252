"""Clauses: the verbs that a sentence asserts, who they are about, whether they are so.

A clause that is asked, wished, supposed, ordered or quoted is left out: better few and right.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

Tense = Literal["past", "present", "perfect", "going"]
Mood = Literal["told", "plan", "want", "start", "stop", "like", "used", ""]

SUBJECTS = {"nsubj", "nsubjpass", "csubj", "expl"}
FUTURE = {"will", "'ll", "’ll", "wo", "ll"}
HEDGES = {"maybe", "perhaps", "probably", "possibly", "almost", "nearly", "hopefully", "supposedly"}
HEDGES |= {"apparently", "allegedly", "reportedly", "might", "potentially", "likely", "hardly"}
NEVER = {"not", "n't", "n’t", "never", "nt"}
CONDITIONS = {"if", "unless", "whether", "once", "until", "till", "although"}
SAYING = {"say", "tell", "think", "believe", "ask", "claim", "guess", "hear", "suppose", "wonder"}
SAYING |= {"imagine", "wish", "hope", "pretend", "dream", "doubt", "feel", "assume", "seem"}
# What follows these is asserted: "I'm so happy that I moved".
FACTIVE = {"know", "realize", "forget", "mention", "announce", "glad", "happy", "excited", "proud"}
FACTIVE |= {"thrilled", "sad", "sorry", "lucky", "relieved", "remember", "discover", "confirm"}
# A verb that only colours the verb it governs → the mood it gives it.
GOVERNORS: dict[str, Mood] = {
    **dict.fromkeys(("plan", "intend", "aim", "hope", "decide", "arrange", "gon", "gonna"), "plan"),
    **dict.fromkeys(("want", "wanna"), "want"),
    **dict.fromkeys(("start", "begin"), "start"),
    **dict.fromkeys(("stop", "quit"), "stop"),
    **dict.fromkeys(("love", "like", "enjoy", "adore", "hate", "prefer"), "like"),
    **dict.fromkeys(("get", "manage"), "told"),
}
INFINITIVE = {"plan", "want", "told"}
TENSES: dict[str, Tense] = {"VBD": "past", "VBZ": "present", "VBP": "present"}


@dataclass(frozen=True, slots=True)
class Clause:
    """One asserted verb.

    Args:
        verb: its token; *outer* is the verb that governs it, or itself.
        subjects: the tokens that it is about; none where the speaker left "I" out.
        tense: of the outer verb.
        mood: told as so, planned, wanted, started, stopped, liked, used to be so.
        negated: it is said not to be so; *ceased* where it was so before.
    """

    verb: Any
    outer: Any
    subjects: tuple[Any, ...]
    tense: Tense
    mood: Mood
    negated: bool = False
    ceased: bool = False
    passive: bool = False


def clauses(sentence: Any, quoted: frozenset[int]) -> Iterator[Clause]:
    """What *sentence* asserts, in order; *quoted* are the positions of tokens in quotations."""
    if "?" in sentence.text[-4:]:
        return
    for verb, subjects in sorted(asserted(sentence.root, ()), key=lambda pair: pair[0].i):
        if verb.i in quoted:
            continue
        clause = read(verb, subjects)
        if clause is not None:
            yield clause


def asserted(verb: Any, inherited: tuple[Any, ...]) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    """*verb* and the verbs joined to it, with their subjects."""
    own = subjects_of(verb)
    subjects = own or inherited
    if verb.pos_ in ("VERB", "AUX"):
        yield verb, subjects
    for child in verb.children:
        if child.pos_ in ("VERB", "AUX") and joins(child, verb):
            yield from asserted(child, shared(child, subjects) if child.dep_ == "conj" else ())
        elif child.pos_ in ("ADJ", "NOUN") and child.dep_ in ("acomp", "conj", "ROOT"):
            yield from within(child)
    for subject in (*own, *(child for child in verb.subtree if child.pos_ == "PROPN")):
        yield from relative(subject)


def shared(verb: Any, subjects: tuple[Any, ...]) -> tuple[Any, ...]:
    """The subject that a verb joined by "and" has from the first.

    In "She works at Orbit and Orbit is …" the parser takes the second Orbit for another object.
    """
    edge = verb.left_edge.i
    before = verb.doc[edge - 1] if edge > verb.sent.start + 1 else verb
    mistaken = before.pos_ == "PROPN" and before.dep_ == "conj" and before.nbor(-1).dep_ == "cc"
    return (before,) if mistaken else subjects


def within(complement: Any) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    """The asserted clauses below an adjective or noun: "I'm happy that I moved"."""
    for child in complement.children:
        if child.dep_ == "ccomp" and complement.lemma_.lower() in FACTIVE and not marked(child):
            yield from asserted(child, ())


def relative(antecedent: Any) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    """The clauses with "who" or "which" as their subject that are about *antecedent*."""
    if antecedent.pos_ != "PROPN":
        return
    for child in antecedent.children:
        pronouns = [one for one in child.children if one.dep_ in SUBJECTS]
        if child.dep_ == "relcl" and pronouns and pronouns[0].lower_ in ("who", "which"):
            yield child, (antecedent,)


def joins(child: Any, verb: Any) -> bool:
    """Whether *child* is asserted together with *verb*."""
    if child.dep_ in ("conj", "parataxis"):
        return True
    if child.dep_ == "ccomp" and subjects_of(child) and not marked(child):
        before = child.i < verb.i and verb.lemma_.lower() not in SAYING
        return before or verb.lemma_.lower() in FACTIVE
    return bool(child.dep_ == "advcl" and any(one.lower_ == "because" for one in child.children))


def marked(verb: Any) -> bool:
    """Whether a condition or a question word opens the clause."""
    openers = {one.lower_ for one in verb.children if one.dep_ in ("mark", "advmod")}
    return bool(openers & (CONDITIONS | {"how", "why", "when", "where", "what"}))


def subjects_of(verb: Any) -> tuple[Any, ...]:
    """The subject of *verb* and what is joined to it by "and"."""
    found = [child for child in verb.lefts if child.dep_ in SUBJECTS]
    found = found or [child for child in verb.rights if child.dep_ in SUBJECTS][:1]
    # the nearest: "Hi Maria, I'm volunteering" is not about Maria
    return tuple(one for subject in found[-1:] for one in joined(subject))


def joined(token: Any) -> Iterator[Any]:
    """*token* and its conjuncts; alternatives ("or") and what is denied ("not X") are left out."""
    words = {child.lower_ for child in token.children if child.dep_ in ("cc", "preconj", "neg")}
    if "or" in words or "nor" in words or "either" in words:
        return
    yield token
    if "but" in words or "not" in words:
        return
    for child in token.children:
        denied = any(one.dep_ == "neg" or one.lower_ == "not" for one in child.children)
        if child.dep_ == "conj" and not denied:
            yield from joined(child)


def read(verb: Any, subjects: tuple[Any, ...]) -> Clause | None:
    """The clause of one verb; `None` where it is no plain statement."""
    outer = verb
    tense = tense_of(verb)
    mood = mood_of(verb)
    if not mood or not tense or (not subjects and not is_elliptic(verb)):
        return None
    clause = Clause(verb, outer, subjects, tense, mood, passive=is_passive(verb))
    clause = replace(clause, negated=is_negated(verb), ceased=has_ceased(verb))
    return governed(clause)


def governed(clause: Clause) -> Clause | None:
    """The clause of the inner verb where the outer only plans, starts, stops or likes it."""
    verb = clause.verb
    inner = next((child for child in verb.children if child.dep_ == "xcomp"), None)
    if inner is None or inner.pos_ != "VERB":
        return clause
    to = any(child.lower_ == "to" and child.dep_ == "aux" for child in inner.children)
    lemma = verb.lemma_.lower()
    if lemma == "go" and verb.tag_ == "VBG" and to:
        return replace(clause, verb=inner, mood="plan")
    if lemma == "use" and verb.tag_ == "VBD" and to:
        return replace(clause, verb=inner, mood="used")
    mood = GOVERNORS.get(lemma, "")
    if lemma == "go" and inner.tag_ == "VBG":
        return clause
    if not mood or ((mood in INFINITIVE) != to and mood not in ("start", "like")):
        return None
    if clause.mood == "plan" or (clause.negated and mood not in ("like", "told")):
        return None
    if mood == "want" and clause.tense != "present":
        return None
    return replace(clause, verb=inner, mood=mood, passive=False)


def mood_of(verb: Any) -> Mood:
    """Told or planned; empty where it is supposed, doubted, conditional or an order."""
    mood: Mood = "told"
    for child in chain(verb):
        if child.tag_ == "MD":
            if child.lower_ not in FUTURE:
                return ""
            mood = "plan"
        if child.lower_ in HEDGES and child.dep_ in ("advmod", "intj", "dep"):
            return ""
        if child.dep_ == "mark" and child.lower_ in CONDITIONS:
            return ""
        if child.dep_ == "advcl" and marked_by(child, {"if", "unless"}):
            return ""
    return mood


def chain(verb: Any) -> Iterator[Any]:
    """The words around *verb*, and the auxiliaries that it shares with the verb it is joined to."""
    yield from verb.children
    own = any(child.dep_ in SUBJECTS for child in verb.children)
    if verb.dep_ == "conj" and not own and verb.head.pos_ in ("VERB", "AUX"):
        yield from (child for child in verb.head.children if child.dep_ in ("aux", "advmod"))


def marked_by(verb: Any, openers: set[str]) -> bool:
    """Whether one of *openers* stands at the head of the clause of *verb*."""
    return any(child.lower_ in openers for child in verb.children)


def tense_of(verb: Any) -> Tense | None:
    """The tense that *verb* stands in with its auxiliaries; `None` for an order."""
    helping = {child.lemma_.lower(): child for child in verb.children if child.dep_ == "aux"}
    if verb.tag_ == "VBG":
        if "have" in helping:
            return "perfect" if helping["have"].tag_ != "VBD" else None
        return ("going" if helping["be"].tag_ != "VBD" else "past") if "be" in helping else None
    if "have" in helping:
        return "perfect" if helping["have"].tag_ != "VBD" else "past"
    passive = [child for child in verb.children if child.dep_ == "auxpass"]
    if passive:
        return "past" if passive[0].tag_ in ("VBD", "VBN") else "present"
    if "do" in helping:
        return TENSES.get(helping["do"].tag_)
    if verb.tag_ == "VB":
        future = any(child.lower_ in FUTURE for child in chain(verb))
        return "present" if future else None
    if verb.tag_ == "VBN":
        shared = verb.dep_ == "conj" and verb.head.tag_ in ("VBN", "VBD")
        return "past" if shared or is_elliptic(verb) else None
    return TENSES.get(verb.tag_)


def is_passive(verb: Any) -> bool:
    """Whether the subject undergoes the verb."""
    if any(child.dep_ in ("nsubjpass", "auxpass") for child in verb.children):
        return True
    joined_on = verb.dep_ == "conj" and verb.tag_ == "VBN" and not subjects_of(verb)
    return joined_on and verb.head.pos_ == "VERB" and is_passive(verb.head)


def is_negated(verb: Any) -> bool:
    """Whether *verb* is denied; "I moved to Porto, not Lisbon" is not."""
    for child in verb.children:
        if child.lower_ in NEVER and child.dep_ in ("neg", "advmod"):
            between = verb.doc[min(child.i, verb.i) : max(child.i, verb.i)].text
            if child.i < verb.i or "," not in between:
                return True
    return has_ceased(verb)


def has_ceased(verb: Any) -> bool:
    """Whether it was so before: "no longer", "not … anymore"."""
    words = [child.lower_ for child in verb.children if child.dep_ in ("advmod", "neg")]
    longer = any(
        child.lower_ == "longer" and any(one.lower_ == "no" for one in child.children)
        for child in verb.children
    )
    return longer or (bool(NEVER & set(words)) and bool({"anymore", "longer"} & set(words)))


def is_elliptic(verb: Any) -> bool:
    """Whether the speaker left "I" out: "Just moved to Berlin!"."""
    if verb.dep_ != "ROOT" or verb.tag_ not in ("VBD", "VBN"):
        return False
    if is_passive(verb):
        return False
    before = verb.doc[verb.sent.start : verb.i]
    return all(token.pos_ in ("ADV", "INTJ", "PUNCT", "PROPN", "CCONJ") for token in before)
