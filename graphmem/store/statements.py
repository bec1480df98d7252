"""Query text lives in files: one statement a file, its header comment is its documentation.

Every `$parameter` of a statement is declared in its header, and the other way round; `@name`
stands for the text of another file. Both are checked when the folder is loaded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable

PARAMETER = re.compile(r"\$(\w+)")
FRAGMENT = re.compile(r"@(\w+)")


class Statements(Mapping[str, str]):
    """The statements of one folder by name (the file's stem), without their comments.

    Args:
        folder: holds the files.
        suffix: ".sql" or ".cypher".
        comment: what a line of the header begins with.

    Raises:
        ValueError: a parameter is used and not declared, or declared and not used.
    """

    def __init__(self, folder: Traversable, suffix: str, comment: str) -> None:
        self._comment = comment
        found = sorted(
            (file for file in folder.iterdir() if file.name.endswith(suffix)),
            key=lambda file: file.name,
        )
        self._files = {file.name.removesuffix(suffix): file.read_text("utf-8") for file in found}
        self._texts = {name: self._body(name) for name in self._files}
        for name in self._files:
            self._check(name)

    def __getitem__(self, name: str) -> str:
        return self._texts[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def parameters(self, name: str) -> frozenset[str]:
        """The parameters that a statement takes."""
        return frozenset(PARAMETER.findall(self._texts[name]))

    def header(self, name: str) -> list[str]:
        """What a file's header says, line by line."""
        lines = self._lines(name, header=True)
        return [line.strip().removeprefix(self._comment).strip() for line in lines]

    def _lines(self, name: str, *, header: bool) -> list[str]:
        """The comment lines of a file, or the others."""
        lines = self._files[name].splitlines()
        return [line for line in lines if line.strip().startswith(self._comment) == header]

    def _body(self, name: str) -> str:
        """The statement, with other files' text in the place of their names."""
        text = "\n".join(self._lines(name, header=False)).strip()
        return FRAGMENT.sub(
            lambda match: (
                f"({self._body(match[1])})" if self._bracket(match[1]) else self._body(match[1])
            ),
            text,
        )

    def _bracket(self, name: str) -> bool:
        """Whether a fragment is a condition: those named "…_in_view" are."""
        return name.endswith("_in_view")

    def _declared(self, name: str) -> set[str]:
        """The parameters that a file's header names, its fragments' included."""
        header = "\n".join(self._lines(name, header=True))
        used = "\n".join(self._lines(name, header=False))
        declared = set(PARAMETER.findall(header))
        for fragment in FRAGMENT.findall(used):
            declared |= self._declared(fragment)
        return declared

    def _check(self, name: str) -> None:
        """Refuse a statement whose header and text do not agree."""
        used, declared = set(self.parameters(name)), self._declared(name)
        if used != declared:
            raise ValueError(
                f"{name}: parameters {sorted(used)} are used, {sorted(declared)} are declared"
            )


def sql() -> Statements:
    """SQLite's statements."""
    return Statements(files("graphmem.store") / "sql", ".sql", "--")
