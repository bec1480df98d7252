"""From a parsed passage to its extraction: sentence by sentence, each claim with its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from graphmem.extract.base import Extraction
from graphmem.extract.clauses import Clause, clauses, subjects_of
from graphmem.extract.kinship import kin_told
from graphmem.extract.lives import lives
from graphmem.extract.names import Name, by_token, names
from graphmem.extract.phrases import THIRD, Setting, referent
from graphmem.extract.reading import Reading
from graphmem.extract.readings import readings
from graphmem.extract.when import stated, times
from graphmem.model import Alias, Claim, Mention, Passage
from graphmem.timex import TimeExpression

QUOTATION = re.compile(r"[\"“][^\"“”]*[\"”]?")
ALSO = re.compile(r",? \(?(?:also known as|better known as|otherwise known as|a\.?k\.?a\.?),? ?")
DATES = {"DATE", "TIME"}


@dataclass(frozen=True, slots=True)
class Told:
    """One reading of a sentence: its subject, and its clause where it has one."""

    subject: str
    reading: Reading
    clause: Clause | None = None


def read_passage(passage: Passage, doc: Any) -> Extraction:
    """What one parsed passage mentions and claims."""
    found = names(doc, passage.title)
    setting = Setting(
        passage.speaker,
        by_token(doc, found),
        gender=only_gender(doc),
        titled=bool(passage.title),
        quoted=in_quotation(doc),
    )
    opening = found[0] if found and found[0].text == passage.title else None
    claims = list(lives(passage, opening))
    types: dict[str, str] = {}
    for sentence in doc.sents:
        setting = replace(setting, topic=topic_of(sentence, setting, passage.title))
        for told in read_sentence(sentence, setting):
            claim = claimed(told, sentence, passage, setting)
            if claim is not None:
                claims.append(claim)
                types |= typed(told)
    return Extraction(
        mentions=tuple(mentioned(passage, found, claims, types)),
        claims=tuple(dict.fromkeys(claims)),
        aliases=tuple(dict.fromkeys(aliased(passage, found))),
    )


def read_sentence(sentence: Any, setting: Setting) -> Iterator[Told]:
    """All that one sentence tells, with its subjects."""
    for reading in kin_told(sentence, setting):
        yield Told(reading.subject, reading)
    dates = frozenset(token.i for token in sentence if token.ent_type_ in DATES)
    within = replace(setting, times=dates)
    for clause in clauses(sentence, setting.quoted):
        subjects = [referent(token, setting) for token in clause.subjects]
        if not clause.subjects:
            subjects = [setting.speaker]
        for reading in readings(clause, within):
            for subject in [reading.subject] if reading.subject else subjects:
                if subject and subject != reading.object:
                    yield Told(subject, reading, clause)


def claimed(told: Told, sentence: Any, passage: Passage, setting: Setting) -> Claim | None:
    """The claim of one reading; `None` for a state that was over and began nobody knows when."""
    reading = told.reading
    start, end = None, None
    if told.clause:
        phrases = phrases_of(told.clause, reading, sentence, passage, setting)
        start, end = stated(reading, told.clause.tense, phrases, passage.occurred_at)
        if reading.bounded and start is None:
            return None
        if reading.kind != "plan" and not reading.instant and is_ahead(phrases, passage):
            return None
    return Claim(
        told.subject,
        reading.predicate,
        reading.object,
        text=standing_alone(sentence, passage, setting),
        valid_from=start,
        valid_to=end,
        kind=reading.kind,
        exclusive=reading.exclusive,
        negated=reading.negated,
    )


def is_ahead(phrases: Sequence[TimeExpression], passage: Passage) -> bool:
    """Whether the time told of is still to come: "next week I have a meeting"."""
    starts = [phrase.interval.start for phrase in phrases]
    return any(start is not None and start > passage.occurred_at for start in starts)


def phrases_of(
    clause: Clause, reading: Reading, sentence: Any, passage: Passage, setting: Setting
) -> list[TimeExpression]:
    """The time phrases that belong to *clause* and not to its neighbours or to a name."""
    own = own_tokens(clause)
    found = times(sentence.text, passage.occurred_at, clause.tense, ahead=reading.kind == "plan")
    if clause.outer.dep_ == "conj" and not subjects_of(clause.outer):
        # "In May I left Acme and joined Orbit": what stands in front is said of both
        head = clause.outer.head
        own |= {token.i for token in head.subtree if token.i < head.i}
    own -= in_brackets(sentence, clause)
    return [phrase for phrase in found if belongs(phrase, own, sentence, setting)]


def belongs(phrase: TimeExpression, own: set[int], sentence: Any, setting: Setting) -> bool:
    """Whether a time phrase stands among the words *own*, and is no part of a name."""
    start = sentence.start_char
    words = {one.i for one in sentence if phrase.start <= one.idx - start < phrase.end}
    return bool(words & own) and not words & setting.names.keys()


def in_brackets(sentence: Any, clause: Clause) -> set[int]:
    """The positions of what stands in brackets, the clause itself aside."""
    inside: set[int] = set()
    depth = 0
    for token in sentence:
        depth += (token.text == "(") - (token.text == ")")
        if depth > 0:
            inside.add(token.i)
    return inside if clause.verb.i not in inside else set()


def own_tokens(clause: Clause) -> set[int]:
    """The positions of the words of *clause*, those of clauses within it left out."""
    own = {token.i for token in clause.outer.subtree}
    for token in clause.outer.subtree:
        joined = token.dep_ in ("conj", "ccomp", "parataxis", "relcl", "advcl")
        if joined and token.pos_ in ("VERB", "AUX") and token.i != clause.outer.i:
            inner = {one.i for one in token.subtree}
            own -= inner if clause.verb.i not in inner else set()
    return own


def standing_alone(sentence: Any, passage: Passage, setting: Setting) -> str:
    """The sentence in words that stand alone: with its speaker, or its topic by name."""
    text = " ".join(passage.text[sentence.start_char : sentence.end_char].split())
    if setting.topic:
        owner = re.match(r"(?:His|Its|Her(?= \w+ (?:is|was|are|were)\b))\b", text)
        if owner:
            text = f"{setting.topic}'s{text[owner.end() :]}"
        else:
            text = re.sub(r"^(?:He|She|It)\b(?!')", lambda _: str(setting.topic), text)
    return f"{passage.speaker}: {text}" if passage.speaker else text


def topic_of(sentence: Any, setting: Setting, title: str | None) -> str | None:
    """Who "she" is in *sentence*: its subject, or the last one where she is its subject.

    In a document only the title is a topic; in a conversation somebody named alone is one.
    """
    subjects = subjects_of(sentence.root)
    if len(subjects) != 1:
        return None
    subject = subjects[0]
    owners = [child.lower_ for child in subject.children if child.dep_ == "poss"]
    if subject.lower_ in THIRD or (owners and owners[0] in THIRD):
        return setting.topic
    if subject.pos_ == "PRON":
        return None
    topic = referent(subject, setting)
    if title:
        return title if topic == title else None
    others = {setting.names[token.i].text for token in sentence if is_person(token, setting)}
    return None if others - {topic, setting.speaker} else topic


def is_person(token: Any, setting: Setting) -> bool:
    """Whether *token* belongs to the name of a person."""
    return token.i in setting.names and setting.names[token.i].type in ("person", "")


def only_gender(doc: Any) -> str:
    """The gender of the pronouns in a text, empty where there are several."""
    genders = {
        THIRD[token.lower_]
        for token in doc
        if token.lower_ in THIRD and (token.lower_ != "it" or token.dep_.startswith("nsubj"))
    }
    people = genders - {"n"}
    return people.pop() if len(people) == 1 else "n" if genders == {"n"} else ""


def in_quotation(doc: Any) -> frozenset[int]:
    """The positions of the tokens in quotation marks: somebody else's words."""
    spans = [match.span() for match in QUOTATION.finditer(doc.text)]
    return frozenset(
        token.i for token in doc if any(start < token.idx < end for start, end in spans)
    )


