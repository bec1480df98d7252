"""Turns the reports of `graphmem eval` into the table of RESULTS.md.

`python -m benchmarks.results REPORT.json …` prints a Markdown row for each report.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

KS = ("2", "5", "10", "20")


def row(report: dict[str, Any]) -> str:
    """One report as a row: counts, recall, all@k, timings."""
    recall = " / ".join(f"{report['recall'][k]:.1f}" for k in KS)
    whole = " / ".join(f"{report['all'][k]:.1f}" for k in KS)
    spent = report["timings"]
    cells = (
        f"`graphmem eval {report['data']}`",
        str(report["questions"]),
        f"{report['passages']:,}",
        recall,
        whole,
        f"{spent['add_ms_per_passage']:.0f}",
        f"{spent['search_ms_p50']:.0f} / {spent['search_ms_p95']:.0f}",
    )
    return f"| {' | '.join(cells)} |"


def main() -> None:
    """Print the rows of the reports named on the command line."""
    print("| command | n | episodes | R@2/5/10/20 | all@2/5/10/20 | add ms | search ms p50/p95 |")
    print("|---|--:|--:|---|---|--:|---|")
    for name in sys.argv[1:]:
        print(row(json.loads(Path(name).read_text("utf-8"))))


if __name__ == "__main__":
    main()
