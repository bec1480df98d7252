"""Words, names and sentences, in any script."""

from __future__ import annotations

import timeit
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmem.text import cut, name_key, sentences, words


@pytest.mark.parametrize(
    ("text", "stems"),
    [
        ("The sisters moved", ["sister", "move"]),
        ("Straße in München", ["strass", "munch"]),
        ("Züge, la canción", ["zug", "la", "cancion"]),
        ("Москва зимой", ["москв", "зим"]),
        ("北京大学", ["北京", "京大", "大学"]),
        ("हिन्दी भाषा", ["हिन्दी", "भाषा"]),
        ("القاهرة", ["قاهر"]),
        ("ﬁne café", ["fine", "caf"]),
        ("", []),
    ],
)
def test_words_are_found_in_any_script(text: str, stems: list[str]) -> None:
    """Words keep the letters and signs of their script; English ones are stemmed."""
    assert words(text) == stems


def test_a_name_is_one_name_however_it_is_spelled() -> None:
    """Case, spaces, Unicode form and outer punctuation do not make another name."""
    assert name_key(" ALICE  Smith, ") == name_key("alice smith")
    assert name_key("Ａｌｉｃｅ") == name_key("alice")
    assert name_key("C++") != name_key("C")


def test_an_abbreviation_ends_no_sentence() -> None:
    """A title or an initial does not cut a sentence in two."""
    text = "Dr. Chen met J. Smith. They talked."

    assert [text[start:end] for start, end in sentences(text)] == [
        "Dr. Chen met J. Smith.",
        "They talked.",
    ]


@pytest.mark.parametrize("ended", ["A. ", "Mr. ", "(A. ", "Co. Ltd. ", "Hm. ", "A.\n", "好。"])
def test_the_work_grows_with_the_text_and_not_with_its_square(ended: str) -> None:
    """Sixteen times the text is not 256 times the work, though no full stop ends a sentence."""
    short, long = ended * 1_000, ended * 16_000

    assert fastest(lambda: cut(long)) < 100 * fastest(lambda: cut(short))


def fastest(work: Callable[[], object]) -> float:
    """The seconds that it takes when least else is going on."""
    return min(timeit.repeat(work, number=1, repeat=3))


def test_a_long_text_is_cut_at_sentence_ends() -> None:
    """Passages end where sentences end and stay within the limit."""
    text = " ".join(f"Sentence number {n} is here." for n in range(40))

    spans = cut(text, limit=30)

    assert all(text[start:end].endswith(".") for start, end in spans)
    assert all(len(text[start:end].split()) <= 30 for start, end in spans)


@given(st.text(min_size=1, max_size=400), st.integers(1, 20))
def test_cutting_loses_nothing_but_white_space(text: str, limit: int) -> None:
    """The passages of a text hold all of its visible characters, in order."""
    spans = cut(text, limit)

    kept = "".join(text[start:end] for start, end in spans)
    assert "".join(kept.split()) == "".join(text.split())
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