def typed(told: Told) -> dict[str, str]:
    """What a reading tells of the types of its names: who works somewhere is a person."""
    reading = told.reading
    pairs = ((told.subject, reading.subject_type), (reading.object, reading.type))
    return {name: kind for name, kind in pairs if kind}


def mentioned(
    passage: Passage, found: Sequence[Name], claims: Sequence[Claim], types: dict[str, str]
) -> Iterator[Mention]:
    """The mentions of a passage: its names, its speaker, and those its claims are about."""
    known = {name.text for name in found}
    speaker = passage.speaker
    if speaker:
        types = {**types, speaker: "person"}
        if speaker not in known:
            yield Mention(passage_id=passage.id, name=speaker, type="person")
    for name in found:
        kind = types.get(name.text, name.type)
        yield Mention(
            passage_id=passage.id, name=name.text, type=kind, start=name.start, end=name.end
        )
    for subject in dict.fromkeys(claim.subject for claim in claims):
        if subject not in known and subject != speaker:
            yield Mention(passage_id=passage.id, name=subject, type=types.get(subject, ""))


def aliased(passage: Passage, found: Sequence[Name]) -> Iterator[Alias]:
    """Names that are said to be one: "Robert, also known as Bob"."""
    for first, second in pairwise(found):
        if ALSO.fullmatch(passage.text[first.end : second.start]):
            yield Alias(name=second.text, other=first.text)
