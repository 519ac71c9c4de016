"""Made documents as web pages, which Chromium can also print."""

import re
from html import escape

from made_model import Grid, Head, Listing, Made, Para, Scan

_MARK = re.compile(r"\[\^(\w+)\]")
_STYLE = """
@page { size: letter; margin: 0.9in 1in;
  @top-center { content: "HEAD"; font-size: 9pt; }
  @bottom-center { content: "Page " counter(page) " of " counter(pages); font-size: 9pt; } }
body { font: 11pt/1.35 "DejaVu Serif", serif; columns: COLUMNS; column-gap: 0.3in; }
h1 { column-span: all; }
table { border-collapse: collapse; break-inside: auto; }
thead { display: table-header-group; }
td, th { border: 1px solid #444; padding: 3px 6px; vertical-align: top; text-align: left; }
sup { font-size: 65%; line-height: 0; }
.notes { font-size: 8.5pt; border-top: 1px solid #444; }
table.open td, table.open th { border: none; padding-right: 30px; }
"""


def html_of(made: Made) -> str:
    """The document as a page with navigation and a footer around it."""
    style = _STYLE.replace("HEAD", made.running_head).replace("COLUMNS", str(made.columns))
    body = "\n".join(_block(block) for block in made.blocks)
    notes = "".join(
        f'<p id="note-{mark}"><sup>{mark}</sup> {escape(text)}</p>'
        for mark, text in made.notes.items()
    )
    around = '<nav class="around"><a href="/">Home</a> <a href="/rules">Rules</a></nav>'
    end = '<footer class="around">Contact us · Site map</footer>'
    return (
        f"<!doctype html><html><head><meta charset='utf-8'><title>Page</title><style>{style}"
        f"@media print {{ .around {{ display: none }} }}</style></head><body>{around}"
        f"<main>{body}<div class='notes'>{notes}</div></main>{end}"
        "<script>document.title = 'nothing'</script></body></html>"
    )


def _block(block: Head | Para | Listing | Grid | Scan) -> str:
    if isinstance(block, Head):
        return f"<h{block.level}>{escape(block.text)}</h{block.level}>"
    if isinstance(block, Para):
        return f"<p>{_text(block.text)}</p>"
    if isinstance(block, Listing):
        return _listing(block)
    if isinstance(block, Grid):
        return _table(block)
    return "<p></p>"


def _text(text: str) -> str:
    return _MARK.sub(r'<sup><a href="#note-\1">\1</a></sup>', escape(text, quote=False))


def _listing(listing: Listing) -> str:
    tag = "ol" if listing.numbered else "ul"
    out, depth = "", 0
    for level, text in listing.entries:
        if level > depth:
            out += f"<{tag if level == 1 else 'ul'}>"
        elif level < depth:
            out += "</li></ul></li>"
        else:
            out += "</li>"
        out += f"<li>{escape(text)}"
        depth = level
    return out + "</li></ul>" * (depth - 1) + f"</li></{tag}>"


def _table(grid: Grid) -> str:
    rows = []
    for number, row in enumerate(grid.rows):
        tag = "th" if number < grid.headers else "td"
        cells = (
            f'<{tag} colspan="{cell.columns}" rowspan="{cell.rows}">{_text(cell.text)}</{tag}>'
            for cell in row
        )
        rows.append(f"<tr>{''.join(cells)}</tr>")
    head, body = "".join(rows[: grid.headers]), "".join(rows[grid.headers :])
    kind = "" if grid.ruled else " class='open'"
    return f"<table{kind}><thead>{head}</thead><tbody>{body}</tbody></table>"
