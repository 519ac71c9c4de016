"""What a staged change would do: tried on a copy, and compared with what we hold."""

from collections import Counter
from dataclasses import dataclass

from bot.maintaining.folders import Folder
from bot.maintaining.staging import Staged, make, seen
from corpus.built import before
from corpus.comparing import DocumentChange, compared
from corpus.errors import GuideError
from corpus.history import Recorded
from corpus.incoming.reading import Reading, shown
from corpus.library import Corpus
from corpus.outline import BlockKind, read_outline, tables
from corpus.sentences import without_marks
from corpus.trying import copy_of
from corpus.verify import faults, notes

_COUNTED = (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.TABLE, BlockKind.FOOTNOTE)


@dataclass(frozen=True, slots=True)
class TableSeen:
    """A table as it was understood."""

    rows: int
    columns: str


@dataclass(frozen=True, slots=True)
class Understood:
    """What was understood of a file: its headings with their levels, its tables, and the rest."""

    reading: Reading
    words: int
    headings: tuple[tuple[int, str], ...]
    counts: dict[str, int]
    tables: tuple[TableSeen, ...]

    @classmethod
    def of(cls, reading: Reading) -> "Understood":
        outline, text = read_outline(reading.text), reading.text
        kinds = Counter(block.kind for block in outline)
        return cls(
            reading=reading,
            words=len(text.split()),
            headings=tuple(
                (block.level, without_marks(text[slice(*block.span)]))
                for block in outline
                if block.kind is BlockKind.HEADING
            ),
            counts={str(kind): kinds[kind] for kind in _COUNTED},
            tables=tuple(
                TableSeen(len(table.rows), shown(" | ".join(table.columns)))
                for table in tables(outline)
            ),
        )


@dataclass(frozen=True, slots=True)
class Preview:
    """A change, what it would change, and what was understood of the file that came with it.

    ``refused`` are the reasons for which it cannot be accepted; ``looks`` what needs a look after
    it; ``seen`` is what accepting must bring along.
    """

    change: Staged
    seen: str
    changes: tuple[DocumentChange, ...] = ()
    refused: tuple[str, ...] = ()
    looks: tuple[str, ...] = ()
    understood: Understood | None = None


def preview(folder: Folder, change: Staged) -> Preview:
    """Try a change on a copy of the folder."""
    understood = Understood.of(change.read()) if change.reading else None
    mark = seen(folder.root, change)
    with copy_of(folder.root) as copy:
        try:
            known, noted = set(faults(copy)), set(notes(copy))
            make(copy, change)
            new = [fault for fault in faults(copy) if fault not in known]
            looks = tuple(note for note in notes(copy) if note not in noted)
            changes = tuple(compared(folder.now(), Corpus.open(copy)))
        except GuideError as error:
            new, looks, changes = [str(error)], (), ()
    refused = tuple(reason.replace(str(copy), str(folder.root)) for reason in new)
    return Preview(change, mark, changes, refused, looks, understood)


def undoing(folder: Folder, change: Recorded) -> list[DocumentChange]:
    """What taking a recorded change back would change."""
    return compared(folder.now(), before(folder.root, change))
