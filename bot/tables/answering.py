"""Answering: what the tables say to a question, as claims with the cells that they rest on."""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.answer import CitedCell, Claim, ClaimKind
from bot.citing import Citations
from bot.tables.choosing import described
from bot.tables.choosing.defining import defining
from bot.tables.choosing.described import Described
from bot.tables.choosing.excepting import excepting
from bot.tables.choosing.fits import ends_another_name, is_of_kind, is_of_row
from bot.tables.choosing.gate import is_exact, is_of_unknown_sort
from bot.tables.choosing.knowing import known as known_words
from bot.tables.choosing.lacking import Absence, absences
from bot.tables.choosing.likened import NEAR, SURE, Likened
from bot.tables.choosing.readings import Reading, best
from bot.tables.choosing.scope import Scope
from bot.tables.choosing.signs import Weigh
from bot.tables.model.axes import AXES
from bot.tables.model.lists import read_lists
from bot.tables.model.meanings import class_meaning
from bot.tables.model.ordinary import PLAIN
from bot.tables.model.typed import TypedTable, read_tables
from bot.tables.model.words import Word, content, stems
from bot.tables.names.mentions import Mention, Role
from bot.tables.names.naming import names_of
from bot.tables.queries.conditions import Among, Condition, Is, Member, Place
from bot.tables.queries.query import How, Query, Result
from bot.tables.queries.running import run
from bot.tables.reading.asked import Asked
from bot.tables.reading.rows import to_the_point
from bot.tables.telling.phrases import listed
from bot.tables.telling.saying import say, together
from bot.tables.wordings.plain import plain
from corpus.library import Corpus
from corpus.outline import BlockKind
from corpus.sentences import Span, sentences, without_marks
from index.search import Index

_MOST_NOTES = 2
# Where a legend begins to explain a code: "Lending: ● = anybody, ◐ = instructors only".
_LEGEND = re.compile(r"(?:(?<=[:;,.]\s)|(?<![^\n]))(?P<code>[^\s=:;,]{1,10})(?=\s*=\s)")
_KEPT = 64
_WORDS_KEPT = 8192
_AXES = frozenset(stems(" ".join(AXES)))
# So many of the likeliest readings are looked at for what a question names.
_LOOKED_AT = 5
_NEVER = -99.0
# Log odds from which on a reading needs no words that stand for its own.
_CLEAR = 4.0
# Those that say something of rows, which may not be what is asked of them.
_OF_ROWS = frozenset({How.VALUES, How.MARKS, How.NAMES})
# Those whose sentences tell the conditions as well.
_WITH_CONDITIONS = frozenset({How.NAMES, How.COUNT, How.HIGHEST, How.LOWEST, How.TALLY})


@dataclass(frozen=True)
class Told:
    """A query with its result and the sentence that tells it."""

    query: Query
    result: Result
    text: str

    @classmethod
    def of(cls, query: Query) -> "Told":
        query = _numbered(query)
        result = run(query)
        return cls(query, result, say(query, result))

    @property
    def of_list(self) -> bool:
        """Whether its rows are the entries of a list, which are no cells."""
        return len(self.query.table.columns) == 1

    def tells_same_rows(self, other: "Told") -> bool:
        return self.query.table is other.query.table and self.result.rows == other.result.rows

    @property
    def is_bare_count(self) -> bool:
        return self.of_list and self.query.how is How.COUNT and not self.query.where

    @property
    def read(self) -> list[tuple[TypedTable, tuple[Place, ...]]]:
        """The cells that were read, table by table."""
        query, cells = self.query, self.result.cells
        if query.how is How.MARKS:  # "two of four" speaks of all that were looked at
            cells += tuple((row, column) for row in self.result.rows for column in query.columns)
        bare = [row for row in self.result.rows if row not in {at[0] for at in cells}]
        # A row that no cell was read of was found by its name; where none was found, all were seen.
        cells += tuple((row, 0) for row in bare)
        if query.how in _WITH_CONDITIONS:  # "among Row and Row" names rows that may not be found
            cells += tuple((row, 0) for c in query.where for row in _named_rows(query.table, c))
        if query.how is How.TALLY or not self.result.rows:
            cells += _all_seen(query, {column for _, column in self.result.cells})
        others = dict(self.result.others)
        cells += others.pop(query.table, ())  # what is compared with the table itself
        return [(query.table, tuple(dict.fromkeys(cells))), *others.items()]


def _named_rows(table: TypedTable, condition: Condition) -> Iterable[int]:
    """The rows that a condition picks, or leaves out, by their names."""
    match condition:
        case Among(rows):
            return rows
        case Is(column=0, values=names):
            return [row for row in table.rows if table.value(row, 0) in names]
    return ()


