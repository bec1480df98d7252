"""`graphmem.timex` against published collections; skipped where the data are not at hand."""

from __future__ import annotations

import importlib.util
import os
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("GRAPHMEM_DATA", ROOT.parent / "shared" / "data"))
FOLDER = DATA / "temporal_expressions"

pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(),
    reason=f"the time-expression collections are not in {FOLDER}; set GRAPHMEM_DATA",
)


@cache
def benchmark() -> ModuleType:
    """The benchmark script as a module; it scores here exactly as on the command line."""
    spec = importlib.util.spec_from_file_location("timex_benchmark", ROOT / "benchmarks/timex.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


@cache
def tallies() -> dict[str, Any]:
    """How every set goes."""
    found: dict[str, Any] = benchmark().evaluate(FOLDER)
    return found


def test_relative_phrases_are_read_like_people_read_them() -> None:
    """At least 57 of the 60 relative phrases get an interval that people accept."""
    tally = tallies()["relative_60"]
    assert tally.right >= 57, tally.failures


def test_duckling_examples_are_met() -> None:
    """At least nine of ten of Duckling's English examples come out as Duckling has them."""
    tally = tallies()["duckling"]
    assert tally.rate >= 0.90, tally.failures


def test_recognizers_examples_are_met() -> None:
    """At least 85 % of the single-expression cases of Recognizers-Text come out as listed."""
    tally = tallies()["recognizers"]
    assert tally.rate >= 0.85, tally.failures


@pytest.mark.parametrize("name", ["relative_60", "duckling", "recognizers"])
def test_a_phrase_takes_about_a_millisecond_at_most(name: str) -> None:
    """On a machine with other work to do, a phrase still takes less than four milliseconds."""
    tally = tallies()[name]
    assert tally.seconds / tally.total < 0.004
