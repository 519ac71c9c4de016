"""The results as a page: tables, and one plot that shows every ratio as a share of its bar."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from reportlab.graphics.charts.barcharts import HorizontalBarChart
from reportlab.graphics.renderSVG import drawToFile
from reportlab.graphics.shapes import Drawing, Line, String
from reportlab.lib.colors import HexColor

_REACHED, _MISSED = HexColor("#005ea2"), HexColor("#b50909")
_WIDTH, _ROW, _LABELS, _FULL = 900, 34, 470, 3.0
_HEAD = """# Benchmarks

Each figure is a ratio to a reference measured in the same run, in turns, with the runtime, weights
and threads that serving uses. `make bench` measures all of it and writes this page;
`BENCH=quick make bench` measures less and compares the ratios with these, within 30 %.

Measured on {machine}.

"""
# How the name of what was measured at several sizes begins: with the size, and what it was.
AMONG = "among "
_COLUMNS = ("name", "value", "reference", "unit", "ratio", "bar", "reached", "command")


def write_page(
    folder: Path, rows: Sequence[dict[str, Any]], beside: Sequence[dict[str, Any]], machine: str
) -> None:
    """`README.md` and `ratios.svg` in a folder."""
    _plot(rows, folder / "ratios.svg")
    text = _HEAD.format(machine=machine)
    text += _table(_COLUMNS, [_cells(row) for row in rows])
    text += "\n![Every ratio as a share of its bar](ratios.svg)\n"
    memory = [one for one in beside if one["name"].startswith("resident memory after")]
    text += "\n## What holds the memory of a serving process\n\n"
    text += "Step by step in a process of its own; what a library brings along counts for it.\n\n"
    text += _table(("step", "MB", "more, MB"), _steps(memory))
    sizes = [one for one in beside if one["name"].startswith(AMONG)]
    if sizes:
        text += "\n## What grows with the number of passages\n\n"
        text += "Passages are made: vectors of real ones plus noise, words by their frequency.\n\n"
        text += _table(*_side_by_side(sizes))
    text += "\n## Beside them, without a bar\n\n"
    others = [one for one in beside if one not in memory and one not in sizes]
    shown = [[one["name"], one["value"], one["unit"], f"`{one['command']}`"] for one in others]
    text += _table(("name", "value", "unit", "command"), shown)
    (folder / "README.md").write_text(text, encoding="utf-8")


def _cells(row: dict[str, Any]) -> list[object]:
    than = "at least" if row["better"] == "higher" else "at most"
    reached = "yes" if row["ok"] else "**no**"
    figures = [row[name] for name in ("name", "value", "reference", "unit", "ratio")]
    return [*figures, f"{than} {row['bar']}", reached, f"`{row['command']}`"]


def _steps(memory: Sequence[dict[str, Any]]) -> list[list[object]]:
    before, found = 0.0, list[list[object]]()
    for one in memory:
        step = one["name"].removeprefix("resident memory after ")
        found.append([step, one["value"], round(one["value"] - before, 1)])
        before = one["value"]
    return found


def _side_by_side(
    rows: Sequence[dict[str, Any]],
) -> tuple[Sequence[str], list[list[object]]]:
    """The head and the rows of a table with a column for each size."""
    found: dict[tuple[str, str], dict[int, float]] = {}
    for one in rows:
        size, _, what = one["name"].removeprefix(AMONG).partition(": ")
        found.setdefault((what, one["unit"]), {})[int(size)] = one["value"]
    sizes = sorted({size for values in found.values() for size in values})
    cells = [
        [what, unit, *(values.get(size, "") for size in sizes)]
        for (what, unit), values in found.items()
    ]
    return ["", "unit", *(f"{size:,}" for size in sizes)], cells


def _table(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    lines = [f"| {' | '.join(columns)} |", f"|{' --- |' * len(columns)}"]
    lines += [f"| {' | '.join(map(str, cells))} |" for cells in rows]
    return "\n".join(lines) + "\n"


def shares(rows: Sequence[dict[str, Any]]) -> list[float]:
    """How far each figure is on the way to its bar: 1 reaches it, more is better."""
    return [
        row["ratio"] / row["bar"] if row["better"] == "higher" else row["bar"] / row["ratio"]
        for row in rows
    ]


def _plot(rows: Sequence[dict[str, Any]], path: Path) -> None:
    """Bars from the left, with a line where each bar is reached."""
    tall, found = _ROW * len(rows), shares(rows)[::-1]
    drawing, chart = Drawing(_WIDTH, tall + 50), HorizontalBarChart()
    chart.x, chart.y, chart.width, chart.height = _LABELS, 30, _WIDTH - _LABELS - 20, tall
    chart.data = [[min(share, _FULL) for share in found]]
    chart.valueAxis.valueMin, chart.valueAxis.valueMax = 0, _FULL
    chart.categoryAxis.categoryNames = ["" for _ in rows]
    for place, share in enumerate(found):
        chart.bars[(0, place)].fillColor = _REACHED if share >= 1 else _MISSED
        name = rows[len(rows) - 1 - place]["name"]
        y = chart.y + _ROW * (place + 0.4)
        drawing.add(String(_LABELS - 8, y, _short(name), fontSize=9, textAnchor="end"))
    drawing.add(chart)
    reached = _LABELS + chart.width / _FULL
    drawing.add(Line(reached, chart.y, reached, chart.y + tall, strokeDashArray=[4, 3]))
    drawing.add(String(reached, chart.y + tall + 6, "bar", fontSize=9, textAnchor="middle"))
    drawToFile(drawing, str(path))


def _short(name: str, most: int = 90) -> str:
    return name if len(name) <= most else f"{name[:most].rsplit(' ', 1)[0]} …"
