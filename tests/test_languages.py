"""Languages other than English: found by words alone, in every store; names in any script."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest

from graphmem import Memory

PAIRS: dict[str, list[tuple[str, str]]] = json.loads(
    Path(__file__).with_name("languages.json").read_text("utf-8")
)


@pytest.mark.parametrize("language", PAIRS)
def test_words_alone_find_the_passage(memory: Memory, language: str) -> None:
    """Asked in inflected forms, at least 8 of 10 passages are among the first three."""
    passages = [passage for passage, _ in PAIRS[language]]
    memory.add_many({"text": text, "id": str(n)} for n, text in enumerate(passages))

    missed = [
        question
        for n, (_, question) in enumerate(PAIRS[language])
        if str(n) not in [hit.passage.episode_id for hit in memory.search(question, limit=3)]
    ]

    assert len(missed) <= 2, missed


NAMES = [
    ("José Peña", "lives in", "Bogotá"),
    ("Jürgen", "wohnt in", "Köln"),
    ("Москва", "столица", "Россия"),
    ("北京大学", "位于", "北京"),
    ("القاهرة", "عاصمة", "مصر"),
]


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Where is José Peña’s house?", "José Peña"),
        (unicodedata.normalize("NFD", "Where is José Peña's house?"), "José Peña"),
        ("Where is Jürgen's car?", "Jürgen"),
        ("МОСКВА — это где?", "Москва"),
        ("请问北京大学在哪里？", "北京大学"),
        ("أين تقع القَاهِرَة؟", "القاهرة"),
    ],
)
def test_a_name_is_known_in_any_script(memory: Memory, question: str, name: str) -> None:
    """Possessives, Unicode forms, case, vowel signs and missing spaces hide no name."""
    for subject, predicate, object_ in NAMES:
        memory.add_fact(subject, predicate, object_)

    found = memory.search(question)

    assert len(found.names) == 1
    assert found.facts[0].subject == name
    assert memory.entity(unicodedata.normalize("NFD", name.upper())).name == name


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Что стоит в Москве?", "Москва"),
        ("Wem gehört Jürgens Haus?", "Jürgen"),
        ("ماذا يوجد بالقاهرة؟", "القاهرة"),
    ],
)
def test_an_inflected_name_is_found_as_a_word(memory: Memory, question: str, name: str) -> None:
    """A declined name is not known as a name, but its fact is found by its words."""
    for subject, predicate, object_ in NAMES:
        memory.add_fact(subject, predicate, object_)

    found = memory.search(question)

    assert found.names == ()
    assert found.facts[0].subject == name
