"""A figure as a ratio to a reference measured in the same run, and whether two runs agree."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

Better = Literal["higher", "lower"]
AGREES_WITHIN = 0.3
_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured and its reference, both in ``unit``; the bar is one for their ratio."""

    name: str
    value: float
    unit: str
    reference: float
    bar: float
    better: Better
    command: str

    @property
    def ratio(self) -> float:
        return self.value / self.reference

    @property
    def ok(self) -> bool:
        """Whether the ratio reaches the bar; exactly the bar does."""
        return self.ratio >= self.bar if self.better == "higher" else self.ratio <= self.bar

    def row(self) -> dict[str, Any]:
        """As it stands in the file of results."""
        return {
            "name": self.name,
            "value": rounded(self.value),
            "unit": self.unit,
            "reference": rounded(self.reference),
            "ratio": rounded(self.ratio),
            "bar": self.bar,
            "better": self.better,
            "ok": self.ok,
            "command": self.command,
        }


@dataclass
class Found:
    """The figures of one group, and what stands beside them without a bar."""

    figures: list[Figure] = field(default_factory=list)
    beside: list[dict[str, Any]] = field(default_factory=list)

    def tell(self, name: str, value: float, unit: str, command: str) -> None:
        """Something that stands beside the figures."""
        row = {"name": name, "value": rounded(value), "unit": unit, "command": command}
        self.beside.append(row)


def rounded(value: float) -> float:
    """Four digits that count: more of them would only be noise."""
    return float(f"{value:.{_DIGITS}g}")


def write_rows(path: Path, rows: Sequence[dict[str, Any]]) -> None:
    path.write_text(json.dumps(list(rows), indent=2) + "\n", encoding="utf-8")


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a file; none where there is no such file."""
    if not path.is_file():
        return []
    rows: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return rows


def merged(
    earlier: Sequence[dict[str, Any]], found: Sequence[dict[str, Any]]
) -> list[dict[str, Any]]:
    """The rows of an earlier run, those of a command run again replaced by what it gave."""
    anew: dict[str, list[dict[str, Any]]] = {}
    for row in found:
        anew.setdefault(row["command"], []).append(row)
    commands, rows = set(anew), list[dict[str, Any]]()
    for row in earlier:
        # What a command no longer measures goes; the first of its rows gives the place for all.
        rows += [row] if row["command"] not in commands else anew.pop(row["command"], [])
    return rows + [row for some in anew.values() for row in some]


def disagreements(
    committed: Sequence[dict[str, Any]], found: Sequence[dict[str, Any]]
) -> list[str]:
    """What differs from the committed ratios by too much, or has none there, one line each."""
    ratios = {row["name"]: row["ratio"] for row in committed}
    return [
        line
        for row in found
        if (line := _disagreement(row["name"], row["ratio"], ratios.get(row["name"])))
    ]


def _disagreement(name: str, found: float, committed: float | None) -> str:
    if committed is None:
        return f"{name}: {found} now, and no committed ratio"
    if abs(found / committed - 1) <= AGREES_WITHIN:
        return ""
    return f"{name}: {found} now, {committed} committed ({found / committed - 1:+.0%})"
