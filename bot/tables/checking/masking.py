"""Masking: a sentence with the names and values of a table in it marked, so that it can be read."""

import calendar
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.tables.model.values import amount
from corpus.tables import Table

# The words that may stand between names, values and numbers.
WORDS = frozenset(
    """
    a after again all alone also among and are as at average before blank both by column come
    comes date difference differs do does down each earliest exactly fall falls fewer fewest first
    for from gap goes has have higher highest in is last later latest least left less lose loses
    lowest makes marked more most move moves next no none not nothing number of one or over rise
    rises rows same says stand stands sum table than that the there those to together under up
    value with yes
    """.split()
)
_SLOT = re.compile(r"\u27e8([HRCV])\d+\u27e9")
_SENTENCE = re.compile(r"(?<=\.)\s+(?=\u27e8|[A-Z])")
# As our sentences write them; a cell that writes them otherwise, as NO, is a value by itself.
_FORMS = frozenset(form for word in WORDS for form in (word, word.title()))
_FORMS_OF_WORDS = "|".join(sorted(_FORMS))
ROW, COLUMN, HEADING = (rf"\u27e8{kind}\d+\u27e9" for kind in "RCH")
# A number that is a name or a value as well is marked too.
COUNT = r"(?:\d+|\u27e8[RCV]\d+\u27e9)"
VALUE = (
    r"(?:\u27e8[RCV]\d+\u27e9|\d+(?:,\d{3})*(?:\.\d+)?"
    rf"|left blank|\b(?:{_FORMS_OF_WORDS})\b)"
)
PAIR = f"{COLUMN} is {VALUE}"
_NAMED = rf"{ROW}(?: \([^()]*\))?"


def several(one: str) -> str:
    """A pattern for a list of what one pattern matches, as sentences write lists."""
    return f"{one}(?:(?:[,;] (?:and |or )?| and | or ){one})*"


ROWS, COLUMNS, VALUES, ENTRIES = (several(one) for one in (ROW, COLUMN, VALUE, _NAMED))
_PAIR = re.compile(rf"({COLUMN}) is ({VALUE})")
_GROUP = re.compile(rf"({VALUE}) at ({COLUMNS})")
_ENTRY = re.compile(rf"({ROW})(?: \(([^()]*)\))?")
_EMPTY = frozenset({"blank", "left blank", "nothing"})
_HEADING = re.compile(r"\u201c[^\u201d]*\u201d")
_DATE = re.compile(rf"\b(?:{'|'.join(calendar.month_name[1:])}) \d\d?(?:, \d{{4}})?(?!\w)")
_SIGNS = re.compile(r"[\u27e8\u27e9]")
_NEVER = re.compile(r"(?!)")
_LONGEST = 80


@dataclass(frozen=True)
class Masked:
    """A text in which ``⟨R0⟩`` stands for the name of a row, and ``names`` says of which.

    C is a column's name, V a value, H a quoted heading.
    """

    text: str
    names: Mapping[str, str]

    @property
    def rows(self) -> list[str]:
        """The names of rows in the text, each once."""
        return list(dict.fromkeys(self.rows_in(self.text)))

    @property
    def columns(self) -> list[str]:
        return list(dict.fromkeys(self.columns_in(self.text)))

    def rows_in(self, text: str) -> list[str]:
        return self._of("R", text)

    def columns_in(self, text: str) -> list[str]:
        return self._of("C", text)

    def headings_in(self, text: str) -> list[str]:
        return self._of("H", text)

    def values_in(self, text: str) -> list[str]:
        return [self.name(slot) for slot in re.findall(VALUE, text)]

    def name(self, slot: str) -> str:
        """What a slot stands for; a number or a word stands for itself, "blank" for nothing."""
        return "" if slot in _EMPTY else self.names.get(slot, slot)

    def count(self, slot: str) -> int | None:
        """The count that a slot stands for."""
        name = self.name(slot)
        return int(name) if name.isdigit() else None

    def pairs_in(self, text: str) -> list[tuple[str, str]]:
        """Columns with their values, as in ``⟨C0⟩ is ⟨V1⟩, ⟨C2⟩ is left blank``."""
        return [(self.names[m[1]], self.name(m[2])) for m in _PAIR.finditer(text)]

    def groups_in(self, text: str) -> list[tuple[str, list[str]]]:
        """Values with the columns that hold them, as in ``⟨V0⟩ at ⟨C1⟩; ⟨V2⟩ at ⟨C3⟩``."""
        return [(self.name(m[1]), self.columns_in(m[2])) for m in _GROUP.finditer(text)]

    def entries_in(self, text: str) -> list[tuple[str, tuple[str, ...]]]:
        """Rows with the values in brackets behind them."""
        return [
            (self.names[m[1]], tuple(self.name(v) for v in m[2].split(" to ")) if m[2] else ())
            for m in _ENTRY.finditer(text)
        ]

    def bare(self) -> str:
        """The text without all that is masked."""
        return _SLOT.sub(" ", self.text)

    def sentences(self) -> list["Masked"]:
        return [Masked(part, self.names) for part in _SENTENCE.split(self.text)]

    def _of(self, kind: str, text: str) -> list[str]:
        return [self.names[m.group()] for m in _SLOT.finditer(text) if m[1] == kind]


