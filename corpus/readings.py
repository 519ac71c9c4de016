"""readings/<id>.toml: how a document was read from its file, for citations and for upkeep.

It holds on which page each part of the text stands, what may have been understood wrongly, and what
of the file is not in the text. A document that came as Markdown has none.
"""

import tomllib
from bisect import bisect_right
from difflib import SequenceMatcher
from pathlib import Path

import tomlkit
from pydantic import ValidationError

from corpus.errors import GuideError
from corpus.incoming.reading import Reading

Pages = tuple[tuple[int, int], ...]


def reading_path(root: Path, document_id: str) -> Path:
    return root / "readings" / f"{document_id}.toml"


def read_reading(root: Path, document_id: str) -> Reading | None:
    """How a document was read; None if it came as Markdown. A damaged record is a `GuideError`."""
    path = reading_path(root, document_id)
    if not path.exists():
        return None
    try:
        return Reading.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, ValidationError) as error:
        raise GuideError(
            f"{path} cannot be read ({str(error).splitlines()[0]}): mend or restore that file"
        ) from None


def written(reading: Reading) -> str:
    """The record as the file holds it."""
    kept = reading.model_dump(mode="json", exclude_none=True)
    kept["read_on"] = reading.read_on
    kept["pages"] = [list(page) for page in reading.pages]
    tables = {name: kept.pop(name) for name in ("doubts", "removed")}
    return tomlkit.dumps({**kept, **{name: rows for name, rows in tables.items() if rows}})


def page_at(pages: Pages, offset: int) -> int | None:
    """The page of the file on which a place of the text stands; None where it has no pages."""
    at = bisect_right(pages, offset, key=lambda page: page[0]) - 1
    return pages[at][1] if at >= 0 else None


def moved(pages: Pages, before: str, after: str) -> Pages:
    """Where pages begin in a mended text: at the same words, or at what is in their place."""
    old, new = before.split("\n"), after.split("\n")
    changes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    starts_old, starts_new = _starts(old), _starts(new)
    found: dict[int, int] = {}
    for offset, page in pages:
        line = bisect_right(starts_old, offset) - 1
        within = offset - starts_old[line]
        _, i1, _, j1, j2 = next(c for c in changes if c[1] <= line < c[2])
        at = min(j1 + line - i1, max(j2 - 1, j1), len(new) - 1)
        found[starts_new[at] + min(within, len(new[at]))] = page
    return tuple(sorted(found.items()))


def _starts(lines: list[str]) -> list[int]:
    starts = [0]
    for line in lines[:-1]:
        starts.append(starts[-1] + len(line) + 1)
    return starts
