"""Plots as inline SVG: drawn here, so that a report needs no library and no network."""

from dataclasses import dataclass, field
from typing import Literal
from xml.etree import ElementTree as ET

from markupsafe import Markup

from evals.reporting.formats import visible

Shape = Literal["round", "square", "diamond", "triangle"]
Anchor = Literal["start", "middle", "end"]
# Of every plot: what a phone can show without scrolling. Wider screens enlarge it.
WIDTH = 400
_SIZE = 4


@dataclass
class Plot:
    """A drawing with a name and a description for those who do not see it.

    Colours come from the style sheet by class, so that both colour schemes apply.
    """

    name: str
    title: str
    description: str
    width: int
    height: int
    _root: ET.Element = field(init=False)

    def __post_init__(self) -> None:
        self._root = ET.Element(
            "svg",
            {
                "viewBox": f"0 0 {self.width} {self.height}",
                "role": "img",
                "aria-labelledby": f"{self.name}-title {self.name}-desc",
            },
        )
        ET.SubElement(self._root, "title", {"id": f"{self.name}-title"}).text = visible(self.title)
        described = ET.SubElement(self._root, "desc", {"id": f"{self.name}-desc"})
        described.text = visible(self.description)

    def text(self, x: float, y: float, said: str, css: str = "", anchor: Anchor = "start") -> None:
        """A line of text; ``y`` is its base line."""
        attributes = {"x": _at(x), "y": _at(y), "text-anchor": anchor, "class": css}
        ET.SubElement(self._root, "text", attributes).text = visible(said)

    def line(self, x1: float, y1: float, x2: float, y2: float, css: str) -> None:
        ends = {"x1": _at(x1), "y1": _at(y1), "x2": _at(x2), "y2": _at(y2)}
        ET.SubElement(self._root, "line", {**ends, "class": css})

    def bar(self, x: float, y: float, width: float, height: float, css: str) -> None:
        box = {"x": _at(x), "y": _at(y), "width": _at(max(width, 0)), "height": _at(height)}
        ET.SubElement(self._root, "rect", {**box, "class": css})

    def curve(self, points: list[tuple[float, float]], css: str) -> None:
        joined = " ".join(f"{_at(x)},{_at(y)}" for x, y in points)
        ET.SubElement(self._root, "polyline", {"points": joined, "class": css})

    def mark(self, x: float, y: float, shape: Shape, css: str) -> None:
        """A point; its shape tells it from others without colour."""
        r = _SIZE
        if shape == "round":
            place = {"cx": _at(x), "cy": _at(y), "r": _at(r), "class": css}
            ET.SubElement(self._root, "circle", place)
            return
        corners: dict[Shape, tuple[tuple[float, float], ...]] = {
            "square": ((-r, -r), (r, -r), (r, r), (-r, r)),
            "diamond": ((0, -r * 1.3), (r * 1.3, 0), (0, r * 1.3), (-r * 1.3, 0)),
            "triangle": ((0, -r * 1.2), (r * 1.2, r), (-r * 1.2, r)),
        }
        joined = " ".join(f"{_at(x + dx)},{_at(y + dy)}" for dx, dy in corners[shape])
        ET.SubElement(self._root, "polygon", {"points": joined, "class": css})

    def markup(self) -> Markup:
        """The drawing, safe to stand in a page: the library escapes all text."""
        return Markup(ET.tostring(self._root, encoding="unicode"))  # noqa: S704  escaped above


@dataclass(frozen=True, slots=True)
class Scale:
    """Places values between ``low`` and ``high`` from ``start`` to ``end`` of a drawing."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        inside = min(max(value, self.low), self.high)
        return self.start + (inside - self.low) / (self.high - self.low) * (self.end - self.start)


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows of text; the first column names the row."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A plot with what it shows in a sentence, and the same numbers as a table."""

    heading: str
    says: str
    plot: Plot
    table: Table


def share_axis(plot: Plot, scale: Scale, top: float, bottom: float) -> None:
    """Lines at every quarter with their percentages below."""
    for part in (0, 0.25, 0.5, 0.75, 1):
        plot.line(scale(part), top, scale(part), bottom, "grid")
        plot.text(scale(part), bottom + 14, f"{part:.0%}", "tick", "middle")


def _at(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
