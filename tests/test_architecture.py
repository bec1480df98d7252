"""The house rules: sizes, docstrings, words, and where third-party libraries may stand."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = sorted((ROOT / "graphmem").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
OWN = PACKAGE + TESTS + sorted((ROOT / "benchmarks").rglob("*.py"))

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
FILE_LINES = 300
FUNCTION_LINES = 40
PARAMETERS = 6
REPEATED = 0.03
BLOCK = 8
BANNED_FILES = re.compile(r"(utils|helpers|common|manager|base_.*)\.py")
# What another system may say and graphmem does not: see the glossary in CONTRIBUTING.md.
BANNED_WORDS = re.compile(
    r"\b(chunks?|triples?|invalid_at|valid_at|created_at|expired_at|group_id|reset_prob|dedupe)\b"
)
# Each third-party library stands in one place.
HOMES = {
    "spacy": {"graphmem/extract/by_spacy.py"},
    "onnxruntime": {"graphmem/embed/minilm.py"},
    "tokenizers": {"graphmem/embed/minilm.py"},
    "neo4j": {"graphmem/store/neo4j_server.py"},
    "openai": {"graphmem/llm/openai.py", "graphmem/embed/openai.py"},
    "sqlite3": {"graphmem/store/sqlite_file.py"},
}


def name(path: Path) -> str:
    """A path as it is said in messages."""
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a file."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def lines_of_code(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """How many lines a function has, its signature and docstring aside."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


@pytest.mark.parametrize("path", OWN, ids=name)
def test_a_file_is_short(path: Path) -> None:
    """No file is longer than 300 lines."""
    assert len(path.read_text("utf-8").splitlines()) <= FILE_LINES


@pytest.mark.parametrize("path", OWN, ids=name)
def test_a_function_is_short_and_takes_few_parameters(path: Path) -> None:
    """No function has more than 40 lines of code or 6 parameters, keyword-only ones aside."""
    for function in functions(path):
        taken = [arg for arg in function.args.args if arg.arg not in ("self", "cls")]
        assert lines_of_code(function) <= FUNCTION_LINES, function.name
        assert len(taken) <= PARAMETERS, function.name


@pytest.mark.parametrize("path", PACKAGE, ids=name)
def test_every_public_name_says_what_it_is(path: Path) -> None:
    """Every module, public class, function and method has a docstring."""
    tree = ast.parse(path.read_text("utf-8"))

    assert ast.get_docstring(tree) or not tree.body
    for node in public(tree):
        assert ast.get_docstring(node) or _protocol_stub(node), node.name


def public(tree: ast.Module | ast.ClassDef) -> Iterator[Definition]:
    """The public definitions of a module or a class, and of the classes in it."""
    for node in tree.body:
        if isinstance(node, Definition) and not node.name.startswith("_"):
            if not any(ast.unparse(mark) == "overload" for mark in node.decorator_list):
                yield node
            if isinstance(node, ast.ClassDef):
                yield from public(node)


def _protocol_stub(node: ast.AST) -> bool:
    """Whether a function's body is only "...", as in a small protocol."""
    body = getattr(node, "body", [])
    return len(body) == 1 and ast.unparse(body[0]) == "..."


@pytest.mark.parametrize("path", [p for p in TESTS if p.name.startswith("test_")], ids=name)
def test_every_test_says_what_is_true(path: Path) -> None:
    """Every test has a docstring, and it is no order to somebody."""
    for function in functions(path):
        if function.name.startswith("test_"):
            said = ast.get_docstring(function) or ""
            assert said, function.name
            assert not said.lower().startswith(("test ", "tests ", "check ")), function.name


def test_no_file_is_called_after_nothing() -> None:
    """Files are called after what is in them."""
    assert not [name(path) for path in PACKAGE if BANNED_FILES.fullmatch(path.name)]


@pytest.mark.parametrize("path", PACKAGE, ids=name)
def test_the_glossary_is_kept(path: Path) -> None:
    """The code uses graphmem's words and not their synonyms."""
    found = BANNED_WORDS.findall(path.read_text("utf-8"))
    assert not found


@pytest.mark.parametrize("path", PACKAGE, ids=name)
def test_a_library_stands_in_one_place(path: Path) -> None:
    """Third-party libraries are imported only where they are at home."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        modules = []
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            modules = [node.module or ""]
        for module in modules:
            homes = HOMES.get(module.split(".")[0])
            assert homes is None or name(path) in homes, module


def test_python_holds_no_queries() -> None:
    """Query text lives in files of its own."""
    query = re.compile(r"\"\"\"?\s*(SELECT|INSERT INTO|UPDATE \w+ SET|DELETE FROM|MATCH \()")
    allowed = {"graphmem/store/sqlite_file.py"}  # PRAGMAs and a look at sqlite_master
    found = [name(p) for p in PACKAGE if query.search(p.read_text("utf-8"))]
    assert not set(found) - allowed


def test_little_is_written_twice() -> None:
    """At most 3 % of the package's lines lie in a block that stands there twice."""
    blocks: Counter[str] = Counter()
    places: list[tuple[str, list[str]]] = []
    total = 0
    for path in PACKAGE:
        lines = [line.strip() for line in path.read_text("utf-8").splitlines()]
        lines = [line for line in lines if line and not line.startswith(("#", "from ", "import "))]
        total += len(lines)
        for start in range(len(lines) - BLOCK + 1):
            block = "\n".join(lines[start : start + BLOCK])
            blocks[block] += 1
            places.append((block, lines[start : start + BLOCK]))
    repeated = sum(blocks[block] > 1 for block, _ in places)
    assert repeated <= REPEATED * total


def test_only_config_reads_the_environment() -> None:
    """The environment is read in one file."""
    assert [name(p) for p in PACKAGE if "os.environ" in p.read_text("utf-8")] == [
        "graphmem/config.py"
    ]


def test_only_config_reads_the_clock() -> None:
    """The time is read in one file, and handed on."""
    clock = re.compile(r"datetime\.now|datetime\.utcnow|time\.time\(|date\.today")
    assert [name(p) for p in PACKAGE if clock.search(p.read_text("utf-8"))] == [
        "graphmem/config.py"
    ]
