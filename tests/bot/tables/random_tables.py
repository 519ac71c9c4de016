"""Random tables, written as Markdown documents, beside the plain rows that they were made from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Protocol

from hypothesis import strategies as st

from bot.tables.model.columns import Kind
from bot.tables.model.typed import TypedTable, read_tables
from corpus.document import Document, Rights, Source, Standing
from corpus.library import Corpus
from corpus.manifest import Manifest

# What a cell stands for: yes or no, a number, a day or a text; None where nothing is known.
Value = bool | Decimal | date | str | None

TITLE = "Handbook of the Annex"
HEADING = "Register"
DAY = date(2025, 1, 1)
# Names of rows, some inside others.
NAMES = (
    "Dock", "Laptop Dock", "Laptop Dock Stand", "Stand", "Lamp", "Desk Lamp", "Lamp Shade", "Kiln",
    "Kiln Shelf", "Drill", "Drill Press", "Cordless Drill", "Anvil", "Tripod", "Tripod Head",
    "Café Bench", "Bench", "Größenlehre", "Señal", "Ladle", "Soup Ladle", "Copper Soup Ladle",
    "Barrel", "Rain Barrel", "Kayak", "Double Kayak", "Easel", "Folding Easel", "Loom", "Hand Loom",
    "Otoscope", "Piano", "Grand Piano", "Quilt", "Rug", "Wool Rug", "Sextant", "Telescope", "Vase",
    "Glass Vase", "Wagon", "Xylophone", "Zither", "Abacus", "Beaker", "Crucible", "Flask",
    "Conical Flask", "Gong", "Hammock", "Icebox", "Jigsaw", "Lathe", "Metal Lathe", "Oboe",
    "Pulley", "Ratchet", "Scythe", "Trowel", "Violin", "Wrench", "Torque Wrench", "Yoke",
    "Zipper", "Compass", "Drawing Compass", "Balance", "Ledger", "Tent", "Pup Tent",
)  # fmt: skip
# Names that only a parser finds hard: pipes, brackets, commas, marks, other alphabets.
ODD_NAMES = (
    "Valve | Tap", "Pump (spare)", "Tape, wide", "Nut & Bolt", "Sign 北館", "Hose “B”", "*Saw*",
    "Fan `mini`", "Bolt 3/8", "Mop_head",
)  # fmt: skip
MARK_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NUMBER_NAMES = ("Price", "Weight", "Deposit", "Length", "Width", "Score", "Volume")
DATE_NAMES = ("Deadline", "Renewal", "Inspection", "Delivery", "Expiry", "Audit", "Purchase")
TEXT_NAMES = ("Vendor", "Room", "Keeper", "Color", "Material", "Category", "Shelf Mark")
TEXTS = ("Amber", "Birch", "Cedar", "Red Cedar", "Damson", "Elm", "Fir", "Grey | Blue", "Hölzl")
FOOTED = "[^2]"


@dataclass(frozen=True)
class Codes:
    """How a table writes yes, no and missing; ``note`` says it where readers could not know."""

    yes: str
    no: str
    missing: str
    note: str = ""


CODES = (
    Codes("X", "", ""),
    Codes("X", "", "NR", "Cells designated with NR stands for Not Rated."),
    Codes("Y", "N", "-"),
    Codes("●", "○", "?"),
    Codes("yes", "no", "n/a"),
    Codes("Yes", "No", "—"),
    Codes("✓", "✗", ""),
    Codes("✔", "", "–"),
    Codes("TRUE", "FALSE", "TBD"),
    Codes("T", "F", ""),
    Codes("P", "A", "", "P means present; A means absent."),
    Codes("O", "C", "-", "O, the site is open; C, closed all day."),
    Codes("+", "", "…"),
)
# How a column writes a number: what stands before, after one, after more, how many decimals.
NUMBERS = (
    ("$", "", "", 2),
    ("$", "", "", 0),
    ("", "%", "%", 1),
    ("", " day", " days", 0),
    ("", " kg", " kg", 1),
    ("", "", "", 0),
    ("€", "", "", 2),
    ("", " box", " boxes", 0),
)
DATES = ("%Y-%m-%d", "%B %d, %Y", "%d %B %Y", "%m/%d/%Y", "%b %d, %Y", "%A, %B %d, %Y", "%d %b %Y")
GAPS = ("", "n/a", "—", "TBD", "-", "N/A", "tba")
DECOY = "| Shuttle | Stop |\n| --- | --- |\n| Red line | Quay |\n| Blue line | Mill |"


class _Printer(Protocol):
    def text(self, text: str) -> None: ...


@dataclass(frozen=True)
class Made:
    """A table that was made: its document, and by row and column what was written and meant."""

    text: str
    names: tuple[str, ...]
    kinds: tuple[Kind, ...]
    written: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[Value, ...], ...]
    codes: Codes
    tables: tuple[TypedTable, ...]

    @property
    def typed(self) -> TypedTable:
        """The table, as it was read from the document."""
        return next(table for table in self.tables if table.key.name == "Item")

    def _repr_pretty_(self, printer: _Printer, _cycle: bool) -> None:  # noqa: FBT001
        """What hypothesis prints of a table with which a test fails."""
        printer.text(self.text)

    def at(self, *kinds: Kind) -> list[int]:
        """The columns of a kind, that of the keys aside."""
        return [at for at, kind in enumerate(self.kinds) if at and kind in kinds]

    def column(self, at: int) -> list[Value]:
        return [row[at] for row in self.rows]

    def seen(self, row: int, column: int) -> str:
        """A cell as a reader sees it."""
        return seen(self.written[row][column])


def seen(written: str) -> str:
    return written.replace(FOOTED, "").replace("\\|", "|").strip()


@st.composite
def made_tables(
    draw: st.DrawFn, kinds: Sequence[Kind] = tuple(Kind), *, plain: bool = False
) -> Made:
    """A table with at least one column of each of ``kinds``.

    ``plain``: names and values can be said in a question, and no two rows have the same name.
    """
    more = draw(st.lists(st.sampled_from(Kind), max_size=7 - len(kinds)))
    size = draw(st.integers(3, 60))
    chance = Random(draw(st.integers(0, 2**32)))  # noqa: S311  no secret; shrinks by its seed
    return make([*kinds, *more], size, chance, plain=plain)


def make(kinds: Sequence[Kind], size: int, chance: Random, *, plain: bool = False) -> Made:
    """A table of ``size`` rows with columns of these kinds, its cells by chance."""
    kinds = chance.sample(kinds, len(kinds))
    names = ["Item", *_column_names(kinds, chance)]
    codes = chance.choice(CODES)
    keys = chance.sample(NAMES if plain else NAMES + ODD_NAMES, size)
    if not plain and chance.random() < 0.2:
        keys[-1] = keys[0]
    columns: list[list[tuple[str, Value]]] = [[(key.replace("|", "\\|"), key) for key in keys]]
    columns += [_cells(kind, size, codes, chance, plain=plain) for kind in kinds]
    rows = list(zip(*columns, strict=True))
    written = tuple(tuple(cell[0] for cell in row) for row in rows)
    text = _document([names, *written], codes, chance)
    return Made(
        text,
        tuple(names),
        (Kind.TEXT, *kinds),
        written,
        tuple(tuple(cell[1] for cell in row) for row in rows),
        codes,
        tuple(typed_tables(text)),
    )


def typed_tables(text: str) -> list[TypedTable]:
    """The tables of a corpus that holds one document with that text."""
    return read_tables(corpus_of({TITLE: text}))


def corpus_of(texts: Mapping[str, str]) -> Corpus:
    """A corpus of documents with these titles and texts."""
    ids = [title.lower().replace(" ", "-") for title in texts]
    documents = tuple(map(_handbook, ids, texts))
    manifest = Manifest(knowledge_date=DAY, documents=documents)
    return Corpus(Path(), manifest, dict(zip(ids, texts.values(), strict=True)))


def _handbook(known: str, title: str) -> Document:
    return Document(
        id=known,
        title=title,
        publisher="The keepers",
        knowledge_date=DAY,
        rights=Rights.AGENCY_SUPPLIED,
        source=Source.FULL_TEXT,
        kind="handbook",
        standing=Standing.IN_FORCE,
        sha256="0" * 64,
    )


def only_table(*lines: str) -> TypedTable:
    """The one table of a document of these lines."""
    (table,) = typed_tables("\n".join(lines))
    return table


def _column_names(kinds: Sequence[Kind], chance: Random) -> list[str]:
    pools = {Kind.MARK: MARK_NAMES, Kind.NUMBER: NUMBER_NAMES, Kind.DATE: DATE_NAMES}
    left = {kind: chance.sample(pools.get(kind, TEXT_NAMES), 7) for kind in Kind}
    return [left[kind].pop() for kind in kinds]


def _cells(
    kind: Kind, size: int, codes: Codes, chance: Random, *, plain: bool
) -> list[tuple[str, Value]]:
    """The cells of a column, each as written and as meant; the first is known."""
    if kind is Kind.MARK:
        some = [(codes.no, False if codes.no else None), (codes.missing, None), (codes.yes, True)]
        return [(codes.yes, True), *chance.choices(some, k=size - 1)]
    gap = chance.choice(GAPS)
    holes = 0.0 if kind is Kind.TEXT else chance.choice([0.0, 0.15])
    foot = 0.0 if plain else chance.choice([0.0, 0.1])
    write = {Kind.NUMBER: _numbers, Kind.DATE: _days, Kind.TEXT: _texts}[kind](size, chance)
    cells = [(gap, None) if at and chance.random() < holes else c for at, c in enumerate(write)]
    return [
        (text + FOOTED, value) if text and chance.random() < foot else (text, value)
        for text, value in cells
    ]


def _numbers(size: int, chance: Random) -> list[tuple[str, Value]]:
    before, one, many, places = chance.choice(NUMBERS)
    most = chance.choice([9, 99, 5000])  # small numbers bring ties
    least = -9 if not before and chance.random() < 0.2 else 0
    found: list[tuple[str, Value]] = []
    for _ in range(size):
        value = Decimal(chance.randint(least * 10**places, most * 10**places)) / 10**places
        unit = one if value == 1 else many
        found.append((f"{before}{value:,.{places}f}{unit}", value))
    return found


def _days(size: int, chance: Random) -> list[tuple[str, Value]]:
    form, spread = chance.choice(DATES), chance.choice([9, 900])
    days = [DAY + timedelta(chance.randint(0, spread)) for _ in range(size)]
    return [(day.strftime(form), day) for day in days]


def _texts(size: int, chance: Random) -> list[tuple[str, Value]]:
    return [(text.replace("|", "\\|"), text) for text in chance.choices(TEXTS, k=size)]


def _document(grid: Sequence[Sequence[str]], codes: Codes, chance: Random) -> str:
    """A document with headings, an introduction, the table, its notes and what follows it."""
    outer = chance.random() < 0.8
    align = chance.choices(["---", ":--", ":-:", "--:", "-"], k=len(grid[0]))
    pad = " " * chance.randint(1, 3)
    bar = f"{pad}|{pad}"
    lines = [bar.join(line) for line in [grid[0], align, *grid[1:]]]
    if outer or "-" in align[0:1]:
        lines = [f"|{pad}{line}{pad}|" for line in lines]
    lead = "The table gives what is kept in the annex."
    early = chance.random() < 0.5
    parts = [
        f"# {TITLE}",
        "The annex is open to all.",
        f"## {HEADING}",
        f"{lead} {codes.note}".strip() if early else lead,
        "\n".join(lines),
        *([codes.note] if codes.note and not early else []),
        "Ask the keeper first.",
        "## Shuttle",
        "The shuttle stops twice.",
        DECOY,
        f"{FOOTED}: Measured by hand.",
    ]
    return "\n\n".join(parts) + "\n"
