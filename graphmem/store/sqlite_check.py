"""Are a SQLite file's indexes what its rows make them? And making them so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from graphmem.likeness import forms
from graphmem.store.sqlite_file import SqliteFile
from graphmem.store.sqlite_search import marked


class SqliteCheck:
    """The checking part of a SQLite store; it looks at the whole file, all namespaces."""

    file: SqliteFile

    def check(self) -> list[str]:
        """What differs, a sentence each; nothing where all is well."""
        with self.file.reading():
            return [
                *self._edges(),
                *self._words(),
                *self._forms(),
                *self._statistics(),
                *self._sentences(),
            ]

    def mend(self) -> None:
        """Make the edges, the word index and the statistics again from the rows."""
        with self.file.writing():
            self.file.run("sentences_trim")
            self.file.run("said")
            self.file.run("edges_clear")
            self.file.run("edges_make")
            self.file.run("words_clear")
            for key, ns, words in self.file.rows("indexed_words"):
                terms = " ".join(marked(ns, words.split()))
                self.file.run("words_put", passage=key, words=terms)
            self._make_forms()
            counted = self._counted()
            for ns, _, _ in self.file.rows("statistics"):
                passages, words = counted.get(ns, (0, 0))
                self.file.run("statistics_put", ns=ns, passages=passages, words=words)

    def _make_forms(self) -> None:
        """Make the forms of all names again."""
        self.file.run("forms_clear")
        names = ("ns", "form", "entity", "name", "type")
        rows = [dict(zip(names, row, strict=True)) for row in sorted(self._wanted_forms())]
        self.file.run_many("form_put", rows)

    def _edges(self) -> Iterator[str]:
        """Edges that mentions, facts and decisions make, against those that are there."""
        for name, said in (("edges_missing", "are missing"), ("edges_extra", "rest on nothing")):
            ((count,),) = self.file.rows(name)
            if count:
                yield f"edge: {count} {said}"

    def _sentences(self) -> Iterator[str]:
        """Claims without a sentence, and sentences without a claim."""
        for name, said in (("missing", "are missing"), ("extra", "rest on nothing")):
            ((count,),) = self.file.rows(f"sentences_{name}")
            if count:
                yield f"sentence: {count} {said}"

    def _words(self) -> Iterator[str]:
        """Words that the passages hold, against those of the index."""
        wanted: Counter[str] = Counter()
        for _, ns, words in self.file.rows("indexed_words"):
            wanted.update(set(marked(ns, words.split())))
        found = Counter(dict(self.file.rows("vocabulary")))
        for said, rest in (("are missing", wanted - found), ("rest on nothing", found - wanted)):
            if rest:
                yield f"passage_words: {rest.total()} words {said}, e.g. {min(rest)!r}"

    def _forms(self) -> Iterator[str]:
        """Forms that the names have, against those that are there."""
        wanted, found = self._wanted_forms(), set(self.file.rows("forms_all"))
        for said, rest in (("are missing", wanted - found), ("rest on nothing", found - wanted)):
            if rest:
                yield f"name_form: {len(rest)} {said}, e.g. {min(rest)[1]!r}"

    def _wanted_forms(self) -> set[tuple[Any, ...]]:
        """(ns, form, entity, name, type) of every form that a name has."""
        return {
            (ns, form, entity, name, type_)
            for ns, entity, name, type_ in self.file.rows("names_called")
            for form in forms(name, type_)
        }

    def _statistics(self) -> Iterator[str]:
        """What the namespaces count, against what there is."""
        counted = self._counted()
        for ns, *found in self.file.rows("statistics"):
            if tuple(found) != counted.get(ns, (0, 0)):
                yield f"namespace {ns}: counts {tuple(found)}, has {counted.get(ns, (0, 0))}"

    def _counted(self) -> dict[int, tuple[int, int]]:
        """Passages and words of each namespace."""
        counted: dict[int, tuple[int, int]] = {}
        for _, ns, words in self.file.rows("indexed_words"):
            passages, total = counted.get(ns, (0, 0))
            counted[ns] = passages + 1, total + len(words.split())
        return counted
