"""Made documents set by Typst: justified, hyphenated, with running heads and page notes."""

import re
from pathlib import Path

import typst
from made_model import Cell, Grid, Head, Listing, Made, Para, Scan

_MARK = re.compile(r"\[\^(\w+)\]")
_SPECIAL = re.compile(r"([\\#$*_`<>@\[\]~])")
_SETTING = """
#set page(paper: "us-letter", margin: 1in, columns: COLUMNS, header: align(center, text(9pt)[HEAD]),
  footer: context align(center, text(9pt)[Page #counter(page).display()]))
#set text(font: "Libertinus Serif", size: 11pt, lang: "en", hyphenate: true)
#set par(justify: true, spacing: 1.1em)
#set super(typographic: false)
#set table(stroke: 0.5pt)
"""


def typst_pdf(made: Made, folder: Path) -> bytes:
    """The document as a PDF."""
    setting = _SETTING.replace("HEAD", _plain(made.running_head))
    source = setting.replace("COLUMNS", str(made.columns))
    source += "\n\n".join(_block(block, made) for block in made.blocks)
    path = folder / "made.typ"
    path.write_text(source, encoding="utf-8")
    return bytes(typst.compile(str(path)))


def _block(block: Head | Para | Listing | Grid | Scan, made: Made) -> str:
    if isinstance(block, Head):
        title = f"{'=' * block.level} {_plain(block.text)}"
        if made.columns > 1 and block.level == 1:
            return f'#place(top + center, scope: "parent", float: true)[\n{title}\n]'
        return title
    if isinstance(block, Para):
        return _text(block.text, made)
    if isinstance(block, Listing):
        marks = ("+" if block.numbered else "-", "-")
        return "\n".join(
            f"{'  ' * (depth - 1)}{marks[min(depth, 2) - 1]} {_plain(text)}"
            for depth, text in block.entries
        )
    return _table(block, made) if isinstance(block, Grid) else "#pagebreak()"


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _text(text: str, made: Made) -> str:
    parts = _MARK.split(text)
    return "".join(
        f"#footnote[{_plain(made.notes[part])}]" if at % 2 else _plain(part)
        for at, part in enumerate(parts)
    )


def _table(grid: Grid, made: Made) -> str:
    head = ", ".join(_cell(c, made) for row in grid.rows[: grid.headers] for c in row)
    body = ", ".join(_cell(c, made) for row in grid.rows[grid.headers :] for c in row)
    many = grid.width > 5
    columns = f"(auto,) * {grid.width - many}" + " + (1fr,)" * many
    stroke = "" if grid.ruled else "stroke: none, column-gutter: 2em, "
    return f"#table({stroke}columns: {columns}, table.header({head}), {body})"


def _cell(cell: Cell, made: Made) -> str:
    return f"table.cell(colspan: {cell.columns}, rowspan: {cell.rows})[{_text(cell.text, made)}]"