def _numbered(query: Query) -> Query:
    """A query for rows that also tells by which number a list has them, if it has one."""
    plain = query.how in {How.NAMES, How.COUNT} and query.where and not query.columns
    return replace(query, columns=(1,)) if plain and query.table.table.numbered else query


def _all_seen(query: Query, found: Container[int]) -> tuple[Place, ...]:
    """The cells that were looked at in vain: those of every column where nothing was found."""
    columns: dict[int, None] = {}
    for condition in query.where:
        for name in ("column", "before", "after"):
            if (column := getattr(condition, name, None)) is not None:
                columns[column] = None
        columns |= dict.fromkeys(getattr(condition, "columns", ()))
    columns |= dict.fromkeys(query.columns)
    wanted = [column for column in columns or (0,) if column not in found]
    return tuple((row, column) for row in query.table.rows for column in wanted)


class Tables:
    """All tables and lists of an open index, and what they say to a question."""

    def __init__(self, index: Index) -> None:
        self._corpus = index.corpus
        also = index.synonyms.also
        typed = [*read_tables(index.corpus), *read_lists(index.corpus)]

        def alike(word: str) -> Iterable[str]:
            return also.get(word, ())

        self.names = names_of(typed, alike)
        self.weigh = _by_rarity(index)
        keys = [table.key.name for table in typed if len(table.columns) > 1]
        self._row_words = frozenset(stem for key in keys for stem in content(key)) - PLAIN
        self._scope = Scope(index.corpus, self.names)
        self._likened = Likened(self.names, self._scope, index.embedder)
        self._described = Described(self.names, self._scope, index.embedder, alike)
        # What a table says and what it lacks are asked one after the other, of the same reading.
        self.readings = lru_cache(_KEPT)(self._readings)
        self.rows_named = lru_cache(_KEPT)(self._rows_named)

    def _readings(self, asked: str) -> list[Reading]:
        return excepting(asked, self._scope.of(asked), self.weigh)

    def ask(self, question: str, *, further: bool = False) -> list[Told]:
        """The sentences that answer a question out of tables; none where no table surely does.

        One that comes ``further`` to another must itself name a row, a column or a value.
        """
        told = self._read(question, further=further)
        if further or (told and self._understands(question)):
            return told
        if named := self._by_description(question, told):
            return named
        query = self._likened.query(question, SURE if told else NEAR)
        liked = Told.of(query) if query else None
        if liked is None or not liked.text or any(one.tells_same_rows(liked) for one in told):
            return told
        return [liked]

    def _by_description(self, question: str, told: list[Told]) -> list[Told]:
        """The rows whose meaning a question describes, if it names none and no other column."""
        for one in self.readings(question)[:_LOOKED_AT]:
            named = any(m.size > 1 and is_exact(one.asked, m) for m in one.asked.of_role(Role.ROW))
            if named or (one.asked.columns and not one.asked.table.is_glossary):
                return []
        near = described.SURE if told else described.NEAR
        return [Told.of(query) for query in self._described.queries(question, near)]

    def _understands(self, question: str) -> bool:
        """Whether the best reading is clear or explains all words: none stands for another one."""
        first = best(self.readings(question))[0]
        return first.signs["share"] >= 1 or first.score >= _CLEAR

    def _read(self, question: str, *, further: bool) -> list[Told]:
        """What the likeliest reading of a question gives."""
        found = self.readings(question)
        meant = defining(found)
        if meant and self.lacks(question):  # it names a longer name that no table has
            meant = []
        chosen = meant or best(found)
        if not chosen or not (meant or chosen[0].sure):
            return []
        asked = chosen[0].asked
        if further and not (asked.rows or asked.columns or asked.filters):
            return []
        told = [
            Told.of(to_the_point(query, question, reading.asked.meant_codes))
            for reading in chosen
            for query in _fitting(reading)
        ]
        told = [one for one in told if one.text and is_of_kind(question, one.query, one.result)]
        # How long a list is, the text around it says better than a count of ours.
        return [] if any(one.is_bare_count for one in told) else told

    def likely(self, question: str) -> float:
        """The log odds that the best reading of a question is what is asked."""
        return max((reading.score for reading in self.readings(question)), default=_NEVER)

    def narrows(self, question: str, other: str) -> bool:
        """Whether a question surely asks the same of a table as another one, and of fewer rows."""
        one, two = (best(self.readings(said)) for said in (question, other))
        if not one or not two or not one[0].sure or not one[0].asked.rows:
            return False
        asks = [[(q.table, q.how, q.columns) for q in found[0].queries] for found in (one, two)]
        return asks[0] == asks[1] and not two[0].asked.rows

    def speaks_of_rows(self, question: str) -> bool:
        """Whether a question has the word for what the rows of a table are, or names one.

        A row of one word, such as Reading, is too often a word.
        """
        return bool(self._row_words & set(content(question))) or any(self._rows_in(question))

    def _rows_named(self, question: str) -> frozenset[tuple[str, str]]:
        """The rows of more than one word that a question names in full, with their documents."""
        return frozenset(
            (name, one.table.document_id)
            for one, mention in self._rows_in(question)
            for name in mention.name.values
            if {*content(name)} <= {word.stem for word in one.words[mention.start : mention.end]}
        )

    def _rows_in(self, question: str) -> Iterator[tuple[Asked, Mention]]:
        """Where a question names rows by more than one word."""
        said = plain(question)
        asked = (Asked.of(said, names) for names in self._scope.of(question))
        named = ((one, m) for one in asked for m in one.of_role(Role.ROW) if is_exact(one, m))
        return (found for found in named if found[1].size > 1)

    def lacks(self, question: str) -> Absence | None:
        """A row or column that a question names and the table it is about lacks."""
        found = absences(question, self._scope.of(question), self.readings(question))
        return next(iter(found), None)