def masked(
    text: str, tables: Sequence[Table], entries: Sequence[str], values: Sequence[str]
) -> Masked:
    """Mark all names, values, headings, days and amounts in a text, the longest where they meet."""
    kinds = _kinds(tables, entries, values)
    patterns = (_any_of(kinds), _HEADING, _DATE, _amounts(tables), _SIGNS)
    slots: dict[tuple[str, str], str] = {}
    parts: list[str] = []
    at = 0
    while found := [m for p in patterns if (m := p.search(text, at))]:
        match = min(found, key=lambda m: (m.start(), -len(m.group())))
        kind, name = kinds.get(match.group(), "V"), match.group()
        if match.re is _HEADING:
            kind, name = "H", name[1:-1]
        slot = slots.setdefault((kind, name), f"\u27e8{kind}{len(slots)}\u27e9")
        parts += [text[at : match.start()], "\ufffd" if match.re is _SIGNS else slot]
        at = match.end()
    names = {slot: name for (_, name), slot in slots.items()}
    return Masked("".join([*parts, text[at:]]), names)


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    """A pattern for names that stand by themselves, the longest first."""
    escaped = [re.escape(name) for name in sorted(names, key=len, reverse=True)]
    if not escaped:
        return _NEVER
    return re.compile(rf"(?<![\w-])(?<!\d[.,])(?:{'|'.join(escaped)})(?![\w-])(?![.,]\d)")


def _amounts(tables: Sequence[Table]) -> re.Pattern[str]:
    """A pattern for numbers with a currency, a minus or a unit of the tables, such as "12 days"."""
    cells = {cell.text for table in _distinct(tables) for row in table.rows for cell in row.cells}
    units = {known.unit for cell in cells if (known := amount(cell)) and known.unit} | {"days"}
    unit = "|".join(re.escape(unit) for unit in sorted(units, key=len, reverse=True))
    size = r"\d+(?:,\d{3})*(?:\.\d+)?"
    before = r"(?:[-\u2212](?:[$€£]|USD )?|(?:[$€£]|USD )[-\u2212]?)"
    return re.compile(
        rf"(?<![\w.,])(?:{before}{size}(?: ?(?:{unit}))?|{size} ?(?:{unit}))(?!\w)(?![.,]\d)"
    )


def _distinct(tables: Sequence[Table]) -> list[Table]:
    return list({id(table): table for table in tables}.values())


def _kinds(
    tables: Sequence[Table], entries: Sequence[str], values: Sequence[str]
) -> dict[str, str]:
    """What each name or value that a sentence may hold is: R, C or V."""
    own = _distinct(tables)
    kinds = {
        cell.text: "V"
        for table in own
        for row in table.rows
        for cell in row.cells[1:]
        if _is_told(cell.text, values)
    }
    kinds |= {column: "C" for table in own for column in table.columns[1:]}
    kinds |= dict.fromkeys((row.key for table in own for row in table.rows), "R")
    kinds |= dict.fromkeys(entries, "R")
    kinds.pop("", None)
    return kinds


def _is_told(value: str, values: Sequence[str]) -> bool:
    """Numbers and our own words are read as they are; a long text only counts where it is cited."""
    plain = value.replace(",", "").isdigit() or value in _FORMS
    return not plain and (len(value) <= _LONGEST or value in values)
