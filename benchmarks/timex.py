"""How well `graphmem.timex` reads published collections of time phrases.

    python benchmarks/timex.py DATA_DIR [--failures]

DATA_DIR holds `relative_60.jsonl`, `duckling_en_time.jsonl` and `recognizers_text.jsonl`
(or a folder `temporal_expressions` with them). What counts as right:

relative_60      both ends, in whole days, are one of the accepted pairs; `null` = abstain.
duckling         the start is the same; the end too where the row has one; an instant must
                 last as long as its grain. Read with prefer="future", as Duckling does.
recognizers      one of the listed values, with prefer="past". A `date` is that whole day; a
                 `datetime` or `time` is where the interval starts; ranges must agree at both
                 ends. Rows of type `duration` and `set` name no interval and `timezone` no
                 time: there, to abstain is right. They are also left out for a second rate.
                 The collection itself ends "2014 to 2018" sometimes with the last unit and
                 sometimes before it, and this product always takes the last one in: the main
                 rate accepts an end that is exactly one day, month, quarter or year later,
                 and the strict rate does not.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from dateutil.relativedelta import relativedelta

from graphmem.interval import Interval
from graphmem.timex import resolve

Row = dict[str, Any]
Got = Interval[datetime] | None
GRAIN = {
    "second": relativedelta(seconds=1),
    "minute": relativedelta(minutes=1),
    "hour": relativedelta(hours=1),
    "day": relativedelta(days=1),
    "week": relativedelta(weeks=1),
    "month": relativedelta(months=1),
    "quarter": relativedelta(months=3),
    "year": relativedelta(years=1),
}
LATER_ENDS = [GRAIN[name] for name in ("day", "month", "quarter", "year")]
NO_INTERVAL = ("duration", "set", "timezone")


@dataclass(slots=True)
class Tally:
    """How one set went."""

    name: str
    right: int = 0
    total: int = 0
    seconds: float = 0.0
    failures: list[str] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """The share of right answers."""
        return self.right / max(self.total, 1)

    def line(self) -> str:
        """One line for people."""
        each = 1000 * self.seconds / max(self.total, 1)
        return f"{self.name:34} {self.right:4}/{self.total:<4} {self.rate:7.2%} {each:7.3f} ms each"


def load(path: Path) -> list[Row]:
    """The rows of a JSONL file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def moment(text: str) -> datetime:
    """An ISO time; UTC where it says nothing else."""
    parsed = datetime.fromisoformat(text)
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)


def relative_right(row: Row, got: Got) -> bool:
    """Whether an answer to a row of relative_60 is accepted."""
    accepted = row["accepted_days_inclusive"]
    if accepted is None or got is None or got.start is None:
        return accepted is None and got is None
    end = moment(row["reference"]) if got.end is None else got.end - timedelta(microseconds=1)
    return [str(got.start.date()), str(end.date())] in accepted


def duckling_right(row: Row, got: Got) -> bool:
    """Whether an answer is what Duckling says."""
    if got is None:
        return False
    zone = moment(row["reference"]).tzinfo
    start, end = (
        datetime.fromisoformat(row[key]).replace(tzinfo=zone) if row[key] else None
        for key in ("start", "end")
    )
    if row["kind"] == "instant" and start is not None:
        end = start + GRAIN[row["grain"].lower()]
    return (got.start, got.end) == (start, end)


def same_end(ours: datetime | None, theirs: str | None, strict: bool) -> bool:
    """Whether two ends agree; see the module for what is lenient about it."""
    if ours is None or theirs is None:
        return ours is None and theirs is None
    end = moment(theirs)
    if (end.minute, end.second) == (59, 59):
        end += timedelta(seconds=1)
    return ours == end or (not strict and ours in [end + later for later in LATER_ENDS])