def _fitting(reading: Reading) -> list[Query]:
    """The queries of a reading, but for cells of a row of which something else is asked."""
    known = known_words(reading.asked, reading.queries, reading.family, [])
    if not reading.asked.rows and is_of_unknown_sort(reading.asked, known):
        return []
    if ends_another_name(reading.asked, known):
        return []
    return [
        query
        for query in reading.queries
        if query.how not in _OF_ROWS or is_of_row(reading.asked, query, known)
    ]


def _by_rarity(index: Index) -> Weigh:
    """The weight of a word: its rarity in the documents, none for a function word."""

    @lru_cache(_WORDS_KEPT)
    def rarity(text: str) -> float:
        return max(index.lexical.rarity(text).values(), default=0.0)

    def weigh(word: Word) -> float:
        return rarity(word.text)

    return weigh


def table_claims(
    corpus: Corpus,
    citations: Citations,
    told: Sequence[Told],
    question: str = "",
    *,
    totals: bool = True,
) -> list[Claim]:
    """A claim for each sentence, then the notes of the tables that explain the codes in them.

    With ``totals``, what tables of one form make together comes in between.
    """
    last = _last_rows(told)
    claims = []
    for one in told:
        numbers = [_cite(citations, table, cells, last) for table, cells in one.read]
        text = _of_list(one) if one.of_list else one.text
        kind: ClaimKind = "paraphrase" if one.of_list else "table"
        claims.append(_claim(text, numbers, kind))
    makes = together([(one.query, one.result) for one in told]) if totals else ""
    if makes and not any(one.of_list for one in told):
        claims.append(_claim(makes, [n for claim in claims for n in claim.citations]))
    return [*claims, *_notes(corpus, citations, told, question)]


def _of_list(one: Told) -> str:
    """What entries of a list are, or are not, among the rows of tables.

    Its quotes are the list and the tables, so it says only what can be read there: no heading and
    no count.
    """
    names = listed(one.query.table.row_name(row) for row in one.result.rows)
    members = [c for c in one.query.where if isinstance(c, Member)]
    several = sum(len(member.tables) for member in members) > 1
    what, leave = ("tables", "leave") if several else ("table", "leaves")
    if not members:
        return f"The list names {names}."
    if not names:
        return f"The list and the {what} name the same."
    if all(member.negated for member in members):
        return f"The list names these, which the {what} {leave} out: {names}."
    return f"The list and the {what} share these: {names}."


def _claim(text: str, numbers: Iterable[int], kind: ClaimKind = "table") -> Claim:
    return Claim(text=text, citations=tuple(dict.fromkeys(numbers)), kind=kind)


def _cite(
    citations: Citations, table: TypedTable, cells: Iterable[Place], last: dict[int, int]
) -> int:
    rows = table.table.rows
    end = rows[last[id(table)]].span.end
    is_list = len(table.columns) == 1  # a list has entries, not cells
    # A blank cell has no text to point at, so the name of its row stands for it.
    shown = [at if _holds(table, at) else (at[0], 0) for at in cells]
    named = () if is_list else tuple(_named(table, at) for at in dict.fromkeys(shown))
    return citations.number(table.document_id, Span(table.table.span.start, end), named)


def _holds(table: TypedTable, place: Place) -> bool:
    span = table.cell(*place).span
    return span.start < span.end


