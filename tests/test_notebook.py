"""Every notebook runs from top to bottom and shows what it says; it is kept without outputs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

nbclient = pytest.importorskip("nbclient")
nbformat = pytest.importorskip("nbformat")

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))
SHOWN = {
    "first_memory.ipynb": (
        "2019-05-01 Paris because she said",
        "2021-06-01 Oslo because she said",
        "2024-05-01 Lisbon because she said",
        "Northwind is based in Copenhagen",
        "from March to August 2021 I lived in Oslo",
        "Berlin: 2020-06-08 to now (no longer believed)",
        "Berlin: 2021-09-01 to 2022-09-05 (believed)",
        "Berlin\nOslo\n",
        "<td ",
        "ErasureReceipt(",
        "asked for by Alice",
        "Alice -> Lisbon (lives in)",
    ),
}


def text(output: dict[str, Any]) -> str:
    """What an output of a cell shows."""
    return "".join([output.get("text", ""), *map(str, output.get("data", {}).values())])


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_notebook_runs_and_shows_what_it_says(path: Path) -> None:
    """No cell fails, and the outputs hold what the texts between them promise."""
    notebook = nbformat.read(path, as_version=4)

    nbclient.NotebookClient(notebook, timeout=300, kernel_name="python3").execute()

    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    shown = "\n".join(text(output) for output in outputs)
    assert not [output for output in outputs if output.output_type == "error"]
    assert [wanted for wanted in SHOWN.get(path.name, ()) if wanted not in shown] == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_notebook_is_kept_clean(path: Path) -> None:
    """No outputs, counts or machine's metadata are stored."""
    notebook = json.loads(path.read_text("utf-8"))
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]

    assert [cell for cell in cells if cell["outputs"] or cell["execution_count"]] == []
    assert set(notebook["metadata"]) == {"kernelspec", "language_info"}
    assert notebook["metadata"]["kernelspec"]["name"] == "python3"


def test_every_notebook_is_expected_to_show_something() -> None:
    """A notebook that is added says here what it must show."""
    assert {path.name for path in NOTEBOOKS} == set(SHOWN)