def value_right(value: Row, got: Interval[datetime], strict: bool) -> bool:
    """Whether an interval is this one of the listed values."""
    kind, day = value["type"], (got.start or got.end or moment("2000-01-01")).date()
    if "value" in value:
        if value["value"] == "not resolved" or got.start is None:
            return False
        if len(value["value"]) == len("13:00:00"):
            return bool(str(got.start.time()) == value["value"])
        start = moment(value["value"])
        whole_day = got.end == start + GRAIN["day"]
        exact = len(str(value["value"])) > len("2023-05-24")
        return got.start == start and (exact or whole_day)
    begin, end = value.get("start"), value.get("end")
    if kind == "timerange":
        return _time_range(begin, end, got, str(day))
    if begin is None and value.get("Mod", "").startswith("before") and got.start:
        return same_end(got.end, end, strict)  # "by Friday": open, or from now on
    same_start = got.start == (moment(begin) if begin else None)
    if not strict and not same_start and value.get("Mod") == "after" and begin and got.start:
        same_start = got.start == moment(begin) + GRAIN["day"]
    return same_start and same_end(got.end, end, strict)


def _time_range(begin: str | None, end: str | None, got: Interval[datetime], day: str) -> bool:
    if begin is None or end is None:
        edges = (got.start and str(got.start.time()), got.end and str(got.end.time()))
        return edges == (begin, end)
    if got.start is None or got.start != moment(f"{day}T{begin}"):
        return False
    return got.end in (
        moment(f"{day}T{end}"),
        moment(f"{day}T{end}") + timedelta(days=1),
        moment(f"{day}T{end}") + timedelta(seconds=1),
    )


def recognizers_right(row: Row, got: Got, strict: bool = False) -> bool:
    """Whether an answer is one of the listed values."""
    if row["type"] in NO_INTERVAL:
        return got is None
    if got is None:
        return all(value.get("value") == "not resolved" for value in row["values"])
    return any(value_right(value, got, strict) for value in row["values"])


def run(name: str, rows: list[Row], right: Callable[[Row, Got], bool], **options: Any) -> Tally:
    """Resolve every row and count."""
    tally = Tally(name, total=len(rows))
    for row in rows:
        text, reference = str(row.get("span", row["text"])), moment(row["reference"])
        before = time.perf_counter()
        got = resolve(text, reference, **options)
        tally.seconds += time.perf_counter() - before
        if right(row, got):
            tally.right += 1
        else:
            shown = got and (str(got.start)[:19], str(got.end)[:19])
            tally.failures.append(f"{text!r} @ {row['reference']}: {shown}; {expected(row)}")
    return tally


def expected(row: Row) -> str:
    """What the row asks for, for people."""
    if "values" in row:
        values = [v.get("value") or (v.get("start"), v.get("end")) for v in row["values"]]
        return f"{row['type']} {values}"
    if "kind" in row:
        return f"{row['kind']} {row['grain']} {row['start']} {row['end']}"
    return str(row["accepted_days_inclusive"])


def evaluate(folder: Path) -> dict[str, Tally]:
    """Every set, by name."""
    if (folder / "temporal_expressions").is_dir():
        folder = folder / "temporal_expressions"
    resolve("3 days ago", moment("2023-05-24"))  # build the grammar before the clock runs
    recognizers = load(folder / "recognizers_text.jsonl")
    spans = [row for row in recognizers if row["type"] not in NO_INTERVAL]
    tallies = [
        run("relative_60", load(folder / "relative_60.jsonl"), relative_right),
        run("duckling", load(folder / "duckling_en_time.jsonl"), duckling_right, prefer="future"),
        run("recognizers", recognizers, recognizers_right),
        run("recognizers, intervals only", spans, recognizers_right),
        run(
            "recognizers, intervals, strict end",
            spans,
            lambda row, got: recognizers_right(row, got, strict=True),
        ),
    ]
    return {tally.name: tally for tally in tallies}


def main(arguments: list[str]) -> int:
    """Print the rates, and the failing rows where asked for."""
    folders = [argument for argument in arguments if not argument.startswith("--")]
    if len(folders) != 1:
        print(__doc__)
        return 2
    for tally in evaluate(Path(folders[0])).values():
        print(tally.line())
        if "--failures" in arguments and "strict" not in tally.name:
            print("\n".join(f"    {failure}" for failure in tally.failures))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