def _named(table: TypedTable, place: Place) -> CitedCell:
    row, column = place
    span = table.cell(row, column).span
    return CitedCell(
        row=table.row_name(row), column=table.columns[column].name, start=span.start, end=span.end
    )


def _last_rows(told: Sequence[Told]) -> dict[int, int]:
    """The last row that is used of each table; all of it where none answers."""
    last: dict[int, int] = {}
    for one in told:
        for table, cells in one.read:
            used = [row for row, _ in cells] or list(one.result.rows) or [table.rows[-1]]
            last[id(table)] = max(last.get(id(table), 0), *used)
    return last


def _notes(
    corpus: Corpus, citations: Citations, told: Sequence[Told], question: str
) -> list[Claim]:
    """The sentences around a table that say what its codes stand for, as they stand there."""
    spans: dict[tuple[str, Span], None] = {}
    for one in told:
        for table, cells in one.read:
            for span in _explaining(corpus, table, cells, one.text, question):
                spans[table.document_id, span] = None
    claims: dict[str, Claim] = {}
    for document_id, span in spans:
        said = without_marks(corpus.text(document_id)[span.start : span.end])
        if said not in claims and len(claims) < _MOST_NOTES:
            number = citations.number(document_id, span)
            claims[said] = Claim(text=said, citations=(number,), kind="quote")
    return list(claims.values())


def _explaining(
    corpus: Corpus, table: TypedTable, cells: Iterable[Place], said: str, question: str
) -> list[Span]:
    """The sentences that say what codes stand for; for a plain mark, what the table is of.

    Who asks in the words of that sentence, by a mark or by a column of marks knows what it stands
    for.
    """
    text = corpus.text(table.document_id)
    codes = {table.value(r, c) for r, c in cells if table.value(r, c) in table.columns[c].codes}
    codes = {code for code in codes if code and re.search(rf"(?<!\w){re.escape(code)}(?!\w)", said)}
    spans = [s for note in table.notes for s in sentences(text, *note)]
    told = [s for s in spans if any(_mentions(text, s, code) for code in codes)]
    told += [s for s in spans if any(m in text[s.start : s.end] for m in _of_blanks(table, cells))]
    unsaid = [code for code in codes if not any(_mentions(text, s, code) for s in told)]
    if unsaid and table.table.note and table.marks:
        lead = sentences(text, *table.table.note)[0]
        own = {s for s in content(text[lead.start : lead.end]) if s not in _named_stems(table)}
        marks = (*unsaid, *(column.name for column in table.marks))
        own |= _AXES | {stem for name in marks for stem in stems(name)}
        told = told if own & set(stems(question)) else [lead, *told]
    parts = [part for span in told for part in _of_codes(text, span, codes)]
    return list(dict.fromkeys([*parts, *_of_classes(corpus, table, cells)]))


def _of_classes(corpus: Corpus, table: TypedTable, cells: Iterable[Place]) -> list[Span]:
    """The lines that say who is in the classes by which the columns that were read are headed."""
    names = [table.columns[at].name for at in dict.fromkeys(column for _, column in cells)]
    text = corpus.text(table.document_id)
    lines = [b.span for b in corpus.outline(table.document_id) if b.kind is BlockKind.ITEM]
    return [
        span
        for name in names
        for span in lines
        if class_meaning(name, [text[span.start : span.end].strip()])
    ]


def _of_codes(text: str, span: Span, codes: set[str]) -> list[Span]:
    """The parts of a legend that explain some codes, if it lists more: "C = closed; O = open"."""
    found = [*_LEGEND.finditer(text, span.start, span.end)]
    told = [match["code"] for match in found]
    wanted = codes & {*told}
    if not wanted or len({*told}) < len(told) or len(wanted) in {0, len(told)}:
        return [span]
    ends = [*(match.start() for match in found[1:]), span.end]
    parts = [
        Span(match.start(), match.start() + len(text[match.start() : end].rstrip(" ;,.\n")))
        for match, end in zip(found, ends, strict=True)
        if match["code"] in wanted
    ]
    return parts if len(parts) <= _MOST_NOTES else [span]


def _of_blanks(table: TypedTable, cells: Iterable[Place]) -> set[str]:
    """What blank cells that were read stand for."""
    blank = (table.columns[c].codes.get("") for r, c in cells if not table.value(r, c))
    return {code.meaning for code in blank if code is not None and code.meaning}


def _named_stems(table: TypedTable) -> set[str]:
    names = [*table.table.section, *table.table.columns]
    return {stem for name in names for stem in stems(name)}


def _mentions(text: str, span: Span, code: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(code)}(?!\w)", text[span.start : span.end]) is not None
